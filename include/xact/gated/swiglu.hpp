#pragma once

#include <cmath>
#include <concepts>
#include <tuple>
#include <type_traits>

#include <xact/constructors/act_gate.hpp>
#include <xact/elementwise/swish.hpp>
#include <xact/math/fast_logistic.hpp>
#include <xact/math/product.hpp>
#include <xact/math/swish_product.hpp>

namespace xact {
inline namespace v0 {

/// SwiGLU: b, gated by the Swish of a (SiLU for β = 1). The activated half is the first argument.
template <class P> struct basic_swiglu {
    P beta{1};

    static constexpr facts about{.name = "swiglu",
                                 .formula = "a σ(β a) b",
                                 .source = "arXiv:2002.05202",
                                 .slope_roots = {-1.2784645427610738},
                                 .parameters = {"beta"},
                                 .aliases = {"silu_and_mul", "mul_and_silu"}};
    static constexpr bool has_fast = true;

    template <class R> R definition(R a, R b) const {
        using std::exp;
        return a / (1 + exp(-R(beta) * a)) * b;
    }

    template <value V, tier A = accurate_t> V operator()(V a, V b, A tag = {}) const {
        using L = lanes<V>;
        const L u(a), v(b);
        if constexpr (detail::runs_fast<basic_swiglu, L, A>) return V(detail::fast_swish_value(beta, u) * v);
        return V(detail::completed_value(*this, u, v, tag,
                                         [&]() XACT_INLINE_LAMBDA { return math::gated_product(parts(u), u, v); }));
    }

    /// As far as single words go, in halves.
    template <class V> XACT_INLINE auto begin_quick(V a) const requires math::is_fused<V> {
        return math::begin_swish_product(beta, a);
    }
    template <class V> XACT_INLINE math::attempt<V> finish_quick(math::power_and_rest<V> e, V a, V b) const {
        const auto f = math::finish_swish_product(e, beta, a, math::rounded_sum{});
        return {f.value_product_in_units(a, b), f.margin()};
    }
    template <class V>
    XACT_INLINE math::gated_attempt<V> finish_quick_backward(math::power_and_rest<V> e, V a, V b, V dy) const {
        const auto f = math::finish_swish_product(e, beta, a);
        return {{f.slope_product(math::two_product(b, dy)), f.value_product(a, dy)}, f.margin()};
    }

    /// The fast tier's, as far as they are finite.
    template <class V, tier A>
    XACT_INLINE math::gated_attempt<V> quick_backward(V a, V b, V dy,
                                                      A) const requires detail::runs_fast<basic_swiglu, V, A> {
        const auto f = detail::fast_swish_pair(beta, a);
        return {{f.slope * b * dy, f.value * dy}, V(0)};
    }

    /// σ(h)·(1 + h·σ(-h))·b·dy with h = β a, and a σ(h)·dy.
    template <value V, tier A = accurate_t> gated_gradient<V> backward(V a, V b, V dy, A tag = {}) const {
        using L = lanes<V>;
        const L u(a), v(b), g(dy);
        const auto [by_slope, by_value] = detail::completed_gradients(
            *this, u, v, g, tag, [&]() XACT_INLINE_LAMBDA { return math::gated_gradients(parts(u), u, v, g); });
        return {V(by_slope), V(by_value)};
    }

    /// Far out.
    template <class V> XACT_INLINE math::known<V> far(V a, V b) const {
        return math::far_product(math::make_far_swish(beta, a), b);
    }
    template <class V> XACT_INLINE math::gated_known<V> far_backward(V a, V b, V dy) const {
        return math::far_products(math::make_far_swish(beta, a), b, dy);
    }

    /// Calls use(f) with an f of the same bits, for which β = 1 costs nothing.
    template <class Use> void simplest(const Use& use) const requires std::is_arithmetic_v<P> {
        beta == 1 ? use(basic_swiglu<math::unit_beta>{}) : use(*this);
    }

    static constexpr auto parameters(auto& self) { return std::tie(self.beta); }

    /// a² σ(h) σ(-h) b.
    template <value V> basic_swiglu<V> parameter_derivatives(V a, V b) const {
        return {V(full_product(parts(lanes<V>(a))(math::any_size{}).beta_slope(), lanes<V>(b)))};
    }

private:
    template <class V> XACT_INLINE auto parts(V a) const {
        return [a, b = math::exact<V>(beta)](auto size) { return math::swish_parts(a, b, size); };
    }
};

using swiglu = basic_swiglu<double>;

} // namespace v0
} // namespace xact
