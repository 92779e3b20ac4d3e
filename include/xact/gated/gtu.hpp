#pragma once

#include <xact/constructors/act_gate.hpp>
#include <xact/elementwise/sigmoid.hpp>
#include <xact/elementwise/tanh.hpp>
#include <xact/math/factors.hpp>
#include <xact/math/swish_product.hpp>
#include <xact/math/tanh_quotient.hpp>

namespace xact {
inline namespace v0 {

/// GTU: the tanh of b, gated by the sigmoid of a.
struct gtu {
    static constexpr facts about{.name = "gtu", .formula = "σ(a) tanh(b)", .source = "arXiv:1612.08083"};
    static constexpr bool has_fast = true;

    template <class R> static R definition(R a, R b) { return sigmoid::definition(a) * tanh::definition(b); }

    template <value V, tier A = accurate_t> V operator()(V a, V b, A tag = {}) const {
        using L = lanes<V>;
        const L u(a), v(b);
        if constexpr (detail::runs_fast<gtu, L, A>) return V(sigmoid{}(u, tag) * tanh{}(v, tag));
        return V(detail::completed_value(*this, u, v, tag, [&]() XACT_INLINE_LAMBDA { return in_double_words(u, v); }));
    }

    /// As far as single words go.
    template <class V, tier A>
    XACT_INLINE math::attempt<V> quick(V a, V b, A) const requires(math::is_fused<V> && !detail::runs_fast<gtu, V, A>) {
        const auto f = math::make_swish_product(math::unit_beta{}, a);
        const math::tanh_quotient<V> t(b);
        return {f.gate_product(t.value()) * V(t.unit), f.margin()};
    }

    template <value V, tier A = accurate_t> gated_gradient<V> backward(V a, V b, V dy, A tag = {}) const {
        using L = lanes<V>;
        const L u(a), v(b), g(dy);
        const auto [da, db] = detail::completed_gradients(*this, u, v, g, tag, [&]() XACT_INLINE_LAMBDA {
            const auto products = in_double_words.backward(u, v, g);
            return math::gated_products<L>{products.da, products.db};
        });
        return {V(da), V(db)};
    }

    /// As far as single words go.
    template <class V, tier A>
    XACT_INLINE math::gated_attempt<V> quick_backward(V a, V b, V dy, A tag) const requires math::is_fused<V> {
        if constexpr (detail::runs_fast<gtu, V, A>) {
            const V by_a = sigmoid{}.derivative(a, tag) * tanh{}(b, tag),
                    by_b = sigmoid{}(a, tag) * tanh{}.derivative(b, tag);
            return {{by_a * dy, by_b * dy}, V(0)};
        }
        const auto f = math::make_swish_product(math::unit_beta{}, a);
        const math::tanh_quotient<V> t(b);
        const V margin = V(math::swish_limit<typename V::scalar>) - math::abs(a);
        return {{f.gate_slope_product(dy * t.value()) * V(t.unit), f.gate_product((V(4) * dy) * t.quarter_slope())},
                at_most(margin, t.margin())};
    }

    /// Far out in both.
    template <class V> XACT_INLINE math::known<V> far(V a, V b) const {
        const auto gate = far_sigmoid(a);
        return {gate.gate_product(far_tanh(b)), gate.where(V(1)) & far_slope(b).where(V(1))};
    }
    template <class V> XACT_INLINE math::gated_known<V> far_backward(V a, V b, V dy) const {
        const auto gate = far_sigmoid(a), slope = far_slope(b);
        return {{gate.gate_slope_product(far_tanh(b), dy), slope.gate_slope_product(gate.gate_product(V(1)), dy)},
                gate.where(math::abs(dy)) & slope.where(math::abs(dy)) & !math::is_infinite(dy)};
    }

private:
    template <class V> static XACT_INLINE auto far_sigmoid(V a) { return math::make_far_swish(math::unit_beta{}, a); }
    /// Of tanh, which is one of σ(2b) but for a factor.
    template <class V> static XACT_INLINE auto far_slope(V b) {
        return math::far_gate<V, true>{b, math::far_exponent<typename V::scalar>};
    }
    template <class V> static XACT_INLINE V far_tanh(V b) { return at_least(V(-1), at_most(V(1), b)); }

    static constexpr act_gate<detail::with_factor<sigmoid, math::sigmoid_factor>,
                              detail::with_factor<tanh, math::tanh_factor>>
        in_double_words{};
};

} // namespace v0
} // namespace xact
