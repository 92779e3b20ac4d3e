#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <span>
#include <string_view>
#include <vector>

#include "support/accuracy.hpp"
#include "support/catch.hpp"
#include "support/exhaustive_errors.hpp"

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

/// Where `of` crosses 0, or comes to stay there, between 2^-20 and 2^20 and below 0.
template <class Of> std::vector<double> roots_of(const Of& of) {
    std::vector<double> roots;
    const auto same_side = [](double a, double b) { return (a < 0) == (b < 0) && (a == 0) == (b == 0); };
    for (const double sign : {-1.0, 1.0})
        for (double k = -20; k < 20; k += 0x1p-5) {
            double a = sign * std::exp2(k + 0.01), b = sign * std::exp2(k + 0.01 + 0x1p-5);
            const double at_a = of(a), at_b = of(b);
            if (std::isnan(at_a) || std::isnan(at_b) || same_side(at_a, at_b)) continue;
            for (int i = 0; i < 60; ++i) (same_side(of((a + b) / 2), at_a) ? a : b) = (a + b) / 2;
            roots.push_back(a);
        }
    return roots;
}

/// The facts, which are those of the default parameters, with the roots that the function has with its own.
xact::facts facts_with_roots(const function& f) {
    xact::facts about = f.about;
    about.roots_everywhere_from /= 4; // no parameter of the variants is more than 4 times the default
    const auto put = [&](const std::vector<double>& roots, xact::points& to) {
        to = {};
        for (const double x : roots)
            if (to.count < to.at.size())
                to.at[to.count++] = x;
            else
                about.roots_everywhere_from = std::min(about.roots_everywhere_from, std::abs(x) / 2);
    };
    put(roots_of([&](double x) { return f.definition(dual<double>(x, 1)).value; }), about.roots);
    put(roots_of([&](double x) { return f.definition(dual<double>(x, 1)).slope; }), about.slope_roots);
    return about;
}

/// Whether the definition says what f and f' are, without the limits of the facts.
bool is_defined(const function& f, float x) {
    const auto in = [&]<class R>(R at) {
        const dual<R> d = f.definition(dual<R>(at, R(1)));
        return std::isfinite(d.value) && std::isfinite(d.slope);
    };
    return in(double(x)) || in(static_cast<long double>(x));
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
    const auto [value, slope] = test::bounds_of(f.about);
    test::check_accuracy(test::sweep_float(f, test::sweep_stride()), value, slope);
}

TEST_CASE("float: with other parameters the errors are hardly larger", "[accuracy]") {
    const test::function& f = test::subject();
    const std::string_view name = f.about.name;
    if (f.parameters.empty()) return;
    // A difference of gates, beside roots that parameters have moved to where the terms are rounded.
    const double more = name == "sg_blend" ? 5 : 0.25;
    for (const auto& variant : f.parameter_variants()) {
        test::accuracy<float> errors(*variant, test::facts_with_roots(*variant));
        std::vector<float> x;
        test::for_each_float(100 * std::uint64_t(test::sweep_stride()), [&](std::span<const float> all) {
            for (const float one : all)
                if (std::abs(one) >= std::numeric_limits<float>::min() && test::is_defined(*variant, one))
                    x.push_back(one);
        });
        errors.add(x);
        INFO(variant->description);
        test::check_accuracy(errors, f.about.value.ulp + more, f.about.slope.ulp + more);
    }
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
