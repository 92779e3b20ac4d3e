#include <xact/learnable/pau_b.hpp>

#include <algorithm>
#include <cmath>

#include <xact/elementwise/gelu.hpp>
#include <xact/elementwise/leaky_relu.hpp>
#include <xact/elementwise/silu.hpp>

#include "support/catch.hpp"
#include "support/fast_rational.hpp"

namespace {

/// The largest difference of two functions on [-3, 3].
template <class F, class G> double distance(const F& f, const G& g) {
    double largest = 0;
    for (int i = -3000; i <= 3000; ++i) largest = std::max(largest, std::abs(f(i / 1000.0) - g(i / 1000.0)));
    return largest;
}

} // namespace

TEST_CASE("the coefficients are fits of what they are named after", "[learnable]") {
    CHECK(distance(xact::pau_b{}, xact::leaky_relu{}) <= 1.3e-2);
    CHECK(distance(xact::pau_b::gelu(), xact::gelu{}) <= 4.5e-4);
    CHECK(distance(xact::pau_b::swish(), xact::silu{}) <= 4.7e-7);
}

TEST_CASE("the fast tier keeps signs and its bound for other coefficients, too", "[learnable]") {
    test::check_fast(xact::pau_b::gelu());
    test::check_fast(xact::pau_b::swish());
    test::check_fast(xact::pau_b{{0, 1, -2, 0.5, 0.25, -0.125}, {0.5, -0.25, 0.125, 0}});
    test::check_fast(xact::pau_b{{0.5, 1, 2, -20, 15, -0.015}, {1, 2, 15, -0.015}});
    test::check_fast(xact::pau_b{{1, 1, 1, 1, 1, 1}, {-2, 0, 0, 1}}); // the sum in Q has other roots than 0
}
