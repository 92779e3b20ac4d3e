#include <xact/constructors/residual.hpp>

#include <cmath>
#include <string_view>

#include <xact/constructors/concave.hpp>
#include <xact/elementwise/relu.hpp>
#include <xact/elementwise/swish.hpp>
#include <xact/elementwise/tanh.hpp>

using subject = xact::residual<xact::swish>;
inline constexpr std::string_view subject_name = "residual<swish>";

#include "support/constructor_suite.hpp"

TEST_CASE("residual: more examples", "[constructors]") {
    test::check_example(xact::residual<xact::tanh>{});
    test::check_example(xact::residual<xact::relu>{});
    CHECK(xact::residual<xact::relu>{}(3.0f) == 6);
    CHECK(xact::residual<xact::relu>{}(-3.0f) == -3);
}
