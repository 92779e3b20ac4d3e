#include <algorithm>
#include <cmath>

#include <xact/gated/xgeglu.hpp>

#include "support/catch.hpp"
#include "support/close.hpp"
#include "support/wide.hpp"
#include "support/xglu.hpp"

namespace {

using test::close;

} // namespace

TEST_CASE("xgeglu: known values") {
    CHECK(close(xact::xgeglu{}(0.75, -1.5), -1.1600589714346977, 1e-15));
    CHECK(close(xact::xgeglu{.alpha = 0.25}(0.75, -1.5), -1.3650884571520466, 1e-15));
}

TEST_CASE("xgeglu: any α is as accurate") { test::check_alphas<xact::xgeglu>(); }

TEST_CASE("xgeglu: the gate's range is (-α, 1 + α)") { test::check_widened_range<xact::xgeglu>(); }

TEST_CASE("xgeglu: the normal distribution's tail") {
    CHECK(close(xact::xgeglu{}(-18.0f, 1e38f), std::erfc(18 / std::sqrt(2.0)) / 2 * 1e38, 1e-6));
    CHECK(close(xact::xgeglu{}.backward(18.0f, 1e38f, 1.0f).da,
                std::exp(-162.0) / std::sqrt(2 * 3.14159265358979324) * 1e38, 1e-6));
}

TEST_CASE("xgeglu: any α in double, where its product with Φ nearly cancels it, too") {
    for (const double alpha :
         {0.1, 0.13, 0.3, 0.5, 0.7, 1.0, 2.5, 8.0, 30.0, 1000.0, -1.05, -1.13, -1.2, -1.5, -3.0, -10.0}) {
        const xact::xgeglu f{.alpha = alpha};
        double largest = 0, where = 0;
        for (double t = 0x1p-20; t < 8; t *= 1.003)
            for (const double a : {t, -t}) {
                const auto gate = [&](double x) { return f.definition(test::wide(x), test::wide(1)); };
                const double exact = static_cast<double>(gate(a)), slope = f.backward(a, 1.0, 1.0).da;
                const bool crosses = gate(a / 2) * gate(a) <= 0 || gate(a) * gate(2 * a) <= 0;
                const double scale = std::max(std::abs(exact), crosses ? std::abs(a * slope) / 4 : 0);
                const double error = std::abs(static_cast<double>(test::wide(f(a, 1.0)) - gate(a)));
                if (const double ulps = std::ldexp(error, 52 - std::ilogb(scale)); ulps > largest)
                    largest = ulps, where = a;
            }
        INFO("alpha = " << alpha << ", a = " << where << ": " << largest << " ulp");
        CHECK(largest <= 4);
    }
}
