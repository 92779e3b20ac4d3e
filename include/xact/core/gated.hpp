#pragma once

#include <xact/core/forward.hpp>
#include <xact/core/parameter_gradient.hpp>

/// Gated units: act(a)·b, elementwise in two inputs, the activated a and the value b.
///
/// The entry points take ranges, storage types, xact::parallel and a tier as those of core/forward.hpp do. The output
/// may be the same range as an input (y as a or b; da as a, b or dy, and db as another of them); da and db may not be
/// the same range. backward needs the inputs alone, nothing of forward is kept.
///
/// Each throws std::invalid_argument, before anything is written, where ranges differ in length or overlap in part, or
/// where the function has parameters outside their domain.

namespace xact {
inline namespace v0 {

/// dy·∂f/∂a and dy·∂f/∂b.
template <value V> struct gated_gradient { V da, db; };

/// The same, and f.
template <value V> struct gated_gradient_and_value { V da, db, y; };

namespace detail {

/// Whether a unit F is made of its activation's fast version in registers V: not of attempts at exact products then.
template <class F, class V, class A>
inline constexpr bool runs_fast = fast_tier<A>&& has_fast_version<F>&& math::is_fused_float<V>;

/// A tier that brings what is known already.
template <class A, class Known> struct with_known : A { Known known; };

/// What the quick form, if there is one for V, has made of a register, and in lanes where that is not right what
/// f.far(a, b) knows, if there is that.
template <class F, class V> XACT_INLINE auto settled_value(const F& f, const auto& attempt, V a, V b) {
    if constexpr (requires { f.far(a, b); })
        return settled(attempt, [&]() XACT_INLINE_LAMBDA { return f.far(a, b); });
    else
        return settled(attempt);
}
template <class F, class V> XACT_INLINE auto settled_gradients(const F& f, const auto& attempt, V a, V b, V dy) {
    if constexpr (requires { f.far_backward(a, b, dy); })
        return settled(attempt, [&]() XACT_INLINE_LAMBDA { return f.far_backward(a, b, dy); });
    else
        return settled(attempt);
}

/// f.quick(a, b, tag) and f.quick_backward(a, b, dy, tag), or what a function has in halves: the second ones take what
/// the first makes of a.
template <class F, class V, class A> XACT_INLINE auto quick_value(const F& f, V a, V b, A tag) requires requires {
    f.quick(a, b, tag);
}
{ return f.quick(a, b, tag); }
template <class F, class V, class A>
    XACT_INLINE auto quick_value(const F& f, V a, V b, A) requires(!runs_fast<F, V, A>) && requires {
    f.finish_quick(f.begin_quick(a), a, b);
}
{ return f.finish_quick(f.begin_quick(a), a, b); }
template <class F, class V, class A>
XACT_INLINE auto quick_gradients(const F& f, V a, V b, V dy, A tag) requires requires {
    f.quick_backward(a, b, dy, tag);
}
{ return f.quick_backward(a, b, dy, tag); }
template <class F, class V, class A>
    XACT_INLINE auto quick_gradients(const F& f, V a, V b, V dy, A) requires(!runs_fast<F, V, A>) && requires {
    f.finish_quick_backward(f.begin_quick(a), a, b, dy);
}
{ return f.finish_quick_backward(f.begin_quick(a), a, b, dy); }

/// f(a, b) as f.quick(a, b, tag) has it, if there is that for V; in lanes where it is not right what f.far(a, b) knows,
/// if there is that, and what anywhere() computes.
template <class F, class V, class A, class Anywhere>
XACT_INLINE V completed_value(const F& f, V a, V b, A tag, const Anywhere& anywhere) {
    if constexpr (requires { tag.known; })
        return completed(tag.known, anywhere);
    else if constexpr (requires { quick_value(f, a, b, tag); })
        return completed(settled_value(f, quick_value(f, a, b, tag), a, b), anywhere);
    else
        return anywhere();
}

/// The gradients, the same by f.quick_backward(a, b, dy, tag) and f.far_backward(a, b, dy).
template <class F, class V, class A, class Anywhere>
XACT_INLINE auto completed_gradients(const F& f, V a, V b, V dy, A tag, const Anywhere& anywhere) {
    if constexpr (requires { tag.known; })
        return completed(tag.known, anywhere);
    else if constexpr (requires { quick_gradients(f, a, b, dy, tag); })
        return completed(settled_gradients(f, quick_gradients(f, a, b, dy, tag), a, b, dy), anywhere);
    else
        return anywhere();
}

// As value_body: all calls of a function share their loops.
template <class F, class A> struct gated_value_body {
    F f;
    A tier;

    template <class V> V operator()(V a, V b) const { return f(a, b, tier); }
    template <class V> XACT_INLINE auto quick(V a, V b) const requires requires { quick_value(f, a, b, tier); }
    { return quick_value(f, a, b, tier); }
    template <class V> XACT_INLINE auto begin(V a, V b) const requires(!runs_fast<F, V, A>) && requires {
        f.finish_quick(f.begin_quick(a), a, b);
    }
    { return f.begin_quick(a); }
    template <class V> XACT_INLINE auto finish(const auto& begun, V a, V b) const {
        return f.finish_quick(begun, a, b);
    }
    template <class V> XACT_INLINE auto settled(const auto& attempt, V a, V b) const {
        return settled_value(f, attempt, a, b);
    }
    template <class V, class Known> XACT_INLINE V completed(const Known& known, V a, V b) const {
        return f(a, b, with_known<A, Known>{tier, known});
    }
};
template <class F, class A> struct gated_gradient_body {
    F f;
    A tier;

    template <class V> gated_gradient<V> operator()(V a, V b, V dy) const { return f.backward(a, b, dy, tier); }
    template <class V> XACT_INLINE auto quick(V a, V b, V dy) const requires requires {
        quick_gradients(f, a, b, dy, tier);
    }
    { return quick_gradients(f, a, b, dy, tier); }
    template <class V> XACT_INLINE auto begin(V a, V, V) const requires(!runs_fast<F, V, A>) && requires {
        f.begin_quick(a);
    }
    { return f.begin_quick(a); }
    template <class V> XACT_INLINE auto finish(const auto& begun, V a, V b, V dy) const {
        return f.finish_quick_backward(begun, a, b, dy);
    }
    template <class V> XACT_INLINE auto settled(const auto& attempt, V a, V b, V dy) const {
        return settled_gradients(f, attempt, a, b, dy);
    }
    template <class V, class Known> XACT_INLINE gated_gradient<V> completed(const Known& known, V a, V b, V dy) const {
        return f.backward(a, b, dy, with_known<A, Known>{tier, known});
    }
};
template <class F, class A> struct gated_gradient_and_value_body {
    F f;
    A tier;

    template <class V> gated_gradient_and_value<V> operator()(V a, V b, V dy) const {
        const auto [da, db] = f.backward(a, b, dy, tier);
        return {da, db, f(a, b, tier)};
    }
};

} // namespace detail

/// y[i] = f(a[i], b[i]).
template <execution E, gated_function F, readable A, readable B, writable Y, tier T = accurate_t>
void forward(E e, const F& f, const A& a, const B& b, Y&& y, T t = {}) {
    detail::validate(f);
    detail::in_simplest_form(f, [&]<class G>(const G& g) {
        detail::apply(e, {"forward", F::about.name}, detail::gated_value_body<G, detail::loop_tier<G, T>>{g, t},
                      detail::view("y", y), detail::view("a", a), detail::view("b", b));
    });
}
template <gated_function F, readable A, readable B, writable Y, tier T = accurate_t>
void forward(const F& f, const A& a, const B& b, Y&& y, T t = {}) {
    forward(sequential, f, a, b, y, t);
}
template <execution E, gated_function F, storage A, storage B, storage Y, tier T = accurate_t>
void forward(E e, const F& f, const A* a, const B* b, Y* y, std::size_t n, T t = {}) {
    forward(e, f, std::span(a, n), std::span(b, n), std::span(y, n), t);
}
template <gated_function F, storage A, storage B, storage Y, tier T = accurate_t>
void forward(const F& f, const A* a, const B* b, Y* y, std::size_t n, T t = {}) {
    forward(sequential, f, std::span(a, n), std::span(b, n), std::span(y, n), t);
}

/// da[i] = dy[i]·∂f/∂a(a[i], b[i]), db[i] = dy[i]·∂f/∂b(a[i], b[i]).
template <execution E, gated_function F, readable A, readable B, readable DY, writable DA, writable DB,
          tier T = accurate_t>
void backward(E e, const F& f, const A& a, const B& b, const DY& dy, DA&& da, DB&& db, T t = {}) {
    detail::validate(f);
    detail::in_simplest_form(f, [&]<class G>(const G& g) {
        detail::apply2(e, {"backward", F::about.name}, detail::gated_gradient_body<G, detail::loop_tier<G, T>>{g, t},
                       detail::view("da", da), detail::view("db", db), detail::view("a", a), detail::view("b", b),
                       detail::view("dy", dy));
    });
}
template <gated_function F, readable A, readable B, readable DY, writable DA, writable DB, tier T = accurate_t>
void backward(const F& f, const A& a, const B& b, const DY& dy, DA&& da, DB&& db, T t = {}) {
    backward(sequential, f, a, b, dy, da, db, t);
}
template <execution E, gated_function F, storage A, storage B, storage DY, storage DA, storage DB, tier T = accurate_t>
void backward(E e, const F& f, const A* a, const B* b, const DY* dy, DA* da, DB* db, std::size_t n, T t = {}) {
    backward(e, f, std::span(a, n), std::span(b, n), std::span(dy, n), std::span(da, n), std::span(db, n), t);
}
template <gated_function F, storage A, storage B, storage DY, storage DA, storage DB, tier T = accurate_t>
void backward(const F& f, const A* a, const B* b, const DY* dy, DA* da, DB* db, std::size_t n, T t = {}) {
    backward(sequential, f, a, b, dy, da, db, n, t);
}

/// backward, which writes y[i] = f(a[i], b[i]) as well, in the same pass: for who keeps a and b alone between forward
/// and backward, and needs y for the gradient of what multiplies it. y may be a, b or dy, as long as da and db are not.
template <execution E, gated_function F, readable A, readable B, readable DY, writable DA, writable DB, writable Y,
          tier T = accurate_t>
void backward_with_value(E e, const F& f, const A& a, const B& b, const DY& dy, DA&& da, DB&& db, Y&& y, T t = {}) {
    detail::validate(f);
    detail::apply3(e, {"backward_with_value", F::about.name},
                   detail::gated_gradient_and_value_body<F, detail::loop_tier<F, T>>{f, t}, detail::view("da", da),
                   detail::view("db", db), detail::view("y", y), detail::view("a", a), detail::view("b", b),
                   detail::view("dy", dy));
}
template <gated_function F, readable A, readable B, readable DY, writable DA, writable DB, writable Y,
          tier T = accurate_t>
void backward_with_value(const F& f, const A& a, const B& b, const DY& dy, DA&& da, DB&& db, Y&& y, T t = {}) {
    backward_with_value(sequential, f, a, b, dy, da, db, y, t);
}
template <execution E, gated_function F, storage A, storage B, storage DY, storage DA, storage DB, storage Y,
          tier T = accurate_t>
void backward_with_value(E e, const F& f, const A* a, const B* b, const DY* dy, DA* da, DB* db, Y* y, std::size_t n,
                         T t = {}) {
    backward_with_value(e, f, std::span(a, n), std::span(b, n), std::span(dy, n), std::span(da, n), std::span(db, n),
                        std::span(y, n), t);
}
template <gated_function F, storage A, storage B, storage DY, storage DA, storage DB, storage Y, tier T = accurate_t>
void backward_with_value(const F& f, const A* a, const B* b, const DY* dy, DA* da, DB* db, Y* y, std::size_t n,
                         T t = {}) {
    backward_with_value(sequential, f, a, b, dy, da, db, y, n, t);
}

/// Σ dy[i]·∂f/∂p(a[i], b[i]) for every parameter p of f, as an object like f; see core/parameter_gradient.hpp.
template <execution E, gated_function F, readable A, readable B, readable DY>
requires has_gated_parameter_derivatives<F> F parameter_gradient(E e, const F& f, const A& a, const B& b,
                                                                 const DY& dy) {
    detail::validate(f);
    const auto va = detail::view("a", a);
    const auto vb = detail::view("b", b);
    const auto vdy = detail::view("dy", dy);
    const detail::call c{"parameter_gradient", F::about.name};
    detail::check_inputs(c, va, vb, vdy);
    using T = compute_type<element<A>, element<B>, element<DY>>;
    return detail::gradient_object<F>(detail::gradient_of_all<F>(e, va.size, [&](std::size_t begin, std::size_t n) {
        return detail::gradient_of_chunk<T, 2>(f, n, [&](T* to_a, T* to_b, T* to_dy) {
            detail::widen(va.data + begin, n, to_a);
            detail::widen(vb.data + begin, n, to_b);
            detail::widen(vdy.data + begin, n, to_dy);
        });
    }));
}
template <gated_function F, readable A, readable B, readable DY>
requires has_gated_parameter_derivatives<F> F parameter_gradient(const F& f, const A& a, const B& b, const DY& dy) {
    return parameter_gradient(sequential, f, a, b, dy);
}
template <execution E, gated_function F, storage A, storage B, storage DY>
requires has_gated_parameter_derivatives<F> F parameter_gradient(E e, const F& f, const A* a, const B* b, const DY* dy,
                                                                 std::size_t n) {
    return parameter_gradient(e, f, std::span(a, n), std::span(b, n), std::span(dy, n));
}
template <gated_function F, storage A, storage B, storage DY>
requires has_gated_parameter_derivatives<F> F parameter_gradient(const F& f, const A* a, const B* b, const DY* dy,
                                                                 std::size_t n) {
    return parameter_gradient(sequential, f, a, b, dy, n);
}

} // namespace v0
} // namespace xact
