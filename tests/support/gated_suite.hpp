#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstddef>
#include <limits>
#include <random>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include <xact/core/gated.hpp>

#include "support/catch.hpp"
#include "support/depth.hpp"
#include "support/gated_support.hpp"
#include "support/inputs.hpp"
#include "support/oracle.hpp"
#include "support/parameter_names.hpp"

/// What every function of two inputs is tested for; `subject` is the function.

namespace test {

/// f, dy·∂f/∂a and dy·∂f/∂b.
template <class R> using gated_result = std::array<R, 3>;

template <class R, class F> gated_result<R> exact_gated(const F& f, const R& a, const R& b, const R& dy) {
    const dual<R> in_a = f.definition(dual<R>(a, R(1)), dual<R>(b)), in_b = f.definition(dual<R>(a), dual<R>(b, R(1)));
    return {in_a.value, R(in_a.slope * dy), R(in_b.slope * dy)};
}

/// What an error of the k-th of these may be counted in: |a ∂/∂a|/4 of it where it has a root within a factor of two of
/// a, which a change of its sign shows, or the facts; else 0.
template <class R, class F> R gated_scale(const F& f, std::size_t k, const R& a, const R& b, const R& dy) {
    using std::abs;
    const auto at = [&](const R& x) { return exact_gated(f, x, b, dy)[k]; };
    const R here = at(a);
    const auto crosses = [&](const R& x) { return at(x) * here < 0 || here == 0; };
    if (abs(a) < R(F::about.roots_everywhere_from) && !crosses(a / 2) && !crosses(2 * a)) return R(0);
    using second = dual<dual<R>>;
    const second in_a(dual<R>(a, R(1)), dual<R>(R(k == 1 ? 1 : 0))), in_b(dual<R>(b), dual<R>(R(k == 2 ? 1 : 0)));
    const second all = f.definition(in_a, in_b);
    return abs(R(a * (k == 0 ? all.value.slope : R(all.slope.slope * dy)))) / 4;
}

/// As exact_gated; far out, where R overflows on the way to a product that is 0 long since, less far out.
template <class R, class F> gated_result<R> exact_gated_everywhere(const F& f, double a, double b, double dy) {
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
template <class R, class T, class F>
void check_gated_accuracy(const F& f, const triples<T>& t, double bound, double slope_bound) {
    const std::size_t n = t.size();
    std::vector<T> y(n), da(n), db(n);
    xact::forward(f, t.a, t.b, y);
    xact::backward(f, t.a, t.b, t.dy, da, db);
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

/// The fast tier of a unit act(a)·b against the accurate one: errors of at most 2^-20·max(1, |act|) |b|, and of
/// 2^-20·max(1, |act'|) |b dy| and 2^-20·max(1, |act|) |dy|; no wrong sign.
template <class T, class F> void check_gated_fast(const F& f, const triples<T>& t) {
    const std::size_t n = t.size();
    std::vector<T> y(n), da(n), db(n);
    xact::forward(f, t.a, t.b, y, xact::fast);
    xact::backward(f, t.a, t.b, t.dy, da, db, xact::fast);
    worst value, by_a, by_b;
    for (std::size_t i = 0; i < n; ++i) {
        const double act = f(t.a[i], T(1)), slope = f.backward(t.a[i], T(1), T(1)).da;
        const auto judge = [&](worst& w, double factor, double other, double computed) {
            const double exact = factor * other, bound = 0x1p-20 * std::max(1.0, std::abs(factor)) * std::abs(other);
            double error = std::abs(computed - exact) / (bound + double(std::numeric_limits<T>::min()));
            if (computed * exact < 0 || !(error >= 0)) error = infinite_error;
            if (error > w.ulp) w = {error, double(t.a[i]), computed, exact};
        };
        judge(value, act, double(t.b[i]), double(y[i]));
        judge(by_a, slope, double(t.b[i]) * double(t.dy[i]), double(da[i]));
        judge(by_b, act, double(t.dy[i]), double(db[i]));
    }
    INFO("in units of the bound, not ulps; value: " << value.text() << "; da: " << by_a.text()
                                                    << "; db: " << by_b.text());
    CHECK(value.ulp <= 1);
    CHECK(by_a.ulp <= 1);
    CHECK(by_b.ulp <= 1);
}

/// Every exponent of a beside usual numbers.
template <class T> triples<T> triples_beside_usual(const xact::facts& about, std::size_t n) {
    triples<T> t = usual_triples<T>(n);
    const triples<T> wide_sample = sample_triples<T>(about, n);
    for (std::size_t i = 0; i < n; ++i)
        if (std::abs(wide_sample.a[i]) < T(0x1p100)) t.a[i] = wide_sample.a[i];
    return t;
}

/// A 16-bit type; that mixed ones are read and written is no matter of the functor (gated/bilinear.cpp).
template <class S, class F> void check_gated_storage(const F& f) {
    const triples<float> wide_sample = mixed_triples<float>(4000);
    const std::size_t n = wide_sample.size();
    const auto narrow = [n](const std::vector<float>& from) {
        std::vector<S> to(n);
        std::transform(from.begin(), from.end(), to.begin(), [](float x) { return S(x); });
        return to;
    };
    const std::vector<S> a = narrow(wide_sample.a), b = narrow(wide_sample.b), dy = narrow(wide_sample.dy);
    std::vector<S> y(n), da(n), db(n);
    xact::forward(f, a, b, y);
    xact::backward(f, a, b, dy, da, db);
    std::size_t wrong = 0;
    for (std::size_t i = 0; i < n; ++i) {
        const float u = a[i], v = b[i], g = dy[i], value = f(u, v);
        const auto slope = f.backward(u, v, g);
        wrong += same_bits(float(y[i]), float(S(value))) && same_bits(float(da[i]), float(S(slope.da))) &&
                         same_bits(float(db[i]), float(S(slope.db)))
                     ? 0
                     : 1;
    }
    CHECK(wrong == 0);
}

/// Every length up to four registers and a bit, every offset; out of place and in place of each input.
template <class T, class F, class A = xact::accurate_t> void check_gated_positions(const F& f, A tier = {}) {
    constexpr std::size_t width = xact::vec<T>::size, longest = 4 * width + 3;
    const triples<T> t = mixed_triples<T>(longest + width);
    std::vector<T> y, da, db;
    for (std::size_t i = 0; i < t.size(); ++i) {
        y.push_back(f(t.a[i], t.b[i], tier));
        const auto g = f.backward(t.a[i], t.b[i], t.dy[i], tier);
        da.push_back(g.da), db.push_back(g.db);
    }
    std::string failure;
    for (std::size_t offset = 0; offset <= width; ++offset)
        for (std::size_t n = 0; n <= longest && failure.empty(); ++n) {
            const std::size_t elsewhere = (5 * offset + 3) % (width + 1);
            const T* const wanted_y = y.data() + offset;
            const auto expect = [&](const char* what, bool ok) {
                if (!ok && failure.empty())
                    failure =
                        std::string(what) + ", offset " + std::to_string(offset) + ", length " + std::to_string(n);
            };
            const auto copy = [&](const std::vector<T>& from, std::size_t begin) {
                return guarded<T>(from.data() + offset, n, begin);
            };
            guarded<T> a = copy(t.a, offset), b = copy(t.b, elsewhere), dy = copy(t.dy, 0), out = copy(t.a, elsewhere),
                       out2 = copy(t.a, 1);
            xact::forward(f, a.range(), b.range(), out.range(), tier);
            expect("forward", out.holds(wanted_y));
            xact::forward(f, a.data(), b.data(), a.data(), n, tier);
            expect("forward in place of a", a.holds(wanted_y));
            a = copy(t.a, offset);
            xact::forward(f, a.range(), b.range(), b.range(), tier);
            expect("forward in place of b", b.holds(wanted_y));

            const auto gradients = [&](const char* what, auto pick_da, auto pick_db) {
                a = copy(t.a, offset), b = copy(t.b, elsewhere), dy = copy(t.dy, 2);
                guarded<T>&to_a = pick_da(), &to_b = pick_db();
                xact::backward(f, a.range(), b.range(), dy.range(), to_a.range(), to_b.range(), tier);
                expect(what, to_a.holds(da.data() + offset) && to_b.holds(db.data() + offset));
            };
            const auto at = [](guarded<T>& g) { return [&g]() -> guarded<T>& { return g; }; };
            gradients("backward", at(out), at(out2));
            gradients("backward, da in a, db in b", at(a), at(b));
            gradients("backward, da in b, db in a", at(b), at(a));
            gradients("backward, da in dy, db in b", at(dy), at(b));
            gradients("backward, db in dy", at(out), at(dy));
            a = copy(t.a, offset), b = copy(t.b, elsewhere), dy = copy(t.dy, 2);
            xact::backward_with_value(f, a.range(), b.range(), dy.range(), out.range(), out2.range(), dy.range(), tier);
            expect("backward_with_value, y in dy",
                   out.holds(da.data() + offset) && out2.holds(db.data() + offset) && dy.holds(wanted_y));
            dy = copy(t.dy, 1);
            xact::backward_with_value(f, a.data(), b.data(), dy.data(), b.data(), out.data(), a.data(), n, tier);
            expect("backward_with_value, pointers, da in b, y in a",
                   b.holds(da.data() + offset) && out.holds(db.data() + offset) && a.holds(wanted_y));
            a = copy(t.a, 0), b = copy(t.b, 1), dy = copy(t.dy, 2);
            xact::backward(f, a.data(), b.data(), dy.data(), out.data(), out2.data(), n, tier);
            expect("backward, pointers", out.holds(da.data() + offset) && out2.holds(db.data() + offset));
        }
    INFO(failure);
    CHECK(failure.empty());
}

template <class T, class F> void check_gated_long_arrays(const F& f) {
    const triples<T> t = mixed_triples<T>(4099);
    std::vector<T> y, da, db;
    for (std::size_t i = 0; i < t.size(); ++i) {
        y.push_back(f(t.a[i], t.b[i]));
        const auto g = f.backward(t.a[i], t.b[i], t.dy[i]);
        da.push_back(g.da), db.push_back(g.db);
    }
    const auto repeated = [&](const std::vector<T>& pattern, std::size_t n) {
        std::vector<T> x(n);
        for (std::size_t i = 0; i < n; ++i) x[i] = pattern[i % pattern.size()];
        return x;
    };
    const auto wrong = [&](std::span<const T> computed, const std::vector<T>& wanted) {
        std::size_t n = 0;
        for (std::size_t i = 0; i < computed.size(); ++i)
            n += same_bits(computed[i], wanted[i % wanted.size()]) ? 0 : 1;
        return n;
    };
    const std::size_t n = 200003;
    const std::vector<T> a = repeated(t.a, n), b = repeated(t.b, n), dy = repeated(t.dy, n);
    std::vector<T> out(n), out2(n);
    xact::forward(xact::parallel, f, a, b, out);
    CHECK(wrong(out, y) == 0);
    xact::backward(xact::parallel, f, a, b, dy, out, out2);
    CHECK(wrong(out, da) == 0);
    CHECK(wrong(out2, db) == 0);
    std::vector<T> out3(n);
    xact::backward_with_value(xact::parallel, f, a, b, dy, out, out2, out3);
    CHECK(wrong(out, da) == 0);
    CHECK(wrong(out2, db) == 0);
    CHECK(wrong(out3, y) == 0);
    xact::forward(xact::parallel, f, a.data(), b.data(), out.data(), n, xact::fast);
    xact::backward(xact::parallel, f, a.data(), b.data(), dy.data(), out.data(), out2.data(), n, xact::fast);

    if constexpr (subject_depth == depth::all_loops) {
        const std::size_t large = xact::stream_threshold / sizeof(T) + 1237;
        const std::vector<T> long_a = repeated(t.a, large), long_b = repeated(t.b, large),
                             long_dy = repeated(t.dy, large);
        std::vector<T> streamed(large + 8), streamed2(large + 8);
        for (const std::size_t offset : std::array<std::size_t, 3>{0, 1, 5}) {
            const std::span<T> target(streamed.data() + offset, large);
            xact::forward(f, long_a, long_b, target);
            CHECK(wrong(target, y) == 0);
            // Outputs that begin alike, and such as do not.
            for (const std::size_t offset2 : std::array<std::size_t, 2>{offset, 2}) {
                const std::span<T> target2(streamed2.data() + offset2, large);
                xact::backward(f, long_a, long_b, long_dy, target, target2);
                CHECK(wrong(target, da) == 0);
                CHECK(wrong(target2, db) == 0);
            }
        }
    }
}

template <class T, class F, class A = xact::accurate_t> void check_gated_registers(const F& f, A tier = {}) {
    using V = xact::vec<T>;
    using B = typename V::batch;
    const triples<T> t = mixed_triples<T>(500 * V::size);
    std::size_t wrong = 0;
    for (std::size_t i = 0; i < t.size(); i += V::size) {
        const B a = B::load_unaligned(&t.a[i]), b = B::load_unaligned(&t.b[i]), dy = B::load_unaligned(&t.dy[i]);
        const auto by_vec = f.backward(V(a), V(b), V(dy), tier);
        const auto by_batch = f.backward(a, b, dy, tier);
        T lane[6][V::size];
        B(f(V(a), V(b), tier)).store_unaligned(lane[0]), B(f(a, b, tier)).store_unaligned(lane[1]);
        B(by_vec.da).store_unaligned(lane[2]), B(by_batch.da).store_unaligned(lane[3]);
        B(by_vec.db).store_unaligned(lane[4]), B(by_batch.db).store_unaligned(lane[5]);
        for (std::size_t k = 0; k < V::size; ++k) {
            const T value = f(t.a[i + k], t.b[i + k], tier);
            const auto g = f.backward(t.a[i + k], t.b[i + k], t.dy[i + k], tier);
            const T wanted[] = {value, value, g.da, g.da, g.db, g.db};
            for (std::size_t j = 0; j < 6; ++j) wrong += same_bits(lane[j][k], wanted[j]) ? 0 : 1;
        }
    }
    CHECK(wrong == 0);
}

/// The value is NaN where an input is; a gradient where dy is, or an input that it depends on.
template <class T, class F> void check_gated_nan(const F& f) {
    const T nan = std::numeric_limits<T>::quiet_NaN();
    const T points[] = {T(-3), T(-0.5), T(0), T(0.7), T(2), T(100)};
    const auto depends = [&](auto quantity) {
        return std::any_of(std::begin(points), std::end(points), [&](T p) { return quantity(p) != quantity(T(2)); });
    };
    for (const T x : points) {
        CHECK(std::isnan(f(nan, x)));
        CHECK(std::isnan(f(x, nan)));
        const auto no_dy = f.backward(x, x, nan);
        CHECK(std::isnan(no_dy.da));
        CHECK(std::isnan(no_dy.db));
        const auto no_a = f.backward(nan, x, T(1)), no_b = f.backward(x, nan, T(1));
        if (depends([&](T a) { return f.backward(a, x, T(1)).da; })) CHECK(std::isnan(no_a.da));
        if (depends([&](T a) { return f.backward(a, x, T(1)).db; })) CHECK(std::isnan(no_a.db));
        if (depends([&](T b) { return f.backward(x, b, T(1)).da; })) CHECK(std::isnan(no_b.da));
        if (depends([&](T b) { return f.backward(x, b, T(1)).db; })) CHECK(std::isnan(no_b.db));
    }
    CHECK(std::isnan(f(nan, nan)));
}

/// Values, gradients and parameter derivatives in double against extrapolated differences of the definition.
template <class F> void check_gated_differences(const F& f) {
    const auto extrapolated = [](const auto& at) {
        const wide h(0x1p-16);
        const auto difference = [&](const wide& s) { return (at(s) - at(-s)) / (2 * s); };
        return static_cast<double>((4 * difference(h / 2) - difference(h)) / 3);
    };
    const auto close = [](double computed, double expected) {
        return std::abs(computed - expected) <= 1e-10 * std::max(std::abs(expected), 1e-3);
    };
    for (const double a : {-7.3, -1.9, -0.61, 0.027, 0.83, 2.4, 11.7})
        for (const double b : {-3.7, -0.4, 0.9, 5.1}) {
            INFO(describe(f) << " at a = " << a << ", b = " << b);
            const double dy = -1.7;
            const auto g = f.backward(a, b, dy);
            CHECK(close(f(a, b), static_cast<double>(f.definition(wide(a), wide(b)))));
            CHECK(close(g.da, dy * extrapolated([&](const wide& s) { return f.definition(wide(a) + s, wide(b)); })));
            CHECK(close(g.db, dy * extrapolated([&](const wide& s) { return f.definition(wide(a), wide(b) + s); })));
            if constexpr (has_parameters<F>) {
                std::vector<double> computed;
                const auto all = f.parameter_derivatives(a, b);
                for_each_parameter(all, [&](double p) { computed.push_back(p); });
                for (std::size_t k = 0; k < computed.size(); ++k)
                    CHECK(close(computed[k], extrapolated([&](const wide& s) {
                                    const auto moved = [&](double p, std::size_t i) {
                                        return i == k ? p + s : wide(p);
                                    };
                                    return map_parameters<wide>(f, moved).definition(wide(a), wide(b));
                                })));
            }
        }
}

/// The derivatives by the parameters over a wide sample, against dual numbers.
template <class R, class T, class F> void check_gated_parameters(const F& f, const triples<T>& t, double bound) {
    using std::abs;
    for (std::size_t k = 0; k < parameter_count<F>; ++k) {
        const auto moved =
            map_parameters<dual<R>>(f, [k](double p, std::size_t i) { return dual<R>(R(p), R(i == k ? 1 : 0)); });
        worst largest;
        for (std::size_t i = 0; i < t.size(); ++i) {
            const auto all = f.parameter_derivatives(t.a[i], t.b[i]);
            std::size_t j = 0;
            T computed{};
            for_each_parameter(all, [&](const T& p) { computed = j++ == k ? p : computed; });
            const auto exact = moved.definition(dual<R>(R(double(t.a[i]))), dual<R>(R(double(t.b[i])))).slope;
            if (!is_finite(exact)) continue;
            double error = ulp_error(format_of<T>, R(double(computed)), exact);
            if (error > bound && std::abs(double(t.a[i])) >= F::about.roots_everywhere_from) {
                using second = dual<dual<R>>;
                const auto twice = map_parameters<second>(
                    f, [k](double p, std::size_t m) { return second(dual<R>(R(p)), dual<R>(R(m == k ? 1 : 0))); });
                const R a(double(t.a[i])), b(double(t.b[i]));
                const second mixed = twice.definition(second(dual<R>(a, R(1)), dual<R>(R(0))), second(dual<R>(b)));
                const R scale = abs(R(a * mixed.slope.slope)) / 4;
                error = ulp_error(format_of<T>, R(double(computed)), exact, scale);
            }
            if (error > largest.ulp) largest = {error, double(t.a[i]), double(computed), static_cast<double>(exact)};
        }
        INFO("parameter " << k << ": " << largest.text());
        CHECK(largest.ulp <= bound);
    }
}

} // namespace test

TEST_CASE("float: value and gradients are within the bounds of the facts", "[accuracy]") {
    const subject f{};
    test::check_gated_accuracy<long double>(f, test::sample_triples<float>(f.about, 100000), f.about.value.ulp,
                                            f.about.slope.ulp);
    test::check_gated_accuracy<long double>(f, test::usual_triples<float>(100000), f.about.value.ulp,
                                            f.about.slope.ulp);
}

TEST_CASE("float: value and gradients are within the bounds of the facts for four million inputs", "[.exhaustive]") {
    const subject f{};
    test::check_gated_accuracy<long double>(f, test::sample_triples<float>(f.about, 2000000), f.about.value.ulp,
                                            f.about.slope.ulp);
    test::check_gated_accuracy<long double>(f, test::usual_triples<float>(2000000), f.about.value.ulp,
                                            f.about.slope.ulp);
}

TEST_CASE("double: value and gradients are within the bounds of the facts", "[accuracy]") {
    const subject f{};
    test::check_gated_accuracy<test::wide>(f, test::sample_triples<double>(f.about, 5000), f.about.value.ulp_double,
                                           f.about.slope.ulp_double);
    test::check_gated_accuracy<test::wide>(f, test::usual_triples<double>(5000), f.about.value.ulp_double,
                                           f.about.slope.ulp_double);
}

TEST_CASE("double: value and gradients are within the bounds of the facts for a million inputs", "[.exhaustive]") {
    const subject f{};
    test::check_gated_accuracy<test::wide>(f, test::sample_triples<double>(f.about, 500000), f.about.value.ulp_double,
                                           f.about.slope.ulp_double);
    test::check_gated_accuracy<test::wide>(f, test::usual_triples<double>(500000), f.about.value.ulp_double,
                                           f.about.slope.ulp_double);
}

TEST_CASE("other parameters are as accurate", "[accuracy]") {
    for (const subject& f : test::parameter_variants(subject{})) {
        INFO(test::describe(f));
        auto t = test::sample_triples<float>(f.about, 4000);
        // The root of the slope, near which errors count otherwise, moves with the parameters.
        for (float& a : t.a)
            if (a < -0.2f && a > -6) a = -a;
        test::check_gated_accuracy<long double>(f, t, f.about.value.ulp, f.about.slope.ulp);
        if constexpr (test::has_parameters<subject>) test::check_gated_parameters<long double>(f, t, f.about.slope.ulp);
    }
}

TEST_CASE("the fast tier is within its bound", "[fast]") {
    if constexpr (xact::has_fast_version<subject>)
        for (const subject& f : test::parameter_variants(subject{})) {
            INFO(test::describe(f));
            // A sum, or a function of b, has a test of its own (support/gated_fast.hpp).
            if (f(2.0f, 0.0f) != 0 || f(2.0f, 64.0f) != 64 * f(2.0f, 1.0f)) continue;
            test::check_gated_fast<float>(f, test::usual_triples<float>(20000));
            test::check_gated_fast<float>(f, test::triples_beside_usual<float>(f.about, 20000));
        }
}

TEST_CASE("the fast tier has the same bits everywhere", "[fast]") {
    if constexpr (xact::has_fast_version<subject>) {
        if constexpr (subject_depth >= test::depth::float_loops)
            test::check_gated_positions<float>(subject{}, xact::fast);
        test::check_gated_registers<float>(subject{}, xact::fast);
    }
}

TEST_CASE("16-bit storage: computed in float and rounded once", "[accuracy]") {
    if constexpr (subject_depth == test::depth::all_loops) {
        test::check_gated_storage<xact::float16>(subject{});
        test::check_gated_storage<xact::bfloat16>(subject{});
    }
}

TEST_CASE("gradients agree with extrapolated differences", "[gradient]") {
    for (const subject& f : test::parameter_variants(subject{})) test::check_gated_differences(f);
}

TEST_CASE("every element has the bits of the scalar call, whatever its place", "[position]") {
    if constexpr (subject_depth >= test::depth::float_loops) test::check_gated_positions<float>(subject{});
    if constexpr (subject_depth == test::depth::all_loops) test::check_gated_positions<double>(subject{});
}

TEST_CASE("threads and streaming stores do not change bits", "[position]") {
    if constexpr (subject_depth >= test::depth::float_loops) test::check_gated_long_arrays<float>(subject{});
    if constexpr (subject_depth == test::depth::all_loops) test::check_gated_long_arrays<double>(subject{});
}

TEST_CASE("a vec and a batch give the bits of the scalar call", "[position]") {
    test::check_gated_registers<float>(subject{});
    test::check_gated_registers<double>(subject{});
}

TEST_CASE("NaN gives NaN", "[special]") {
    test::check_gated_nan<float>(subject{});
    test::check_gated_nan<double>(subject{});
}

TEST_CASE("the facts name the function and its parameters", "[special]") {
    CHECK(subject::about.name == subject_name);
    test::check_parameter_names<subject>();
}

TEST_CASE("errors name the ranges and give the numbers", "[errors]") {
    const subject f{};
    const std::string name(f.about.name);
    std::vector<float> a(12, 1.0f), b(12, 2.0f), dy(12, 3.0f), y(12, 77.0f), z(12, 77.0f);
    const std::vector<float> before = y;
    const std::span<float> all(y);
    CHECK(test::message_of([&] { xact::forward(f, a, all.first(11), y); }) ==
          "xact::forward(" + name + "): a has 12 elements, b has 11");
    CHECK(test::message_of([&] { xact::forward(f, a, b, all.first(7)); }) ==
          "xact::forward(" + name + "): a has 12 elements, y has 7");
    CHECK(test::message_of([&] { xact::forward(f, a, all.first(8), all.subspan(2, 8)); }).find("a has 12 elements") !=
          std::string::npos);
    CHECK(test::message_of([&] { xact::forward(f, std::span(a).first(8), all.first(8), all.subspan(2, 8)); }) ==
          "xact::forward(" + name + "): b and y overlap in part: y starts 8 bytes after b, which has 32 bytes");
    CHECK(test::message_of([&] { xact::backward(f, a, b, dy, y, y); }) ==
          "xact::backward(" + name + "): da and db are the same range");
    CHECK(test::message_of([&] { xact::backward_with_value(f, a, b, dy, y, z, z); }) ==
          "xact::backward_with_value(" + name + "): db and y are the same range");
    CHECK(test::message_of([&] {
              xact::backward(f, std::span(a).first(8), std::span(b).first(8), std::span(dy).first(8), all.first(8),
                             all.subspan(3, 8));
          }).find("da and db overlap in part") != std::string::npos);
    CHECK(test::message_of([&] { xact::backward(xact::parallel, f, a, b, all.first(3), y, z); }) ==
          "xact::backward(" + name + "): a has 12 elements, dy has 3");
    CHECK(y == before);
    CHECK(z == before);
    xact::forward(f, a.data(), b.data(), y.data(), 0);
    xact::backward(f, a.data(), b.data(), dy.data(), y.data(), z.data(), 0);
    CHECK(y == before);
}
