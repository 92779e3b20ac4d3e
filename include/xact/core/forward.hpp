#pragma once

#include <span>

#include <xact/core/concepts.hpp>
#include <xact/core/error.hpp>
#include <xact/core/parallel.hpp>
#include <xact/core/transform.hpp>
#include <xact/math/attempt.hpp>

/// The element-wise entry points.
///
/// Ranges are contiguous and sized (vector, array, span, Eigen::Map …) and hold float, double, xact::float16 or
/// xact::bfloat16, in any mix; arithmetic is done in float, or in double as soon as one of them is double, and the
/// result is rounded once into its storage type. An output may be the same range as an input of the same element type.
/// Each has a form for (pointer, …, n), and takes xact::parallel as its first and xact::fast as its last argument.
///
/// Each throws std::invalid_argument, before anything is written, where ranges differ in length or overlap in part, or
/// where the function has parameters outside their domain.

namespace xact {
inline namespace v0 {
namespace detail {

/// A whole range of one call.
template <class S> struct array_view {
    const char* name;
    S* data;
    std::size_t size;

    XACT_INLINE argument check() const { return {name, data, size, sizeof(S)}; }
};

template <class R> auto view(const char* name, R& r) {
    return array_view<std::remove_pointer_t<decltype(std::data(r))>>{name, std::data(r),
                                                                     static_cast<std::size_t>(std::size(r))};
}

template <class F> void validate(const F& f) {
    if constexpr (has_validate<F>) f.validate();
}

template <class First, class... In>
XACT_INLINE void check_inputs(const call& c, const array_view<First>& first, const array_view<In>&... others) {
    (check_same_size(c, first.check(), others.check()), ...);
}
template <class Out, class... In>
XACT_INLINE void check_output(const call& c, const array_view<Out>& out, const array_view<In>&... in) {
    (check_same_size(c, in.check(), out.check()), ...);
    (check_no_partial_overlap(c, in.check(), out.check()), ...);
}

/// out = body(in...), checked and spread over threads.
template <execution E, class Body, class Out, class... In>
void apply(E e, const call& c, const Body& body, array_view<Out> out, array_view<In>... in) {
    check_inputs(c, in...);
    check_output(c, out, in...);
    using V = vec<compute_type<Out, std::remove_const_t<In>...>>;
    for_pieces(e, out.size, 64, [&](std::size_t begin, std::size_t end) {
        transform<V>(body, end - begin, outputs<Out>(out.data + begin),
                     inputs<std::remove_const_t<In>...>(in.data + begin...));
    });
}

/// Several outputs: each may be an input, but no two of them the same range.
template <class... Out> XACT_INLINE void check_distinct(const call& c, const array_view<Out>&... out) {
    const argument all[] = {out.check()...};
    for (std::size_t i = 0; i < sizeof...(Out); ++i)
        for (std::size_t j = i + 1; j < sizeof...(Out); ++j) {
            if (all[i].size > 0 && all[i].data == all[j].data)
                fail(c.text() + all[i].name + " and " + all[j].name + " are the same range");
            check_no_partial_overlap(c, all[i], all[j]);
        }
}
template <class Out1, class Out2, class... In>
XACT_INLINE void check_outputs(const call& c, const array_view<Out1>& out1, const array_view<Out2>& out2,
                               const array_view<In>&... in) {
    check_output(c, out1, in...);
    check_output(c, out2, in...);
    check_distinct(c, out1, out2);
}

/// As apply, for two outputs, and for three.
template <execution E, class Body, class Out1, class Out2, class... In>
void apply2(E e, const call& c, const Body& body, array_view<Out1> out1, array_view<Out2> out2, array_view<In>... in) {
    check_inputs(c, in...);
    check_outputs(c, out1, out2, in...);
    using V = vec<compute_type<Out1, Out2, std::remove_const_t<In>...>>;
    for_pieces(e, out1.size, 64, [&](std::size_t begin, std::size_t end) {
        transform<V>(body, end - begin, outputs<Out1, Out2>(out1.data + begin, out2.data + begin),
                     inputs<std::remove_const_t<In>...>(in.data + begin...));
    });
}
template <execution E, class Body, class Out1, class Out2, class Out3, class... In>
void apply3(E e, const call& c, const Body& body, array_view<Out1> out1, array_view<Out2> out2, array_view<Out3> out3,
            array_view<In>... in) {
    check_inputs(c, in...);
    check_output(c, out1, in...);
    check_output(c, out2, in...);
    check_output(c, out3, in...);
    check_distinct(c, out1, out2, out3);
    using V = vec<compute_type<Out1, Out2, Out3, std::remove_const_t<In>...>>;
    for_pieces(e, out1.size, 64, [&](std::size_t begin, std::size_t end) {
        transform<V>(body, end - begin,
                     outputs<Out1, Out2, Out3>(out1.data + begin, out2.data + begin, out3.data + begin),
                     inputs<std::remove_const_t<In>...>(in.data + begin...));
    });
}

/// f.anywhere(x), or if f has an attempt at it for V, that, and where it is not right what is known far out or else
/// f.anywhere(x); and the derivative.
template <class F, class V> XACT_INLINE V attempted_value(const F& f, V x) {
    const auto anywhere = [&]() XACT_INLINE_LAMBDA { return f.anywhere(x); };
    if constexpr (requires { f.quick(x); })
        return math::completed(math::settled(f.quick(x), [&]() XACT_INLINE_LAMBDA { return f.far(x); }), anywhere);
    else
        return anywhere();
}
template <class F, class V> XACT_INLINE V attempted_derivative(const F& f, V x) {
    const auto anywhere = [&]() XACT_INLINE_LAMBDA { return f.anywhere_derivative(x); };
    if constexpr (requires { f.quick_derivative(x); })
        return math::completed(
            math::settled(f.quick_derivative(x), [&]() XACT_INLINE_LAMBDA { return f.far_derivative(x); }), anywhere);
    else
        return anywhere();
}

/// The tier that a loop runs in: the accurate one where a functor has no fast version, so that there is one loop.
template <class F, class A> using loop_tier = std::conditional_t<fast_tier<A> && !has_fast_version<F>, accurate_t, A>;

/// The body of a loop. A type of its own, so that all calls of a function share their loops, whatever their ranges are.
template <class F, class A> struct value_body {
    static constexpr bool few_at_once = has_few_at_once<F> && !fast_tier<A>;

    F f;
    A tier;

    template <class V> V operator()(V x) const { return f(x, tier); }

    template <class V> XACT_INLINE auto begin(V x) const requires has_value_halves<F, V, A> { return f.begin(x, tier); }
    template <class V> XACT_INLINE V finish(const auto& begun, V x) const { return f.finish(begun, x); }

    template <class V> XACT_INLINE auto quick(V x) const requires requires { f.quick(x, tier); }
    { return f.quick(x, tier); }
    template <class V> XACT_INLINE auto settled(const auto& attempt, V x) const {
        return math::settled(attempt, [&]() XACT_INLINE_LAMBDA { return f.far(x); });
    }
    template <class V> XACT_INLINE V completed(const auto& known, V x) const {
        return math::completed(known, [&]() XACT_INLINE_LAMBDA { return f.anywhere(x); });
    }
};

} // namespace detail

/// dy·f'(x): the gradient of the input for one element, as the functor computes it.
template <class F, value V, tier A = accurate_t> XACT_INLINE V backward_of(const F& f, V x, V dy, A a = {}) {
    if constexpr (has_backward<F, V>)
        return f.backward(x, dy, a);
    else
        return V(lanes<V>(dy) * lanes<V>(f.derivative(x, a)));
}

namespace detail {

/// F with its default parameters, which a compiler then knows: the loop over an array has nothing of them to decide.
template <class F> struct by_default {
    static constexpr F f{};
    static constexpr bool has_fast = has_fast_version<F>, few_at_once = has_few_at_once<F>;

    template <class V, class A = accurate_t> V operator()(V x, A tier = {}) const { return f(x, tier); }
    template <class V, class A = accurate_t> V backward(V x, V dy, A tier = {}) const {
        return backward_of(f, x, dy, tier);
    }
    template <class V, class A> XACT_INLINE auto begin(V x, A tier) const requires has_value_halves<F, V, A> {
        return f.begin(x, tier);
    }
    template <class V> XACT_INLINE V finish(const auto& begun, V x) const { return f.finish(begun, x); }
    // Attempts that only the default parameters have, or that only loops that know them are to try.
    template <class V, class A = accurate_t> XACT_INLINE auto quick(V x, A = {}) const requires requires {
        f.quick_default(x);
    }
    { return f.quick_default(x); }
    template <class V> XACT_INLINE auto far(V x) const { return f.far(x); }
    template <class V> XACT_INLINE V anywhere(V x) const { return f.anywhere(x); }
    template <class V, class A>
    XACT_INLINE auto begin_derivative(V x, A tier) const
        requires(has_derivative_halves<F, V, A> && !requires { f.quick_default_derivative(x); }) {
        return f.begin_derivative(x, tier);
    }
    template <class V> XACT_INLINE V finish_derivative(const auto& begun, V x) const {
        return f.finish_derivative(begun, x);
    }
    template <class V, class A = accurate_t> XACT_INLINE auto quick_derivative(V x, A = {}) const requires requires {
        f.quick_default_derivative(x);
    }
    { return f.quick_default_derivative(x); }
    template <class V> XACT_INLINE auto far_derivative(V x) const { return f.far_derivative(x); }
    template <class V> XACT_INLINE V anywhere_derivative(V x) const { return f.anywhere_derivative(x); }
    template <class V> XACT_INLINE V finish_backward(const auto& begun, V x, V dy) const {
        if constexpr (has_backward<F, V>)
            return f.finish_backward(begun, x, dy);
        else
            return dy * f.finish_derivative(begun, x);
    }
};

/// F with parameters of which its usual_value() and usual_derivative(), or its usual_backward() where it has one, ask
/// no more: a simplest form.
template <class F> struct with_usual_parameters {
    static constexpr bool few_at_once = has_few_at_once<F>;

    F f;

    template <class V, class A = accurate_t> XACT_INLINE V operator()(V x, A = {}) const { return f.usual_value(x); }
    template <class V, class A = accurate_t> XACT_INLINE V backward(V x, V dy, A = {}) const {
        if constexpr (requires { f.usual_backward(x, dy); })
            return f.usual_backward(x, dy);
        else
            return dy * f.usual_derivative(x);
    }
};

/// Calls use(f), or use(g) where there is a simpler functor g that has f's bits for the parameters at hand: one that f
/// knows, or f by_default where it declares `has_default_loop = true`, its loop having much to decide by parameters, or
/// `has_fast_default_loop = true`, if that is so in the fast tier alone; of other parameters f with_usual_parameters,
/// if it has what these ask for.
template <class A = accurate_t, class F, class Use> void in_simplest_form(const F& f, const Use& use) {
    constexpr bool has_default_loop = requires { requires F::has_default_loop; };
    constexpr bool has_fast_default_loop = requires { requires F::has_fast_default_loop; };
    if constexpr (requires { f.simplest(use); }) {
        f.simplest(use);
    } else if constexpr (has_default_loop || (fast_tier<A> && has_fast_default_loop)) {
        if (F::parameters(f) == F::parameters(by_default<F>::f))
            use(by_default<F>{});
        else if constexpr (requires(vec<float> x) { f.usual_value(x); })
            use(with_usual_parameters<F>{f});
        else
            use(f);
    } else {
        use(f);
    }
}

template <class F, class A> struct gradient_body {
    static constexpr bool few_at_once = value_body<F, A>::few_at_once;

    F f;
    A tier;

    template <class V> V operator()(V x, V dy) const { return backward_of(f, x, dy, tier); }

    template <class V> XACT_INLINE auto begin(V x, V) const requires has_derivative_halves<F, V, A> {
        return f.begin_derivative(x, tier);
    }
    template <class V> XACT_INLINE V finish(const auto& begun, V x, V dy) const {
        if constexpr (has_backward<F, V>)
            return f.finish_backward(begun, x, dy);
        else
            return dy * f.finish_derivative(begun, x);
    }

    template <class V> XACT_INLINE auto quick(V x, V dy) const requires requires { f.quick_derivative(x, tier); }
    {
        const auto slope = f.quick_derivative(x, tier);
        return math::attempt<V>{dy * slope.value, slope.margin};
    }
    template <class V> XACT_INLINE auto settled(const auto& attempt, V x, V dy) const {
        return math::settled(attempt, [&]() XACT_INLINE_LAMBDA {
            const auto slope = f.far_derivative(x);
            return math::known<V>{dy * slope.value, slope.where};
        });
    }
    template <class V> XACT_INLINE V completed(const auto& known, V x, V dy) const {
        return math::completed(known, [&]() XACT_INLINE_LAMBDA { return dy * f.anywhere_derivative(x); });
    }

    template <class V> XACT_INLINE auto prepared() const requires requires { f.template prepared_derivative<V>(); }
    {
        const auto derivative = f.template prepared_derivative<V>();
        return gradient_body<std::remove_const_t<decltype(derivative)>, A>{derivative, tier};
    }
};

template <class F> struct gradient_from_output_body {
    F f;

    template <class V> V operator()(V y, V dy) const { return dy * f.derivative_from_output(y); }
};

template <class V> struct double_gradient { V d_dy, d_x; };

template <class F, tier A> auto double_backward_body(const F& f, A a) {
    return [f, a]<class V>(V x, V dy, V ddx) {
        return double_gradient<V>{backward_of(f, x, ddx, a), ddx * dy * f.second_derivative(x)};
    };
}

} // namespace detail

/// y[i] = f(x[i]).
template <execution E, elementwise F, readable X, writable Y, tier A = accurate_t>
void forward(E e, const F& f, const X& x, Y&& y, A a = {}) {
    detail::validate(f);
    detail::in_simplest_form<A>(f, [&]<class G>(const G& g) {
        detail::apply(e, {"forward", F::about.name}, detail::value_body<G, detail::loop_tier<G, A>>{g, a},
                      detail::view("y", y), detail::view("x", x));
    });
}
template <elementwise F, readable X, writable Y, tier A = accurate_t>
void forward(const F& f, const X& x, Y&& y, A a = {}) {
    forward(sequential, f, x, y, a);
}
template <execution E, elementwise F, storage X, storage Y, tier A = accurate_t>
void forward(E e, const F& f, const X* x, Y* y, std::size_t n, A a = {}) {
    forward(e, f, std::span(x, n), std::span(y, n), a);
}
template <elementwise F, storage X, storage Y, tier A = accurate_t>
void forward(const F& f, const X* x, Y* y, std::size_t n, A a = {}) {
    forward(sequential, f, std::span(x, n), std::span(y, n), a);
}

/// dx[i] = dy[i]·f'(x[i]).
template <execution E, elementwise F, readable X, readable DY, writable DX, tier A = accurate_t>
void backward(E e, const F& f, const X& x, const DY& dy, DX&& dx, A a = {}) {
    detail::validate(f);
    detail::in_simplest_form<A>(f, [&]<class G>(const G& g) {
        detail::apply(e, {"backward", F::about.name}, detail::gradient_body<G, detail::loop_tier<G, A>>{g, a},
                      detail::view("dx", dx), detail::view("x", x), detail::view("dy", dy));
    });
}
template <elementwise F, readable X, readable DY, writable DX, tier A = accurate_t>
void backward(const F& f, const X& x, const DY& dy, DX&& dx, A a = {}) {
    backward(sequential, f, x, dy, dx, a);
}
template <execution E, elementwise F, storage X, storage DY, storage DX, tier A = accurate_t>
void backward(E e, const F& f, const X* x, const DY* dy, DX* dx, std::size_t n, A a = {}) {
    backward(e, f, std::span(x, n), std::span(dy, n), std::span(dx, n), a);
}
template <elementwise F, storage X, storage DY, storage DX, tier A = accurate_t>
void backward(const F& f, const X* x, const DY* dy, DX* dx, std::size_t n, A a = {}) {
    backward(sequential, f, std::span(x, n), std::span(dy, n), std::span(dx, n), a);
}

/// dx[i] = dy[i]·f'(x[i]) from y[i] = f(x[i]), for the functions whose derivative is a function of their value.
template <execution E, elementwise F, readable Y, readable DY, writable DX, tier A = accurate_t>
requires has_derivative_from_output<F>
void backward_from_output(E e, const F& f, const Y& y, const DY& dy, DX&& dx, A a = {}) {
    detail::validate(f);
    detail::apply(e, {"backward_from_output", F::about.name}, detail::gradient_from_output_body<F>{f},
                  detail::view("dx", dx), detail::view("y", y), detail::view("dy", dy));
    (void)a;
}
template <elementwise F, readable Y, readable DY, writable DX, tier A = accurate_t>
requires has_derivative_from_output<F>
void backward_from_output(const F& f, const Y& y, const DY& dy, DX&& dx, A a = {}) {
    backward_from_output(sequential, f, y, dy, dx, a);
}
template <execution E, elementwise F, storage Y, storage DY, storage DX, tier A = accurate_t>
requires has_derivative_from_output<F>
void backward_from_output(E e, const F& f, const Y* y, const DY* dy, DX* dx, std::size_t n, A a = {}) {
    backward_from_output(e, f, std::span(y, n), std::span(dy, n), std::span(dx, n), a);
}
template <elementwise F, storage Y, storage DY, storage DX, tier A = accurate_t>
requires has_derivative_from_output<F>
void backward_from_output(const F& f, const Y* y, const DY* dy, DX* dx, std::size_t n, A a = {}) {
    backward_from_output(sequential, f, std::span(y, n), std::span(dy, n), std::span(dx, n), a);
}

/// The gradient of backward: d_dy[i] = ddx[i]·f'(x[i]), d_x[i] = ddx[i]·dy[i]·f''(x[i]).
template <execution E, elementwise F, readable X, readable DY, readable DDX, writable D_DY, writable D_X,
          tier A = accurate_t>
requires has_second_derivative<F>
void double_backward(E e, const F& f, const X& x, const DY& dy, const DDX& ddx, D_DY&& d_dy, D_X&& d_x, A a = {}) {
    detail::validate(f);
    detail::apply2(e, {"double_backward", F::about.name}, detail::double_backward_body(f, a),
                   detail::view("d_dy", d_dy), detail::view("d_x", d_x), detail::view("x", x), detail::view("dy", dy),
                   detail::view("ddx", ddx));
}
template <elementwise F, readable X, readable DY, readable DDX, writable D_DY, writable D_X, tier A = accurate_t>
requires has_second_derivative<F>
void double_backward(const F& f, const X& x, const DY& dy, const DDX& ddx, D_DY&& d_dy, D_X&& d_x, A a = {}) {
    double_backward(sequential, f, x, dy, ddx, d_dy, d_x, a);
}
template <execution E, elementwise F, storage X, storage DY, storage DDX, storage D_DY, storage D_X,
          tier A = accurate_t>
requires has_second_derivative<F>
void double_backward(E e, const F& f, const X* x, const DY* dy, const DDX* ddx, D_DY* d_dy, D_X* d_x, std::size_t n,
                     A a = {}) {
    double_backward(e, f, std::span(x, n), std::span(dy, n), std::span(ddx, n), std::span(d_dy, n), std::span(d_x, n),
                    a);
}
template <elementwise F, storage X, storage DY, storage DDX, storage D_DY, storage D_X, tier A = accurate_t>
requires has_second_derivative<F>
void double_backward(const F& f, const X* x, const DY* dy, const DDX* ddx, D_DY* d_dy, D_X* d_x, std::size_t n,
                     A a = {}) {
    double_backward(sequential, f, x, dy, ddx, d_dy, d_x, n, a);
}

} // namespace v0
} // namespace xact
