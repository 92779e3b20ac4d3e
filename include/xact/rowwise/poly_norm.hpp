#pragma once

#include <array>
#include <cmath>
#include <cstddef>
#include <span>
#include <tuple>

#include <xact/core/moments.hpp>
#include <xact/core/rowwise.hpp>

namespace xact {
inline namespace v0 {

/// A polynomial of degree 3 in each row, whose powers are divided by the root of their mean square: a0 + Σ a_i
/// x^i/√(mean(x^2i) + ε). Where its terms cancel, 2 ulp of 2^-20 of them, else 2 ulp. The gradient, from the inputs, is
/// Σ a_i i x^(i-1) (g - h_i mean(g ⊙ h_i))/r_i with h_i = x^i/r_i: 4 ulp of the sum of its terms.
template <class P> struct basic_poly_norm {
    std::array<P, 4> a{P(0), P(1.0 / 3), P(1.0 / 3), P(1.0 / 3)};
    P eps{1e-6};

    static constexpr bool is_rowwise = true, backward_from_input = true;
    static constexpr facts about{.name = "poly_norm",
                                 .formula = "a0 + Σ a_i x^i / √(mean(x^2i) + ε), i = 1, 2, 3",
                                 .source = "arXiv:2411.03884",
                                 .slope = {.ulp = 4, .ulp_double = 4},
                                 .parameters = {"a", "eps"}};

    void validate() const { detail::validate_epsilon(about.name, double(eps)); }

    template <class R> void definition(std::span<const R> x, std::span<R> y) const {
        const auto sizes = sizes_of(x);
        for (std::size_t i = 0; i < x.size(); ++i)
            y[i] = R(a[0]) + R(a[1]) * x[i] / sizes[0] + R(a[2]) * x[i] * x[i] / sizes[1] +
                   R(a[3]) * x[i] * x[i] * x[i] / sizes[2];
    }
    template <class R> void error_scales(std::span<const R> x, std::span<R> scales) const {
        using std::abs;
        const auto sizes = sizes_of(x);
        for (std::size_t i = 0; i < x.size(); ++i) {
            const R u = abs(x[i]);
            scales[i] = (abs(R(a[0])) + abs(R(a[1])) * u / sizes[0] + abs(R(a[2])) * u * u / sizes[1] +
                         abs(R(a[3])) * u * u * u / sizes[2]) *
                        R(0x1p-20);
        }
    }
    template <class R> void gradient_scales(std::span<const R> x, std::span<const R> dy, std::span<R> scales) const {
        using std::abs;
        const auto sizes = sizes_of(x);
        for (std::size_t k = 0; k < 3; ++k) {
            R mean(0);
            const auto magnitude = [&](std::size_t i, std::size_t degree) {
                R p(1);
                for (std::size_t d = 0; d < degree; ++d) p *= abs(x[i]);
                return p;
            };
            for (std::size_t i = 0; i < x.size(); ++i)
                mean += magnitude(i, k + 1) / sizes[k] * abs(dy[i]) / R(double(x.size()));
            for (std::size_t i = 0; i < x.size(); ++i)
                scales[i] = (k == 0 ? R(0) : scales[i]) + abs(R(a[k + 1])) * R(double(k + 1)) * magnitude(i, k) /
                                                              sizes[k] *
                                                              (abs(dy[i]) + magnitude(i, k + 1) / sizes[k] * mean);
        }
    }

    template <class V, class X, class Y, tier A> void forward_row(const X* x, Y* y, std::size_t n, A) const {
        const powers<V> p(*this, x, n);
        const auto coefficient = [&](std::size_t k) {
            return detail::broadcast<V>(math::real{double(a[k + 1])} * p.inverse[k]);
        };
        detail::transform<V>(
            [c1 = coefficient(0), c2 = coefficient(1), c3 = coefficient(2), c0 = math::exact<V>(a[0]),
             unit = p.unit](V x_i) {
                const V u = x_i * unit;
                const math::dw<V> d = c0 + u * (c1 + u * (c2 + u * c3));
                const V r = math::round(d);
                return select(r == r, r, d.hi);
            },
            n, detail::outputs<Y>(y), detail::inputs<X>(x));
    }

    template <class V, class X, class DY, class DX, tier A>
    void backward_row(const X* x, const DY* dy, DX* dx, std::size_t n, A) const {
        const powers<V> p(*this, x, n);
        V slope[3], factor[3], mean[3];
        for (std::size_t k = 0; k < 3; ++k) {
            slope[k] = V(p.inverse[k].hi);
            factor[k] = V(double(k + 1) * double(a[k + 1]) * p.inverse[k].hi);
            mean[k] = V(p.product(k, x, dy, n) / double(n));
        }
        struct body {
            V unit, h1, h2, h3, f1, f2, f3, m1, m2, m3;

            XACT_INLINE V operator()(V x_i, V g) const noexcept {
                const V u = x_i * unit, square = u * u, cube = square * u;
                const V d3 = f3 * fnma(h3 * cube, m3, g), d2 = f2 * fnma(h2 * square, m2, g);
                return fma(fma(d3, u, d2), u, f1 * fnma(h1 * u, m1, g)) * unit;
            }
        };
        detail::transform<V>(
            body{p.unit, slope[0], slope[1], slope[2], factor[0], factor[1], factor[2], mean[0], mean[1], mean[2]}, n,
            detail::outputs<DX>(dx), detail::inputs<X, DY>(x, dy));
    }

    static constexpr auto parameters(auto& self) { return std::tie(self.a, self.eps); }

    /// Σ g, Σ g h_i, and -Σ a_i Σ g h_i/(2 r_i²).
    template <class V, class X, class DY>
    std::array<double, 5> parameter_gradient_row(const X* x, const DY* dy, std::size_t n) const {
        const powers<V> p(*this, x, n);
        std::array<double, 5> all{detail::gradient_sum<V>(1, dy, n).hi};
        for (std::size_t k = 0; k < 3; ++k) {
            all[k + 1] = p.product(k, x, dy, n);
            const double inverse = p.inverse[k].hi * std::pow(p.scale, double(k + 1));
            all[4] -= 0.5 * double(a[k + 1]) * all[k + 1] * inverse * inverse;
        }
        return all;
    }

private:
    template <class R> std::array<R, 3> sizes_of(std::span<const R> x) const {
        using std::sqrt;
        std::array<R, 3> sums{R(0), R(0), R(0)};
        for (const R& v : x) sums[0] += v * v, sums[1] += v * v * v * v, sums[2] += v * v * v * v * v * v;
        for (R& s : sums) s = sqrt(s / R(double(x.size())) + R(eps));
        return sums;
    }

    /// The powers of u = x·unit, a power of two that makes them small enough, divided by the root of their mean
    /// square.
    template <class V> struct powers {
        double scale = 1;
        V unit{1};
        std::array<math::real, 3> inverse;

        template <class X> powers(const basic_poly_norm& f, const X* x, std::size_t n) {
            using T = typename V::scalar;
            using W = detail::double_lanes<V>;
            constexpr bool single = sizeof(T) == 4;
            const T m = detail::row_magnitude<V>(x, n);
            if (m > T(single ? 0x1p30 : 0x1p150) && std::isfinite(m))
                scale = std::ldexp(1.0, -std::min(std::ilogb(m), single ? 126 : 1000));
            unit = V(scale);
            double epsilon = double(f.eps);
            for (std::size_t k = 0; k < 3; ++k) {
                epsilon *= scale * scale;
                const auto square = [s = W(scale), k](W v) {
                    const W u = v * s, p = k == 0 ? u : k == 1 ? u * u : (u * u) * u;
                    return p * p;
                };
                math::real mean = detail::row_total<V>(n, square, detail::inputs<X>(x)) / double(n);
                mean = mean + math::real{epsilon};
                // Of zeros, with ε = 0, nothing is left to divide.
                if (mean.hi < 0x1p-200) mean = {0x1p-200};
                inverse[k] = math::inverse_of(math::sqrt(mean));
            }
        }

        /// Σ g h_(k + 1).
        template <class X, class DY> double product(std::size_t k, const X* x, const DY* dy, std::size_t n) const {
            using W = detail::double_lanes<V>;
            const auto term = [s = W(scale), h = W(inverse[k].hi), k](W v, W g) {
                const W u = v * s, p = k == 0 ? u : k == 1 ? u * u : (u * u) * u;
                return g * (p * h);
            };
            return detail::row_total<V>(n, term, detail::inputs<X, DY>(x, dy)).hi;
        }
    };
};

using poly_norm = basic_poly_norm<double>;

} // namespace v0
} // namespace xact
