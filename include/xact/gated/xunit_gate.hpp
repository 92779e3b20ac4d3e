#pragma once

#include <cmath>

#include <xact/core/gated.hpp>
#include <xact/math/attempt.hpp>
#include <xact/math/bell.hpp>
#include <xact/math/falling.hpp>
#include <xact/math/far_gate.hpp>
#include <xact/math/in_double.hpp>
#include <xact/math/product.hpp>

namespace xact {
inline namespace v0 {

/// The spatial gate of xUnit as its paper has it: b, gated by a bell of a, which is a depthwise convolution of b. The
/// authors' code has a sigmoid there, which is glu.
struct xunit_gate {
    static constexpr facts about{
        .name = "xunit_gate", .formula = "exp(-a²) b", .source = "arXiv:1711.06445", .aliases = {"xunit_gaussian"}};

    template <class R> static R definition(R a, R b) {
        using std::exp;
        return exp(-(a * a)) * b;
    }

    template <value V, tier A = accurate_t> V operator()(V a, V b, A tag = {}) const {
        using L = lanes<V>;
        const L u(a), v(b);
        return V(detail::completed_value(*this, u, v, tag,
                                         [&]() XACT_INLINE_LAMBDA { return math::full_product(bell(u).value, v); }));
    }

    /// Where the bell is not far from 1.
    template <class V, tier A> XACT_INLINE math::attempt<V> quick(V a, V b, A) const requires math::is_fused<V> {
        using T = typename V::scalar;
        const V t = math::without_subnormals(a);
        const math::dw<V> square = math::two_product(t, t);
        const V e_b = math::round_product(b, math::falling_exp_pair(math::falling_argument(square)));
        return {e_b * V(1 / math::falling_unit<T>), V(T(sizeof(T) == 4 ? 60 : 600)) - square.hi};
    }

    template <class V> XACT_INLINE math::known<V> far(V a, V b) const {
        using T = typename V::scalar;
        constexpr math::far_limits<T> limits{T(sizeof(T) == 4 ? 10.6 : 29), T(sizeof(T) == 4 ? 20 : 53)};
        return math::far_gate_product(math::far_gate<V, true>(-math::abs(a), limits), b);
    }

    /// -2 a e^-a² b dy, and e^-a² dy.
    template <value V, tier A = accurate_t> gated_gradient<V> backward(V a, V b, V dy, A = {}) const {
        using L = lanes<V>;
        if constexpr (math::in_double::is_possible<L>) {
            // So far down, a bell that does not count stays 0 beside two factors and a, too.
            const auto by_b = [](auto g, auto at) XACT_INLINE_LAMBDA {
                using W = decltype(g);
                return g * math::in_double::exp_within(at_least(W(-700), -(at * at)));
            };
            const auto by_a = [](auto other, auto at, auto falling)
                                  XACT_INLINE_LAMBDA { return (-(at + at) * falling) * other; };
            const auto at = widen(math::finite(L(a))), falling = math::in_double::begin(by_b, L(dy), at);
            return {V(math::in_double::evaluate(by_a, L(b), at, falling)), V(narrow(falling))};
        } else {
            const auto [value, slope] = bell(L(a));
            return {V(math::full_product(math::moderated(slope * math::moderated(L(b))), L(dy))),
                    V(math::full_product(value, L(dy)))};
        }
    }

private:
    template <class V> struct bell_and_slope { math::scaled<V> value, slope; };
    template <class V> static XACT_INLINE bell_and_slope<V> bell(V a) {
        const auto t = math::bell_argument(a, math::dw<V>{V(1), V(0)});
        const math::scaled<V> value = math::far_bell(t);
        const math::scaled<V> twice{math::times_power(value.significand, V(-2)), value.exponent};
        // Once more, for a subnormal a.
        return {value, math::moderated(twice * math::moderated(math::where_not_negligible(t, a)))};
    }
};

} // namespace v0
} // namespace xact
