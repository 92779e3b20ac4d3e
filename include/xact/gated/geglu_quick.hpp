#pragma once

#include <xact/gated/swiglu.hpp>

namespace xact {
inline namespace v0 {

/// GEGLU with the sigmoid approximation of GELU: SwiGLU with β = 1.702.
struct geglu_quick {
    static constexpr facts about{.name = "geglu_quick",
                                 .formula = "a σ(1.702 a) b",
                                 .source = "arXiv:2002.05202",
                                 .slope_roots = {-0.75115425544128897}};
    static constexpr bool has_fast = true;

    template <class R> static R definition(R a, R b) { return general.definition(a, b); }

    template <value V, tier A = accurate_t> V operator()(V a, V b, A tag = {}) const { return general(a, b, tag); }

    template <value V, tier A = accurate_t> gated_gradient<V> backward(V a, V b, V dy, A tag = {}) const {
        return general.backward(a, b, dy, tag);
    }

    /// The fast tier's, as far as they are finite.
    template <class V, tier A>
    XACT_INLINE auto quick_backward(V a, V b, V dy, A tag) const requires detail::runs_fast<geglu_quick, V, A> {
        return general.quick_backward(a, b, dy, tag);
    }

    /// As far as single words go, in halves.
    template <class V> XACT_INLINE auto begin_quick(V a) const requires math::is_fused<V> {
        return general.begin_quick(a);
    }
    template <class V> XACT_INLINE auto finish_quick(const auto& begun, V a, V b) const {
        return general.finish_quick(begun, a, b);
    }
    template <class V> XACT_INLINE auto finish_quick_backward(const auto& begun, V a, V b, V dy) const {
        return general.finish_quick_backward(begun, a, b, dy);
    }
    template <class V> XACT_INLINE auto far(V a, V b) const { return general.far(a, b); }
    template <class V> XACT_INLINE auto far_backward(V a, V b, V dy) const { return general.far_backward(a, b, dy); }

private:
    static constexpr swiglu general{.beta = 1.702};
};

} // namespace v0
} // namespace xact
