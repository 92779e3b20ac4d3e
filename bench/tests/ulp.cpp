#include "ulp.hpp"

#include <limits>

#include "support/catch.hpp"

using bench::ulp_error;

namespace {
constexpr float infinity = std::numeric_limits<float>::infinity();
constexpr float not_a_number = std::numeric_limits<float>::quiet_NaN();
constexpr float smallest = std::numeric_limits<float>::min();

bench::exact make_exact(long double value, long double sensitivity = 0) {
    return bench::make_exact<float>(value, sensitivity);
}
} // namespace

TEST_CASE("errors count in units of the last place of the exact result") {
    CHECK(ulp_error(1.f, make_exact(1)) == 0);
    CHECK(ulp_error(std::nextafter(1.f, 2.f), make_exact(1)) == 1);
    CHECK(ulp_error(std::nextafter(1.f, 0.f), make_exact(1)) == 0.5);
    CHECK(ulp_error(-1.f, make_exact(-1 - 0x1p-24L)) == 0.5);
    CHECK(ulp_error(0.f, make_exact(1.5)) == 1.5 * 0x1p23);
    // Small normal results too: nothing is forgiven down to the smallest of them.
    CHECK(ulp_error(0.f, make_exact(4.0L * smallest)) == 0x1p23);
}

TEST_CASE("results below the smallest normal number count in units of it") {
    CHECK(ulp_error(0.f, make_exact(smallest / 2.0L)) == 0.5);
    CHECK(ulp_error(smallest, make_exact(-smallest / 2.0L)) == 1.5);
    CHECK(ulp_error(0.f, make_exact(0)) == 0);
}

TEST_CASE("near a root the sensitivity of the input sets the unit, where it is larger") {
    CHECK(ulp_error(0.f, make_exact(0x1p-20L, 4)) == 0x1p-20 / 0x1p-23);
    CHECK(ulp_error(0.f, make_exact(1, 0x1p-20L)) == 0x1p23);
}

TEST_CASE("scaled errors are absolute up to 1, relative beyond") {
    using bench::scaled_error;
    CHECK(scaled_error(0.25f, make_exact(0.25 - 0x1p-20L)) == 0x1p-20);
    CHECK(scaled_error(8.f, make_exact(8 * (1 - 0x1p-20L))) == 0x1p-20 / (1 - 0x1p-20));
    CHECK(scaled_error(1.f, make_exact(1)) == 0);
    CHECK(scaled_error(infinity, make_exact(1e30L)) == infinity);
    CHECK(scaled_error(infinity, make_exact(1e40L)) == 0);
}

TEST_CASE("infinity and NaN are right only where they belong") {
    CHECK(ulp_error(not_a_number, make_exact(1)) == infinity);
    CHECK(ulp_error(1.f, make_exact(std::numeric_limits<long double>::quiet_NaN())) == infinity);
    CHECK(ulp_error(not_a_number, make_exact(std::numeric_limits<long double>::quiet_NaN())) == 0);
    CHECK(ulp_error(infinity, make_exact(1e30L)) == infinity);
    CHECK(ulp_error(infinity, make_exact(1e40L)) == 0);
    CHECK(ulp_error(-infinity, make_exact(1e40L)) == infinity);
    CHECK(ulp_error(1.f, make_exact(1e40L)) == infinity);
    // One step before overflow either side is an error of a step.
    CHECK(ulp_error(infinity, make_exact(std::numeric_limits<float>::max())) == 1);
}

TEST_CASE("double has ulps and limits of its own") {
    using bench::make_exact;
    constexpr double least = std::numeric_limits<double>::min(), most = std::numeric_limits<double>::max();
    CHECK(ulp_error(std::nextafter(1.0, 2.0), make_exact<double>(1)) == 1);
    CHECK(ulp_error(0.0, make_exact<double>(least / 2.0L)) == 0.5);
    CHECK(ulp_error(double{infinity}, make_exact<double>(1e300L)) == infinity);
    CHECK(ulp_error(double{infinity}, make_exact<double>(most)) == 1);
    CHECK(ulp_error(double{infinity}, make_exact<double>(2.0L * most)) == 0);
}
