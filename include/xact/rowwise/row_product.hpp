#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>

#include <xact/core/reduce.hpp>
#include <xact/math/in_double.hpp>
#include <xact/math/product.hpp>

namespace xact {
inline namespace v0 {
namespace detail {

/// A product of factors that are floats, or like them, significand·2^exponent.
struct usual_product {
    double significand, exponent;

    /// Whether no factor is 0, infinite or NaN.
    bool is_usual() const { return std::isfinite(significand) && significand != 0; }

    /// Itself as far as its product with three floats, or their inverses, counts.
    double value() const {
        constexpr double far = 600;
        return std::ldexp(significand, static_cast<int>(std::clamp(exponent, -far, far)));
    }
};

/// Π factor(in...) over a row in the lanes W of double, of factors that are 0, not finite, or of magnitude 2^-149 to
/// 2^128: four of them and a moderate number are multiplied before their exponent is looked after. In an order that
/// does not depend on the register's width.
template <class W, class Factor, class... In>
XACT_LOOP usual_product product_of_usual(const Factor& shared, std::size_t n, inputs<In...> in) {
    constexpr std::size_t block = row_block<W>, group = row_group * block, registers = row_registers<W>;
    const Factor factor = shared;
    std::array<W, registers> significand, exponent;
    significand.fill(W(1)), exponent.fill(W(0));
    const auto multiply = [&](const auto& at) XACT_INLINE_LAMBDA {
        XACT_UNROLL
        for (std::size_t r = 0; r < registers; ++r) {
            const W p = (at(0, r) * at(1, r)) * (at(2, r) * at(3, r));
            const math::moderate<W> m(significand[r] * p);
            significand[r] = m.factor, exponent[r] = exponent[r] + m.exponent;
        }
    };
    const auto loop = [&](const In*... x) XACT_INLINE_LAMBDA {
        std::size_t i = 0;
        for (; i + group <= n; i += group)
            multiply([&](std::size_t k, std::size_t r)
                         XACT_INLINE_LAMBDA { return factor(simd::load<W>(x + i + k * block + r * W::size)...); });
        const auto of_rest = [&](std::size_t k, std::size_t r) XACT_INLINE_LAMBDA {
            const std::size_t begin = i + k * block + r * W::size;
            if (begin >= n) return W(1);
            std::array<double, W::size> numbers;
            for (std::size_t j = 0; j < W::size; ++j) numbers[j] = double(j);
            const auto is_left = simd::load<W>(numbers.data()) < W(double(n - begin));
            return select(is_left, factor(load_first<W>(x + begin, n - begin, 1)...), W(1));
        };
        if (i < n) multiply(of_rest);
    };
    with_pointers(loop, in.at);
    for (std::size_t r = 0; r < registers; ++r) {
        const W size = math::abs(significand[r]);
        const auto [k, v] = math::split_binary(size);
        const auto is_number = (size > W(0)) & (size - size == W(0));
        significand[r] = select(is_number, copysign(v, significand[r]), significand[r]);
        exponent[r] = exponent[r] + k;
    }
    return {fold_lanes(significand, [](auto a, auto b) { return a * b; }),
            fold_lanes(exponent, [](auto a, auto b) { return a + b; })};
}

} // namespace detail
} // namespace v0
} // namespace xact
