#pragma once

#include <array>
#include <cmath>
#include <cstddef>
#include <span>
#include <tuple>

#include <xact/core/complex.hpp>
#include <xact/math/direction.hpp>

namespace xact {
inline namespace v0 {

/// Complex numbers, whose length grows by b and whose direction remains; 0 where no length is left, and at 0. b is
/// mostly below 0, and makes a disc of 0: its default is an example. 1.5 ulp, also beside that disc; infinities stay.
/// The gradient along z is g's; across z, (|z| + b)/|z| of g's. That of b is g along z, outside the disc.
template <class P> struct basic_mod_relu {
    P b = P(-0.5);

    static constexpr bool is_rowwise = true, backward_from_input = true, nan_stays_local = true, rows_join = true;
    static constexpr facts about{.name = "mod_relu",
                                 .formula = "z max(|z| + b, 0)/|z|, z complex",
                                 .source = "arXiv:1511.06464",
                                 .parameters = {"b"}};

    void check_row(std::size_t n) const { detail::check_complex_row(about.name, n); }

    template <class R> void definition(std::span<const R> x, std::span<R> y) const {
        using std::sqrt;
        for (std::size_t i = 0; i + 1 < x.size(); i += 2) {
            const R u = x[i], v = x[i + 1];
            const bool is_zero = u == 0 && v == 0, is_far = detail::is_infinite_part(u) || detail::is_infinite_part(v);
            const bool is_open = !is_zero && sqrt(u * u + v * v) + R(b) > 0;
            y[i] = is_far ? u : is_open ? R(u + R(b) * detail::defined_cosine(u, v)) : R(0);
            y[i + 1] = is_far ? v : is_open ? R(v + R(b) * detail::defined_cosine(v, u)) : R(0);
        }
    }

    template <class V, class X, class Y, tier A> void forward_row(const X* x, Y* y, std::size_t n, A) const {
        run<V>(n, detail::outputs<Y>(y), detail::inputs<X>(x));
    }
    template <class V, class X, class DY, class DX, tier A>
    void backward_row(const X* x, const DY* dy, DX* dx, std::size_t n, A) const {
        run<V>(n, detail::outputs<DX>(dx), detail::inputs<X, DY>(x, dy));
    }

    static constexpr auto parameters(auto& self) { return std::tie(self.b); }

    template <class V, class X, class DY>
    std::array<double, 1> parameter_gradient_row(const X* x, const DY* dy, std::size_t n) const {
        const auto along = [b = double(b)]<class W>(simd::lane_pairs<W> z, simd::lane_pairs<W> g) {
            const math::direction<W> u(z.first, z.second);
            const W sum = math::round(g.first * u.re + g.second * u.im);
            return select(u.within({W(-b), W(0)}), W(0), sum);
        };
        return {detail::complex_total<V>(along, n, detail::inputs<X, DY>(x, dy))};
    }

private:
    template <class V, class Out, class In> void run(std::size_t n, Out out, In in) const {
        if (b <= 0)
            detail::transform_complex<V>(shrinking{b}, n, out, in);
        else
            detail::transform_complex<V>(growing{b}, n, out, in);
    }

    /// For b <= 0: z (|z| + b)/|z|, by a quotient that is corrected. An infinite part counts as the largest number.
    struct shrinking {
        P b;

        template <class V> simd::lane_pairs<V> operator()(simd::lane_pairs<V> z) const {
            const length<V> l(*this, z);
            const V q = l.excess * l.inverse, r = l.size.hi;
            const V q_low = l.inverse * fnma(q, l.size.lo, -product_error(q, r, l.excess));
            const auto part = [&](V v) { return l.unless_closed(fma(v, q, math::finite(v) * q_low)); };
            return {part(z.first), part(z.second)};
        }

        /// With u and v the parts of z times a power of two, and their length r: g + b/r³·(-v, u)(u g_im - v g_re).
        template <class V> simd::lane_pairs<V> operator()(simd::lane_pairs<V> z, simd::lane_pairs<V> g) const {
            const length<V> l(*this, z);
            const V one(1), i = l.inverse, u = l.near.u, v = l.near.v;
            const math::dw<V> inverse{i, i * fnma(i, l.size.lo, -product_error(i, l.size.hi, one))};
            // In units, so that no product is far smaller than the result.
            constexpr auto unit = math::brought_near<V>::unit;
            const V back(1 / unit);
            const math::dw<V> across = (l.offset * inverse) * (inverse * math::dot(u, g.second, -v, g.first));
            const math::dw<V> turn = across * math::times_power(inverse, V(unit)), all{one, V(0)};
            return {l.unless_closed(math::sum_of_products(g.first, all, -back * v, turn)),
                    l.unless_closed(math::sum_of_products(g.second, all, back * u, turn))};
        }

    private:
        template <class V> struct length {
            math::brought_near<V> near;
            V inverse;                // 1/r
            math::dw<V> size, offset; // r and b, times the power
            V excess;                 // r + b

            XACT_INLINE length(const shrinking& f, simd::lane_pairs<V> z)
                : near(math::finite(z.first), math::finite(z.second)) {
                const math::root_of_squares<V> squares(near.u, near.v);
                inverse = V(1) / squares.root, size = squares.precise(inverse);
                offset = math::times_power(math::exact<V>(f.b), near.power);
                const math::dw<V> sum = size + offset;
                excess = sum.hi + select(sum.lo == sum.lo, sum.lo, V(0)); // an infinite sum has no low word
            }

            XACT_INLINE V unless_closed(V v) const { return select(excess <= V(0), V(0), v); }
        };
    };

    /// For b > 0: z + b z/|z|, and g + b/|z|·t (t·g), t being across z.
    struct growing {
        P b;

        template <class V> simd::lane_pairs<V> operator()(simd::lane_pairs<V> z) const {
            const math::dw<V> offset = math::exact<V>(b);
            const math::direction<V> u(z.first, z.second);
            const auto part = [&](V v, math::dw<V> along) {
                return select(u.is_zero(), V(0), math::limit_sum(v, offset * along));
            };
            return {part(z.first, u.re), part(z.second, u.im)};
        }

        template <class V> simd::lane_pairs<V> operator()(simd::lane_pairs<V> z, simd::lane_pairs<V> g) const {
            const math::direction<V> u(z.first, z.second);
            const math::dw<V> turn = math::exact<V>(b) * (g.second * u.re - g.first * u.im);
            const auto part = [&](V v, math::dw<V> p) {
                return select(u.is_zero(), V(0), math::limit_sum(v, u.over_length(p)));
            };
            return {part(g.first, -(turn * u.im)), part(g.second, turn * u.re)};
        }
    };
};

using mod_relu = basic_mod_relu<double>;

} // namespace v0
} // namespace xact
