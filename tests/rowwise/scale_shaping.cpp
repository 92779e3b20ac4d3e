#include <cmath>
#include <limits>
#include <stdexcept>
#include <string>
#include <vector>

#include <xact/rowwise/scale_shaping.hpp>

#include "support/catch.hpp"

namespace {

std::vector<double> output(const xact::scale_shaping& f, const std::vector<double>& x) {
    std::vector<double> y(x.size());
    xact::forward(f, x, y, x.size());
    return y;
}

} // namespace

TEST_CASE("scale_shaping: printed values") {
    const std::vector<double> y = output({}, {0, 0.5, 1, 3}); // one in four is above the 65th percentile
    CHECK(y[0] == 0);
    CHECK(y[1] == Approx(0.5 * std::exp(1.5)).epsilon(1e-14));
    CHECK(y[2] == Approx(std::exp(1.5)).epsilon(1e-14));
    CHECK(y[3] == Approx(13.445067211014194).epsilon(1e-14));
    CHECK(output({.percentile = 0}, {1, 2, 3})[0] == Approx(std::exp(1)).epsilon(1e-14));
    CHECK(output({.percentile = 50}, {2, 2, 2, 2})[3] == Approx(2 * std::exp(2)).epsilon(1e-14)); // two of the ties
}

TEST_CASE("scale_shaping: zeros stay, a factor of the row does not matter to that of the function") {
    CHECK(output({}, {0, 0, 0}) == std::vector<double>{0, 0, 0});
    const std::vector<double> y = output({}, {0, 0.5, 1, 3}), large = output({}, {0, 0x1p999, 0x1p1000, 0x1.8p1001});
    for (std::size_t i = 0; i < y.size(); ++i) CHECK(std::ldexp(large[i], -1000) == y[i]);
}

TEST_CASE("scale_shaping: detached, the gradient is that of a factor") {
    const std::vector<double> x{0, 0.5, 1, 3}, dy{1, -1, 2, 1};
    std::vector<double> dx(4);
    xact::backward(xact::scale_shaping{.detached = true}, x, dy, dx, 4);
    for (std::size_t i = 0; i < 4; ++i) CHECK(dx[i] == Approx(dy[i] * std::exp(1.5)).epsilon(1e-14));
    std::string message;
    try {
        output({.percentile = 100}, x);
    } catch (const std::invalid_argument& e) { message = e.what(); }
    CHECK(message.find("xact::scale_shaping: percentile = 100") == 0);
}
