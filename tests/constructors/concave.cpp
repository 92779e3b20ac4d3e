#include <xact/constructors/concave.hpp>

#include <string_view>

#include <xact/elementwise/elu.hpp>
#include <xact/elementwise/relu.hpp>
#include <xact/elementwise/softplus.hpp>

using subject = xact::concave<xact::elu>;
inline constexpr std::string_view subject_name = "concave<elu>";

#include "support/constructor_suite.hpp"

TEST_CASE("concave: more examples", "[constructors]") {
    test::check_example(xact::concave<xact::relu>{});
    test::check_example(xact::concave<xact::softplus>{});
    CHECK(xact::concave<xact::relu>{}(3.0f) == 0);
    CHECK(xact::concave<xact::relu>{}(-3.0f) == -3);
}
