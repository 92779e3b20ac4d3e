#pragma once

#include <tuple>

#include <xact/core/forward.hpp>
#include <xact/math/double_word.hpp>

namespace xact {
inline namespace v0 {

/// Smooth ReLU: a parabola joins the two branches of ReLU within ±β.
template <class P> struct basic_smelu {
    P beta = P(1);

    static constexpr facts about{.name = "smelu",
                                 .formula = "x <= -β ? 0 : x >= β ? x : (x + β)² / (4β)",
                                 .source = "arXiv:2202.06499",
                                 .limit_at_minus_inf = 0,
                                 .limit_at_plus_inf = infinity,
                                 .kinks = {-1, 1},
                                 .roots = {-1},
                                 .slope_roots = {-1}};

    /// Throws unless β > 0.
    void validate() const requires std::is_arithmetic_v<P> {
        if (beta <= 0) detail::fail_parameter(about.name, "beta", double(beta), "above 0");
    }

    template <class R> R definition(R x) const {
        const R b(beta);
        return x <= -b ? R(0) : x >= b ? x : R((x + b) * (x + b) / (4 * b));
    }

    template <value V, tier A = accurate_t> V operator()(V value, A = {}) const {
        const lanes<V> x(value);
        const auto t = math::finite(x) + math::exact<lanes<V>>(beta);
        const lanes<V> square = fma(t.hi, t.hi, (t.hi + t.hi) * t.lo);
        return V(branches(x, x, lanes<V>(0.25) * math::round_product(square, math::inverse<lanes<V>>(beta))));
    }

    template <value V, tier A = accurate_t> V derivative(V value, A = {}) const {
        const lanes<V> x(value);
        const auto t = math::finite(x) + math::exact<lanes<V>>(beta);
        const lanes<V> slope = lanes<V>(0.5) * math::round(t * math::inverse<lanes<V>>(beta));
        return V(branches(x, lanes<V>(1), slope));
    }

    /// 1/(2β) within ±β.
    template <value V> V second_derivative(V value) const {
        const lanes<V> x(value);
        return V(branches(x, lanes<V>(0), lanes<V>(0.5) * math::inverse<lanes<V>>(beta).hi));
    }

    static constexpr auto parameters(auto& self) { return std::tie(self.beta); }

    template <value V> basic_smelu<V> parameter_derivatives(V value) const {
        const lanes<V> x(value), b = math::rounded<lanes<V>>(beta), half_inverse = lanes<V>(0.5) / b;
        const lanes<V> y = math::finite(x);
        return {V(branches(x, lanes<V>(0), ((b - y) * half_inverse) * ((b + y) * half_inverse)))};
    }

private:
    /// 0 for x <= -β, `right` for x >= β, `middle` between; NaN for NaN.
    template <class V> XACT_INLINE V branches(V x, V right, V middle) const {
        const V b = math::rounded<V>(beta);
        return keep_nan(x, select(x <= -b, V(0), select(x >= b, right, middle)));
    }
};

using smelu = basic_smelu<double>;

} // namespace v0
} // namespace xact
