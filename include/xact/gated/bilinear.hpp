#pragma once

#include <xact/core/gated.hpp>

namespace xact {
inline namespace v0 {

/// The product of both halves, with no activation at all; NAFNet's SimpleGate.
struct bilinear {
    static constexpr facts about{
        .name = "bilinear", .formula = "a b", .source = "arXiv:2002.05202", .aliases = {"simple_gate"}};

    template <class R> static R definition(R a, R b) { return a * b; }

    template <value V, tier A = accurate_t> V operator()(V a, V b, A = {}) const {
        return V(lanes<V>(a) * lanes<V>(b));
    }

    template <value V, tier A = accurate_t> gated_gradient<V> backward(V a, V b, V dy, A = {}) const {
        return {V(lanes<V>(b) * lanes<V>(dy)), V(lanes<V>(a) * lanes<V>(dy))};
    }
};

} // namespace v0
} // namespace xact
