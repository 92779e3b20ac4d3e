#pragma once

#include <cmath>
#include <tuple>

#include <xact/core/forward.hpp>
#include <xact/math/exp.hpp>
#include <xact/math/exp_table.hpp>
#include <xact/math/fast_golu.hpp>

namespace xact {
inline namespace v0 {

/// GoLU: the input, gated by the Gompertz function. The inner exponential carries 8 bits more than the type, since its
/// error is that of the outer one's argument.
template <class P> struct basic_golu {
    P alpha = P(1);
    P beta = P(1);
    P gamma = P(1);

    static constexpr facts about{.name = "golu",
                                 .formula = "α x exp(-β exp(-γ x))",
                                 .source = "arXiv:2502.03654",
                                 .limit_at_minus_inf = -0.0,
                                 .limit_at_plus_inf = infinity,
                                 .slope_roots = {-0.56714329040978387},
                                 .parameters = {"alpha", "beta", "gamma"}};
    static constexpr bool has_fast = true;

    template <class R> R definition(R x) const {
        using std::exp;
        return R(alpha) * x * exp(-R(beta) * exp(-R(gamma) * x));
    }

    template <value V, tier A = accurate_t> V operator()(V value, A = {}) const {
        using L = lanes<V>;
        const L x(value);
        if constexpr (fast_tier<A> && math::has_pieces<L, math::golu_pieces>)
            return V(math::either(
                all_one<L>(), [&] { return math::fast_golu(x); }, [&] { return (*this)(x, accurate); }));
        const auto in_double_words = [&] {
            const parts p(*this, x);
            const auto g = math::exact<L>(alpha) * p.gate;
            return scale(math::limit_product(g.significand, p.bounded), g.exponent);
        };
        if constexpr (math::has_exp_table<L>)
            return V(math::either(is_moderate<L>(), table_value{*this, x, limit<L>()}, in_double_words));
        else
            return V(in_double_words());
    }

    /// α (1 + βγ x e^(-γx)) exp(-β e^(-γx)).
    template <value V, tier A = accurate_t> V derivative(V value, A = {}) const {
        using L = lanes<V>;
        const L x(value);
        if constexpr (fast_tier<A> && math::has_pieces<L, math::golu_slope_pieces>)
            return V(math::either(
                all_one<L>(), [&] { return math::fast_golu_slope(x); }, [&] { return derivative(x, accurate); }));
        const auto in_double_words = [&] {
            const parts p(*this, x);
            const auto n = L(1) - p.z * p.w;
            return math::round((math::exact<L>(alpha) * n) * p.gate);
        };
        if constexpr (math::has_exp_table<L>)
            return V(math::either(is_moderate<L>(), table_slope{*this, math::without_subnormals(x), limit<L>()},
                                  in_double_words));
        else
            return V(in_double_words());
    }

    template <value V> V second_derivative(V value) const {
        const parts p(*this, lanes<V>(value));
        const lanes<V> z = p.z.hi, b = math::rounded<lanes<V>>(beta);
        const lanes<V> factor = math::rounded<lanes<V>>(alpha) * math::rounded<lanes<V>>(gamma) * b;
        return V((factor * fma(z, 1 - p.w.hi, lanes<V>(2))) * p.inner_by_gate());
    }

    static constexpr auto parameters(auto& self) { return std::tie(self.alpha, self.beta, self.gamma); }

    template <value V> basic_golu<V> parameter_derivatives(V value) const {
        const lanes<V> x(value), y = math::finite(x);
        const parts p(*this, x);
        const lanes<V> a = math::rounded<lanes<V>>(alpha), b = math::rounded<lanes<V>>(beta);
        const lanes<V> by_alpha = scale(math::limit_product(p.gate.significand, p.bounded), p.gate.exponent);
        const lanes<V> product = p.inner_by_gate();
        const lanes<V> by_beta = -a * (y * product);
        return {V(by_alpha), V(by_beta), V(-b * (y * by_beta))};
    }

private:
    /// Whether this is the paper's GoLU, which the fast tier has.
    template <class L> XACT_INLINE auto all_one() const {
        const auto a = math::is_one<L>(alpha), b = math::is_one<L>(beta), c = math::is_one<L>(gamma);
        return a & b & c;
    }

    template <class V> struct parts {
        math::dw<V> z;              // -γx, bounded
        math::scaled<V> inner;      // e^z
        math::dw<V> w;              // β e^z, bounded
        typename V::condition shut; // where it had to be: the gate is 0 beside any power of x
        math::scaled<V> gate;       // e^-w
        V bounded;                  // x, or its sign where the gate is shut

        XACT_INLINE parts(const basic_golu& f, V x) {
            z = math::exp_bounded(-(math::finite(x) * math::exact<V>(f.gamma)));
            inner = math::precise_exp(z);
            const math::dw<V> unbounded = math::exact<V>(f.beta) * math::summand(inner);
            w = -math::exp_bounded(-unbounded);
            shut = w.hi < unbounded.hi;
            gate = math::exp(-w);
            bounded = select(shut, copysign(V(1), x), x);
        }

        /// e^z·e^-w, which vanishes at both ends although its first factor does not.
        XACT_INLINE V inner_by_gate() const {
            const V product = scale(math::round(inner.significand * gate.significand), inner.exponent + gate.exponent);
            return select(shut, V(0), product);
        }
    };
    template <class V> parts(const basic_golu&, V) -> parts<V>;

    /// Whether the exponents stay within the range of table_parts.
    template <class L> XACT_INLINE auto is_moderate() const {
        const auto of_exponent = [](auto p) { return (p >= 0x1p-30f) & (p <= 0x1p20f); };
        const auto of_factor = [](auto p) {
            return ((p >= 0x1p-30f) & (p <= 0x1p30f)) | ((p <= -0x1p-30f) & (p >= -0x1p30f));
        };
        const auto alpha_is = math::parameter_is<L>(alpha, of_factor);
        const auto beta_is = math::parameter_is<L>(beta, of_exponent);
        const auto gamma_is = math::parameter_is<L>(gamma, of_exponent);
        return alpha_is & beta_is & gamma_is;
    }

    /// Where |γx| is 40: beyond it the gate is 0 or 1. Made before it is known whether it is needed, since compilers
    /// take no division out of a condition in a loop.
    template <class L> XACT_INLINE L limit() const { return L(40) / math::rounded<L>(gamma); }

    /// The same from tables, in float and single words. The exponents are held as sums of which only the last, small
    /// terms are rounded.
    template <class V> struct table_parts {
        V x;               // bounded
        math::dw<V> z;     // -γx, bounded
        V w, s;            // -β e^z is w·(1 + s) + ...
        V w_low;           // ... this
        V power, rest;     // the gate is power·(1 + rest) ...
        math::dw<V> alpha; // times this

        XACT_INLINE table_parts(const basic_golu& f, V unbounded, V limit) {
            const math::dw<V> minus_gamma = -math::exact<V>(f.gamma), minus_beta = -math::exact<V>(f.beta);
            x = at_least(-limit, at_most(limit, unbounded));
            z = x * minus_gamma;
            const math::table_exp<V> e(z);
            // Where the gate is shut it is an exact 0, of the sign of x beside it; numbers that underflow are dear.
            const V factor = e.power * minus_beta.hi, product = e.hi * factor;
            const V product_low = fma(e.hi, e.power * minus_beta.lo, product_error(e.hi, factor, product));
            const auto shut = product < V(-120);
            w = at_least(V(-120), product), w_low = select(shut, V(0), fma(e.lo, factor, product_low));
            s = e.r + e.tail, w_low = fma(w_low, s, w_low);
            const V whole = fma(w, s, w);
            // Where the gate is small it is held as a multiple of 2^-64.
            const auto small = whole < V(-40);
            const V shifter = select(small, V(V::template exponent_shifter<64>), V(V::template exponent_shifter<0>));
            alpha = math::times_power(math::exact<V>(f.alpha), select(small, V(0x1p-64f), V(1)));
            using c = math::exp_coefficients<float>;
            const V sum = fma(whole, V(c::log2e), shifter), k = sum - shifter;
            const V r = fma(w, e.r, fnma(k, V(c::ln2_1), w));
            const V r_low = fma(w, e.tail, fnma(k, V(c::ln2_2), w_low)), both = r + r_low;
            power = select(shut, V(0), pow2_of_sum(sum));
            rest = select(shut, V(0), r + fma(both * both, math::polynomial(both, c::q), r_low));
        }
    };

    template <class V> struct table_value {
        const basic_golu& f;
        V x, limit;

        XACT_INLINE V operator()() const {
            const table_parts<V> p(f, x, limit);
            const V q = p.x * p.power, gated = fma(q, p.rest, q);
            // Beyond the limit the gate is 1. An infinity would make NaN of a low word.
            const V product = select(x > p.x, x, gated);
            return fma(product, p.alpha.hi, math::finite(product) * p.alpha.lo);
        }
    };
    template <class V> table_value(const basic_golu&, V, V) -> table_value<V>;

    template <class V> struct table_slope {
        const basic_golu& f;
        V x, limit;

        XACT_INLINE V operator()() const {
            const table_parts<V> p(f, x, limit);
            const V w = fma(p.w, p.s, p.w), w_low = fma(p.w, p.s, p.w - w) + p.w_low;
            const math::dw<V> n = V(1) + p.z * math::dw<V>{w, w_low};
            const V q = n.hi * p.power, q_low = n.lo * p.power;
            const V slope = q + fma(q, p.rest, fma(q_low, p.rest, q_low));
            return math::round_product(slope, p.alpha);
        }
    };
    template <class V> table_slope(const basic_golu&, V, V) -> table_slope<V>;
};

using golu = basic_golu<double>;

} // namespace v0
} // namespace xact
