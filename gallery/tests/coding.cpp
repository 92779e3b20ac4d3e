#include "coding.hpp"

#include <limits>
#include <string>
#include <vector>

#include "support/catch.hpp"

using values = std::vector<double>;

namespace {

std::string coded(const values& v) { return gallery::coded(v, 4096); }

constexpr double none = std::numeric_limits<double>::quiet_NaN();
constexpr double inf = std::numeric_limits<double>::infinity();

} // namespace

TEST_CASE("what changes evenly takes a digit a number") {
    CHECK(coded(values{0, 0, 0, 0}) == "AAAA");
    CHECK(coded(values(100, 0.75)).size() < 110);
}

TEST_CASE("digits are those of source maps") {
    // asinh(y/1e-4)·4096 = 1, then -1: differences 1 and -2, second differences 1 and -3
    const double one = 1e-4 / 4096;
    CHECK(coded(values{one, -one}) == "CH");
    CHECK(coded(values{16 * one}) == "gB");
}

TEST_CASE("NaN starts again, infinities are far numbers") {
    CHECK(coded(values{none, 0, none}) == "!A!");
    CHECK(coded(values{inf}) == coded(values{1e30}));
    CHECK(coded(values{-inf}) == coded(values{-1e30}));
}
