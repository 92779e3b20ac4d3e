#pragma once

#include <array>
#include <cmath>
#include <cstddef>
#include <limits>
#include <string_view>
#include <vector>

#include "normal_deviates.hpp"

/// Inputs that have made functions slow: those that leave the usual path of a kernel, or that a processor handles in
/// microcode.

namespace bench {

enum class input_kind { normal, negative, positive, alternating, tiny, subnormal, huge, infinite, nan };

inline constexpr std::array slow_kinds{input_kind::negative, input_kind::positive,  input_kind::alternating,
                                       input_kind::tiny,     input_kind::subnormal, input_kind::huge,
                                       input_kind::infinite, input_kind::nan};

constexpr std::string_view name_of(input_kind k) {
    constexpr std::array<std::string_view, 9> names{"normal",    "negative", "positive", "alternate", "tiny",
                                                    "subnormal", "huge",     "infinite", "NaN"};
    return names[static_cast<std::size_t>(k)];
}

/// n of them, of both signs in no order unless the kind says another. Tiny and huge ones are around 1e-30 and 1e30 in
/// float, 1e-300 and 1e300 in double.
template <class T> std::vector<T> inputs_of(input_kind kind, std::size_t n) {
    using limits = std::numeric_limits<T>;
    const T far = sizeof(T) == sizeof(float) ? T(1e30) : T(1e300);
    normal_deviates next(1);
    std::vector<T> all(n);
    for (std::size_t i = 0; i < n; ++i) {
        const T x = static_cast<T>(next()), size = std::fabs(x);
        const auto changed = [&] {
            switch (kind) {
                case input_kind::normal:
                    return x;
                case input_kind::negative:
                    return -size;
                case input_kind::positive:
                    return size;
                case input_kind::alternating:
                    return i % 2 == 0 ? size : -size;
                case input_kind::tiny:
                    return x / far;
                case input_kind::subnormal:
                    return std::copysign(std::fmax(std::fmin(size / 8, T(1)) * limits::min(), limits::denorm_min()), x);
                case input_kind::huge:
                    return x * far;
                case input_kind::infinite:
                    return std::copysign(limits::infinity(), x);
                case input_kind::nan:
                    break;
            }
            return limits::quiet_NaN();
        };
        all[i] = changed();
    }
    return all;
}

} // namespace bench
