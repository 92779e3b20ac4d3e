#pragma once

#include <tuple>

#include <xact/constructors/act_gate.hpp>
#include <xact/elementwise/jump_relu.hpp>

namespace xact {
inline namespace v0 {

/// FATReLU as a gate: a·b where a is above the threshold θ. Up to it the unit is shut: it gives 0 for an infinite b
/// too.
template <class P> struct basic_fatrelu_gate {
    P theta = P(0);

    static constexpr facts about{.name = "fatrelu_gate",
                                 .formula = "(a > θ ? a : 0) b",
                                 .source = "arXiv:2402.13516",
                                 .kinks = {0},
                                 .parameters = {"theta"},
                                 .aliases = {"fatrelu_and_mul"}};

    /// Throws unless θ >= 0.
    void validate() const requires std::is_arithmetic_v<P> {
        if (!(theta >= 0)) detail::fail_parameter(about.name, "theta", double(theta), "at least 0");
    }

    template <class R> R definition(R a, R b) const { return gate().definition(a, b); }

    template <value V, tier A = accurate_t> V operator()(V a, V b, A tag = {}) const { return gate()(a, b, tag); }

    /// ∂f/∂a is 0 at θ.
    template <value V, tier A = accurate_t> gated_gradient<V> backward(V a, V b, V dy, A tag = {}) const {
        return gate().backward(a, b, dy, tag);
    }

    static constexpr auto parameters(auto& self) { return std::tie(self.theta); }

    /// 0: θ moves nothing but the jump.
    template <value V> basic_fatrelu_gate<V> parameter_derivatives(V a, V) const {
        return {jump().parameter_derivatives(a).theta};
    }

private:
    XACT_INLINE basic_jump_relu<P> jump() const { return {theta}; }
    XACT_INLINE act_gate<basic_jump_relu<P>> gate() const { return {jump(), {}}; }
};

using fatrelu_gate = basic_fatrelu_gate<double>;

} // namespace v0
} // namespace xact
