#pragma once

#include <array>

#include <xact/math/exp.hpp>
#include <xact/math/fast_one_plus_exp.hpp>

namespace xact {
inline namespace v0 {
namespace math {

// e^r = 1 + r·P(r) in float for what fast_one_plus_exp_table<N> leaves of an exponent, |r| <= 0.022 (N = 16) or 0.044
// (N = 8): 2^-21.1, 2^-25.1; script: tests/certificates/fast_row_exp.sollya.
template <std::size_t N> struct fast_row_exp_table;

template <> struct fast_row_exp_table<16> { static constexpr std::array<float, 2> p{0x1.0003d8p0f, 0x1.fffffcp-2f}; };

template <> struct fast_row_exp_table<8> {
    static constexpr std::array<float, 3> p{0x1p0f, 0x1.000882p-1f, 0x1.555952p-3f};
};

/// falling_unit·e^x/2^n for x up to (n + 1) ln 2. What is close to a row's largest x goes from the exponents of powers
/// instead of x, so that no difference is rounded. To 2^-19.6 for |x| up to 240, where it is a normal number, and 0 far
/// below.
template <class V> class fast_row_exp {
    using powers = fast_one_plus_exp_table<V::size>;

public:
    /// What it takes for ln 2: n of these less than x, that is, it is right to more digits than for x.
    static constexpr double ln2 = double(powers::step) * double(V::size);

    XACT_INLINE explicit fast_row_exp(float n) noexcept
        : shifter_(short_exp_shifter<V, falling_bias<float>> - n * float(V::size)),
          lowest_((n - float(127 + falling_bias<float>)) * exp_coefficients<float>::ln2_1) {}

    XACT_INLINE V operator()(V x) const noexcept {
        constexpr int fraction = V::size == 16 ? 19 : 20;
        const V z = at_least(V(lowest_), x), sum = fma(z, V(powers::steps), V(shifter_)), k = sum - V(shifter_);
        const V r = fnma(k, V(powers::step), z);
        const V power = simd::add_bits(simd::lookup(powers::power, sum).b, simd::shift_left<fraction>(sum.b));
        return power * fma(r, polynomial(r, fast_row_exp_table<V::size>::p), V(1));
    }

private:
    float shifter_, lowest_;
};

/// The same of f·x: one step more, since the steps of x are rounded.
template <class V> class fast_row_exp_of_multiples {
    using powers = fast_one_plus_exp_table<V::size>;
    using coefficients = fast_row_exp_table<V::size>;

public:
    XACT_INLINE fast_row_exp_of_multiples(float n, double f) noexcept
        : steps_(static_cast<float>(double(powers::steps) * f)),
          step_(static_cast<float>(double(powers::step) / f)),
          step_low_(static_cast<float>(double(powers::step) / f - double(step_))),
          shifter_(short_exp_shifter<V, falling_bias<float>> - n * float(V::size)),
          lowest_(
              static_cast<float>(double((n - float(127 + falling_bias<float>)) * exp_coefficients<float>::ln2_1) / f)) {
        double power = 1;
        for (std::size_t i = 0; i < p_.size(); ++i)
            p_[i] = static_cast<float>(double(coefficients::p[i]) * (power *= f));
    }

    XACT_INLINE V operator()(V x) const noexcept {
        constexpr int fraction = V::size == 16 ? 19 : 20;
        const V z = at_least(V(lowest_), x), sum = fma(z, V(steps_), V(shifter_)), k = sum - V(shifter_);
        const V r = fnma(k, V(step_low_), fnma(k, V(step_), z));
        const V power = simd::add_bits(simd::lookup(powers::power, sum).b, simd::shift_left<fraction>(sum.b));
        return power * fma(r, polynomial(r, p_), V(1));
    }

private:
    float steps_, step_, step_low_, shifter_, lowest_;
    std::array<float, coefficients::p.size()> p_;
};

} // namespace math
} // namespace v0
} // namespace xact
