#include <array>
#include <cmath>
#include <cstddef>
#include <limits>
#include <span>
#include <vector>

#include <xact/rowwise/norm_chan_softmax.hpp>
#include <xact/rowwise/softmax.hpp>

#include "support/catch.hpp"
#include "support/dual.hpp"
#include "support/rows.hpp"
#include "support/wide.hpp"

namespace {

using test::output;
using unit = xact::norm_chan_softmax;

constexpr double inf = std::numeric_limits<double>::infinity();

std::vector<double> gradient_of(const unit& f, const std::vector<double>& x, const std::vector<double>& dy) {
    return test::gradient(f, output(f, x), dy);
}

} // namespace

TEST_CASE("norm_chan_softmax: printed values") {
    test::check_printed(unit{}, {-2, 0.5, 1, 3},
                        {0.0055036975372114922, 0.067048762008617584, 0.11054472009771846, 0.8168211382426282});
    test::check_printed(unit{.eps = 1}, {1000, 1000}, {1 / 3.0, 1 / 3.0});
}

TEST_CASE("norm_chan_softmax: without ε it is softmax") {
    const std::vector<double> row = test::normal_row(300);
    for (const std::size_t n : std::array<std::size_t, 4>{1, 7, 64, 300}) {
        const std::vector<float> x(row.begin(), row.begin() + static_cast<std::ptrdiff_t>(n));
        CHECK(output(unit{.eps = 0}, x) == output(xact::softmax{}, x));
    }
}

TEST_CASE("norm_chan_softmax: infinite numbers") {
    CHECK(output(unit{.eps = 1}, std::vector<double>{1, inf, 3}) == std::vector<double>{0, 0.5, 0});
    CHECK(output(unit{.eps = 1}, std::vector<double>{1, -inf, 1}) == std::vector<double>{1 / 3.0, 0, 1 / 3.0});
    for (const double v : output(unit{}, std::vector<double>{-inf, -inf})) CHECK(std::isnan(v));
    for (const double v : output(unit{}, std::vector<double>{inf, 1, inf})) CHECK(std::isnan(v));
}

TEST_CASE("norm_chan_softmax: gradients see the maximum, also of rows that are nearly one-hot") {
    const std::vector<double> dy = test::normal_row(70, -0.5);
    for (const double factor : {0.1, 1.0, 10.0, 60.0})
        for (const double eps : {0.0, 1e-4, 1.0, 1e6}) {
            const unit f{.eps = eps};
            std::vector<double> x = test::normal_row(70, 3);
            for (double& v : x) v *= factor;
            const std::vector<double> dx = gradient_of(f, x, dy);
            for (std::size_t i = 0; i < x.size(); ++i) {
                std::vector<test::dual<test::wide>> in(x.begin(), x.end()), out(x.size());
                in[i].slope = test::wide(1);
                f.definition(std::span<const test::dual<test::wide>>(in), std::span(out));
                test::wide sum(0);
                double size = 0;
                for (std::size_t j = 0; j < x.size(); ++j) {
                    const test::wide term = out[j].slope * test::wide(dy[j]);
                    sum += term, size += std::abs(static_cast<double>(term));
                }
                INFO("factor " << factor << ", ε " << eps << ", element " << i);
                CHECK(std::abs(static_cast<double>(test::wide(sum - test::wide(dx[i])))) <= 2e-15 * size + 1e-300);
            }
        }
    // Of equal numbers the first is the maximum, and an infinite gradient's neighbours are as softmax has them.
    const std::vector<double> dx = gradient_of(unit{.eps = 2}, {1, 1}, {1, 0});
    CHECK(dx[0] == Approx(0.25 * 0.25));
    CHECK(dx[1] == Approx(-0.25 * 0.25));
}

TEST_CASE("norm_chan_softmax: gradients of any size") {
    const std::vector<double> dx = gradient_of(unit{.eps = 1}, {1, 1, 1}, {1.5e308, -1.5e308, 1.5e308});
    CHECK(dx[0] == Approx(1.5e308 / 16 * 2));
    CHECK(dx[1] == Approx(-1.5e308 / 16 * 5));
    CHECK(dx[2] == Approx(1.5e308 / 16 * 3));
}

TEST_CASE("norm_chan_softmax: its domain") {
    for (const double eps : {-1e-3, 1e19, inf, std::nan("")})
        CHECK(test::message_of([&] { output(unit{.eps = eps}, {1, 2}); }).find("xact::norm_chan_softmax: eps = ") == 0);
}
