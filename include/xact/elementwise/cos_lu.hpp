#pragma once

#include <cmath>
#include <tuple>

#include <xact/core/forward.hpp>
#include <xact/math/angle_in_double.hpp>
#include <xact/math/sincos.hpp>
#include <xact/math/wave_gate.hpp>

namespace xact {
inline namespace v0 {

/// CosLU: the input plus a cosine, gated by the input's sigmoid.
template <class P> struct basic_cos_lu {
    P a = P(1);
    P b = P(1);

    static constexpr facts about{.name = "cos_lu",
                                 .formula = "(x + a cos(b x)) σ(x)",
                                 .source = "arXiv:2402.09092",
                                 .limit_at_minus_inf = -0.0,
                                 .limit_at_plus_inf = infinity,
                                 .slope_at_plus_inf = no_limit,
                                 .roots = {-0.73908513321516064},
                                 .slope_roots = {-1.9054082779214081},
                                 .parameters = {"a", "b"}};

    template <class R> R definition(R x) const {
        using std::cos;
        using std::exp;
        return (x + R(a) * cos(R(b) * x)) / (1 + exp(-x));
    }

    template <value V, tier A = accurate_t> V operator()(V value, A = {}) const {
        using L = lanes<V>;
        const L x(value);
        const auto in_words = [&]() XACT_INLINE_LAMBDA {
            const math::wave_gate<L> gate{x};
            return gate.value(wave(gate.x));
        };
        const auto f = [](auto is_far, auto at, auto height, auto rate) XACT_INLINE_LAMBDA {
            using W = decltype(at);
            const W g = fma(height, math::in_double::angle<W, 0, is_far>(rate * at).cos(), at);
            return g * math::in_double::sigmoid(at);
        };
        return V(math::in_double::evaluate_wave(f, x, a, b, infinity, in_words));
    }

    /// σ(x) (1 - a b sin(bx) + (x + a cos(bx)) σ(-x)), 1 - a b sin(bx) being 1 - ab + 2ab sin²(bx/2 - π/4):
    /// it keeps its digits at the double roots for ab = 1, beside which little is left for large x.
    template <value V, tier A = accurate_t> V derivative(V value, A = {}) const {
        using L = lanes<V>;
        const L x(value);
        const auto in_words = [&]() XACT_INLINE_LAMBDA {
            const math::wave_gate<L> gate{x};
            const auto slope = math::exact<L>(a) * math::exact<L>(b),
                       half_b = math::times_power(math::exact<L>(b), L(0.5));
            const auto half = math::angle<L>::template of_product<-1>(gate.x, half_b).sin();
            const auto g_slope = (L(1) - slope) + math::times_power(slope * (half * half), L(2));
            return gate.slope(wave(gate.x), g_slope);
        };
        // cos(bx) is -2 sin(bx/2 - π/4) cos(bx/2 - π/4).
        const auto slope = [](auto is_far, auto at, auto height, auto rate) XACT_INLINE_LAMBDA {
            using W = decltype(at);
            const W e = math::in_double::exp(-at), s = math::in_double::inverse(W(1) + e), steep = height * rate;
            const math::in_double::angle<W, -1, is_far> z((rate * W(0.5)) * at);
            const W half = z.sin(), twice = half + half;
            const W g = fnma(height * twice, z.cos(), at), g_slope = fma(steep * twice, half, W(1) - steep);
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
        const L sine = L(2) * (s.hi * c.hi), versine = L(2) * (s.hi * s.hi), bend = speed * frequency;
        const L sum = fnma(speed, sine, fma(bend, versine, L(1) - bend));
        const L r = gate.curvature(fma(amplitude, L(1) - versine, gate.x), fnma(speed, sine, L(1)),
                                   bend * (versine - L(1)), sum);
        return V(math::slope_without_wave<2>(r, L(value), a, b));
    }

    static constexpr auto parameters(auto& self) { return std::tie(self.a, self.b); }

    /// cos(bx) σ(x), and -a x sin(bx) σ(x).
    template <value V> basic_cos_lu<V> parameter_derivatives(V value) const {
        using L = lanes<V>;
        const math::wave_gate<L> gate{L(value)};
        const auto [s, c] = angle(gate.x).both();
        return {V(gate.product(c)), V(gate.product(-gate.x * (math::exact<L>(a) * s)))};
    }

private:
    template <class V> XACT_INLINE math::angle<V> angle(V x) const {
        return math::angle<V>::of_product(x, math::exact<V>(b));
    }
    /// x + a cos(bx).
    template <class V> XACT_INLINE math::dw<V> wave(V x) const { return x + math::exact<V>(a) * angle(x).cos(); }
};

using cos_lu = basic_cos_lu<double>;

} // namespace v0
} // namespace xact
