#pragma once

#include <xact/math/double_word.hpp>

namespace xact {
inline namespace v0 {
namespace math {

// h(x) = √(8/π)(x + 0.044715 x³), with which the tanh form of GELU is x·σ(h): √(8/π), and 0.044715 times it.
inline constexpr real gelu_tanh_first{0x1.9884533d43651p+0, -0x1.cbc0d30ebfd15p-54};
inline constexpr real gelu_tanh_third{0x1.2444f2a4d8b4bp-4, -0x1.6c843a29d1c70p-61};

/// The two terms of h.
template <class V> struct gelu_tanh_terms {
    dw<V> linear, cubic;

    XACT_INLINE explicit gelu_tanh_terms(V x) noexcept
        : linear(x * as<V>(gelu_tanh_first)), cubic(two_product(x, x) * (x * as<V>(gelu_tanh_third))) {}
};

} // namespace math
} // namespace v0
} // namespace xact
