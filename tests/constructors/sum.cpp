#include <xact/constructors/sum.hpp>

#include <string_view>

#include <xact/elementwise/elu.hpp>
#include <xact/elementwise/relu.hpp>
#include <xact/elementwise/softplus.hpp>
#include <xact/elementwise/swish.hpp>

using subject = xact::sum<xact::elu, xact::swish>;
inline constexpr std::string_view subject_name = "sum<elu,swish>";

#include "support/constructor_suite.hpp"

TEST_CASE("sum: more examples", "[constructors]") {
    test::check_example(xact::sum<xact::sum<xact::softplus, xact::elu>, xact::relu>{});
}
