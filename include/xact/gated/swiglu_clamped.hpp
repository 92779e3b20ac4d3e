#pragma once

#include <cmath>
#include <tuple>

#include <xact/core/gated.hpp>
#include <xact/elementwise/swish.hpp>
#include <xact/math/clamped_factor.hpp>
#include <xact/math/product.hpp>
#include <xact/math/swish_product.hpp>

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
    static constexpr bool has_fast = true;

    /// Throws unless L > 0.
    void validate() const requires std::is_arithmetic_v<P> {
        if (!(limit > 0)) detail::fail_parameter(about.name, "limit", double(limit), "above 0");
    }

    template <class R> R definition(R a, R b) const {
        using std::exp;
        const R top = R(limit), p = a / (1 + exp(-a)), q = b >= top ? top : b <= -top ? R(-top) : b;
        return (p >= top ? top : p) * q;
    }

    template <value V, tier A = accurate_t> V operator()(V a, V b, A tag = {}) const {
        using L = lanes<V>;
        const L u(a), v(b);
        if constexpr (detail::runs_fast<basic_swiglu_clamped, L, A>)
            return V(at_most(math::rounded<L>(limit), silu{}(u, tag)) * clamped_other(v));
        return V(detail::completed_value(*this, u, v, tag, [&]() XACT_INLINE_LAMBDA {
            const parts<L> p(*this, u, v);
            return math::round(p.silu() * p.other());
        }));
    }

    /// As far as single words go, in halves.
    template <class V> XACT_INLINE auto begin_quick(V a) const requires math::is_fused<V> {
        return math::begin_swish_product(math::unit_beta{}, a);
    }
    template <class V> XACT_INLINE math::attempt<V> finish_quick(math::power_and_rest<V> e, V a, V b) const {
        const clamped<V> c(*this, e, a, b);
        return {c.silu_product(c.b), c.margin()};
    }

    /// 0 for any dy where a clamp is shut, its limit included.
    template <value V, tier A = accurate_t> gated_gradient<V> backward(V a, V b, V dy, A tag = {}) const {
        using L = lanes<V>;
        const L u(a), v(b), g(dy);
        const auto [by_slope, by_value] = detail::completed_gradients(*this, u, v, g, tag, [&]() XACT_INLINE_LAMBDA {
            const parts<L> p(*this, u, v);
            const L da = math::full_product(p.swish.slope() * p.other(), g), db = math::full_product(p.silu(), g);
            return math::gated_products<L>{math::shut_where(p.a_shut, da, v, g),
                                           keep_nan(v, math::shut_where(p.b.shut(), db, u, g))};
        });
        return {V(by_slope), V(by_value)};
    }

    /// The same, but for an a beside the kink.
    template <class V>
    XACT_INLINE math::gated_attempt<V> finish_quick_backward(math::power_and_rest<V> e, V a, V b, V dy) const {
        const clamped<V> c(*this, e, a, b);
        const V da = c.swish.slope_product(math::two_product(c.b, dy)), db = c.silu_product(dy);
        return {with_clamps(c.a_shut(), b, dy, da, db), at_most(c.margin(), c.distance())};
    }

    /// The fast tier's, as far as they are finite, and not beside the kink, where a rounded a σ(a) does not tell on
    /// which side it is.
    template <class V, tier A>
    XACT_INLINE math::gated_attempt<V> quick_backward(V a, V b, V dy,
                                                      A) const requires detail::runs_fast<basic_swiglu_clamped, V, A> {
        const auto f = detail::fast_swish_pair(math::unit_beta{}, a);
        const V top = math::rounded<V>(limit), held = at_most(top, f.value);
        return {with_clamps(f.value >= top, b, dy, f.slope * clamped_other(b) * dy, held * dy),
                fnma(top, V(0x1p-18f), math::abs(f.value - top))};
    }

    /// Far below 0.
    template <class V> XACT_INLINE math::known<V> far(V a, V b) const {
        return math::far_product(math::make_far_swish(math::unit_beta{}, at_most(V(0), a)), clamped_other(b));
    }
    template <class V> XACT_INLINE math::gated_known<V> far_backward(V a, V b, V dy) const {
        const auto f = math::make_far_swish(math::unit_beta{}, at_most(V(0), a));
        const V top = math::rounded<V>(limit);
        return math::with_clamps(math::far_products(f, clamped_other(b), dy), a > top + (top + V(1)),
                                 math::abs(b) >= top, a, b, dy);
    }

    static constexpr auto parameters(auto& self) { return std::tie(self.limit); }

    /// What a clamp holds moves with its limit.
    template <value V> basic_swiglu_clamped<V> parameter_derivatives(V a, V b) const {
        using L = lanes<V>;
        const parts<L> p(*this, L(a), L(b));
        return {V(math::round(math::far_sum(math::zero_where(!p.a_shut, p.other()), p.b.limit_slope(p.silu()))))};
    }

private:
    /// NaN where a clamp would hide that b or dy is infinite or NaN.
    template <class V>
    XACT_INLINE math::gated_products<V> with_clamps(typename V::condition a_shut, V b, V dy, V da, V db) const {
        const V zero = math::plus_if_finite(math::if_finite(b), dy);
        return {select(a_shut, zero, da), select(math::abs(b) >= math::rounded<V>(limit), zero, db)};
    }
    template <class V> XACT_INLINE V clamped_other(V b) const {
        const V top = math::rounded<V>(limit);
        return at_least(-top, at_most(top, b));
    }

    template <class V> struct clamped {
        using T = typename V::scalar;
        static constexpr T unit = T(sizeof(T) == 4 ? 0x1p32 : 0x1p64), far = T(0x1p60);

        V top, b;
        math::swish_product<V, V> swish;
        V silu; // a σ(a) in units, so that a subnormal a has all its digits
        typename V::condition is_exact;

        XACT_INLINE clamped(const basic_swiglu_clamped& f, math::power_and_rest<V> e, V u, V v)
            : top(math::rounded<V>(f.limit)),
              b(f.clamped_other(v)),
              swish(math::finish_swish_product(e, math::unit_beta{}, u)),
              silu(swish.gate_product(at_most(V(far), u) * V(unit))),
              is_exact(math::as_condition<V>(math::is_number<V>(f.limit)) & (top < V(far))) {}

        XACT_INLINE V top_silu() const { return top * V(unit); }
        XACT_INLINE typename V::condition a_shut() const { return silu >= top_silu(); }

        /// min(a σ(a), L)·x.
        XACT_INLINE V silu_product(V x) const { return at_most(top_silu(), silu) * x * V(1 / unit); }

        XACT_INLINE V margin() const { return math::margin_where(is_exact, swish.margin()); }
        /// From the limit, as a margin: beside it the rounded a σ(a) does not tell on which side it is.
        XACT_INLINE V distance() const {
            return fnma(top_silu(), V(T(sizeof(T) == 4 ? 0x1p-20 : 0x1p-48)), math::abs(silu - top_silu()));
        }
    };

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
