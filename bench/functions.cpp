#include "functions.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <support/dual.hpp>
#include <type_traits>
#include <xact/xact.hpp>

#include "peers/pau.hpp"

namespace bench {
namespace {

// The tests' 113 bits, where there is Boost behind them; long double shows a double's errors to a hundredth of an ulp.
#if XACT_BENCH_WIDE
using wider_than_double = test::wide;
#else
using wider_than_double = long double;
#endif
template <class T> using real = std::conditional_t<std::same_as<T, float>, long double, wider_than_double>;
template <class T> using first = test::dual<real<T>>;
template <class T> using second = test::dual<first<T>>;

using std::exp;
using std::fabs;
using std::isfinite;
using std::isnan;

/// Whether one of the points other than 0 is within a factor of two of x.
bool near_one_of(const xact::points& points, double x) {
    return std::ranges::any_of(points, [x](double p) { return x / p >= 0.5 && x / p <= 2; });
}
/// Whether one of the roots that a function's facts speak of is within a factor of two of x.
bool near_a_root(const xact::facts& about, const xact::points& named, double x) {
    return std::abs(x) >= about.roots_everywhere_from || near_one_of(named, x);
}
template <class T> bool is_one_of(const xact::points& points, T x) {
    return std::ranges::any_of(points, [x](double p) { return static_cast<T>(p) == x; });
}

template <class T> exact rounded(const real<T>& value, const real<T>& sensitivity = real<T>(0)) {
    return make_exact<T>(static_cast<long double>(value), static_cast<long double>(sensitivity));
}

template <class T, class F> exact value_at(const F& f, T x) {
    const real<T> v = f.definition(real<T>(x));
    if (!near_a_root(F::about, F::about.roots, x)) return rounded<T>(v);
    return rounded<T>(v, fabs(real<T>(x) * f.definition(first<T>(x, 1)).slope));
}

template <class T, class F> exact slope_at(const F& f, T x) {
    // Where a formula overflows even in a wide type, its slope has long reached the limit.
    const first<T> y = f.definition(first<T>(x, 1));
    if (!isfinite(y.value) || !isfinite(y.slope))
        return make_exact<T>(x < 0 ? F::about.slope_at_minus_inf : F::about.slope_at_plus_inf);
    if (!near_a_root(F::about, F::about.slope_roots, x)) return rounded<T>(y.slope);
    const second<T> curve = f.definition(second<T>(first<T>(x, 1), first<T>(1)));
    return rounded<T>(y.slope, fabs(real<T>(x) * curve.slope.slope));
}

template <class F, class T> answers solve_elementwise(direction way, const arrays<T>& in) {
    const F f{};
    answers right;
    right.out.resize(in.n);
    right.skip.resize(in.n);
    for (std::size_t i = 0; i < in.n; ++i) {
        right.out[i] = way == direction::forward ? value_at(f, in.x[i]) : slope_at(f, in.x[i]);
        right.skip[i] = way == direction::backward && is_one_of(F::about.kinks, in.x[i]);
    }
    return right;
}

template <class F, class T> std::vector<T> specials_of(direction way) {
    constexpr xact::facts about = F::about;
    constexpr T nan = std::numeric_limits<T>::quiet_NaN();
    if (way == direction::forward)
        return {static_cast<T>(about.limit_at_minus_inf), static_cast<T>(about.limit_at_plus_inf), nan};
    return {static_cast<T>(about.slope_at_minus_inf), static_cast<T>(about.slope_at_plus_inf), nan};
}

/// ∂f/∂a with what it may be off by. Gated functions name no roots of their slopes; a change of sign between a/2 and 2a
/// shows one.
template <class T, class F> exact gate_slope_at(const F& f, T a, T b) {
    const auto slope = [&](const real<T>& x) { return f.definition(first<T>(x, 1), first<T>(b)).slope; };
    const real<T> here = slope(a);
    const auto crosses = [&](const real<T>& x) { return slope(x) * here < 0; };
    if (!(crosses(real<T>(a) / 2) || crosses(2 * real<T>(a)))) return rounded<T>(here);
    const second<T> curve = f.definition(second<T>(first<T>(a, 1), first<T>(1)), second<T>(first<T>(b)));
    return rounded<T>(here, fabs(real<T>(a) * curve.slope.slope));
}

template <class F, class T> answers solve_gated(direction way, const arrays<T>& in) {
    const F f{};
    answers right;
    right.out.resize(in.n);
    right.skip.resize(in.n);
    if (way == direction::backward) right.gate_out.resize(in.n);
    for (std::size_t i = 0; i < in.n; ++i) {
        const T a = in.x[i], b = in.gate[i];
        if (way == direction::forward) {
            right.out[i] = rounded<T>(f.definition(real<T>(a), real<T>(b)));
        } else {
            right.out[i] = gate_slope_at(f, a, b);
            right.gate_out[i] = rounded<T>(f.definition(first<T>(a), first<T>(b, 1)).slope);
            // The kinks of all units; and where a formula overflows even in a wide type, it has no answer.
            right.skip[i] = a == 0 || b == 0 || isnan(right.out[i].value) || isnan(right.gate_out[i].value);
        }
    }
    return right;
}

template <class F, class T> void solve_row(std::span<const T> x, std::span<exact> out) {
    const std::vector<real<T>> wide(x.begin(), x.end());
    std::vector<real<T>> y(out.size()), scales(out.size(), real<T>(0));
    F{}.template definition<real<T>>(wide, y);
    if constexpr (requires { F{}.template error_scales<real<T>>(wide, scales); })
        F{}.template error_scales<real<T>>(wide, scales);
    for (std::size_t i = 0; i < out.size(); ++i) out[i] = rounded<T>(y[i], 4 * scales[i]);
}

/// By the function's own backward in double, which only a float can be compared with; in units of the row's largest.
template <class F, class T>
void solve_row_by_double(std::span<const T> from, std::span<const T> g, std::span<exact> out) {
    const std::vector<double> wide_from(from.begin(), from.end()), wide_g(g.begin(), g.end());
    std::vector<double> dx(out.size());
    xact::backward(F{}, wide_from, wide_g, dx, from.size());
    double largest = 0;
    for (const double v : dx) largest = std::max(largest, std::fabs(v));
    for (std::size_t i = 0; i < out.size(); ++i) out[i] = rounded<T>(real<T>(dx[i]), 4 * real<T>(largest));
}

/// From the outputs as a kernel is given them, rounded. dx_i is a difference, g_i's term less the whole row's, and no
/// number pins it down better than its larger term: that term's ulps count.
template <class F, class T> void solve_row_backward(std::span<const T> y, const T* g, std::span<exact> out) {
    using R = real<T>;
    constexpr bool logarithmic = F::about.name == "log_softmax";
    R sum(0), weight(0), largest(0);
    for (std::size_t i = 0; i < y.size(); ++i) {
        sum += logarithmic ? R(g[i]) : R(g[i]) * R(y[i]);
        weight += R(y[i]);
        largest = std::max(largest, fabs(R(g[i])));
    }
    for (std::size_t i = 0; i < y.size(); ++i) {
        if (logarithmic) {
            const R share = exp(R(y[i])) * sum;
            out[i] = rounded<T>(R(g[i]) - share, 4 * std::max(fabs(R(g[i])), fabs(share)));
        } else {
            out[i] = rounded<T>(R(y[i]) * (R(g[i]) - sum / weight), 4 * R(y[i]) * largest);
        }
    }
}

template <class F, class T> answers solve_rowwise(direction way, const arrays<T>& in) {
    constexpr bool known = F::about.name == "softmax" || F::about.name == "log_softmax";
    const std::size_t n = in.row_length, m = xact::detail::output_length(F{}, n), rows = in.n / n;
    answers right;
    right.out.resize(way == direction::forward ? rows * m : in.n);
    right.skip.resize(right.out.size(), way == direction::backward && !known && !std::same_as<T, float>);
    for (std::size_t r = 0; r < rows; ++r) {
        const std::span from(in.x + r * n, n);
        const std::span all(right.out);
        if (way == direction::forward)
            solve_row<F, T>(from, all.subspan(r * m, m));
        else if constexpr (known)
            solve_row_backward<F, T>(from, in.dy + r * n, all.subspan(r * n, n));
        else
            solve_row_by_double<F, T>(from, std::span(in.dy + r * m, m), all.subspan(r * n, n));
    }
    return right;
}

template <class F, class T> oracle<T> make_oracle() {
    oracle<T> made;
    if constexpr (xact::elementwise<F>) {
        made.solve = solve_elementwise<F, T>;
        made.at_specials = specials_of<F, T>;
    } else if constexpr (xact::gated_function<F>) {
        made.solve = solve_gated<F, T>;
    } else if constexpr (xact::rowwise<F>) {
        made.solve = solve_rowwise<F, T>;
        made.fill_backward = [](const T* x, T* y, std::size_t n, std::size_t row_length) {
            if constexpr (xact::has_backward_from_input<F>)
                std::copy_n(x, n, y);
            else
                xact::forward(F{}, x, y, n, row_length);
        };
    }
    return made;
}

template <class F> function make_function() {
    const kind k = xact::gated_function<F> ? kind::gated : xact::rowwise<F> ? kind::rowwise : kind::elementwise;
    return {std::string(F::about.name),
            std::string(F::about.formula),
            k,
            {make_oracle<F, float>(), make_oracle<F, double>()}};
}

std::vector<function> all_functions() {
    std::vector<function> all;
    xact::for_each([&]<class F>(const F&) {
        // Nothing to compare functions of three inputs with: their loops are those of the others.
        if constexpr (!xact::ternary_function<F>) all.push_back(make_function<F>());
    });
    return all;
}

template <class T, class F> pau_coefficients<T> coefficients_of(const F& f, bool without_sign) {
    pau_coefficients<T> c{};
    for (std::size_t i = 0; i < c.a.size(); ++i) c.a[i] = static_cast<T>(f.a[i]);
    for (std::size_t j = 0; j < c.b.size(); ++j) c.b[j] = static_cast<T>(without_sign ? std::fabs(f.b[j]) : f.b[j]);
    return c;
}

} // namespace

const pau_coefficients<float> pau_a_floats = coefficients_of<float>(xact::pau_a{}, true);
const pau_coefficients<float> pau_b_floats = coefficients_of<float>(xact::pau_b{}, false);
const pau_coefficients<double> pau_a_doubles = coefficients_of<double>(xact::pau_a{}, true);
const pau_coefficients<double> pau_b_doubles = coefficients_of<double>(xact::pau_b{}, false);

const std::vector<function>& functions() {
    static const std::vector<function> all = all_functions();
    return all;
}

} // namespace bench
