#include <xact/constructors/thresholded.hpp>

#include <limits>
#include <string_view>
#include <type_traits>

#include <xact/elementwise/elu.hpp>
#include <xact/elementwise/tanh.hpp>

using subject = xact::cats;
inline constexpr std::string_view subject_name = "thresholded<silu>";

#include "support/constructor_suite.hpp"

TEST_CASE("thresholded: more examples", "[constructors]") {
    test::check_example(xact::thresholded<xact::elu>{.t = 0.25});
    test::check_example(xact::thresholded<xact::tanh>{.t = 0});
}

TEST_CASE("cats: what is small is 0, with no gradient at all", "[constructors]") {
    const xact::cats f{.t = 0.2};
    const float inf = std::numeric_limits<float>::infinity();
    CHECK(f(1.0f) == xact::silu{}(1.0f));
    CHECK(f(-1.0f) == xact::silu{}(-1.0f));
    CHECK(f(0.1f) == 0);
    CHECK(f(-5.0f) == 0);
    CHECK(f.backward(0.1f, inf) == 0);
    CHECK(f.derivative(1.0f) == xact::silu{}.derivative(1.0f));
    CHECK(test::message([] { xact::cats{.t = -1}.validate(); }).find("t = -1") != std::string::npos);
}
