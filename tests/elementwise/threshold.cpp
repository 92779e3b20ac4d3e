#include <xact/elementwise/threshold.hpp>

#include <limits>
#include <vector>

#include "support/catch.hpp"
#include "support/inputs.hpp"

namespace {

/// The jump is where the comparison of real numbers has it, whatever type the threshold is no number of.
template <class T> void check_jump(double t) {
    const xact::threshold f{.t = t, .v = 7};
    std::vector<T> x, y, dx;
    for (int k = -40; k <= 40; ++k) x.push_back(test::step(static_cast<T>(t), k));
    y.resize(x.size()), dx.resize(x.size());
    xact::forward(f, x, y);
    xact::backward(f, x, std::vector<T>(x.size(), T(-3)), dx);
    for (std::size_t i = 0; i < x.size(); ++i) {
        const bool above = double(x[i]) > t;
        INFO("t " << t << ", x " << double(x[i]));
        CHECK(y[i] == (above ? x[i] : 7));
        CHECK(dx[i] == (above ? -3 : 0));
        CHECK(f.parameter_derivatives(x[i]).v == (above ? 0 : 1));
    }
}

} // namespace

TEST_CASE("threshold jumps right after t", "[elementwise]") {
    for (const double t :
         {1.0, 0.1, -0.1, 0.7, 0.3, 1.0 / 3, 2.0 + 1e-9, 2.0 - 1e-9, 1.0 - 0x1p-26, 1e-30, 0.0, -4.0}) {
        check_jump<float>(t);
        check_jump<double>(t);
    }
}

TEST_CASE("a threshold without bound on a side", "[elementwise]") {
    const float inf = std::numeric_limits<float>::infinity();
    CHECK(xact::threshold{.t = -xact::infinity, .v = 3}(-1e30f) == -1e30f);
    CHECK(xact::threshold{.t = xact::infinity, .v = 3}(1e30f) == 3);
    CHECK(xact::threshold{.t = 1, .v = 3}(-inf) == 3);
    for (const float x : {1e30f, std::numeric_limits<float>::max()}) {
        CHECK(xact::threshold{.t = 1e300, .v = 3}(x) == 3);
        CHECK(xact::threshold{.t = -1e300, .v = 3}(-x) == -x);
    }
    CHECK(xact::threshold{.t = 1e300, .v = 3}(inf) == inf);
    CHECK(xact::threshold{.t = -1e300, .v = 3}(-inf) == 3);
}
