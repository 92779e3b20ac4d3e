#pragma once

#include <cmath>
#include <tuple>

#include <xact/core/forward.hpp>
#include <xact/math/erf.hpp>
#include <xact/math/mixed_gate.hpp>
#include <xact/math/normal_in_double.hpp>

namespace xact {
inline namespace v0 {

/// SMU: a smooth maximum of x and α x by the error function; the larger μ, the closer to a leaky ReLU.
template <class P> struct basic_smu {
    P alpha = P(0.25);
    P mu = P(1);

    static constexpr facts about{.name = "smu",
                                 .formula = "((1 + α) x + (1 - α) x erf(μ (1 - α) x)) / 2",
                                 .source = "arXiv:2111.04682",
                                 .limit_at_minus_inf = -infinity,
                                 .limit_at_plus_inf = infinity,
                                 .slope_at_minus_inf = 0.25,
                                 .parameters = {"alpha", "mu"}};
    static constexpr bool few_at_once = true;

    template <class R> R definition(R x) const {
        using std::erfc;
        const R d = 1 - R(alpha), w = R(mu) * d * x;
        return w < 0 ? R(x * (R(alpha) + d * erfc(-w) / 2)) : R(x * (1 - d * erfc(w) / 2));
    }

    template <value V, tier A = accurate_t> V operator()(V value, A = {}) const {
        using L = lanes<V>;
        if constexpr (math::in_double::is_possible<L>) {
            const auto f = [](auto x, auto a, auto m) XACT_INLINE_LAMBDA {
                const auto d = 1 - a;
                return x * fma(d, math::in_double::normal(x * rate_in_double(d, m)).distribution(), a);
            };
            return V(math::in_double::evaluate_finite(f, L(value), alpha, mu));
        } else {
            const L x(value);
            const parts g(*this, x);
            return V(math::mixed_gate(g.negative, x, g.bounded, g.range, g.normal.lower()));
        }
    }

    template <value V, tier A = accurate_t> V derivative(V value, A = {}) const {
        using L = lanes<V>;
        if constexpr (math::in_double::is_possible<L>) {
            const auto slope = [](auto x, auto a, auto m) XACT_INLINE_LAMBDA {
                const auto d = 1 - a;
                const math::in_double::normal n(x * rate_in_double(d, m));
                return fma(d, fma(n.z, n.density(), n.distribution()), a);
            };
            return V(math::in_double::evaluate_finite(slope, L(value), alpha, mu));
        } else {
            const parts g(*this, L(value));
            return V(math::mixed_gate_slope(g.negative, g.range, g.normal.slope_part()));
        }
    }

    /// With z = √2 μ (1 - α) x: √2 μ (1 - α)² (2 - z²) φ(z).
    template <value V> V second_derivative(V value) const {
        using L = lanes<V>;
        const parts g(*this, lanes<V>(value));
        const L two_minus_square = fnma(g.normal.n.t, g.normal.n.t, L(2));
        return V(math::round_product(g.range.width.hi * (g.rate.hi * two_minus_square), g.normal.density()));
    }

    static constexpr auto parameters(auto& self) { return std::tie(self.alpha, self.mu); }

    /// x (1 - Φ(z) - z φ(z)) and √2 (1 - α)² x² φ(z).
    template <value V> basic_smu<V> parameter_derivatives(V value) const {
        using L = lanes<V>;
        const L x(value);
        const parts g(*this, x);
        const auto part = g.normal.slope_part();
        const L d = g.range.width.hi, y = g.bounded * d;
        return {V(select(g.negative, x * (1 - math::round(part)), math::round_product(g.bounded, part))),
                V((y * math::as<L>(math::sqrt_2).hi) * math::round_product(y, g.normal.density()))};
    }

private:
    /// √2 μ (1 - α), by which x is multiplied.
    template <class W> static XACT_INLINE W rate_in_double(W width, W m) { return W(math::sqrt_2.hi) * (m * width); }

    template <class V> struct parts {
        math::gate_range<V> range;
        math::dw<V> rate;               // √2 μ (1 - α)
        typename V::condition negative; // z < 0
        V bounded;                      // x, or its sign where the gate has vanished
        math::normal_of_words<V> normal;

        XACT_INLINE parts(const basic_smu& f, V x)
            : range{math::exact<V>(f.alpha), {V(1), V(0)}, math::normalized(V(1) - math::exact<V>(f.alpha))},
              rate(math::as<V>(math::sqrt_2) * (math::exact<V>(f.mu) * range.width)),
              negative(argument(x).hi < 0),
              normal(argument(x)) {
            const V t = math::abs(argument(x).hi);
            bounded = select(normal.n.t == t, math::finite(x), copysign(V(1), x));
        }

    private:
        XACT_INLINE math::dw<V> argument(V x) const { return math::finite(x) * rate; }
    };
    template <class V> parts(const basic_smu&, V) -> parts<V>;
};

using smu = basic_smu<double>;

} // namespace v0
} // namespace xact
