#pragma once

#include <cmath>
#include <tuple>

#include <xact/core/gated.hpp>
#include <xact/math/clamped_factor.hpp>
#include <xact/math/product.hpp>

namespace xact {
inline namespace v0 {

/// SwiGLU whose factors are clamped after the activation, the SiLU only from above; swiglu_oai clamps before it.
template <class P> struct basic_swiglu_clamped {
    P limit{7};

    static constexpr facts about{.name = "swiglu_clamped",
                                 .formula = "min(a σ(a), L) clamp(b, -L, L)",
                                 .source = "vLLM, 2025",
                                 .kinks = {7.0063428146017918},
                                 .slope_roots = {-1.2784645427610738},
                                 .parameters = {"limit"},
                                 .aliases = {"swiglu_step"}};

    /// Throws unless L > 0.
    void validate() const requires std::is_arithmetic_v<P> {
        if (!(limit > 0)) detail::fail_parameter(about.name, "limit", double(limit), "above 0");
    }

    template <class R> R definition(R a, R b) const {
        using std::exp;
        const R top = R(limit), p = a / (1 + exp(-a)), q = b >= top ? top : b <= -top ? R(-top) : b;
        return (p >= top ? top : p) * q;
    }

    template <value V, tier A = accurate_t> V operator()(V a, V b, A = {}) const {
        using L = lanes<V>;
        const parts<L> p(*this, L(a), L(b));
        return V(math::round(p.silu() * p.other()));
    }

    /// 0 for any dy where a clamp is shut, its limit included.
    template <value V, tier A = accurate_t> gated_gradient<V> backward(V a, V b, V dy, A = {}) const {
        using L = lanes<V>;
        const L u(a), v(b), g(dy);
        const parts<L> p(*this, u, v);
        const L da = math::full_product(p.swish.slope() * p.other(), g), db = math::full_product(p.silu(), g);
        return {V(math::shut_where(p.a_shut, da, v, g)), V(keep_nan(v, math::shut_where(p.b.shut(), db, u, g)))};
    }

    static constexpr auto parameters(auto& self) { return std::tie(self.limit); }

    /// What a clamp holds moves with its limit.
    template <value V> basic_swiglu_clamped<V> parameter_derivatives(V a, V b) const {
        using L = lanes<V>;
        const parts<L> p(*this, L(a), L(b));
        return {V(math::round(math::far_sum(math::zero_where(!p.a_shut, p.other()), p.b.limit_slope(p.silu()))))};
    }

private:
    template <class V> struct parts {
        math::swish_parts<V, math::any_size> swish;
        math::clamped_factor<V> b;
        math::scaled<V> top;
        typename V::condition a_shut;

        XACT_INLINE parts(const basic_swiglu_clamped& f, V u, V v)
            : swish(u, math::dw<V>{V(1), V(0)}),
              b(v, f.limit),
              top(math::moderated(math::exact<V>(f.limit))),
              a_shut(math::far_sum(swish.value(), -top).significand.hi >= 0) {}

        /// min(silu(a), L).
        XACT_INLINE math::scaled<V> silu() const { return math::select(a_shut, top, swish.value()); }
        /// clamp(b).
        XACT_INLINE math::scaled<V> other() const { return math::moderated(b.value); }
    };
};

using swiglu_clamped = basic_swiglu_clamped<double>;

} // namespace v0
} // namespace xact
