#pragma once

#include <xact/core/gated.hpp>
#include <xact/elementwise/gelu.hpp>
#include <xact/math/product.hpp>

namespace xact {
inline namespace v0 {
namespace detail {

struct exact_gelu : gelu {
    template <class V> static V product(V a, V b) { return math::gated_product(parts(a), a, b); }
    template <class V> static auto gradients(V a, V b, V dy) { return math::gated_gradients(parts(a), a, b, dy); }

private:
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
