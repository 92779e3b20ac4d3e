#pragma once

#include <cmath>
#include <tuple>

#include <xact/core/forward.hpp>
#include <xact/math/angle_in_double.hpp>
#include <xact/math/sincos.hpp>
#include <xact/math/wave_gate.hpp>

namespace xact {
inline namespace v0 {

/// SinLU: the input plus a sine, gated by the input's sigmoid.
template <class P> struct basic_sin_lu {
    P a = P(1);
    P b = P(1);

    static constexpr facts about{.name = "sin_lu",
                                 .formula = "(x + a sin(b x)) σ(x)",
                                 .source = "arXiv:2402.09092",
                                 .limit_at_minus_inf = -0.0,
                                 .limit_at_plus_inf = infinity,
                                 .slope_at_plus_inf = no_limit,
                                 .slope_roots = {-1.082865270894081},
                                 .parameters = {"a", "b"}};

    template <class R> R definition(R x) const {
        using std::exp;
        using std::sin;
        return (x + R(a) * sin(R(b) * x)) / (1 + exp(-x));
    }

    template <value V, tier A = accurate_t> V operator()(V value, A = {}) const {
        using L = lanes<V>;
        const L x(value);
        const auto in_words = [&]() XACT_INLINE_LAMBDA {
            const math::wave_gate<L> gate{x};
            return gate.value(wave(gate.x));
        };
        const auto f = [&](auto is_far, auto at, auto height, auto rate) XACT_INLINE_LAMBDA {
            using W = decltype(at);
            const W g = fma(height, math::in_double::angle<W, 0, is_far>(rate * at).sin(), at);
            return with_digits(at, height, rate, g) * math::in_double::sigmoid(at);
        };
        return V(math::in_double::evaluate_wave(f, x, a, b, infinity, in_words));
    }

    /// σ(x) (1 + a b cos(bx) + (x + a sin(bx)) σ(-x)), 1 + a b cos(bx) being 1 - ab + 2ab cos²(bx/2):
    /// it keeps its digits at the double roots for ab = 1, beside which little is left for large x, and as 1 + ab - 2ab
    /// sin²(bx/2) at 0 for ab = -1.
    template <value V, tier A = accurate_t> V derivative(V value, A = {}) const {
        using L = lanes<V>;
        const L x(value);
        const auto in_words = [&]() XACT_INLINE_LAMBDA {
            const math::wave_gate<L> gate{x};
            const auto slope = math::exact<L>(a) * math::exact<L>(b),
                       half_b = math::times_power(math::exact<L>(b), L(0.5));
            const auto half = math::angle<L>::of_product(gate.x, half_b);
            const auto usual = [&]() XACT_INLINE_LAMBDA {
                const auto c = half.cos();
                return (L(1) - slope) + math::times_power(slope * (c * c), L(2));
            };
            const auto general = [&]() XACT_INLINE_LAMBDA {
                const auto z = half.sin();
                return (L(1) + slope) - math::times_power(slope * (z * z), L(2));
            };
            return gate.slope(wave(gate.x), math::either(keeps_input<L>(), usual, general));
        };
        // sin(bx) is 2 sin(bx/2) cos(bx/2).
        const auto slope = [&](auto is_far, auto at, auto height, auto rate) XACT_INLINE_LAMBDA {
            using W = decltype(at);
            const W e = math::in_double::exp(-at), s = math::in_double::inverse(W(1) + e), steep = height * rate;
            const math::in_double::angle<W, 0, is_far> z((rate * W(0.5)) * at);
            const W half = z.cos(), twice = half + half, other = z.sin();
            const W g = with_digits(at, height, rate, fma(height * twice, other, at));
            const W g_slope = by_steepness(
                height, rate, [&]() XACT_INLINE_LAMBDA { return fma(steep * twice, half, W(1) - steep); },
                [&]() XACT_INLINE_LAMBDA { return fnma(steep * (other + other), other, W(1) + steep); });
            return s * fma(g, e * s, g_slope);
        };
        const L r = math::in_double::evaluate_wave(slope, x, a, b, no_limit, in_words);
        return V(math::slope_without_wave(r, x, a, b));
    }

    template <value V> V second_derivative(V value) const {
        using L = lanes<V>;
        const math::wave_gate<L> gate{L(value)};
        const L frequency = math::rounded<L>(b), amplitude = math::rounded<L>(a), speed = amplitude * frequency;
        const auto half_b = math::times_power(math::exact<L>(b), L(0.5));
        const auto [s, c] = math::angle<L>::of_product(gate.x, half_b).both();
        // sin(bx), and 1 - cos(bx), which keeps its digits where x is small.
        const L sine = L(2) * (s.hi * c.hi), slope = fnma(speed, L(2) * (s.hi * s.hi), L(1) + speed);
        const L curvature = -(speed * (frequency * sine));
        const L r = gate.curvature(fma(amplitude, sine, gate.x), slope, curvature, slope + curvature);
        return V(math::slope_without_wave<2>(r, L(value), a, b));
    }

    static constexpr bool has_default_loop = std::is_arithmetic_v<P>;

    static constexpr auto parameters(auto& self) { return std::tie(self.a, self.b); }

    /// sin(bx) σ(x), and a x cos(bx) σ(x).
    template <value V> basic_sin_lu<V> parameter_derivatives(V value) const {
        using L = lanes<V>;
        const math::wave_gate<L> gate{L(value)};
        const auto [s, c] = angle(gate.x).both();
        return {V(gate.product(s)), V(gate.product(gate.x * (math::exact<L>(a) * c)))};
    }

private:
    template <class V> XACT_INLINE math::angle<V> angle(V x) const {
        return math::angle<V>::of_product(x, math::exact<V>(b));
    }
    /// x + a sin(bx).
    template <class V> XACT_INLINE math::dw<V> wave(V x) const {
        const math::dw<V> far = x + math::exact<V>(a) * angle(x).sin();
        const auto usual = [&]() XACT_INLINE_LAMBDA { return far; };
        return math::either(keeps_input<V>(), usual, [&]() XACT_INLINE_LAMBDA {
            // sin(y) = y - y³/6 + y⁵/120 - ….
            const math::dw<V> height = math::exact<V>(a), y = x * math::exact<V>(b);
            const V square = y.hi * y.hi, cube = y.hi * square;
            const V rest = (height.hi * cube) * fma(square, V(1) / V(120), V(-1) / V(6));
            const math::dw<V> near = rest + x * math::normalized(V(1) + height * math::exact<V>(b));
            return select(math::abs(y.hi) < V(typename V::scalar(0x1p-13)), near, far);
        });
    }

    /// Whether the sine does not take nearly all of a small x.
    template <class V> XACT_INLINE auto keeps_input() const {
        if constexpr (std::is_arithmetic_v<P>) {
            const double steep = double(a) * double(b);
            return steep > -0.5 || steep < -2;
        } else {
            const V steep = math::rounded<V>(a) * math::rounded<V>(b);
            return (steep > V(typename V::scalar(-0.5))) | (steep < V(-2));
        }
    }

    /// One of both in double: where the sine keeps the input, and where it does not.
    template <class W, class Keeps, class Takes>
    XACT_INLINE W by_steepness(W height, W rate, const Keeps& keeps, const Takes& takes) const {
        if constexpr (std::is_arithmetic_v<P>) {
            return keeps_input<vec<float>>() ? keeps() : takes();
        } else {
            const W steep = height * rate;
            return select((steep > W(-0.5)) | (steep < W(-2)), keeps(), takes());
        }
    }

    /// x + a sin(bx), of which `far` has the digits unless bx is small.
    template <class W> XACT_INLINE W with_digits(W x, W height, W rate, W far) const {
        return by_steepness(
            height, rate, [&]() XACT_INLINE_LAMBDA { return far; },
            [&]() XACT_INLINE_LAMBDA {
                const W y = rate * x, near = fma(x, fma(height, rate, W(1)), (height * y) * (y * y) * W(-1.0 / 6));
                return select(math::abs(y) < W(0x1p-11), near, far);
            });
    }
};

using sin_lu = basic_sin_lu<double>;

} // namespace v0
} // namespace xact
