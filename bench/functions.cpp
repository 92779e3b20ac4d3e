#include "functions.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <support/dual.hpp>
#include <xact/xact.hpp>

#include "peers/pau.hpp"

namespace bench {
namespace {

using real = long double;
using first = test::dual<real>;
using second = test::dual<first>;

bool finite(const first& d) { return std::isfinite(d.value) && std::isfinite(d.slope); }

/// Whether one of the points other than 0 is within a factor of two of x.
bool near_one_of(const xact::points& points, float x) {
    return std::ranges::any_of(points, [x](double p) { return x / p >= 0.5 && x / p <= 2; });
}
bool is_one_of(const xact::points& points, float x) {
    return std::ranges::any_of(points, [x](double p) { return static_cast<float>(p) == x; });
}

template <class F> exact value_at(const F& f, float x) {
    const real v = f.definition(real(x));
    if (!near_one_of(F::about.roots, x)) return make_exact(v);
    return make_exact(v, std::fabs(real(x) * f.definition(first(x, 1)).slope));
}

template <class F> exact slope_at(const F& f, float x) {
    // Where a formula overflows even in long double, its slope has long reached the limit.
    const first y = f.definition(first(x, 1));
    if (!finite(y)) return make_exact(x < 0 ? F::about.slope_at_minus_inf : F::about.slope_at_plus_inf);
    if (!near_one_of(F::about.slope_roots, x)) return make_exact(y.slope);
    const second curve = f.definition(second(first(x, 1), first(1)));
    return make_exact(y.slope, std::fabs(real(x) * curve.slope.slope));
}

template <class F> answers solve_elementwise(direction way, const arrays& in) {
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

template <class F> std::vector<float> specials_of(direction way) {
    constexpr xact::facts about = F::about;
    constexpr float nan = std::numeric_limits<float>::quiet_NaN();
    if (way == direction::forward)
        return {static_cast<float>(about.limit_at_minus_inf), static_cast<float>(about.limit_at_plus_inf), nan};
    return {static_cast<float>(about.slope_at_minus_inf), static_cast<float>(about.slope_at_plus_inf), nan};
}

/// ∂f/∂a with what it may be off by. Gated functions name no roots of their slopes; a change of sign between a/2 and 2a
/// shows one.
template <class F> exact gate_slope_at(const F& f, float a, float b) {
    const auto slope = [&](real x) { return f.definition(first(x, 1), first(b)).slope; };
    const real here = slope(a);
    const auto crosses = [&](real x) { return slope(x) * here < 0; };
    if (!(crosses(real(a) / 2) || crosses(2 * real(a)))) return make_exact(here);
    const second curve = f.definition(second(first(a, 1), first(1)), second(first(b)));
    return make_exact(here, std::fabs(real(a) * curve.slope.slope));
}

template <class F> answers solve_gated(direction way, const arrays& in) {
    const F f{};
    answers right;
    right.out.resize(in.n);
    right.skip.resize(in.n);
    if (way == direction::backward) right.gate_out.resize(in.n);
    for (std::size_t i = 0; i < in.n; ++i) {
        const float a = in.x[i], b = in.gate[i];
        if (way == direction::forward) {
            right.out[i] = make_exact(f.definition(real(a), real(b)));
        } else {
            right.out[i] = gate_slope_at(f, a, b);
            right.gate_out[i] = make_exact(f.definition(first(a), first(b, 1)).slope);
            // The kinks of all units; and where a formula overflows even in long double, it has no answer.
            right.skip[i] = a == 0 || b == 0 || std::isnan(right.out[i].value) || std::isnan(right.gate_out[i].value);
        }
    }
    return right;
}

template <class F> void solve_row(std::span<const float> x, std::span<exact> out) {
    const std::vector<real> wide(x.begin(), x.end());
    std::vector<real> y(x.size());
    F{}.template definition<real>(wide, y);
    for (std::size_t i = 0; i < x.size(); ++i) out[i] = make_exact(y[i]);
}

/// From the outputs as a kernel is given them, rounded. dx_i is a difference, g_i's term less the whole row's, and no
/// float pins it down better than its larger term: that term's ulps count.
template <class F> void solve_row_backward(std::span<const float> y, const float* g, std::span<exact> out) {
    constexpr bool logarithmic = F::about.name == "log_softmax";
    real sum = 0, weight = 0, largest = 0;
    for (std::size_t i = 0; i < y.size(); ++i) {
        sum += logarithmic ? real(g[i]) : real(g[i]) * y[i];
        weight += y[i];
        largest = std::max(largest, std::fabs(real(g[i])));
    }
    for (std::size_t i = 0; i < y.size(); ++i) {
        if (logarithmic) {
            const real share = std::exp(real(y[i])) * sum;
            out[i] = make_exact(g[i] - share, 4 * std::max(std::fabs(real(g[i])), std::fabs(share)));
        } else {
            out[i] = make_exact(y[i] * (g[i] - sum / weight), 4 * y[i] * largest);
        }
    }
}

template <class F> answers solve_rowwise(direction way, const arrays& in) {
    answers right;
    right.out.resize(in.n);
    right.skip.resize(in.n);
    for (std::size_t i = 0; i < in.n; i += in.row_length) {
        const std::span from(in.x + i, in.row_length);
        const std::span to = std::span(right.out).subspan(i, in.row_length);
        if (way == direction::forward)
            solve_row<F>(from, to);
        else
            solve_row_backward<F>(from, in.dy + i, to);
    }
    return right;
}

template <class F> function make_function() {
    function made{
        std::string(F::about.name), std::string(F::about.formula), kind::elementwise, nullptr, nullptr, nullptr};
    if constexpr (xact::elementwise<F>) {
        made.solve = solve_elementwise<F>;
        made.at_specials = specials_of<F>;
    } else if constexpr (xact::gated<F>) {
        made.kind = kind::gated;
        made.solve = solve_gated<F>;
    } else if constexpr (xact::rowwise<F>) {
        made.kind = kind::rowwise;
        made.solve = solve_rowwise<F>;
        made.fill_outputs = [](const float* x, float* y, std::size_t n, std::size_t row_length) {
            xact::forward(F{}, x, y, n, row_length);
        };
    }
    return made;
}

std::vector<function> all_functions() {
    std::vector<function> all;
    xact::for_each([&]<class F>(const F&) { all.push_back(make_function<F>()); });
    return all;
}

template <class F> pau_coefficients coefficients_of(const F& f, bool without_sign) {
    pau_coefficients c{};
    for (std::size_t i = 0; i < c.a.size(); ++i) c.a[i] = static_cast<float>(f.a[i]);
    for (std::size_t j = 0; j < c.b.size(); ++j) c.b[j] = static_cast<float>(without_sign ? std::fabs(f.b[j]) : f.b[j]);
    return c;
}

} // namespace

const pau_coefficients pau_a_coefficients = coefficients_of(xact::pau_a{}, true);
const pau_coefficients pau_b_coefficients = coefficients_of(xact::pau_b{}, false);

const std::vector<function>& functions() {
    static const std::vector<function> all = all_functions();
    return all;
}

} // namespace bench
