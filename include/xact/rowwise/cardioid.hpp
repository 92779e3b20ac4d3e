#pragma once

#include <cmath>
#include <cstddef>
#include <span>

#include <xact/core/complex.hpp>
#include <xact/math/direction.hpp>

namespace xact {
inline namespace v0 {

/// Complex numbers, shortened by c = (1 + cos arg z)/2: not at all along the positive axis, to 0 along the negative
/// one. 1.4 ulp for each part, without fma 1.8. Below, z/|z| = C + iS. An
/// infinite part counts as far larger than a finite one: the limit. The gradient depends on the direction of z alone,
/// and at 0, which has none, is that of the positive axis, g.
struct cardioid {
    static constexpr bool is_rowwise = true, backward_from_input = true, nan_stays_local = true, rows_join = true;
    static constexpr facts about{
        .name = "cardioid", .formula = "z (1 + cos(arg z))/2, z complex", .source = "arXiv:1707.00070"};

    void check_row(std::size_t n) const { detail::check_complex_row(about.name, n); }

    template <class R> void definition(std::span<const R> x, std::span<R> y) const {
        for (std::size_t i = 0; i + 1 < x.size(); i += 2) {
            const bool is_gone = detail::is_infinite_part(x[i]) && x[i] < 0;
            const R factor = share(x[i], x[i + 1]);
            y[i] = is_gone ? R(0) : R(x[i] * factor), y[i + 1] = x[i + 1] * factor;
        }
    }

    template <class V, class X, class Y, tier A> void forward_row(const X* x, Y* y, std::size_t n, A) const {
        const auto body = [](simd::lane_pairs<V> z) { return shortened(z); };
        detail::transform_complex<V>(body, n, detail::outputs<Y>(y), detail::inputs<X>(x));
    }

    /// ∂re/∂a = c (1 + C - C²), ∂re/∂b = -C²S/2, ∂im/∂a = S³/2, ∂im/∂b = c (1 - C + C²).
    template <class V, class X, class DY, class DX, tier A>
    void backward_row(const X* x, const DY* dy, DX* dx, std::size_t n, A) const {
        const auto body = [](simd::lane_pairs<V> z, simd::lane_pairs<V> g) {
            const shortening<V> s(z.first, z.second);
            const math::dw<V> bend = s.cosine * (V(1) - s.cosine), half_sine = math::times_power(s.sine, V(0.5));
            return simd::lane_pairs<V>{
                math::round(s(g.first) * (V(1) + bend) + ((g.second * half_sine) * s.sine) * s.sine),
                math::round(s(g.second) * (V(1) - bend) - ((g.first * half_sine) * s.cosine) * s.cosine)};
        };
        detail::transform_complex<V>(body, n, detail::outputs<DX>(dx), detail::inputs<X, DY>(x, dy));
    }

private:
    /// With r = |z| and p = r + |a|, c = p²/(2 r p), and b²/(2 r p) where a < 0: one quotient, t = p/(r p) or 2b/(r p),
    /// for c = t p/2 or t b/4. Far on the left c (a + ib) = b t (a + ib)/4, in which no product is smaller than the
    /// result.
    template <class V> static XACT_INLINE simd::lane_pairs<V> shortened(simd::lane_pairs<V> z) {
        const V one(1), half(0.5), quarter(0.25);
        const math::brought_near<V, 1> near(z.first, z.second);
        const V u = select(math::abs(z.first) + math::abs(z.second) == V(0), one, near.u), v = near.v;
        const math::root_of_squares<V> length(u, v);
        math::dw<V> p = math::fast_two_sum(length.root, math::abs(u));
        const V product = length.root * p.hi, w = one / product;
        const math::dw<V> r = length.precise(p.hi * w);
        p.lo = p.lo + r.lo;
        const V product_low = fma(r.hi, p.lo, fma(r.lo, p.hi, product_error(r.hi, p.hi, product)));
        const auto is_negative = u < V(0), is_left = u < half * -length.root;
        const math::dw<V> n{select(is_negative, v + v, p.hi), select(is_negative, V(0), p.lo)};
        const V t = n.hi * w, t_low = w * (fnma(t, product_low, -product_error(t, product, n.hi)) + n.lo);
        const V factor = select(is_left, z.second, select(is_negative, quarter * v, half * p.hi));
        const math::dw<V> c = math::dw<V>{t, t_low} * math::dw<V>{factor, half * n.lo};
        const auto part = [&](V left, V right) {
            const V x = select(is_left, left, right), rough = x * c.hi, fine = fma(x, c.hi, x * c.lo);
            return select(fine == fine, fine, rough); // infinities have no low words
        };
        return {part(quarter * u, z.first), part(quarter * v, z.second)};
    }

    /// c, without a difference in which it or its derivatives would cancel.
    template <class R> static R share(const R& a, const R& b) {
        using std::abs;
        using std::sqrt;
        if (detail::is_infinite_part(a)) return R(a < 0 ? 0 : 1);
        if (detail::is_infinite_part(b)) return R(0.5);
        if (!(a < 0 && abs(b) <= abs(a))) return (1 + detail::defined_cosine(a, b)) / 2;
        const R square = (b / a) * (b / a), root = sqrt(1 + square);
        return square / (2 * root * (1 + root));
    }

    /// c = (1 + C)/2; on the left S²/(1 - C)/2, in which nothing cancels. Not where C may be subnormal.
    template <class V> struct shortening {
        math::dw<V> cosine, sine;
        typename V::condition is_left;
        math::dw<V> half_inverse, right; // 1/(1 - C)/2, and (1 + C)/2

        XACT_INLINE shortening(V a, V b) {
            const math::direction<V> u(a, b);
            cosine = u.re, sine = u.im, is_left = cosine.hi < V(-0.5);
            half_inverse = math::times_power(math::reciprocal(V(1) - cosine), V(0.5));
            right = math::times_power(V(1) + cosine, V(0.5));
        }

        /// c g, in which S² does not underflow before it.
        XACT_INLINE math::dw<V> operator()(V g) const {
            return select(is_left, ((g * sine) * sine) * half_inverse, g * right);
        }
    };
};

} // namespace v0
} // namespace xact
