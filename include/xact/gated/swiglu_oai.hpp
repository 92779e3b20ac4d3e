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

/// The SwiGLU of gpt-oss: its inputs are clamped before the activation, a only from above, and b is shifted by 1.
template <class P> struct basic_swiglu_oai {
    P alpha{1.702};
    P limit{7};

    static constexpr facts about{.name = "swiglu_oai",
                                 .formula = "p σ(α p) (clamp(b, -L, L) + 1), p = min(a, L)",
                                 .source = "gpt-oss, 2025",
                                 .kinks = {7},
                                 .slope_roots = {-0.75115425544128897},
                                 .parameters = {"alpha", "limit"}};
    static constexpr bool has_fast = true;

    /// Throws unless L > 0.
    void validate() const requires std::is_arithmetic_v<P> {
        if (!(limit > 0)) detail::fail_parameter(about.name, "limit", double(limit), "above 0");
    }

    template <class R> R definition(R a, R b) const {
        using std::exp;
        const R top = R(limit), p = a >= top ? top : a, q = b >= top ? top : b <= -top ? R(-top) : b;
        return p / (1 + exp(-R(alpha) * p)) * (q + 1);
    }

    template <value V, tier A = accurate_t> V operator()(V a, V b, A tag = {}) const {
        using L = lanes<V>;
        const L u(a), v(b);
        if constexpr (detail::runs_fast<basic_swiglu_oai, L, A>)
            return V(detail::fast_swish_value(alpha, at_most(math::rounded<L>(limit), u)) * (L(1) + held(v)));
        return V(detail::completed_value(*this, u, v, tag, [&] {
            const parts<L> p(*this, u, v);
            return math::full_product(p.swish.value(), p.other());
        }));
    }

    /// As far as single words go. Halves are slower here.
    template <class V, tier A>
    XACT_INLINE math::attempt<V> quick(V a, V b, A) const
        requires(math::is_fused<V> && !detail::runs_fast<basic_swiglu_oai, V, A>) {
        const clamped<V> c(*this, begin_quick(a), a, b);
        return {c.swish.value_product_in_units(c.a, c.other), c.margin()};
    }

    /// 0 for any dy where a clamp is shut, its limit included.
    template <value V, tier A = accurate_t> gated_gradient<V> backward(V a, V b, V dy, A tag = {}) const {
        using L = lanes<V>;
        const L u(a), v(b), g(dy);
        const auto [by_slope, by_value] = detail::completed_gradients(*this, u, v, g, tag, [&] {
            const parts<L> p(*this, u, v);
            const L da = math::full_product(p.swish.slope() * p.other(), g),
                    db = math::full_product(p.swish.value(), g);
            return math::gated_products<L>{math::shut_where(p.a_shut, da, v, g),
                                           keep_nan(v, math::shut_where(p.b.shut(), db, u, g))};
        });
        return {V(by_slope), V(by_value)};
    }
    /// The fast tier's, as far as they are finite.
    template <class V, tier A>
    XACT_INLINE math::gated_attempt<V> quick_backward(V a, V b, V dy,
                                                      A) const requires detail::runs_fast<basic_swiglu_oai, V, A> {
        const auto f = detail::fast_swish_pair(alpha, at_most(math::rounded<V>(limit), a));
        return {with_clamps(a, b, dy, f.slope * (V(1) + held(b)) * dy, f.value * dy), V(0)};
    }

    /// The same in halves.
    template <class V> XACT_INLINE math::power_and_rest<V> begin_quick(V a) const requires math::is_fused<V> {
        return math::begin_swish_product(alpha, at_most(math::rounded<V>(limit), a));
    }
    template <class V>
    XACT_INLINE math::gated_attempt<V> finish_quick_backward(math::power_and_rest<V> e, V a, V b, V dy) const {
        const clamped<V> c(*this, e, a, b);
        const V da = c.swish.slope_product(dy * c.other), db = c.swish.value_product(c.a, dy);
        return {with_clamps(a, b, dy, da, db), c.margin()};
    }

    /// Far below 0.
    template <class V> XACT_INLINE math::known<V> far(V a, V b) const {
        const clamped<V> c(*this, begin_quick(a), a, b);
        return math::far_product(far_swish(c.a), math::round(c.other));
    }
    template <class V> XACT_INLINE math::gated_known<V> far_backward(V a, V b, V dy) const {
        const clamped<V> c(*this, begin_quick(a), a, b);
        const V top = math::rounded_up<V>(limit);
        return math::with_clamps(math::far_products(far_swish(c.a), math::round(c.other), dy), a >= top,
                                 math::abs(b) >= top, a, b, dy);
    }

    static constexpr auto parameters(auto& self) { return std::tie(self.alpha, self.limit); }

    /// p² σ(α p) σ(-α p) (q + 1); what a clamp holds moves with its limit.
    template <value V> basic_swiglu_oai<V> parameter_derivatives(V a, V b) const {
        using L = lanes<V>;
        const parts<L> p(*this, L(a), L(b));
        const auto by_a = math::zero_where(!p.a_shut, p.swish.slope() * p.other());
        return {V(math::round(p.swish.beta_slope() * p.other())),
                V(math::round(math::far_sum(by_a, p.b.limit_slope(p.swish.value()))))};
    }

private:
    template <class V> XACT_INLINE V held(V b) const {
        const V top = math::rounded<V>(limit);
        return at_least(-top, at_most(top, b));
    }
    /// NaN where a clamp would hide that b or dy is infinite or NaN.
    template <class V> XACT_INLINE math::gated_products<V> with_clamps(V a, V b, V dy, V da, V db) const {
        const V zero = math::plus_if_finite(math::if_finite(b), dy), top = math::rounded_up<V>(limit);
        return {select(a >= top, zero, da), select(math::abs(b) >= top, zero, db)};
    }
    template <class V> XACT_INLINE math::far_gate<V> far_swish(V a) const {
        return math::make_far_swish(alpha, at_most(V(0), a));
    }

    template <class V> struct clamped {
        V a;
        math::dw<V> other; // clamp(b) + 1
        math::swish_product<V, math::dw<V>> swish;
        typename V::condition is_exact;

        XACT_INLINE clamped(const basic_swiglu_oai& f, math::power_and_rest<V> e, V u, V v)
            : a(at_most(math::rounded<V>(f.limit), u)),
              other(math::two_sum(V(1), f.held(v))),
              swish(math::finish_swish_product(e, f.alpha, a)),
              is_exact(math::as_condition<V>(math::is_number<V>(f.limit))) {}

        XACT_INLINE V margin() const { return math::margin_where(is_exact, swish.margin()); }
    };

    template <class V> struct parts {
        typename V::condition a_shut;
        math::swish_parts<V, math::any_size> swish;
        math::clamped_factor<V> b;

        XACT_INLINE parts(const basic_swiglu_oai& f, V u, V v)
            : a_shut(u >= math::rounded_up<V>(f.limit)),
              swish(math::select(a_shut, math::exact<V>(f.limit), {u, V(0)}), math::exact<V>(f.alpha)),
              b(v, f.limit) {}

        /// clamp(b) + 1.
        XACT_INLINE math::scaled<V> other() const { return math::moderated(math::normalized(V(1) + b.value)); }
    };
};

using swiglu_oai = basic_swiglu_oai<double>;

} // namespace v0
} // namespace xact
