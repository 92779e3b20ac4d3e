#pragma once

#include <xact/constructors/act_gate.hpp>

namespace xact {
inline namespace v0 {

/// F(a)·b for any element-wise F, fused: a gated function for forward(f, a, b, y) and backward(f, a, b, dy, da, db).
/// Its errors are those of act_gate.
template <class F> struct act_mul : act_gate<F> {
    static constexpr facts about{.name = detail::composed_name<"act_mul<", F>,
                                 .formula = "F(a) b",
                                 .source = F::about.source,
                                 .value = detail::no_bound,
                                 .slope = detail::no_bound,
                                 .kinks = F::about.kinks,
                                 .slope_roots = F::about.slope_roots,
                                 .parameters = detail::prefixed_parameters<"activation.", F>};
};

template <class F> act_mul(act_gate<F>) -> act_mul<F>;

} // namespace v0
} // namespace xact
