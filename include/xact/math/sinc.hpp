#pragma once

#include <xact/math/sincos.hpp>

namespace xact {
inline namespace v0 {
namespace math {

// sin(x)/x and its slope. The slope's closed form cancels near 0: for |x| <= 1.25 it is x·(-1/3 + x² Q(x²)), Q of
// degree 3 (float, 2^-31.1) or 7 (double, 2^-64.6); script: tests/certificates/sinc_slope.sollya.
template <class T> struct sinc_coefficients;

template <> struct sinc_coefficients<float> {
    static constexpr std::array<float, 4> q{0x1.11111p-5f, -0x1.3812eap-10f, 0x1.71a4f6p-16f, -0x1.03f066p-22f};
    static constexpr float negligible = 0x1p-14f; // below it sin(x)/x is 1
};

template <> struct sinc_coefficients<double> {
    static constexpr std::array<double, 8> q{0x1.1111111111111p-5,   -0x1.38138138137f8p-10, 0x1.71de3a556a681p-16,
                                             -0x1.0cfeb60e5d9b2p-22, 0x1.08db481d96bedp-29,  -0x1.78aeb98766492p-37,
                                             0x1.94ea10f6e032dp-45,  -0x1.478ae475f5378p-53};
    static constexpr double negligible = 0x1p-28;
};

template <class V> struct sinc_parts {
    using T = typename V::scalar;
    using constants = sinc_coefficients<T>;

    dw<V> value; // sin(x)/x
    V slope, slope_by_x;

    XACT_INLINE explicit sinc_parts(V x) noexcept {
        const V zero(T(0)), one(T(1));
        const auto is_small = abs(x) < V(constants::negligible), is_near = abs(x) <= V(T(1.25));
        const auto is_infinite = abs(x) > V(std::numeric_limits<T>::max());
        const V divisor = select(is_small, one, x);
        const auto [s, c] = angle<V>::of(divisor).both();
        const dw<V> quotient = s / dw<V>{divisor, zero};
        value = select(is_infinite, {zero, zero}, select(is_small, {one, zero}, quotient));

        const V square = select(is_small, zero, x * x);
        const dw<V> third = as<V>(real{-0x1.5555555555555p-2, -0x1.5555555555555p-56});
        const dw<V> near = fast_two_sum(third.hi, fma(square, polynomial(square, constants::q), third.lo));
        const V far = round((c - quotient) / dw<V>{divisor, zero});
        slope = select(is_infinite, zero, select(is_near, round_product(x, near), far));
        slope_by_x = select(is_infinite, zero, select(is_near, near.hi, far / divisor));
    }

    /// -sin(x)/x - 2 f'(x)/x.
    XACT_INLINE V curvature() const noexcept { return fnma(V(T(2)), slope_by_x, -value.hi); }
};

} // namespace math
} // namespace v0
} // namespace xact
