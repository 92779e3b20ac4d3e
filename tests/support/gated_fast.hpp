#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <limits>
#include <string>
#include <vector>

#include <xact/core/gated.hpp>

#include "support/catch.hpp"
#include "support/gated_support.hpp"
#include "support/inputs.hpp"
#include "support/ulp.hpp"

namespace test {

/// The fast tier of a unit that is not an activation times b: its value and gradients are off from the accurate tier's
/// by at most 2^-20 of scales(a, b, dy), and they have its infinities and NaN.
template <class F, class Scales> void check_fast_unit(const F& f, const Scales& scales) {
    constexpr float infinity = std::numeric_limits<float>::infinity();
    triples<float> t = usual_triples<float>(20000);
    const triples<float> wide_sample = sample_triples<float>(f.about, 20000);
    for (std::size_t i = 0; i < t.size(); i += 2)
        if (std::abs(wide_sample.a[i]) < 0x1p100f) t.a[i] = wide_sample.a[i];
    for (const float a : {-infinity, -1e30f, -200.0f, -0.0f, 0.0f, 1.0f, 200.0f, 1e30f, infinity, std::nanf("")})
        for (const float b : {-1e30f, -2.0f, 0.0f, 3.0f, 1e30f, std::nanf("")})
            for (const float dy : {-1.0f, 0.0f, 0.25f}) t.a.push_back(a), t.b.push_back(b), t.dy.push_back(dy);
    const std::size_t n = t.size();
    std::array<std::vector<float>, 3> exact, quick;
    for (auto* all : {&exact, &quick})
        for (auto& v : *all) v.resize(n);
    xact::forward(f, t.a, t.b, exact[0]), xact::backward(f, t.a, t.b, t.dy, exact[1], exact[2]);
    xact::forward(f, t.a, t.b, quick[0], xact::fast);
    xact::backward(f, t.a, t.b, t.dy, quick[1], quick[2], xact::fast);
    std::array<worst, 3> largest;
    for (std::size_t i = 0; i < n; ++i) {
        const std::array<double, 3> scale = scales(double(t.a[i]), double(t.b[i]), double(t.dy[i]));
        for (std::size_t k = 0; k < 3; ++k) {
            const double e = exact[k][i], q = quick[k][i];
            double error = std::abs(q - e) / (0x1p-20 * scale[k] + double(std::numeric_limits<float>::min()));
            if (!std::isfinite(e) || !std::isfinite(q))
                error = e == q || (std::isnan(e) && std::isnan(q)) ? 0 : infinite_error;
            if (error > largest[k].ulp) largest[k] = {error, double(t.a[i]), q, e};
        }
    }
    INFO("in units of the bound; value: " << largest[0].text() << "; da: " << largest[1].text()
                                          << "; db: " << largest[2].text());
    for (const worst& w : largest) CHECK(w.ulp <= 1);
}

} // namespace test
