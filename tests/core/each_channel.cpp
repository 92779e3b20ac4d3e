#include <cstddef>
#include <random>
#include <span>
#include <string>
#include <vector>

#include <xact/core/each_channel.hpp>
#include <xact/rowwise/evonorm_b0.hpp>
#include <xact/rowwise/softmax.hpp>
#include <xact/rowwise/standardize.hpp>

#include "support/catch.hpp"
#include "support/message_of.hpp"
#include "support/parameters.hpp"

// A channel of a batch is what it is as a row, bit for bit.

namespace {

std::vector<float> numbers(std::size_t n, unsigned seed) {
    std::mt19937_64 random(seed);
    std::normal_distribution<float> normal(0.5f, 3);
    std::vector<float> x(n);
    for (float& v : x) v = normal(random);
    return x;
}

/// (outer, channels, inner) as (channels, outer, inner).
std::vector<float> exchanged(const std::vector<float>& x, std::size_t outer, std::size_t channels, std::size_t inner) {
    std::vector<float> to(x.size());
    for (std::size_t o = 0; o < outer; ++o)
        for (std::size_t c = 0; c < channels; ++c)
            for (std::size_t i = 0; i < inner; ++i) to[(c * outer + o) * inner + i] = x[(o * channels + c) * inner + i];
    return to;
}

template <class F> std::vector<double> parameters_of(const F& g) {
    std::vector<double> all;
    test::for_each_parameter(g, [&](double p) { all.push_back(p); });
    return all;
}

template <class F> void check_channels(const F& f, std::size_t outer, std::size_t channels, std::size_t inner) {
    INFO(F::about.name << ": " << outer << ", " << channels << ", " << inner);
    const std::size_t n = outer * inner;
    const std::vector<float> x = numbers(n * channels, 1), dy = numbers(n * channels, 2);
    const std::vector<float> x_rows = exchanged(x, outer, channels, inner),
                             dy_rows = exchanged(dy, outer, channels, inner);
    std::vector<float> y(x.size()), dx(x.size()), y_rows(x.size()), dx_rows(x.size());
    xact::forward(f, x_rows, y_rows, n);
    const auto g = xact::each_channel(f, channels, inner);
    xact::forward(g, x, y);
    CHECK(exchanged(y, outer, channels, inner) == y_rows);
    constexpr bool from_input = xact::has_backward_from_input<F>;
    const std::vector<float>&from = from_input ? x : y, &from_rows = from_input ? x_rows : y_rows;
    xact::backward(f, from_rows, dy_rows, dx_rows, n);
    xact::backward(g, from, dy, dx);
    CHECK(exchanged(dx, outer, channels, inner) == dx_rows);
    CHECK(parameters_of(xact::parameter_gradient(g, x, dy)) ==
          parameters_of(xact::parameter_gradient(f, x_rows, dy_rows, n)));

    std::vector<float> place = x;
    xact::forward(xact::parallel, g, place, place);
    CHECK(place == y);
    place = dy;
    xact::backward(xact::parallel, g, from, place, place);
    CHECK(place == dx);
}

} // namespace

TEST_CASE("a channel of a batch has the bits of a row", "[core]") {
    struct shape {
        std::size_t outer, channels, inner;
    };
    for (const auto& [outer, channels, inner] :
         {shape{1, 1, 1}, shape{5, 3, 1}, shape{2, 7, 4}, shape{40, 33, 1}, shape{8, 16, 600}}) {
        check_channels(xact::evonorm_b0{.instance = inner}, outer, channels, inner);
        check_channels(xact::standardize{}, outer, channels, inner);
        check_channels(xact::softmax{}, outer, channels, inner);
    }
}

TEST_CASE("channels of nothing", "[core]") {
    std::vector<float> none;
    xact::forward(xact::each_channel(xact::standardize{}, 3, 2), none, none);
    CHECK(xact::parameter_gradient(xact::each_channel(xact::standardize{}, 3, 2), none, none).eps == 0);
}

TEST_CASE("each channel: errors give the numbers", "[errors]") {
    const std::string start = "xact::forward(standardize): ";
    std::vector<float> x(24, 1), y(24, 7);
    const std::vector<float> before = y;
    const xact::standardize f{};
    CHECK(test::message_of([&] { xact::forward(xact::each_channel(f, 0, 2), x, y); }) ==
          start + "there are no channels");
    CHECK(test::message_of([&] { xact::forward(xact::each_channel(f, 2, 0), x, y); }) == start + "inner is 0");
    CHECK(test::message_of([&] { xact::forward(xact::each_channel(f, 5, 2), x, y); }) ==
          start + "x has 24 elements, not a multiple of 5 channels times inner = 2");
    CHECK(test::message_of([&] { xact::forward(xact::each_channel(f, 3, 2), x, std::span(y).first(23)); }) ==
          start + "x has 24 elements, y has 23");
    CHECK(test::message_of([&] { xact::forward(xact::each_channel(xact::evonorm_b0{.instance = 5}, 3, 2), x, y); }) ==
          "xact::evonorm_b0: row_length is 8, must be a multiple of instance = 5");
    CHECK(y == before);
}
