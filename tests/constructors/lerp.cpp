#include <xact/constructors/lerp.hpp>

#include <limits>
#include <string_view>

#include <xact/elementwise/relu.hpp>
#include <xact/elementwise/sigmoid.hpp>
#include <xact/elementwise/swish.hpp>
#include <xact/elementwise/tanh.hpp>

using subject = xact::lerp<xact::swish, xact::sigmoid>;
inline constexpr std::string_view subject_name = "lerp<swish,sigmoid>";

#include "support/constructor_suite.hpp"

TEST_CASE("lerp: more examples", "[constructors]") {
    test::check_example(xact::lerp<xact::relu, xact::tanh>{.alpha = 0.3});
}

TEST_CASE("lerp: at its ends it is one of the two, at infinity too", "[constructors]") {
    const float inf = std::numeric_limits<float>::infinity();
    const xact::lerp<xact::relu, xact::tanh> first{.alpha = 1}, second{.alpha = 0};
    CHECK(first(inf) == inf);
    CHECK(second(inf) == 1);
    CHECK(first(-3.0f) == 0);
    CHECK(second(-3.0f) == xact::tanh{}(-3.0f));
}
