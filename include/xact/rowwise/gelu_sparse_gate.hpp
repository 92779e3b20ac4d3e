#pragma once

#include <array>
#include <cmath>
#include <span>
#include <tuple>

#include <xact/core/gated.hpp>
#include <xact/elementwise/gelu_tanh.hpp>
#include <xact/rowwise/ash.hpp>

namespace xact {
inline namespace v0 {

/// The sparse gate of Gemma 3n: tanh-GELU of how far x is above a quantile of its row, μ + z s, or 0 below it; by
/// default of the 95th percentile of normally distributed numbers. 3 ulp; where an element is nearer to the quantile
/// than 2^-20 of the row's magnitude, its distance is right to 2^-40 of that. With a second input the values are
/// multiplied by it, which rounds once more. The gradient, from the inputs, sees μ and s too: 4 ulp of the sum of its
/// terms, k = g gelu' and Σ|k| (1 + z |x - μ|/s)/n. With a second input b it is that of g b, which rounds once more,
/// and the gradient of b is g times the outputs without it.
template <class P> struct basic_gelu_sparse_gate {
    P z{1.6448536269514722};

    static constexpr bool is_rowwise = true, backward_from_input = true;
    static constexpr facts about{.name = "gelu_sparse_gate",
                                 .formula = "gelu(max(0, x - mean(x) - z deviation(x)))",
                                 .source = "Gemma 3n",
                                 .value = {.ulp = 3, .ulp_double = 4},
                                 .slope = {.ulp = 4, .ulp_double = 6},
                                 .parameters = {"z"},
                                 .aliases = {"gaussian_top_k"}};

    void validate() const { detail::validate_threshold(about.name, 1, double(z)); }

    template <class R> void definition(std::span<const R> x, std::span<R> y) const {
        const auto [mean, deviation] = detail::moments_of(x);
        for (std::size_t i = 0; i < x.size(); ++i) {
            const R u = x[i] - mean - R(z) * deviation;
            y[i] = u <= 0 ? R(0) : gelu_tanh{}.definition(u);
        }
    }
    template <class R> void definition(std::span<const R> x, std::span<const R> b, std::span<R> y) const {
        definition(x, y);
        for (std::size_t i = 0; i < x.size(); ++i) y[i] = y[i] * b[i];
    }
    template <class R> void gradient_scales(std::span<const R> x, std::span<const R> dy, std::span<R> scales) const {
        using std::abs;
        const auto [mean, deviation] = detail::moments_of(x);
        R sum(0);
        for (std::size_t i = 0; i < x.size(); ++i) { // gelu' is about 1
            scales[i] = x[i] - mean - R(z) * deviation > 0 ? abs(dy[i]) : R(0);
            sum += scales[i];
        }
        for (std::size_t i = 0; i < x.size(); ++i)
            scales[i] +=
                sum / R(double(x.size())) * (1 + (deviation > 0 ? abs(R(z) * (x[i] - mean) / deviation) : R(0)));
    }

    template <class V, class X, class Y, tier A> void forward_row(const X* x, Y* y, std::size_t n, A a) const {
        detail::transform<V>([t = threshold<V>(x, n), a](V v) { return value_at(t, v, a); }, n, detail::outputs<Y>(y),
                             detail::inputs<X>(x));
    }
    template <class V, class X, class B, class Y, tier A>
    requires storage<B>
    void forward_row(const X* x, const B* b, Y* y, std::size_t n, A a) const {
        detail::transform<V>([t = threshold<V>(x, n), a](V v, V factor) { return value_at(t, v, a) * factor; }, n,
                             detail::outputs<Y>(y), detail::inputs<X, B>(x, b));
    }

    template <class V, class X, class DY, class DX, tier A>
    void backward_row(const X* x, const DY* dy, DX* dx, std::size_t n, A) const {
        const auto t = threshold<V>(x, n);
        const V sum(sum_of_slopes<V>(t, n, detail::inputs<X, DY>(x, dy)));
        detail::transform<V>([t, sum](V v, V g) { return fnma(sum, t.share(v), g * slope_at(t, v)); }, n,
                             detail::outputs<DX>(dx), detail::inputs<X, DY>(x, dy));
    }
    template <class V, class X, class B, class DY, class DX, class DB, tier A>
    void backward_row(const X* x, const B* b, const DY* dy, DX* dx, DB* db, std::size_t n, A a) const {
        const auto t = threshold<V>(x, n);
        const V sum(sum_of_slopes<V>(t, n, detail::inputs<X, DY, B>(x, dy, b)));
        detail::transform<V>(
            [t, sum, a](V v, V factor, V g) {
                return gated_gradient<V>{fnma(sum, t.share(v), (g * factor) * slope_at(t, v)), g * value_at(t, v, a)};
            },
            n, detail::outputs<DX, DB>(dx, db), detail::inputs<X, B, DY>(x, b, dy));
    }

    static constexpr auto parameters(auto& self) { return std::tie(self.z); }

    /// -s Σ k.
    template <class V, class X, class DY>
    std::array<double, 1> parameter_gradient_row(const X* x, const DY* dy, std::size_t n) const {
        const auto t = threshold<V>(x, n);
        return {-t.deviation() * sum_of_slopes<V>(t, n, detail::inputs<X, DY>(x, dy))};
    }
    template <class V, class X, class B, class DY>
    std::array<double, 1> parameter_gradient_row(const X* x, const B* b, const DY* dy, std::size_t n) const {
        const auto t = threshold<V>(x, n);
        return {-t.deviation() * sum_of_slopes<V>(t, n, detail::inputs<X, DY, B>(x, dy, b))};
    }

private:
    template <class V, class X> detail::row_threshold<V> threshold(const X* x, std::size_t n) const {
        return {x, n, 1, double(z)};
    }
    template <class V, class A> static XACT_INLINE V value_at(const detail::row_threshold<V>& t, V v, A a) noexcept {
        return gelu_tanh{}(where_positive(distance(t, v), distance(t, v)), a);
    }
    template <class V> static XACT_INLINE V slope_at(const detail::row_threshold<V>& t, V v) noexcept {
        const V u = distance(t, v);
        return where_positive(u, gelu_tanh{}.derivative(u));
    }
    /// x - μ - z s; where that is infinite it has no low word.
    template <class V> static XACT_INLINE V distance(const detail::row_threshold<V>& t, V v) noexcept {
        const math::dw<V> d = t.above(v);
        return select(d.lo == d.lo, math::round(d), d.hi);
    }
    /// Of x, and of the factors of its gradient.
    template <class V, class... In>
    static double sum_of_slopes(const detail::row_threshold<V>& t, std::size_t n, detail::inputs<In...> in) {
        const auto term = [t](V v, auto... g) { return (g * ...) * slope_at(t, v); };
        return detail::rounded_total<V>(n, term, in).hi;
    }
};

using gelu_sparse_gate = basic_gelu_sparse_gate<double>;

} // namespace v0
} // namespace xact
