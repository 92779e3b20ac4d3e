#pragma once

#include <xact/core/gated.hpp>
#include <xact/math/product.hpp>

namespace xact {
inline namespace v0 {

/// The μ of MONet: a product of both halves beside the first. Where b is near -1 its digits are kept.
struct monet_mu {
    static constexpr facts about{.name = "monet_mu", .formula = "a b + a", .source = "arXiv:2401.17992"};

    template <class R> static R definition(R a, R b) { return a * (b + 1); }

    template <value V, tier A = accurate_t> V operator()(V a, V b, A = {}) const {
        return V(times_one_more(lanes<V>(a), lanes<V>(b)));
    }

    template <value V, tier A = accurate_t> gated_gradient<V> backward(V a, V b, V dy, A = {}) const {
        return {V(times_one_more(lanes<V>(dy), lanes<V>(b))), V(lanes<V>(a) * lanes<V>(dy))};
    }

private:
    /// x (b + 1), rounded once.
    template <class V> static XACT_INLINE V times_one_more(V x, V b) {
        if constexpr (math::is_fused<V>)
            return fma(x, b, x);
        else
            return math::full_product(math::moderated(math::two_sum(V(1), b)), x);
    }
};

} // namespace v0
} // namespace xact
