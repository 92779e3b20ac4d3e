#pragma once

#include <cmath>

#include <xact/core/forward.hpp>
#include <xact/math/fast_gelu_tanh.hpp>
#include <xact/math/gate.hpp>
#include <xact/math/gelu_tanh.hpp>
#include <xact/math/near_gelu_tanh.hpp>

namespace xact {
inline namespace v0 {

/// The tanh form of GELU, computed as x σ(h), h = √(8/π)(x + 0.044715 x³), which does not cancel.
struct gelu_tanh {
    static constexpr facts about{.name = "gelu_tanh",
                                 .formula = "x/2 (1 + tanh(√(2/π) (x + 0.044715 x³)))",
                                 .source = "arXiv:1606.08415",
                                 .limit_at_minus_inf = -0.0,
                                 .limit_at_plus_inf = infinity,
                                 .slope_roots = {-0.75246142207101626},
                                 .aliases = {"gelu_new", "gelu_fast", "gelu_pytorch_tanh"}};
    static constexpr bool has_fast = true;

    template <class R> static R definition(R x) {
        using std::atan;
        using std::exp;
        using std::sqrt;
        const R pi = 4 * atan(R(1));
        const R h = sqrt(8 / pi) * (x + R(44715) / R(1000000) * x * x * x);
        return x / (1 + exp(-h));
    }

    template <value V, tier A = accurate_t> V operator()(V value, A = {}) const {
        if constexpr (fast_tier<A> && math::has_pieces<lanes<V>, math::gelu_tanh_pieces>)
            return V(math::fast_gelu_tanh(lanes<V>(value)));
        using L = lanes<V>;
        const L x(value);
        if constexpr (math::has_rising_exp<L>) {
            return V(finish(begin(x), x));
        } else if constexpr (math::is_fused<L>) {
            const L a = bounded_for_slope(x); // falling_exp() is 0 there
            return V(math::falling_gate(x, math::falling_part(a, math::falling_exp(inner(a).h))));
        } else {
            const L a = bounded_magnitude(x);
            const auto [linear, cubic] = math::gelu_tanh_terms(a);
            const auto l = math::make_logistic(math::bounded_magnitude(linear + cubic));
            return V(math::gate(x < 0, x, copysign(a, x), l.lower));
        }
    }

    template <value V, tier A = accurate_t> V derivative(V value, A = {}) const {
        if constexpr (fast_tier<A> && math::has_fast_quotients<lanes<V>>)
            return V(math::fast_gelu_tanh_slope(lanes<V>(value)));
        using L = lanes<V>;
        const L x(value);
        return V(detail::attempted_derivative(*this, x));
    }

    /// e^|h| in units.
    template <class L, tier A = accurate_t>
    XACT_INLINE auto begin(L x, A = {}) const
        requires(math::has_rising_exp<L> && !(fast_tier<A> && math::has_pieces<L, math::gelu_tanh_pieces>)) {
        using rising_exp = math::rising_exp<L, math::falling_bias<typename L::scalar>>;
        const L a = bounded_magnitude(x);
        if constexpr (math::has_short_exp<L>)
            return rising_exp::of_steps(a, math::gelu_tanh_inner<L>::steps(a));
        else
            return rising_exp(inner(a).h);
    }
    template <class L> XACT_INLINE L finish(const auto& e, L x) const {
        return math::falling_gate(x, bounded_magnitude(x) / e.with_one());
    }

    template <class L, tier A = accurate_t>
    XACT_INLINE auto quick_derivative(L x, A = {}) const
        requires(math::has_near_pieces<L, math::near_gelu_tanh_pieces> && !fast_tier<A>) {
        return math::near_gate_slope<math::near_gelu_tanh_pieces>(x);
    }
    template <class L> XACT_INLINE auto far_derivative(L x) const {
        return math::gate_slope_beyond(x, math::gelu_tanh_limit<float>);
    }
    template <class L> XACT_INLINE L anywhere_derivative(L x) const {
        if constexpr (math::has_short_exp<L>) {
            const L y = math::away_from_zero(x), a = bounded_for_slope(y);
            const math::gelu_tanh_inner<L> h(a);
            const auto e = math::short_exp<-math::rising_slope_bias>(a, h.scale);
            return math::gate_slope_of_units(y, L(math::gelu_tanh_limit<float>),
                                             math::rising_gate_slope(e, h.slope_factor(a)));
        } else if constexpr (math::is_fused<L>) {
            // x h' = h + 2 cubic.
            const L a = math::without_subnormals(math::has_rising_exp<L> ? bounded_magnitude(x) : bounded_for_slope(x));
            const auto [h, cubic] = inner(a);
            const auto one_less_h = math::two_sum(L(1), -h.hi);
            const L rest = fnma(L(2), cubic.hi, one_less_h.hi), rounded = fnma(L(2), cubic.hi, one_less_h.hi - rest);
            const math::dw<L> one_less_w{rest, fnma(L(2), cubic.lo, rounded + (one_less_h.lo - h.lo))};
            if constexpr (math::has_rising_exp<L>)
                return math::gate_slope(
                    x, math::rising_gate_slope(fma(L(2), cubic.hi, h.hi) + fma(L(2), cubic.lo, h.lo), one_less_w, h));
            return math::falling_gate_slope(x < 0, one_less_w, math::falling_exp_pair(h));
        } else {
            const L a = math::without_subnormals(bounded_for_slope(x));
            const auto [linear, cubic] = math::gelu_tanh_terms(a);
            const auto l = math::make_logistic(math::bounded_magnitude(linear + cubic));
            return math::logistic_gate_slope(x < 0, linear + L(3) * cubic, l);
        }
    }

    template <value V> V second_derivative(V value) const {
        const lanes<V> x = bounded_magnitude(lanes<V>(value));
        const auto [linear, cubic] = math::gelu_tanh_terms(x);
        const auto l = math::make_logistic(math::bounded_magnitude(linear + cubic));
        const lanes<V> c0 = math::as<lanes<V>>(first).hi, c1 = math::as<lanes<V>>(third).hi, square = x * x;
        const lanes<V> slope = fma(3 * c1, square, c0);
        return V(math::logistic_gate_curvature(fma(12 * c1, square, c0 + c0), x * (slope * slope), l));
    }

private:
    static constexpr math::real first = math::gelu_tanh_first, third = math::gelu_tanh_third;

    /// |x|, as far as the gate is not 0 or 1 beside x: until h is gate_limit, or for slopes, but for that from e^h in
    /// double, falling_limit.
    template <class V> static XACT_INLINE V bounded_magnitude(V x) {
        return at_most(V(sizeof(typename V::scalar) == 4 ? 10.941 : 22.0352), math::abs(x));
    }
    template <class V> static XACT_INLINE V bounded_for_slope(V x) {
        return at_most(V(math::gelu_tanh_limit<typename V::scalar>), math::abs(x));
    }

    template <class V> struct inner_value { math::dw<V> h, cubic; };
    template <class V> static XACT_INLINE inner_value<V> inner(V a) {
        const math::gelu_tanh_inner<V> f(a);
        return {a * f.scale, a * f.excess};
    }
};

} // namespace v0
} // namespace xact
