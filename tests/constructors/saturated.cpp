#include <xact/constructors/saturated.hpp>

#include <cmath>
#include <string_view>

#include <xact/elementwise/elu.hpp>
#include <xact/elementwise/leaky_relu.hpp>
#include <xact/elementwise/relu.hpp>
#include <xact/elementwise/sigmoid.hpp>
#include <xact/elementwise/softplus.hpp>

using subject = xact::saturated<xact::leaky_relu>;
inline constexpr std::string_view subject_name = "saturated<leaky_relu>";

#include "support/constructor_suite.hpp"

TEST_CASE("saturated: more examples", "[constructors]") {
    test::check_example(xact::saturated<xact::relu>{});
    test::check_example(xact::saturated<xact::elu>{.c = 0.75});
    test::check_example(xact::saturated<xact::softplus>{});
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
