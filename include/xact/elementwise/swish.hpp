#pragma once

#include <cmath>
#include <tuple>

#include <xact/core/forward.hpp>
#include <xact/elementwise/silu.hpp>
#include <xact/math/fast_logistic.hpp>
#include <xact/math/fast_silu.hpp>
#include <xact/math/gate.hpp>
#include <xact/math/in_double.hpp>
#include <xact/math/near_silu.hpp>
#include <xact/math/swish_product.hpp>

namespace xact {
inline namespace v0 {

/// Swish: the input, gated by the sigmoid of a multiple of it; silu is β = 1.
template <class P> struct basic_swish {
    P beta = P(1);

    static constexpr facts about{.name = "swish",
                                 .formula = "x σ(β x)",
                                 .source = "arXiv:1710.05941",
                                 .limit_at_minus_inf = -0.0,
                                 .limit_at_plus_inf = infinity,
                                 .slope_roots = {-1.2784645427610738},
                                 .parameters = {"beta"}};
    static constexpr bool has_fast = true;

    template <class R> R definition(R x) const {
        using std::exp;
        return x / (1 + exp(-R(beta) * x));
    }

    template <value V, tier A = accurate_t> XACT_INLINE V operator()(V value, A = {}) const {
        using L = lanes<V>;
        const L x(value);
        if constexpr (fast_tier<A> && math::has_fast_one_plus_exp<L>)
            return V(math::either(
                is_positive<L>(), [&] { return math::fast_logistic_gate(x, math::rounded<L>(beta) * x); },
                [&] { return (*this)(x, accurate); }));
        const auto in_double_words = [&]() XACT_INLINE_LAMBDA {
            const auto z = scaled_input(x);
            const auto a = math::bounded_magnitude(z);
            // Where |β x| had to be bounded the gate is 0 beside any factor of moderate size.
            const auto bounded = select(a.hi == math::abs(z.hi), math::finite(x), copysign(L(1), x));
            return math::gate(z.hi < 0, x, bounded, math::make_logistic(a).lower);
        };
        const auto unusual = [&]() XACT_INLINE_LAMBDA {
            if constexpr (math::in_double::is_possible<L>)
                return of_unusual(x);
            else
                return in_double_words();
        };
        if constexpr (math::is_fused<L>) {
            const auto factor = math::make_gate_factor<L>(beta, math::gate_limit<L>);
            const L a = at_most(factor.limit, math::abs(x));
            const auto in_single_words = [&]() XACT_INLINE_LAMBDA {
                L falling;
                if constexpr (math::has_short_exp<L>)
                    falling = math::rising_part_of_steps(a, factor.steps);
                else if constexpr (math::has_rising_exp<L>)
                    falling = math::rising_part(a, a * factor.scale);
                else
                    falling = math::falling_part(a, math::falling_exp(a * factor.scale));
                return math::falling_gate(beta, x, falling);
            };
            return V(math::either(math::is_moderate_gate<L>(beta), in_single_words, unusual));
        } else {
            return V(math::either(math::is_moderate_gate<L>(beta), in_double_words, unusual));
        }
    }

    template <value V, tier A = accurate_t> XACT_INLINE V derivative(V value, A = {}) const {
        using L = lanes<V>;
        const L x(value);
        if constexpr (fast_tier<A> && math::has_fast_quotients<L>)
            return V(math::either(
                math::is_one<L>(beta), [&] { return math::fast_silu_slope(x); },
                [&] { return derivative(x, accurate); }));
        return V(detail::attempted_derivative(*this, x));
    }

    template <class L, tier A = accurate_t>
    XACT_INLINE auto quick_derivative(L x, A = {}) const
        requires(math::has_near_pieces<L, math::near_silu_pieces> && !fast_tier<A>) {
        return math::near_logistic_gate_slope(x * math::exact<L>(beta));
    }
    template <class L> XACT_INLINE auto far_derivative(L x) const {
        const L h = x * math::rounded<L>(beta); // NaN also where β is 0
        return math::known<L>{math::gate_slope_beyond(h, 110).value, (math::abs(h) > L(110)) | (x != x)};
    }
    template <class L> XACT_INLINE L anywhere_derivative(L x) const {
        const auto in_double_words = [&]() XACT_INLINE_LAMBDA { return slope_in_double_words(x); };
        if constexpr (math::has_short_exp<L>) {
            return math::either(
                math::is_moderate_gate<L>(beta),
                [&]() XACT_INLINE_LAMBDA { return finish_single_words(begun_slope(x), x); }, in_double_words);
        } else if constexpr (math::is_fused<L>) {
            const auto factor = math::make_gate_factor<L>(beta, math::gate_limit<L>);
            const L a = math::without_subnormals(at_most(factor.limit, math::abs(x)));
            const auto in_single_words = [&]() XACT_INLINE_LAMBDA {
                const L h_sign = of_h_sign(x);
                const auto h = a * factor.scale;
                if constexpr (math::has_rising_exp<L>) {
                    return math::gate_slope(h_sign, math::rising_gate_slope(h.hi, math::dw<L>{L(1) - h.hi, -h.lo}, h));
                } else {
                    return math::falling_gate_slope(h_sign < 0, math::dw<L>{L(1) - h.hi, -h.lo},
                                                    math::falling_exp_pair(h));
                }
            };
            return math::either(math::is_moderate_gate<L>(beta), in_single_words, in_double_words);
        } else {
            return in_double_words();
        }
    }

    template <class L, tier A = accurate_t>
    XACT_INLINE auto begin_derivative(L x, A = {}) const
        requires(math::has_short_exp<L> && !math::has_near_pieces<L, math::near_silu_pieces> &&
                 !(fast_tier<A> && math::has_fast_quotients<L>)) {
        return begun_slope(x);
    }
    template <class L> XACT_INLINE L finish_derivative(const auto& begun, L x) const {
        return math::either(
            math::is_moderate_gate<L>(beta), [&]() XACT_INLINE_LAMBDA { return finish_single_words(begun, x); },
            [&]() XACT_INLINE_LAMBDA { return slope_in_double_words(x); });
    }

    template <value V> V second_derivative(V value) const {
        const auto a = math::bounded_magnitude(scaled_input(lanes<V>(value)));
        return V(math::rounded<lanes<V>>(beta) *
                 math::logistic_gate_curvature(lanes<V>(2), a.hi, math::make_logistic(a)));
    }

    /// SiLU has the bits of β = 1 and less to compute.
    template <class Use> void simplest(const Use& use) const requires std::is_arithmetic_v<P> {
        beta == 1 ? use(silu{}) : use(*this);
    }

    static constexpr auto parameters(auto& self) { return std::tie(self.beta); }

    /// x² σ(β x) σ(-β x).
    template <value V> basic_swish<V> parameter_derivatives(V value) const {
        using L = lanes<V>;
        const L x(value);
        const auto z = scaled_input(x), a = math::bounded_magnitude(z);
        const L bounded = select(a.hi == math::abs(z.hi), math::finite(x), copysign(L(1), x));
        return {V(bounded * math::round_product(bounded, math::sigmoid_slope(math::make_logistic(a))))};
    }

private:
    /// In the lanes of double: βx has too few digits where β is hardly a normal number.
    template <class L> XACT_APART L of_unusual(L x) const {
        const auto f = [](auto at, auto b) XACT_INLINE_LAMBDA { return basic_swish<decltype(at)>{b}(at); };
        return math::in_double::evaluate(f, x, beta);
    }
    template <class L> XACT_INLINE auto is_positive() const {
        return math::parameter_is<L>(beta, [](auto p) { return p > 0; });
    }
    /// x with the sign of h = βx.
    template <class L> XACT_INLINE L of_h_sign(L x) const {
        return math::either(
            is_positive<L>(), [&]() XACT_INLINE_LAMBDA { return x; }, [&]() XACT_INLINE_LAMBDA { return -x; });
    }
    template <class L> XACT_INLINE math::gate_factor<L> slope_factor() const {
        return math::make_gate_factor<L>(beta, math::rising_slope_limit);
    }
    template <class L> XACT_INLINE math::power_and_rest<L> begun_slope(L x) const {
        const auto factor = slope_factor<L>();
        return math::begin_rising_gate_slope(at_most(factor.limit, math::abs(math::away_from_zero(x))), factor.steps);
    }
    template <class L> XACT_INLINE L finish_single_words(const math::power_and_rest<L>& begun, L x) const {
        const L y = math::away_from_zero(x);
        const auto factor = slope_factor<L>();
        const auto w = at_most(factor.limit, math::abs(y)) * factor.scale;
        return math::gate_slope_of_units(of_h_sign(y), factor.limit, math::rising_gate_slope(begun, w));
    }
    template <class L> XACT_INLINE L slope_in_double_words(L x) const {
        const auto z = scaled_input(x);
        const auto a = math::bounded_magnitude(z);
        return math::logistic_gate_slope(z.hi < 0, a, math::make_logistic(a));
    }
    template <class V> XACT_INLINE math::dw<V> scaled_input(V x) const {
        return math::finite(x) * math::exact<V>(beta);
    }
};

using swish = basic_swish<double>;

namespace detail {

/// x·σ(β x) of the fast tier, and with it the slope.
template <class V, class P> XACT_INLINE V fast_swish_value(P beta, V x) {
    if constexpr (std::same_as<P, math::unit_beta>)
        return silu{}(x, fast);
    else
        return basic_swish<P>{beta}(x, fast);
}
template <class V, class P> XACT_INLINE math::fast_swish<V> fast_swish_pair(P beta, V x) {
    constexpr bool is_silu = std::same_as<P, math::unit_beta>;
    if constexpr (!math::has_fast_one_plus_exp<V>) {
        const auto slope = [&]() XACT_INLINE_LAMBDA {
            if constexpr (is_silu)
                return silu{}.derivative(x, fast);
            else
                return basic_swish<P>{beta}.derivative(x, fast);
        };
        return {fast_swish_value(beta, x), slope()};
    } else if constexpr (is_silu) {
        return math::make_fast_swish(x);
    } else {
        return math::make_fast_swish(x, math::exact<V>(beta));
    }
}

} // namespace detail

} // namespace v0
} // namespace xact
