#pragma once

#include <algorithm>
#include <cmath>
#include <vector>

#include <xact/core/forward.hpp>

#include "support/catch.hpp"
#include "support/inputs.hpp"
#include "support/ulp.hpp"

/// The fast tier's bound: 2^-20·max(1, |f|), and no wrong sign.

namespace test {

template <class T, class F> void check_fast(const F& f) {
    std::vector<T> x = sample<T>(4000);
    for (const T p : near_break_points<T>(f.about)) x.push_back(p);
    worst value, slope; // in units of 2^-20·max(1, |accurate|)
    const auto judge = [](worst& w, T at, T accurate, T quick) {
        const double a = accurate, q = quick;
        double error = std::isfinite(a) && std::isfinite(q) ? std::abs(q - a) / (0x1p-20 * std::max(1.0, std::abs(a)))
                       : a == q                             ? 0
                                                            : infinite_error;
        if (a * q < 0) error = infinite_error;
        if (error > w.ulp) w = {error, static_cast<double>(at), q, a};
    };
    for (const T at : x) {
        judge(value, at, f(at), f(at, xact::fast));
        judge(slope, at, f.derivative(at), f.derivative(at, xact::fast));
    }
    INFO("in units of the bound, not ulps; value: " << value.text());
    INFO("derivative: " << slope.text());
    CHECK(value.ulp <= 1);
    CHECK(slope.ulp <= 1);
}

} // namespace test

TEST_CASE("the fast tier is within its bound", "[fast]") {
    test::check_fast<float>(subject{});
    test::check_fast<double>(subject{});
}
