#pragma once

#include <cmath>
#include <tuple>

#include <xact/core/forward.hpp>
#include <xact/math/gate.hpp>
#include <xact/math/in_double.hpp>

namespace xact {
inline namespace v0 {

/// FitAct: ReLU, shut softly above a bound λ, where a value comes from a fault of the memory rather than from the
/// network. λ is learnt, one a neuron or (ProAct) one a layer; 1 is only an example.
template <class P> struct basic_fit_act {
    P k = P(20);
    P lambda = P(1);

    static constexpr facts about{.name = "fit_act",
                                 .formula = "max(0, x σ(k (λ - x)))",
                                 .source = "arXiv:2112.13544",
                                 .limit_at_minus_inf = 0,
                                 .limit_at_plus_inf = 0,
                                 .slope_at_plus_inf = 0,
                                 .kinks = {0},
                                 .slope_roots = {0.86070588378974601},
                                 .parameters = {"k", "lambda"},
                                 .aliases = {"pro_act"}};

    /// Throws unless k > 0.
    void validate() const requires std::is_arithmetic_v<P> {
        if (!(k > 0)) detail::fail_parameter(about.name, "k", double(k), "above 0");
    }

    template <class R> R definition(R x) const {
        using std::exp;
        return x > 0 ? R(x / (1 + exp(R(k) * (x - R(lambda))))) : R(0);
    }

    template <value V, tier A = accurate_t> V operator()(V value, A = {}) const {
        using L = lanes<V>;
        return V(where_usual(
            L(value), [&](auto x) XACT_INLINE_LAMBDA { return usual_value(x); },
            [](auto f, auto x) XACT_INLINE_LAMBDA { return f(x); }));
    }

    /// s (1 - k x (1 - s)) with s = σ(k (λ - x)); f'(0) = 0.
    template <value V, tier A = accurate_t> V derivative(V value, A = {}) const {
        using L = lanes<V>;
        return V(where_usual(
            L(value), [&](auto x) XACT_INLINE_LAMBDA { return usual_derivative(x); },
            [](auto f, auto x) XACT_INLINE_LAMBDA { return f.derivative(x); }));
    }

    /// dy f'(x), and for x <= 0, 0 also for an infinite or NaN dy.
    template <value V, tier A = accurate_t> V backward(V value, V dy, A = {}) const {
        return V(math::gradient_unless_flat(lanes<V>(derivative(value)), lanes<V>(dy)));
    }

    /// A loop of its own for parameters that are not unusual.
    template <class Use> void simplest(const Use& use) const requires std::is_arithmetic_v<P> {
        fits<vec<float>>() ? use(detail::with_usual_parameters<basic_fit_act>{*this}) : use(*this);
    }

    template <class L> XACT_INLINE L usual_backward(L x, L dy) const {
        return math::gradient_unless_flat(usual_derivative(x), dy);
    }
    template <class L> XACT_INLINE L usual_value(L x) const {
        const L y = math::finite(at_least(L(0), x));
        const math::dw<L> z = beyond(y);
        if constexpr (math::is_fused<L>) {
            const L unit(math::falling_unit<typename L::scalar>);
            const L e = math::falling_exp(math::falling_argument(z));
            return math::product_quotient(y, select(z.hi > 0, e, unit), unit, e);
        } else {
            const auto a = math::bounded_magnitude(z);
            const auto l = math::make_logistic(a);
            // Where |z| had to be bounded σ(-|z|) is 0 beside any factor of moderate size.
            const L near = select(a.hi == math::abs(z.hi), y, L(1));
            return select(z.hi > 0, math::round_product(near, l.lower), math::round_product(y, l.upper));
        }
    }
    template <class L> XACT_INLINE L usual_derivative(L x) const {
        const L y = bounded(x, math::far_below_one<typename L::scalar>), one(1);
        const math::dw<L> z = beyond(y), w = y * math::exact<L>(k);
        if constexpr (math::has_short_exp<L>) {
            return where_positive(x, math::quotient_gate_slope(-w, z));
        } else if constexpr (math::is_fused<L>) {
            // With e = e^-|z|: e (1 - w + e)/(1 + e)² beyond λ, and 1 - e (1 + w + e)/(1 + e)² before.
            const auto l = one + select(z.hi > 0, -w, w);
            const auto e = math::falling_exp_pair(math::falling_argument(z));
            return where_positive(x, math::falling_gate_slope(z.hi > 0, l, e));
        } else {
            const auto l = math::make_logistic(math::bounded_magnitude(z));
            const L after = math::round((one - w * l.upper) * l.lower),
                    before = math::round((one - math::summand(w * l.lower)) * l.upper);
            return where_positive(x, select(z.hi > 0, after, before));
        }
    }

    /// σ(z) σ(-z) k (k x (1 - 2s) - 2) with z = k (x - λ), 1 - 2s as tanh(z/2).
    template <value V> V second_derivative(V value) const {
        using L = lanes<V>;
        const auto usual = [&](auto x) XACT_INLINE_LAMBDA {
            const L y = bounded(x), factor = math::rounded<L>(k);
            const math::dw<L> z = beyond(y);
            const auto l = math::make_logistic(math::bounded_magnitude(z));
            const L w = copysign(y * factor, -z.hi);
            return where_positive(x, factor * math::logistic_gate_curvature(L(-2), w, l));
        };
        return V(
            where_usual(L(value), usual, [](auto f, auto x) XACT_INLINE_LAMBDA { return f.second_derivative(x); }));
    }

    static constexpr auto parameters(auto& self) { return std::tie(self.k, self.lambda); }

    /// x (λ - x) s (1 - s), and k x s (1 - s).
    template <value V> basic_fit_act<V> parameter_derivatives(V value) const {
        using L = lanes<V>;
        const auto by_k = [&](auto x) XACT_INLINE_LAMBDA {
            const L y = bounded(x), above = math::round(y - math::exact<L>(lambda));
            return where_positive(x, math::round_product(-(y * above), gate_slope(y)));
        };
        const auto by_lambda = [&](auto x) XACT_INLINE_LAMBDA {
            const L y = bounded(x);
            return where_positive(x, math::round_product(y * math::rounded<L>(k), gate_slope(y)));
        };
        const L x(value);
        return {
            V(where_usual(x, by_k, [](auto f, auto at) XACT_INLINE_LAMBDA { return f.parameter_derivatives(at).k; })),
            V(where_usual(x, by_lambda,
                          [](auto f, auto at) XACT_INLINE_LAMBDA { return f.parameter_derivatives(at).lambda; }))};
    }

private:
    template <class V> XACT_INLINE auto fits() const {
        const auto steepness_fits = math::parameter_is<V>(k, [](auto p) { return (p >= 0x1p-40f) & (p <= 0x1p40f); });
        const auto bound_fits = math::parameter_is<V>(lambda, [](auto p) { return (p >= -0x1p40f) & (p <= 0x1p40f); });
        return steepness_fits & bound_fits;
    }
    /// usual(x), or where the products of k, λ and x do not fit into floats, in_double(f, x), f being it in the lanes
    /// of double.
    template <class V, class Usual, class Unusual>
    XACT_INLINE V where_usual(V x, const Usual& usual, const Unusual& in_double) const {
        if constexpr (math::in_double::is_possible<V>) {
            return math::either(
                fits<V>(), [&]() XACT_INLINE_LAMBDA { return usual(x); },
                [&]() XACT_INLINE_LAMBDA {
                    const auto f = [&](auto at, auto steepness, auto bound) XACT_INLINE_LAMBDA {
                        return in_double(basic_fit_act<decltype(at)>{steepness, bound}, at);
                    };
                    return math::in_double::evaluate(f, x, k, lambda);
                });
        } else {
            return usual(x);
        }
    }

    /// σ(z) σ(-z).
    template <class V> XACT_INLINE math::scaled<V> gate_slope(V y) const {
        return math::sigmoid_slope(math::make_logistic(math::bounded_magnitude(beyond(y))));
    }
    /// x as far as it counts, so that no product overflows, above `lowest`.
    template <class V> static XACT_INLINE V bounded(V x, typename V::scalar lowest = 0) {
        return at_least(V(lowest),
                        at_most(V(typename V::scalar(sizeof(typename V::scalar) == 4 ? 0x1p60 : 0x1p500)), x));
    }

    /// k (x - λ).
    template <class V> XACT_INLINE math::dw<V> beyond(V x) const {
        return (x - math::exact<V>(lambda)) * math::exact<V>(k);
    }
};

using fit_act = basic_fit_act<double>;
using pro_act = fit_act;

} // namespace v0
} // namespace xact
