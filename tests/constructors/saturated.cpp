#include <xact/constructors/saturated.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <string_view>

#include <xact/elementwise/elu.hpp>
#include <xact/elementwise/leaky_relu.hpp>
#include <xact/elementwise/relu.hpp>
#include <xact/elementwise/sigmoid.hpp>
#include <xact/elementwise/softplus.hpp>

using subject = xact::saturated<xact::leaky_relu>;
inline constexpr std::string_view subject_name = "saturated<leaky_relu>";

#include "support/constructor_suite.hpp"

namespace {

/// ∂f/∂p to some ulps of its terms, which cancel at 0.
template <class T, class F> void check_parameters(const F& f) {
    const auto erased = test::erased_numbers(f);
    for (std::size_t k = 0; k < test::parameter_count<F>; ++k) {
        double largest = 0;
        for (const double point : test::gradient_points(f.about.domain)) {
            const T x = static_cast<T>(point);
            const auto all = f.parameter_derivatives(x);
            std::size_t i = 0;
            double computed = 0;
            test::for_each_parameter(all, [&](T p) { computed = i++ == k ? double(p) : computed; });
            const double expected = static_cast<double>(erased.definition_by_parameter(k, test::wide(double(x))).slope);
            largest = std::max(largest, std::abs(computed - expected) / std::max(1.0, std::abs(expected)));
        }
        INFO(test::describe(f) << ": derivative by parameter " << k);
        CHECK(largest <= 8 * double(std::numeric_limits<T>::epsilon()));
    }
}

template <class T, class F> void check_saturated(const F& f) {
    test::check_derivatives<T>(test::erased_numbers(f));
    test::check_backward<T>(test::erased_numbers(f));
    check_parameters<T>(f);
}

} // namespace

TEST_CASE("saturated: more examples", "[constructors]") {
    test::check_example(xact::saturated<xact::relu>{});
    check_saturated<float>(xact::saturated<xact::elu>{});
    check_saturated<double>(xact::saturated<xact::elu>{});
    check_saturated<float>(xact::saturated<xact::softplus>{.c = 1.1});
    check_saturated<double>(xact::saturated<xact::softplus>{.c = 1.1});
}

TEST_CASE("saturated: odd, bounded where its function is, linear at 0", "[constructors]") {
    const xact::saturated<xact::relu> f{};
    CHECK(f(0.5f) == 0.5f);
    CHECK(f(-0.5f) == -0.5f);
    CHECK(f(3.0f) == 1);
    CHECK(f(-3.0f) == -1);
    CHECK(f(1e-30f) == 1e-30f);
    CHECK(std::signbit(f(-0.0f)));
    const xact::saturated<xact::softplus> smooth{};
    CHECK(std::abs(smooth(1e-20) - 1e-20 * xact::sigmoid{}(1.0)) < 1e-35);
    CHECK(smooth(1e30) == xact::softplus{}(1.0));
}
