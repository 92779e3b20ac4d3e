#pragma once

#include <xact/constructors/parts.hpp>
#include <xact/elementwise/silu.hpp>
#include <xact/math/threshold.hpp>

namespace xact {
inline namespace v0 {

/// F where |F| > t, else 0. t is a quantile of the outputs, for a sparsity that is wished for; 0.1 is only an example.
/// It has F's errors, and the jump where |F| as it is computed passes t.
template <class F, class P = double> struct thresholded {
    F function{};
    P t = P(0.1);

    static constexpr facts about = [] {
        constexpr const facts& f = F::about;
        const auto is_open = [](double y) { return y > 0.1 || y < -0.1; };
        const auto limit = [&](double y) { return y != y || is_open(y) ? y : 0.0; };
        const auto slope = [&](double y, double s) { return y != y ? no_limit : is_open(y) ? s : 0.0; };
        return facts{.name = detail::composed_name<"thresholded<", F>,
                     .formula = "|F(x)| > t ? F(x) : 0",
                     .source = "arXiv:2404.08763",
                     .limit_at_minus_inf = limit(f.limit_at_minus_inf),
                     .limit_at_plus_inf = limit(f.limit_at_plus_inf),
                     .slope_at_minus_inf = slope(f.limit_at_minus_inf, f.slope_at_minus_inf),
                     .slope_at_plus_inf = slope(f.limit_at_plus_inf, f.slope_at_plus_inf),
                     .value = detail::no_bound,
                     .slope = detail::no_bound,
                     .kinks = detail::joined(detail::unknown_kinks, f.kinks),
                     .domain = f.domain,
                     .parameters = detail::joined({"t"}, detail::prefixed_parameters<"function.", F>)};
    }();

    /// Throws unless t >= 0.
    void validate() const {
        if constexpr (std::is_arithmetic_v<P>)
            if (!(t >= 0)) detail::fail_parameter(about.name, "t", double(t), "at least 0");
        detail::validate(function);
    }

    template <class R> R definition(R x) const {
        const R y = function.definition(x);
        return y > R(t) || y < -R(t) ? y : R(0);
    }

    template <value V, tier A = accurate_t> V operator()(V value, A tag = {}) const {
        const auto y = function(lanes<V>(value), tag);
        return V(where_open(y, y));
    }

    template <value V, tier A = accurate_t> V derivative(V value, A tag = {}) const {
        const lanes<V> x(value);
        return V(where_open(function(x, tag), function.derivative(x, tag)));
    }

    /// dy F'(x) where |F| > t, else 0, also for an infinite or NaN dy.
    template <value V, tier A = accurate_t> V backward(V value, V dy, A tag = {}) const {
        const lanes<V> x(value);
        return V(where_open(function(x, tag), backward_of(function, x, lanes<V>(dy), tag)));
    }

    template <value V> V second_derivative(V value) const requires has_second_derivative<F> {
        const lanes<V> x(value);
        return V(where_open(function(x), function.second_derivative(x)));
    }

    template <class Q> using rebound = thresholded<detail::rebound_part<F, Q>, Q>;

    static constexpr auto parameters(auto& self) {
        return std::tuple_cat(std::tie(self.t), detail::part_parameters(self.function));
    }

    /// t moves nothing but the jump.
    template <value V> rebound<V> parameter_derivatives(V value) const {
        using L = lanes<V>;
        const L y = function(L(value));
        return {detail::part_derivatives(function, value, V(where_open(y, L(1)))), V(keep_nan(y, L(0)))};
    }

private:
    template <class V> XACT_INLINE V where_open(V y, V r) const {
        return keep_nan(y, select(math::abs(y) > math::not_above<V>(t), r, V(0)));
    }
};

/// CATS: a gate whose small values are cut to 0, so that the weights beside them need not be read.
using cats = thresholded<silu>;

} // namespace v0
} // namespace xact
