#include <xact/constructors/product.hpp>

#include <limits>
#include <string_view>

#include <xact/elementwise/elu.hpp>
#include <xact/elementwise/exp.hpp>
#include <xact/elementwise/relu.hpp>
#include <xact/elementwise/sigmoid.hpp>
#include <xact/elementwise/softplus.hpp>
#include <xact/elementwise/swish.hpp>
#include <xact/elementwise/tanh.hpp>

using subject = xact::product<xact::elu, xact::swish>;
inline constexpr std::string_view subject_name = "product<elu,swish>";

#include "support/constructor_suite.hpp"

TEST_CASE("product: more examples", "[constructors]") {
    test::check_example(xact::product<xact::tanh, xact::sigmoid>{});
    test::check_example(xact::product<xact::relu, xact::softplus>{});
}

TEST_CASE("product: 0 beside an infinity is 0, and what is shut has no slope", "[constructors]") {
    const double inf = std::numeric_limits<double>::infinity();
    const xact::product<xact::relu, xact::elu> shut{};
    CHECK(shut(-inf) == 0);
    CHECK(shut.backward(-2.0, inf) == 0);
    CHECK(shut.backward(2.0, inf) == inf);
    const xact::product<xact::exp, xact::relu> grown{};
    CHECK(grown(-inf) == 0);
    CHECK(grown(inf) == inf);
    CHECK(grown.derivative(1000.0) == inf);
}
