#pragma once

#include <xact/constructors/parts.hpp>
#include <xact/core/gated.hpp>

namespace xact {
inline namespace v0 {

/// F(a) + b for any element-wise F, fused: a gated function for forward(f, a, b, y) and backward(f, a, b, dy, da, db).
/// Where the two cancel, the error is that of the larger.
template <class F> struct act_add {
    F activation{};

    static constexpr facts about{.name = detail::composed_name<"act_add<", F>,
                                 .formula = "F(a) + b",
                                 .source = F::about.source,
                                 .value = detail::no_bound,
                                 .slope = detail::no_bound,
                                 .kinks = F::about.kinks,
                                 .slope_roots = F::about.slope_roots};

    void validate() const { detail::validate(activation); }

    template <class R> R definition(R a, R b) const { return activation.definition(a) + b; }

    template <value V, tier A = accurate_t> V operator()(V a, V b, A tag = {}) const {
        return V(activation(lanes<V>(a), tag) + lanes<V>(b));
    }

    /// dy·F'(a), and dy.
    template <value V, tier A = accurate_t> gated_gradient<V> backward(V a, V, V dy, A tag = {}) const {
        return {V(backward_of(activation, lanes<V>(a), lanes<V>(dy), tag)), dy};
    }
};

template <class F> act_add(F) -> act_add<F>;

} // namespace v0
} // namespace xact
