#pragma once

#include <cmath>
#include <tuple>

#include <xact/core/forward.hpp>
#include <xact/math/exponential_gate.hpp>
#include <xact/math/tanh_words.hpp>

namespace xact {
inline namespace v0 {

/// TanhSoft-2: the input, gated by the hyperbolic tangent of an exponential; the default is TanhExp.
template <class P> struct basic_tanhsoft2 {
    P alpha = P(1);
    P beta = P(1);

    static constexpr facts about{.name = "tanhsoft2",
                                 .formula = "x tanh(α e^(β x))",
                                 .source = "arXiv:2009.03863",
                                 .limit_at_minus_inf = -0.0,
                                 .limit_at_plus_inf = infinity,
                                 .slope_roots = {-1.0788600584646241},
                                 .parameters = {"alpha", "beta"},
                                 .aliases = {"tanhexp", "telu"}};

    template <class R> R definition(R x) const {
        using std::exp;
        using std::tanh;
        return x * tanh(R(alpha) * exp(R(beta) * x));
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

    template <value V> basic_tanhsoft2<V> parameter_derivatives(V value) const {
        const auto g = gate(lanes<V>(value));
        return {V(g.by_alpha()), V(g.by_beta())};
    }

private:
    template <class V> XACT_INLINE math::exponential_gate<math::tanh_parts, V> gate(V x) const {
        return {math::exact<V>(alpha), math::exact<V>(beta), x};
    }
};

using tanhsoft2 = basic_tanhsoft2<double>;

} // namespace v0
} // namespace xact
