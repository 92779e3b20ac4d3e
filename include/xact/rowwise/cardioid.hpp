#pragma once

#include <cmath>
#include <cstddef>
#include <span>

#include <xact/core/complex.hpp>
#include <xact/math/direction.hpp>

namespace xact {
inline namespace v0 {

/// Complex numbers, shortened by c = (1 + cos arg z)/2: not at all along the positive axis, to 0 along the negative
/// one. 1.4 ulp for each part; without fma 1.8, and 2.6 where a part is hardly a normal number beside a huge one. An
/// infinite part counts as far larger than a finite one: the limit. The gradient depends on the direction z/|z| = C +
/// iS alone, and at 0, which has none, is that of the positive axis, g.
struct cardioid {
    static constexpr bool is_rowwise = true, backward_from_input = true, nan_stays_local = true, rows_join = true;
    static constexpr facts about{.name = "cardioid",
                                 .formula = "z (1 + cos(arg z))/2, z complex",
                                 .source = "arXiv:1707.00070",
                                 .value = {.ulp = 2.6}};

    void check_row(std::size_t n) const { detail::check_complex_row(about.name, n); }

    template <class R> void definition(std::span<const R> x, std::span<R> y) const {
        for (std::size_t i = 0; i + 1 < x.size(); i += 2) {
            const bool is_gone = detail::is_infinite_part(x[i]) && x[i] < 0;
            const R factor = share(x[i], x[i + 1]);
            y[i] = is_gone ? R(0) : R(x[i] * factor), y[i + 1] = x[i + 1] * factor;
        }
    }

    template <class V, class X, class Y, tier A> void forward_row(const X* x, Y* y, std::size_t n, A) const {
        const auto body = [](simd::lane_pairs<V> z) {
            const shortening<V> s(z);
            return simd::lane_pairs<V>{s.part(s.u, z.first), s.part(s.v, z.second)};
        };
        detail::transform_complex<V>(body, n, detail::outputs<Y>(y), detail::inputs<X>(x));
    }

    /// c g + S/2·(S, -C)(C g_re + S g_im).
    template <class V, class X, class DY, class DX, tier A>
    void backward_row(const X* x, const DY* dy, DX* dx, std::size_t n, A) const {
        const auto body = [](simd::lane_pairs<V> z, simd::lane_pairs<V> g) {
            const shortening<V> s(z);
            const math::dw<V> inverse = s.inverse(), c = s.factor();
            // In units, so that no product is far smaller than the result.
            const V unit(s.unit_size), back(1 / s.unit_size);
            const math::dw<V> along = inverse * math::dot(s.u, g.first, s.v, g.second);
            const math::dw<V> turn = (((V(0.5) * unit) * s.v * inverse) * inverse) * along;
            return simd::lane_pairs<V>{math::sum_of_products(g.first, c, back * s.v, turn),
                                       math::sum_of_products(g.second, c, -back * s.u, turn)};
        };
        detail::transform_complex<V>(body, n, detail::outputs<DX>(dx), detail::inputs<X, DY>(x, dy));
    }

    /// The derivatives are sums of terms that may cancel: c and at most S²/2 = 2c (1 - c).
    template <class R> void gradient_scales(std::span<const R> x, std::span<const R> dy, std::span<R> scales) const {
        using std::abs;
        for (std::size_t i = 0; i < x.size(); ++i) scales[i] = abs(dy[i]) * share(x[i - i % 2], x[i - i % 2 + 1]);
    }

private:
    /// With r = |z| and p = r + |a|, c = p²/(2 r p), and b²/(2 r p) where a < 0: one quotient, t = p/(r p) or 2b/(r p),
    /// for c = t p/2 or t b/4. u and v are a and b times a power of two, so that r and p are far above 1, and t is not.
    template <class V> struct shortening {
        static constexpr auto unit_size = math::brought_near<V>::unit;

        V u, v;
        typename V::condition is_negative, is_left;

        XACT_INLINE explicit shortening(simd::lane_pairs<V> z) : other_(z.second) {
            const V one(1), unit(unit_size);
            const math::brought_near<V> near(z.first, z.second);
            u = select(math::abs(z.first) + math::abs(z.second) == V(0), one, near.u), v = near.v;
            const math::root_of_squares<V> length(u, v);
            p_ = math::fast_two_sum(length.root, math::abs(u));
            product_.hi = length.root * p_.hi, w_ = one / product_.hi;
            const math::dw<V> r = length.precise(p_.hi * w_);
            p_.lo = p_.lo + r.lo;
            product_.lo = fma(r.hi, p_.lo, fma(r.lo, p_.hi, product_error(r.hi, p_.hi, product_.hi)));
            is_negative = u < V(0), is_left = u < V(-0.5) * length.root;
            const math::dw<V> n{unit * select(is_negative, v + v, p_.hi), select(is_negative, V(0), unit * p_.lo)};
            t_.hi = n.hi * w_;
            t_.lo = w_ * (fnma(t_.hi, product_.lo, -product_error(t_.hi, product_.hi, n.hi)) + n.lo);
        }

        /// c times a part, u or v for x. Far on the left c (a + ib) = b t (u + iv)/4, in which no product is smaller
        /// than the result.
        XACT_INLINE V part(V unit, V x) const {
            const V y = select(is_left, quarter() * unit, x);
            const math::dw<V> c = t_ * rest(select(is_left, other_, quarter() * v));
            const V rough = y * c.hi, fine = fma(y, c.hi, y * c.lo);
            return select(fine == fine, fine, rough); // infinities have no low words
        }

        /// c.
        XACT_INLINE math::dw<V> factor() const { return t_ * rest(quarter() * v); }

        /// 1/r = p/(r p).
        XACT_INLINE math::dw<V> inverse() const {
            const V one(1);
            return p_ * math::dw<V>{w_, w_ * fnma(w_, product_.lo, -product_error(w_, product_.hi, one))};
        }

    private:
        /// 1/4, for the units of u and v.
        static XACT_INLINE V quarter() { return V(1 / (4 * unit_size)); }

        /// What t is multiplied by: p/2, and where a < 0 what is given.
        XACT_INLINE math::dw<V> rest(V where_negative) const {
            const V half = V(2) * quarter();
            return {select(is_negative, where_negative, half * p_.hi), select(is_negative, V(0), half * p_.lo)};
        }

        V other_; // b
        math::dw<V> p_, product_, t_;
        V w_; // 1/(r p)
    };

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
};

} // namespace v0
} // namespace xact
