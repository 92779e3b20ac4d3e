#pragma once

#include <string>
#include <tuple>
#include <type_traits>

#include <xact/elementwise/leaky_relu.hpp>
#include <xact/math/straight.hpp>

namespace xact {
inline namespace v0 {

/// S-shaped ReLU: the identity between two thresholds l and u, straight lines of slope b below and a above.
template <class P> struct basic_srelu {
    P l = P(0);
    P b = P(0.2);
    P u = P(1);
    P a = P(1);

    static constexpr facts about{.name = "srelu",
                                 .formula = "x >= u ? u + a (x - u) : x > l ? x : l + b (x - l)",
                                 .source = "arXiv:1512.07030",
                                 .limit_at_minus_inf = -infinity,
                                 .limit_at_plus_inf = infinity,
                                 .slope_at_minus_inf = 0.2,
                                 .kinks = {0, 1},
                                 .parameters = {"l", "b", "u", "a"}};

    /// Throws unless l <= u.
    void validate() const requires std::is_arithmetic_v<P> {
        if (!(l <= u))
            detail::fail_parameter(about.name, "l", double(l), "at most u = " + detail::number_text(double(u)));
    }

    template <class R> R definition(R x) const {
        return x >= R(u) ? R(R(u) + R(a) * (x - R(u))) : x > R(l) ? x : R(R(l) + R(b) * (x - R(l)));
    }

    template <value V, tier A = accurate_t> V operator()(V value, A = {}) const {
        using L = lanes<V>;
        const L x(value);
        const auto leaky = [&] { return basic_leaky_relu<P>{b}(x); };
        const auto general = [&] { return branches(x, line(x, a, u), x, line(x, b, l)); };
        const auto starts_at_zero = math::is_zero<L>(l);
        return V(math::either(is_bent_once<L>() & starts_at_zero, leaky, general));
    }

    /// f'(l) = b, f'(u) = a.
    template <value V, tier A = accurate_t> V derivative(V value, A = {}) const {
        return backward(value, V(lanes<V>(1)));
    }

    /// dy f'(x), and where f is flat, 0 also for an infinite or NaN dy.
    template <value V, tier A = accurate_t> V backward(V value, V dy, A = {}) const {
        using L = lanes<V>;
        const L x(value), g(dy), below = math::sloped(b, g);
        const auto bent_once = [&] { return keep_nan(x, select(x > math::rounded_down<L>(l), g, below)); };
        const auto bent_twice = [&] { return branches(x, math::sloped(a, g), g, below); };
        return V(math::either(is_bent_once<L>(), bent_once, bent_twice));
    }

    template <value V> V second_derivative(V value) const {
        const lanes<V> x(value);
        return V(keep_nan(x, lanes<V>(0)));
    }

    static constexpr bool has_default_loop = std::is_arithmetic_v<P>;

    static constexpr auto parameters(auto& self) { return std::tie(self.l, self.b, self.u, self.a); }

    template <value V> basic_srelu<V> parameter_derivatives(V value) const {
        using L = lanes<V>;
        const L x(value), zero(0), one(1);
        const math::dw<L> lower = math::exact<L>(l), upper = math::exact<L>(u);
        return {V(branches(x, zero, zero, one - math::rounded<L>(b))),
                V(branches(x, zero, zero, (x - lower.hi) - lower.lo)),
                V(branches(x, one - math::rounded<L>(a), zero, zero)),
                V(branches(x, (x - upper.hi) - upper.lo, zero, zero))};
    }

private:
    /// p + slope (x - p).
    template <class V> static XACT_INLINE V line(V x, P slope, P p) {
        const math::dw<V> steepness = math::exact<V>(slope), at = math::exact<V>(p);
        return math::line(x, steepness, at - steepness * at);
    }

    /// Whether the identity begins at l and goes on above u, as by default.
    template <class V> XACT_INLINE auto is_bent_once() const {
        if constexpr (std::is_arithmetic_v<P>)
            return a == P(1) && l < u;
        else
            return math::is_one<V>(a) & (math::rounded<V>(l) < math::rounded<V>(u));
    }

    /// above where x >= u, `middle` where x > l, else below; NaN where x is NaN.
    template <class V> XACT_INLINE V branches(V x, V above, V middle, V below) const {
        const V lower_half = select(x > math::rounded_down<V>(l), middle, below);
        return keep_nan(x, select(x >= math::rounded_up<V>(u), above, lower_half));
    }
};

using srelu = basic_srelu<double>;

} // namespace v0
} // namespace xact
