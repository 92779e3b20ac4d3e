#pragma once

#include <cmath>

#include <xact/core/forward.hpp>
#include <xact/math/sincos.hpp>

namespace xact {
inline namespace v0 {

namespace detail {

// x - sin(2πx)/(2π) = x³ (2π²/3 + x² Q(x²)) on |x| <= 1/4: Q of degree 3 (float, 2^-31.3) or 6 (double, 2^-58.5);
// script: tests/certificates/soft_steps.sollya.
template <class T> struct soft_steps_coefficients;

template <> struct soft_steps_coefficients<float> {
    static constexpr std::array<float, 4> q{-0x1.9f9cb2p3f, 0x1.86a7dep3f, -0x1.ac0f2ap2f, 0x1.273218p1f};
};

template <> struct soft_steps_coefficients<double> {
    static constexpr std::array<double, 7> q{-0x1.9f9cb402bc461p3, 0x1.86a8e4720c9bep3,   -0x1.ac6805ce0891cp2,
                                             0x1.33816a0c3e679p1,  -0x1.3746c759309ccp-1, 0x1.d3f323c80ddc9p-4,
                                             -0x1.0816fad077c22p-6};
};

inline constexpr math::real cube_coefficient{0x1.a51a6625307d3p2, 0x1.1873d8912200cp-53};
inline constexpr math::real inverse_2pi{0x1.45f306dc9c883p-3, -0x1.6b01ec5417056p-57};

} // namespace detail

/// The input less a sine of period 1: smooth steps from integer to integer.
struct soft_steps {
    static constexpr facts about{.name = "soft_steps",
                                 .formula = "x - sin(2π x) / (2π)",
                                 .source = "BeeDNN",
                                 .limit_at_minus_inf = -infinity,
                                 .limit_at_plus_inf = infinity,
                                 .slope_at_minus_inf = no_limit,
                                 .slope_at_plus_inf = no_limit,
                                 .slope_roots = {-1, 1},
                                 .roots_everywhere_from = 1};
    static constexpr bool few_at_once = true;

    /// The angle without its whole turns, which are exact.
    template <class R> static R definition(R x) {
        using std::atan;
        using std::sin;
        const R turn = 8 * atan(R(1)), rest = x - R(whole(x)), square = (turn * x) * (turn * x);
        // A series near 0, where x and the sine cancel.
        if (square < R(4e-5))
            return x * (square / 6 * (1 - square / 20 * (1 - square / 42 * (1 - square / 72 * (1 - square / 110)))));
        return x - sin(turn * rest) / turn;
    }

    template <value V, tier A = accurate_t> V operator()(V value, A = {}) const {
        using L = lanes<V>;
        using T = typename L::scalar;
        const L x(value), t = math::abs(x);
        const auto wave = math::angle<L>::of_quarters(L(4) * rest(x)).sin() * math::as<L>(detail::inverse_2pi);
        const auto infinite = t > L(std::numeric_limits<T>::max());
        const L far = select(infinite, x, math::round(x - wave));
        // Nearer to 0 the two cancel.
        const L y = select(t < L(T(sizeof(T) == 4 ? 0x1p-43 : 0x1p-342)), L(0), at_most(L(0.25), t));
        const auto square = math::two_product(y, y), first = math::as<L>(detail::cube_coefficient);
        const L higher = square.hi * math::polynomial(square.hi, detail::soft_steps_coefficients<T>::q);
        const auto factor = math::fast_two_sum(first.hi, first.lo + higher);
        const L near = math::round_product(y, square * factor);
        return V(select(t <= L(0.25), copysign(near, x), far));
    }

    /// 1 - cos(2πx) = 2 sin²(πx), which keeps its digits at its double roots.
    template <value V, tier A = accurate_t> V derivative(V value, A = {}) const {
        using L = lanes<V>;
        // In units of a small power of two, so that no low word is below the smallest number.
        constexpr bool single = sizeof(typename L::scalar) == 4;
        const L up(single ? 0x1p31 : 0x1p301), down(single ? 0x1p-61 : 0x1p-601);
        const auto s = math::times_power(math::angle<L>::of_quarters(L(2) * rest(L(value))).sin(), up);
        return V(math::round(s * s) * down);
    }

    /// 2π sin(2πx).
    template <value V> V second_derivative(V value) const {
        using L = lanes<V>;
        return V(L(6.2831853071795865) * math::short_angle<L>::of_quarters(L(4) * rest(L(value))).sin());
    }

private:
    /// x less the nearest integer; NaN for infinities.
    template <class V> static XACT_INLINE V rest(V x) {
        using T = typename V::scalar;
        // From here on all numbers are multiples of 1/2, from its double on of 1.
        const V t = math::abs(x), halves(T(sizeof(T) == 4 ? 0x1p22 : 0x1p51));
        const V y = select(t >= halves, at_most(halves - V(1), t - halves), t);
        return select(t > V(std::numeric_limits<T>::max()), x - x, flip_sign(y - round_small(y), x));
    }

    /// The integer nearest to x.
    template <class R> static double whole(const R& x) {
        if constexpr (requires { x.slope; })
            return whole(x.value);
        else
            return std::nearbyint(static_cast<double>(x));
    }
};

} // namespace v0
} // namespace xact
