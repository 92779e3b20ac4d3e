#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <string>
#include <vector>

#include "support/elementwise/gradients.hpp"

#include "support/catch.hpp"
#include "support/function.hpp"
#include "support/inputs.hpp"
#include "support/oracle.hpp"

/// Every derivative that a functor offers, for several values of its parameters: against dual numbers through the
/// definition, and against differences of the definition.

namespace test {

/// Irregular points of the domain, dense around zero, none of them a likely kink.
std::vector<double> gradient_points(const xact::interval& domain) {
    std::vector<double> x;
    for (int i = -60; i <= 60; ++i) x.push_back(0.1997 * i + 0.0131);
    for (const double magnitude : {3e-13, 2.3e-9, 1.7e-4, 0.0123, 14.7, 21.3, 36.9, 71.3, 85.1, 102.7, 1234.5, 3.1e7})
        x.push_back(magnitude), x.push_back(-magnitude);
    std::erase_if(x, [&](double p) { return !domain.contains(p); });
    return x;
}

/// Collects comparisons of one quantity with its exact value. An error counts in ulps of the largest of |exact| nearby,
/// since a factor's rounding is not small beside a sum that cancels.
template <class T> class comparison {
public:
    explicit comparison(std::string what) : what_(std::move(what)) {}

    /// `nearby` is the quantity in double, as a function of x; `floor` is what counts at least.
    template <class Nearby> void add(double x, T computed, const wide& exact, const Nearby& nearby, double floor = 0) {
        if (!is_finite(exact)) return;
        // Where the definition's terms cancel, `exact` has no digits below 2^-105 of them.
        const double resolution = std::ldexp(std::max(1.0, std::abs(x)), format_of<T>.digits - 109);
        double scale = std::max({floor, resolution, std::abs(static_cast<double>(exact))});
        for (const double move : {-0.06, -0.03, 0.03, 0.06}) {
            const double there = std::abs(nearby(x + move * std::min(1.0, std::abs(x))));
            if (std::isfinite(there)) scale = std::max(scale, there);
        }
        const double error = ulp_error(format_of<T>, wide(computed), exact, wide(scale));
        if (error > worst_.ulp) worst_ = {error, x, static_cast<double>(computed), static_cast<double>(exact)};
    }

    /// Checks that no comparison was off by more.
    void expect(double ulp) const {
        INFO(what_ << ": " << worst_.text());
        CHECK(worst_.ulp <= ulp);
    }

private:
    std::string what_;
    worst worst_;
};

/// Promise 1 is for f and f' at the default parameters; this is for everything. Where the facts promise nothing, as for
/// functions made of others, errors may be amplified by the conditioning.
double amplified(const function& f) { return f.about.value.ulp == xact::infinity ? 16 : 1; }
double derivative_bound(const function& f) { return 16 * amplified(f); }
double second_derivative_bound(const function& f) { return 64 * amplified(f); }

template <class T> void check_derivatives(const function& f) {
    const std::string& who = f.description;
    comparison<T> value(who + ": value"), slope(who + ": derivative"), second(who + ": second derivative");
    for (const double point : gradient_points(f.about.domain)) {
        const T x = static_cast<T>(point);
        const double at = x;
        const dual<dual<wide>> e = exact_to_second_order(f, wide(at));
        const auto nearby = [&](auto part) {
            return [&f, part](double moved) { return part(exact_to_second_order(f, moved)); };
        };
        value.add(at, f.value(x), e.value.value, nearby([](auto d) { return d.value.value; }));
        slope.add(at, f.slope(x), e.value.slope, nearby([](auto d) { return d.value.slope; }));
        if (f.has_second_derivative)
            second.add(at, f.second_slope(x), e.slope.slope, nearby([](auto d) { return d.slope.slope; }));
    }
    value.expect(derivative_bound(f));
    slope.expect(derivative_bound(f));
    second.expect(second_derivative_bound(f));
}

template <class T> void check_parameter_derivatives(const function& f) {
    for (std::size_t k = 0; k < f.parameters.size(); ++k) {
        comparison<T> by_dual(f.description + ": derivative by parameter " + std::to_string(k));
        for (const double point : gradient_points(f.about.domain)) {
            const T x = static_cast<T>(point);
            const double at = x;
            // Near 0 some of these are differences of terms of the size of x; nobody needs them that small.
            const double floor = std::abs(at) < 1 ? std::abs(at) : 0;
            by_dual.add(
                at, f.parameter_slopes(x)[k], f.definition_by_parameter(k, wide(at)).slope,
                [&](double moved) { return f.definition_by_parameter(k, moved).slope; }, floor);
        }
        by_dual.expect(derivative_bound(f));
    }
}

/// f'(x) from y = f(x): y has been rounded, which moves f' by f''/f' of that.
template <class T> void check_from_output(const function& f) {
    double largest = 0, where = 0;
    for (const double point : gradient_points(f.about.domain)) {
        const T x = static_cast<T>(point), y = f.value(x);
        const dual<dual<wide>> e = exact_to_second_order(f, wide(x));
        const double slope = static_cast<double>(e.value.slope), curvature = static_cast<double>(e.slope.slope);
        if (!std::isfinite(slope) || !std::isfinite(curvature) || !std::isfinite(y)) continue;
        const double eps = std::numeric_limits<T>::epsilon();
        const double moved = slope == 0 ? eps : std::abs(curvature / slope) * std::abs(double(y)) * 2 * eps;
        const double tolerance = moved + 8 * eps * std::abs(slope) + double(std::numeric_limits<T>::min());
        const double error = std::abs(double(f.slope_from_output(y)) - slope) / tolerance;
        if (!(error <= largest)) largest = error, where = double(x);
    }
    INFO(f.description << ": derivative_from_output, " << largest << " times the tolerance at x = " << show(where));
    CHECK(largest <= 1);
}

/// dy·f'(x), whatever way it is computed; where f is flat, the gradient is 0 for an infinite dy too.
template <class T> void check_backward(const function& f) {
    for (const double factor : {1.0, -2.5, 0x1p-30, 0.0}) {
        comparison<T> product(f.description + ": backward of " + std::to_string(factor));
        for (const double point : gradient_points(f.about.domain)) {
            const T x = static_cast<T>(point);
            const double at = x;
            if (!f.has_backward && std::isinf(f.slope(x))) continue;
            const auto slope = [&](auto there) { return f.definition(dual(there, decltype(there)(1))).slope; };
            product.add(at, f.gradient(x, static_cast<T>(factor)), factor * slope(wide(at)),
                        [&](double moved) { return factor * slope(moved); });
        }
        product.expect(derivative_bound(f));
    }
    // A function without a kink is nowhere cut off: its slope is small far out, not 0. It may be 0 at a point, and
    // underflow where x is large.
    if (f.about.kinks.count > 0)
        for (const double point : gradient_points(f.about.domain)) {
            if (!f.has_backward && std::abs(point) > 64) continue;
            const T x = static_cast<T>(point), inf = std::numeric_limits<T>::infinity();
            const auto is_flat = [&](double at) { return exact(f, wide(at)).slope == 0; };
            const double step = std::abs(point) * 0x1p-10;
            INFO("x = " << point);
            if (is_flat(double(x)) && (f.has_backward || (is_flat(point - step) && is_flat(point + step))))
                CHECK(f.gradient(x, inf) == 0);
        }
}

/// The definition's derivatives by differences alone: they check the dual numbers, and the functor without them.
void check_differences(const function& f) {
    const wide first_step(0x1p-24), second_step(0x1p-20); // far from both rounding and truncation
    const auto extrapolated = [](const wide& h, const auto& difference) {
        return static_cast<double>((4 * difference(h / 2) - difference(h)) / 3);
    };
    const auto close = [](double computed, double expected, double scale) {
        return std::abs(computed - expected) <= 1e-9 * std::max(std::abs(expected), scale);
    };
    const auto is_kink = [&](double x) {
        return std::any_of(f.about.kinks.begin(), f.about.kinks.end(),
                           [x](double k) { return std::abs(x - k) < 0x1p-19; });
    };
    for (const double x : gradient_points(f.about.domain)) {
        if (std::abs(x) > 8 || std::abs(x) < 1e-3 || is_kink(x)) continue;
        INFO(f.description << " at x = " << show(x));
        const wide at(x), here = f.definition(at);
        if (!is_finite(here)) continue;
        const double slope = extrapolated(
            first_step, [&](const wide& h) { return (f.definition(at + h) - f.definition(at - h)) / (2 * h); });
        const double curvature = extrapolated(second_step, [&](const wide& h) {
            return (f.definition(at + h) - 2 * here + f.definition(at - h)) / (h * h);
        });
        CHECK(close(f.slope(x), slope, 1e-3));
        if (f.has_second_derivative) CHECK(close(f.second_slope(x), curvature, 1e-2));
        const std::vector<double> computed = f.parameter_slopes(x);
        for (std::size_t k = 0; k < computed.size(); ++k) {
            const double p = f.parameters[k];
            if (std::abs(p) < 0x1p-23 && p != 0) continue; // there may be a kink at 0
            const auto moved = [&](const wide& by) { return f.moved_definition(k, by, at); };
            const auto difference = [&](const wide& h) { return (moved(h) - moved(-h)) / (2 * h); };
            // A parameter of 0 may be where the formula changes: the second derivative by it may jump.
            const double by_parameter =
                p == 0 ? static_cast<double>(2 * difference(first_step / 2) - difference(first_step))
                       : extrapolated(first_step, difference);
            if (std::isfinite(by_parameter)) CHECK(close(computed[k], by_parameter, 1e-3));
        }
    }
}

/// The derivatives by parameters and the second derivative where kernels bound what they are given, and at the
/// infinities: what is left of a bounded part must not be multiplied by what is not. Digits are not asked for.
template <class T> void check_far_derivatives(const function& f) {
    if (f.about.roots_everywhere_from < xact::infinity) return;
    const double tolerance = 0x1p-12;
    for (const double side : {-1.0, 1.0}) {
        const bool has_limit = !std::isnan(side < 0 ? f.about.slope_at_minus_inf : f.about.slope_at_plus_inf);
        const auto check = [&](const auto& computed, const auto& exact) {
            const T inf = std::numeric_limits<T>::infinity();
            double before = 0, last = 0;
            for (const double size : {1e3, 1e5, 1e9, 1e10}) {
                const double x = side * size, e = static_cast<double>(exact(wide(x)));
                before = last, last = static_cast<double>(computed(static_cast<T>(x)));
                INFO("x = " << x << ": " << last << ", exact " << e);
                if (std::isfinite(e) && std::abs(e) <= double(std::numeric_limits<T>::max()) / 4)
                    CHECK(std::abs(last - e) <= tolerance * std::max(1.0, std::abs(e)));
            }
            if (!has_limit) return;
            const double limit = static_cast<double>(computed(static_cast<T>(side) * inf));
            INFO("at " << side * xact::infinity << ": " << limit << ", before " << last);
            if (!std::isnan(last)) CHECK_FALSE(std::isnan(limit));
            if (std::isfinite(last) && std::abs(last - before) <= tolerance)
                CHECK(std::abs(limit - last) <= 2 * tolerance * std::max(1.0, std::abs(last)));
        };
        if (!f.about.domain.contains(side * xact::infinity)) continue;
        INFO(f.description);
        if (f.has_second_derivative)
            check([&](T x) { return f.second_slope(x); },
                  [&](const wide& x) { return exact_to_second_order(f, x).slope.slope; });
        for (std::size_t k = 0; k < f.parameters.size(); ++k)
            check([&](T x) { return f.parameter_slopes(x)[k]; },
                  [&](const wide& x) { return f.definition_by_parameter(k, x).slope; });
    }
}

template <class T> void check_gradients(const function& function) {
    for (const auto& f : function.parameter_variants()) {
        check_derivatives<T>(*f);
        check_backward<T>(*f);
        check_parameter_derivatives<T>(*f);
        check_far_derivatives<T>(*f);
        if (f->has_derivative_from_output) check_from_output<T>(*f);
    }
}

template void check_backward<float>(const function&);
template void check_backward<double>(const function&);
template void check_gradients<float>(const function&);
template void check_gradients<double>(const function&);
template void check_derivatives<float>(const function&);
template void check_derivatives<double>(const function&);

} // namespace test

TEST_CASE("float: derivatives agree with dual numbers", "[gradient]") { test::check_gradients<float>(test::subject()); }

TEST_CASE("double: derivatives agree with dual numbers", "[gradient]") {
    test::check_gradients<double>(test::subject());
}

TEST_CASE("derivatives agree with extrapolated differences", "[gradient]") {
    for (const auto& f : test::subject().parameter_variants()) test::check_differences(*f);
}
