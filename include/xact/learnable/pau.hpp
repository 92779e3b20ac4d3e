#pragma once

#include <array>
#include <cmath>
#include <cstddef>
#include <tuple>

#include <xact/core/forward.hpp>
#include <xact/math/fast_rational.hpp>
#include <xact/math/rational.hpp>

namespace xact {
inline namespace v0 {

/// Coefficients of a rational function: a_0 … a_5 of the numerator, b_1 … b_4 of the denominator.
template <class P> struct pau_coefficients {
    std::array<P, 6> a;
    std::array<P, 4> b;
};

/// A Padé activation unit: a rational function without poles, whose coefficients are learnt. Version has the facts, the
/// kind of denominator, the coefficients it starts with, `leaky_relu`, and other fits, `gelu` and `swish`.
///
/// The fast tier adds terms in float, which for trained coefficients cancel: its error is 2^-20·max(1, s), where s is
/// what they would add up to, c Σ |a_i x^i|/Q with c = (1 + Σ |b_j x^j|)/Q, which is 1 for version A. The derivative's
/// is 2^-20·max(1, s'), s' = c (Σ |i a_i x^(i - 1)| + s Σ |j b_j x^(j - 1)|)/Q.
template <class Version, class P> struct basic_pau {
    std::array<P, 6> a = converted(Version::leaky_relu.a);
    std::array<P, 4> b = converted(Version::leaky_relu.b);

    static constexpr facts about = Version::about;
    static constexpr bool has_fast = true;

    /// Coefficients fitted to GELU.
    static basic_pau gelu() { return {converted(Version::gelu.a), converted(Version::gelu.b)}; }
    /// Coefficients fitted to Swish with β = 1.
    static basic_pau swish() { return {converted(Version::swish.a), converted(Version::swish.b)}; }

    template <class R> R definition(R x) const {
        R numerator(0), x_power(1);
        for (std::size_t i = 0; i < 6; ++i) {
            numerator = numerator + R(a[i]) * x_power;
            x_power = x_power * x;
        }
        return numerator / denominator_at(x);
    }

    template <class R> R fast_scale(R x) const { return scales(x)[0]; }
    template <class R> R fast_slope_scale(R x) const { return scales(x)[1]; }

    template <value V, tier A = accurate_t> V operator()(V value, A = {}) const {
        const lanes<V> x(value);
        if constexpr (fast_tier<A> && math::has_fast_rational<lanes<V>>) {
            const auto completed = [&]() XACT_INLINE_LAMBDA { return accurate_value(*this, x); };
            return V(math::fast_rational<lanes<V>, Version::kind>(x, a, b).value(completed));
        }
        return V(detail::attempted_value(*this, x));
    }

    template <value V, tier A = accurate_t> V derivative(V value, A = {}) const {
        const lanes<V> x(value);
        if constexpr (fast_tier<A> && math::has_fast_rational<lanes<V>>) {
            const auto completed = [&]() XACT_INLINE_LAMBDA { return accurate_slope(*this, x); };
            return V(math::fast_rational<lanes<V>, Version::kind>(x, a, b).slope(completed));
        }
        return V(detail::attempted_derivative(*this, x));
    }

    template <class L> XACT_INLINE auto quick(L x, accurate_t = {}) const requires math::has_quick_rational<L> {
        return math::quick_rational<L, Version::kind>(x, a, b).value();
    }
    template <class L>
    XACT_INLINE auto quick_derivative(L x, accurate_t = {}) const requires math::has_quick_rational<L> {
        return math::quick_rational<L, Version::kind>(x, a, b).slope();
    }
    template <class L> XACT_INLINE L anywhere(L x) const { return math::rational_value<Version::kind>(x, a, b); }
    template <class L> XACT_INLINE L anywhere_derivative(L x) const {
        return math::rational_slope<Version::kind>(x, a, b);
    }
    template <class L> XACT_INLINE auto far(L x) const { return math::far_rational(x, a, b); }
    template <class L> XACT_INLINE auto far_derivative(L x) const { return math::far_rational_slope(x, a, b); }

    static constexpr auto parameters(auto& self) { return std::tie(self.a, self.b); }

    template <value V> basic_pau<Version, V> parameter_derivatives(V value) const {
        const lanes<V> x(value);
        const math::rational<lanes<V>, Version::kind> r(math::finite(x), a, b);
        basic_pau<Version, V> g;
        for (std::size_t i = 0; i < 6; ++i) g.a[i] = V(keep_nan(x, r.numerator_term(i)));
        for (std::size_t j = 0; j < 4; ++j) g.b[j] = V(keep_nan(x, r.denominator_term(j + 1, b[j])));
        return g;
    }

private:
    template <class R> R denominator_at(R x) const {
        using std::abs;
        R sum(0), x_power(1);
        for (std::size_t j = 0; j < 4; ++j) {
            x_power = x_power * x;
            const R term = R(b[j]) * x_power;
            sum = sum + (Version::kind == math::denominator::absolute_terms ? abs(term) : term);
        }
        return 1 + (Version::kind == math::denominator::absolute_sum ? abs(sum) : sum);
    }

    /// s and s'.
    template <class R> std::array<R, 2> scales(R x) const {
        using std::abs;
        const R t = abs(x), q = denominator_at(x);
        R terms_p(0), slope_p(0), terms_q(0), slope_q(0);
        for (std::size_t i = 6; i-- > 0;) slope_p = slope_p * t + terms_p, terms_p = terms_p * t + abs(R(a[i]));
        for (std::size_t j = 5; j-- > 0;)
            slope_q = slope_q * t + terms_q, terms_q = terms_q * t + (j > 0 ? abs(R(b[j - 1])) : R(1));
        const R factor = terms_q / q / q, scale = terms_p * factor;
        return {scale, (slope_p + scale * slope_q) * factor};
    }

    // Not inlined, and with a copy of the parameters, whose own stay in registers.
    template <class V> static XACT_APART V accurate_value(basic_pau f, V x) { return f(x); }
    template <class V> static XACT_APART V accurate_slope(basic_pau f, V x) { return f.derivative(x); }

    template <std::size_t N> static constexpr std::array<P, N> converted(const std::array<double, N>& numbers) {
        std::array<P, N> all{};
        for (std::size_t i = 0; i < N; ++i) all[i] = P(numbers[i]);
        return all;
    }
};

} // namespace v0
} // namespace xact
