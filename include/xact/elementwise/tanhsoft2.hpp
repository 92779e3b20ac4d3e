#pragma once

#include <cmath>
#include <tuple>

#include <xact/core/forward.hpp>
#include <xact/math/logistic.hpp>
#include <xact/math/tanh_words.hpp>

namespace xact {
inline namespace v0 {

/// TanhSoft-2: the input, gated by the hyperbolic tangent of an exponential; the default is TanhExp.
template <class P> struct basic_tanhsoft2 {
    P alpha = P(1);
    P beta = P(1);

    static constexpr facts about{.name = "tanhsoft2",
                                 .formula = "x tanh(α e^(β x))",
                                 .source = "arXiv:2009.03863",
                                 .limit_at_minus_inf = -0.0,
                                 .limit_at_plus_inf = infinity,
                                 .slope_roots = {-1.0788600584646241},
                                 .parameters = {"alpha", "beta"},
                                 .aliases = {"tanhexp", "telu"}};

    template <class R> R definition(R x) const {
        using std::exp;
        using std::tanh;
        return x * tanh(R(alpha) * exp(R(beta) * x));
    }

    template <value V, tier A = accurate_t> V operator()(V value, A = {}) const {
        using L = lanes<V>;
        const L x(value);
        const parts p(*this, x);
        const L far = math::round_product(math::finite(x), p.w);
        return V(select(p.tiny, far, math::limit_product(p.signed_by_alpha(p.t.tanh()), x)));
    }

    /// tanh(w) + βx w (1 - tanh²(w)), w = α e^(βx).
    template <value V, tier A = accurate_t> V derivative(V value, A = {}) const {
        using L = lanes<V>;
        const parts p(*this, L(value));
        const L far = math::round((L(1) + p.z) * p.w);
        const L near = math::round(p.signed_by_alpha(p.t.tanh() + p.z * (p.size * p.t.slope())));
        return V(select(p.tiny, far, near));
    }

    /// β w (1 - tanh²(w)) (2 + βx (1 - 2 w tanh(w))).
    template <value V> V second_derivative(V value) const {
        using L = lanes<V>;
        const parts p(*this, L(value));
        const L b = math::rounded<L>(beta), product = p.size.hi * p.t.tanh().hi;
        return V(math::round_product(b * fma(p.z.hi, fma(L(-2), product, L(1)), L(2)), p.slope_by(p.w)));
    }

    static constexpr auto parameters(auto& self) { return std::tie(self.alpha, self.beta); }

    /// x e^(βx) (1 - tanh²(w)), x² w (1 - tanh²(w)).
    template <value V> basic_tanhsoft2<V> parameter_derivatives(V value) const {
        using L = lanes<V>;
        const L x = math::finite(L(value));
        const parts p(*this, x);
        return {V(math::round_product(x, p.slope_by(p.e))), V(x * math::round_product(x, p.slope_by(p.w)))};
    }

private:
    template <class V> struct parts {
        using T = typename V::scalar;

        math::dw<V> z;              // β x, bounded
        math::scaled<V> e, w;       // e^z, α e^z
        math::dw<V> size;           // |w|, bounded
        typename V::condition tiny; // where tanh(w) = w
        math::tanh_parts<V> t;      // of |w|
        V sign;                     // of α

        XACT_INLINE parts(const basic_tanhsoft2& f, V x)
            : z(argument(f, x)), e(math::exp(z)), w(math::exact<V>(f.alpha) * e), size(magnitude(f)), t(size) {
            tiny = size.hi < V(T(sizeof(T) == 4 ? 0x1p-14 : 0x1p-29));
            sign = copysign(V(1), math::rounded<V>(f.alpha));
        }

        XACT_INLINE math::dw<V> signed_by_alpha(math::dw<V> a) const { return math::times_power(a, sign); }

        /// (1 - tanh²(w)) times a multiple of e^z.
        XACT_INLINE math::scaled<V> slope_by(math::scaled<V> factor) const {
            const auto twice = -math::exp_bounded(math::times_power(size, V(-2)));
            const auto [significand, exponent] = math::sigmoid_slope(math::make_logistic(twice));
            const math::dw<V> product = significand * factor.significand;
            return {math::times_power(product, V(4)), exponent + factor.exponent};
        }

    private:
        /// From `far` on tanh(w) is 1 unless α is negligible.
        static XACT_INLINE math::dw<V> argument(const basic_tanhsoft2& f, V x) {
            const math::dw<V> product = math::finite(x) * math::exact<V>(f.beta);
            const V far(T(sizeof(T) == 4 ? 80 : 700)), hi = at_most(far, product.hi);
            return math::exp_bounded(math::dw<V>{hi, select(hi == product.hi, product.lo, V(0))});
        }
        XACT_INLINE math::dw<V> magnitude(const basic_tanhsoft2& f) const {
            const math::dw<V> a = math::exact<V>(f.alpha), product = math::summand(e) * a;
            const V s = copysign(V(1), a.hi), far(T(0x1p20)), hi = at_most(far, product.hi * s);
            return {hi, select(hi == product.hi * s, product.lo * s, V(0))};
        }
    };
    template <class V> parts(const basic_tanhsoft2&, V) -> parts<V>;
};

using tanhsoft2 = basic_tanhsoft2<double>;

} // namespace v0
} // namespace xact
