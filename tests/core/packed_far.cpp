#include <xact/gated/bilinear.hpp>

#include "support/catch.hpp"
#include "support/packed_rows.hpp"

// Both inputs in one array beyond the caches, with streaming stores. Apart from packed.cpp, whose functions would have
// loops for such arrays, too, which are two thirds of all.

TEMPLATE_TEST_CASE("packed: streaming stores do not change bits", "[core]", xact::activated_first_t,
                   xact::activated_second_t, xact::interleaved_t) {
    CHECK(test::is_right<double, double>(xact::sequential, xact::bilinear{}, TestType{}, 997, 1031, 0, 0));
    CHECK(test::is_right<float, float>(xact::sequential, xact::bilinear{}, TestType{}, 997, 3001, 1, 3));
}
