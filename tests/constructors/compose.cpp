#include <xact/constructors/compose.hpp>

#include <limits>
#include <string_view>

#include <xact/constructors/residual.hpp>
#include <xact/elementwise/elu.hpp>
#include <xact/elementwise/exp.hpp>
#include <xact/elementwise/relu.hpp>
#include <xact/elementwise/repu.hpp>
#include <xact/elementwise/sigmoid.hpp>
#include <xact/elementwise/softplus.hpp>
#include <xact/elementwise/swish.hpp>
#include <xact/elementwise/tanh.hpp>

using subject = xact::compose<xact::tanh, xact::residual<xact::swish>>;
inline constexpr std::string_view subject_name = "compose<tanh,residual<swish>>";

#include "support/constructor_suite.hpp"

TEST_CASE("compose: more examples", "[constructors]") { test::check_example(xact::compose<xact::elu, xact::swish>{}); }

TEST_CASE("compose: deduced from its parts, which stay at hand", "[constructors]") {
    const xact::compose f{xact::elu{.alpha = 2}, xact::relu{}};
    CHECK(f(-3.0f) == 0);
    CHECK(f(3.0f) == 3);
    CHECK(f.about.name == "compose<elu,relu>");
    CHECK(f.outer.alpha == 2);
    const auto g = xact::compose<xact::elu, xact::swish>{}.parameter_derivatives(-0.5);
    CHECK(g.outer.alpha == xact::elu{}.parameter_derivatives(xact::swish{}(-0.5)).alpha);
}

TEST_CASE("compose: a slope of 0 stays 0 where the other one is infinite", "[constructors]") {
    const xact::compose<xact::tanh, xact::exp> f{};
    CHECK(f(1000.0f) == 1);
    CHECK(f.derivative(1000.0f) == 0);
    CHECK(f.derivative(std::numeric_limits<float>::infinity()) == 0);
    CHECK(xact::compose<xact::tanh, xact::repu>{}.derivative(1e300) == 0);
}

TEST_CASE("compose: what a part shuts stays shut for an infinite gradient", "[constructors]") {
    const double inf = std::numeric_limits<double>::infinity();
    CHECK(xact::compose<xact::relu, xact::tanh>{}.backward(-1.0, inf) == 0);
    CHECK(xact::compose<xact::sigmoid, xact::relu>{}.backward(-1.0, inf) == 0);
    CHECK(xact::compose<xact::sigmoid, xact::relu>{}.backward(1.0, inf) == inf);
}

TEST_CASE("compose: parameters of a part are checked, and named with it", "[constructors]") {
    using f = xact::compose<xact::residual<xact::softplus>, xact::tanh>;
    CHECK(test::message([] {
              std::vector<float> x(3);
              xact::forward(f{{{.beta = 0}}, {}}, x, x);
          }).find("softplus: beta = 0") != std::string::npos);
}
