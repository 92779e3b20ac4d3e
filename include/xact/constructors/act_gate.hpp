#pragma once

#include <xact/constructors/parts.hpp>
#include <xact/core/gated.hpp>
#include <xact/math/product.hpp>

namespace xact {
inline namespace v0 {

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

/// One that also attempts its product() and gradients() in a quicker form (math/attempt.hpp); or in halves.
template <class F, class V>
concept has_quick_product = requires(const F& f, V x) {
    f.quick_product(x, x);
    f.quick_gradients(x, x, x);
};
template <class F, class V>
concept has_product_halves = requires(const F& f, V x) {
    f.begin_product(x);
};

/// One that knows its product() and gradients() far out (math/far_gate.hpp).
template <class F, class V>
concept has_far_product = requires(const F& f, V x) {
    f.far_product(x, x);
    f.far_gradients(x, x, x);
};

/// An activation whose value and slope math::factors has unevaluated: F::factor(a).value() and .slope().
template <class F, class V>
concept has_factor = requires(V x) {
    F::factor(x).value();
    F::factor(x).slope();
};

/// F(a)·G(b) for any two element-wise functions; the named units are this with their own facts. Where F has product()
/// and G leaves b unchanged, or both have factors, value and gradients are within 2 ulp of the exact product; else they
/// have the errors of the factors' rounded values, and a factor that underflows takes the product with it. Where one
/// factor is shut, 0 with slope 0 (relu for x <= 0), the unit and its gradient give 0 also beside an infinite factor;
/// beside NaN they give NaN. The fast tier's product of the factors' fast versions is off by their errors times the
/// other factor, and NaN where one that is rounded to 0 stands beside an infinity.
template <class F, class G = unchanged> struct act_gate {
    F activation{};
    G other{};

    static constexpr facts about{.name = "act_gate",
                                 .formula = "F(a) G(b)",
                                 .source = "arXiv:2002.05202",
                                 .value = detail::no_bound,
                                 .slope = detail::no_bound,
                                 .kinks = detail::joined(F::about.kinks, G::about.kinks),
                                 .slope_roots = F::about.slope_roots,
                                 .parameters = detail::joined(detail::prefixed_parameters<"activation.", F>,
                                                              detail::prefixed_parameters<"other.", G>)};
    static constexpr bool has_fast = has_fast_version<F> || has_fast_version<G>;

    void validate() const {
        detail::validate(activation);
        detail::validate(other);
    }

    template <class R> R definition(R a, R b) const { return activation.definition(a) * other.definition(b); }

    template <value V, tier A = accurate_t> V operator()(V a, V b, A tag = {}) const {
        using L = lanes<V>;
        const L u(a), v(b);
        if constexpr (detail::runs_fast<act_gate, L, A>)
            return V(activation(u, tag) * other(v, tag));
        else if constexpr (exact<L>)
            return V(detail::completed_value(*this, u, v, tag,
                                             [&]() XACT_INLINE_LAMBDA { return activation.product(u, v); }));
        else if constexpr (both_factors<L>)
            return V(math::full_product(F::factor(u).value(), G::factor(v).value()));
        else
            return V(open_product(u, v, tag, activation(u, tag), other(v, tag)));
    }

    /// As far as single words go.
    template <class V, tier A>
    XACT_INLINE math::attempt<V> quick(V a, V b,
                                       A) const requires has_quick_product<F, V> && std::same_as<G, unchanged> &&
        (!detail::runs_fast<act_gate, V, A>) {
        return activation.quick_product(a, b);
    }
    template <class V, tier A>
    XACT_INLINE math::gated_attempt<V> quick_backward(V a, V b, V dy,
                                                      A tag) const requires detail::runs_fast<act_gate, V, A> ||
        (has_quick_product<F, V>&& std::same_as<G, unchanged>) {
        // As far as the fast tier's are finite.
        if constexpr (detail::runs_fast<act_gate, V, A>)
            return {fast_gradients(a, b, dy, tag), V(0)};
        else
            return activation.quick_gradients(a, b, dy);
    }
    template <class V>
    XACT_INLINE auto begin_quick(V a) const requires has_product_halves<F, V> && std::same_as<G, unchanged> {
        return activation.begin_product(a);
    }
    template <class V> XACT_INLINE math::attempt<V> finish_quick(const auto& begun, V a, V b) const {
        return activation.finish_product(begun, a, b);
    }
    template <class V>
    XACT_INLINE math::gated_attempt<V> finish_quick_backward(const auto& begun, V a, V b, V dy) const {
        return activation.finish_gradients(begun, a, b, dy);
    }

    /// Far out.
    template <class V>
    XACT_INLINE math::known<V> far(V a, V b) const requires has_far_product<F, V> && std::same_as<G, unchanged> {
        return activation.far_product(a, b);
    }
    template <class V>
    XACT_INLINE math::gated_known<V> far_backward(V a, V b, V dy) const requires
        has_far_product<F, V> && std::same_as<G, unchanged> {
        return activation.far_gradients(a, b, dy);
    }

    template <value V, tier A = accurate_t> gated_gradient<V> backward(V a, V b, V dy, A tag = {}) const {
        using L = lanes<V>;
        const L u(a), v(b), g(dy);
        if constexpr (detail::runs_fast<act_gate, L, A>) {
            const auto products = [&]() XACT_INLINE_LAMBDA { return fast_gradients(u, v, g, tag); };
            const auto [da, db] = detail::completed_gradients(*this, u, v, g, tag, products);
            return {V(da), V(db)};
        } else if constexpr (exact<L>) {
            const auto [da, db] = detail::completed_gradients(
                *this, u, v, g, tag, [&]() XACT_INLINE_LAMBDA { return activation.gradients(u, v, g); });
            return {V(da), V(db)};
        } else if constexpr (both_factors<L>) {
            const auto p = F::factor(u);
            const auto q = G::factor(v);
            return {V(math::full_product(p.slope() * q.value(), g)), V(math::full_product(p.value() * q.slope(), g))};
        } else if constexpr (std::same_as<G, unchanged>) {
            return {V(open_product(u, v, tag, activation.derivative(u, tag), v, g)),
                    V(open_product(u, v, tag, activation(u, tag), g))};
        } else {
            return {V(open_product(u, v, tag, activation.derivative(u, tag), other(v, tag), g)),
                    V(open_product(u, v, tag, activation(u, tag), other.derivative(v, tag), g))};
        }
    }

    template <class Q> using rebound = act_gate<detail::rebound_part<F, Q>, detail::rebound_part<G, Q>>;

    static constexpr auto parameters(auto& self) requires detail::any_parameters<F, G> {
        return std::tuple_cat(detail::part_parameters(self.activation), detail::part_parameters(self.other));
    }

    /// ∂F/∂p(a)·G(b), and F(a)·∂G/∂p(b).
    template <value V> rebound<V> parameter_derivatives(V a, V b) const requires detail::any_parameters<F, G> {
        return {detail::part_derivatives(activation, a, other(b)), detail::part_derivatives(other, b, activation(a))};
    }

private:
    template <class V, class A> XACT_INLINE math::gated_products<V> fast_gradients(V a, V b, V dy, A tag) const {
        const V value = activation(a, tag) * dy, slope = activation.derivative(a, tag);
        if constexpr (std::same_as<G, unchanged>)
            return {slope * b * dy, value};
        else
            return {slope * other(b, tag) * dy, value * other.derivative(b, tag)};
    }

    template <class L> static constexpr bool exact = has_product<F, L>&& std::same_as<G, unchanged>;
    template <class L> static constexpr bool both_factors = has_factor<F, L>&& has_factor<G, L>;

    /// The product of the factors, and 0 where only a shut one stands beside an infinity.
    template <class L, class A, class... Factor> L open_product(L a, L b, A tag, Factor... factor) const {
        const L p = (... * factor);
        const auto is_nan = !(p == p);
        if (!any(is_nan)) return p;
        const auto lost = is_nan & (... & (factor == factor));
        if (!any(lost)) return p;
        return select(lost & (is_shut(activation, a, tag) | is_shut(other, b, tag)), L(0), p);
    }
    template <class H, class L, class A> static auto is_shut(const H& h, L x, A tag) {
        return (h(x, tag) == L(0)) & (h.derivative(x, tag) == L(0));
    }
};

/// b, gated by any element-wise function of a: gated<mish>, gated<hard_swish> …; in brackets its parameters,
/// gated<elu>{{.alpha = 0.5}}. SwiGLU, GEGLU and others whose products are rounded once have names of their own.
template <class F> using gated = act_gate<F>;

namespace detail {

/// F with its product and gradients from the unevaluated value and slope that Factor has; of the size of Factor's
/// argument nothing is asked.
template <class F, template <class> class Factor> struct with_factor : F {
    template <class V> static XACT_INLINE Factor<V> factor(V x) { return Factor<V>(x); }

    template <class V> static V product(V a, V b) { return math::full_product(factor(a).value(), b); }
    template <class V> static math::gated_products<V> gradients(V a, V b, V dy) {
        const Factor<V> f = factor(a);
        return {math::full_product(f.slope(), b, dy), math::full_product(f.value(), dy)};
    }
};

} // namespace detail

} // namespace v0
} // namespace xact
