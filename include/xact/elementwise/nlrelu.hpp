#pragma once

#include <cmath>
#include <tuple>

#include <xact/core/forward.hpp>
#include <xact/math/log.hpp>

namespace xact {
inline namespace v0 {

/// Natural-logarithm ReLU: the positive part, bent by a logarithm.
template <class P> struct basic_nlrelu {
    P beta = P(1);

    static constexpr facts about{.name = "nlrelu",
                                 .formula = "ln(1 + β max(0, x))",
                                 .source = "arXiv:1908.03682",
                                 .limit_at_minus_inf = 0,
                                 .limit_at_plus_inf = infinity,
                                 .slope_at_plus_inf = 0,
                                 .kinks = {0},
                                 .parameters = {"beta"}};

    /// Throws unless β > 0.
    void validate() const requires std::is_arithmetic_v<P> {
        if (!(beta > 0)) detail::fail_parameter(about.name, "beta", double(beta), "above 0");
    }

    template <class R> R definition(R x) const {
        using std::log1p;
        return x > 0 ? R(log1p(R(beta) * x)) : R(0);
    }

    template <value V, tier A = accurate_t> V operator()(V value, A = {}) const {
        using L = lanes<V>;
        const L x(value), r = at_least(L(0), x), inf(infinity), one(1);
        const auto by_itself = [&] { return math::log1p(r); };
        // Where β x might overflow, 1 is nothing beside it, and 2^64 is taken out.
        const auto by_product = [&] {
            const L unit(0x1p64f);
            const auto far = r > at_least(unit, unit * math::inverse<L>(beta).hi);
            const math::dw<L> u = (math::finite(r) * select(far, one / unit, one)) * math::exact<L>(beta);
            const math::dw<L> v = math::two_sum(select(far, L(0), one), u.hi);
            const math::dw<L> sum{v.hi, select(far, L(0), v.lo + u.lo)};
            return where_positive(x, select(x == inf, inf, math::single_log(sum, select(far, L(64), L(0)))));
        };
        return V(math::either(math::is_one<L>(beta), by_itself, by_product));
    }

    /// f'(0) = 0.
    template <value V, tier A = accurate_t> V derivative(V value, A = {}) const {
        const lanes<V> x(value);
        return V(where_positive(x, slope(x)));
    }

    /// dy f'(x), and for x <= 0, 0 also for an infinite or NaN dy.
    template <value V, tier A = accurate_t> V backward(V value, V dy, A = {}) const {
        const lanes<V> x(value);
        return V(where_positive(x, slope(x) * lanes<V>(dy)));
    }

    template <value V> V second_derivative(V value) const {
        const lanes<V> x(value), s = slope(x);
        return V(where_positive(x, -(s * s)));
    }

    static constexpr bool has_default_loop = std::is_arithmetic_v<P>;

    static constexpr auto parameters(auto& self) { return std::tie(self.beta); }

    /// x/(1 + β x) for x > 0; 1/(1/x + β) above 1.
    template <value V> basic_nlrelu<V> parameter_derivatives(V value) const {
        using L = lanes<V>;
        const L x(value), one(1), b = math::rounded<L>(beta);
        const auto large = x > one;
        return {
            V(where_positive(x, select(large, one, x) / fma(select(large, one, x), b, select(large, one / x, one))))};
    }

private:
    /// β/(1 + β x) for x > 0.
    template <class V> XACT_INLINE V slope(V x) const {
        const V b = math::rounded<V>(beta);
        return b / fma(math::without_subnormals(x), b, V(1));
    }
};

using nlrelu = basic_nlrelu<double>;

} // namespace v0
} // namespace xact
