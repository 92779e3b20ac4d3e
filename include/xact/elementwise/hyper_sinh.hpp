#pragma once

#include <array>
#include <cmath>

#include <xact/core/forward.hpp>
#include <xact/math/near_hyper_sinh.hpp>
#include <xact/math/rising_exp.hpp>

namespace xact {
inline namespace v0 {

/// HyperSinh: a third of the hyperbolic sine above 0, a quarter of the cube below.
struct hyper_sinh {
    static constexpr facts about{.name = "hyper_sinh",
                                 .formula = "x > 0 ? sinh(x) / 3 : x³ / 4",
                                 .source = "arXiv:2011.07661",
                                 .limit_at_minus_inf = -infinity,
                                 .limit_at_plus_inf = infinity,
                                 .slope_at_minus_inf = infinity,
                                 .slope_at_plus_inf = infinity,
                                 .kinks = {0}};

    template <class R> static R definition(R x) {
        using std::sinh;
        return x > 0 ? R(sinh(x) / 3) : R(x * x * x / 4);
    }

    template <value V, tier A = accurate_t> V operator()(V value, A = {}) const {
        const lanes<V> x(value);
        return V(detail::attempted_value(*this, x));
    }

    template <class L>
    XACT_INLINE auto quick(L x, accurate_t = {}) const requires math::has_near_pieces<L, math::near_hyper_sinh_pieces> {
        using pieces = math::near_hyper_sinh_pieces;
        const L t = at_least(L(0), at_most(L(pieces::reach), x));
        const auto [y, square, cube] = make_powers(x);
        const L above = math::near_piece<pieces, L>(t).value_with(y * third<L>().lo);
        return math::attempt<L>{select(x > 0, above, cube), L(pieces::reach) - x};
    }
    template <class L> XACT_INLINE auto far(L x) const { return math::known<L>{x, x != x}; }
    template <class L> XACT_INLINE L anywhere(L x) const {
        if constexpr (math::has_short_exp<L>)
            return of_power(short_power(x), x);
        else
            return select(x > 0, third_of_sinh(x), quarter_of_cube(x));
    }

    /// e^x in units.
    template <class L>
    XACT_INLINE auto begin(L x, accurate_t = {}) const
        requires(math::has_short_exp<L> && !math::has_near_pieces<L, math::near_hyper_sinh_pieces>) {
        return short_power(x);
    }
    template <class L> XACT_INLINE L finish(const math::power_and_rest<L>& begun, L x) const {
        return of_power(begun, x);
    }

    /// f'(0) = 0.
    template <value V, tier A = accurate_t> V derivative(V value, A = {}) const {
        using L = lanes<V>;
        const L x(value);
        // Where the square is no normal number, it is 0: without a product that would underflow.
        const L y = select(math::abs(x) < L(smallest_root<typename L::scalar>), L(0), x);
        return V(select(x > 0, third_of_cosh(x), (L(0.75) * y) * y));
    }

    template <value V> V second_derivative(V value) const {
        using L = lanes<V>;
        const L x(value);
        return V(select(x > 0, (*this)(x), L(1.5) * x));
    }

private:
    template <class V> static XACT_INLINE math::dw<V> third() {
        return math::as<V>(math::real{0x1.5555555555555p-2, 0x1.5555555555555p-56});
    }

    template <class V> struct powers { V y, square, cube; };
    /// x, or 0 where the cube is no normal number, without the products that would underflow; its square, and a quarter
    /// of its cube.
    template <class V> static XACT_INLINE powers<V> make_powers(V x) {
        const V y = select(math::abs(x) < V(0x1p-42f), V(0), x), square = y * y;
        return {y, square, square * (V(0.25) * y)};
    }

    template <class L> static XACT_INLINE auto short_power(L x) { return math::short_exp<-fraction>(bounded(x)); }
    /// For small x the series x/3 + x³/4·(4/18 + 4/360 x² + …), to 2^-29.
    template <class L> static XACT_INLINE L of_power(const math::power_and_rest<L>& begun, L x) {
        constexpr std::array<float, 4> c{4 / 18.f, 4 / 360.f, 4 / 15120.f, 4 / 1088640.f};
        const auto [y, square, cube] = make_powers(x);
        const L series = fma(x, third<L>().hi, fma(cube, math::polynomial(square, c), y * third<L>().lo));
        const L e = begun.product(), e_low = fma(begun.power, begun.rest, begun.power - e);
        const L far = in_sixths((e - inverse(e)) + e_low);
        return select(x > 0, select(x < L(0.75), series, far), cube);
    }

    template <class V> static XACT_INLINE V quarter_of_cube(V x) { return (x * x) * (V(0.25) * x); }

    /// With m = e^x - 1 it is (m + m/(1 + m))/6.
    template <class V> static XACT_INLINE V third_of_sinh(V x) {
        if constexpr (math::has_rising_exp<V>) {
            const auto [power, rest] = math::split_exp<-fraction>(bounded(x));
            const V base = power - V(unit), m = fma(power, rest, base), low = fma(power, rest, base - m);
            return in_sixths(m + fma(m / (m + V(unit)), V(unit), low));
        } else {
            const words<V> w(x);
            return w.sixth_of_exp_times(w.m);
        }
    }
    template <class V> static XACT_INLINE V third_of_cosh(V x) {
        if constexpr (math::has_rising_exp<V>) {
            const V e = math::short_exp<-fraction>(bounded(x)).product();
            return in_sixths(e + inverse(e));
        } else {
            const words<V> w(x);
            return w.sixth_of_exp_times(V(2) - w.m);
        }
    }

    // e^x in units in which it is finite as long as a sixth of it is.
    static constexpr int fraction = 4;
    static constexpr float unit = 0x1p-4f;
    /// 1/e, as far as it counts beside it.
    template <class V> static XACT_INLINE V inverse(V e) { return V(unit * unit) / at_most(V(0x1p60f), e); }
    template <class T> static constexpr T smallest_root = T(sizeof(T) == 4 ? 0x1p-63 : 0x1p-511);
    template <class V> static XACT_INLINE V in_sixths(V y) {
        return math::round_product(y, math::as<V>(math::real{0x1.5555555555555p+1, 0x1.5555555555555p-53}));
    }

    /// x > 0, as long as f is finite.
    template <class V> static XACT_INLINE V bounded(V x) {
        return at_least(V(0), at_most(V(sizeof(typename V::scalar) == 4 ? 90.6 : 711.7), x));
    }

    template <class V> struct words {
        math::scaled<V> e; // e^x
        math::dw<V> m;     // 1 - e^(-2x), so that sinh(x) = e^x m/2 and cosh(x) = e^x (2 - m)/2

        XACT_INLINE explicit words(V x) {
            using T = typename V::scalar;
            const V z = bounded(x);
            e = math::exp(math::dw<V>{z, V(T(0))});
            m = -math::expm1_nonpositive(math::dw<V>{V(T(-2)) * z, V(T(0))});
        }

        XACT_INLINE V sixth_of_exp_times(math::dw<V> factor) const {
            constexpr math::real sixth{0x1.5555555555555p-3, 0x1.5555555555555p-57};
            return math::round((math::as<V>(sixth) * factor) * e);
        }
    };
};

} // namespace v0
} // namespace xact
