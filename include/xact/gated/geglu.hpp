#pragma once

#include <xact/constructors/act_gate.hpp>
#include <xact/elementwise/gelu.hpp>
#include <xact/math/normal_product.hpp>

namespace xact {
inline namespace v0 {
namespace detail {

/// In single words wherever these do; the rest of a register's lanes in double words.
struct exact_gelu : gelu {
    template <class V> static V product(V a, V b) {
        const auto anywhere = [&]() XACT_INLINE_LAMBDA { return math::gated_product(parts(a), a, b); };
        if constexpr (math::has_normal_pieces<V>)
            return math::completed(quick_product(a, b), anywhere);
        else
            return anywhere();
    }
    template <class V> static XACT_INLINE math::attempt<V> quick_product(V a, V b) requires math::has_normal_pieces<V> {
        const math::single_gelu<V> f(a);
        const auto ab = f.input_product(b);
        return {f.value(ab), f.is_ordinary(ab, b)};
    }

    template <class V> static math::gated_products<V> gradients(V a, V b, V dy) {
        if constexpr (math::has_normal_pieces<V>) {
            const math::single_gelu<V> f(a);
            const auto by_slope = math::two_product(b, dy), by_value = f.input_product(dy);
            const auto slope_ordinary = f.is_ordinary(by_slope, by_slope.hi),
                       value_ordinary = f.is_ordinary(by_value, dy);
            const math::gated_products<V> d{f.slope(by_slope), f.value(by_value)};
            if (!any(!(slope_ordinary & value_ordinary))) return d;
            const auto other = math::gated_gradients(parts(a), a, b, dy);
            return {select(slope_ordinary, d.by_slope, other.by_slope),
                    select(value_ordinary, d.by_value, other.by_value)};
        } else {
            return math::gated_gradients(parts(a), a, b, dy);
        }
    }

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
