#pragma once

#include <cmath>
#include <tuple>

#include <xact/core/forward.hpp>
#include <xact/math/logistic.hpp>
#include <xact/math/tanh.hpp>

namespace xact {
inline namespace v0 {

/// Tempered sigmoid: the logistic function with a height s, an inverse temperature T and an offset o; the default is
/// tanh, and (1, 1, 0) is the sigmoid.
template <class P> struct basic_tempered_sigmoid {
    P s = P(2);
    P t = P(2);
    P o = P(1);

    static constexpr facts about{.name = "tempered_sigmoid",
                                 .formula = "s σ(T x) - o",
                                 .source = "arXiv:2007.14191",
                                 .limit_at_minus_inf = -1,
                                 .limit_at_plus_inf = 1,
                                 .slope_at_plus_inf = 0,
                                 .parameters = {"s", "t", "o"}};

    /// As (s/2 - o) + s/2 tanh(T x/2) near 0, where the default would cancel.
    template <class R> R definition(R x) const {
        using std::exp;
        using std::tanh;
        const R z = R(t) * x;
        if (z < -1) return R(s) / (1 + exp(-z)) - R(o);
        if (z > 1) return (R(s) - R(o)) - R(s) / (1 + exp(z));
        return (R(s) / 2 - R(o)) + R(s) / 2 * tanh(z / 2);
    }

    template <value V, tier A = accurate_t> V operator()(V value, A = {}) const {
        using L = lanes<V>;
        const L x(value);
        const auto general = [&] {
            return math::either(
                is_plain_sigmoid<L>(), [&] { return math::sigmoid(scaled_input(x)); }, [&] { return offset(x); });
        };
        return V(math::either(
            is_tanh<L>(), [&] { return math::tanh(x); }, general));
    }

    template <value V, tier A = accurate_t> V derivative(V value, A = {}) const {
        using L = lanes<V>;
        const L x(value);
        return V(math::either(
            is_tanh<L>(), [&] { return math::sigmoid_slope<2>(x + x); },
            [&] { return math::sigmoid_slope_product(math::exact<L>(s) * math::exact<L>(t), scaled_input(x)); }));
    }

    /// s T² σ(z) σ(-z) (σ(-z) - σ(z)).
    template <value V> V second_derivative(V value) const {
        using L = lanes<V>;
        const auto z = scaled_input(lanes<V>(value));
        const auto a = math::bounded_magnitude(z);
        const auto l = math::make_logistic(a);
        const L width = math::rounded<L>(t), factor = math::rounded<L>(s) * width * width;
        const L tanh_half = copysign(math::round(math::tanh_nonnegative(math::times_power(a, L(0.5)))), z.hi);
        return V(math::round_product(-factor * tanh_half, math::sigmoid_slope(l)));
    }

    static constexpr auto parameters(auto& self) { return std::tie(self.s, self.t, self.o); }

    template <value V> basic_tempered_sigmoid<V> parameter_derivatives(V value) const {
        using L = lanes<V>;
        const L x(value);
        const auto z = scaled_input(x), a = math::bounded_magnitude(z);
        const auto slope = math::sigmoid_slope(math::make_logistic(a));
        const L bounded = select(a.hi == math::abs(z.hi), math::finite(x), copysign(L(1), x));
        return {V(math::sigmoid(z)), V(math::round_product(bounded, math::exact<L>(s) * slope)), V(keep_nan(x, L(-1)))};
    }

private:
    template <class V> XACT_INLINE auto is_tanh() const {
        const auto is_2 = [](auto p) { return p == 2; };
        const auto of_s = math::parameter_is<V>(s, is_2), of_t = math::parameter_is<V>(t, is_2);
        return of_s & of_t & math::is_one<V>(o);
    }
    template <class V> XACT_INLINE auto is_plain_sigmoid() const {
        const auto of_o = math::parameter_is<V>(o, [](auto p) { return p == 0; });
        return math::is_one<V>(s) & of_o;
    }

    template <class V> XACT_INLINE math::dw<V> scaled_input(V x) const { return math::finite(x) * math::exact<V>(t); }

    template <class V> XACT_INLINE V offset(V x) const {
        const math::dw<V> height = math::exact<V>(s), down = math::exact<V>(o),
                          half = math::times_power(height, V(0.5));
        const auto z = scaled_input(x), a = math::bounded_magnitude(z);
        const auto negative = z.hi < 0;
        const V u = math::round(height * math::make_logistic(a).lower);
        const math::dw<V> base = select(negative, -down, height - down);
        const V far = base.hi + (select(negative, u, -u) + base.lo);
        const auto th = half * math::tanh_nonnegative(math::times_power(a, V(0.5)));
        const V near = math::round((half - down) + select(negative, -th, th));
        return select(a.hi < 1, near, far);
    }
};

using tempered_sigmoid = basic_tempered_sigmoid<double>;

} // namespace v0
} // namespace xact
