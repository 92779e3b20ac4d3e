#include <vector>

#include <xact/rowwise/rela.hpp>

#include "support/catch.hpp"
#include "support/rows.hpp"

namespace {

using test::check_printed, test::output;

} // namespace

TEST_CASE("rela: printed values") {
    check_printed(xact::rela{}, {-2, 0.5, 1, 3},
                  {-0.1263104840922108, 0.16489348188384145, 0.38732424256087505, 1.514058091675786});
}

TEST_CASE("rela: is rms_norm, twice as large, where the gate is half open") {
    CHECK(output(xact::rela{.gamma = 2, .w = 0, .eps = 0}, std::vector<float>{3, -4, 0, 0}) ==
          std::vector<float>{1.2f, -1.6f, 0, 0});
}
