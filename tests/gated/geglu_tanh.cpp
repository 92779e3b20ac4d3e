#include <cmath>
#include <limits>

#include <xact/gated/geglu_tanh.hpp>

#include "support/catch.hpp"
#include "support/close.hpp"

namespace {

using test::close;
constexpr float inf = std::numeric_limits<float>::infinity();

} // namespace

TEST_CASE("geglu_tanh: known values and tails") {
    const xact::geglu_tanh f{};
    CHECK(close(f(0.75, -1.5), -0.86994083274843046, 1e-15));
    CHECK(f(100.0f, 2.0f) == 200);
    // gelu_tanh(-12) is -12 e^-142.4.
    CHECK(close(f(-12.0, -1e30), 12e30 / (1 + std::exp(std::sqrt(8 / 3.14159265358979324) * (12 + 0.044715 * 1728))),
                1e-12));
}

TEST_CASE("geglu_tanh: infinities") {
    const xact::geglu_tanh f{};
    CHECK(f(inf, -2.0f) == -inf);
    CHECK(f(-inf, 2.0f) == 0);
    CHECK(f(-1e30f, 1e38f) == 0);
    CHECK(std::isnan(f(-inf, inf)));
    CHECK(f.backward(inf, 3.0f, 2.0f).da == 6);
    CHECK(f.backward(-inf, 3.0f, 2.0f).da == 0);
    CHECK(f.backward(1e30f, 3.0f, 2.0f).da == 6);
}
