#include <xact/elementwise/sq_rbf.hpp>

#include "support/catch.hpp"

TEST_CASE("the slope of the square radial basis function within 1 is -x", "[elementwise]") {
    // BeeDNN has 1 - x.
    for (const double x : {-0.75, -0.25, 0.5, 1.0}) CHECK(xact::sq_rbf{}.derivative(x) == -x);
}
