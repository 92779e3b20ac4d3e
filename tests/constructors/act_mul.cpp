#include <xact/constructors/act_mul.hpp>

#include <limits>
#include <string_view>

#include <xact/elementwise/elu.hpp>
#include <xact/elementwise/relu.hpp>
#include <xact/elementwise/tanh.hpp>

#include "support/catch.hpp"
#include "support/depth.hpp"

using subject = xact::act_mul<xact::tanh>;
inline constexpr std::string_view subject_name = "act_mul<tanh>";
inline constexpr auto subject_depth = test::depth::float_loops;

#include "support/gated_suite.hpp"

TEST_CASE("act_mul: parameters, and what is shut", "[constructors]") {
    const xact::act_mul<xact::elu> f{{.activation = {.alpha = 2}}};
    CHECK(f(-1.0, 3.0) == xact::elu{.alpha = 2}(-1.0) * 3);
    const double inf = std::numeric_limits<double>::infinity();
    CHECK(xact::act_mul<xact::relu>{}(-1.0, inf) == 0);
    CHECK(xact::act_mul<xact::relu>{}.backward(-1.0, inf, inf).da == 0);
}
