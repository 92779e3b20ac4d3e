#pragma once

#include <cmath>
#include <tuple>

#include <xact/core/forward.hpp>
#include <xact/elementwise/gelu.hpp>
#include <xact/elementwise/silu.hpp>
#include <xact/math/arctan_gate.hpp>
#include <xact/math/atan.hpp>
#include <xact/math/fast_arctan_gate.hpp>

namespace xact {
inline namespace v0 {

namespace detail {

/// What basic_xgate asks of a gate G with G(x) + G(-x) = 1 beside x·G(x) as a functor, at t = |x|, bounded where
/// everything but q has vanished.
template <class V> struct gate_parts {
    V t;
    math::scaled<V> q;     ///< G(-t)
    math::scaled<V> slope; ///< G(-t) - t·G'(t), the derivative of x·G(x) at -t
    V odds;                ///< t·G'(t)
    V curvature;           ///< 2·G'(t) + t·G''(t), the second derivative of x·G(x) at both ±t
};

} // namespace detail

/// G(x) = atan(x)/π + ½, the gate of xATLU.
struct arctan_gate {
    static constexpr facts about{.name = "xatlu",
                                 .formula = "x ((1 + 2α) G - α), G = atan(x)/π + ½",
                                 .source = "arXiv:2405.20768",
                                 .limit_at_minus_inf = -0.31830988618379067154,
                                 .limit_at_plus_inf = infinity,
                                 .parameters = {"alpha"},
                                 .aliases = {"atlu"}};

    /// x·G(x).
    struct plain {
        /// Far out, where its derivative is a difference of nearly equal terms, by the series of x·atan(1/x).
        template <class R> static R definition(R x) {
            using std::atan;
            const R pi = 4 * atan(R(1));
            if (x > -8) return x < 0 ? R(-x * atan(1 / x) / pi) : R(x * (R(1) / R(2) + atan(x) / pi));
            const R s = 1 / (x * x);
            R sum = R(1) / R(41);
            for (int n = 39; n > 0; n -= 2) sum = R(1) / R(n) - s * sum;
            return -sum / pi;
        }

        template <class V, tier A = accurate_t> V operator()(V x, A = {}) const {
            if constexpr (fast_tier<A> && math::has_fast_arctan_gate<V>) {
                return math::fast_arctan_gate_product(x);
            } else if constexpr (math::is_fused<V>) {
                return math::arctan_gate_product(x);
            } else {
                const auto p = at(x);
                return math::gate(x < 0, x, copysign(p.t, x), p.q);
            }
        }

        template <class V, tier A = accurate_t> V derivative(V x, A = {}) const {
            if constexpr (fast_tier<A> && math::has_fast_arctan_gate<V>)
                return math::fast_arctan_gate_slope(x);
            else if constexpr (math::has_arctan_pieces<V>)
                return math::arctan_gate_slope(x);
            else if constexpr (math::is_fused<V> && sizeof(typename V::scalar) == 8)
                return finish_derivative(begin_derivative(x), x);
            else
                return math::gate_slope(x < 0, math::round(at(x).slope));
        }

        template <class V, tier A = accurate_t>
        XACT_INLINE V begin_derivative(V x, A = {}) const
            requires(math::is_fused<V> && sizeof(typename V::scalar) == 8) {
            return math::begin_wide_arctan_gate_slope(x);
        }
        template <class V> XACT_INLINE V finish_derivative(V begun, V x) const {
            return math::finish_wide_arctan_gate_slope(begun, x);
        }
    };

    template <class V> static XACT_INLINE detail::gate_parts<V> at(V x) {
        // From 2^60 on x·G(-t) is 1/π and the other parts are 0.
        const V t = at_most(V(0x1p60f), math::abs(x)), none(0);
        const math::dw<V> inverse_pi = math::as<V>(math::inverse_pi);
        const math::dw<V> denominator = V(1) + math::two_product(t, t);
        const math::dw<V> density = math::reciprocal(denominator) * inverse_pi;
        const V odds = math::round_product(t, density);
        return {t,
                {math::arccot(t) * inverse_pi, none},
                inverse_pi * math::arccot_excess(math::finite(math::abs(x))),
                odds,
                V(2) * math::round_product(V(1) / denominator.hi, density)};
    }
};

/// G = Φ, the gate of xGELU.
struct normal_gate {
    static constexpr facts about{.name = "xgelu",
                                 .formula = "x ((1 + 2α) Φ(x) - α)",
                                 .source = "arXiv:2405.20768",
                                 .limit_at_minus_inf = -0.0,
                                 .limit_at_plus_inf = infinity,
                                 .slope_roots = {-0.75179152469356446},
                                 .parameters = {"alpha"}};

    /// x·G(x).
    using plain = gelu;

    template <class V> static XACT_INLINE detail::gate_parts<V> at(V x) {
        const math::normal n(x);
        const math::dw<V> first = n.t * math::as<V>(math::inverse_sqrt_2pi);
        const V two_minus_square = fnma(n.t, n.t, V(2));
        return {n.t, n.lower(), (n.mills - first) * n.e, math::round(first * n.e),
                math::round_product(two_minus_square, n.density())};
    }
};

/// G = σ, the gate of xSiLU.
struct logistic_gate {
    static constexpr facts about{.name = "xsilu",
                                 .formula = "x ((1 + 2α) σ(x) - α)",
                                 .source = "arXiv:2405.20768",
                                 .limit_at_minus_inf = -0.0,
                                 .limit_at_plus_inf = infinity,
                                 .slope_roots = {-1.2784645427610738},
                                 .parameters = {"alpha"}};

    /// x·G(x).
    using plain = silu;

    template <class V> static XACT_INLINE detail::gate_parts<V> at(V x) {
        const math::dw<V> a = math::bounded_magnitude(x);
        const auto l = math::make_logistic(a);
        return {a.hi, l.lower, (V(1) - a * l.upper) * l.lower, math::round_product(a.hi, math::sigmoid_slope(l)),
                math::logistic_gate_curvature(V(2), a.hi, l)};
    }
};

/// The input, gated by a gate whose range is widened to (-α, 1 + α): x ((1 + 2α) G(x) - α). One α is learnt a block.
template <class Gate, class P> struct basic_xgate {
    P alpha = P(0);

    static constexpr const facts& about = Gate::about;
    static constexpr bool has_fast = true;

    template <class R> R definition(R x) const {
        return (1 + 2 * R(alpha)) * Gate::plain::definition(x) - R(alpha) * x;
    }

    template <value V, tier A = accurate_t> V operator()(V value, A tier = {}) const {
        const lanes<V> x(value);
        return V(math::either(
            is_plain<lanes<V>>(), [&] { return plain(x, tier); },
            [&] {
                return math::either(
                    is_mirrored<lanes<V>>(), [&] { return mirrored(x); },
                    [&] { return x * widen(x < 0, Gate::at(x).q); });
            }));
    }

    template <value V, tier A = accurate_t> V derivative(V value, A tier = {}) const {
        const lanes<V> x(value);
        return V(math::either(
            is_plain<lanes<V>>(), [&] { return plain.derivative(x, tier); }, [&] { return wide_derivative(x); }));
    }

    template <class L, tier A = accurate_t>
    XACT_INLINE auto begin_derivative(L x, A tier = {}) const requires requires(typename Gate::plain gate) {
        gate.begin_derivative(x, tier);
    }
    { return plain.begin_derivative(x, tier); }
    template <class L> XACT_INLINE L finish_derivative(const auto& begun, L x) const {
        return math::either(
            is_plain<L>(), [&] { return plain.finish_derivative(begun, x); }, [&] { return wide_derivative(x); });
    }

    template <value V> V second_derivative(V value) const {
        const lanes<V> a = math::rounded<lanes<V>>(alpha);
        return V((1 + (a + a)) * Gate::at(lanes<V>(value)).curvature);
    }

    static constexpr auto parameters(auto& self) { return std::tie(self.alpha); }

    /// x (2 G(x) - 1) = |x| (1 - 2 G(-|x|)).
    template <value V> basic_xgate<Gate, V> parameter_derivatives(V value) const {
        const lanes<V> x(value);
        const auto q = math::round(Gate::at(x).q);
        return {V(math::abs(x) * (1 - (q + q)))};
    }

private:
    static constexpr typename Gate::plain plain{};

    template <class V> XACT_INLINE auto is_plain() const {
        return math::parameter_is<V>(alpha, [](auto a) { return a == 0; });
    }

    /// α = -1, x G(-x): one side of G is gone, and so are the digits of 1 + α.
    template <class V> XACT_INLINE auto is_mirrored() const { return math::is_exactly<V>(alpha, -1); }
    template <class V> static XACT_APART V mirrored(V x) { return -plain(-x); }
    template <class V> static XACT_APART V mirrored_derivative(V x) { return plain.derivative(-x); }

    template <class V> XACT_INLINE V wide_derivative(V x) const {
        return math::either(
            is_mirrored<V>(), [&] { return mirrored_derivative(x); }, [&] { return widen(x < 0, Gate::at(x).slope); });
    }

    /// (1 + 2α) u - α where x < 0, one minus that elsewhere.
    template <class V> XACT_INLINE V widen(typename V::condition negative, math::scaled<V> u) const {
        const math::dw<V> a = math::exact<V>(alpha);
        const math::dw<V> g = (V(1) + math::times_power(a, V(2))) * math::summand(u) - a;
        return math::round(select(negative, g, V(1) - g));
    }
};

template <class Gate> using xgate = basic_xgate<Gate, double>;

} // namespace v0
} // namespace xact
