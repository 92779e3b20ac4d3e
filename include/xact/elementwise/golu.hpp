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
                                 .parameters = {"alpha", "beta", "gamma"},
                                 .aliases = {"expexpish"}};
    static constexpr bool has_fast = true;

    template <class R> R definition(R x) const {
        using std::exp;
        return R(alpha) * x * exp(-R(beta) * exp(-R(gamma) * x));
    }

    template <value V, tier A = accurate_t> V operator()(V value, A = {}) const {
        using L = lanes<V>;
        const L x(value);
        if constexpr (fast_tier<A> && math::has_fast_one_plus_exp<L>)
            return V(math::either(
                all_one<L>(), [&] { return math::fast_golu(x); }, [&] { return (*this)(x, accurate); }));
        if constexpr (math::has_exp_table<L>)
            return V(finish(begin(x), x));
        else
            return V(in_double_words(x));
    }

    /// α (1 + βγ x e^(-γx)) exp(-β e^(-γx)).
    template <value V, tier A = accurate_t> XACT_INLINE V derivative(V value, A = {}) const {
        using L = lanes<V>;
        const L x(value);
        if constexpr (fast_tier<A> && math::has_fast_one_plus_exp<L>)
            return V(math::either(
                all_one<L>(), [&] { return math::fast_golu_slope(x); }, [&] { return derivative(x, accurate); }));
        if constexpr (math::has_exp_table<L>)
            return V(finish_derivative(begin_derivative(x), x));
        else
            return V(slope_in_double_words(x));
    }

    template <class V, tier A = accurate_t>
    XACT_INLINE auto begin(V x, A = {}) const
        requires(math::has_exp_table<V> && !(fast_tier<A> && math::has_fast_one_plus_exp<V>)) {
        return exponent(x);
    }
    template <class V> XACT_INLINE V finish(const math::gompertz_exponent<V>& z, V x) const {
        return by_tables<table_value>(z, x, [&] { return in_double_words(x); });
    }
    template <class V, tier A = accurate_t>
    XACT_INLINE auto begin_derivative(V x, A = {}) const
        requires(math::has_exp_table<V> && !(fast_tier<A> && math::has_fast_one_plus_exp<V>)) {
        return exponent(math::without_subnormals(x));
    }
    template <class V> XACT_INLINE V finish_derivative(const math::gompertz_exponent<V>& z, V x) const {
        return by_tables<table_slope>(z, math::without_subnormals(x), [&] { return slope_in_double_words(x); });
    }

    template <value V> V second_derivative(V value) const {
        const parts p(*this, lanes<V>(value));
        const lanes<V> z = p.z.hi, b = math::rounded<lanes<V>>(beta);
        const lanes<V> factor = math::rounded<lanes<V>>(alpha) * math::rounded<lanes<V>>(gamma) * b;
        // e^z may be infinite where β = 0.
        const lanes<V> curvature = (factor * fma(z, 1 - p.w.hi, lanes<V>(2))) * p.product();
        return V(select(b == 0, keep_nan(p.bounded, lanes<V>(0)), curvature));
    }

    static constexpr bool has_default_loop = std::is_arithmetic_v<P>;

    static constexpr auto parameters(auto& self) { return std::tie(self.alpha, self.beta, self.gamma); }

    template <value V> basic_golu<V> parameter_derivatives(V value) const {
        const lanes<V> x(value), y = math::finite(x);
        const parts p(*this, x);
        const lanes<V> a = math::rounded<lanes<V>>(alpha), b = math::rounded<lanes<V>>(beta);
        const lanes<V> by_alpha = scale(math::limit_product(p.outer.significand, p.bounded), p.outer.exponent);
        const lanes<V> product = p.product();
        const lanes<V> by_beta = -a * (y * product);
        const lanes<V> by_gamma = select(b == 0, keep_nan(x, b), -b * (y * by_beta));
        return {V(by_alpha), V(by_beta), V(by_gamma)};
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

    template <class V> V in_double_words(V x) const {
        const parts p(*this, x);
        const auto g = math::exact<V>(alpha) * p.outer;
        return scale(math::limit_product(g.significand, p.bounded), g.exponent);
    }
    template <class V> V slope_in_double_words(V x) const {
        const parts p(*this, x);
        const auto n = V(1) - p.z * p.w;
        return math::round((math::exact<V>(alpha) * n) * p.outer);
    }

    /// Beyond this |γx| the gate is 0 or 1, for any β that is_moderate().
    template <class L> static constexpr typename L::scalar reach = sizeof(typename L::scalar) == 4 ? 40 : 60;

    /// The |x| where it is that. Made before it is known whether it is needed, since compilers
    /// take no division out of a condition in a loop.
    template <class L> XACT_INLINE L limit() const { return L(reach<L>) / math::rounded<L>(gamma); }

    template <class V> static XACT_INLINE V bounded(V x, V limit) { return at_least(-limit, at_most(limit, x)); }

    /// -β e^(-γx) from tables.
    template <class V> XACT_INLINE math::gompertz_exponent<V> exponent(V x) const {
        if constexpr (std::is_arithmetic_v<P>)
            if (all_one<V>()) return math::gompertz_exponent<V>(-bounded(x, V(reach<V>)));
        return {bounded(x, limit<V>()) * -math::exact<V>(gamma), -math::exact<V>(beta)};
    }

    /// Form<V, Plain> at x: of the tables, or in double words where they do not reach.
    template <template <class, bool> class Form, class V, class Otherwise>
    XACT_INLINE V by_tables(const math::gompertz_exponent<V>& z, V x, const Otherwise& otherwise) const {
        const V last = limit<V>();
        return math::either(all_one<V>(), Form<V, true>{*this, z, x, V(reach<V>)}, [&]() XACT_INLINE_LAMBDA {
            return math::either(is_moderate<V>(), Form<V, false>{*this, z, x, last}, otherwise);
        });
    }

    // From tables; Plain where α = β = γ = 1.

    template <class V, bool Plain> XACT_INLINE math::dw<V> scaled_alpha(V unit) const {
        if constexpr (Plain)
            return {unit, V(0)};
        else
            return math::times_power(math::exact<V>(alpha), unit);
    }

    template <class V, bool Plain> struct table_value {
        const basic_golu& f;
        const math::gompertz_exponent<V>& z;
        V x, limit;

        XACT_INLINE V operator()() const {
            const math::table_gompertz<V> gate(z);
            const V size = at_most(limit, math::abs(x)), q = size * gate.power, gated = fma(q, gate.rest, q);
            // Beyond the limit the gate is 1.
            const auto a = f.template scaled_alpha<V, Plain>(V(gate.unit));
            if constexpr (Plain) return select(x > size, x, gated * flip_sign(a.hi, x));
            return select(x > size, math::limit_product(math::exact<V>(f.alpha), x),
                          flip_sign(math::round_product(gated, a), x));
        }
    };

    template <class V, bool Plain> struct table_slope {
        const basic_golu& f;
        const math::gompertz_exponent<V>& z;
        V x, limit;

        XACT_INLINE V operator()() const {
            const math::table_gompertz<V> gate(z);
            const V y = bounded(x, limit);
            const math::dw<V> minus_w = z.value();
            const math::dw<V> product = Plain ? y * minus_w : (y * math::exact<V>(f.gamma)) * minus_w;
            const math::dw<V> n = math::fast_two_sum(V(1), -product.hi); // also where the product is the larger
            const V q = n.hi * gate.power;
            const V slope = q + fma(q, gate.rest, (n.lo - product.lo) * gate.power);
            const auto a = f.template scaled_alpha<V, Plain>(V(gate.unit));
            return Plain ? slope * a.hi : math::round_product(slope, a);
        }
    };
};

using golu = basic_golu<double>;

} // namespace v0
} // namespace xact
