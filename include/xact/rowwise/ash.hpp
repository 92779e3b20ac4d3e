#pragma once

#include <array>
#include <cmath>
#include <span>
#include <string_view>
#include <tuple>

#include <xact/core/moments.hpp>
#include <xact/core/rowwise.hpp>
#include <xact/math/product.hpp>

namespace xact {
inline namespace v0 {
namespace detail {

/// α (x - μ - z s) for the elements of a row with mean μ and standard deviation s, and what its gradient needs: where k
/// is the gradient of its value, divided by α, that of x is α (k - Σ k (1 + z (x - μ)/s)/n).
template <class V> class row_threshold {
public:
    template <class X>
    row_threshold(const X* x, std::size_t n, double alpha, double z)
        : scale_(standard_deviation<V>(x, n, 0)),
          standard_(scale_),
          alpha_(math::exact<V>(alpha)),
          z_(z),
          share_(V(1 / double(n))) {
        const math::real limit = scale_.centre + math::real{z} * scale_.size;
        threshold_ = broadcast<V>(math::times_power(limit, 1 / scale_.unit));
    }

    /// x - μ - z s.
    XACT_INLINE math::dw<V> above(V x) const noexcept { return x - threshold_; }

    XACT_INLINE math::dw<V> operator()(V x) const noexcept { return above(x) * alpha_; }

    /// What an element takes of Σ k.
    XACT_INLINE V share(V x) const noexcept { return fma(V(z_), standard_(x), V(1)) * share_; }

    double deviation() const noexcept { return scale_.size.hi / scale_.unit; }

private:
    row_scale scale_;
    row_quotient<V, true> standard_;
    math::dw<V> alpha_, threshold_;
    double z_;
    V share_;
};

/// Mean and standard deviation in a wider type, for definitions.
template <class R> std::array<R, 2> moments_of(std::span<const R> x) {
    using std::sqrt;
    const R n(double(x.size()));
    R mean(0), squares(0);
    for (const R& v : x) mean += v / n;
    for (const R& v : x) squares += (v - mean) * (v - mean);
    return {mean, sqrt(squares / n)};
}

inline void validate_threshold(std::string_view function, double alpha, double z) {
    if (!std::isfinite(alpha)) fail_parameter(function, "alpha", alpha, "finite");
    if (!std::isfinite(z)) fail_parameter(function, "z", z, "finite");
}

} // namespace detail

/// Adaptive SwisH: x, gated by how far it is above a quantile of its row, μ + z s for the mean and the standard
/// deviation (not that of a sample). 2 ulp; where an element is nearer to the threshold than 2^-20 of the row's
/// magnitude, the gate's argument is right to 2^-40 of that. The gradient, from the inputs, sees μ and s too: 4 ulp of
/// the sum of its terms, g σ, k and Σ|k| (1 + z |x - μ|/s)/n with k = g x α σ (1 - σ). With `detached` μ and s are
/// constants to it.
template <class P> struct basic_ash {
    P alpha{3};
    P z{2.3};
    bool detached = false;

    static constexpr bool is_rowwise = true, backward_from_input = true;
    static constexpr facts about{.name = "ash",
                                 .formula = "x σ(α (x - mean(x) - z deviation(x)))",
                                 .source = "arXiv:2210.11672",
                                 .slope = {.ulp = 4, .ulp_double = 4},
                                 .parameters = {"alpha", "z"}};

    void validate() const { detail::validate_threshold(about.name, double(alpha), double(z)); }

    template <class R> void definition(std::span<const R> x, std::span<R> y) const {
        using std::exp;
        const auto [mean, deviation] = detail::moments_of(x);
        for (std::size_t i = 0; i < x.size(); ++i)
            y[i] = x[i] / (1 + exp(-R(alpha) * (x[i] - mean - R(z) * deviation)));
    }
    template <class R> void gradient_scales(std::span<const R> x, std::span<const R> dy, std::span<R> scales) const {
        using std::abs;
        using std::exp;
        const auto [mean, deviation] = detail::moments_of(x);
        R sum(0);
        for (std::size_t i = 0; i < x.size(); ++i) {
            const R p = 1 / (1 + exp(-R(alpha) * (x[i] - mean - R(z) * deviation)));
            const R k = abs(dy[i] * x[i] * R(alpha) * p * (1 - p));
            scales[i] = abs(dy[i]) * p + k, sum += k;
        }
        for (std::size_t i = 0; i < x.size(); ++i)
            scales[i] +=
                sum / R(double(x.size())) * (1 + (deviation > 0 ? abs(R(z) * (x[i] - mean) / deviation) : R(0)));
    }

    template <class V, class X, class Y, tier A> void forward_row(const X* x, Y* y, std::size_t n, A) const {
        detail::transform<V>(
            [t = threshold<V>(x, n)](V v) { return math::full_product(math::far_sigmoids<V>(t(v)).gate, v); }, n,
            detail::outputs<Y>(y), detail::inputs<X>(x));
    }

    template <class V, class X, class DY, class DX, tier A>
    void backward_row(const X* x, const DY* dy, DX* dx, std::size_t n, A) const {
        const slopes<V> s{threshold<V>(x, n), V(double(alpha))};
        const V sum(detached ? 0 : sum_of_slopes<V>(s, x, dy, n));
        detail::transform<V>(
            [s, sum](V v, V g) {
                const auto [gate, slope] = s(v);
                return fma(g, gate + slope, -(sum * s.threshold.share(v)));
            },
            n, detail::outputs<DX>(dx), detail::inputs<X, DY>(x, dy));
    }

    static constexpr auto parameters(auto& self) { return std::tie(self.alpha, self.z); }

    /// Σ k (x - μ - z s)/α and -s Σ k.
    template <class V, class X, class DY>
    std::array<double, 2> parameter_gradient_row(const X* x, const DY* dy, std::size_t n) const {
        const slopes<V> s{threshold<V>(x, n), V(1)}, with_alpha{s.threshold, V(double(alpha))};
        const auto term = [s](V v, V g) { return g * s(v).by_argument * math::round(s.threshold.above(v)); };
        return {detail::rounded_total<V>(n, term, detail::inputs<X, DY>(x, dy)).hi,
                -s.threshold.deviation() * sum_of_slopes<V>(with_alpha, x, dy, n)};
    }

private:
    template <class V, class X> detail::row_threshold<V> threshold(const X* x, std::size_t n) const {
        return {x, n, double(alpha), double(z)};
    }

    /// σ and α x σ (1 - σ).
    template <class V> struct slopes {
        detail::row_threshold<V> threshold;
        V factor;

        struct pair {
            V gate, by_argument;
        };
        XACT_INLINE pair operator()(V x) const noexcept {
            const math::far_sigmoids<V> p(threshold(x));
            const V open = math::round(p.gate), both = open * math::round(p.rest);
            // Far from the threshold, x α may be infinite.
            return {open, select(both == V(0), V(0), (x * factor) * both)};
        }
    };

    template <class V, class X, class DY>
    static double sum_of_slopes(const slopes<V>& s, const X* x, const DY* dy, std::size_t n) {
        const auto term = [s](V v, V g) { return g * s(v).by_argument; };
        return detail::rounded_total<V>(n, term, detail::inputs<X, DY>(x, dy)).hi;
    }
};

using ash = basic_ash<double>;

} // namespace v0
} // namespace xact
