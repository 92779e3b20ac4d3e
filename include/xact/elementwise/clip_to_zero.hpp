#pragma once

#include <tuple>

#include <xact/core/forward.hpp>
#include <xact/math/threshold.hpp>

namespace xact {
inline namespace v0 {

/// FT-ClipAct: ReLU up to T, and 0 above, where a value comes from a fault of the memory rather than from the network.
/// (clamp gives T there.) T is a layer's largest value in a run without faults; 6, ReLU6's bound, is only an example.
template <class P> struct basic_clip_to_zero {
    P t = P(6);

    static constexpr facts about{.name = "clip_to_zero",
                                 .formula = "0 < x <= T ? x : 0",
                                 .source = "arXiv:1912.00941",
                                 .limit_at_minus_inf = 0,
                                 .limit_at_plus_inf = 0,
                                 .slope_at_plus_inf = 0,
                                 .kinks = {0, 6},
                                 .parameters = {"t"},
                                 .aliases = {"ft_clip_act"}};

    /// Throws unless T > 0; it may be infinite.
    void validate() const requires std::is_arithmetic_v<P> {
        if (!(t > 0)) detail::fail_parameter(about.name, "t", double(t), "above 0");
    }

    template <class R> R definition(R x) const { return x > 0 && x <= R(t) ? x : R(0); }

    template <value V, tier A = accurate_t> V operator()(V value, A = {}) const {
        const lanes<V> x(value);
        return V(select(x > math::not_above<lanes<V>>(t), lanes<V>(0), at_least(lanes<V>(0), x)));
    }

    /// f'(0) = 0, f'(T) = 1.
    template <value V, tier A = accurate_t> V derivative(V value, A = {}) const {
        return backward(value, V(lanes<V>(1)));
    }

    /// dy where 0 < x <= T, else 0, also for an infinite or NaN dy.
    template <value V, tier A = accurate_t> V backward(V value, V dy, A = {}) const {
        using L = lanes<V>;
        const L x(value);
        return V(where_positive(x, select(x > math::not_above<L>(t), L(0), L(dy))));
    }

    template <value V> V second_derivative(V value) const {
        const lanes<V> x(value);
        return V(keep_nan(x, lanes<V>(0)));
    }

    template <value V> V derivative_from_output(V y) const { return V(where_positive(lanes<V>(y), lanes<V>(1))); }

    static constexpr auto parameters(auto& self) { return std::tie(self.t); }

    /// 0: T moves nothing but the jump.
    template <value V> basic_clip_to_zero<V> parameter_derivatives(V x) const { return {second_derivative(x)}; }
};

using clip_to_zero = basic_clip_to_zero<double>;
using ft_clip_act = clip_to_zero;

} // namespace v0
} // namespace xact
