#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <utility>
#include <vector>

#include "support/catch.hpp"
#include "support/gated/triples.hpp"

/// Promise 1: values, gradients and derivatives by parameters against dual numbers; the 16-bit types.

namespace test {

namespace {

/// f, dy·∂f/∂a and dy·∂f/∂b.
template <class R> using gated_result = std::array<R, 3>;

template <class R> gated_result<R> exact_gated(const gated_function& f, const R& a, const R& b, const R& dy) {
    const dual<R> in_a = f.definition(dual<R>(a, R(1)), dual<R>(b)), in_b = f.definition(dual<R>(a), dual<R>(b, R(1)));
    return {in_a.value, R(in_a.slope * dy), R(in_b.slope * dy)};
}

/// What an error of the k-th of these may be counted in: |a ∂/∂a|/4 of it where it has a root within a factor of two of
/// a, which a change of its sign shows, or the facts; else 0.
template <class R> R gated_scale(const gated_function& f, std::size_t k, const R& a, const R& b, const R& dy) {
    using std::abs;
    const auto at = [&](const R& x) { return exact_gated(f, x, b, dy)[k]; };
    const R here = at(a);
    const auto crosses = [&](const R& x) { return at(x) * here < 0 || here == 0; };
    if (abs(a) < R(f.about.roots_everywhere_from) && !crosses(a / 2) && !crosses(2 * a)) return R(0);
    using second = dual<dual<R>>;
    const second in_a(dual<R>(a, R(1)), dual<R>(R(k == 1 ? 1 : 0))), in_b(dual<R>(b), dual<R>(R(k == 2 ? 1 : 0)));
    const second all = f.definition(in_a, in_b);
    return abs(R(a * (k == 0 ? all.value.slope : R(all.slope.slope * dy)))) / 4;
}

/// As exact_gated; far out, where R overflows on the way to a product that is 0 long since, less far out.
template <class R> gated_result<R> exact_gated_everywhere(const gated_function& f, double a, double b, double dy) {
    const gated_result<R> r = exact_gated(f, R(a), R(b), R(dy));
    const auto known = [](const gated_result<R>& x) { return is_finite(x[0]) && is_finite(x[1]) && is_finite(x[2]); };
    if (known(r)) return r;
    for (const double lowest : {-5000.0, -2000.0, -50.0}) {
        const double less_a = std::max(a, lowest), less_b = std::max(b, lowest);
        for (const auto& [u, v] : {std::pair(less_a, b), std::pair(a, less_b), std::pair(less_a, less_b)})
            if (const gated_result<R> nearer = exact_gated(f, R(u), R(v), R(dy)); known(nearer)) return nearer;
    }
    return r;
}

/// The largest errors of value, da and db over the triples, through the array entry points.
template <class R, class T>
void check_gated_accuracy(const gated_function& f, const triples<T>& t, double bound, double slope_bound) {
    const std::size_t n = t.size();
    std::vector<T> y(n), da(n), db(n);
    f.forward(t.a, t.b, y);
    f.backward(t.a, t.b, t.dy, da, db);
    std::array<worst, 3> largest;
    std::array<std::size_t, 3> at{};
    for (std::size_t i = 0; i < n; ++i) {
        const gated_result<R> r = exact_gated_everywhere<R>(f, t.a[i], t.b[i], t.dy[i]);
        const std::array<T, 3> computed{y[i], da[i], db[i]};
        for (std::size_t k = 0; k < 3; ++k) {
            number_format format = format_of<T>;
            double error = ulp_error(format, R(double(computed[k])), r[k]);
            if (error > (k == 0 ? bound : slope_bound)) {
                const R scale = gated_scale(f, k, R(t.a[i]), R(t.b[i]), R(t.dy[i]));
                // Beside a root the terms that cancel may be larger than the largest number.
                if (scale > power_of_two<R>(format.beyond) && std::isfinite(computed[k])) format.beyond = 8000;
                if (is_finite(scale)) error = ulp_error(format, R(double(computed[k])), r[k], scale);
            }
            if (error > largest[k].ulp)
                largest[k] = {error, double(t.a[i]), double(computed[k]), static_cast<double>(r[k])}, at[k] = i;
        }
    }
    for (std::size_t k = 0; k < 3; ++k) {
        INFO((k == 0   ? "value: "
              : k == 1 ? "da: "
                       : "db: ")
             << largest[k].text() << ", b = " << show(double(t.b[at[k]])) << ", dy = " << show(double(t.dy[at[k]])));
        CHECK(largest[k].ulp <= (k == 0 ? bound : slope_bound));
    }
}

/// The derivatives by the parameters over a wide sample, against dual numbers.
void check_gated_parameters(const gated_function& f, const triples<float>& t, double bound) {
    using R = long double;
    for (std::size_t k = 0; k < f.is.parameters; ++k) {
        worst largest;
        for (std::size_t i = 0; i < t.size(); ++i) {
            const R a(t.a[i]), b(t.b[i]), exact = f.definition_by_parameter(k, a, b).slope;
            const float computed = f.parameter_slopes(t.a[i], t.b[i])[k];
            if (!is_finite(exact)) continue;
            double error = ulp_error(format_of<float>, R(computed), exact);
            if (error > bound && std::abs(double(t.a[i])) >= f.about.roots_everywhere_from) {
                using second = dual<dual<R>>;
                const second mixed =
                    f.definition_by_parameter(k, second(dual<R>(a, R(1)), dual<R>(R(0))), second(dual<R>(b)));
                const R scale = std::abs(a * mixed.slope.slope) / 4;
                error = ulp_error(format_of<float>, R(computed), exact, scale);
            }
            if (error > largest.ulp) largest = {error, double(t.a[i]), double(computed), double(exact)};
        }
        INFO("parameter " << k << ": " << largest.text());
        CHECK(largest.ulp <= bound);
    }
}

/// A 16-bit type; that mixed ones are read and written is no matter of the functor (gated/bilinear.cpp).
template <class S> void check_gated_storage(const gated_function& f) {
    const triples<float> wide_sample = mixed_triples<float>(4000);
    const std::size_t n = wide_sample.size();
    const auto narrow = [n](const std::vector<float>& from) {
        std::vector<S> to(n);
        std::transform(from.begin(), from.end(), to.begin(), [](float x) { return S(x); });
        return to;
    };
    const std::vector<S> a = narrow(wide_sample.a), b = narrow(wide_sample.b), dy = narrow(wide_sample.dy);
    std::vector<S> y(n), da(n), db(n);
    f.forward(a, b, y);
    f.backward(a, b, dy, da, db);
    std::size_t wrong = 0;
    for (std::size_t i = 0; i < n; ++i) {
        const float u = a[i], v = b[i], g = dy[i], value = f.value(u, v);
        const auto slope = f.gradient(u, v, g);
        wrong += same_bits(float(y[i]), float(S(value))) && same_bits(float(da[i]), float(S(slope.da))) &&
                         same_bits(float(db[i]), float(S(slope.db)))
                     ? 0
                     : 1;
    }
    CHECK(wrong == 0);
}

/// Over n triples of any size, and n usual ones.
template <class R, class T> void check_gated_sample(std::size_t n) {
    const gated_function& f = gated_subject();
    const xact::facts& about = f.about;
    constexpr bool is_float = sizeof(T) == 4;
    const double bound = is_float ? about.value.ulp : about.value.ulp_double,
                 slope_bound = is_float ? about.slope.ulp : about.slope.ulp_double;
    check_gated_accuracy<R>(f, sample_triples<T>(about, n), bound, slope_bound);
    check_gated_accuracy<R>(f, usual_triples<T>(n), bound, slope_bound);
}

} // namespace

} // namespace test

