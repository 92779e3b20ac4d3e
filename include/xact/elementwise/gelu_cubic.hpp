#pragma once

#include <cmath>
#include <tuple>

#include <xact/core/forward.hpp>
#include <xact/math/gate.hpp>
#include <xact/math/gelu_tanh.hpp>
#include <xact/math/near_gelu_cubic.hpp>

namespace xact {
inline namespace v0 {

/// The input, gated by the sigmoid of an odd cubic: the family of gelu_tanh (k = √(8/π), c = 0.044715) and of Swish
/// (k = β, c = 0). The default is the closest to GELU.
template <class P> struct basic_gelu_cubic {
    P k = P(1.60033);
    P c = P(0.0433603);

    /// Whether the slope has polynomials for the default parameters, which floats do not hold.
    template <class L>
    static constexpr bool has_near_default =
        math::has_near_pieces<L, math::near_gelu_cubic_pieces> && !std::same_as<P, float>;

    static constexpr facts about{.name = "gelu_cubic",
                                 .formula = "x σ(k x (1 + c x²))",
                                 .source = "arXiv:1606.08415",
                                 .limit_at_minus_inf = -0.0,
                                 .limit_at_plus_inf = infinity,
                                 .slope_roots = {-0.7517775815235958},
                                 .parameters = {"k", "c"},
                                 .aliases = {"gelu_sigmoid_precise"}};

    template <class R> R definition(R x) const {
        using std::exp;
        return x / (1 + exp(-(R(k) * x * (1 + R(c) * x * x))));
    }

    template <value V, tier A = accurate_t> V operator()(V value, A = {}) const {
        using L = lanes<V>;
        const L x(value);
        if constexpr (math::has_short_exp<L>) {
            return V(finish(begin(x), x));
        } else if constexpr (math::is_fused<L>) {
            const auto in_single_words = [&]() XACT_INLINE_LAMBDA {
                const L a = bounded_magnitude(x);
                const math::dw<L> h = a * inner(a).scale;
                if constexpr (math::has_rising_exp<L>)
                    return math::falling_gate(x, math::rising_part(a, h));
                else
                    return math::falling_gate(x, math::falling_part(a, math::falling_exp(math::falling_argument(h))));
            };
            return V(math::either(is_moderate<L>(), in_single_words, [&] { return in_double_words(x); }));
        } else {
            return V(in_double_words(x));
        }
    }

    template <value V, tier A = accurate_t> V derivative(V value, A = {}) const {
        using L = lanes<V>;
        const L x(value);
        return V(by_parameters(x, [&]() XACT_INLINE_LAMBDA { return anywhere_derivative(x); }));
    }

    template <class L> XACT_INLINE auto quick_default_derivative(L x) const requires has_near_default<L> {
        return math::near_gate_slope<math::near_gelu_cubic_pieces>(x);
    }
    template <class L> XACT_INLINE auto far_derivative(L x) const { return math::gate_slope_beyond(x, 11); }
    template <class L> XACT_INLINE L anywhere_derivative(L x) const {
        if constexpr (math::has_short_exp<L>) {
            return slope_of_begun(begin_derivative(x), x);
        } else if constexpr (math::is_fused<L>) {
            const auto in_single_words = [&]() XACT_INLINE_LAMBDA {
                const L a = math::without_subnormals(bounded_magnitude(x));
                const auto f = inner(a);
                const math::dw<L> h = math::falling_argument(a * f.scale, math::gate_limit<L>), w = f.slope_factor(a);
                const math::dw<L> one_less_w = L(1) - w;
                if constexpr (math::has_rising_exp<L>)
                    return math::gate_slope(x, math::rising_gate_slope(math::round(w), one_less_w, h));
                else
                    return math::falling_gate_slope(x < 0, one_less_w, math::falling_exp_pair(h));
            };
            return math::either(is_moderate<L>(), in_single_words, [&] { return slope_in_double_words(x); });
        } else {
            return slope_in_double_words(x);
        }
    }

    /// e^|h| in units, for moderate parameters.
    template <class L> XACT_INLINE auto begin(L x, accurate_t = {}) const requires math::has_short_exp<L> {
        const L a = bounded_magnitude(x);
        return math::rising_exp<L, math::falling_bias<float>>::of_steps(a, steps<L>(a));
    }
    template <class L> XACT_INLINE L finish(const auto& e, L x) const {
        const auto in_single_words = [&]() XACT_INLINE_LAMBDA {
            return math::falling_gate(x, bounded_magnitude(x) / e.with_one());
        };
        return math::either(is_moderate<L>(), in_single_words, [&] { return in_double_words(x); });
    }
    template <class L> struct begun_derivative {
        math::power_and_rest<L> e; // e^|h|
        math::dw<L> w;             // |x h'|
    };
    /// For moderate parameters.
    template <class L> XACT_INLINE auto begin_derivative(L x, accurate_t = {}) const requires math::has_short_exp<L> {
        const L a = bounded_magnitude(math::away_from_zero(x));
        const auto f = inner(a);
        const math::dw<L> h = a * f.scale;
        const L bounded = at_most(L(math::rising_slope_limit), h.hi);
        const math::dw<L> size{bounded, math::select_low(bounded, h)};
        // The first word of |x h'| on a grid on which 1 less it is exact.
        const math::dw<L> w = f.slope_factor(a);
        const L grid(1.5f), coarse = (w.hi + grid) - grid;
        return begun_derivative<L>{math::short_exp<-math::rising_slope_bias>(size), {coarse, (w.hi - coarse) + w.lo}};
    }
    template <class L> XACT_INLINE L finish_derivative(const begun_derivative<L>& begun, L x) const {
        const auto general = [&]() XACT_INLINE_LAMBDA { return slope_of_begun(begun, x); };
        if constexpr (std::is_arithmetic_v<P>)
            return general(); // default ones have a loop of their own
        else
            return by_parameters(x, general);
    }

    template <value V> V second_derivative(V value) const {
        using L = lanes<V>;
        const L x(value);
        const exponent h(*this, x);
        const L k0 = math::rounded<L>(k), k1 = k0 * math::rounded<L>(c), square = h.bounded_x * h.bounded_x;
        const L slope = fma(3 * k1, square, k0);
        return V(math::logistic_gate_curvature(fma(12 * k1, square, k0 + k0),
                                               select(h.negative, -h.bounded_x, h.bounded_x) * (slope * slope),
                                               math::make_logistic(h.magnitude)));
    }

    static constexpr bool has_default_loop = std::is_arithmetic_v<P>;

    static constexpr auto parameters(auto& self) { return std::tie(self.k, self.c); }

    /// x² (1 + c x²) and k x⁴, times σ(h) σ(-h).
    template <value V> basic_gelu_cubic<V> parameter_derivatives(V value) const {
        using L = lanes<V>;
        const exponent h(*this, L(value));
        const auto q = math::sigmoid_slope(math::make_logistic(h.magnitude));
        const L square = h.bounded_x * h.bounded_x;
        return {V(math::round_product(square * fma(math::rounded<L>(c), square, L(1)), q)),
                V(math::round_product(math::rounded<L>(k) * (square * square), q))};
    }

private:
    /// The slope at x: what default parameters have, or general().
    template <class L, class General> XACT_INLINE L by_parameters(L x, General general) const {
        if constexpr (has_near_default<L>) {
            constexpr basic_gelu_cubic<double> usual;
            const auto of_k = math::is_exactly<L>(k, usual.k), of_c = math::is_exactly<L>(c, usual.c);
            return math::either(!(of_k & of_c), general, [&]() XACT_INLINE_LAMBDA {
                return detail::attempted_derivative(detail::by_default<basic_gelu_cubic<double>>{}, x);
            });
        } else {
            return general();
        }
    }
    template <class L> XACT_INLINE L slope_of_begun(const begun_derivative<L>& begun, L x) const {
        const auto in_single_words = [&]() XACT_INLINE_LAMBDA {
            // By its power, e^|h| tells where it is so large that D is 0.
            return math::gate_slope_of_units(copysign(begun.e.power, math::away_from_zero(x)), L(0x1p100f),
                                             math::rising_gate_slope(begun.e, begun.w));
        };
        return math::either(is_moderate<L>(), in_single_words, [&] { return slope_in_double_words(x); });
    }

    template <class V> XACT_INLINE V in_double_words(V x) const {
        const exponent h(*this, x);
        return math::gate(h.negative, x, h.bounded_x, math::make_logistic(h.magnitude).lower);
    }
    template <class V> XACT_INLINE V slope_in_double_words(V x) const {
        const exponent h(*this, x);
        return math::logistic_gate_slope(h.negative, h.steepness, math::make_logistic(h.magnitude));
    }

    template <class V> struct exponent_terms { math::dw<V> linear, cubic; };

    /// k x and k c x³.
    template <class V> XACT_INLINE exponent_terms<V> terms(V x) const {
        const math::dw<V> linear = x * math::exact<V>(k);
        return {linear, math::two_product(x, x) * (linear * math::exact<V>(c))};
    }

    /// h, and what else the gate takes of it, for any parameters.
    template <class V> struct exponent {
        typename V::condition negative; // h < 0
        math::dw<V> magnitude;          // |h|, bounded
        V bounded_x;                    // x, or its sign where |h| had to be bounded
        math::dw<V> steepness;          // x h'(x) with the sign of h, bounded too

        XACT_INLINE exponent(const basic_gelu_cubic& f, V x)
            : negative(x < 0), magnitude{x, x}, bounded_x(x), steepness{x, x} {
            // Far out, where no term of it overflows, the sign of h is that of its limit.
            const V far(typename V::scalar(sizeof(typename V::scalar) == 4 ? 0x1p34 : 0x1p200));
            const auto [linear, cubic] = f.terms(at_least(-far, at_most(far, x)));
            const math::dw<V> h = linear + cubic;
            negative = h.hi < 0;
            magnitude = math::bounded_magnitude(h);
            const auto bounded = magnitude.hi == math::abs(h.hi);
            bounded_x = keep_nan(x, select(bounded, math::finite(x), copysign(V(1), x)));
            const math::dw<V> w = linear + V(3) * cubic;
            steepness = select(bounded, select(negative, -w, w), magnitude);
        }
    };
    template <class V> exponent(const basic_gelu_cubic&, V) -> exponent<V>;

    /// Whether σ(-h) is 0 beside any x where |x| had to be bounded, no term of h overflows there, and the excess of its
    /// first is exact.
    template <class L> XACT_INLINE auto is_moderate() const {
        const auto k_is = math::parameter_is<L>(k, [](auto p) { return (p >= 0x1p-24f) & (p <= 0x1p10f); });
        const auto c_is = math::parameter_is<L>(c, [](auto p) { return (p >= 0) & (p <= 0x1p10f); });
        const auto k_square = math::rounded<L>(k) * math::rounded<L>(k);
        if constexpr (std::is_arithmetic_v<P>)
            return k_is & c_is & (c <= 0x1p20f * k * k);
        else
            return k_is & c_is & (math::rounded<L>(c) <= L(0x1p20f) * k_square);
    }

    template <class V> static XACT_INLINE V bounded_magnitude(V x) { return at_most(V(0x1p34f), math::abs(x)); }

    /// h for moderate parameters.
    template <class V> XACT_INLINE math::cubic_inner<V> inner(V x) const { return inner_of(x, math::exact<V>(k)); }
    /// h/x in steps of the exponential.
    template <class V> XACT_INLINE math::dw<V> steps(V x) const { return inner_of(x, math::exp_steps_of<V>(k)).scale; }
    template <class V> XACT_INLINE math::cubic_inner<V> inner_of(V x, math::dw<V> first) const {
        return {x, math::in_halves(first), first * math::exact<V>(c)};
    }
};

using gelu_cubic = basic_gelu_cubic<double>;

} // namespace v0
} // namespace xact
