#pragma once

#include <string>
#include <tuple>

#include <xact/core/forward.hpp>
#include <xact/elementwise/smelu.hpp>
#include <xact/math/straight.hpp>

namespace xact {
inline namespace v0 {

/// Generalised SmeLU: a parabola joins the line q x + t, up to -α, to one of slope p, from β on. Its derivative is a
/// ramp from q to p.
template <class P> struct basic_gsmelu {
    P alpha = P(1);
    P beta = P(1);
    P q = P(0);
    P p = P(1);
    P t = P(0);

    static constexpr facts about{.name = "gsmelu",
                                 .formula =
                                     "q x + t + (p - q) (x <= -α ? 0 : x >= β ? x + (α - β)/2 : "
                                     "(x + α)² / (2 (α + β)))",
                                 .source = "arXiv:2202.06499",
                                 .limit_at_minus_inf = 0,
                                 .limit_at_plus_inf = infinity,
                                 .kinks = {-1, 1},
                                 .roots = {-1},
                                 .slope_roots = {-1},
                                 .parameters = {"alpha", "beta", "q", "p", "t"}};

    /// Throws unless α + β > 0.
    void validate() const requires std::is_arithmetic_v<P> {
        if (!(alpha + beta > 0))
            detail::fail_parameter(about.name, "alpha", double(alpha),
                                   "above -beta = " + detail::number_text(double(-beta)));
    }

    template <class R> R definition(R x) const {
        const R a(alpha), b(beta), left(q), right(p);
        if (x <= -a) return left * x + R(t);
        if (x >= b) return right * x + (R(t) + (right - left) * (a - b) / 2);
        return left * x + R(t) + (right - left) * ((x + a) * (x + a) / (2 * (a + b)));
    }

    template <value V, tier A = accurate_t> V operator()(V value, A = {}) const {
        const lanes<V> x(value);
        return V(math::either(
            is_smelu<lanes<V>>(), [&] { return basic_smelu<P>{alpha}(x); }, [&] { return any_value(x); }));
    }

    template <value V, tier A = accurate_t> V derivative(V value, A = {}) const {
        const lanes<V> x(value);
        return V(math::either(
            is_smelu<lanes<V>>(), [&] { return basic_smelu<P>{alpha}.derivative(x); }, [&] { return any_slope(x); }));
    }

    /// dy f'(x), and where f is flat, 0 also for an infinite or NaN dy.
    template <value V, tier A = accurate_t> V backward(V value, V dy, A = {}) const {
        return V(math::gradient_unless_flat(lanes<V>(derivative(value)), lanes<V>(dy)));
    }

    /// (p - q)/(α + β) from -α to β.
    template <value V> V second_derivative(V value) const {
        const lanes<V> x(value), zero(0);
        return V(keep_nan(x, between(x, zero, curvature<lanes<V>>().hi, zero)));
    }

    static constexpr bool has_default_loop = std::is_arithmetic_v<P>;

    static constexpr auto parameters(auto& self) { return std::tie(self.alpha, self.beta, self.q, self.p, self.t); }

    template <value V> basic_gsmelu<V> parameter_derivatives(V value) const {
        using L = lanes<V>;
        const L x(value), zero(0), one(1), half(0.5);
        const math::dw<L> a = math::exact<L>(alpha), b = math::exact<L>(beta), shift = math::times_power(a - b, half);
        const math::dw<L> w = x + a, v = -x + b, s = width<L>();
        const L z = between(x, zero, math::round(w / s), one), slopes = rise<L>().hi;
        // R up to β, and x - R from -α on, which would cancel close to β.
        const L bend = (half * z) * w.hi, other = fnma(half * math::round(v / s), v.hi, -shift.hi);
        return {V(keep_nan(x, (slopes * z) * fnma(half, z, one))), V(keep_nan(x, -(half * slopes) * (z * z))),
                V(between(x, x, other, -shift.hi)), V(between(x, zero, bend, (x + shift.hi) + shift.lo)),
                V(keep_nan(x, one))};
    }

private:
    /// Whether it joins 0 to x, as SmeLU does.
    template <class V> XACT_INLINE auto is_smelu() const {
        if constexpr (std::is_arithmetic_v<P>) {
            return q == 0 && p == 1 && t == 0 && alpha == beta;
        } else {
            const math::dw<V> a = math::exact<V>(alpha), b = math::exact<V>(beta);
            return math::is_exactly<V>(q, 0) & math::is_one<V>(p) & math::is_exactly<V>(t, 0) & (a.hi == b.hi) &
                   (a.lo == b.lo);
        }
    }

    template <class V> XACT_INLINE V any_value(V x) const {
        const auto is_right = x >= right_end<V>();
        const math::dw<V> left_slope = math::exact<V>(q), intercept = math::exact<V>(t);
        const math::dw<V> right_intercept =
            intercept + math::times_power(rise<V>() * (math::exact<V>(alpha) - math::exact<V>(beta)), V(0.5));
        const math::dw<V> slope = select(is_right, math::exact<V>(p), left_slope),
                          start = select(is_right, right_intercept, intercept);
        // 0 times infinity would be NaN.
        const V bounded = math::finite(x), line = fma(select(slope.hi == 0, bounded, x), slope.hi, start.hi);
        const math::dw<V> w = x + math::exact<V>(alpha);
        const V square = fma(w.hi, w.hi, (w.hi + w.hi) * w.lo);
        const V bend = math::round_product(square, math::times_power(curvature<V>(), V(0.5)));
        return line + (fma(bounded, slope.lo, start.lo) + between(x, V(0), bend, V(0)));
    }
    template <class V> XACT_INLINE V any_slope(V x) const {
        const math::dw<V> w = x + math::exact<V>(alpha), k = curvature<V>(), left = math::exact<V>(q);
        const V ramp = fma(w.hi, k.hi, left.hi) + fma(w.lo, k.hi, fma(w.hi, k.lo, left.lo));
        return between(x, math::rounded<V>(q), ramp, math::rounded<V>(p));
    }

    template <class V> XACT_INLINE V right_end() const { return math::rounded_up<V>(beta); }
    template <class V> XACT_INLINE math::dw<V> width() const { return math::exact<V>(alpha) + math::exact<V>(beta); }
    template <class V> XACT_INLINE math::dw<V> rise() const { return math::exact<V>(p) - math::exact<V>(q); }
    template <class V> XACT_INLINE math::dw<V> curvature() const { return rise<V>() / width<V>(); }

    /// left where x <= -α, right where x >= β, else `middle`, which is NaN where x is.
    template <class V> XACT_INLINE V between(V x, V left, V middle, V right) const {
        const V not_right = select(x <= -math::rounded_up<V>(alpha), left, middle);
        return select(x >= right_end<V>(), right, not_right);
    }
};

using gsmelu = basic_gsmelu<double>;

} // namespace v0
} // namespace xact
