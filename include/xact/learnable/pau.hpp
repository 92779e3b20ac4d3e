#pragma once

#include <array>
#include <cmath>
#include <cstddef>
#include <tuple>

#include <xact/core/forward.hpp>
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
template <class Version, class P> struct basic_pau {
    std::array<P, 6> a = converted(Version::leaky_relu.a);
    std::array<P, 4> b = converted(Version::leaky_relu.b);

    static constexpr facts about = Version::about;

    /// Coefficients fitted to GELU.
    static basic_pau gelu() { return {converted(Version::gelu.a), converted(Version::gelu.b)}; }
    /// Coefficients fitted to Swish with β = 1.
    static basic_pau swish() { return {converted(Version::swish.a), converted(Version::swish.b)}; }

    template <class R> R definition(R x) const {
        using std::abs;
        R numerator(0), sum(0), x_power(1);
        for (std::size_t i = 0; i < 6; ++i) {
            numerator = numerator + R(a[i]) * x_power;
            x_power = x_power * x;
            if (i < 4) {
                const R term = R(b[i]) * x_power;
                sum = sum + (Version::kind == math::denominator::absolute_terms ? abs(term) : term);
            }
        }
        return numerator / (1 + (Version::kind == math::denominator::absolute_sum ? abs(sum) : sum));
    }

    template <value V, tier A = accurate_t> V operator()(V value, A = {}) const {
        return V(math::rational_value<Version::kind>(lanes<V>(value), a, b));
    }

    template <value V, tier A = accurate_t> V derivative(V value, A = {}) const {
        return V(math::rational_slope<Version::kind>(lanes<V>(value), a, b));
    }

    template <class L> XACT_INLINE auto quick(L x) const requires math::has_quick_rational<L> {
        return math::quick_rational<L, Version::kind>(x, a, b).value();
    }
    template <class L> XACT_INLINE auto quick_derivative(L x) const requires math::has_quick_rational<L> {
        return math::quick_rational<L, Version::kind>(x, a, b).slope();
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
    template <std::size_t N> static constexpr std::array<P, N> converted(const std::array<double, N>& numbers) {
        std::array<P, N> all{};
        for (std::size_t i = 0; i < N; ++i) all[i] = P(numbers[i]);
        return all;
    }
};

} // namespace v0
} // namespace xact
