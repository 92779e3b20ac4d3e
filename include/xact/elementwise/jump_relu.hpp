#pragma once

#include <tuple>

#include <xact/core/forward.hpp>
#include <xact/math/open_product.hpp>
#include <xact/math/threshold.hpp>

namespace xact {
inline namespace v0 {

/// JumpReLU, or FATReLU: the identity above a threshold θ, 0 up to it. The default θ makes it ReLU; sparse
/// autoencoders learn one, by a straight-through estimate, ProSparse sets it.
template <class P> struct basic_jump_relu {
    P theta = P(0);

    static constexpr facts about{.name = "jump_relu",
                                 .formula = "x > θ ? x : 0",
                                 .source = "arXiv:2407.14435",
                                 .limit_at_minus_inf = 0,
                                 .limit_at_plus_inf = infinity,
                                 .kinks = {0},
                                 .parameters = {"theta"},
                                 .aliases = {"fatrelu"}};
    static constexpr bool few_at_once = true;

    /// Throws unless θ >= 0.
    void validate() const requires std::is_arithmetic_v<P> {
        if (!(theta >= 0)) detail::fail_parameter(about.name, "theta", double(theta), "at least 0");
    }

    template <class R> R definition(R x) const { return x > R(theta) ? x : R(0); }

    template <value V, tier A = accurate_t> V operator()(V value, A = {}) const {
        const lanes<V> x(value);
        return V(select(x <= math::not_above<lanes<V>>(theta), lanes<V>(0), x));
    }

    /// f'(θ) = 0.
    template <value V, tier A = accurate_t> V derivative(V value, A = {}) const {
        return backward(value, V(lanes<V>(1)));
    }

    /// dy where x > θ, else 0, also for an infinite or NaN dy.
    template <value V, tier A = accurate_t> V backward(V value, V dy, A = {}) const {
        using L = lanes<V>;
        const L x(value);
        return V(keep_nan(x, select(x > math::not_above<L>(theta), L(dy), L(0))));
    }

    /// f(x) b, and f'(x) b dy and f(x) dy.
    template <class V> XACT_INLINE V product(V x, V b) const { return math::open_product(above(x), x, b); }
    template <class V> XACT_INLINE auto gradients(V x, V b, V dy) const {
        return math::open_gradients(above(x), x, b, dy);
    }

    template <value V> V second_derivative(V value) const {
        const lanes<V> x(value);
        return V(keep_nan(x, lanes<V>(0)));
    }

    template <value V> V derivative_from_output(V y) const { return V(where_positive(lanes<V>(y), lanes<V>(1))); }

    static constexpr auto parameters(auto& self) { return std::tie(self.theta); }

    /// 0: θ moves nothing but the jump.
    template <value V> basic_jump_relu<V> parameter_derivatives(V x) const { return {second_derivative(x)}; }

private:
    /// A number with the sign of x - θ, or 0.
    template <class V> XACT_INLINE V above(V x) const { return x - math::not_above<V>(theta); }
};

using jump_relu = basic_jump_relu<double>;
using fatrelu = jump_relu;

} // namespace v0
} // namespace xact
