#pragma once

#include <cmath>

#include <xact/core/forward.hpp>
#include <xact/math/erf.hpp>
#include <xact/math/near_erfc.hpp>
#include <xact/math/normal_pieces.hpp>

namespace xact {
inline namespace v0 {

/// The complementary error function 1 - erf(x), also where it is small: twice the normal distribution's mass beyond
/// √2 x.
struct erfc {
    static constexpr facts about{.name = "erfc",
                                 .formula = "1 - erf(x)",
                                 .source = "elementary",
                                 .limit_at_minus_inf = 2,
                                 .limit_at_plus_inf = 0,
                                 .slope_at_plus_inf = 0};
    static constexpr bool few_at_once = true;

    template <class R> static R definition(R x) {
        using std::erfc;
        return erfc(x);
    }

    template <value V, tier A = accurate_t> V operator()(V value, A = {}) const {
        const lanes<V> x(value);
        return V(detail::attempted_value(*this, x));
    }

    /// 2 less what it is at -x where x < 0.
    template <class L, tier A = accurate_t>
    XACT_INLINE auto quick(L x, A = {}) const requires math::has_near_pieces<L, math::near_erfc_pieces> {
        using pieces = math::near_erfc_pieces;
        const L q = math::near_piece_of<pieces>(x).value();
        return math::attempt<L>{flip_sign(q, x) + where_signed(x, L(2)), L(pieces::reach) - x};
    }
    template <class L> XACT_INLINE auto far(L x) const {
        return math::known<L>{keep_nan(x, L(0)), !(x <= L(math::erfc_value_limit))};
    }
    template <class L> XACT_INLINE L anywhere(L x) const {
        if constexpr (math::has_normal_pieces<L>) {
            return math::complementary_erf(x);
        } else {
            const L tiny(sizeof(typename L::scalar) == 4 ? 0x1p-40 : 0x1p-80);
            const auto lower = math::normal<L>((tiny - math::finite(x)) * math::as<L>(math::sqrt_2)).lower();
            const L q = math::round(math::scaled<L>{lower.significand, lower.exponent + L(1)});
            return select(x > tiny, q, 2 - q);
        }
    }

    /// -2/√π e^(-x²).
    template <value V, tier A = accurate_t> V derivative(V x, A = {}) const { return V(-math::erf_slope(lanes<V>(x))); }

    template <value V> V second_derivative(V value) const {
        const lanes<V> x(value);
        return V(2 * (math::finite(x) * math::erf_slope(x)));
    }
};

} // namespace v0
} // namespace xact