TEST_CASE("float: value and gradients are within the bounds of the facts", "[accuracy]") {
    test::check_gated_sample<long double, float>(100000);
}

TEST_CASE("float: value and gradients are within the bounds of the facts for four million inputs", "[.exhaustive]") {
    test::check_gated_sample<long double, float>(2000000);
}

TEST_CASE("double: value and gradients are within the bounds of the facts", "[accuracy]") {
    test::check_gated_sample<test::wide, double>(5000);
}

TEST_CASE("double: value and gradients are within the bounds of the facts for a million inputs", "[.exhaustive]") {
    test::check_gated_sample<test::wide, double>(500000);
}

TEST_CASE("other parameters are as accurate", "[accuracy]") {
    for (const auto& f : test::gated_subject().parameter_variants()) {
        INFO(f->description);
        auto t = test::sample_triples<float>(f->about, 4000);
        // The root of the slope, near which errors count otherwise, moves with the parameters.
        for (float& a : t.a)
            if (a < -0.2f && a > -6) a = -a;
        test::check_gated_accuracy<long double>(*f, t, f->about.value.ulp, f->about.slope.ulp);
        test::check_gated_parameters(*f, t, f->about.slope.ulp);
    }
}

TEST_CASE("16-bit storage: computed in float and rounded once", "[accuracy]") {
    const test::gated_function& f = test::gated_subject();
    if (f.is.compiled < test::depth::all_loops) return;
    test::check_gated_storage<xact::float16>(f);
    test::check_gated_storage<xact::bfloat16>(f);
}
