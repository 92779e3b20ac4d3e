#pragma once

#include <cmath>
#include <limits>
#include <tuple>

#include <xact/core/forward.hpp>
#include <xact/math/falling.hpp>
#include <xact/math/in_double.hpp>
#include <xact/math/log1p_words.hpp>

namespace xact {
inline namespace v0 {

/// PDELU: an ELU whose exponential is deformed to a power by t < 1, and then is constant below -1/(1 - t); t = 1 is
/// ELU.
template <class P> struct basic_pdelu {
    P a = P(1);
    P t = P(0.9);

    static constexpr facts about{.name = "pdelu",
                                 .formula = "x > 0 ? x : a (max(1 + (1 - t) x, 0)^(1/(1 - t)) - 1)",
                                 .source = "Cheng et al. 2020",
                                 .limit_at_minus_inf = -1,
                                 .limit_at_plus_inf = infinity,
                                 .kinks = {0},
                                 .parameters = {"a", "t"}};
    static constexpr bool few_at_once = true;
    static constexpr bool has_fast = true;

    /// Throws unless t > 0.
    void validate() const requires std::is_arithmetic_v<P> {
        if (t <= 0) detail::fail_parameter(about.name, "t", double(t), "above 0");
    }

    template <class R> R definition(R x) const {
        using std::expm1;
        using std::log1p;
        if (x > 0) return x;
        const R k = 1 - R(t), y = k * x;
        if (!(1 + y > 0)) return -R(a) + 0 * x;
        return R(a) * expm1(k == R(0) ? x : R(log1p(y) / k));
    }

    template <value V, tier A = accurate_t> V operator()(V value, A = {}) const {
        using L = lanes<V>;
        const L x(value);
        const auto in_general = [&] {
            const parts p(*this, x);
            const L below = select(p.flat, -math::rounded<L>(a), math::expm1_product(math::exact<L>(a), p.exponent));
            return select(x > 0, x, below);
        };
        if constexpr (math::in_double::is_possible<L>) {
            // (m^10 - 1) + 10 times what m has lost, which counts near 0.
            const auto f = [](auto at, auto height) XACT_INLINE_LAMBDA {
                using W = decltype(at);
                const W y = tenth_below(at), m = W(1) + y, m_2 = m * m, m_4 = m_2 * m_2;
                return fma(height, fma(W(10), y - (m - W(1)), fma(m_4 * m_4, m_2, W(-1))), at_least(W(0), at));
            };
            return V(math::either(
                is_tenth_power<L>(), [&] { return math::in_double::evaluate_finite(f, x, a); }, in_general));
        } else {
            return V(in_general());
        }
    }

    /// f'(0) = a.
    template <value V, tier A = accurate_t> V derivative(V value, A = {}) const {
        using L = lanes<V>;
        const L x(value);
        const auto in_general = [&] {
            const parts p(*this, x);
            const L below = math::exp_product(math::exact<L>(a), math::exact<L>(t) * p.exponent);
            return select(x > 0, L(1), select(p.flat, L(0), below));
        };
        if constexpr (math::in_double::is_possible<L>) {
            const auto slope = [](auto at, auto height) XACT_INLINE_LAMBDA {
                using W = decltype(at);
                const W m = W(1) + tenth_below(at), m_2 = m * m, m_4 = m_2 * m_2;
                return (m_4 * m_4) * (m * height);
            };
            const auto tenth_power = [&]() XACT_INLINE_LAMBDA {
                return select(x > 0, L(1), math::in_double::evaluate_finite(slope, x, a));
            };
            return V(math::either(is_tenth_power<L>(), tenth_power, in_general));
        } else {
            return V(in_general());
        }
    }

    /// 0 where f is flat, whatever dy.
    template <value V, tier A = accurate_t> V backward(V value, V dy, A tier = {}) const {
        return V(math::gradient_unless_flat(lanes<V>(derivative(value, tier)), lanes<V>(dy)));
    }

    template <value V> V second_derivative(V value) const {
        using L = lanes<V>;
        const L x(value);
        const parts p(*this, x);
        const math::dw<L> order = L(-1) + math::times_power(math::exact<L>(t), L(2));
        const auto power = math::exp(math::exp_bounded(order * p.exponent));
        const L below = math::round_product(math::rounded<L>(a) * math::rounded<L>(t), power);
        return V(select((x > 0) | p.flat, L(0), below));
    }

    static constexpr bool has_default_loop = std::is_arithmetic_v<P>;

    static constexpr auto parameters(auto& self) { return std::tie(self.a, self.t); }

    /// With y = (1 - t) x: the power less 1; and a times the power times (ln(1 + y) - y/(1 + y))/(1 - t)².
    template <value V> basic_pdelu<V> parameter_derivatives(V value) const {
        using L = lanes<V>;
        const L x(value), zero(0);
        const parts p(*this, x);
        const L by_a = select(p.flat, L(-1), math::expm1_product(math::dw<L>{L(1), zero}, p.exponent));
        const L power = math::exp_product(math::exact<L>(a), p.exponent);
        const L series = (p.x * p.x) * math::log1p_excess_ratio(select(p.small, p.y.hi, zero));
        const L direct = (math::log1p_excess(p.y, p.logarithm) * p.inverse.hi) * p.inverse.hi;
        const L by_t = power * select(p.small, series, direct);
        return {V(select(x > 0, zero, by_a)), V(keep_nan(x, select((x > 0) | p.flat, zero, by_t)))};
    }

private:
    /// Whether 1/(1 - t) is 10, but for t's rounding.
    template <class V> XACT_INLINE auto is_tenth_power() const { return math::is_exactly<V>(t, 0.9); }
    /// x/10 from -1 to 0.
    template <class W> static XACT_INLINE W tenth_below(W x) { return at_least(W(-1), at_most(W(0), x) * W(1 - 0.9)); }

    /// Of (1 - t) x, so that no product overflows on the way.
    template <class V> static XACT_INLINE V limit() {
        return V(typename V::scalar(sizeof(typename V::scalar) == 8 ? 0x1p990 : math::is_fused<V> ? 0x1p126 : 0x1p110));
    }

    template <class V> struct parts {
        V x;                        // bounded
        math::dw<V> y;              // (1 - t) x
        math::dw<V> inverse;        // 1/(1 - t)
        typename V::condition flat; // 1 + y <= 0
        typename V::condition small;
        math::dw<V> logarithm; // ln(1 + y)
        math::dw<V> exponent;  // ln(1 + y)/(1 - t), what the power is e to

        XACT_INLINE parts(const basic_pdelu& f, V unbounded) {
            const V zero(0), one(1);
            const math::dw<V> k = math::normalized(one - math::exact<V>(f.t));
            const auto exponential = k.hi == 0;
            // Above t = 1 the power has a long tail.
            const V far = limit<V>() / at_least(one, math::abs(k.hi));
            x = at_least(-far, at_most(zero, unbounded));
            const math::dw<V> product = x * k, u = one + product;
            flat = ((u.hi + u.lo) <= 0) | (unbounded < V(-std::numeric_limits<typename V::scalar>::max()));
            y = select(flat, {V(-0.5), zero}, product);
            inverse = math::reciprocal(select(exponential, {one, zero}, k));
            small = math::is_small_excess(y.hi);
            logarithm = math::log1p_words(y);
            // So small an x loses digits in the product, and is the exponent itself.
            exponent = select(exponential | (math::abs(x) < V(0x1p-60f)), {x, zero}, logarithm * inverse);
        }
    };
    template <class V> parts(const basic_pdelu&, V) -> parts<V>;
};

using pdelu = basic_pdelu<double>;

} // namespace v0
} // namespace xact
