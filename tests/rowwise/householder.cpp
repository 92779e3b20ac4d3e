#include <cmath>
#include <random>
#include <stdexcept>
#include <string>
#include <vector>

#include <xact/rowwise/householder.hpp>

#include "support/catch.hpp"
#include "support/rows.hpp"

namespace {

using test::gradient, test::message_of, test::output;

} // namespace

TEST_CASE("householder: the default is max_min") {
    CHECK(output(xact::householder{}, {1, 2, 4, 3, -1, -1}) == std::vector<float>{2, 1, 4, 3, -1, -1});
    CHECK(gradient(xact::householder{}, {1, 2, 4, 3}, {1, 2, 3, 4}) == std::vector<float>{2, 1, 3, 4});
}

TEST_CASE("householder: mirrors what lies against v, and keeps its norm") {
    CHECK(output(xact::householder{.v = {1, 0}}, {-3, 2, 3, -2}) == std::vector<float>{3, 2, 3, -2});
    CHECK(output(xact::householder{.v = {0, 2}}, {-3, 2, 3, -2}) == std::vector<float>{-3, 2, 3, 2});
    const xact::householder f{.v = {0.3, -0.7}};
    std::mt19937 random(3);
    std::normal_distribution<float> normal;
    std::vector<float> x(246);
    for (float& v : x) v = normal(random);
    const std::vector<float> y = output(f, x), same = gradient(f, x, y);
    for (std::size_t i = 0; i < x.size(); i += 2) {
        CHECK(std::hypot(double(y[i]), double(y[i + 1])) == Approx(std::hypot(double(x[i]), double(x[i + 1]))));
        CHECK(0.3 * double(y[i]) - 0.7 * double(y[i + 1]) >= 0);
        CHECK((same[i] == Approx(x[i]).margin(1e-6) && same[i + 1] == Approx(x[i + 1]).margin(1e-6)));
    }
}

TEST_CASE("householder: its gradient lies across v") {
    const xact::householder f{.v = {0.3, -0.7}};
    const std::vector<double> x{-1, 2, 0.5, 3, 2, -1}, dy{1, -2, 3, 1, 1, 1};
    const xact::householder g = xact::parameter_gradient(f, x, dy, x.size());
    CHECK(g.v[0] * 0.3 - g.v[1] * 0.7 == Approx(0).margin(1e-12));
    CHECK(message_of([] {
              output(xact::householder{}, {1, 2, 3});
          }) == "xact::householder: row_length is 3, must be even");
    CHECK(message_of([] {
              output(xact::householder{.v = {0, 0}}, {1, 2});
          }).find("xact::householder: |v0| + |v1| = 0") == 0);
}
