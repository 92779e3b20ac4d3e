#pragma once

#include <cmath>
#include <tuple>

#include <xact/core/forward.hpp>
#include <xact/math/sincos.hpp>

namespace xact {
inline namespace v0 {

/// SineReLU: the identity above 0, a small wave below.
template <class P> struct basic_sine_relu {
    P epsilon = P(0.01);

    static constexpr facts about{.name = "sine_relu",
                                 .formula = "x > 0 ? x : ε (sin(x) - cos(x))",
                                 .source = "arXiv:2402.09092",
                                 .limit_at_plus_inf = infinity,
                                 .slope_at_minus_inf = no_limit,
                                 .kinks = {0},
                                 .roots = {-2.3561944901923449},
                                 .slope_roots = {-0.78539816339744831},
                                 .roots_everywhere_from = 1.9634954084936208,
                                 .parameters = {"epsilon"}};

    template <class R> R definition(R x) const {
        using std::cos;
        using std::sin;
        return x > 0 ? x : R(R(epsilon) * (sin(x) - cos(x)));
    }

    template <value V, tier A = accurate_t> V operator()(V value, A = {}) const {
        const lanes<V> x(value);
        return V(select(x > 0, x, below<-1>(x)));
    }

    /// f'(0) = ε.
    template <value V, tier A = accurate_t> V derivative(V value, A = {}) const {
        const lanes<V> x(value);
        return V(select(x > 0, lanes<V>(1), below<1>(x)));
    }

    template <value V> V second_derivative(V value) const {
        const lanes<V> x(value);
        return V(select(x > 0, lanes<V>(0), -below<-1>(x)));
    }

    static constexpr auto parameters(auto& self) { return std::tie(self.epsilon); }

    template <value V> basic_sine_relu<V> parameter_derivatives(V value) const {
        const lanes<V> x(value);
        return {V(select(x > 0, lanes<V>(0), math::round(wave<-1>(x))))};
    }

private:
    static constexpr math::real root_two{0x1.6a09e667f3bcdp0, -0x1.bdd3413b26456p-54};

    /// sin(x) ± cos(x) = √2 sin(x ± π/4) for x <= 0.
    template <int Sign, class V> static XACT_INLINE math::dw<V> wave(V x) {
        const V y = select(x > V(0), V(0), x);
        return math::as<V>(root_two) * math::angle<V>::template of<Sign>(y).sin();
    }
    template <int Sign, class V> XACT_INLINE V below(V x) const {
        return math::round(math::exact<V>(epsilon) * wave<Sign>(x));
    }
};

using sine_relu = basic_sine_relu<double>;

} // namespace v0
} // namespace xact
