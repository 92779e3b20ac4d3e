#pragma once

#include <xact/core/ternary.hpp>
#include <xact/math/product.hpp>

namespace xact {
inline namespace v0 {

/// A product and a sum, rounded once: FiLM's γ h + β, a gated residual, the core of ReLinear and of quadratic neurons.
struct mul_add {
    static constexpr facts about{
        .name = "mul_add", .formula = "a b + c", .source = "arXiv:1709.07871", .aliases = {"film", "gated_residual"}};

    template <class R> static R definition(R a, R b, R c) { return a * b + c; }

    template <value V, tier A = accurate_t> V operator()(V a, V b, V c, A = {}) const {
        using L = lanes<V>;
        const L u(a), v(b), w(c);
        if constexpr (math::is_fused<L>)
            return V(fma(u, v, w));
        else
            return V(math::round(math::far_sum(math::moderated(u) * math::moderated(v), math::moderated(w))));
    }

    template <value V, tier A = accurate_t> ternary_gradient<V> backward(V a, V b, V, V dy, A = {}) const {
        using L = lanes<V>;
        return {V(L(b) * L(dy)), V(L(a) * L(dy)), dy};
    }
};

} // namespace v0
} // namespace xact
