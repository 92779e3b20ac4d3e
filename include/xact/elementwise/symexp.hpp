#pragma once

#include <cmath>
#include <tuple>

#include <xact/core/forward.hpp>
#include <xact/math/expm1.hpp>

namespace xact {
inline namespace v0 {

/// The inverse of the symmetric logarithm (of p and q inverted and exchanged); p, q > 0.
template <class P> struct basic_symexp {
    P p = P(1);
    P q = P(1);

    static constexpr facts about{.name = "symexp",
                                 .formula = "p sgn(x) expm1(q |x|)",
                                 .source = "arXiv:2301.04104",
                                 .limit_at_minus_inf = -infinity,
                                 .limit_at_plus_inf = infinity,
                                 .slope_at_minus_inf = infinity,
                                 .slope_at_plus_inf = infinity,
                                 .kinks = {0},
                                 .parameters = {"p", "q"}};

    /// Throws unless p, q > 0.
    void validate() const requires std::is_arithmetic_v<P> {
        if (!(p > 0)) detail::fail_parameter(about.name, "p", double(p), "greater than 0");
        if (!(q > 0)) detail::fail_parameter(about.name, "q", double(q), "greater than 0");
    }

    template <class R> R definition(R x) const {
        using std::expm1;
        return x > 0 ? R(R(p) * expm1(R(q) * x)) : R(-R(p) * expm1(-R(q) * x));
    }

    template <value V, tier A = accurate_t> V operator()(V value, A = {}) const {
        using L = lanes<V>;
        const L x(value);
        return V(copysign(math::either(
                              is_plain<L>(), [&] { return math::expm1(math::abs(x)); },
                              [&] { return math::round(math::exact<L>(p) * math::expm1(input(x))); }),
                          x));
    }

    /// p q e^(q |x|).
    template <value V, tier A = accurate_t> V derivative(V value, A = {}) const {
        using L = lanes<V>;
        const L x(value);
        return V(math::either(
            is_plain<L>(), [&] { return math::exp(math::abs(x)); },
            [&] { return math::round((math::exact<L>(p) * math::exact<L>(q)) * math::exp(input(x))); }));
    }

    template <value V> V second_derivative(V value) const {
        const lanes<V> x(value);
        return V(sign(x) * math::rounded<lanes<V>>(q) * derivative(x));
    }

    static constexpr auto parameters(auto& self) { return std::tie(self.p, self.q); }

    template <value V> basic_symexp<V> parameter_derivatives(V value) const {
        using L = lanes<V>;
        const L x(value);
        const auto z = input(x);
        return {V(copysign(math::round(math::expm1(z)), x)), V(x * math::round(math::exact<L>(p) * math::exp(z)))};
    }

private:
    /// Whether p = q = 1.
    template <class V> XACT_INLINE auto is_plain() const {
        const auto a = math::is_one<V>(p), b = math::is_one<V>(q);
        return a & b;
    }

    /// q |x|, bounded.
    template <class V> XACT_INLINE math::dw<V> input(V x) const {
        return math::exp_bounded_far(math::finite(math::abs(x)) * math::exact<V>(q));
    }
};

using symexp = basic_symexp<double>;

} // namespace v0
} // namespace xact
