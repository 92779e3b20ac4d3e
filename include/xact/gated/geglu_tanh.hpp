#pragma once

#include <xact/constructors/act_gate.hpp>
#include <xact/elementwise/gelu_tanh.hpp>
#include <xact/math/factors.hpp>
#include <xact/math/far_gate.hpp>
#include <xact/math/logistic_quotient.hpp>
#include <xact/math/swish_product.hpp>

namespace xact {
inline namespace v0 {

namespace detail {

/// In single words wherever these do; the rest of a register's lanes in double words.
struct exact_gelu_tanh : gelu_tanh {
    template <class V> static V product(V a, V b) { return math::gated_product(parts(a), a, b); }
    template <class V> static XACT_INLINE auto begin_product(V a) requires math::is_fused<V> {
        return single_words<V>::begin(a);
    }
    template <class V> static XACT_INLINE math::attempt<V> finish_product(math::power_and_rest<V> e, V a, V b) {
        const single_words<V> f(e, a, math::rounded_sum{});
        return {f.gate.times(math::two_product(a * V(f.up), b)) * V(1 / f.up), f.margin()};
    }

    template <class V> static math::gated_products<V> gradients(V a, V b, V dy) {
        return math::gated_gradients(parts(a), a, b, dy);
    }
    template <class V>
    static XACT_INLINE math::gated_attempt<V> finish_gradients(math::power_and_rest<V> e, V a, V b, V dy) {
        const single_words<V> f(e, a);
        const math::dw<V> w = math::gelu_tanh_inner<V>(f.bounded).slope_factor(f.bounded);
        const math::dw<V> slope_over_gate = f.gate.one_plus_complement(w);
        return {{f.gate.times(math::two_product(b, dy) * slope_over_gate), f.gate.times(math::two_product(a, dy))},
                f.margin()};
    }

    template <class V> static XACT_INLINE math::known<V> far_product(V a, V b) {
        return math::far_product(far_gate(a), b);
    }
    template <class V> static XACT_INLINE math::gated_known<V> far_gradients(V a, V b, V dy) {
        return math::far_products(far_gate(a), b, dy);
    }

private:
    template <class V> static XACT_INLINE math::far_gate<V, true> far_gate(V a) {
        using T = typename V::scalar;
        return {a, {T(sizeof(T) == 4 ? 11.5 : 24), math::gelu_tanh_parts<V, math::any_size>::far}};
    }
    template <class V> static XACT_INLINE auto parts(V a) {
        return [a](auto size) { return math::gelu_tanh_parts<V, decltype(size)>(a); };
    }

    /// What is made of e^-h, h of the sign of a.
    template <class V> struct single_words {
        using T = typename V::scalar;
        static constexpr T limit = T(sizeof(T) == 4 ? 9.5 : 20); // where h is 76 or 602
        static constexpr T up = math::swish_product<V, V>::up;

        V bounded;
        math::logistic_quotient<V> gate;

        static XACT_INLINE math::power_and_rest<V> begin(V a) {
            const V bounded = at_most(V(limit), a);
            if constexpr (math::has_short_exp<V>)
                return math::short_exp_of_steps(bounded, -math::gelu_tanh_inner<V>::steps(bounded),
                                                math::short_shifter<V, 0>());
            else
                return math::short_exp(bounded, -math::gelu_tanh_inner<V>(bounded).scale);
        }
        template <class... Sum>
        XACT_INLINE single_words(math::power_and_rest<V> e, V a, Sum... sum)
            : bounded(at_most(V(limit), a)), gate(e, sum...) {}
        XACT_INLINE V margin() const { return bounded + V(limit); }
    };
};

} // namespace detail

/// GEGLU with the tanh form of GELU, as T5 v1.1 and Gemma have it. The activated half is the first argument.
struct geglu_tanh : act_gate<detail::exact_gelu_tanh> {
    static constexpr facts about{.name = "geglu_tanh",
                                 .formula = "gelu_tanh(a) b",
                                 .source = "arXiv:2002.05202",
                                 .slope_roots = {-0.75246142207101626}};
};

} // namespace v0
} // namespace xact
