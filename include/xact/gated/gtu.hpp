#pragma once

#include <xact/constructors/act_gate.hpp>
#include <xact/elementwise/sigmoid.hpp>
#include <xact/elementwise/tanh.hpp>
#include <xact/math/factors.hpp>

namespace xact {
inline namespace v0 {

/// GTU: the tanh of b, gated by the sigmoid of a.
struct gtu
    : act_gate<detail::with_factor<sigmoid, math::sigmoid_factor>, detail::with_factor<tanh, math::tanh_factor>> {
    static constexpr facts about{.name = "gtu", .formula = "σ(a) tanh(b)", .source = "arXiv:1612.08083"};
};

} // namespace v0
} // namespace xact
