#pragma once

#include <cmath>
#include <tuple>

#include <xact/core/forward.hpp>
#include <xact/math/radical.hpp>

namespace xact {
inline namespace v0 {

/// Odd root unit: a k-th root on either side, of slope k at 0.
template <class P> struct basic_oru {
    P k = P(2);

    static constexpr facts about{.name = "oru",
                                 .formula = "sgn(x) ((k² |x| + 1)^(1/k) - 1)",
                                 .source = "BeeDNN, after arXiv:1804.11237",
                                 .limit_at_minus_inf = -infinity,
                                 .limit_at_plus_inf = infinity,
                                 .slope_at_plus_inf = 0,
                                 .kinks = {0},
                                 .parameters = {"k"},
                                 .aliases = {"o2ru"}};

    /// Throws unless k > 0.
    void validate() const requires std::is_arithmetic_v<P> {
        if (!(k > 0)) detail::fail_parameter(about.name, "k", double(k), "above 0");
    }

    template <class R> R definition(R x) const {
        using std::expm1;
        using std::log1p;
        const R order(k), size = x > 0 ? x : R(-x), y = expm1(R(log1p(R(order * order * size)) / order));
        return x > 0 ? y : R(-y);
    }

    template <value V, tier A = accurate_t> V operator()(V value, A = {}) const {
        using L = lanes<V>;
        const L x(value), a = math::abs(x), b = math::finite(a);
        const auto by_root = [&] { return math::root_excess(b); };
        const auto by_logarithm = [&] {
            return math::round(math::radical_excess(math::log_of_radicand(b, math::exact<L>(k)), math::inverse<L>(k)));
        };
        // So close to 0 a straight line; the roundings of subnormal numbers would add up.
        const auto straight = b < L(sizeof(typename L::scalar) == 4 ? 0x1p-40 : 0x1p-80);
        const L bent = math::either(math::is_two<L>(k), by_root, by_logarithm);
        const L y = select(straight, math::rounded<L>(k) * b, bent);
        return V(copysign(select(a == b, y, a), x));
    }

    template <value V, tier A = accurate_t> V derivative(V value, A = {}) const {
        return V(math::radical_slope(math::abs(lanes<V>(value)), k));
    }

    /// That of a k > 1 jumps from + to - at 0.
    template <value V> V second_derivative(V value) const {
        const lanes<V> x(value), a = math::abs(x), slope(derivative(a));
        return V(sign(x) * math::radical_curvature(a, k, slope));
    }

    static constexpr bool has_default_loop = std::is_arithmetic_v<P>;

    static constexpr auto parameters(auto& self) { return std::tie(self.k); }

    template <value V> basic_oru<V> parameter_derivatives(V value) const {
        const lanes<V> x(value);
        return {V(keep_nan(x, sign(x) * math::radical_by_order(math::abs(x), k)))};
    }
};

using oru = basic_oru<double>;

} // namespace v0
} // namespace xact
