#pragma once

#include <xact/constructors/act_gate.hpp>
#include <xact/elementwise/gelu_tanh.hpp>
#include <xact/math/factors.hpp>

namespace xact {
inline namespace v0 {

namespace detail {

struct exact_gelu_tanh : gelu_tanh {
    template <class V> static V product(V a, V b) { return math::gated_product(parts(a), a, b); }
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
