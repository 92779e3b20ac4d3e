#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include <xact/core/forward.hpp>

#include "support/inputs.hpp"
#include "support/oracle.hpp"

/// The largest errors of a function and its derivative over many inputs, which go through the array entry points.

namespace test {

/// Collects over inputs of type T, float or double. A float is judged in double first; only what would be a new maximum
/// is judged again in long double, and then in wide. That a formula does not break down in double, where it would hide
/// an error, is seen by judging some inputs in wide at once.
template <class F, class T> class accuracy {
public:
    explicit accuracy(const F& function = {}) : f(function) {}

    worst value, slope;
    double hidden = 0; ///< the largest part of an error, in ulps, that the first judgement did not see

    void add(std::span<const T> inputs) {
        for (std::size_t i = 0; i < inputs.size(); i += block)
            add_block(inputs.subspan(i, std::min(block, inputs.size() - i)));
    }

    /// The floats whose bit patterns are first, first + stride, … below `end`.
    void add_patterns(std::uint64_t first, std::uint64_t end, std::uint64_t stride) requires std::same_as<T, float> {
        std::vector<float> x;
        for (std::uint64_t b = first; b < end; b += stride) {
            x.push_back(std::bit_cast<float>(static_cast<std::uint32_t>(b)));
            if (x.size() == block) add_block(x), x.clear();
        }
        add_block(x);
    }

    void merge(const accuracy& other) {
        const auto larger = [](worst& mine, const worst& theirs) {
            if (theirs.ulp > mine.ulp) mine = theirs;
        };
        larger(value, other.value), larger(slope, other.slope);
        hidden = std::max(hidden, other.hidden);
    }

private:
    static constexpr std::size_t block = 4096;

    void add_block(std::span<const T> x) {
        y.resize(x.size()), dx.resize(x.size()), dy.assign(x.size(), T(1));
        xact::forward(f, x, y);
        xact::backward(f, x, dy, dx);
        for (std::size_t i = 0; i < x.size(); ++i)
            if (std::isfinite(x[i])) judge_one(x[i], y[i], dx[i], i == 0);
    }

    void judge_one(T x, T computed, T computed_slope, bool at_once) {
        const auto in = [&]<class R>(R) { return judge<R>(f, format_of<T>, x, computed, computed_slope); };
        const auto exceeds = [&](const judgement& j) { return j.value_ulp > value.ulp || j.slope_ulp > slope.ulp; };
        if constexpr (sizeof(T) == 4) {
            const judgement j = in(double());
            if (at_once) {
                const judgement k = in(wide());
                hidden = std::max({hidden, beyond(k.value_ulp, j.value_ulp), beyond(k.slope_ulp, j.slope_ulp)});
                record(k, x, computed, computed_slope);
            }
            if (!exceeds(j) || !exceeds(in(0.0L))) return;
        }
        record(in(wide()), x, computed, computed_slope);
    }

    static double beyond(double a, double b) { return a > b ? a - b : 0; }

    void record(const judgement& j, T x, T computed, T computed_slope) {
        const double at = x;
        if (j.value_ulp > value.ulp) value = {j.value_ulp, at, static_cast<double>(computed), j.value};
        if (j.slope_ulp > slope.ulp) slope = {j.slope_ulp, at, static_cast<double>(computed_slope), j.slope};
    }

    F f;
    std::vector<T> y, dx, dy;
};

/// The inputs of the default run: in float every `stride`-th pattern, in double a sample.
template <class F> accuracy<F, float> sweep_float(const F& f, std::uint64_t stride) {
    accuracy<F, float> a(f);
    a.add(near_break_points<float>(F::about));
    a.add_patterns(0, std::uint64_t(1) << 32, stride);
    return a;
}
template <class F> accuracy<F, double> sample_double(const F& f, std::size_t n) {
    accuracy<F, double> a(f);
    a.add(near_break_points<double>(F::about, 24));
    a.add(sample<double>(n));
    return a;
}

} // namespace test
