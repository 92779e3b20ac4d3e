#pragma once

#include <cmath>
#include <tuple>

#include <xact/core/gated.hpp>
#include <xact/math/factors.hpp>
#include <xact/math/in_double.hpp>
#include <xact/math/softplus.hpp>

namespace xact {
inline namespace v0 {

/// The decay of a real-gated linear recurrent unit: σ(-Λ)^(c σ(b)) of a learnt Λ, which is a, and the logit b of its
/// gate. What enters is weighted by √(1 - f²).
template <class P> struct basic_rg_lru_decay {
    P c = P(8);

    static constexpr facts about{.name = "rg_lru_decay",
                                 .formula = "exp(-c ln(1 + e^a) σ(b))",
                                 .source = "arXiv:2402.19427",
                                 .parameters = {"c"}};

    template <class R> R definition(R a, R b) const {
        using std::exp;
        using std::log1p;
        const R z = a > 0 ? R(a + log1p(exp(-a))) : R(log1p(exp(a)));
        return exp(-(R(c) * z / (1 + exp(-b))));
    }

    template <value V, tier A = accurate_t> V operator()(V a, V b, A = {}) const {
        using L = lanes<V>;
        if constexpr (math::in_double::is_possible<L>) {
            const auto f = [](auto at, auto logit, auto rate)
                               XACT_INLINE_LAMBDA { return in_double_parts(at, logit, rate).f; };
            return V(math::in_double::evaluate_finite(f, L(a), widen(L(b)), c));
        } else {
            return V(math::round(parts<L>(*this, L(a), L(b)).f));
        }
    }

    /// -c σ(a) σ(b) f dy, and -c ln(1 + e^a) σ(b) σ(-b) f dy.
    template <value V, tier A = accurate_t> gated_gradient<V> backward(V a, V b, V dy, A = {}) const {
        using L = lanes<V>;
        const L g(dy);
        if constexpr (math::in_double::is_possible<L>) {
            const auto at = widen(math::finite(L(a))), logit = widen(L(b)), wide_g = widen(g);
            const auto rate = math::in_double::parameter<L>(c);
            const auto low = in_double_parts(at.low, logit.low, rate.low).slopes(-rate.low * wide_g.low);
            const auto high = in_double_parts(at.high, logit.high, rate.high).slopes(-rate.high * wide_g.high);
            return {V(narrow(wide<typename L::arch>{low.by_a, high.by_a})),
                    V(narrow(wide<typename L::arch>{low.by_b, high.by_b}))};
        } else {
            const parts<L> p(*this, L(a), L(b));
            const auto common = -(math::exact<L>(c) * p.f);
            return {V(math::full_product(common * math::sigmoid_factor<L>(L(a)).value() * p.gate.value(), g)),
                    V(math::full_product(common * p.softplus * p.gate.slope(), g))};
        }
    }

    static constexpr auto parameters(auto& self) { return std::tie(self.c); }

    /// -ln(1 + e^a) σ(b) f.
    template <value V> basic_rg_lru_decay<V> parameter_derivatives(V a, V b) const {
        const parts<lanes<V>> p(*this, lanes<V>(a), lanes<V>(b));
        return {V(math::round(-(p.softplus * p.gate.value() * p.f)))};
    }

private:
    template <class W> struct in_double_parts {
        W a, fall, softplus; // e^-|a| and ln(1 + e^a)
        W shut, gate;        // e^-b and σ(b)
        W f;

        XACT_INLINE in_double_parts(W at, W b, W rate)
            : a(at),
              fall(math::in_double::precise_exp(-math::abs(at))),
              softplus(at_least(W(0), at) + math::in_double::log1p(fall)),
              shut(math::in_double::precise_exp(-b)),
              gate(W(1) / (W(1) + shut)),
              f(math::in_double::exp(-((rate * softplus) * gate))) {}

        struct pair {
            W by_a, by_b;
        };

        /// factor·σ(a) σ(b) f and factor·ln(1 + e^a) σ(b) σ(-b) f.
        XACT_INLINE pair slopes(W factor) const {
            const W common = (factor * f) * gate, upper = math::in_double::inverse(W(1) + fall);
            return {common * (upper * select(a < 0, fall, W(1))), common * ((shut * gate) * softplus)};
        }
    };
    template <class W> in_double_parts(W, W, W) -> in_double_parts<W>;

    template <class V> struct parts {
        math::scaled<V> softplus; // ln(1 + e^a)
        math::sigmoid_factor<V> gate;
        math::scaled<V> f;

        XACT_INLINE parts(const basic_rg_lru_decay& unit, V a, V b)
            : softplus(softplus_of(a)), gate(b, [](math::dw<V> h) { return math::make_precise_logistic(h); }) {
            using T = typename V::scalar;
            const auto z = math::exact<V>(unit.c) * (softplus * gate.value());
            const math::dw<V> exponent{scale(z.significand.hi, z.exponent), scale(z.significand.lo, z.exponent)};
            // e^-350 is 0 beside any factors in float, e^-2800 in double.
            const V hi = at_most(V(T(sizeof(T) == 4 ? 350 : 2800)), exponent.hi);
            f = math::exp(-math::dw<V>{hi, math::select_low(hi, exponent)});
            // Where ln(1 + e^a) is infinite f is 0, and so is their product.
            softplus = select(hi == exponent.hi, softplus, math::moderated(hi));
        }
    };

    template <class V> static XACT_INLINE math::scaled<V> softplus_of(V a) {
        using T = typename V::scalar;
        const V limit(T(sizeof(T) == 4 ? 350 : 2800)), positive = at_least(V(T(0)), a);
        const auto tail = math::softplus_tail(math::dw<V>{at_most(limit, math::abs(a)), V(T(0))});
        const math::dw<V> rest = math::summand(tail), sum = math::two_sum(positive, rest.hi);
        return select(a > V(T(0)), math::moderated(math::dw<V>{sum.hi, sum.lo + rest.lo}), tail);
    }
};

using rg_lru_decay = basic_rg_lru_decay<double>;

} // namespace v0
} // namespace xact
