#pragma once

#include <xact/gated/gtu.hpp>

namespace xact {
inline namespace v0 {

/// The weight of a neural accumulator, which learning draws to -1, 0 or 1: GTU with its arguments swapped.
struct nac_weight {
    static constexpr facts about{.name = "nac_weight", .formula = "tanh(a) σ(b)", .source = "arXiv:1808.00508"};

    template <class R> static R definition(R a, R b) { return gtu::definition(b, a); }

    template <value V, tier A = accurate_t> V operator()(V a, V b, A tag = {}) const { return swapped(b, a, tag); }

    template <value V, tier A = accurate_t> gated_gradient<V> backward(V a, V b, V dy, A = {}) const {
        const auto [db, da] = swapped.backward(b, a, dy, accurate);
        return {da, db};
    }

    /// As far as single words go.
    template <class V, tier A> XACT_INLINE auto quick(V a, V b, A tag) const requires math::is_fused<V> {
        return swapped.quick(b, a, tag);
    }
    template <class V, tier A>
    XACT_INLINE math::gated_attempt<V> quick_backward(V a, V b, V dy, A tag) const requires math::is_fused<V> {
        const auto [products, margin] = swapped.quick_backward(b, a, dy, tag);
        return {{products.by_value, products.by_slope}, margin};
    }

    /// Far out in both.
    template <class V> XACT_INLINE auto far(V a, V b) const { return swapped.far(b, a); }
    template <class V> XACT_INLINE math::gated_known<V> far_backward(V a, V b, V dy) const {
        const auto [products, where] = swapped.far_backward(b, a, dy);
        return {{products.by_value, products.by_slope}, where};
    }

private:
    static constexpr gtu swapped{};
};

} // namespace v0
} // namespace xact
