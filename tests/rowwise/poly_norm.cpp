#include <vector>

#include <xact/rowwise/poly_norm.hpp>

#include "support/catch.hpp"
#include "support/rows.hpp"

namespace {

using test::check_printed, test::output;

} // namespace

TEST_CASE("poly_norm: printed values") {
    check_printed(xact::poly_norm{}, {-2, 0.5, 1, 3},
                  {-0.27319148366168067, 0.10809001435878501, 0.26758520887209114, 1.7745010162422785});
}

TEST_CASE("poly_norm: one power alone is the norm of its powers, a constant itself") {
    CHECK(output(xact::poly_norm{.a = {0, 1, 0, 0}, .eps = 0}, std::vector<float>{3, -4, 0, 0}) ==
          std::vector<float>{1.2f, -1.6f, 0, 0});
    CHECK(output(xact::poly_norm{.a = {0.5, 0, 0, 0}}, std::vector<float>{3, -4, 0}) ==
          std::vector<float>{0.5f, 0.5f, 0.5f});
}

TEST_CASE("poly_norm: rows whose sixth powers no number holds") {
    const xact::poly_norm f{.a = {0, 0, 0, 1}};
    CHECK(output(f, std::vector<float>{1e38f, -1e38f}) == std::vector<float>{1, -1});
    CHECK(output(f, std::vector<double>{1e300, -1e300}) == std::vector<double>{1, -1});
}
