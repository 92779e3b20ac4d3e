#pragma once

#include <cmath>
#include <tuple>

#include <xact/core/forward.hpp>
#include <xact/math/density.hpp>
#include <xact/math/in_double.hpp>

namespace xact {
inline namespace v0 {

/// CRReLU: ReLU and a small odd ripple of learnt height, from an optimisation of the entropy.
template <class P> struct basic_crrelu {
    P epsilon = P(0.01);

    static constexpr facts about{.name = "crrelu",
                                 .formula = "max(0, x) + ε x e^(-x²/2)",
                                 .source = "arXiv:2405.12954",
                                 .limit_at_minus_inf = -0.0,
                                 .limit_at_plus_inf = infinity,
                                 .kinks = {0},
                                 .slope_roots = {-1},
                                 .parameters = {"epsilon"}};

    template <class R> R definition(R x) const {
        using std::exp;
        const R ripple = R(epsilon) * x * exp(-(x * x) / 2);
        return x > 0 ? R(x + ripple) : ripple;
    }

    template <value V, tier A = accurate_t> V operator()(V value, A = {}) const {
        using L = lanes<V>;
        const L x(value);
        return V(math::either(
            is_usual<L>(), [&]() XACT_INLINE_LAMBDA { return usual_value(x); },
            [&]() XACT_INLINE_LAMBDA {
                if constexpr (math::in_double::is_possible<L>) {
                    const auto f = [](auto at, auto height) XACT_INLINE_LAMBDA {
                        const in_double_parts p(at, height);
                        return at * fma(height, p.ripple, p.base);
                    };
                    return math::in_double::evaluate_finite(f, x, epsilon);
                } else {
                    const parts p(*this, x);
                    return select(p.is_middle, math::round(x * p.gate()), usual_value(x));
                }
            }));
    }

    /// f'(0) = ε.
    template <value V, tier A = accurate_t> V derivative(V value, A = {}) const {
        using L = lanes<V>;
        const L x(value);
        return V(math::either(
            is_usual<L>(), [&]() XACT_INLINE_LAMBDA { return usual_derivative(x); },
            [&]() XACT_INLINE_LAMBDA {
                if constexpr (math::in_double::is_possible<L>) {
                    const auto slope = [](auto at, auto height) XACT_INLINE_LAMBDA {
                        const in_double_parts p(at, height);
                        return fma(height, fnma(at * at, p.e, p.ripple), p.base);
                    };
                    return math::in_double::evaluate_finite(slope, x, epsilon);
                } else {
                    const parts p(*this, x);
                    return select(p.is_middle, math::round(p.gate_slope()), usual_derivative(x));
                }
            }));
    }

    /// A loop of its own for parameters that are not unusual.
    template <class Use> void simplest(const Use& use) const requires std::is_arithmetic_v<P> {
        const bool is_plain = is_usual<vec<float>>() && is_usual<vec<double>>();
        is_plain ? use(detail::with_usual_parameters<basic_crrelu>{*this}) : use(*this);
    }

    template <class L> XACT_INLINE L usual_value(L x) const {
        const L t = math::density_argument(x);
        const L ripple = math::density_product(t, {t, L(0)}, math::exact<L>(epsilon));
        return at_least(L(-0.0), x) + flip_sign(ripple, x);
    }
    template <class L> XACT_INLINE L usual_derivative(L x) const {
        const L t = math::density_argument(x);
        const L ripple = math::density_product(t, L(1) - math::two_product_beside_one(t, t), math::exact<L>(epsilon));
        return select(x > 0, L(1) + ripple, ripple);
    }

    /// ε x (x² - 3) e^(-x²/2).
    template <value V> V second_derivative(V value) const {
        using L = lanes<V>;
        const L x(value);
        if constexpr (math::in_double::is_possible<L>) {
            const auto curvature = [](auto at, auto height) XACT_INLINE_LAMBDA {
                using W = decltype(at);
                const W t = at_least(W(-40), at_most(W(40), at)); // beyond, all is 0
                return (height * t) * (fma(t, t, W(-3)) * in_double_parts(t, height).e);
            };
            return V(math::in_double::evaluate_finite(curvature, x, epsilon));
        } else {
            const L t = math::density_argument(x), odd = fma(t, t, L(-3)) * t;
            return V(math::density_product(t, {select(x < 0, -odd, odd), L(0)}, math::exact<L>(epsilon)));
        }
    }

    static constexpr auto parameters(auto& self) { return std::tie(self.epsilon); }

    template <value V> basic_crrelu<V> parameter_derivatives(V value) const {
        using L = lanes<V>;
        const L x(value), t = math::density_argument(x);
        return {V(math::density_product(t, {copysign(t, x), L(0)}, {L(1), L(0)}))};
    }

private:
    /// f = x·(base + ε·ripple): right of 0 (1 + ε) + ε (e^(-x²/2) - 1) in the middle, where ε = -1 leaves little of 1 +
    /// ε.
    template <class W> struct in_double_parts {
        W e, ripple, base;

        XACT_INLINE in_double_parts(W x, W height) {
            // As far as e^(-x²/2) is not 0 beside powers of x.
            const auto [power, rest] = math::in_double::split_exp(at_least(W(-700), (x * W(-0.5)) * x));
            const W zero(0), one(1), m = fma(power, rest, power - one);
            e = fma(power, rest, power);
            const auto is_middle = m > W(-0.5);
            const auto right = x > zero;
            ripple = select(right & is_middle, m, e);
            base = select(right, select(is_middle, one + height, one), zero);
        }
    };
    template <class W> in_double_parts(W, W) -> in_double_parts<W>;

    /// Whether the ripple leaves most of x, and is no higher.
    template <class V> XACT_INLINE auto is_usual() const {
        return math::parameter_is<V>(epsilon, [](auto value) { return (value >= -0.25f) & (value <= 1.0f); });
    }

    /// The same in the middle in two words.
    template <class V> struct parts {
        math::dw<V> height, square, m; // ε, x² and e^(-x²/2) - 1
        typename V::condition is_middle;

        XACT_INLINE parts(const basic_crrelu& f, V x) : height(math::exact<V>(f.epsilon)) {
            const V t = at_least(V(0), at_most(V(1), x));
            square = math::two_product(t, t);
            m = math::expm1_nonpositive(math::times_power(square, V(-0.5)));
            is_middle = (x > 0) & (x < 1);
        }

        XACT_INLINE math::dw<V> gate() const { return (V(1) + height) + height * m; }
        XACT_INLINE math::dw<V> gate_slope() const { return (V(1) + height) + height * (m - square * (V(1) + m)); }
    };
    template <class V> parts(const basic_crrelu&, V) -> parts<V>;
};

using crrelu = basic_crrelu<double>;

} // namespace v0
} // namespace xact
