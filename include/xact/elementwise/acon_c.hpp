#pragma once

#include <cmath>
#include <tuple>

#include <xact/elementwise/swish.hpp>
#include <xact/math/logistic_mixture.hpp>

namespace xact {
inline namespace v0 {

/// ACON-C: a smooth maximum of the lines p x and q x, which β sharpens; ACON-A, p = 1 and q = 0, is Swish.
template <class P> struct basic_acon_c {
    P p = P(1);
    P q = P(0);
    P beta = P(1);

    static constexpr facts about{.name = "acon_c",
                                 .formula = "(p - q) x σ(β (p - q) x) + q x",
                                 .source = "arXiv:2009.04759",
                                 .limit_at_minus_inf = -0.0,
                                 .limit_at_plus_inf = infinity,
                                 .slope_roots = {-1.2784645427610738},
                                 .parameters = {"p", "q", "beta"},
                                 .aliases = {"acon_a"}};
    static constexpr bool has_fast = true;

    template <class R> R definition(R x) const {
        using std::exp;
        const R d = R(p) - R(q), z = R(beta) * d * x;
        return z < 0 ? R(x * (R(q) + d / (1 + exp(-z)))) : R(x * (R(p) - d / (1 + exp(z))));
    }

    template <value V, tier A = accurate_t> V operator()(V value, A tier = {}) const {
        using L = lanes<V>;
        const L x(value);
        return V(math::either(
            is_swish<L>(), [&] { return swish()(x, tier); },
            [&]() XACT_INLINE_LAMBDA {
                const L far = usual_value(x);
                if constexpr (math::in_double::is_possible<L>) return far;
                const auto cancels = has_both_signs<L>();
                if (!any(cancels)) return far;
                const parts g(*this, x);
                const L near = math::limit_product(g.mean() + g.range.width * g.middle().odd, x);
                return select(cancels & g.is_middle(), near, far);
            }));
    }

    template <value V, tier A = accurate_t> V derivative(V value, A tier = {}) const {
        using L = lanes<V>;
        const L x(value);
        return V(math::either(
            is_swish<L>(), [&] { return swish().derivative(x, tier); },
            [&]() XACT_INLINE_LAMBDA {
                const L far = usual_derivative(x);
                if constexpr (math::in_double::is_possible<L>) return far;
                const auto cancels = has_both_signs<L>();
                if (!any(cancels)) return far;
                const parts g(*this, x);
                const auto near = g.middle();
                const L slope = math::round(g.mean() + g.range.width * (near.odd + near.bend));
                return select(cancels & g.is_middle(), slope, far);
            }));
    }

    template <value V> V second_derivative(V value) const {
        using L = lanes<V>;
        if constexpr (math::in_double::is_possible<L>) {
            const auto curvature = [](auto x, auto above, auto below, auto rate) XACT_INLINE_LAMBDA {
                const auto d = above - below;
                return (d * (d * rate)) * gate_in_double(x, above, below, rate).curvature();
            };
            return V(math::in_double::evaluate_finite(curvature, L(value), p, q, beta));
        }
        const parts g(*this, lanes<V>(value));
        const L d = g.range.width.hi;
        return V((d * (d * math::rounded<L>(beta))) * math::logistic_gate_curvature(L(2), g.a.hi, g.l));
    }

    /// Swish where it is one, whose loops have nothing else to decide.
    template <class Use> void simplest(const Use& use) const requires std::is_arithmetic_v<P> {
        if (is_swish<vec<P>>())
            swish().simplest(use);
        else if (any(has_both_signs<vec<float>>()) || any(has_both_signs<vec<double>>()))
            use(*this);
        else
            use(detail::with_usual_parameters<basic_acon_c>{*this});
    }

    /// Where p and q cannot cancel.
    template <class L> XACT_INLINE L usual_value(L x) const {
        if constexpr (math::in_double::is_possible<L>) {
            const auto f = [](auto at, auto above, auto below, auto rate)
                               XACT_INLINE_LAMBDA { return at * gate_in_double(at, above, below, rate).value(); };
            return math::in_double::evaluate_finite(f, x, p, q, beta);
        } else {
            if constexpr (math::is_fused<L>) return mixed(x);
            const L scale = math::scale_of_tiny(
                x, at_least(L(1), math::abs(math::rounded<L>(beta) * (math::rounded<L>(p) - math::rounded<L>(q)))));
            return mixed(x * scale) * (L(1) / scale);
        }
    }
    template <class L> XACT_INLINE L usual_derivative(L x) const {
        if constexpr (math::in_double::is_possible<L>) {
            const auto slope = [](auto at, auto above, auto below, auto rate)
                                   XACT_INLINE_LAMBDA { return gate_in_double(at, above, below, rate).slope(); };
            return math::in_double::evaluate_finite(slope, x, p, q, beta);
        } else {
            const parts g(*this, x);
            return math::mixed_gate_slope(g.negative, g.range, math::logistic_slope_part(g.a, g.l));
        }
    }

    static constexpr auto parameters(auto& self) { return std::tie(self.p, self.q, self.beta); }

    /// With h = d/dz (z σ(z)): x h, x (1 - h) and ((p - q) x)² σ(z) σ(-z).
    template <value V> basic_acon_c<V> parameter_derivatives(V value) const {
        using L = lanes<V>;
        const L x(value);
        if constexpr (math::in_double::is_possible<L>) {
            const auto by_p = [](auto at, auto above, auto below, auto rate) XACT_INLINE_LAMBDA {
                const auto lower = gate_in_double(at, above, below, rate).lower_slope();
                return at * select(at * ((above - below) * rate) < 0, lower, 1 - lower);
            };
            const auto by_beta = [](auto at, auto above, auto below, auto rate) XACT_INLINE_LAMBDA {
                const auto y = at * (above - below);
                return (y * y) * gate_in_double(at, above, below, rate).bell();
            };
            // With p and q exchanged z has the other sign.
            const auto by_q = [&](auto at, auto above, auto below, auto rate)
                                  XACT_INLINE_LAMBDA { return by_p(at, below, above, rate); };
            return {V(math::in_double::evaluate_finite(by_p, x, p, q, beta)),
                    V(math::in_double::evaluate_finite(by_q, x, p, q, beta)),
                    V(math::in_double::evaluate_finite(by_beta, x, p, q, beta))};
        }
        const parts g(*this, x);
        const auto part = math::logistic_slope_part(g.a, g.l);
        const L small = math::round_product(g.bounded, part), large = x * (1 - math::round(part));
        const L y = g.bounded * g.range.width.hi;
        return {V(select(g.negative, small, large)), V(select(g.negative, large, small)),
                V(y * math::round_product(y, math::sigmoid_slope(g.l)))};
    }

private:
    /// The gate in double.
    template <class W> static XACT_INLINE auto gate_in_double(W x, W above, W below, W rate) {
        const W d = above - below;
        return math::in_double::logistic_mixture<W>{below, above, W(0.5) * (above + below), d}.at(x * (rate * d));
    }

    constexpr basic_swish<P> swish() const { return {beta}; }

    template <class V> XACT_INLINE auto is_swish() const {
        const auto of_q = math::parameter_is<V>(q, [](auto value) { return value == 0; });
        return math::is_one<V>(p) & of_q;
    }

    /// Whether p and q may cancel in the middle.
    template <class V> XACT_INLINE typename V::condition has_both_signs() const {
        const auto has = [](auto of, auto is) { return math::as_condition<V>(math::parameter_is<V>(of, is)); };
        const auto above = [](auto value) { return value > 0; };
        const auto below = [](auto value) { return value < 0; };
        return (has(p, above) & has(q, below)) | (has(p, below) & has(q, above));
    }

    template <class V> struct parts {
        math::gate_range<V> range;
        math::dw<V> z, a;               // a is |z|, bounded
        typename V::condition negative; // z < 0
        V bounded;                      // x, or its sign where the gate has vanished
        math::logistic<V> l;

        XACT_INLINE parts(const basic_acon_c& f, V x) {
            const math::dw<V> below = math::exact<V>(f.q), above = math::exact<V>(f.p);
            range = {below, above, math::normalized(above - below)};
            z = math::finite(x) * (math::exact<V>(f.beta) * range.width);
            a = math::bounded_magnitude(z), negative = z.hi < 0;
            bounded = select(a.hi == math::abs(z.hi), math::finite(x), copysign(V(1), x));
            l = math::make_logistic(a);
        }

        XACT_INLINE typename V::condition is_middle() const { return a.hi < V(1); }
        XACT_INLINE math::middle_of_logistic<V> middle() const { return {z, l}; }
        XACT_INLINE math::dw<V> mean() const { return math::times_power(range.above + range.below, V(0.5)); }
    };
    template <class V> parts(const basic_acon_c&, V) -> parts<V>;

    template <class V> XACT_INLINE V mixed(V x) const {
        const parts g(*this, x);
        return math::mixed_gate(g.negative, x, g.bounded, g.range, g.l.lower);
    }
};

using acon_c = basic_acon_c<double>;

} // namespace v0
} // namespace xact
