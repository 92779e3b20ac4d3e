#pragma once

#include <xact/core/ternary.hpp>
#include <xact/math/product.hpp>

namespace xact {
inline namespace v0 {

/// Between b and c, by a gate a in [0, 1] that a sigmoid has made: the output of a neural arithmetic logic unit, and of
/// a highway layer. For any other a it is the line through both. Where the two terms cancel, the result is right to
/// 2^-40 (double: 2^-97) of either.
struct lerp_gate {
    static constexpr facts about{.name = "lerp_gate",
                                 .formula = "a b + (1 - a) c",
                                 .source = "arXiv:1808.00508",
                                 .aliases = {"highway", "nalu_output"}};

    template <class R> static R definition(R a, R b, R c) { return a * b + (1 - a) * c; }

    template <value V, tier A = accurate_t> V operator()(V a, V b, V c, A = {}) const {
        using L = lanes<V>;
        const L u(a), v(b), w(c);
        const auto first = math::moderated(u) * math::moderated(v);
        return V(math::round(math::far_sum(first, rest(u) * math::moderated(w))));
    }

    /// (b - c) dy, a dy, and (1 - a) dy.
    template <value V, tier A = accurate_t> ternary_gradient<V> backward(V a, V b, V c, V dy, A = {}) const {
        using L = lanes<V>;
        const L g(dy);
        return {V(math::full_product(math::far_difference(L(b), L(c)), g)), V(L(a) * g),
                V(math::full_product(rest(L(a)), g))};
    }

private:
    template <class V> static XACT_INLINE math::scaled<V> rest(V a) { return math::far_difference(V(1), a); }
};

} // namespace v0
} // namespace xact
