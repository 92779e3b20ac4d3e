#pragma once

#include <array>
#include <cmath>
#include <limits>
#include <span>
#include <tuple>

#include <xact/rowwise/tsallis.hpp>

namespace xact {
inline namespace v0 {

/// α-entmax: max((α - 1) x_i - t, 0)^(1/(α - 1)) that sum to 1: softmax for α = 1, sparsemax for 2, and the sparser the
/// larger α is; a learnable one. It is computed in a form that is as good beside 1 as elsewhere. Errors up to α = 3: 2
/// ulp, of 2^-4 y^(2 - α) for smaller outputs. Limits as softmax. backward is from the output: with r = y^(2 - α) where
/// y is above 0, r ⊙ (g - ⟨g, r⟩/Σ r).
///
/// The threshold has too few digits for a large α and rows without a large output: where the largest y has a y^(α - 1)
/// below 2^-32 errors grow (1600 equal numbers for α = 4, 17 for 10), below 2^-46 outputs may be 0 (2800 for α = 5, 34
/// for 10).
template <class P> struct basic_entmax {
    P alpha{1.5};

    static constexpr bool is_rowwise = true;
    static constexpr facts about{.name = "entmax",
                                 .formula = "max((α-1) x_i - t, 0)^(1/(α-1)), Σ = 1",
                                 .source = "arXiv:1905.05702",
                                 .value = {.ulp = 2, .ulp_double = 3},
                                 .parameters = {"alpha"}};

    /// Throws unless α is at least 1 and finite.
    void validate() const {
        const double a = static_cast<double>(alpha);
        if (!(a >= 1) || !std::isfinite(a)) detail::fail_parameter(about.name, "alpha", a, "at least 1 and finite");
    }

    template <class R> void definition(std::span<const R> x, std::span<R> y) const {
        const R beta = R(alpha) - R(1), s = threshold(x, beta);
        R m = x[0];
        for (const R& v : x) m = v > m ? v : m;
        for (std::size_t i = 0; i < x.size(); ++i) y[i] = power(x[i] - m - s, beta);
    }

    template <class R> void error_scales(std::span<const R> x, std::span<R> scale) const {
        using std::exp;
        using std::log;
        definition(x, scale);
        for (R& v : scale) v = v > R(0) ? exp((R(2) - R(alpha)) * log(v)) / R(16) : R(0);
    }

    template <class V, class X, class Y, tier A> void forward_row(const X* x, Y* y, std::size_t n, A) const {
        if (alpha == 1)
            detail::softmax_row<V>(detail::row_factor<V>(math::real{1}), x, y, n);
        else
            detail::tsallis_row<V>(power_of_row(), x, y, n);
    }

    template <class V, class Y, class DY, class DX, tier A>
    void backward_row(const Y* y, const DY* dy, DX* dx, std::size_t n, A) const {
        if (alpha == 1)
            detail::softmax_gradient<false, V>(detail::row_factor<V>(math::real{1}), 0, y, dy, dx, n);
        else
            detail::tsallis_gradient<V>(power_of_row(), y, dy, dx, n);
    }

    /// dα = Σ g_i (e_i - r_i Σ e/Σ r), where e is the slope of y in α at constant s; NaN where the row is, or has +inf.
    template <class V, class X, class DY>
    std::array<double, 1> parameter_gradient_row(const X* x, const DY* dy, std::size_t n) const {
        using T = typename V::scalar;
        const T m = detail::row_maximum<V>(x, n);
        const double beta = static_cast<double>(alpha) - 1, s = std::isfinite(m) ? row_threshold<V>(m, x, n) : no_limit;
        if (std::isnan(s)) return {s};
        const auto each = [&](const auto& use) {
            for (std::size_t i = 0; i < n; ++i) {
                const double v = double(detail::pad<T>(x[i])) - double(m) - s, w = beta * v;
                if (!(w > -1) || v < -800) continue;
                const double y = std::exp(beta == 0 ? v : std::log1p(w) / beta);
                use(double(detail::pad<T>(dy[i])), y * v * v * curvature(w), y / (1 + w));
            }
        };
        detail::compensated_sum slopes, weights, result;
        each([&](double, double e, double r) { slopes.add(e), weights.add(r); });
        const double mean = slopes.value() / weights.value();
        each([&](double g, double e, double r) { result.add(g * (e - r * mean)); });
        return {result.value()};
    }

    static constexpr auto parameters(auto& self) { return std::tie(self.alpha); }

private:
    auto power_of_row() const { return detail::any_power{static_cast<double>(alpha) - 1}; }

    template <class V, class X> double row_threshold(typename V::scalar m, const X* x, std::size_t n) const {
        using T = typename V::scalar;
        if (alpha != 1) return detail::find_threshold<V>(power_of_row(), m, x, n).hi;
        detail::compensated_sum sum;
        for (std::size_t i = 0; i < n; ++i) sum.add(std::exp(double(detail::pad<T>(x[i])) - double(m)));
        return std::log(sum.value());
    }

    /// (w/(1 + w) - ln(1 + w))/w², how ln(1 + βv)/β changes with β over v².
    static double curvature(double w) {
        if (std::abs(w) > 0.01) return (w / (1 + w) - std::log1p(w)) / (w * w);
        double series = 0;
        for (int k = 10; k >= 2; --k) series = series * w + (k % 2 == 0 ? -1 : 1) * (1 - 1.0 / k);
        return series;
    }

    /// (1 + βv)^(1/β), 0 where there is none, e^v for β = 0.
    template <class R> static R power(const R& v, const R& beta) {
        using std::exp;
        using std::log1p;
        if (!(beta > R(0))) return exp(v);
        return beta * v > R(-1) ? exp(log1p(beta * v) / beta) : R(0);
    }

    /// The threshold of a definition, by Newton's method on (Σ y)^β within a bracket.
    template <class R> static R threshold(std::span<const R> x, const R& beta) {
        using std::expm1;
        using std::log;
        const std::vector<R> d = detail::falling_differences(x, beta);
        R low(0), high = log(R(static_cast<double>(d.size()))) + R(1), s(0);
        const auto step_to = [&] {
            R sum(0), slope(0);
            for (const R& v : d) {
                const R y = power(R(v - s), beta);
                sum += y;
                if (y > R(0)) slope += y / (R(1) + beta * (v - s));
            }
            (sum > R(1) ? low : high) = s;
            const R gain = beta > R(0) ? -expm1(-beta * log(sum)) / beta : log(sum);
            return s + sum * gain / slope;
        };
        // Newton's steps from the left never pass the root for β <= 1; else in turns with halving the bracket.
        for (int step = 0; step < 300; ++step) {
            const R next = step_to(), before = s;
            const bool halves = beta > R(1) && (step % 2 == 1 || !(next >= low && next <= high));
            s = halves ? (low + high) / R(2) : next;
            const R change = s > before ? s - before : before - s;
            if (!(beta > R(1)) && !(change > R(1e-30) * (R(1) + s))) break;
        }
        // From the root, as a constant, one step has the slopes of dual numbers.
        s = constant(s);
        return step_to();
    }
    template <class R> static R constant(const R& r) {
        if constexpr (requires { r.slope; })
            return R(constant(r.value));
        else
            return r;
    }
};

using entmax = basic_entmax<double>;

} // namespace v0
} // namespace xact
