#pragma once

#include <cmath>
#include <cstddef>
#include <span>

#include <xact/core/complex.hpp>
#include <xact/math/direction.hpp>

namespace xact {
inline namespace v0 {

/// Complex numbers, shortened by c = (1 + cos arg z)/2: not at all along the positive axis, to 0 along the negative
/// one. 1.4 ulp for each part; without fma 2.4, just above the smallest normal number. Below, z/|z| = C + iS. An
/// infinite part counts as far larger than a finite one: the limit. The gradient depends on the direction of z alone,
/// and at 0, which has none, is that of the positive axis, g.
struct cardioid {
    static constexpr bool is_rowwise = true, backward_from_input = true, nan_stays_local = true, rows_join = true;
    static constexpr facts about{.name = "cardioid",
                                 .formula = "z (1 + cos(arg z))/2, z complex",
                                 .source = "arXiv:1707.00070",
                                 .value = {.ulp = 2.5}};

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
            const shortening<V> s(z.first, z.second);
            // On the left c a + i c b = b S/(1 - C)/2·(C + iS), in which no product is smaller than the result.
            const math::dw<V> left = (z.second * s.sine) * s.half_inverse;
            const auto part = [&](V v, math::dw<V> u) {
                return math::limit_sum(V(0), select(s.is_left, left * u, v * s.right));
            };
            return simd::lane_pairs<V>{part(z.first, s.cosine), part(z.second, s.sine)};
        };
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
