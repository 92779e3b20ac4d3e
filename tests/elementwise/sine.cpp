#include <xact/elementwise/sine.hpp>

#include <cmath>

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
