#pragma once

#include <bit>
#include <cmath>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <limits>
#include <numbers>
#include <random>
#include <type_traits>
#include <vector>

#include <xact/core/facts.hpp>

/// Inputs to try a function on.

namespace test {

template <class T> using bits_of = std::conditional_t<sizeof(T) == 4, std::uint32_t, std::uint64_t>;

/// The number `steps` representable numbers above x (below it where negative), through zero as one number.
template <std::floating_point T> T step(T x, int steps) {
    using B = bits_of<T>;
    using S = std::make_signed_t<B>;
    constexpr B sign = B(1) << (8 * sizeof(T) - 1);
    const B b = std::bit_cast<B>(x);
    const S ordered = (b & sign) != 0 ? -static_cast<S>(b & ~sign) : static_cast<S>(b);
    const S moved = ordered + steps;
    return std::bit_cast<T>(moved < 0 ? (static_cast<B>(-moved) | sign) : static_cast<B>(moved));
}

/// Where a function or its computation changes: zero, the facts' kinks and roots, the ends of the domain, ±1, the
/// limits of the type and of its exponential.
template <class T> std::vector<T> break_points(const xact::facts& about) {
    using limits = std::numeric_limits<T>;
    std::vector<T> all{0, 1, limits::min(), limits::max(), limits::denorm_min()};
    const T ln2 = std::numbers::ln2_v<T>;
    for (const int e : {limits::max_exponent, 1 - limits::min_exponent, limits::digits - limits::min_exponent})
        all.push_back(static_cast<T>(e) * ln2), all.push_back(std::sqrt(2 * static_cast<T>(e) * ln2));
    for (std::size_t i = all.size(); i-- > 1;) all.push_back(-all[i]);
    for (const auto& points : {about.kinks, about.roots, about.slope_roots})
        for (const double p : points) all.push_back(static_cast<T>(p));
    for (const double end : {about.domain.lo, about.domain.hi})
        if (std::isfinite(end)) all.push_back(static_cast<T>(end));
    return all;
}

/// Every break point with its neighbours, `reach` on each side; infinities and NaN left out.
template <class T> std::vector<T> near_break_points(const xact::facts& about, int reach = 64) {
    std::vector<T> all;
    for (const T p : break_points<T>(about))
        for (int k = -reach; k <= reach; ++k)
            if (const T x = step(p, k); std::isfinite(x)) all.push_back(x);
    return all;
}

/// `n` numbers of every exponent and both signs, and as many in [-40, 40]; the same ones in every run.
template <class T> std::vector<T> sample(std::size_t n) {
    using limits = std::numeric_limits<T>;
    std::mt19937_64 random(20240229);
    std::vector<T> all;
    const int lowest = limits::min_exponent - limits::digits, highest = limits::max_exponent;
    for (std::size_t i = 0; i < n; ++i) {
        const int exponent = lowest + static_cast<int>(i % static_cast<std::size_t>(highest - lowest + 1));
        const double significand = 0.5 + 0.5 * static_cast<double>(random() >> 11) * 0x1p-53;
        const T x = std::ldexp(static_cast<T>(significand), exponent);
        if (std::isfinite(x)) all.push_back((random() & 1) != 0 ? x : -x);
    }
    for (std::size_t i = 0; i < n; ++i)
        all.push_back(static_cast<T>(80 * (static_cast<double>(random() >> 11) * 0x1p-53) - 40));
    return all;
}

/// How many floats the sweeps step over: 1 for all of them.
inline std::uint32_t sweep_stride() {
    const char* text = std::getenv("XACT_SWEEP_STRIDE");
    const long stride = text == nullptr ? 0 : std::strtol(text, nullptr, 10);
    return stride > 0 ? static_cast<std::uint32_t>(stride) : 997;
}

} // namespace test
