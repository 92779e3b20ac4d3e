#pragma once

#include <array>
#include <cmath>

#include <xact/core/forward.hpp>
#include <xact/math/rising_exp.hpp>

namespace xact {
inline namespace v0 {

/// HyperSinh: a third of the hyperbolic sine above 0, a quarter of the cube below.
struct hyper_sinh {
    static constexpr facts about{.name = "hyper_sinh",
                                 .formula = "x > 0 ? sinh(x) / 3 : x³ / 4",
                                 .source = "arXiv:2011.07661",
                                 .limit_at_minus_inf = -infinity,
                                 .limit_at_plus_inf = infinity,
                                 .slope_at_minus_inf = infinity,
                                 .slope_at_plus_inf = infinity,
                                 .kinks = {0}};

    template <class R> static R definition(R x) {
        using std::sinh;
        return x > 0 ? R(sinh(x) / 3) : R(x * x * x / 4);
    }

    template <value V, tier A = accurate_t> V operator()(V value, A = {}) const {
        using L = lanes<V>;
        const L x(value);
        return V(select(x > 0, third_of_sinh(x), quarter_of_cube(x)));
    }

    /// f'(0) = 0.
    template <value V, tier A = accurate_t> V derivative(V value, A = {}) const {
        using L = lanes<V>;
        const L x(value);
        return V(select(x > 0, third_of_cosh(x), (L(0.75) * x) * x));
    }

    template <value V> V second_derivative(V value) const {
        using L = lanes<V>;
        const L x(value);
        return V(select(x > 0, third_of_sinh(x), L(1.5) * x));
    }

private:
    template <class V> static XACT_INLINE V quarter_of_cube(V x) { return (x * x) * (V(0.25) * x); }

    /// With m = e^x - 1 it is (m + m/(1 + m))/6; in float, where m loses too much near 0, its series there.
    template <class V> static XACT_INLINE V third_of_sinh(V x) {
        using T = typename V::scalar;
        if constexpr (math::has_rising_exp<V>) {
            const auto [power, rest] = [&] {
                if constexpr (sizeof(T) == 8)
                    return math::split_exp<-fraction>(bounded(x));
                else
                    return math::short_exp<-fraction>(bounded(x));
            }();
            const V base = power - V(unit), m = fma(power, rest, base), low = fma(power, rest, base - m);
            const V y = in_sixths(m + fma(m / (m + V(unit)), V(unit), low));
            if constexpr (sizeof(T) == 8) return y;
            // x/3 + x³/4·(4/18 + 4/360 x² + …), to 2^-29.
            constexpr std::array<T, 4> c{T(4 / 18.), T(4 / 360.), T(4 / 15120.), T(4 / 1088640.)};
            const math::dw<V> third = math::as<V>(math::real{0x1.5555555555555p-2, 0x1.5555555555555p-56});
            const V series = fma(quarter_of_cube(x), math::polynomial(x * x, c), x * third.lo);
            return select(x < V(T(0.75)), fma(x, third.hi, series), y);
        } else {
            const words<V> w(x);
            return w.sixth_of_exp_times(w.m);
        }
    }
    template <class V> static XACT_INLINE V third_of_cosh(V x) {
        if constexpr (math::has_rising_exp<V>) {
            const V e = math::short_exp<-fraction>(bounded(x)).product();
            return in_sixths(e + V(unit * unit) / e);
        } else {
            const words<V> w(x);
            return w.sixth_of_exp_times(V(2) - w.m);
        }
    }

    // e^x in units in which it is finite as long as a sixth of it is.
    static constexpr int fraction = 4;
    static constexpr float unit = 0x1p-4f;
    template <class V> static XACT_INLINE V in_sixths(V y) {
        return math::round_product(y, math::as<V>(math::real{0x1.5555555555555p+1, 0x1.5555555555555p-53}));
    }

    /// x > 0, as long as f is finite.
    template <class V> static XACT_INLINE V bounded(V x) {
        return at_least(V(0), at_most(V(sizeof(typename V::scalar) == 4 ? 90.6 : 711.7), x));
    }

    template <class V> struct words {
        math::scaled<V> e; // e^x
        math::dw<V> m;     // 1 - e^(-2x), so that sinh(x) = e^x m/2 and cosh(x) = e^x (2 - m)/2

        XACT_INLINE explicit words(V x) {
            using T = typename V::scalar;
            const V z = bounded(x);
            e = math::exp(math::dw<V>{z, V(T(0))});
            m = -math::expm1_nonpositive(math::dw<V>{V(T(-2)) * z, V(T(0))});
        }

        XACT_INLINE V sixth_of_exp_times(math::dw<V> factor) const {
            constexpr math::real sixth{0x1.5555555555555p-3, 0x1.5555555555555p-57};
            return math::round((math::as<V>(sixth) * factor) * e);
        }
    };
};

} // namespace v0
} // namespace xact
