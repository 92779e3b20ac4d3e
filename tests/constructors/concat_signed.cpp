#include <xact/constructors/concat_signed.hpp>

#include <cstddef>
#include <string>
#include <vector>

#include <xact/elementwise/elu.hpp>
#include <xact/elementwise/silu.hpp>

#include "support/catch.hpp"
#include "support/entry_points.hpp"

namespace {

template <class T, class F> void check_rows(const F& f) {
    const xact::concat_signed<F> both{f};
    for (const std::size_t row : {1u, 3u, 16u, 33u, 500u})
        for (const std::size_t rows : {0u, 1u, 7u, 300u}) {
            const std::size_t n = row * rows;
            const std::vector<T> x = test::assorted_inputs<T>(n, 1);
            const std::vector<T> dy = test::assorted_inputs<T>(2 * n, 2);
            std::vector<T> y(2 * n), dx(n), in_place = x;
            xact::forward(both, x, row, y);
            xact::backward(both, x, row, dy, dx);
            xact::backward(xact::parallel, both, in_place.data(), row, dy.data(), in_place.data(), n);
            std::size_t wrong = 0;
            for (std::size_t i = 0; i < n; ++i) {
                const std::size_t plus = i / row * 2 * row + i % row, minus = plus + row;
                const T slope = xact::backward_of(f, x[i], dy[plus]) - xact::backward_of(f, -x[i], dy[minus]);
                wrong += test::equal(y[plus], f(x[i])) && test::equal(y[minus], f(-x[i])) &&
                                 test::equal(dx[i], slope) && test::equal(in_place[i], slope)
                             ? 0
                             : 1;
            }
            std::vector<T> again(2 * n);
            xact::forward(xact::parallel, both, x.data(), row, again.data(), n);
            for (std::size_t i = 0; i < 2 * n; ++i) wrong += test::equal(again[i], y[i]) ? 0 : 1;
            CHECK(wrong == 0);
        }
}

} // namespace

TEST_CASE("concat_signed has the bits of the functor on both sides", "[constructors]") {
    check_rows<float>(xact::relu{});
    check_rows<double>(xact::relu{});
    check_rows<float>(xact::elu{.alpha = 0.5});
}

TEST_CASE("crelu", "[constructors]") {
    const std::vector<float> x{1, -2, 3, -4};
    std::vector<float> y(8), dx(4);
    xact::forward(xact::crelu{}, x, 2, y);
    CHECK(y == std::vector<float>{1, 0, 0, 2, 3, 0, 0, 4});
    xact::backward(xact::crelu{}, x, 2, std::vector<float>{1, 2, 3, 4, 5, 6, 7, 8}, dx);
    CHECK(dx == std::vector<float>{1, -4, 5, -8});
}

TEST_CASE("concat_signed says what does not fit", "[constructors]") {
    std::vector<float> x(6), y(12, 7.f), z(11);
    const std::string start = "xact::forward(concat_signed<relu>): ";
    CHECK(test::message([&] { xact::forward(xact::crelu{}, x, 3, z); }) ==
          start + "x has 6 elements, y has 11, not twice as many");
    CHECK(test::message([&] { xact::forward(xact::crelu{}, x, 4, y); }) ==
          start + "x has 6 elements, not a multiple of row_length = 4");
    CHECK(test::message([&] { xact::forward(xact::crelu{}, x, 0, y); }) == start + "row_length is 0");
    CHECK(test::message([&] { xact::forward(xact::crelu{}, std::span(y).first(6), 3, y); }).find("overlap") !=
          std::string::npos);
    CHECK(test::message([&] { xact::backward(xact::crelu{}, x, 3, y, z); }) ==
          "xact::backward(concat_signed<relu>): x has 6 elements, dx has 11");
    for (const float v : y) CHECK(v == 7);
}
