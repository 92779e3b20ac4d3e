#pragma once

#include <tuple>

#include <xact/core/forward.hpp>
#include <xact/math/straight.hpp>

namespace xact {
inline namespace v0 {

/// The tent, or hat: up from 0 at -w to 1 at 0, and down again. The linear B-spline.
template <class P> struct basic_tent {
    P w = P(1);

    static constexpr facts about{.name = "tent",
                                 .formula = "max(0, 1 - |x| / w)",
                                 .source = "elementary",
                                 .limit_at_minus_inf = 0,
                                 .limit_at_plus_inf = 0,
                                 .slope_at_plus_inf = 0,
                                 .kinks = {-1, 0, 1},
                                 .parameters = {"w"},
                                 .aliases = {"hat", "triangular", "mrelu"}};
    static constexpr bool few_at_once = true;

    /// Throws unless w > 0.
    void validate() const requires std::is_arithmetic_v<P> {
        if (!(w > 0)) detail::fail_parameter(about.name, "w", double(w), "above 0");
    }

    template <class R> R definition(R x) const {
        const R size = x > 0 ? x : x < 0 ? R(-x) : R(0);
        return size < R(w) ? R((R(w) - size) / R(w)) : R(0);
    }

    template <value V, tier A = accurate_t> V operator()(V value, A = {}) const {
        using L = lanes<V>;
        const math::dw<L> width = math::exact<L>(w);
        const L nearest = width.hi - math::abs(L(value));
        const L rest = math::either(
            math::is_number<L>(w), [&] { return nearest; }, [&] { return nearest + width.lo; });
        return V(at_least(L(0), rest) * math::inverse<L>(w).hi);
    }

    /// f'(0) = f'(-w) = f'(w) = 0.
    template <value V, tier A = accurate_t> V derivative(V value, A = {}) const {
        return backward(value, V(lanes<V>(1)));
    }

    /// dy f'(x), and beyond ±w, 0 also for an infinite or NaN dy.
    template <value V, tier A = accurate_t> V backward(V value, V dy, A = {}) const {
        const lanes<V> x(value);
        return V(where_between(lanes<V>(0), math::abs(x), math::rounded_up<lanes<V>>(w),
                               flip_sign(lanes<V>(dy) * -math::inverse<lanes<V>>(w).hi, x)));
    }

    template <value V> V second_derivative(V value) const {
        const lanes<V> x(value);
        return V(keep_nan(x, lanes<V>(0)));
    }

    static constexpr bool has_default_loop = std::is_arithmetic_v<P>;

    static constexpr auto parameters(auto& self) { return std::tie(self.w); }

    template <value V> basic_tent<V> parameter_derivatives(V value) const {
        const lanes<V> x(value), inverse = math::inverse<lanes<V>>(w).hi;
        return {V(inside(x, (math::abs(x) * inverse) * inverse))};
    }

private:
    /// y where |x| < w, else 0; NaN where x is NaN.
    template <class V> XACT_INLINE V inside(V x, V y) const {
        return keep_nan(x, select(math::abs(x) < math::rounded_up<V>(w), y, V(0)));
    }
};

using tent = basic_tent<double>;

} // namespace v0
} // namespace xact
