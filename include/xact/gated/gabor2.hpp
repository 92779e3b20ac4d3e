#pragma once

#include <cmath>
#include <tuple>

#include <xact/core/gated.hpp>
#include <xact/math/bell.hpp>
#include <xact/math/factors.hpp>
#include <xact/math/sincos.hpp>

namespace xact {
inline namespace v0 {

/// A cosine of a in the window of a bell over b: the Gabor wavelet of WIRE with an input for each; its layers have
/// ω = s = 10.
template <class P> struct basic_gabor2 {
    P omega = P(10);
    P s = P(10);

    static constexpr facts about{.name = "gabor2",
                                 .formula = "cos(ω a) exp(-(s b)²)",
                                 .source = "arXiv:2301.05187",
                                 .roots = {-0.15707963267948966, 0.15707963267948966},
                                 .roots_everywhere_from = 0.15707963267948966,
                                 .parameters = {"omega", "s"}};

    template <class R> R definition(R a, R b) const {
        using std::cos;
        using std::exp;
        const R t = R(s) * b;
        return cos(R(omega) * a) * exp(-(t * t));
    }

    template <value V, tier A = accurate_t> V operator()(V a, V b, A = {}) const {
        const parts<lanes<V>> p(*this, lanes<V>(a), lanes<V>(b));
        return V(math::round(p.cos * p.bell));
    }

    /// -ω sin(ωa) e^-(sb)² dy, and -2 s² b cos(ωa) e^-(sb)² dy.
    template <value V, tier A = accurate_t> gated_gradient<V> backward(V a, V b, V dy, A = {}) const {
        using L = lanes<V>;
        const L g(dy);
        const parts<L> p(*this, L(a), L(b));
        const auto w = math::exact<L>(omega), scale = math::exact<L>(s);
        return {V(math::full_product(-(w * p.sin) * p.bell, g)),
                V(math::full_product((L(-2) * (scale * scale) * p.cos) * p.bell * math::moderated(p.b), g))};
    }

    static constexpr auto parameters(auto& self) { return std::tie(self.omega, self.s); }

    /// -a sin(ωa) e^-(sb)², and -2 s b² cos(ωa) e^-(sb)².
    template <value V> basic_gabor2<V> parameter_derivatives(V a, V b) const {
        using L = lanes<V>;
        const parts<L> p(*this, L(a), L(b));
        const auto square = math::moderated(math::moderated(p.b) * math::moderated(p.b));
        return {V(math::full_product(-p.sin * p.bell, L(a))),
                V(math::round(((L(-2) * math::exact<L>(s)) * p.cos) * p.bell * square))};
    }

private:
    template <class V> struct parts {
        V b;                  // 0 where the bell is
        math::scaled<V> bell; // e^-(sb)²
        math::dw<V> cos;
        math::scaled<V> sin;

        XACT_INLINE parts(const basic_gabor2& f, V u, V v) {
            using T = typename V::scalar;
            const auto t = math::bell_argument(v, math::exact<V>(f.s));
            b = math::where_not_negligible(t, v);
            bell = math::far_bell(t);
            const auto w = math::exact<V>(f.omega);
            const auto wave = math::angle<V>::of_product(u, w).both();
            cos = wave.cos;
            // ωa itself where its cube does not count.
            const auto tiny = math::abs(u * w.hi) < V(T(sizeof(T) == 4 ? 0x1p-14 : 0x1p-29));
            sin = select(tiny, w * math::moderated(u), math::scaled<V>{wave.sin, V(0)});
        }
    };
};

using gabor2 = basic_gabor2<double>;

} // namespace v0
} // namespace xact
