#pragma once

#include <cmath>
#include <tuple>
#include <type_traits>

#include <xact/core/forward.hpp>
#include <xact/math/bell.hpp>
#include <xact/math/normal_pieces.hpp>

namespace xact {
inline namespace v0 {

/// The normal distribution function of mean u and standard deviation s. The default is MEGA's approximation of squared
/// ReLU, u = √(1/2) and s = 1/√(4π) as its code rounds them.
template <class P> struct basic_normal_cdf {
    P u = P(0.707107);
    P s = P(0.282095);

    static constexpr facts about{.name = "normal_cdf",
                                 .formula = "Φ((x - u) / s)",
                                 .source = "arXiv:2209.10655",
                                 .limit_at_minus_inf = 0,
                                 .limit_at_plus_inf = 1,
                                 .slope_at_plus_inf = 0,
                                 .parameters = {"u", "s"},
                                 .aliases = {"laplace"}};

    /// Throws unless s > 0.
    void validate() const requires std::is_arithmetic_v<P> {
        if (!(s > 0)) detail::fail_parameter(about.name, "s", double(s), "above 0");
    }

    template <class R> R definition(R x) const {
        using std::erfc;
        using std::sqrt;
        return erfc((R(u) - x) / (R(s) * sqrt(R(2)))) / 2;
    }

    template <value V, tier A = accurate_t> V operator()(V value, A = {}) const {
        using L = lanes<V>;
        const L x(value);
        if constexpr (math::has_normal_pieces<L>) {
            const auto usual = [&]() XACT_INLINE_LAMBDA { return of_pieces(x); };
            return V(math::either(is_moderate<L>(), usual, [&] { return math::normal_distribution(standard(x)); }));
        } else {
            const auto z = standard(x);
            const L q = math::round(math::normal<L>(z).lower());
            return V(select(z.hi < 0, q, 1 - q));
        }
    }

    /// φ((x - u)/s)/s.
    template <value V, tier A = accurate_t> V derivative(V value, A = {}) const {
        using L = lanes<V>;
        const L x(value);
        const auto factor = math::as<L>(math::inverse_sqrt_2pi) * math::inverse<L>(s);
        const auto in_double_words = [&] {
            const auto z = standard(x);
            return math::short_falling_product(factor, math::falling_argument(math::times_power(z * z, L(0.5))));
        };
        if constexpr (math::has_normal_pieces<L>)
            return V(math::either(
                is_moderate<L>(), [&]() XACT_INLINE_LAMBDA { return math::normal_density(factor, x, u, s); },
                in_double_words));
        else
            return V(in_double_words());
    }

    template <value V> V second_derivative(V value) const {
        using L = lanes<V>;
        const auto z = standard(L(value));
        const math::normal<L> n(z);
        return V(math::round_product(copysign(n.t, -z.hi) * math::inverse<L>(s).hi, density(n)));
    }

    static constexpr bool has_default_loop = std::is_arithmetic_v<P>;

    static constexpr auto parameters(auto& self) { return std::tie(self.u, self.s); }

    /// -φ(z)/s and -z φ(z)/s.
    template <value V> basic_normal_cdf<V> parameter_derivatives(V value) const {
        using L = lanes<V>;
        const auto z = standard(L(value));
        const math::normal<L> n(z);
        const auto d = density(n);
        return {V(-math::round(d)), V(math::round_product(copysign(n.t, -z.hi), d))};
    }

private:
    /// Whether normal_distance() has their domain.
    template <class V> XACT_INLINE auto is_moderate() const {
        const auto is = math::parameter_is<V>(s, [](auto p) { return (p >= 0x1p-10f) & (p <= 0x1p10f); });
        if constexpr (std::is_arithmetic_v<P>)
            return is & (std::abs(u) <= 0x1p8f * s);
        else
            return is & (math::abs(math::rounded<V>(u)) <= V(0x1p8f) * math::rounded<V>(s));
    }

    /// For moderate parameters, to 1.9 ulp, from e^(-z²/2) without units; V has_normal_pieces.
    template <class V> XACT_INLINE V of_pieces(V x) const {
        // Where the power of e^(-z²/2) has no bits.
        const V scale = math::rounded<V>(s), limit = V(13.2688f) * scale, middle = math::rounded<V>(u);
        const V bounded = at_least(middle - limit, at_most(middle + limit, x));
        // First words on a grid of up to 2^-12 s, so that their difference is exact.
        const V grid = V(0x1p10f) * scale, first = (bounded + grid) - grid, middle_first = (middle + grid) - grid;
        const V middle_rest = (middle - middle_first) + math::exact<V>(u).lo;
        const V hi = first - middle_first, lo = (bounded - first) - middle_rest, y = hi + lo;
        const auto [power, rest] = math::short_exp_of_square<0>(hi, y, lo, math::make_square_steps<V>(s));
        const V q = math::normal_piece<V>(math::abs(y), math::inverse<V>(s).hi).ratio().product(rest, power);
        return select(y >= 0, V(1) - q, q);
    }

    /// (x - u)/s.
    template <class V> XACT_INLINE math::dw<V> standard(V x) const {
        return math::normalized(math::finite(x) - math::exact<V>(u)) * math::inverse<V>(s);
    }

    template <class V> XACT_INLINE math::scaled<V> density(const math::normal<V>& n) const {
        return math::inverse<V>(s) * n.density();
    }
};

using normal_cdf = basic_normal_cdf<double>;

} // namespace v0
} // namespace xact
