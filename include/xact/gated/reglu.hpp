#pragma once

#include <xact/constructors/act_gate.hpp>
#include <xact/elementwise/relu.hpp>

namespace xact {
inline namespace v0 {

/// ReGLU: b where a is positive, times a. For a <= 0 the unit is shut: it gives 0 for an infinite b too, NaN for NaN.
struct reglu : act_gate<relu> {
    static constexpr facts about{.name = "reglu", .formula = "max(0, a) b", .source = "arXiv:2002.05202"};
};

} // namespace v0
} // namespace xact
