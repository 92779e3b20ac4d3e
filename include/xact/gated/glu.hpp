#pragma once

#include <xact/constructors/act_gate.hpp>
#include <xact/elementwise/sigmoid.hpp>
#include <xact/math/factors.hpp>
#include <xact/math/swish_product.hpp>

namespace xact {
inline namespace v0 {

namespace detail {

/// In single words wherever these do; the rest of a register's lanes in double words.
struct exact_sigmoid : with_factor<sigmoid, math::sigmoid_factor> {
    template <class V> static XACT_INLINE math::attempt<V> quick_product(V a, V b) requires math::is_fused<V> {
        const auto f = math::make_swish_product(math::unit_beta{}, a);
        return {f.gate_product(b), f.margin()};
    }
    template <class V>
    static XACT_INLINE math::gated_attempt<V> quick_gradients(V a, V b, V dy) requires math::is_fused<V> {
        using T = typename V::scalar;
        const auto f = math::make_swish_product(math::unit_beta{}, a);
        // In units, so that no low word underflows that counts.
        const math::dw<V> product = math::two_product(b, dy * V(math::falling_unit<T>));
        return {{f.sigmoid_slope_product(product) * V(1 / math::falling_unit<T>), f.gate_product(dy)},
                V(math::swish_limit<T>) - math::abs(a)};
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
