#pragma once

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include <xact/core/gated.hpp>

#include "support/catch.hpp"

/// What the units have in common that widen a gate's range.

namespace test {

/// The unit F and its derivative by α where the gate is shut, half open and open.
template <class F> void check_widened_range() {
    constexpr float inf = std::numeric_limits<float>::infinity();
    CHECK(F{}(0.0f, 3.0f) == 1.5f);
    const F f{.alpha = 0.5};
    CHECK(f(inf, 2.0f) == 3);
    CHECK(f(-inf, 2.0f) == -1);
    CHECK(f.backward(inf, 2.0f, 1.0f).da == 0);
    CHECK(f.parameter_derivatives(inf, 2.0f).alpha == 2);
    CHECK(f.parameter_derivatives(-inf, 2.0f).alpha == -2);
    CHECK(f.parameter_derivatives(0.0f, 2.0f).alpha == 0);
    CHECK(std::isnan(F{}(-inf, inf)));
}

/// Errors in float, α being what single words allow or not: to 2 ulp of the value, or beside its root of a quarter of
/// a·∂f/∂a.
template <class F> void check_alphas() {
    for (const double alpha :
         {-0.8, -0.75, -0.3, 1e-20, 0.001, 0.1, 0.2, 0.25, 0.35, 0.5, 0.9, 1.0, 2.5, 8.0, 30.0, -3.0, -10.0}) {
        const F f{.alpha = alpha};
        std::vector<float> a, b;
        for (float t = 0x1p-10f; t < 100; t *= 1.0013f) a.insert(a.end(), {t, -t}), b.insert(b.end(), {t + 1, 2 - t});
        std::vector<float> y(a.size()), da(a.size()), db(a.size());
        xact::forward(f, a, b, y);
        xact::backward(f, a, b, std::vector<float>(a.size(), 1), da, db);
        double largest = 0, where = 0;
        for (std::size_t i = 0; i < a.size(); ++i) {
            const double u = a[i], v = b[i], gate = f.definition(u, 1.0), slope = f.backward(u, 1.0, 1.0).da;
            const auto crosses = [&](double x) { return f.definition(x, 1.0) * gate <= 0; };
            const double scale = crosses(u / 2) || crosses(2 * u) ? std::abs(u * slope) / 4 : 0;
            const auto add = [&](double computed, double exact, double least) {
                const double ulp = std::ldexp(1.0, std::max(std::ilogb(std::max(std::abs(exact), least)), -126) - 23);
                if (const double error = std::abs(computed - exact) / ulp; error > largest) largest = error, where = u;
            };
            add(y[i], gate * v, scale * std::abs(v)), add(db[i], gate, scale), add(da[i], slope * v, 0);
        }
        INFO("alpha = " << alpha << ", a = " << where << ": " << largest << " ulp");
        CHECK(largest <= 2);
    }
}

} // namespace test
