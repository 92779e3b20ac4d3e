#include <xact/math/asinh.hpp>
#include <xact/math/atan.hpp>
#include <xact/math/cbrt.hpp>
#include <xact/math/erf.hpp>
#include <xact/math/exp.hpp>
#include <xact/math/expm1.hpp>
#include <xact/math/log.hpp>
#include <xact/math/logistic.hpp>
#include <xact/math/normal.hpp>
#include <xact/math/pow.hpp>
#include <xact/math/softplus.hpp>
#include <xact/math/tanh.hpp>

#include "math/words.hpp"

// Each kernel's error in ulps, before it is rounded.

using test::between;
using test::check_kernel;
using test::wide;
namespace math = xact::math;

TEMPLATE_TEST_CASE("exponentials", "[math]", REGISTERS) {
    using V = TestType;
    using T = typename V::scalar;
    using c = math::exp_coefficients<T>;
    const auto full = between<T>(c::lowest, c::highest), nonpositive = between<T>(c::lowest, 0);
    check_kernel<V>(
        full, 0.16, [](V z) { return math::exp(math::exp_bounded(z)); }, [](wide z) { return exp(z); });
    check_kernel<V>(
        full, 0.16, [](V z) { return math::exp(math::dw<V>(z, z * V(std::numeric_limits<T>::epsilon() / 4))); },
        [](wide z) {
            const T x = static_cast<T>(static_cast<double>(z));
            return exp(z + wide(T(x * (std::numeric_limits<T>::epsilon() / 4))));
        });
    const double precise = sizeof(T) == 4 ? 7e-4 : 3e-4;
    check_kernel<V>(
        full, precise, [](V z) { return math::precise_exp(math::exp_bounded(z)); }, [](wide z) { return exp(z); });
    check_kernel<V>(
        nonpositive, 0.15, [](V z) { return math::expm1_nonpositive(math::exp_bounded(z)); },
        [](wide z) { return expm1(z); });
}

TEMPLATE_TEST_CASE("logarithms", "[math]", REGISTERS) {
    using V = TestType;
    using T = typename V::scalar;
    std::vector<T> unit{0};
    for (const T u : between<T>(0, 1))
        if (u >= T(0x1p-100)) unit.push_back(u);
    check_kernel<V>(
        unit, 0.02, [](V u) { return math::log1p_unit(math::dw<V>(u, V(0))); }, [](wide u) { return log1p(u); });
    std::vector<T> positive;
    for (const T x : test::sample<T>(4000))
        if (x > 0) positive.push_back(x);
    const double bound = sizeof(T) == 4 ? 7e-4 : 5e-4;
    check_kernel<V>(
        positive, bound, [](V x) { return math::log(x); }, [](wide x) { return log(x); });
}

namespace {

/// Numbers of every exponent and both signs, and numbers of ordinary size; those whose results are not normal left out.
template <class T> std::vector<T> anywhere(double low, double high) {
    std::vector<T> x;
    for (const T v : test::sample<T>(8000))
        if (std::abs(v) > std::numeric_limits<T>::min() && double(v) >= low && double(v) <= high) x.push_back(v);
    for (const T v : between<T>(std::max(low, -4.0), std::min(high, 4.0)))
        if (std::abs(v) > std::numeric_limits<T>::min()) x.push_back(v);
    return x;
}

constexpr double inf = xact::infinity;

} // namespace

TEMPLATE_TEST_CASE("elementary functions in single words", "[math]", REGISTERS) {
    using V = TestType;
    using T = typename V::scalar;
    constexpr bool is_float = sizeof(T) == 4;
    const auto positive = anywhere<T>(0, inf), all = anywhere<T>(-inf, inf);
    check_kernel<V>(
        positive, is_float ? 1.4 : 1.8, [](V x) { return math::natural_log(x); }, [](wide x) { return log(x); });
    check_kernel<V>(
        anywhere<T>(std::nextafter(-1.0f, 0.0f), inf), is_float ? 1.4 : 1.8, [](V x) { return math::log1p(x); },
        [](wide x) { return log1p(x); });
    check_kernel<V>(
        anywhere<T>(-inf, is_float ? 88.7 : 709.7), is_float ? 1.4 : 1.8, [](V x) { return math::expm1(x); },
        [](wide x) { return expm1(x); });
    check_kernel<V>(
        all, 1.4, [](V x) { return math::erf(x); }, [](wide x) { return erf(x); });
    check_kernel<V>(
        all, 1.4, [](V x) { return math::atan(x); }, [](wide x) { return atan(x); });
    check_kernel<V>(
        all, 1.8, [](V x) { return math::asinh(x); }, [](wide x) { return asinh(x); });
    check_kernel<V>(
        anywhere<T>(-0x1p125, 0x1p125), 2, [](V x) { return math::asinh_slope(x); },
        [](wide x) { return 1 / sqrt(1 + x * x); });
    check_kernel<V>(
        all, 0.9, [](V x) { return math::cbrt(x); }, [](wide x) { return x < 0 ? -cbrt(-x) : cbrt(x); });
    check_kernel<V>(
        all, 1.7, [](V x) { return math::cbrt_slope(x); },
        [](wide x) {
            const wide y = cbrt(abs(x));
            return 1 / (3 * y * y);
        });
}

