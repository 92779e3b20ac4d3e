#pragma once

#include <xact/constructors/act_gate.hpp>
#include <xact/elementwise/sigmoid.hpp>
#include <xact/elementwise/tanh.hpp>
#include <xact/math/factors.hpp>

namespace xact {
inline namespace v0 {

/// The weight of a neural accumulator, which learning draws to -1, 0 or 1: GTU with its arguments swapped.
struct nac_weight
    : act_gate<detail::with_factor<tanh, math::tanh_factor>, detail::with_factor<sigmoid, math::sigmoid_factor>> {
    static constexpr facts about{.name = "nac_weight", .formula = "tanh(a) σ(b)", .source = "arXiv:1808.00508"};
};

} // namespace v0
} // namespace xact
