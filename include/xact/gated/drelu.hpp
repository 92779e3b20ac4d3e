#pragma once

#include <xact/constructors/act_gate.hpp>
#include <xact/elementwise/relu.hpp>

namespace xact {
inline namespace v0 {

/// dReLU: the product of two ReLUs. Where either input is not positive the unit is shut: it gives 0 beside an infinity
/// too, NaN for NaN.
struct drelu : act_gate<relu, relu> {
    static constexpr facts about{.name = "drelu", .formula = "max(0, a) max(0, b)", .source = "arXiv:2406.05955"};
};

} // namespace v0
} // namespace xact
