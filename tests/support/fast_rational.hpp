#pragma once

#include <algorithm>
#include <cmath>
#include <vector>

#include <xact/core/forward.hpp>

#include "support/catch.hpp"
#include "support/inputs.hpp"

namespace test {

/// That value and slope of a rational unit have the fast tier's error and no wrong sign, beside roots and elsewhere.
template <class F> void check_fast(const F& f) {
    std::vector<float> x = sample<float>(4000);
    for (int i = -100000; i <= 100000; ++i) x.push_back(static_cast<float>(i) / 10000);
    std::vector<float> exact(x.size()), quick(x.size()), ones(x.size(), 1.0f);
    const auto largest_error = [&](auto scale) {
        double largest = 0;
        for (std::size_t i = 0; i < x.size(); ++i) {
            const double a = exact[i], q = quick[i];
            if (std::isfinite(a) && std::isfinite(q))
                largest = std::max({largest, std::abs(q - a) / std::max(1.0, scale(x[i])), a * q < 0 ? 1.0 : 0.0});
            else if (a != q && !(std::isnan(a) && std::isnan(q)))
                largest = 1;
        }
        return largest;
    };
    xact::forward(f, x, exact), xact::forward(f, x, quick, xact::fast);
    CHECK(largest_error([&](double at) { return f.fast_scale(at); }) <= 0x1p-20);
    xact::backward(f, x, ones, exact), xact::backward(f, x, ones, quick, xact::fast);
    CHECK(largest_error([&](double at) { return f.fast_slope_scale(at); }) <= 0x1p-20);
}

} // namespace test
