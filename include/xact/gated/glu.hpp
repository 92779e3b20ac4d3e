#pragma once

#include <xact/constructors/act_gate.hpp>
#include <xact/elementwise/sigmoid.hpp>
#include <xact/math/factors.hpp>

namespace xact {
inline namespace v0 {

/// GLU: b, gated by the sigmoid of a. The gate is the first argument; in PyTorch's and JAX's one array it is the second
/// half, packed(glu{}, activated_second, width).
struct glu : act_gate<detail::with_factor<sigmoid, math::sigmoid_factor>> {
    static constexpr facts about{.name = "glu", .formula = "σ(a) b", .source = "arXiv:1612.08083"};
};

} // namespace v0
} // namespace xact
