#include <cmath>
#include <limits>
#include <vector>

#include <xact/core/packed.hpp>
#include <xact/gated/glu.hpp>

#include "support/catch.hpp"
#include "support/close.hpp"

namespace {

using test::close;
constexpr float inf = std::numeric_limits<float>::infinity();

} // namespace

TEST_CASE("glu: known values, and a shut gate beside a large number") {
    const xact::glu f{};
    CHECK(close(f(0.75, -1.5), -1.0187680487630895, 1e-15));
    CHECK(f(0.0f, 3.0f) == 1.5f);
    CHECK(close(f(-100.0f, 1e30f), 3.720075976020836e-14, 1e-6));
    CHECK(close(f.backward(-100.0f, 1e30f, 1.0f).da, 3.720075976020836e-14, 1e-6));
}

TEST_CASE("glu: infinities") {
    const xact::glu f{};
    CHECK(f(inf, 3.0f) == 3);
    CHECK(f(-inf, 3.0f) == 0);
    CHECK(f(1.0f, -inf) == -inf);
    CHECK(std::isnan(f(-inf, inf)));
    CHECK(f.backward(inf, 3.0f, 2.0f).da == 0);
    CHECK(f.backward(inf, 3.0f, 2.0f).db == 2);
    CHECK(f.backward(-inf, 3.0f, 2.0f).db == 0);
}

TEST_CASE("glu: the gate is the second half where PyTorch has it") {
    const std::vector<float> x{3, -2, 0, 1}; // b, b, a, a
    std::vector<float> y(2);
    xact::forward(xact::packed(xact::glu{}, xact::activated_second, 2), x, y);
    CHECK(y[0] == 1.5f);
    CHECK(close(y[1], -2 / (1 + std::exp(-1.0)), 1e-7));
}
