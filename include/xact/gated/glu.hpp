#pragma once

#include <xact/constructors/act_gate.hpp>
#include <xact/elementwise/sigmoid.hpp>
#include <xact/math/factors.hpp>
#include <xact/math/swish_product.hpp>

namespace xact {
inline namespace v0 {

namespace detail {

/// The attempts of a gate G from its products in single words: G(a)·b, and G'(a)·b·dy beside G(a)·dy, whose first
/// product is taken in units so that no low word underflows that counts.
template <class V, class Gate> XACT_INLINE math::attempt<V> gate_attempt(const Gate& f, V b) {
    return {f.gate_product(b), f.margin()};
}
template <class V, class Gate> XACT_INLINE math::gated_attempt<V> gate_attempts(const Gate& f, V a, V b, V dy) {
    const V unit(Gate::unit), back(1 / Gate::unit);
    return {{f.gate_slope_product(math::two_product(b, dy * unit)) * back, f.gate_product(dy)},
            V(Gate::slope_limit) - math::abs(a)};
}

/// In single words wherever these do; the rest of a register's lanes in double words.
struct exact_sigmoid : with_factor<sigmoid, math::sigmoid_factor> {
    template <class V> static XACT_INLINE auto begin_product(V a) requires math::is_fused<V> {
        return math::begin_swish_product(math::unit_beta{}, a);
    }
    template <class V> static XACT_INLINE math::attempt<V> finish_product(math::power_and_rest<V> e, V a, V b) {
        const auto f = math::finish_swish_product(e, math::unit_beta{}, a, math::rounded_sum{});
        return {f.gate_product_in_units(b), f.margin()};
    }
    template <class V>
    static XACT_INLINE math::gated_attempt<V> finish_gradients(math::power_and_rest<V> e, V a, V b, V dy) {
        return gate_attempts(math::finish_swish_product(e, math::unit_beta{}, a), a, b, dy);
    }
    template <class V> static XACT_INLINE math::known<V> far_product(V a, V b) {
        return math::far_gate_product(math::make_far_swish(math::unit_beta{}, a), b);
    }
    template <class V> static XACT_INLINE math::gated_known<V> far_gradients(V a, V b, V dy) {
        return math::far_gate_products(math::make_far_swish(math::unit_beta{}, a), b, dy);
    }
};

} // namespace detail

/// GLU: b, gated by the sigmoid of a. The gate is the first argument; in PyTorch's and JAX's one array it is the second
/// half, packed(glu{}, activated_second, width).
struct glu : act_gate<detail::exact_sigmoid> {
    static constexpr facts about{.name = "glu", .formula = "σ(a) b", .source = "arXiv:1612.08083"};
};

} // namespace v0
} // namespace xact