TEMPLATE_TEST_CASE("the logistic function and its relatives", "[math]", REGISTERS) {
    using V = TestType;
    using T = typename V::scalar;
    const auto a = between<T>(0, -math::exp_coefficients<T>::lowest);
    const auto parts = [](V x) { return math::make_logistic(math::bounded_magnitude(x)); };
    check_kernel<V>(
        a, 0.2, [&](V x) { return parts(x).upper; }, [](wide x) { return 1 / (1 + exp(-x)); });
    check_kernel<V>(
        a, 0.25, [&](V x) { return parts(x).lower; }, [](wide x) { return exp(-x) / (1 + exp(-x)); });
    check_kernel<V>(
        a, 0.45, [&](V x) { return math::sigmoid_slope(parts(x)); },
        [](wide x) { return exp(-x) / ((1 + exp(-x)) * (1 + exp(-x))); });
    check_kernel<V>(
        a, 0.2, [](V x) { return math::softplus_tail(math::bounded_magnitude(x)); },
        [](wide x) { return log1p(exp(-x)); });
    check_kernel<V>(
        a, 0.26, [](V x) { return math::tanh_nonnegative(math::bounded_magnitude(x)); },
        [](wide x) { return tanh(x); });
}

TEMPLATE_TEST_CASE("the normal distribution", "[math]", REGISTERS) {
    using V = TestType;
    using T = typename V::scalar;
    const auto t = between<T>(0, sizeof(T) == 4 ? 13 : 37);
    const double bound = sizeof(T) == 4 ? 0.4 : 2.8;
    check_kernel<V>(
        t, bound, [](V x) { return math::normal<V>(x).lower(); }, [](wide x) { return erfc(x / sqrt(wide(2))) / 2; });
    check_kernel<V>(
        t, bound, [](V x) { return math::normal<V>(x).density(); },
        [](wide x) { return exp(-x * x / 2) / sqrt(8 * atan(wide(1))); });
}

TEMPLATE_TEST_CASE("arc cotangent", "[math]", REGISTERS) {
    using V = TestType;
    using T = typename V::scalar;
    auto a = between<T>(0, 40);
    for (const T x : test::sample<T>(2000))
        if (x > 40 && x < T(0x1p60)) a.push_back(x);
    check_kernel<V>(
        a, 0.15, [](V x) { return math::arccot(x); }, [](wide x) { return x == 0 ? 2 * atan(wide(1)) : atan(1 / x); });
    // Where x² is beyond the digits of wide, the series of the difference.
    check_kernel<V>(
        a, 1, [](V x) { return math::arccot_excess(x); },
        [](wide x) {
            if (x == 0) return 2 * atan(wide(1));
            const wide u = 1 / x;
            return x < 1000 ? atan(u) - x / (1 + x * x)
                            : u * u * u * (wide(2) / 3 - u * u * (wide(4) / 5 - u * u * 6 / 7));
        });
}

TEMPLATE_TEST_CASE("powers", "[math]", REGISTERS) {
    using V = TestType;
    using T = typename V::scalar;
    const auto x = between<T>(1e-6, 1000);
    for (const double s : {0.5, 1.5, 2.5, 3.7, -0.3})
        check_kernel<V>(
            x, sizeof(T) == 4 ? 0.3 : 1, [s](V v) { return math::pow(v, math::exact<V>(s)); },
            [s](wide v) { return pow(v, wide(s)); });
}
