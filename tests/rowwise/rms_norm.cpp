#include <cmath>
#include <limits>
#include <random>
#include <stdexcept>
#include <string>
#include <vector>

#include <xact/rowwise/rms_norm.hpp>

#include "support/catch.hpp"
#include "support/rows.hpp"

namespace {

using test::check_printed, test::gradient, test::message_of, test::normal_row, test::output;

} // namespace

TEST_CASE("rms_norm: printed values") {
    check_printed(xact::rms_norm{}, {-2, 0.5, 1, 3},
                  {-1.0596257369326438, 0.26490643423316096, 0.5298128684663219, 1.5894386053989658});
    CHECK(output(xact::rms_norm{.eps = 0}, std::vector<float>{3, -4, 0, 0}) == std::vector<float>{1.2f, -1.6f, 0, 0});
}

TEST_CASE("rms_norm: without ε a row counts by its direction alone, from the smallest numbers to the largest") {
    const xact::rms_norm f{.eps = 0};
    const std::vector<double> x = normal_row(100), y = output(f, x);
    for (const int power : {-1000, -600, -300, 0, 300, 600, 1000}) {
        std::vector<double> scaled = x;
        for (double& v : scaled) v = std::ldexp(v, power);
        const std::vector<double> same = output(f, scaled);
        INFO("2^" << power);
        for (std::size_t i = 0; i < x.size(); ++i) CHECK(same[i] == Approx(y[i]).epsilon(1e-15));
    }
    std::vector<float> single(x.begin(), x.end());
    const std::vector<float> single_y = output(f, single);
    for (const int power : {-110, -60, 60, 120}) {
        std::vector<float> scaled = single;
        for (float& v : scaled) v = std::ldexp(v, power);
        const std::vector<float> same = output(f, scaled);
        INFO("2^" << power);
        for (std::size_t i = 0; i < x.size(); ++i) CHECK(same[i] == Approx(single_y[i]).epsilon(1e-7));
    }
    CHECK(output(f, std::vector<float>{0, 0, 0}) == std::vector<float>{0, 0, 0});
}

TEST_CASE("rms_norm: a gradient along the row vanishes without ε") {
    const std::vector<double> x = normal_row(50);
    for (const double v : gradient(xact::rms_norm{.eps = 0}, x, x)) CHECK(std::abs(v) < 1e-15);
}

TEST_CASE("rms_norm: an infinity leaves nothing of the others") {
    constexpr float inf = std::numeric_limits<float>::infinity();
    const std::vector<float> y = output(xact::rms_norm{}, std::vector<float>{1, inf, -2});
    CHECK((y[0] == 0 && std::isnan(y[1]) && y[2] == 0));
    CHECK(message_of([] {
              output(xact::rms_norm{.eps = -1}, std::vector<float>{1});
          }).find("xact::rms_norm: eps = -1") == 0);
}
