#pragma once

#include <array>
#include <cmath>
#include <cstddef>
#include <span>
#include <tuple>

#include <xact/core/complex.hpp>
#include <xact/math/exp.hpp>
#include <xact/math/sincos.hpp>

namespace xact {
inline namespace v0 {

/// Gabor wavelets of complex numbers: those of WIRE, whose layers have ω = s = 10. With z = a + ib the value is
/// e^E (cos ωa + i sin ωa), E = -ωb - s²|z|². 1 ulp of the larger part, and 1.5 of the other, unless ωa is subnormal;
/// as long as ω/s is no more than 1000: where the terms of E cancel, 2^-45 (float) of them counts. 0 far out, at
/// infinity too.
template <class P> struct basic_gabor_complex {
    P omega = P(10);
    P s = P(10);

    static constexpr bool is_rowwise = true, backward_from_input = true, nan_stays_local = true, rows_join = true;
    static constexpr facts about{.name = "gabor_complex",
                                 .formula = "exp(i ω z - |s z|²), z complex",
                                 .source = "arXiv:2301.05187",
                                 .parameters = {"omega", "s"}};

    void check_row(std::size_t n) const { detail::check_complex_row(about.name, n); }

    template <class R> void definition(std::span<const R> x, std::span<R> y) const {
        using std::cos;
        using std::exp;
        using std::sin;
        for (std::size_t i = 0; i + 1 < x.size(); i += 2) {
            const R a = x[i], b = x[i + 1], w(omega), t = R(s) * a, u = R(s) * b;
            const bool is_far = detail::is_infinite_part(a) || detail::is_infinite_part(b);
            const R e = is_far ? R(0) : R(exp(-(w * b) - (t * t + u * u)));
            y[i] = is_far ? R(0) : R(e * cos(w * a)), y[i + 1] = is_far ? R(0) : R(e * sin(w * a));
        }
    }

    /// The derivatives are differences, whose parts these are.
    template <class R> void gradient_scales(std::span<const R> x, std::span<const R> dy, std::span<R> scales) const {
        using std::abs;
        using std::exp;
        for (std::size_t i = 0; i + 1 < x.size(); i += 2) {
            const R a = x[i], b = x[i + 1], w(omega), square = R(s) * R(s);
            const R e = exp(-(w * b) - square * (a * a + b * b)) * (abs(dy[i]) + abs(dy[i + 1]));
            scales[i] = e * (abs(w) + 2 * square * abs(a)), scales[i + 1] = e * (abs(w) + 2 * square * abs(b));
        }
    }

    template <class V, class X, class Y, tier A> void forward_row(const X* x, Y* y, std::size_t n, A) const {
        const auto body = [f = *this](simd::lane_pairs<V> z) {
            const wave<V> w(f, z);
            return simd::lane_pairs<V>{w.e.times(w.cos), w.e.times(w.sin)};
        };
        detail::transform_complex<V>(body, n, detail::outputs<Y>(y), detail::inputs<X>(x));
    }

    /// e^E (ωQ - 2s²a P) and -e^E (ω + 2s²b) P, where P + iQ is g, turned back by ωa.
    template <class V, class X, class DY, class DX, tier A>
    void backward_row(const X* x, const DY* dy, DX* dx, std::size_t n, A) const {
        const auto body = [f = *this](simd::lane_pairs<V> z, simd::lane_pairs<V> g) {
            const wave<V> w(f, z);
            const auto [p, q] = w.turned_back(g);
            const math::dw<V> along = w.omega * q - w.slope(w.t) * p, across = (w.omega + w.slope(w.u)) * p;
            return simd::lane_pairs<V>{w.e.times(along), w.e.times(-across)};
        };
        detail::transform_complex<V>(body, n, detail::outputs<DX>(dx), detail::inputs<X, DY>(x, dy));
    }

    static constexpr auto parameters(auto& self) { return std::tie(self.omega, self.s); }

    /// e^E (aQ - bP), and -2s|z|² e^E P.
    template <class V, class X, class DY>
    std::array<double, 2> parameter_gradient_row(const X* x, const DY* dy, std::size_t n) const {
        const auto by_omega = [f = *this]<class W>(simd::lane_pairs<W> z, simd::lane_pairs<W> g) {
            const wave<W> w(f, z);
            const auto [p, q] = w.turned_back(g);
            return w.e.times(w.a * q - w.b * p);
        };
        const auto by_s = [f = *this]<class W>(simd::lane_pairs<W> z, simd::lane_pairs<W> g) {
            const wave<W> w(f, z);
            return w.e.times(W(-2) * ((w.a * w.t + w.b * w.u) * w.turned_back(g).first));
        };
        const detail::inputs<X, DY> in(x, dy);
        return {detail::complex_total<V>(by_omega, n, in), detail::complex_total<V>(by_s, n, in)};
    }

private:
    template <class V> struct wave {
        math::dw<V> omega, s;
        math::dw<V> t, u; // s z
        math::dw<V> exponent;
        V a, b; // 0 far out, where what is multiplied by 0 has to be a number
        math::exp_factor<V> e;
        math::dw<V> sin, cos;

        XACT_INLINE wave(const basic_gabor_complex& f, simd::lane_pairs<V> z)
            : omega(math::exact<V>(f.omega)),
              s(math::exact<V>(f.s)),
              // Their squares are finite, and larger than ωb where that has to be bounded, too, unless ω/s is 2^60.
              t(bounded(z.first * s, 0x1p62f)),
              u(bounded(z.second * s, 0x1p62f)),
              exponent(-(bounded(z.second * omega, 0x1p123f) + (t * t + u * u))),
              a(unless_negligible(z.first)),
              b(unless_negligible(z.second)),
              e(exponent) {
            const auto angle = math::angle<V>::of_product(a, omega).both();
            sin = angle.sin, cos = angle.cos;
        }

        /// 2s²a or 2s²b.
        XACT_INLINE math::dw<V> slope(math::dw<V> part) const { return math::times_power(s * part, V(2)); }

        /// g e^-iωa.
        struct parts {
            math::dw<V> first, second;
        };
        XACT_INLINE parts turned_back(simd::lane_pairs<V> g) const {
            return {g.first * cos + g.second * sin, g.second * cos - g.first * sin};
        }

    private:
        static XACT_INLINE math::dw<V> bounded(math::dw<V> x, typename V::scalar limit) {
            const V hi = at_least(V(-limit), at_most(V(limit), x.hi));
            return {hi, math::select_low(hi, x)};
        }
        XACT_INLINE V unless_negligible(V part) const {
            return select(math::exp_factor<V>::is_negligible(exponent), V(0), part);
        }
    };
};

using gabor_complex = basic_gabor_complex<double>;

} // namespace v0
} // namespace xact
