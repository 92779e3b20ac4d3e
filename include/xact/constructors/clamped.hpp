#pragma once

#include <xact/constructors/parts.hpp>
#include <xact/math/threshold.hpp>

namespace xact {
inline namespace v0 {

/// F between two bounds. It has F's errors; its kinks are where F as it is computed passes them.
template <class F, class P = double> struct clamped {
    F function{};
    P lo = P(-10);
    P hi = P(10);

    static constexpr facts about = [] {
        constexpr const facts& f = F::about;
        const auto limit = [](double y) { return y < -10 ? -10 : y > 10 ? 10 : y; };
        const auto slope = [](double y, double s) { return y != y ? no_limit : y > -10 && y < 10 ? s : 0.0; };
        return facts{.name = detail::composed_name<"clamped<", F>,
                     .formula = "min(max(F(x), lo), hi)",
                     .source = f.source,
                     .limit_at_minus_inf = limit(f.limit_at_minus_inf),
                     .limit_at_plus_inf = limit(f.limit_at_plus_inf),
                     .slope_at_minus_inf = slope(f.limit_at_minus_inf, f.slope_at_minus_inf),
                     .slope_at_plus_inf = slope(f.limit_at_plus_inf, f.slope_at_plus_inf),
                     .value = detail::no_bound,
                     .slope = detail::no_bound,
                     .kinks = detail::joined(detail::unknown_kinks, f.kinks),
                     .domain = f.domain,
                     .parameters = detail::joined({"lo", "hi"}, detail::prefixed_parameters<"function.", F>)};
    }();

    /// Throws unless lo < hi; either may be infinite.
    void validate() const {
        if constexpr (std::is_arithmetic_v<P>)
            if (!(lo < hi))
                detail::fail_parameter(about.name, "lo", double(lo), "below hi = " + detail::number_text(double(hi)));
        detail::validate(function);
    }

    template <class R> R definition(R x) const {
        const R y = function.definition(x);
        return y <= R(lo) ? R(lo) : y >= R(hi) ? R(hi) : y;
    }

    template <value V, tier A = accurate_t> V operator()(V value, A tag = {}) const {
        using L = lanes<V>;
        return V(at_most(math::rounded<L>(hi), at_least(math::rounded<L>(lo), function(L(value), tag))));
    }

    template <value V, tier A = accurate_t> V derivative(V value, A tag = {}) const {
        const lanes<V> x(value);
        return V(where_inside(function(x, tag), function.derivative(x, tag)));
    }

    /// dy F'(x) where lo < F < hi, else 0, also for an infinite or NaN dy.
    template <value V, tier A = accurate_t> V backward(V value, V dy, A tag = {}) const {
        const lanes<V> x(value);
        return V(where_inside(function(x, tag), backward_of(function, x, lanes<V>(dy), tag)));
    }

    template <value V> V second_derivative(V value) const requires has_second_derivative<F> {
        const lanes<V> x(value);
        return V(where_inside(function(x), function.second_derivative(x)));
    }

    template <class Q> using rebound = clamped<detail::rebound_part<F, Q>, Q>;

    static constexpr auto parameters(auto& self) {
        return std::tuple_cat(std::tie(self.lo, self.hi), detail::part_parameters(self.function));
    }

    template <value V> rebound<V> parameter_derivatives(V value) const {
        using L = lanes<V>;
        const L y = function(L(value)), zero(0), one(1);
        return {detail::part_derivatives(function, value, V(where_inside(y, one))),
                V(keep_nan(y, select(y <= math::not_above<L>(lo), one, zero))),
                V(keep_nan(y, select(y >= math::not_below<L>(hi), one, zero)))};
    }

private:
    template <class V> XACT_INLINE V where_inside(V y, V r) const {
        return keep_nan(y, select((y > math::not_above<V>(lo)) & (y < math::not_below<V>(hi)), r, V(0)));
    }
};

} // namespace v0
} // namespace xact
