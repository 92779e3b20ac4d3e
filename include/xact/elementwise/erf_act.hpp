#pragma once

#include <cmath>
#include <tuple>

#include <xact/core/forward.hpp>
#include <xact/math/erf_words.hpp>
#include <xact/math/exponential_gate.hpp>

namespace xact {
inline namespace v0 {

/// ErfAct: the input, gated by the error function of an exponential.
template <class P> struct basic_erf_act {
    P alpha = P(0.75);
    P beta = P(0.75);

    static constexpr facts about{.name = "erf_act",
                                 .formula = "x erf(α e^(β x))",
                                 .source = "arXiv:2109.04386",
                                 .limit_at_minus_inf = -0.0,
                                 .limit_at_plus_inf = infinity,
                                 .slope_roots = {-1.3966119764212963},
                                 .parameters = {"alpha", "beta"}};

    template <class R> R definition(R x) const {
        using std::erf;
        using std::exp;
        return x * erf(R(alpha) * exp(R(beta) * x));
    }

    template <value V, tier A = accurate_t> V operator()(V value, A = {}) const {
        return V(gate(lanes<V>(value)).value());
    }

    template <value V, tier A = accurate_t> V derivative(V value, A = {}) const {
        return V(gate(lanes<V>(value)).slope());
    }

    template <value V> V second_derivative(V value) const {
        return V(math::rounded<lanes<V>>(beta) * gate(lanes<V>(value)).curvature());
    }

    static constexpr auto parameters(auto& self) { return std::tie(self.alpha, self.beta); }

    template <value V> basic_erf_act<V> parameter_derivatives(V value) const {
        const auto g = gate(lanes<V>(value));
        return {V(g.by_alpha()), V(g.by_beta())};
    }

private:
    template <class V> XACT_INLINE math::exponential_gate<math::erf_parts, V> gate(V x) const {
        return {math::exact<V>(alpha), math::exact<V>(beta), x};
    }
};

using erf_act = basic_erf_act<double>;

} // namespace v0
} // namespace xact
