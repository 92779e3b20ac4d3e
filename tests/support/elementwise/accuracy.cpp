#include <array>
#include <vector>

#include "support/accuracy.hpp"
#include "support/catch.hpp"

/// Promise 1: `subject` is as accurate as its facts say.

namespace test {

template <class T> void check_accuracy(const accuracy<T>& a, double value_bound, double slope_bound) {
    {
        INFO("value: " << a.value.text());
        CHECK(a.value.ulp <= value_bound);
    }
    {
        INFO("derivative: " << a.slope.text());
        CHECK(a.slope.ulp <= slope_bound);
    }
    INFO("the definition loses more than this in double, unseen");
    CHECK(a.hidden < 0.2);
}

/// All 65,536 numbers of a 16-bit type.
template <class S> void check_sixteen_bits(const function& f) {
    std::vector<S> x, y(65536), dy(65536, S(1.0f)), dx(65536);
    for (unsigned b = 0; b < 65536; ++b) x.push_back(S::from_bits(static_cast<std::uint16_t>(b)));
    f.forward(x, y);
    f.backward(x, dy, dx);
    worst value, slope;
    for (std::size_t i = 0; i < 65536; ++i) {
        const double at = float(x[i]), computed = float(y[i]), computed_slope = float(dx[i]);
        judgement j = judge<double>(f, format_of<S>, at, computed, computed_slope);
        if (j.value_ulp > 0.509 || j.slope_ulp > 0.509) j = judge<wide>(f, format_of<S>, at, computed, computed_slope);
        if (j.value_ulp > value.ulp) value = {j.value_ulp, at, computed, j.value};
        if (j.slope_ulp > slope.ulp) slope = {j.slope_ulp, at, computed_slope, j.slope};
    }
    INFO("value: " << value.text());
    INFO("derivative: " << slope.text());
    CHECK(value.ulp <= 0.51);
    CHECK(slope.ulp <= 0.51);
}

} // namespace test

TEST_CASE("float: value and derivative are within the bounds of the facts", "[accuracy]") {
    const test::function& f = test::subject();
    test::check_accuracy(test::sweep_float(f, test::sweep_stride()), f.about.value.ulp, f.about.slope.ulp);
}

TEST_CASE("float: value and derivative are within the bounds of the facts for every float", "[.exhaustive]") {
    const test::function& f = test::subject();
    test::check_accuracy(test::sweep_all_floats(f), f.about.value.ulp, f.about.slope.ulp);
}

TEST_CASE("double: value and derivative are within the bounds of the facts", "[accuracy]") {
    const test::function& f = test::subject();
    test::check_accuracy(test::sample_double(f, 10000), f.about.value.ulp_double, f.about.slope.ulp_double);
}

TEST_CASE("double: value and derivative are within the bounds of the facts for ten million inputs", "[.exhaustive]") {
    const test::function& f = test::subject();
    test::check_accuracy(test::sample_many_doubles(f, 5'000'000), f.about.value.ulp_double, f.about.slope.ulp_double);
}

TEST_CASE("16 bits: value and derivative are rounded once, for all inputs", "[accuracy]") {
    test::check_sixteen_bits<xact::float16>(test::subject());
    test::check_sixteen_bits<xact::bfloat16>(test::subject());
}
