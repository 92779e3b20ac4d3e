#pragma once

#include <cstddef>
#include <initializer_list>
#include <limits>
#include <random>
#include <span>
#include <vector>

#include <xact/core/rowwise.hpp>

#include "support/catch.hpp"

/// Rows of one call, of which several may be computed at once, have the bits of each alone; NaN counts as NaN.

namespace test {

inline std::vector<float> random_numbers(std::size_t n, float deviation) {
    std::mt19937_64 random(n);
    std::normal_distribution<float> normal(0, deviation);
    std::vector<float> x(n);
    for (float& v : x) v = normal(random);
    return x;
}

/// all(y) is the call, alone(r, x, y) that of the r-th row.
template <class All, class Alone>
void check_rows_together(const std::vector<float>& x, std::size_t n, const All& all, const Alone& alone) {
    std::vector<float> together(x.size()), apart(x.size());
    all(together);
    for (std::size_t r = 0; r < x.size() / n; ++r)
        alone(r, std::span(x).subspan(r * n, n), std::span(apart).subspan(r * n, n));
    std::size_t different = 0;
    for (std::size_t i = 0; i < x.size(); ++i)
        different += together[i] == apart[i] || (together[i] != together[i] && apart[i] != apart[i]) ? 0 : 1;
    CHECK(different == 0);
}

/// With a mask of each row, of one that is repeated, and with their lengths; some rows have what no kernel takes.
template <class F, class A> void check_masked_rows_together(const F& f, A tier) {
    constexpr float inf = std::numeric_limits<float>::infinity();
    for (const std::size_t n : std::initializer_list<std::size_t>{1, 3, 16, 24, 31, 32, 33, 48, 64, 65, 100, 128, 130})
        for (const bool is_usual : {true, false}) {
            constexpr std::size_t rows = 45;
            std::vector<float> x = random_numbers(rows * n, 3);
            std::vector<unsigned char> mask(x.size());
            std::vector<int> lengths(rows);
            for (std::size_t i = 0; i < x.size(); ++i) mask[i] = (i * 7919) % 5 < 3;
            for (std::size_t r = 0; r < rows; ++r) lengths[r] = static_cast<int>((r * 31) % (n + 1));
            if (is_usual)
                for (std::size_t r = 0; r < rows; ++r) mask[r * n] = 1, lengths[r] += lengths[r] == 0 ? 1 : 0;
            else
                for (std::size_t i = 0; i < x.size(); i += 211) x[i] = i % 3 == 0 ? inf : i % 3 == 1 ? -inf : inf - inf;
            INFO("rows of " << n);
            const auto row_of = [n](auto& all, std::size_t r) { return std::span(all).subspan(r * n, n); };
            check_rows_together(
                x, n, [&](auto& y) { xact::forward(f, x, mask, y, n, tier); },
                [&](std::size_t r, auto u, auto y) { xact::forward(f, u, row_of(mask, r), y, n, tier); });
            const auto first = std::span(mask).first(3 * n);
            check_rows_together(
                x, n, [&](auto& y) { xact::forward(f, x, first, y, n, tier); },
                [&](std::size_t r, auto u, auto y) { xact::forward(f, u, row_of(mask, r % 3), y, n, tier); });
            check_rows_together(
                x, n, [&](auto& y) { xact::forward(f, x, lengths, y, n, tier); },
                [&](std::size_t r, auto u, auto y) {
                    xact::forward(f, u, std::span(lengths).subspan(r, 1), y, n, tier);
                });
            check_rows_together(
                x, n, [&](auto& y) { xact::forward(xact::parallel, f, x, mask, y, n, tier); },
                [&](std::size_t r, auto u, auto y) { xact::forward(f, u, row_of(mask, r), y, n, tier); });
        }
}

} // namespace test
