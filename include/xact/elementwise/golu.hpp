#pragma once

#include <cmath>
#include <tuple>

#include <xact/core/forward.hpp>
#include <xact/math/fast_golu.hpp>
#include <xact/math/gompertz.hpp>

namespace xact {
inline namespace v0 {

/// GoLU: the input, gated by the Gompertz function.
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
            const auto g = math::exact<L>(alpha) * p.outer;
            return scale(math::limit_product(g.significand, p.bounded), g.exponent);
        };
        if constexpr (math::has_exp_table<L>)
            return V(by_tables<table_value>(x, in_double_words));
        else
            return V(in_double_words());
    }

    /// α (1 + βγ x e^(-γx)) exp(-β e^(-γx)).
    template <value V, tier A = accurate_t> XACT_INLINE V derivative(V value, A = {}) const {
        using L = lanes<V>;
        const L x(value);
        if constexpr (fast_tier<A> && math::has_pieces<L, math::golu_slope_pieces>)
            return V(math::either(
                all_one<L>(), [&] { return math::fast_golu_slope(x); }, [&] { return derivative(x, accurate); }));
        const auto in_double_words = [&] {
            const parts p(*this, x);
            const auto n = L(1) - p.z * p.w;
            return math::round((math::exact<L>(alpha) * n) * p.outer);
        };
        if constexpr (math::has_exp_table<L>)
            return V(by_tables<table_slope>(math::without_subnormals(x), in_double_words));
        else
            return V(in_double_words());
    }

    template <value V> V second_derivative(V value) const {
        const parts p(*this, lanes<V>(value));
        const lanes<V> z = p.z.hi, b = math::rounded<lanes<V>>(beta);
        const lanes<V> factor = math::rounded<lanes<V>>(alpha) * math::rounded<lanes<V>>(gamma) * b;
        return V((factor * fma(z, 1 - p.w.hi, lanes<V>(2))) * p.product());
    }

    static constexpr auto parameters(auto& self) { return std::tie(self.alpha, self.beta, self.gamma); }

    template <value V> basic_golu<V> parameter_derivatives(V value) const {
        const lanes<V> x(value), y = math::finite(x);
        const parts p(*this, x);
        const lanes<V> a = math::rounded<lanes<V>>(alpha), b = math::rounded<lanes<V>>(beta);
        const lanes<V> by_alpha = scale(math::limit_product(p.outer.significand, p.bounded), p.outer.exponent);
        const lanes<V> product = p.product();
        const lanes<V> by_beta = -a * (y * product);
        return {V(by_alpha), V(by_beta), V(-b * (y * by_beta))};
    }

private:
    /// Whether this is the paper's GoLU, which has a version of its own in both tiers.
    template <class L> XACT_INLINE auto all_one() const {
        const auto a = math::is_one<L>(alpha), b = math::is_one<L>(beta), c = math::is_one<L>(gamma);
        return a & b & c;
    }

    template <class V> struct parts : math::gompertz<V> {
        V bounded; // x, or its sign where the gate is shut

        XACT_INLINE parts(const basic_golu& f, V x)
            : math::gompertz<V>(-(math::finite(x) * math::exact<V>(f.gamma)), math::exact<V>(f.beta)),
              bounded(select(this->shut, copysign(V(1), x), x)) {}
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

    /// Form<V, Plain> at x: of the tables, or in double words where they do not reach.
    template <template <class, bool> class Form, class V, class Otherwise>
    XACT_INLINE V by_tables(V x, const Otherwise& otherwise) const {
        const V reach = limit<V>();
        return math::either(all_one<V>(), Form<V, true>{*this, x, V(40)}, [&]() XACT_INLINE_LAMBDA {
            return math::either(is_moderate<V>(), Form<V, false>{*this, x, reach}, otherwise);
        });
    }

    /// The gate from tables, in float; Plain where α = β = γ = 1.
    template <class V, bool Plain> struct table_parts : math::table_gompertz<V> {
        math::dw<V> alpha; // the gate is power·(1 + rest) times this

        XACT_INLINE table_parts(const basic_golu& f, V unbounded, V limit)
            : math::table_gompertz<V>(gate(f, at_least(-limit, at_most(limit, unbounded)))), alpha(this->unit, V(0)) {
            if constexpr (!Plain) alpha = math::times_power(math::exact<V>(f.alpha), this->unit);
        }

        static XACT_INLINE math::table_gompertz<V> gate(const basic_golu& f, V x) {
            if constexpr (Plain)
                return {x, -x};
            else
                return {x, -math::exact<V>(f.gamma), -math::exact<V>(f.beta)};
        }
    };

    template <class V, bool Plain> struct table_value {
        const basic_golu& f;
        V x, limit;

        XACT_INLINE V operator()() const {
            const table_parts<V, Plain> p(f, x, limit);
            const V q = p.x * p.power, gated = fma(q, p.rest, q);
            // Beyond the limit the gate is 1. An infinity would make NaN of a low word.
            const V product = select(x > p.x, x, gated);
            if constexpr (Plain) return product * p.alpha.hi;
            return fma(product, p.alpha.hi, math::finite(product) * p.alpha.lo);
        }
    };

    template <class V, bool Plain> struct table_slope {
        const basic_golu& f;
        V x, limit;

        XACT_INLINE V operator()() const {
            const table_parts<V, Plain> p(f, x, limit);
            const V w = fma(p.w, p.s, p.w), w_low = fma(p.w, p.s, p.w - w) + p.w_low;
            // -z is x where it is one word.
            const math::dw<V> product = Plain ? -(p.x * math::dw<V>{w, w_low}) : p.z * math::dw<V>{w, w_low};
            const math::dw<V> n = V(1) + product;
            const V q = n.hi * p.power, q_low = n.lo * p.power;
            const V slope = q + fma(q, p.rest, fma(q_low, p.rest, q_low));
            return Plain ? slope * p.alpha.hi : math::round_product(slope, p.alpha);
        }
    };
};

using golu = basic_golu<double>;

} // namespace v0
} // namespace xact
