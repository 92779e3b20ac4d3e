#include <xact/constructors/extremum.hpp>

#include <limits>
#include <string_view>

#include <xact/constructors/max_of.hpp>
#include <xact/constructors/min_of.hpp>
#include <xact/elementwise/elu.hpp>
#include <xact/elementwise/leaky_relu.hpp>
#include <xact/elementwise/relu.hpp>
#include <xact/elementwise/sigmoid.hpp>
#include <xact/elementwise/swish.hpp>
#include <xact/elementwise/tanh.hpp>

using subject = xact::max_of<xact::swish, xact::sigmoid>;
inline constexpr std::string_view subject_name = "max_of<swish,sigmoid>";

#include "support/constructor_suite.hpp"

TEST_CASE("max_of, min_of: more examples", "[constructors]") {
    test::check_example(xact::min_of<xact::swish, xact::tanh>{});
    test::check_example(xact::max_of<xact::elu, xact::leaky_relu>{});
}

TEST_CASE("max_of, min_of: the first on ties, NaN from either", "[constructors]") {
    const xact::max_of<xact::relu, xact::tanh> larger{};
    const xact::min_of<xact::relu, xact::tanh> smaller{};
    CHECK(larger.derivative(0.0) == 0);
    CHECK(smaller.derivative(0.0) == 0);
    CHECK(xact::max_of<xact::tanh, xact::relu>{}.derivative(0.0) == 1);
    CHECK(larger(2.0f) == 2);
    CHECK(smaller(2.0f) == xact::tanh{}(2.0f));
    CHECK(larger(-2.0f) == 0);
    CHECK(smaller.about.name == "min_of<relu,tanh>");
    const float inf = std::numeric_limits<float>::infinity();
    CHECK(larger(inf) == inf);
    CHECK(smaller(-inf) == -1);
    CHECK(larger.backward(-2.0f, inf) == 0);
}
