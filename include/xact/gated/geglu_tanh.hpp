#pragma once

#include <xact/constructors/act_gate.hpp>
#include <xact/elementwise/gelu_tanh.hpp>
#include <xact/math/factors.hpp>
#include <xact/math/swish_product.hpp>

namespace xact {
inline namespace v0 {

namespace detail {

/// In single words wherever these do; the rest of a register's lanes in double words.
struct exact_gelu_tanh : gelu_tanh {
    template <class V> static V product(V a, V b) {
        const auto anywhere = [&]() XACT_INLINE_LAMBDA { return math::gated_product(parts(a), a, b); };
        if constexpr (math::has_logistic_pieces<V>)
            return math::completed(quick_product(a, b), anywhere);
        else
            return anywhere();
    }
    template <class V>
    static XACT_INLINE math::attempt<V> quick_product(V a, V b) requires math::has_logistic_pieces<V> {
        const V limit(9.5), t = at_most(limit, math::abs(a)); // where h is 79
        const math::piecewise_gate_product<V> f(a, limit,
                                                math::logistic_piece<V>(t, math::gelu_tanh_scale(t)).sigmoid());
        const V y = f.value_product(a, b);
        return {y, f.is_usual(y)};
    }
    template <class V> static math::gated_products<V> gradients(V a, V b, V dy) {
        return math::gated_gradients(parts(a), a, b, dy);
    }

private:
    template <class V> static XACT_INLINE auto parts(V a) {
        return [a](auto size) { return math::gelu_tanh_parts<V, decltype(size)>(a); };
    }
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
