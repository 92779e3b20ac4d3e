#pragma once

#include <cmath>
#include <tuple>

#include <xact/core/gated.hpp>
#include <xact/math/product.hpp>

namespace xact {
inline namespace v0 {

/// Smooth-SwiGLU: SwiGLU times a scale, one a channel and a power of two, which brings its outputs into the range of an
/// 8-bit type; the weights that follow are divided by it.
template <class P> struct basic_smooth_swiglu {
    P scale = P(1);

    static constexpr facts about{.name = "smooth_swiglu",
                                 .formula = "scale a σ(a) b",
                                 .source = "arXiv:2409.12517",
                                 .slope_roots = {-1.2784645427610738},
                                 .parameters = {"scale"}};

    template <class R> R definition(R a, R b) const {
        using std::exp;
        return a / (1 + exp(-a)) * b * R(scale);
    }

    template <value V, tier A = accurate_t> V operator()(V a, V b, A = {}) const {
        using L = lanes<V>;
        return V(math::full_product(parts(L(a)).value() * factor<L>(), L(b)));
    }

    template <value V, tier A = accurate_t> gated_gradient<V> backward(V a, V b, V dy, A = {}) const {
        using L = lanes<V>;
        const auto p = parts(L(a));
        const auto r = factor<L>();
        return {V(math::full_product(p.slope() * r, L(b), L(dy))), V(math::full_product(p.value() * r, L(dy)))};
    }

    static constexpr auto parameters(auto& self) { return std::tie(self.scale); }

    /// a σ(a) b.
    template <value V> basic_smooth_swiglu<V> parameter_derivatives(V a, V b) const {
        using L = lanes<V>;
        return {V(math::full_product(parts(L(a)).value(), L(b)))};
    }

private:
    template <class V> static XACT_INLINE auto parts(V a) {
        return math::swish_parts<V, math::any_size>(a, math::dw<V>{V(1), V(0)});
    }
    template <class V> XACT_INLINE math::scaled<V> factor() const { return math::moderated(math::exact<V>(scale)); }
};

using smooth_swiglu = basic_smooth_swiglu<double>;

} // namespace v0
} // namespace xact
