#include <xact/constructors/clamped.hpp>

#include <limits>
#include <string_view>

#include <xact/elementwise/elu.hpp>
#include <xact/elementwise/softplus.hpp>
#include <xact/elementwise/swish.hpp>

using subject = xact::clamped<xact::swish>;
inline constexpr std::string_view subject_name = "clamped<swish>";

#include "support/constructor_suite.hpp"

TEST_CASE("clamped: more examples", "[constructors]") {
    test::check_example(xact::clamped<xact::softplus>{});
    test::check_example(xact::clamped<xact::elu>{.lo = -0.5, .hi = 3});
}

TEST_CASE("clamped: flat beyond its bounds", "[constructors]") {
    const xact::clamped<xact::elu> f{.lo = -0.5, .hi = 3};
    const float inf = std::numeric_limits<float>::infinity();
    CHECK(f(7.0f) == 3);
    CHECK(f(-7.0f) == -0.5f);
    CHECK(f(3.0f) == 3);
    CHECK(f.derivative(3.0f) == 0);
    CHECK(f.backward(7.0f, inf) == 0);
    CHECK(xact::clamped<xact::elu>{.lo = -inf, .hi = inf}(inf) == inf);
    CHECK(test::message([] { xact::clamped<xact::elu>{.lo = 2, .hi = 1}.validate(); }).find("lo = 2") !=
          std::string::npos);
}
