#include <cmath>
#include <limits>
#include <vector>

#include "support/catch.hpp"
#include "support/elementwise/positions.hpp"
#include "support/function.hpp"
#include "support/oracle.hpp"
#include "support/parameter_names.hpp"

/// NaN, infinities and zeros; and that the facts are facts.

namespace test {

template <class T> void check_nan(const function& f) {
    for (const T nan : {std::numeric_limits<T>::quiet_NaN(), -std::numeric_limits<T>::quiet_NaN()}) {
        for (const way how : {way::plain, way::fast}) {
            CHECK(std::isnan(f.value(nan, how)));
            CHECK(std::isnan(f.slope(nan, how)));
        }
        CHECK(std::isnan(f.gradient(nan, T(1))));
        if (f.has_second_derivative) CHECK(std::isnan(f.second_slope(nan)));
        if (f.has_derivative_from_output) CHECK(std::isnan(f.slope_from_output(nan)));
    }
}

/// A limit, to the bit; NaN where there is none. The sign of a zero is only promised where the limit is -0.
template <class T> void check_limit(T computed, double limit) {
    INFO("computed " << computed << ", limit " << limit);
    if (std::isnan(limit))
        CHECK(std::isnan(computed));
    else
        CHECK(computed == static_cast<T>(limit));
    if (limit == 0 && std::signbit(limit)) CHECK(std::signbit(computed));
}

template <class T> void check_infinities(const function& f) {
    const T inf = std::numeric_limits<T>::infinity();
    for (const way how : {way::plain, way::fast}) {
        check_limit(f.value(-inf, how), f.about.limit_at_minus_inf);
        check_limit(f.value(inf, how), f.about.limit_at_plus_inf);
        check_limit(f.slope(-inf, how), f.about.slope_at_minus_inf);
        check_limit(f.slope(inf, how), f.about.slope_at_plus_inf);
    }
}

/// That `limit` is where `computed`, taken far out, has arrived or is on its way to; from both sides if it oscillates.
void check_arrival(double limit, const wide& computed, bool oscillates) {
    if (!isfinite(computed) || std::isnan(limit)) return;
    const double far = static_cast<double>(computed);
    INFO("the facts name " << limit << ", the definition is " << far << " far out");
    if (std::isinf(limit)) {
        CHECK(std::signbit(far) == std::signbit(limit));
        CHECK(std::abs(far) > 20); // a logarithm is not farther
    } else {
        // The slope of a square root is no nearer to 0.
        CHECK(std::abs(far - limit) <= (limit == 0 ? 0x1.1p-30 : 1e-15 * std::max(1.0, std::abs(limit))));
        if (limit == 0 && far != 0 && !oscillates) CHECK(std::signbit(far) == std::signbit(limit));
    }
}

void check_facts(const function& f) {
    CHECK_FALSE(f.about.name.empty());
    CHECK_FALSE(f.about.formula.empty());
    CHECK_FALSE(f.about.source.empty());
    const auto at = [&](double x) { return f.definition(dual<wide>(wide(x), wide(1))); };
    const dual<wide> minus = at(-0x1p100), plus = at(0x1p100);
    const bool oscillates = f.about.roots_everywhere_from < xact::infinity;
    check_arrival(f.about.limit_at_minus_inf, minus.value, oscillates);
    check_arrival(f.about.limit_at_plus_inf, plus.value, oscillates);
    check_arrival(f.about.slope_at_minus_inf, minus.slope, oscillates);
    check_arrival(f.about.slope_at_plus_inf, plus.slope, oscillates);

    // Within an ulp of x on either side the function changes sign, or it touches 0 there.
    const auto changes_sign = [&](double x, auto quantity) {
        const wide below = quantity(std::nextafter(x, -xact::infinity)),
                   above = quantity(std::nextafter(x, xact::infinity));
        INFO("no root of the definition: " << show(x));
        CHECK(!(below * above > wide(0x1p-180)));
    };
    for (const double r : f.about.roots) changes_sign(r, [&](double x) { return at(x).value; });
    for (const double r : f.about.slope_roots) changes_sign(r, [&](double x) { return at(x).slope; });
}

/// An odd function keeps the sign of a zero.
template <class T> void check_zero_of_odd(const function& f) {
    for (const double x : {0.01, 0.7, 1.3, 5.0, 30.0})
        if (f.definition(wide(x)) != -f.definition(wide(-x))) return;
    CHECK(same(f.value(T(0)), T(0)));
    CHECK(same(f.value(-T(0)), -T(0)));
}

} // namespace test

TEST_CASE("NaN gives NaN", "[special]") {
    test::check_nan<float>(test::subject());
    test::check_nan<double>(test::subject());
}

TEST_CASE("infinities give the limits", "[special]") {
    test::check_infinities<float>(test::subject());
    test::check_infinities<double>(test::subject());
}

TEST_CASE("an odd function keeps the sign of zero", "[special]") {
    test::check_zero_of_odd<float>(test::subject());
    test::check_zero_of_odd<double>(test::subject());
}

TEST_CASE("the facts agree with the definition", "[special]") {
    test::check_facts(test::subject());
    CHECK(test::subject().about.name == test::subjects().at(0).header);
    CHECK(test::subjects().size() == 1);
}

TEST_CASE("the facts name the parameters", "[special]") {
    test::check_parameter_names(test::subject().about.parameters, test::subject().tied_parameters());
}
