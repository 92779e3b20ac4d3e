#pragma once

#include <cmath>
#include <limits>

#include <xact/core/gated.hpp>
#include <xact/elementwise/swish.hpp>
#include <xact/math/product.hpp>
#include <xact/math/swish_product.hpp>

namespace xact {
inline namespace v0 {

/// The masked gated linear unit with one mask (SwiMGLU): of one product of weights and inputs, b is the whole and a the
/// part that a mask over the weights leaves. What is left of the whole is gated by the SiLU of the part. Several masks'
/// units are added: summed(mglu{}, masks). ∂f/∂a is a difference of two terms: beside its roots it is right to an ulp
/// of these.
struct mglu {
    static constexpr facts about{
        .name = "mglu", .formula = "a σ(a) (b - a)", .source = "arXiv:2506.23225", .aliases = {"swimglu"}};
    static constexpr bool has_fast = true;

    template <class R> static R definition(R a, R b) {
        using std::exp;
        return a / (1 + exp(-a)) * (b - a);
    }

    template <value V, tier A = accurate_t> V operator()(V a, V b, A tag = {}) const {
        using L = lanes<V>;
        const L u(a), v(b);
        if constexpr (detail::runs_fast<mglu, L, A>) return V(silu{}(u, tag) * (v - u));
        return V(detail::completed_value(*this, u, v, tag, [&]() XACT_INLINE_LAMBDA {
            return math::full_product(parts(u).value(), math::far_difference(v, u));
        }));
    }

    /// As far as single words go, in halves.
    template <class V> XACT_INLINE auto begin_quick(V a) const requires math::is_fused<V> {
        return math::begin_swish_product(math::unit_beta{}, a);
    }
    template <class V> XACT_INLINE math::attempt<V> finish_quick(math::power_and_rest<V> e, V a, V b) const {
        const auto f = math::finish_swish_product(e, math::unit_beta{}, a, math::rounded_sum{});
        return {f.value_product_in_units(a, math::two_sum(b, -a)), f.margin()};
    }

    /// (f'(a) (b - a) - f(a)) dy for the SiLU f, and f(a) dy.
    template <value V, tier A = accurate_t> gated_gradient<V> backward(V a, V b, V dy, A tag = {}) const {
        using L = lanes<V>;
        const L u(a), v(b), g(dy);
        const auto [da, db] = detail::completed_gradients(*this, u, v, g, tag, [&]() XACT_INLINE_LAMBDA {
            const auto p = parts(u);
            const auto value = p.value(), slope = p.slope() * math::far_difference(v, u);
            return math::gated_products<L>{math::full_product(math::far_sum(slope, -value), g),
                                           math::full_product(value, g)};
        });
        return {V(da), V(db)};
    }

    template <class V>
    XACT_INLINE math::gated_attempt<V> finish_quick_backward(math::power_and_rest<V> e, V a, V b, V dy) const {
        const auto f = math::finish_swish_product(e, math::unit_beta{}, a);
        return {{f.slope_less_value_product(a, math::two_sum(b, -a), dy), f.value_product(a, dy)}, f.margin()};
    }

    /// The fast tier's, as far as they are finite.
    template <class V, tier A>
    XACT_INLINE math::gated_attempt<V> quick_backward(V a, V b, V dy, A) const requires detail::runs_fast<mglu, V, A> {
        const auto f = detail::fast_swish_pair(math::unit_beta{}, a);
        return {{(f.slope * (b - a) - f.value) * dy, f.value * dy}, V(0)};
    }

    /// Far out, with half of b - a, which is not beyond the largest number.
    template <class V> XACT_INLINE math::known<V> far(V a, V b) const {
        const V half(0.5);
        const auto [value, where] = math::far_product(math::make_far_swish(math::unit_beta{}, a), half * b - half * a);
        return {V(2) * value, where};
    }
    template <class V> XACT_INLINE math::gated_known<V> far_backward(V a, V b, V dy) const {
        const V factor = select(a > V(0), fma(a, V(-2), b), b - a);
        const auto [products, where] = math::far_products(math::make_far_swish(math::unit_beta{}, a), factor, dy);
        return {products, where & !overflows(factor, a, b)};
    }

private:
    template <class V> static XACT_INLINE typename V::condition overflows(V sum, V a, V b) {
        const V largest(std::numeric_limits<typename V::scalar>::max());
        return math::abs(sum) > at_least(largest, at_least(math::abs(a), math::abs(b)));
    }
    template <class V> static XACT_INLINE auto parts(V a) {
        return math::swish_parts<V, math::any_size>(a, math::dw<V>{V(1), V(0)});
    }
};

} // namespace v0
} // namespace xact
