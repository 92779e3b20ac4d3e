#pragma once

#include <cmath>
#include <tuple>

#include <xact/core/forward.hpp>
#include <xact/math/sincos.hpp>

namespace xact {
inline namespace v0 {

/// FINER: a sine whose frequency grows with the input.
template <class P> struct basic_finer {
    P omega = P(30);

    static constexpr facts about{.name = "finer",
                                 .formula = "sin(ω (|x| + 1) x)",
                                 .source = "arXiv:2312.02434",
                                 .slope_at_minus_inf = no_limit,
                                 .slope_at_plus_inf = no_limit,
                                 .kinks = {0},
                                 .slope_roots = {-0.049872601208525289, 0.049872601208525289},
                                 .roots_everywhere_from = 0.049872601208525289,
                                 .parameters = {"omega"}};

    /// By the addition theorem: both angles are exact, which their sum is not.
    template <class R> R definition(R x) const {
        using std::cos;
        using std::sin;
        const R a = R(omega) * x, b = a * (x < 0 ? R(-x) : x);
        return sin(a) * cos(b) + cos(a) * sin(b);
    }

    template <value V, tier A = accurate_t> V operator()(V value, A = {}) const {
        return V(wave<true>(followed(lanes<V>(value))).sin());
    }

    /// ω (2|x| + 1) cos(…).
    template <value V, tier A = accurate_t> V derivative(V value, A = {}) const {
        using L = lanes<V>;
        const L x(value), t = math::abs(x), limit(0x1p60);
        const auto w = math::exact<L>(omega) * wave(followed(x)).cos();
        const L far = (t + t) * w.hi;
        return V(select(t > limit, far, math::round(w + (L(2) * at_most(limit, t)) * w)));
    }

    /// 2ω sgn(x) cos(…) - (ω (2|x| + 1))² sin(…).
    template <value V> V second_derivative(V value) const {
        using L = lanes<V>;
        const L x(value), w = math::rounded<L>(omega), growth = w * fma(L(2), math::abs(x), L(1));
        const auto [s, c] = wave(followed(x)).both();
        return V(fnma(growth, growth * s.hi, flip_sign(w + w, x) * c.hi));
    }

    static constexpr auto parameters(auto& self) { return std::tie(self.omega); }

    /// (|x| + 1) x cos(…).
    template <value V> basic_finer<V> parameter_derivatives(V value) const {
        const lanes<V> x = followed(lanes<V>(value));
        return {V(math::round(product(x)) * wave<true>(x).cos())};
    }

private:
    /// x as far as it is followed: where its last place is many turns it stays, so that nothing overflows. NaN for
    /// infinities.
    template <class V> static XACT_INLINE V followed(V x) {
        const V limit(sizeof(typename V::scalar) == 4 ? 0x1p50 : 0x1p400);
        const V bounded = at_least(-limit, at_most(limit, x));
        return select(math::abs(x) > V(std::numeric_limits<typename V::scalar>::max()), x - x, bounded);
    }

    /// (|x| + 1) x.
    template <class V> static XACT_INLINE math::dw<V> product(V x) { return x * math::two_sum(V(1), math::abs(x)); }

    /// The angle ω (|x| + 1) x; as a sum of exact products where two words would leave too much of a turn.
    template <bool IsShort = false, class V> XACT_INLINE math::angle<V, IsShort> wave(V x) const {
        const auto w = math::exact<V>(omega);
        return math::angle<V, IsShort>::of(product(x) * w, [&] {
            const auto square = math::two_product(x, math::abs(x));
            const auto a = math::two_product(w.hi, square.hi), b = math::two_product(w.hi, square.lo),
                       c = math::two_product(w.hi, x), d = math::two_product(w.lo, square.hi);
            return std::array<V, 10>{a.hi, a.lo, b.hi, b.lo, c.hi, c.lo, d.hi, d.lo, w.lo * square.lo, w.lo * x};
        });
    }
};

using finer = basic_finer<double>;

} // namespace v0
} // namespace xact
