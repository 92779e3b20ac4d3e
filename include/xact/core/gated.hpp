#pragma once

#include <xact/core/forward.hpp>

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

namespace detail {

// As value_body: all calls of a function share their loops.
template <class F, class A> struct gated_value_body {
    F f;
    A tier;

    template <class V> V operator()(V a, V b) const { return f(a, b, tier); }
};
template <class F, class A> struct gated_gradient_body {
    F f;
    A tier;

    template <class V> gated_gradient<V> operator()(V a, V b, V dy) const { return f.backward(a, b, dy, tier); }
};

} // namespace detail

/// y[i] = f(a[i], b[i]).
template <execution E, gated_function F, readable A, readable B, writable Y, tier T = accurate_t>
void forward(E e, const F& f, const A& a, const B& b, Y&& y, T t = {}) {
    detail::validate(f);
    detail::apply(e, {"forward", F::about.name}, detail::gated_value_body<F, detail::loop_tier<F, T>>{f, t},
                  detail::view("y", y), detail::view("a", a), detail::view("b", b));
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
    detail::apply2(e, {"backward", F::about.name}, detail::gated_gradient_body<F, detail::loop_tier<F, T>>{f, t},
                   detail::view("da", da), detail::view("db", db), detail::view("a", a), detail::view("b", b),
                   detail::view("dy", dy));
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

/// Leaves its input as it is: the second activation of a unit that activates only a.
struct unchanged {
    static constexpr facts about{.name = "unchanged",
                                 .formula = "x",
                                 .source = "",
                                 .limit_at_minus_inf = -infinity,
                                 .limit_at_plus_inf = infinity,
                                 .slope_at_minus_inf = 1};

    template <class R> static R definition(R x) { return x; }
    template <value V, tier A = accurate_t> V operator()(V x, A = {}) const { return x; }
    template <value V, tier A = accurate_t> V derivative(V, A = {}) const { return V(lanes<V>(1)); }
};

/// An activation that multiplies by its unrounded value and slope (math/product.hpp): f.product(a, b) is f(a)·b, and
/// f.gradients(a, b, dy) the pair f'(a)·b·dy and f(a)·dy, each rounded once.
template <class F, class V>
concept has_product = requires(const F& f, V x) {
    f.product(x, x);
    f.gradients(x, x, x);
};

/// F(a)·G(b) for any two element-wise functions; the named units are this with their own facts. Where F has product()
/// and G leaves b unchanged, value and gradients are within 2 ulp of the exact product; else they have the errors of
/// the factors' rounded values, and a factor that underflows takes the product with it. Where one factor is shut, 0
/// with slope 0 (relu for x <= 0), the unit and its gradient give 0 also beside an infinite factor; beside NaN they
/// give NaN.
template <class F, class G = unchanged> struct act_gate {
    F activation{};
    G other{};

    static constexpr facts about{.name = "act_gate", .formula = "F(a) G(b)", .source = "arXiv:2002.05202"};

    void validate() const {
        detail::validate(activation);
        detail::validate(other);
    }

    template <class R> R definition(R a, R b) const { return activation.definition(a) * other.definition(b); }

    template <value V, tier A = accurate_t> V operator()(V a, V b, A tag = {}) const {
        using L = lanes<V>;
        const L u(a), v(b);
        if constexpr (exact<L>)
            return V(activation.product(u, v));
        else
            return V(open_product(u, v, tag, activation(u, tag), other(v, tag)));
    }

    template <value V, tier A = accurate_t> gated_gradient<V> backward(V a, V b, V dy, A tag = {}) const {
        using L = lanes<V>;
        const L u(a), v(b), g(dy);
        if constexpr (exact<L>) {
            const auto [da, db] = activation.gradients(u, v, g);
            return {V(da), V(db)};
        } else if constexpr (std::same_as<G, unchanged>) {
            return {V(open_product(u, v, tag, activation.derivative(u, tag), v, g)),
                    V(open_product(u, v, tag, activation(u, tag), g))};
        } else {
            return {V(open_product(u, v, tag, activation.derivative(u, tag), other(v, tag), g)),
                    V(open_product(u, v, tag, activation(u, tag), other.derivative(v, tag), g))};
        }
    }

private:
    template <class L> static constexpr bool exact = has_product<F, L>&& std::same_as<G, unchanged>;

    /// The product of the factors, and 0 where only a shut one stands beside an infinity.
    template <class L, class A, class... Factor> L open_product(L a, L b, A tag, Factor... factor) const {
        const L p = (... * factor);
        const auto is_nan = !(p == p);
        if (!any(is_nan)) return p;
        const auto shut = is_shut(activation, a, tag) | is_shut(other, b, tag);
        return select(is_nan & shut & (... & (factor == factor)), L(0), p);
    }
    template <class H, class L, class A> static auto is_shut(const H& h, L x, A tag) {
        return (h(x, tag) == L(0)) & (h.derivative(x, tag) == L(0));
    }
};

} // namespace v0
} // namespace xact
