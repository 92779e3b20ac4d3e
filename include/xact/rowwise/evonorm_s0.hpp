#pragma once

#include <array>
#include <cmath>
#include <span>
#include <tuple>

#include <xact/core/moments.hpp>
#include <xact/core/rowwise.hpp>
#include <xact/math/in_double.hpp>
#include <xact/math/product.hpp>

namespace xact {
inline namespace v0 {

/// EvoNorm-S0 of a group of channels, which is a row: Swish, divided by the standard deviation of its inputs (with
/// `unbiased` that of a sample, with n - 1 for n), times γ, plus β. EvoNorm-S1 is that with v = 1, not learned; S2
/// divides by the root of the mean square instead: q = 1. 2 ulp, where β cancels the rest of that. The gradient, from
/// the inputs, is γ/s (g f' - (x - (1 - q) mean)/s ⟨g, f⟩/(n s)) with f = x σ(v x): 4 ulp of the sum of its terms,
/// those of f' apart.
template <class P> struct basic_evonorm_s0 {
    P v{1};
    P gamma{1};
    P beta{0};
    P eps{1e-5};
    P q{0};
    bool unbiased = false;

    static constexpr bool is_rowwise = true, backward_from_input = true;
    static constexpr facts about{.name = "evonorm_s0",
                                 .formula = "γ x σ(v x) / √(variance(x) + q mean(x)² + ε) + β",
                                 .source = "arXiv:2004.02967",
                                 .slope = {.ulp = 4, .ulp_double = 4},
                                 .parameters = {"v", "gamma", "beta", "eps", "q"}};

    void validate() const {
        detail::validate_epsilon(about.name, double(eps));
        detail::validate_not_negative(about.name, "q", double(q));
    }
    void check_row(std::size_t n) const {
        if (unbiased) detail::check_sample(about.name, n);
    }

    template <class R> void definition(std::span<const R> x, std::span<R> y) const {
        using std::exp;
        const auto [mean, size] = moments_of(x);
        for (std::size_t i = 0; i < x.size(); ++i) y[i] = R(gamma) * (x[i] / (1 + exp(-R(v) * x[i]))) / size + R(beta);
    }
    template <class R> void error_scales(std::span<const R> x, std::span<R> scales) const {
        using std::abs;
        definition(x, scales);
        for (R& y : scales) y = abs(y - R(beta)) + abs(R(beta));
    }
    template <class R> void gradient_scales(std::span<const R> x, std::span<const R> dy, std::span<R> scales) const {
        using std::abs;
        using std::exp;
        const auto [mean, size] = moments_of(x);
        R sum(0);
        for (std::size_t i = 0; i < x.size(); ++i) {
            const R s = 1 / (1 + exp(-R(v) * x[i]));
            scales[i] = abs(dy[i]) * s * (1 + abs(R(v) * x[i]) * (1 - s));
            sum += abs(dy[i] * x[i]) * s / (size * R(double(x.size())));
        }
        const R centre = mean * (1 - R(q));
        for (std::size_t i = 0; i < x.size(); ++i)
            scales[i] = abs(R(gamma)) / size * (scales[i] + abs(x[i] - centre) / size * sum);
    }

    template <class V, class X, class Y, tier A> void forward_row(const X* x, Y* y, std::size_t n, A) const {
        const parts<V> p(*this, x, n);
        const detail::outputs<Y> out(y);
        const detail::inputs<X> in(x);
        if constexpr (parts<V>::of_floats) {
            using W = detail::double_lanes<V>;
            detail::transform<W>([p, factor = W(double(gamma) * p.quotient.inverse_size()),
                                  shift = W(double(beta))](W u) { return fma(p.value(u), factor, shift); },
                                 n, out, in);
        } else {
            detail::transform<V>(
                [p, factor = math::exact<V>(gamma), shift = math::exact<V>(beta)](V u) {
                    const math::scaled<V> f = p.quotient.divide(factor * p.swish(u).value());
                    const V alone = math::round(f), r = math::round(math::summand(f) + shift);
                    return select(shift.hi == V(0), select(alone == alone, alone, f.significand.hi),
                                  select(r == r, r, alone));
                },
                n, out, in);
        }
    }

    template <class V, class X, class DY, class DX, tier A>
    void backward_row(const X* x, const DY* dy, DX* dx, std::size_t n, A) const {
        using W = detail::double_lanes<V>;
        const parts<V> p(*this, x, n);
        // Equal numbers may be beyond any number beside the root of ε.
        const W slope = math::finite(W(p.product(x, dy, n) / (double(n) - less()))),
                factor(double(gamma) * p.quotient.inverse_size());
        detail::transform<W>(
            [p, slope, factor](W u, W g) { return fnma(p.standardized(u), slope, g * p.slope(u)) * factor; }, n,
            detail::outputs<DX>(dx), detail::inputs<X, DY>(x, dy));
    }

    static constexpr auto parameters(auto& self) { return std::tie(self.v, self.gamma, self.beta, self.eps, self.q); }

    /// γ Σ g x² σ (1 - σ)/s, Σ g f/s, Σ g, -γ Σ g f/(2 s³), and mean² times that.
    template <class V, class X, class DY>
    std::array<double, 5> parameter_gradient_row(const X* x, const DY* dy, std::size_t n) const {
        const parts<V> p(*this, x, n);
        const double inverse = p.quotient.inverse_size(), product = p.product(x, dy, n), mean = p.mean * inverse;
        const auto by_v = [p](auto u, auto g) { return g * p.by_v(u); };
        return {double(gamma) * inverse * detail::gradient_terms<V>(n, by_v, detail::inputs<X, DY>(x, dy)), product,
                detail::gradient_sum<V>(1, dy, n).hi, -0.5 * double(gamma) * product * inverse * inverse,
                -0.5 * double(gamma) * product * mean * mean};
    }

private:
    double less() const { return unbiased ? 1 : 0; }

    template <class R> std::array<R, 2> moments_of(std::span<const R> x) const {
        using std::sqrt;
        const R n(double(x.size()));
        R mean(0), squares(0);
        for (const R& u : x) mean += u / n;
        for (const R& u : x) squares += (u - mean) * (u - mean);
        return {mean, sqrt(squares / (n - R(less())) + R(q) * mean * mean + R(eps))};
    }

    /// What a row has: its size, and Swish with its slopes, which floats have in double, where one rounding is left.
    template <class V> struct parts {
        using W = detail::double_lanes<V>;
        static constexpr bool of_floats = math::in_double::is_possible<V>;

        double mean;
        detail::row_quotient<V, true> quotient;
        math::dw<W> beta;

        template <class X>
        parts(const basic_evonorm_s0& f, const X* x, std::size_t n)
            : parts(f, detail::standard_deviation<V>(x, n, double(f.eps), f.less()), double(n)) {}
        parts(const basic_evonorm_s0& f, const detail::row_scale& s, double n)
            : mean(s.centre.hi / s.unit),
              quotient(detail::with_mean<V>(s, double(f.q), (n - f.less()) / n)),
              beta(math::exact<W>(f.v)) {}

        XACT_INLINE auto swish(W u) const noexcept {
            if constexpr (of_floats)
                return math::in_double::swish<W>(u, beta.hi);
            else
                return math::swish_parts<V, math::any_size>(u, beta);
        }
        static XACT_INLINE W rounded(W f) noexcept { return f; }
        static XACT_INLINE W rounded(const auto& f) noexcept { return math::round(f); }
        XACT_INLINE W value(W u) const noexcept { return rounded(swish(u).value()); }
        XACT_INLINE W slope(W u) const noexcept { return rounded(swish(u).slope()); }
        XACT_INLINE W by_v(W u) const noexcept { return rounded(swish(u).beta_slope()); }

        XACT_INLINE W standardized(W u) const noexcept {
            if constexpr (of_floats)
                return quotient.term(u);
            else
                return quotient(u);
        }

        /// Σ g f/s.
        template <class X, class DY> double product(const X* x, const DY* dy, std::size_t n) const {
            const auto term = [p = *this](W u, W g) { return g * p.value(u); };
            return detail::gradient_terms<V>(n, term, detail::inputs<X, DY>(x, dy)) * quotient.inverse_size();
        }
    };
};

using evonorm_s0 = basic_evonorm_s0<double>;

} // namespace v0
} // namespace xact
