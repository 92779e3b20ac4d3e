#pragma once

#include <xact/constructors/act_gate.hpp>
#include <xact/elementwise/gelu.hpp>
#include <xact/math/far_gate.hpp>
#include <xact/math/normal_product.hpp>

namespace xact {
inline namespace v0 {
namespace detail {

/// In single words wherever these do, the value without an exponential as far as that goes; the rest of a register's
/// lanes in double words.
struct exact_gelu : gelu {
    template <class V> static V product(V a, V b) {
        const auto in_double_words = [&] { return math::gated_product(parts(a), a, b); };
        if constexpr (math::has_near_gelu<V>)
            return math::completed(with_exponential(a, b), in_double_words);
        else
            return in_double_words();
    }
    template <class V> static XACT_INLINE math::attempt<V> quick_product(V a, V b) requires math::has_gelu_products<V> {
        if constexpr (math::has_near_gelu<V>)
            return math::near_gelu_product(a, b);
        else
            return with_exponential(a, b);
    }

    template <class V> static math::gated_products<V> gradients(V a, V b, V dy) {
        return math::gated_gradients(parts(a), a, b, dy);
    }
    template <class V>
    static XACT_INLINE math::gated_attempt<V> quick_gradients(V a, V b, V dy) requires math::has_gelu_products<V> {
        const math::gelu_products<V> f(a);
        return {{f.slope_product(b, dy), f.value_product(dy)}, f.margin()};
    }

    template <class V> static XACT_INLINE math::known<V> far_product(V a, V b) {
        return math::far_product(far_gate(a), b);
    }
    template <class V> static XACT_INLINE math::gated_known<V> far_gradients(V a, V b, V dy) {
        return math::far_products(far_gate(a), b, dy);
    }

private:
    template <class V> static XACT_INLINE math::attempt<V> with_exponential(V a, V b) {
        const math::gelu_products<V> f(a);
        return {f.value_product(b), f.margin()};
    }
    template <class V> static XACT_INLINE math::far_gate<V, true> far_gate(V a) {
        return {a, math::far_deviation<typename V::scalar>};
    }
    template <class V> static XACT_INLINE auto parts(V a) {
        return [a](auto size) { return math::gelu_parts(a, size); };
    }
};

} // namespace detail

/// GEGLU: b, gated by the GELU of a in its exact (erf) form. The activated half is the first argument.
struct geglu : act_gate<detail::exact_gelu> {
    static constexpr facts about{
        .name = "geglu", .formula = "a Φ(a) b", .source = "arXiv:2002.05202", .slope_roots = {-0.75179152469356446}};
};

} // namespace v0
} // namespace xact
