#include <xact/constructors/scaled.hpp>

#include <cmath>
#include <limits>
#include <string_view>

#include <xact/elementwise/elu.hpp>
#include <xact/elementwise/relu.hpp>
#include <xact/elementwise/silu.hpp>
#include <xact/elementwise/swish.hpp>
#include <xact/elementwise/tanh.hpp>

using subject = xact::scaled<xact::swish>;
inline constexpr std::string_view subject_name = "scaled<swish>";

#include "support/constructor_suite.hpp"

TEST_CASE("scaled: more examples", "[constructors]") {
    test::check_example(xact::scaled<xact::tanh>{.s = 1.7159, .k = 2.0 / 3, .d = 0.25});
    test::check_example(xact::scaled<xact::elu>{.s = -0.5, .k = 0.1, .c = 0.3, .d = -0.0625});
}

TEST_CASE("scaled: the scaled tanh of LeCun", "[constructors]") {
    const xact::scaled<xact::tanh> f{.s = 1.7159, .k = 2.0 / 3};
    CHECK(std::abs(f(1.0) - 1.7159 * std::tanh(2.0 / 3)) < 1e-15);
    CHECK(std::abs(f.derivative(0.0) - 1.7159 * 2 / 3) < 1e-15);
}

TEST_CASE("scaled: infinities and factors of 0", "[constructors]") {
    const float inf = std::numeric_limits<float>::infinity();
    CHECK(xact::scaled<xact::relu>{.s = 0.1, .k = 0.3, .c = 0.7, .d = 0.9}(inf) == inf);
    CHECK(xact::scaled<xact::relu>{.s = -0.1}(inf) == -inf);
    CHECK(xact::scaled<xact::relu>{.s = 0, .d = 3}(inf) == 3);
    CHECK(xact::scaled<xact::tanh>{.k = 0, .c = 1}(-inf) == xact::tanh{}(1.0f));
    CHECK(xact::scaled<xact::relu>{.k = 1e10}(1e30f) == inf);
    CHECK(xact::scaled<xact::relu>{}.parameter_derivatives(-inf).k == 0);
}
