#pragma once

#include <array>
#include <span>
#include <tuple>

#include <xact/rowwise/ash.hpp>

namespace xact {
inline namespace v0 {

/// Hard ASH: x between 0 and 2, gated by a straight line between 0 and 1 instead of ASH's σ. 2 ulp; where the line is
/// below 2^-20 times its summands, it is right to 2^-40 of them. The gradient, from the inputs, sees mean and deviation
/// too: 4 ulp of the sum of its terms, as that of ash, with k = g clamp(x) α/6 where the line is neither 0 nor 1.
template <class P> struct basic_hard_ash {
    P alpha{3};
    P z{2.3};
    bool detached = false;

    static constexpr bool is_rowwise = true, backward_from_input = true;
    static constexpr facts about{.name = "hard_ash",
                                 .formula = "clamp(x, 0, 2) clamp(α (x - mean(x) - z deviation(x))/6 + 1/2, 0, 1)",
                                 .source = "Hard ASH",
                                 .slope = {.ulp = 4, .ulp_double = 4},
                                 .parameters = {"alpha", "z"}};

    void validate() const { detail::validate_threshold(about.name, double(alpha), double(z)); }

    template <class R> void definition(std::span<const R> x, std::span<R> y) const {
        const auto [mean, deviation] = detail::moments_of(x);
        for (std::size_t i = 0; i < x.size(); ++i) {
            const R t = R(alpha) * (x[i] - mean - R(z) * deviation) / R(6) + R(0.5);
            y[i] = clamped(x[i], 2) * clamped(t, 1);
        }
    }
    template <class R> void gradient_scales(std::span<const R> x, std::span<const R> dy, std::span<R> scales) const {
        using std::abs;
        const auto [mean, deviation] = detail::moments_of(x);
        R sum(0);
        for (std::size_t i = 0; i < x.size(); ++i) {
            const R t = R(alpha) * (x[i] - mean - R(z) * deviation) / R(6) + R(0.5);
            const R k = t > 0 && t < 1 ? abs(dy[i] * clamped(x[i], 2) * R(alpha)) / R(6) : R(0);
            scales[i] = (x[i] > 0 && x[i] < 2 ? abs(dy[i]) * clamped(t, 1) : R(0)) + k, sum += k;
        }
        for (std::size_t i = 0; i < x.size(); ++i)
            scales[i] +=
                sum / R(double(x.size())) * (1 + (deviation > 0 ? abs(R(z) * (x[i] - mean) / deviation) : R(0)));
    }

    template <class V, class X, class Y, tier A> void forward_row(const X* x, Y* y, std::size_t n, A) const {
        detail::transform<V>(
            [l = line<V>{threshold<V>(x, n)}](V v) {
                const math::dw<V> p = l(v);
                return math::round_product(clamped(v, 2), p);
            },
            n, detail::outputs<Y>(y), detail::inputs<X>(x));
    }

    template <class V, class X, class DY, class DX, tier A>
    void backward_row(const X* x, const DY* dy, DX* dx, std::size_t n, A) const {
        const line<V> l{threshold<V>(x, n)};
        const V factor(double(alpha) / 6), sum(detached ? 0 : sum_of_slopes<V>(l, double(alpha) / 6, x, dy, n));
        detail::transform<V>(
            [l, factor, sum](V v, V g) {
                const math::dw<V> p = l(v);
                const V direct = select((v > V(0)) & (v < V(2)), p.hi, V(0));
                const V by_line = l.slope(p, clamped(v, 2) * factor);
                return fma(g, direct + by_line, -(sum * l.threshold.share(v)));
            },
            n, detail::outputs<DX>(dx), detail::inputs<X, DY>(x, dy));
    }

    static constexpr auto parameters(auto& self) { return std::tie(self.alpha, self.z); }

    /// Σ k (x - μ - z s)/α and -s Σ k.
    template <class V, class X, class DY>
    std::array<double, 2> parameter_gradient_row(const X* x, const DY* dy, std::size_t n) const {
        const line<V> l{threshold<V>(x, n)};
        const auto term = [l](V v, V g) {
            return g * l.slope(l(v), clamped(v, 2) * (math::round(l.threshold.above(v)) * V(1.0 / 6)));
        };
        return {detail::rounded_total<V>(n, term, detail::inputs<X, DY>(x, dy)).hi,
                -l.threshold.deviation() * sum_of_slopes<V>(l, double(alpha) / 6, x, dy, n)};
    }

private:
    template <class R> static R clamped(const R& x, double top) { return x < 0 ? R(0) : x > top ? R(top) : x; }
    template <class T, class B> static XACT_INLINE vec<T, B> clamped(vec<T, B> x, double top) noexcept {
        return at_least(vec<T, B>(0), at_most(vec<T, B>(top), x));
    }

    template <class V, class X> detail::row_threshold<V> threshold(const X* x, std::size_t n) const {
        return {x, n, double(alpha), double(z)};
    }

    template <class V> struct line {
        detail::row_threshold<V> threshold;

        /// Between 0 and 1; the ends have no low word, and NaN no other.
        XACT_INLINE math::dw<V> operator()(V x) const noexcept {
            const V zero(0), one(1);
            const math::dw<V> sixth = math::as<V>(math::inverse_of(6.0));
            const math::dw<V> t = math::normalized(V(0.5) + threshold(x) * sixth);
            const V far = threshold(x).hi; // where it is infinite, t is NaN
            const auto is_low = (t.hi <= zero) | (far < V(-3)), is_high = (t.hi >= one) | (far > V(3));
            return select(is_low, math::dw<V>{zero, zero}, select(is_high, math::dw<V>{one, zero}, t));
        }
        XACT_INLINE V slope(math::dw<V> p, V slope_inside) const noexcept {
            return select((p.hi <= V(0)) | (p.hi >= V(1)), V(0), slope_inside);
        }
    };

    template <class V, class X, class DY>
    static double sum_of_slopes(const line<V>& l, double factor, const X* x, const DY* dy, std::size_t n) {
        const auto term = [l, f = V(factor)](V v, V g) { return g * l.slope(l(v), clamped(v, 2) * f); };
        return detail::rounded_total<V>(n, term, detail::inputs<X, DY>(x, dy)).hi;
    }
};

using hard_ash = basic_hard_ash<double>;

} // namespace v0
} // namespace xact
