#pragma once

#include <array>
#include <cmath>
#include <span>
#include <tuple>

#include <xact/core/moments.hpp>
#include <xact/core/rowwise.hpp>
#include <xact/elementwise/tanh.hpp>
#include <xact/math/atan.hpp>
#include <xact/math/product.hpp>

namespace xact {
inline namespace v0 {

/// VeLU as its authors' notebook computes it (their papers differ from it and from each other): x, gated by an angle
/// of its own and scaled by how small the row is. The inverse sine ends where its argument is 1 - 1e-6. Errors: 2 ulp
/// (double: 4), times |α| where that is above 1. The gradient, from the inputs, sees the row's size too: 4 ulp of the
/// sum of its terms.
template <class P> struct basic_velu {
    P lambda{1};
    P alpha{0.1};
    P b1{0.1};
    P b2{0.1};
    P gamma{0.1};
    P p{0.9};

    static constexpr bool is_rowwise = true, backward_from_input = true;
    static constexpr facts about{
        .name = "velu",
        .formula = "λ x σ(α (atan(b1 x) + asin(clamp(b2 x, -1, 1)))) (1 + γ tanh(p / √(mean(x²) + 1e-6)))",
        .source = "VeLU",
        .slope = {.ulp = 4, .ulp_double = 4},
        .parameters = {"lambda", "alpha", "b1", "b2", "gamma", "p"}};

    template <class R> void definition(std::span<const R> x, std::span<R> y) const {
        using std::tanh;
        const R factor = R(lambda) * (1 + R(gamma) * tanh(R(p) / size_of(x)));
        for (std::size_t i = 0; i < x.size(); ++i) y[i] = x[i] * opening(x[i]) * factor;
    }
    template <class R> void gradient_scales(std::span<const R> x, std::span<const R> dy, std::span<R> scales) const {
        using std::abs;
        using std::sqrt;
        using std::tanh;
        const R size = size_of(x), shrinking = tanh(R(p) / size);
        R sum(0);
        for (std::size_t i = 0; i < x.size(); ++i) {
            const R s = opening(x[i]), t = R(b2) * x[i], u = R(b1) * x[i];
            const R by_sine = t < limit && t > -limit ? abs(R(b2)) / sqrt(1 - t * t) : R(0);
            scales[i] = abs(dy[i] * R(lambda)) * (1 + abs(R(gamma) * shrinking)) *
                        (s + abs(x[i] * R(alpha)) * (abs(R(b1)) / (1 + u * u) + by_sine) * s * (1 - s));
            sum += abs(dy[i] * x[i]) * s / R(double(x.size()));
        }
        for (std::size_t i = 0; i < x.size(); ++i)
            scales[i] += abs(R(lambda) * R(gamma) * R(p) * x[i]) / (size * size * size) * sum;
    }

    template <class V, class X, class Y, tier A> void forward_row(const X* x, Y* y, std::size_t n, A) const {
        const row r = row_of<V>(x, n);
        detail::transform<detail::double_lanes<V>>(
            [f = *this, factor = double(lambda) * r.factor]<class W>(W v) {
                return math::full_product(point<W>(f, v).sigmoids.gate, v * W(factor));
            },
            n, detail::outputs<Y>(y), detail::inputs<X>(x));
    }

    template <class V, class X, class DY, class DX, tier A>
    void backward_row(const X* x, const DY* dy, DX* dx, std::size_t n, A) const {
        const row r = row_of<V>(x, n);
        const double factor = double(lambda) * r.factor;
        const double share = double(lambda) * r.slope * r.inverse_size * open_sum<V>(x, dy, n) / double(n);
        detail::transform<detail::double_lanes<V>>(
            [f = *this, r, factor, share]<class W>(W v, W g) {
                const point<W> at(f, v);
                const W slope = fma(v * (W(double(f.alpha)) * at.angle_slope()), at.both(), at.open());
                return fnma((v * W(r.inverse_size)) * W(r.inverse_size), W(share), (g * slope) * W(factor));
            },
            n, detail::outputs<DX>(dx), detail::inputs<X, DY>(x, dy));
    }

    static constexpr auto parameters(auto& self) {
        return std::tie(self.lambda, self.alpha, self.b1, self.b2, self.gamma, self.p);
    }

    template <class V, class X, class DY>
    std::array<double, 6> parameter_gradient_row(const X* x, const DY* dy, std::size_t n) const {
        const row r = row_of<V>(x, n);
        const auto sum = [&](const auto& by) {
            const auto term = [f = *this, by]<class W>(W v, W g) {
                const point<W> at(f, v);
                return ((g * v) * at.both()) * by(at, v);
            };
            return detail::rounded_total<detail::double_lanes<V>>(n, term, detail::inputs<X, DY>(x, dy)).hi;
        };
        const double factor = double(lambda) * r.factor, open = open_sum<V>(x, dy, n),
                     by_angle = factor * double(alpha);
        return {r.factor * open,
                factor * sum([](const auto& at, auto) { return at.angle; }),
                by_angle * sum([](const auto& at, auto v) { return v * at.tangent_slope; }),
                by_angle * sum([](const auto& at, auto v) { return v * at.sine_slope; }),
                double(lambda) * r.shrinking * open,
                double(lambda) * double(gamma) * r.shrinking_slope * r.inverse_size * open};
    }

private:
    static constexpr double limit = 1 - 1e-6;

    template <class R> R size_of(std::span<const R> x) const {
        using std::sqrt;
        R squares(0);
        for (const R& v : x) squares += v * v;
        return sqrt(squares / R(double(x.size())) + R(1e-6));
    }
    template <class R> R opening(const R& x) const {
        using std::atan;
        using std::exp;
        using std::sqrt;
        R t = R(b2) * x;
        t = t < -limit ? R(-limit) : t > limit ? R(limit) : t;
        return 1 / (1 + exp(-R(alpha) * (atan(R(b1) * x) + atan(t / sqrt((1 - t) * (1 + t))))));
    }

    /// What all elements share: 1/√(mean square + 1e-6), and 1 + γ tanh of p times that.
    struct row {
        double inverse_size, shrinking, shrinking_slope, factor, slope;
    };
    template <class V, class X> row row_of(const X* x, std::size_t n) const {
        const detail::row_scale s = detail::root_mean_square<V>(x, n, 1e-6);
        const double inverse = s.unit / s.size.hi, argument = double(p) * inverse;
        const double shrinking = xact::tanh{}(argument), slope = xact::tanh{}.derivative(argument);
        return {inverse, shrinking, slope, 1 + double(gamma) * shrinking, double(gamma) * double(p) * slope};
    }

    template <class W> struct point {
        W angle, tangent_slope, sine_slope; // by b1 x, and by b2 x
        math::far_sigmoids<W> sigmoids;
        W b1, b2;

        XACT_INLINE point(const basic_velu& f, W x) noexcept : point(f, x, W(double(f.b1)) * x, sine(f, x)) {}

        XACT_INLINE W open() const noexcept { return math::round(sigmoids.gate); }
        XACT_INLINE W both() const noexcept { return open() * math::round(sigmoids.rest); }
        XACT_INLINE W angle_slope() const noexcept { return fma(b1, tangent_slope, b2 * sine_slope); }

    private:
        struct sine_argument {
            W sine, cosine;
            typename W::condition is_inside;
        };
        XACT_INLINE point(const basic_velu& f, W, W tangent, sine_argument s) noexcept
            : angle(math::atan(tangent) + math::atan(s.sine / s.cosine)),
              tangent_slope(W(1) / math::one_plus_square(math::finite(tangent))),
              sine_slope(select(s.is_inside, W(1) / s.cosine, W(0))),
              sigmoids(math::two_product(W(double(f.alpha)), angle)),
              b1(double(f.b1)),
              b2(double(f.b2)) {}

        /// The cosine by 1 ± the unrounded sine.
        static XACT_INLINE sine_argument sine(const basic_velu& f, W x) noexcept {
            const math::dw<W> product = math::two_product(W(double(f.b2)), x);
            const auto is_inside = !(math::abs(product.hi) >= W(limit));
            const math::dw<W> t{select(is_inside, product.hi, copysign(W(limit), x * W(double(f.b2)))),
                                select(is_inside, product.lo, W(0))};
            return {t.hi, sqrt(math::round(W(1) - t) * math::round(W(1) + t)), is_inside};
        }
    };

    /// Σ g x σ.
    template <class V, class X, class DY> double open_sum(const X* x, const DY* dy, std::size_t n) const {
        const auto term = [f = *this]<class W>(W v, W g) { return (g * v) * point<W>(f, v).open(); };
        return detail::rounded_total<detail::double_lanes<V>>(n, term, detail::inputs<X, DY>(x, dy)).hi;
    }
};

using velu = basic_velu<double>;

} // namespace v0
} // namespace xact
