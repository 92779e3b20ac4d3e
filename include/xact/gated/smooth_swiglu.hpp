#pragma once

#include <cmath>
#include <tuple>

#include <xact/core/gated.hpp>
#include <xact/elementwise/swish.hpp>
#include <xact/math/product.hpp>
#include <xact/math/swish_product.hpp>

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
    static constexpr bool has_fast = true;

    template <class R> R definition(R a, R b) const {
        using std::exp;
        return a / (1 + exp(-a)) * b * R(scale);
    }

    template <value V, tier A = accurate_t> V operator()(V a, V b, A tag = {}) const {
        using L = lanes<V>;
        const L u(a), v(b);
        if constexpr (detail::runs_fast<basic_smooth_swiglu, L, A>)
            return V(silu{}(u, tag) * (v * math::rounded<L>(scale)));
        return V(detail::completed_value(*this, u, v, tag, [&]() XACT_INLINE_LAMBDA {
            return math::full_product(parts(u).value() * factor<L>(), v);
        }));
    }

    /// As far as single words go, for a scale that is a power of two, in halves.
    template <class V> XACT_INLINE auto begin_quick(V a) const requires math::is_fused<V> {
        return math::begin_swish_product(math::unit_beta{}, a);
    }
    template <class V> XACT_INLINE math::attempt<V> finish_quick(math::power_and_rest<V> e, V a, V b) const {
        const exact_scale<V> s(scale);
        const auto f = math::finish_swish_product(e, math::unit_beta{}, a, math::rounded_sum{});
        return {f.value_product(a, b * s.up) * s.down, math::margin_where(s.is_exact, f.margin())};
    }

    template <value V, tier A = accurate_t> gated_gradient<V> backward(V a, V b, V dy, A tag = {}) const {
        using L = lanes<V>;
        const L u(a), v(b), g(dy);
        const auto [da, db] = detail::completed_gradients(*this, u, v, g, tag, [&]() XACT_INLINE_LAMBDA {
            const auto p = parts(u);
            const auto r = factor<L>();
            return math::gated_products<L>{math::full_product(p.slope() * r, v, g),
                                           math::full_product(p.value() * r, g)};
        });
        return {V(da), V(db)};
    }

    template <class V>
    XACT_INLINE math::gated_attempt<V> finish_quick_backward(math::power_and_rest<V> e, V a, V b, V dy) const {
        const exact_scale<V> s(scale);
        const auto f = math::finish_swish_product(e, math::unit_beta{}, a);
        const V g = dy * s.up;
        return {{f.slope_product(math::two_product(b, g)) * s.down, f.value_product(a, g) * s.down},
                math::margin_where(s.is_exact, f.margin())};
    }

    /// The fast tier's, as far as they are finite.
    template <class V, tier A>
    XACT_INLINE math::gated_attempt<V> quick_backward(V a, V b, V dy,
                                                      A) const requires detail::runs_fast<basic_smooth_swiglu, V, A> {
        const auto f = detail::fast_swish_pair(math::unit_beta{}, a);
        const V g = dy * math::rounded<V>(scale);
        return {{f.slope * b * g, f.value * g}, V(0)};
    }

    /// Far out, for a scale of 1.
    template <class V> XACT_INLINE math::known<V> far(V a, V b) const {
        const auto [value, where] = math::far_product(math::make_far_swish(math::unit_beta{}, a), b);
        return {value, where & math::as_condition<V>(math::is_one<V>(scale))};
    }
    template <class V> XACT_INLINE math::gated_known<V> far_backward(V a, V b, V dy) const {
        const auto [products, where] = math::far_products(math::make_far_swish(math::unit_beta{}, a), b, dy);
        return {products, where & math::as_condition<V>(math::is_one<V>(scale))};
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
    /// The scale as two factors, of which one raises and one lowers, so that a product with the first before σ is
    /// rounded, and with the second after, loses nothing.
    template <class V> struct exact_scale {
        static constexpr auto unit = math::swish_product<V, V>::up;

        V up, down;
        typename V::condition is_exact;

        XACT_INLINE explicit exact_scale(P scale)
            : up(V(unit) * at_least(V(1), math::abs(math::rounded<V>(scale)))),
              down(V(1 / unit) * copysign(at_most(V(1), math::abs(math::rounded<V>(scale))), math::rounded<V>(scale))),
              is_exact(math::as_condition<V>(math::is_power_of_two<V>(scale))) {}
    };

    template <class V> XACT_INLINE math::scaled<V> factor() const { return math::moderated(math::exact<V>(scale)); }
};

using smooth_swiglu = basic_smooth_swiglu<double>;

} // namespace v0
} // namespace xact
