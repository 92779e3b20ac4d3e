#pragma once

#include <cmath>
#include <tuple>

#include <xact/core/forward.hpp>
#include <xact/math/angle_in_double.hpp>
#include <xact/math/bell.hpp>
#include <xact/math/sincos.hpp>

namespace xact {
inline namespace v0 {

/// A Gabor wavelet: a cosine in the window of a bell. The real WIRE; its layers have ω = s = 10.
template <class P> struct basic_gabor {
    P omega = P(10);
    P s = P(10);

    static constexpr facts about{.name = "gabor",
                                 .formula = "cos(ω x) exp(-(s x)²)",
                                 .source = "arXiv:2301.05187",
                                 .limit_at_minus_inf = 0,
                                 .limit_at_plus_inf = 0,
                                 .slope_at_plus_inf = 0,
                                 .roots = {-0.15707963267948966, 0.15707963267948966},
                                 .slope_roots = {-0.18365972031521257, 0.18365972031521257},
                                 .roots_everywhere_from = 0.15707963267948966,
                                 .parameters = {"omega", "s"}};

    template <class R> R definition(R x) const {
        using std::cos;
        using std::exp;
        const R t = R(s) * x;
        return cos(R(omega) * x) * exp(-(t * t));
    }

    template <value V, tier A = accurate_t> V operator()(V value, A = {}) const {
        using L = lanes<V>;
        const L x(value);
        const auto in_words = [&]() XACT_INLINE_LAMBDA {
            const parts<L> p(*this, x);
            return math::falling_product(p.cos, p.square);
        };
        const auto f = [](auto is_far, auto at, auto scale, auto rate) XACT_INLINE_LAMBDA {
            const in_double_parts<decltype(at), is_far> p(at, scale, rate);
            return p.wave.cos() * p.bell;
        };
        return V(by_angle(x, f, in_words));
    }

    /// -(ω sin(ωx) + 2 s² x cos(ωx)) e^-(sx)².
    template <value V, tier A = accurate_t> V derivative(V value, A = {}) const {
        using L = lanes<V>;
        const L x(value);
        const auto in_words = [&]() XACT_INLINE_LAMBDA {
            const parts<L> p(*this, x);
            const auto growth = L(2) * (math::exact<L>(s) * p.t);
            return math::falling_product(-(math::exact<L>(omega) * p.sin + growth * p.cos), p.square);
        };
        const auto slope = [](auto is_far, auto at, auto scale, auto rate) XACT_INLINE_LAMBDA {
            const in_double_parts<decltype(at), is_far> p(at, scale, rate);
            return -fma(rate, p.wave.sin(), ((scale + scale) * p.t) * p.wave.cos()) * p.bell;
        };
        return V(by_angle(x, slope, in_words));
    }

    /// ((4 s⁴x² - 2 s² - ω²) cos(ωx) + 4 ω s² x sin(ωx)) e^-(sx)².
    template <value V> V second_derivative(V value) const {
        using L = lanes<V>;
        const parts<L> p(*this, L(value));
        const auto scale = math::exact<L>(s), w = math::exact<L>(omega), growth = L(2) * (scale * p.t);
        const auto even = (growth * growth - (L(2) * (scale * scale) + w * w)) * p.cos;
        return V(math::falling_product(even + L(2) * ((w * growth) * p.sin), p.square));
    }

    static constexpr bool has_default_loop = std::is_arithmetic_v<P>;

    static constexpr auto parameters(auto& self) { return std::tie(self.omega, self.s); }

    /// -x sin(ωx) e^-(sx)², and -2 s x² cos(ωx) e^-(sx)².
    template <value V> basic_gabor<V> parameter_derivatives(V value) const {
        using L = lanes<V>;
        const parts<L> p(*this, L(value));
        return {V(math::falling_product(-p.x * p.sin, p.square)),
                V(math::falling_product(L(-2) * ((p.x * p.t) * p.cos), p.square))};
    }

private:
    /// Where t is at its limit the bell is 0, and the wave at rest.
    static constexpr float limit = 64;

    template <class W, bool IsFar> struct in_double_parts {
        W t, bell;
        math::in_double::angle<W, 0, IsFar> wave;

        XACT_INLINE in_double_parts(W x, W scale, W rate)
            : t(scale * x),
              bell(math::in_double::exp(fnma(t, t, W(-1e-100)))),
              wave(rate * select(math::abs(t) >= W(limit), W(0), x)) {}
    };

    /// f in double, or where the angle is too large for that what in_words() computes.
    template <class V, class F, class Words> XACT_INLINE V by_angle(V x, const F& f, const Words& in_words) const {
        if constexpr (math::in_double::has_angles<V>) {
            const V y = math::without_subnormals(x),
                    moving = select(math::abs(y * math::rounded<V>(s)) >= V(limit), V(0), y);
            return math::in_double::by_angle(
                moving, moving * math::rounded<V>(omega), [&](auto is_far) XACT_INLINE_LAMBDA {
                    const auto of_angle = [&](auto at, auto scale, auto rate)
                                              XACT_INLINE_LAMBDA { return f(is_far, at, scale, rate); };
                    return math::in_double::evaluate_finite(of_angle, x, s, omega);
                });
        } else {
            return in_words();
        }
    }

    /// Far out the wave is at rest: what is multiplied by 0 has to be a number.
    template <class V> struct parts {
        math::dw<V> t, square;
        V x;
        math::dw<V> sin, cos;

        XACT_INLINE parts(const basic_gabor& f, V input)
            : t(math::bell_argument(input, math::exact<V>(f.s))),
              square(t * t),
              x(math::where_not_negligible(t, input)) {
            const auto wave = math::angle<V>::of_product(x, math::exact<V>(f.omega)).both();
            sin = wave.sin, cos = wave.cos;
        }
    };
};

using gabor = basic_gabor<double>;

} // namespace v0
} // namespace xact
