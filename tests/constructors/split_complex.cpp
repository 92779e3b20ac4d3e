#include <xact/constructors/split_complex.hpp>

#include <vector>

#include <xact/elementwise/elu.hpp>
#include <xact/elementwise/gelu.hpp>

#include "support/catch.hpp"
#include "support/entry_points.hpp"
#include "support/message_of.hpp"

TEST_CASE("split_complex: both parts have the bits of the function", "[constructors]") {
    static_assert(xact::rowwise<xact::split_complex<xact::gelu>>);
    static_assert(xact::split_complex<xact::elu>::about.name == "split_complex<elu>");
    const std::vector<float> x = test::assorted_inputs<float>(3000, 1), dy = test::assorted_inputs<float>(3000, 2);
    std::vector<float> y(x.size()), expected(x.size());
    const auto check = [&] {
        std::size_t wrong = 0;
        for (std::size_t i = 0; i < y.size(); ++i) wrong += test::equal(y[i], expected[i]) ? 0 : 1;
        CHECK(wrong == 0);
    };
    xact::forward(xact::gelu{}, x, expected);
    for (const std::size_t row : {2u, 6u, 100u, 3000u}) {
        xact::forward(xact::split_complex<xact::gelu>{}, x, y, row);
        check();
    }
    xact::backward(xact::elu{.alpha = 0.5}, x, dy, expected);
    xact::backward(xact::split_complex{xact::elu{.alpha = 0.5}}, x, dy, y, 30);
    check();
}

TEST_CASE("split_complex: says what does not fit", "[constructors]") {
    std::vector<float> x(3), y(3);
    CHECK(test::message([&] { xact::forward(xact::split_complex<xact::gelu>{}, x, y, 3); }) ==
          "xact::split_complex<gelu>: row_length is 3, must be even");
}
