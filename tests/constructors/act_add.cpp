#include <xact/constructors/act_add.hpp>

#include <limits>
#include <string_view>

#include <xact/elementwise/elu.hpp>
#include <xact/elementwise/relu.hpp>
#include <xact/elementwise/silu.hpp>

#include "support/catch.hpp"
#include "support/depth.hpp"

using subject = xact::act_add<xact::silu>;
inline constexpr std::string_view subject_name = "act_add<silu>";
inline constexpr auto subject_depth = test::depth::float_loops;

#include "support/gated_suite.hpp"

TEST_CASE("act_add: the sum, its gradients and its parameters", "[constructors]") {
    const xact::act_add f{xact::elu{.alpha = 2}};
    CHECK(f(-1.0, 3.0) == xact::elu{.alpha = 2}(-1.0) + 3);
    const auto g = f.backward(-1.0, 3.0, -2.0);
    CHECK(g.da == -2 * xact::elu{.alpha = 2}.derivative(-1.0));
    CHECK(g.db == -2);
    CHECK(xact::act_add<xact::relu>{}.backward(-1.0, 3.0, std::numeric_limits<double>::infinity()).da == 0);
}
