#pragma once

#include <xact/core/gated.hpp>
#include <xact/elementwise/gelu.hpp>
#include <xact/math/product.hpp>

namespace xact {
inline namespace v0 {
namespace detail {

struct gelu_with_parts : gelu {
    template <class V> XACT_INLINE static math::gelu_parts<V> parts(V x) { return math::gelu_parts<V>(x); }
};

} // namespace detail

/// GEGLU: b, gated by the GELU of a in its exact (erf) form. The activated half is the first argument.
struct geglu : act_gate<detail::gelu_with_parts> {
    static constexpr facts about{
        .name = "geglu", .formula = "a Φ(a) b", .source = "arXiv:2002.05202", .slope_roots = {-0.75179152469356446}};
};

} // namespace v0
} // namespace xact
