#include <xact/elementwise/srs.hpp>

#include <cmath>

#include "support/catch.hpp"

// With AVX-512 they are told apart by the nearest integer, of which 7 is the last.
TEST_CASE("the slope of SRS is right where the pieces of its polynomials meet", "[elementwise]") {
    const xact::srs f;
    for (float middle = -9.5f; middle < 9; ++middle)
        for (const float x : {std::nextafter(middle, -10.0f), middle, std::nextafter(middle, 10.0f)}) {
            INFO("x = " << x);
            const double exact = f.derivative(double(x));
            CHECK(std::abs(double(f.derivative(x)) - exact) <= 0x1p-22 * std::abs(exact));
        }
}
