#pragma once

#include <cmath>
#include <tuple>

#include <xact/core/forward.hpp>
#include <xact/math/normal_mixture.hpp>

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
        const L x(value);
        return V(math::either(
            math::is_usual_slope<L>(alpha), [&]() XACT_INLINE_LAMBDA { return usual_value(x); },
            [&]() XACT_INLINE_LAMBDA {
                if constexpr (math::in_double::is_possible<L>) {
                    const auto f = [](auto at, auto a, auto m)
                                       XACT_INLINE_LAMBDA { return at * gate_in_double(at, a, m).value(); };
                    return math::in_double::evaluate_finite(f, x, alpha, mu);
                } else {
                    const parts g(*this, x);
                    const L near = math::limit_product(g.mean() + g.range.width * g.middle().odd, x);
                    return select(g.is_middle(), near, usual_value(x));
                }
            }));
    }

    template <value V, tier A = accurate_t> V derivative(V value, A = {}) const {
        using L = lanes<V>;
        const L x(value);
        return V(math::either(
            math::is_usual_slope<L>(alpha), [&]() XACT_INLINE_LAMBDA { return usual_derivative(x); },
            [&]() XACT_INLINE_LAMBDA {
                if constexpr (math::in_double::is_possible<L>) {
                    const auto slope = [](auto at, auto a, auto m)
                                           XACT_INLINE_LAMBDA { return gate_in_double(at, a, m).slope(); };
                    return math::in_double::evaluate_finite(slope, x, alpha, mu);
                } else {
                    const parts g(*this, x);
                    const auto middle = g.middle();
                    const L near = math::round(g.mean() + g.range.width * (middle.odd + middle.bend));
                    return select(g.is_middle(), near, usual_derivative(x));
                }
            }));
    }

    /// A loop of its own for parameters that are not unusual.
    template <class Use> void simplest(const Use& use) const requires std::is_arithmetic_v<P> {
        const bool is_plain = math::is_usual_slope_of_all(alpha);
        is_plain ? use(detail::with_usual_parameters<basic_smu>{*this}) : use(*this);
    }

    template <class L> XACT_INLINE L usual_value(L value) const {
        if constexpr (math::in_double::is_possible<L>) {
            const auto f = [](auto x, auto a, auto m) XACT_INLINE_LAMBDA {
                const auto d = 1 - a;
                return x * fma(d, math::in_double::normal(x * rate_in_double(d, m)).distribution(), a);
            };
            return math::in_double::evaluate_finite(f, value, alpha, mu);
        } else {
            const parts g(*this, value);
            return math::mixed_gate(g.negative, value, g.bounded, g.range, g.normal.lower());
        }
    }
    template <class L> XACT_INLINE L usual_derivative(L value) const {
        if constexpr (math::in_double::is_possible<L>) {
            const auto slope = [](auto x, auto a, auto m) XACT_INLINE_LAMBDA {
                const auto d = 1 - a;
                const math::in_double::normal n(x * rate_in_double(d, m));
                return fma(d, fma(n.z, n.density(), n.distribution()), a);
            };
            return math::in_double::evaluate_finite(slope, value, alpha, mu);
        } else {
            const parts g(*this, value);
            return math::mixed_gate_slope(g.negative, g.range, g.normal.slope_part());
        }
    }

    /// With z = √2 μ (1 - α) x: √2 μ (1 - α)² (2 - z²) φ(z).
    template <value V> V second_derivative(V value) const {
        using L = lanes<V>;
        if constexpr (math::in_double::is_possible<L>) {
            const auto curvature = [](auto x, auto a, auto m) XACT_INLINE_LAMBDA {
                const auto d = 1 - a;
                return (d * rate_in_double(d, m)) * gate_in_double(x, a, m).curvature();
            };
            return V(math::in_double::evaluate_finite(curvature, L(value), alpha, mu));
        }
        const parts g(*this, lanes<V>(value));
        const L two_minus_square = fnma(g.normal.n.t, g.normal.n.t, L(2));
        return V(math::round_product(g.range.width.hi * (g.rate.hi * two_minus_square), g.normal.density()));
    }

    static constexpr auto parameters(auto& self) { return std::tie(self.alpha, self.mu); }

    /// x (1 - Φ(z) - z φ(z)) and √2 (1 - α)² x² φ(z).
    template <value V> basic_smu<V> parameter_derivatives(V value) const {
        using L = lanes<V>;
        const L x(value);
        if constexpr (math::in_double::is_possible<L>) {
            const auto by_alpha = [](auto at, auto a, auto m) XACT_INLINE_LAMBDA {
                const auto lower = gate_in_double(at, a, m).lower_slope();
                return at * select(at * rate_in_double(1 - a, m) < 0, 1 - lower, lower);
            };
            const auto by_mu = [](auto at, auto a, auto m) XACT_INLINE_LAMBDA {
                using W = decltype(at);
                const auto y = at * (1 - a);
                return (y * y) * (gate_in_double(at, a, m).density * W(math::sqrt_2.hi));
            };
            return {V(math::in_double::evaluate_finite(by_alpha, x, alpha, mu)),
                    V(math::in_double::evaluate_finite(by_mu, x, alpha, mu))};
        }
        const parts g(*this, x);
        const auto part = g.normal.slope_part();
        const L d = g.range.width.hi, y = g.bounded * d;
        return {V(select(g.negative, x * (1 - math::round(part)), math::round_product(g.bounded, part))),
                V((y * math::as<L>(math::sqrt_2).hi) * math::round_product(y, g.normal.density()))};
    }

private:
    /// √2 μ (1 - α), by which x is multiplied.
    template <class W> static XACT_INLINE W rate_in_double(W width, W m) { return W(math::sqrt_2.hi) * (m * width); }

    /// The gate in double.
    template <class W> static XACT_INLINE auto gate_in_double(W x, W a, W m) {
        const W d = 1 - a;
        return math::in_double::normal_mixture<W>{a, W(1), W(0.5) * (1 + a), d}.at(x * rate_in_double(d, m));
    }

    template <class V> struct parts {
        math::gate_range<V> range;
        math::dw<V> rate, z;            // √2 μ (1 - α), times x
        typename V::condition negative; // z < 0
        V bounded;                      // x, or its sign where the gate has vanished
        math::normal_of_words<V> normal;

        XACT_INLINE parts(const basic_smu& f, V x)
            : range{math::exact<V>(f.alpha), {V(1), V(0)}, math::normalized(V(1) - math::exact<V>(f.alpha))},
              rate(math::as<V>(math::sqrt_2) * (math::exact<V>(f.mu) * range.width)),
              z(argument(x)),
              negative(z.hi < 0),
              normal(z) {
            const V t = math::abs(z.hi);
            bounded = select(normal.n.t == t, math::finite(x), copysign(V(1), x));
        }

        XACT_INLINE typename V::condition is_middle() const { return normal.n.t < V(1); }
        XACT_INLINE math::middle_of_normal<V> middle() const { return {z, normal}; }
        XACT_INLINE math::dw<V> mean() const { return math::times_power(range.above + range.below, V(0.5)); }

    private:
        XACT_INLINE math::dw<V> argument(V x) const { return math::finite(x) * rate; }
    };
    template <class V> parts(const basic_smu&, V) -> parts<V>;
};

using smu = basic_smu<double>;

} // namespace v0
} // namespace xact
