#include <xact/constructors/rescu.hpp>

#include <limits>
#include <string_view>

#include <xact/elementwise/smelu.hpp>
#include <xact/elementwise/softplus.hpp>

using subject = xact::rescu<xact::smelu>;
inline constexpr std::string_view subject_name = "rescu<smelu>";

#include "support/constructor_suite.hpp"

TEST_CASE("rescu: more examples", "[constructors]") {
    test::check_example(xact::rescu<xact::smelu>{.q = 0.1, .p = 1.5});
    // By q it is x - F(x), which cancels.
    test::check_derivatives<float>(test::erased_numbers(xact::rescu<xact::softplus>{.q = 2, .p = 0.5}));
    test::check_derivatives<double>(test::erased_numbers(xact::rescu<xact::softplus>{.q = 2, .p = 0.5}));
}

TEST_CASE("rescu: the slope is the ramp from q to p", "[constructors]") {
    const xact::rescu<xact::smelu> f{.q = 0.25, .p = 2};
    const float inf = std::numeric_limits<float>::infinity();
    CHECK(f.derivative(-3.0f) == 0.25f);
    CHECK(f.derivative(3.0f) == 2);
    CHECK(f.derivative(0.0f) == 1.125f);
    CHECK(f(-2.0f) == -0.5f);
    CHECK(f(3.0f) == 6);
    CHECK(f(inf) == inf);
    CHECK(f(-inf) == -inf);
    CHECK(xact::rescu<xact::smelu>{.q = 2, .p = 1}(inf) == inf);
}
