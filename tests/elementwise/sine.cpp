#include <xact/elementwise/cosine.hpp>
#include <xact/elementwise/sine.hpp>

#include <cmath>
#include <limits>
#include <vector>

#include "support/catch.hpp"
#include "support/inputs.hpp"
#include "support/wide.hpp"

using test::wide;

namespace {

/// The largest |computed - exact| of sin(ωx) and its slope over ω, in units of the last place of 1.
template <class T> double largest_error(double omega, double size) {
    const xact::sine f{.omega = omega};
    double largest = 0;
    T x = static_cast<T>(size);
    for (int i = 0; i < 500; ++i, x = test::step(x, 97)) {
        const wide z = wide(omega) * wide(double(x));
        largest = std::max(largest, std::abs(static_cast<double>(wide(double(f(x))) - sin(z))));
        const wide slope = wide(double(f.derivative(x))) / wide(omega);
        largest = std::max(largest, std::abs(static_cast<double>(slope - cos(z))));
    }
    return largest / std::numeric_limits<T>::epsilon();
}

} // namespace

TEST_CASE("sin(30x) is right for every x: the product is formed in two words", "[elementwise]") {
    for (const double size : {1e4, 3e5, 1e7, 1e15, 1e30}) {
        INFO("x from " << size << " on");
        CHECK(largest_error<float>(30, size) < 1);
        CHECK(largest_error<double>(30, size) < 1);
    }
    CHECK(largest_error<double>(30, 1e300) < 1);
}

TEST_CASE("the fast sine and cosine of 30x have the right sign beside every root, far ones, too", "[elementwise]") {
    const double omega = 30, quarter = 1.5707963267948966;
    const xact::sine f{.omega = omega};
    const xact::cosine g{.omega = omega};
    double largest = 0;
    std::size_t wrong_signs = 0;
    const auto judge = [&](float computed, double exact) {
        largest = std::max(largest, std::abs(double(computed) - exact));
        if (double(computed) * exact < 0) ++wrong_signs;
    };
    // Up to 2^16, twice the fast tier's limit.
    for (double k = 1; k * quarter < 0x1p16; k += 1)
        for (float x = static_cast<float>(k * quarter / omega), last = test::step(x, 2); x <= last;
             x = test::step(x, 1)) {
            const double z = omega * double(x); // exact
            judge(f(x, xact::fast), std::sin(z)), judge(g(-x, xact::fast), std::cos(z));
            judge(f.derivative(x, xact::fast) / float(omega), std::cos(z));
        }
    CHECK(largest < 0x1p-22);
    CHECK(wrong_signs == 0);
}

TEST_CASE("the fast sine and cosine of huge numbers have the right sign, also closest to a root", "[elementwise]") {
    const xact::sine f{.omega = 1};
    const xact::cosine g;
    double largest = 0;
    std::size_t wrong_signs = 0;
    const auto judge = [&](float computed, float exact) {
        largest = std::max(largest, double(std::abs(computed - exact)));
        if (std::signbit(computed) != std::signbit(exact)) ++wrong_signs;
    };
    std::vector<float> all{16367173 * 0x1p72f, 0x1.f9cbep7f, 0x1p15f, std::numeric_limits<float>::max()};
    for (int exponent = 14; exponent < 128; ++exponent)
        for (int i = 0; i < 500; ++i) all.push_back(std::ldexp(1 + float(i * 7919 % 500 + 1) / 512, exponent));
    for (const float size : all)
        for (const float x : {size, -size, test::step(size, 1)}) {
            if (!std::isfinite(x)) continue;
            judge(f(x, xact::fast), f(x)), judge(g(x, xact::fast), g(x));
            judge(f.derivative(x, xact::fast), f.derivative(x)), judge(g.derivative(x, xact::fast), g.derivative(x));
        }
    CHECK(largest < 0x1p-22);
    CHECK(wrong_signs == 0);
    CHECK(std::isnan(f(std::numeric_limits<float>::infinity(), xact::fast)));
}
