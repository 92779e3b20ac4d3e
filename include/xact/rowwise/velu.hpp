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
#include <xact/math/swish_product.hpp>

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
        const double shrinking = double(gamma) * row_of<V>(x, n).shrinking;
        const auto factor = math::as<V>(math::real{double(lambda)} * math::sum_of(1, shrinking));
        detail::transform<V>(value_body<V>{*this, factor}, n, detail::outputs<Y>(y), detail::inputs<X>(x));
    }

    template <class V, class X, class DY, class DX, tier A>
    void backward_row(const X* x, const DY* dy, DX* dx, std::size_t n, A) const {
        const row r = row_of<V>(x, n);
        const V factor(double(lambda) * r.factor), inverse(r.inverse_size);
        const V share(double(lambda) * r.slope * open_sum<V>(x, dy, n, inverse) / double(n));
        detail::transform<V>(
            [f = *this, factor, inverse, share](V v, V g) {
                const point<V> at(f, v);
                const V slope = fma(v * (math::rounded<V>(f.alpha) * at.angle_slope()), at.both(), at.open());
                return fnma((v * inverse) * inverse, share, (g * slope) * factor);
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
            const auto term = [f = *this, by](V v, V g) {
                const point<V> at(f, v);
                return ((g * v) * at.both()) * by(at, v);
            };
            return detail::rounded_total<V>(n, term, detail::inputs<X, DY>(x, dy)).hi;
        };
        const double factor = double(lambda) * r.factor, open = open_sum<V>(x, dy, n, V(1)),
                     by_angle = factor * double(alpha);
        return {r.factor * open,
                factor * sum([](const auto& at, auto) { return at.angle; }),
                by_angle * sum([](const auto& at, auto v) { return at.by_b1(v); }),
                by_angle * sum([](const auto& at, auto v) { return v * at.sine_slope; }),
                double(lambda) * r.shrinking * open,
                double(lambda) * double(gamma) * r.shrinking_slope * r.inverse_size * open};
    }

private:
    static constexpr double limit = 1 - 1e-6, angle_of_limit = 1.569382113114652; // and its inverse sine

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

    template <class V> struct point {
        V angle, tangent_slope, sine_slope; // by b1 x, and by b2 x
        math::dw<V> exponent;
        V b1, b2;

        XACT_INLINE point(const basic_velu& f, V x) noexcept
            : point(f, math::limit_product(math::exact<V>(f.b1), x), sine_of(x * math::exact<V>(f.b2))) {}

        /// σ of the exponent, and times that of its negative.
        XACT_INLINE V open() const noexcept { return math::sigmoid(exponent); }
        XACT_INLINE V both() const noexcept { return math::sigmoid_slope_product(math::dw<V>{V(1), V(0)}, exponent); }
        XACT_INLINE V angle_slope() const noexcept { return fma(b1, tangent_slope, b2 * sine_slope); }
        /// x/(1 + (b1 x)²), whose square may be infinite.
        XACT_INLINE V by_b1(V x) const noexcept {
            using T = typename V::scalar;
            const V t = b1 * x;
            return select(math::abs(t) > V(T(sizeof(T) == 4 ? 0x1p20 : 0x1p40)), V(1) / (b1 * t), x * tangent_slope);
        }

    private:
        struct sine_and_slope {
            V angle, slope;
        };
        XACT_INLINE point(const basic_velu& f, V tangent, sine_and_slope s) noexcept
            : angle(math::atan(tangent) + s.angle),
              tangent_slope(math::inverse_of_one_plus_square(tangent)),
              sine_slope(s.slope),
              exponent(angle * math::exact<V>(f.alpha)),
              b1(math::rounded<V>(f.b1)),
              b2(math::rounded<V>(f.b2)) {}

        /// asin t, and 1/cos of that from 1 ± t unrounded; constants beyond the limit.
        static XACT_INLINE sine_and_slope sine_of(math::dw<V> product) noexcept {
            const math::dw<V> sum = math::normalized(product);
            const math::dw<V> t = math::select(sum.hi == sum.hi, sum, {product.hi, V(0)}); // beside an infinity
            const math::dw<V> end = math::as<V>(math::real{limit});
            const V size = math::abs(t.hi), low = flip_sign(t.lo, t.hi);
            const auto is_inside = !((size > end.hi) | ((size == end.hi) & (low >= end.lo)));
            const math::dw<V> inside = math::select(is_inside, t, {V(0), V(0)});
            const V root = sqrt(math::round(V(1) - inside) * math::round(V(1) + inside));
            return {select(is_inside, math::atan(inside.hi / root), copysign(V(angle_of_limit), t.hi)),
                    select(is_inside, V(1) / root, V(0))};
        }
    };

    /// factor·x·σ(the angle's multiple), in single words where that is not far from its limits.
    template <class V> struct value_body {
        basic_velu f;
        math::dw<V> factor;

        V operator()(V x) const {
            if constexpr (math::is_fused<V>)
                return completed(settled(quick(x), x), x);
            else
                return anywhere(x);
        }
        XACT_INLINE math::attempt<V> quick(V x) const requires math::is_fused<V> {
            const math::dw<V> h = point<V>(f, x).exponent;
            const V last(math::swish_limit<typename V::scalar>), hi = at_most(last, h.hi);
            const math::logistic_quotient<V> gate(math::short_exp<0>(-math::dw<V>{hi, math::select_low(hi, h)}));
            return {gate.times(x * factor), h.hi + last};
        }
        XACT_INLINE math::known<V> settled(math::attempt<V> attempt, V x) const {
            return math::settled(attempt, [&]() XACT_INLINE_LAMBDA { return math::known<V>{x, !(x == x)}; });
        }
        XACT_INLINE V completed(math::known<V> known, V x) const {
            return math::completed(known, [&]() XACT_INLINE_LAMBDA { return anywhere(x); });
        }

    private:
        XACT_INLINE V anywhere(V x) const {
            return math::full_product(factor * math::far_sigmoids<V>(point<V>(f, x).exponent).gate, x);
        }
    };

    /// Σ g x σ, times a unit in which it does not overflow.
    template <class V, class X, class DY> double open_sum(const X* x, const DY* dy, std::size_t n, V unit) const {
        const auto term = [f = *this, unit](V v, V g) { return (g * (v * unit)) * point<V>(f, v).open(); };
        return detail::rounded_total<V>(n, term, detail::inputs<X, DY>(x, dy)).hi;
    }
};

using velu = basic_velu<double>;

} // namespace v0
} // namespace xact
