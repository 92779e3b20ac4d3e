#include <xact/constructors/value_and_derivative.hpp>

#include <cmath>
#include <cstddef>
#include <limits>
#include <string>
#include <vector>

#include <xact/constructors/second_derivative.hpp>
#include <xact/elementwise/elu.hpp>
#include <xact/elementwise/silu.hpp>
#include <xact/elementwise/softplus.hpp>

#include "support/catch.hpp"
#include "support/entry_points.hpp"

namespace {

template <class T, class F> void check_both(const F& f) {
    for (const std::size_t n : {0u, 1u, 5u, 16u, 100u, 1003u}) {
        const std::vector<T> x = test::assorted_inputs<T>(n, 1);
        std::vector<T> y(n), slope(n), second(n), in_place = x, parallel(n);
        xact::forward(xact::value_and_derivative<F>{f}, x, y, slope);
        xact::forward(xact::second_derivative<F>{f}, x, second);
        std::size_t wrong = 0;
        for (std::size_t i = 0; i < n; ++i)
            wrong += test::equal(y[i], f(x[i])) && test::equal(slope[i], f.derivative(x[i])) &&
                             test::equal(second[i], f.second_derivative(x[i]))
                         ? 0
                         : 1;
        xact::forward(xact::parallel, xact::value_and_derivative<F>{f}, in_place.data(), parallel.data(),
                      in_place.data(), n);
        for (std::size_t i = 0; i < n; ++i)
            wrong += test::equal(parallel[i], y[i]) && test::equal(in_place[i], slope[i]) ? 0 : 1;
        xact::forward(xact::second_derivative<F>{f}, x.data(), y.data(), n);
        for (std::size_t i = 0; i < n; ++i) wrong += test::equal(y[i], second[i]) ? 0 : 1;
        CHECK(wrong == 0);
    }
}

} // namespace

TEST_CASE("value_and_derivative and second_derivative have the bits of the functor", "[constructors]") {
    check_both<float>(xact::silu{});
    check_both<double>(xact::silu{});
    check_both<float>(xact::elu{.alpha = 0.5});
    check_both<double>(xact::softplus{});
    const auto [y, slope] = xact::value_and_derivative{xact::silu{}}(1.5f);
    CHECK(y == xact::silu{}(1.5f));
    CHECK(slope == xact::silu{}.derivative(1.5f));
    CHECK(xact::second_derivative{xact::silu{}}(1.5) == xact::silu{}.second_derivative(1.5));
    CHECK(std::isnan(xact::second_derivative{xact::silu{}}(std::numeric_limits<float>::quiet_NaN())));
}

TEST_CASE("value_and_derivative says what does not fit", "[constructors]") {
    const xact::value_and_derivative<xact::elu> f{};
    CHECK(f.about.name == "value_and_derivative<elu>");
    std::vector<float> x(4), y(4), z(5);
    CHECK(test::message([&] { xact::forward(f, x, y, z); }) ==
          "xact::forward(value_and_derivative<elu>): x has 4 elements, slope has 5");
    CHECK(test::message([&] { xact::forward(f, x, y, y); }) ==
          "xact::forward(value_and_derivative<elu>): y and slope are the same range");
}
