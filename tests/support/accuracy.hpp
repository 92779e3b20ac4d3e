#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "support/function.hpp"
#include "support/inputs.hpp"
#include "support/oracle.hpp"
#include "support/worst_inputs.hpp"

/// The largest errors of a function and its derivative over many inputs, which go through the array entry points.

namespace test {

/// Collects over inputs of type T, float or double.
template <class T> class accuracy {
public:
    explicit accuracy(const function& judged) : accuracy(judged, judged.about) {}
    /// Of a function that its own facts do not describe.
    accuracy(const function& judged, const xact::facts& about) : f(judged), described{judged, about} {}

    worst value, slope;
    double hidden = 0; ///< the largest part of an error, in ulps, that a first judgement did not see

    /// By the definition. A float is judged in double first; only what would be a new maximum is judged again in long
    /// double, and then in wide. That a formula does not break down in double, where it would hide an error, is seen by
    /// judging some inputs in wide at once.
    void add(std::span<const T> inputs) {
        for_each_block(inputs, [&](std::span<const T> x) {
            compute(x);
            for (std::size_t i = 0; i < x.size(); ++i)
                if (std::isfinite(x[i])) judge_one(x[i], y[i], dx[i], i == 0);
        });
    }

    /// Many inputs: a float is judged first by the functor itself in double, whose own error is below 2^-25 ulp of a
    /// float, a double by the definition in long double; by the definition in wide what would be a new maximum, and
    /// one input of each 16 blocks.
    void screen(std::span<const T> inputs) {
        for_each_block(inputs, [&](std::span<const T> x) {
            compute(x);
            estimate(x);
            for (std::size_t i = 0; i < x.size(); ++i) {
                if (i == 0 && blocks_screened++ % 16 == 0 && std::isfinite(x[i])) {
                    const judgement k = judge<wide>(described, format_of<T>, x[i], y[i], dx[i]);
                    see(k, value_estimate[i], slope_estimate[i]);
                    record(k, x[i], y[i], dx[i]);
                }
                constexpr double nearly = 1 - (sizeof(T) == 4 ? 1e-6 : 0.01);
                if (value_estimate[i] * nearly > value.ulp || slope_estimate[i] * nearly > slope.ulp)
                    judge_one(x[i], y[i], dx[i], false);
            }
        });
    }

private:
    static constexpr std::size_t block = 4096;

    template <class Body> static void for_each_block(std::span<const T> inputs, Body body) {
        for (std::size_t i = 0; i < inputs.size(); i += block)
            body(inputs.subspan(i, std::min(block, inputs.size() - i)));
    }

    void compute(std::span<const T> x) {
        y.resize(x.size()), dx.resize(x.size()), dy.assign(x.size(), T(1));
        f.forward(x, y);
        f.backward(x, dy, dx);
    }

    void estimate(std::span<const T> x) {
        value_estimate.resize(x.size()), slope_estimate.resize(x.size());
        if constexpr (sizeof(T) == 4) {
            fine_x.assign(x.begin(), x.end());
            fine_y.resize(x.size()), fine_dx.resize(x.size()), fine_dy.assign(x.size(), 1.0);
            f.forward(fine_x, fine_y);
            f.backward(fine_x, fine_dy, fine_dx);
            for (std::size_t i = 0; i < x.size(); ++i) {
                value_estimate[i] = quick_float_error(y[i], fine_y[i]);
                slope_estimate[i] = quick_float_error(dx[i], fine_dx[i]);
            }
        } else {
            for (std::size_t i = 0; i < x.size(); ++i) {
                const judgement j = judge<long double>(described, format_of<T>, x[i], y[i], dx[i]);
                value_estimate[i] = j.value_ulp, slope_estimate[i] = j.slope_ulp;
            }
        }
        for (std::size_t i = 0; i < x.size(); ++i)
            if (!std::isfinite(x[i])) value_estimate[i] = slope_estimate[i] = 0;
    }

    void judge_one(T x, T computed, T computed_slope, bool at_once) {
        const auto in = [&]<class R>(R) { return judge<R>(described, format_of<T>, x, computed, computed_slope); };
        const auto exceeds = [&](const judgement& j) { return j.value_ulp > value.ulp || j.slope_ulp > slope.ulp; };
        if constexpr (sizeof(T) == 4) {
            const judgement j = in(double());
            if (at_once) {
                const judgement k = in(wide());
                see(k, j.value_ulp, j.slope_ulp);
                record(k, x, computed, computed_slope);
            }
            if (!exceeds(j) || !exceeds(in(0.0L))) return;
        }
        record(in(wide()), x, computed, computed_slope);
    }

    void see(const judgement& true_one, double first_value_ulp, double first_slope_ulp) {
        hidden = std::max({hidden, true_one.value_ulp - first_value_ulp, true_one.slope_ulp - first_slope_ulp});
    }

    void record(const judgement& j, T x, T computed, T computed_slope) {
        const double at = x;
        if (j.value_ulp > value.ulp) value = {j.value_ulp, at, static_cast<double>(computed), j.value};
        if (j.slope_ulp > slope.ulp) slope = {j.slope_ulp, at, static_cast<double>(computed_slope), j.slope};
    }

    /// What a judge asks for.
    struct described_function {
        const function& of;
        const xact::facts about;

        template <class R> R definition(const R& x) const { return of.definition(x); }
    };

    const function& f;
    const described_function described;
    std::uint64_t blocks_screened = 0;
    std::vector<T> y, dx, dy;
    std::vector<double> fine_x, fine_y, fine_dx, fine_dy, value_estimate, slope_estimate;
};

/// Calls body(span) for the floats whose bit patterns are 0, stride, 2·stride, …, in blocks.
template <class Body> void for_each_float(std::uint64_t stride, Body body) {
    std::vector<float> x;
    for (std::uint64_t b = 0; b < std::uint64_t(1) << 32; b += stride) {
        x.push_back(std::bit_cast<float>(static_cast<std::uint32_t>(b)));
        if (x.size() == 4096) body(std::span<const float>(x)), x.clear();
    }
    body(std::span<const float>(x));
}

/// The inputs of the default run: in float every `stride`-th pattern, in double a sample.
inline accuracy<float> sweep_float(const function& f, std::uint64_t stride) {
    accuracy<float> a(f);
    a.add(near_break_points<float>(f.about));
    a.add(worst_inputs_of<float>(f.about.name));
    for_each_float(stride, [&](std::span<const float> x) { a.add(x); });
    return a;
}
inline accuracy<double> sample_double(const function& f, std::size_t n) {
    accuracy<double> a(f);
    a.add(near_break_points<double>(f.about, 24));
    a.add(worst_inputs_of<double>(f.about.name));
    a.add(sample<double>(n));
    return a;
}

/// All floats: those of the default run by the definition, the others screened.
inline accuracy<float> sweep_all_floats(const function& f) {
    accuracy<float> a = sweep_float(f, sweep_stride());
    for_each_float(1, [&](std::span<const float> x) { a.screen(x); });
    return a;
}
/// 2·n doubles: some by the definition, the others screened.
inline accuracy<double> sample_many_doubles(const function& f, std::size_t n) {
    accuracy<double> a = sample_double(f, 10000);
    a.screen(sample<double>(n));
    return a;
}

} // namespace test
