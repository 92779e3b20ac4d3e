#pragma once

#include <array>
#include <cmath>
#include <span>
#include <tuple>

#include <xact/core/reduce.hpp>
#include <xact/core/rowwise.hpp>
#include <xact/math/falling.hpp>
#include <xact/math/product.hpp>

namespace xact {
inline namespace v0 {
namespace detail {

/// 1/τ = inverse·2^exponent for any τ > 0, with the inverse in [1/2, 1].
template <class V> struct reciprocal_of {
    math::dw<V> inverse{V(0), V(0)};
    int exponent = 0;

    explicit reciprocal_of(double tau) {
        inverse = math::times_power(math::inverse<V>(std::frexp(tau, &exponent)), V(typename V::scalar(0.5)));
        exponent = 1 - exponent;
    }
};

/// unit·e^z for z <= 0, in a single word where there is an fma: as a multiple of 1/unit no e underflows that is not 0
/// beside a sum that has a 1 in it.
template <class V> struct falling_row {
    using T = typename V::scalar;

    static constexpr T unit = math::is_fused<V> ? math::falling_unit<T> : T(1);

    /// From here on exp() is 0; with an fma because a power of two is.
    static constexpr T lowest = math::is_fused<V> ? -math::falling_limit<T> : math::exp_coefficients<T>::lowest;

    /// For z from `lowest` to 0, to 1.1 ulp.
    static XACT_INLINE V exp(math::dw<V> z) noexcept {
        if constexpr (math::is_fused<V>)
            return math::split_exp<math::falling_bias<T>>(z).product();
        else
            return math::round(math::exp(z));
    }
};

/// (x - m)/τ without the rounding of the difference, which e^z would magnify by |z|, but not below `lowest`. `Near`: τ
/// is 1 and |m| so small that m + lowest is hardly rounded.
template <class V, bool Near> class shifted {
    using T = typename V::scalar;
    static constexpr T lowest = falling_row<V>::lowest;

public:
    static bool is_near(T m, double tau) {
        return tau == 1 && std::abs(m) < T(std::int64_t(1) << (std::numeric_limits<T>::digits - 4));
    }

    shifted(T m, double tau) : m_(m), inverse_(V(1), V(0)) {
        if constexpr (Near) {
            bound_ = V(m + lowest);
        } else {
            // Halves keep a difference from overflowing that a large τ makes small again.
            const T half = tau > 1 ? T(0.5) : T(1);
            const reciprocal_of<V> r(tau * double(half));
            const int bias = std::numeric_limits<T>::max_exponent - 2;
            const int exponent = std::clamp(r.exponent, -2 * bias, 2 * bias);
            m_ = V(m * half), half_ = V(half), inverse_ = r.inverse;
            power_[0] = V(std::ldexp(T(1), exponent / 2)), power_[1] = V(std::ldexp(T(1), exponent - exponent / 2));
        }
    }

    XACT_INLINE math::dw<V> operator()(V x) const noexcept {
        if constexpr (Near) {
            return math::two_sum(at_least(bound_, x), -m_);
        } else {
            const math::dw<V> quotient = math::two_sum(x * half_, -m_) * inverse_;
            const math::dw<V> z = math::times_power(math::times_power(quotient, power_[0]), power_[1]);
            return {at_least(V(lowest), z.hi), select(z.hi >= V(lowest), z.lo, V(0))};
        }
    }

    /// (x - m)/τ to 2 ulp, without a bound.
    XACT_INLINE V rounded(V x) const noexcept {
        if constexpr (Near) {
            return x - m_;
        } else {
            const math::dw<V> quotient = math::two_sum(x * half_, -m_) * inverse_;
            const V r = math::round(quotient);
            return (select(r == r, r, quotient.hi) * power_[0]) * power_[1];
        }
    }

private:
    V m_, bound_{0}, half_{1};
    math::dw<V> inverse_;
    V power_[2];
};

/// A row whose largest element m is not a finite number: the limit where exactly one element is +inf - `on` there,
/// `off` elsewhere -, else NaN.
template <class T, class X, class Y> void softmax_limit(T m, const X* x, Y* y, std::size_t n, T on, T off) {
    std::size_t infinite = 0;
    bool nan = m != std::numeric_limits<T>::infinity();
    for (std::size_t i = 0; i < n; ++i) {
        const T v = pad<T>(x[i]);
        infinite += v == std::numeric_limits<T>::infinity() ? 1 : 0;
        nan = nan || std::isnan(v);
    }
    nan = nan || infinite > 1;
    for (std::size_t i = 0; i < n; ++i) {
        const T limit = pad<T>(x[i]) == m ? on : off;
        y[i] = pad<Y>(nan ? std::numeric_limits<T>::quiet_NaN() : limit);
    }
}

/// Calls row(shifted) with the kind of shifted that m and τ ask for.
template <class V, class Row> void with_temperature(typename V::scalar m, double tau, const Row& row) {
    if (shifted<V, true>::is_near(m, tau))
        row(shifted<V, true>(m, tau));
    else
        row(shifted<V, false>(m, tau));
}

template <class V> struct row_sum { lane_sums<V> sum; };

/// A sum over a row of gradients, and the largest of them, from which the caller sees that it may have overflowed.
template <class V> struct gradient_state {
    lane_sums<V> sum;
    V largest{0};
};

template <class V> struct gradient_total {
    math::dw<V> sum;
    typename V::scalar largest = 0;

    explicit gradient_total(const row_state<V, gradient_state<V>>& state) : sum(total<V>(state)) {
        for (const gradient_state<V>& s : state) {
            typename V::scalar lane[V::size];
            simd::store(s.largest, lane);
            for (const auto v : lane) largest = std::max(largest, v);
        }
    }
};

/// z̄ = Σ softmax(z)·z over the row of z = (x - m)/τ.
template <class V, class Shifted, class X> typename V::scalar mean_shift(const Shifted& z, const X* x, std::size_t n) {
    using T = typename V::scalar;
    struct sums {
        lane_sums<V> sum, moment;
    };
    row_state<V, sums> state{};
    const auto term = [z](sums& s, V v) {
        const math::dw<V> d = z(v);
        const V e = falling_row<V>::exp(d);
        s.moment.add(e * d.hi);
        return e;
    };
    row_pass<V>(term, state, n, -std::numeric_limits<T>::infinity(), outputs<>(), inputs<X>(x));
    return T(total<V>(state, &sums::moment).hi) / T(total<V>(state).hi);
}

inline void validate_temperature(std::string_view function, double tau) {
    if (!(tau > 0) || !std::isfinite(tau)) fail_parameter(function, "tau", tau, "above 0 and finite");
}

} // namespace detail

/// Softmax over each row: positive numbers that sum to 1. It does not change when a number is added to the whole row,
/// and is computed from the differences to the largest element. Errors: 3 ulp at any row length; the gradient, from
/// exact y and with c the gradient at the largest y, is right to 4 ulp of y (|g - c| + ⟨|g - c|, y⟩)/τ. A row with one
/// +inf gives 1 there and 0 elsewhere; with several, with a NaN, or of -inf alone it gives NaN. backward is from the
/// output: y ⊙ (g - ⟨g, y⟩)/τ.
template <class P> struct basic_softmax {
    P tau{1};

    static constexpr bool is_rowwise = true;
    static constexpr facts about{.name = "softmax",
                                 .formula = "e^(x_i/τ) / Σ e^(x_j/τ)",
                                 .source = "Bridle 1990",
                                 .value = {.ulp = 3, .ulp_double = 3},
                                 .parameters = {"tau"}};

    /// Throws unless τ is above 0 and finite.
    void validate() const { detail::validate_temperature(about.name, static_cast<double>(tau)); }

    template <class R> void definition(std::span<const R> x, std::span<R> y) const {
        using std::exp;
        R m = x[0], sum(0);
        for (const R& v : x) m = v > m ? v : m;
        for (std::size_t i = 0; i < x.size(); ++i) sum += y[i] = exp((x[i] - m) / R(tau));
        for (R& v : y) v = v / sum;
    }

    template <class V, class X, class Y, tier A> void forward_row(const X* x, Y* y, std::size_t n, A) const {
        using T = typename V::scalar;
        using detail::inputs, detail::outputs;
        const T m = detail::row_maximum<V>(x, n);
        if (!std::isfinite(m)) return detail::softmax_limit(m, x, y, n, T(1), T(0));
        // Only y of the arithmetic type can hold e^z between the passes; a narrower one would round twice.
        constexpr bool keeps = std::same_as<T, Y>;
        using detail::falling_row, detail::row_sum;
        detail::with_temperature<V>(m, static_cast<double>(tau), [&](auto z) {
            detail::row_state<V, row_sum<V>> state{};
            const auto term = [z](row_sum<V>&, V v) { return falling_row<V>::exp(z(v)); };
            const T nothing = -std::numeric_limits<T>::infinity();
            if constexpr (keeps)
                detail::row_pass<V>(term, state, n, nothing, outputs<Y>(y), inputs<X>(x));
            else
                detail::row_pass<V>(term, state, n, nothing, outputs<>(), inputs<X>(x));
            const math::dw<V> inverse = math::reciprocal(detail::total<V>(state));
            if constexpr (keeps)
                detail::transform<V>([inverse](V e) { return math::round_product(e, inverse); }, n, outputs<Y>(y),
                                     inputs<Y>(y));
            else
                detail::transform<V>(
                    [inverse, z](V v) { return math::round_product(falling_row<V>::exp(z(v)), inverse); }, n,
                    outputs<Y>(y), inputs<X>(x));
        });
    }

    template <class V, class Y, class DY, class DX, tier A>
    void backward_row(const Y* y, const DY* dy, DX* dx, std::size_t n, A) const {
        using T = typename V::scalar;
        using detail::inputs, detail::outputs;
        // With c the gradient at the largest y, g - ⟨g, y⟩ is (g - c) - ⟨g - c, y⟩ as the row sums to 1; this keeps its
        // digits where that y rounds to 1, and does not see that the stored y sum to 1 only nearly.
        const std::size_t top = detail::row_find<V>(y, n, detail::row_maximum<V>(y, n));
        const T c = top < n ? detail::pad<T>(dy[top]) : T(0);
        const auto mean_of = [&](T unit) {
            detail::row_state<V, detail::gradient_state<V>> state{};
            const auto term = [c = V(c * unit), unit = V(unit)](detail::gradient_state<V>& s, V p, V g) {
                s.largest = at_least(s.largest, math::abs(g));
                return p * (g * unit - c);
            };
            detail::row_pass<V>(term, state, n, T(0), outputs<>(), inputs<Y, DY>(y, dy));
            return detail::gradient_total<V>(state);
        };
        detail::gradient_total<V> t = mean_of(1);
        // Halves neither overflow in the sum nor in the differences.
        const bool huge = t.largest > std::numeric_limits<T>::max() / 4;
        if (huge) t = mean_of(T(0.5));
        const V mean = t.sum.hi;
        if (tau == 1 && !huge) {
            detail::transform<V>([c = V(c), mean](V p, V g) { return p * ((g - c) - mean); }, n, outputs<DX>(dx),
                                 inputs<Y, DY>(y, dy));
        } else {
            const T half = huge ? T(0.5) : T(1);
            const detail::reciprocal_of<V> quotient(static_cast<double>(tau) * half);
            detail::transform<V>(
                [c = V(c * half), mean, half = V(half), quotient](V p, V g) {
                    const V d = (g * half - c) - mean;
                    const math::moderate<V> m(d);
                    const math::dw<V> q = (d * m.power) * quotient.inverse;
                    return math::full_product(math::scaled<V>{q, m.exponent + V(quotient.exponent)}, p);
                },
                n, outputs<DX>(dx), inputs<Y, DY>(y, dy));
        }
    }

    /// dτ = -Σ g_i y_i (z_i - z̄)/τ with z = (x - m)/τ and z̄ its mean with the weights y; NaN where m is not finite.
    template <class V, class X, class DY>
    std::array<double, 1> parameter_gradient_row(const X* x, const DY* dy, std::size_t n) const {
        using T = typename V::scalar;
        const double divisor = static_cast<double>(tau);
        const T m = detail::row_maximum<V>(x, n);
        double result = std::numeric_limits<double>::quiet_NaN();
        if (!std::isfinite(m)) return {result};
        detail::with_temperature<V>(m, divisor, [&](auto z) {
            struct sums {
                detail::lane_sums<V> sum, weight;
            };
            detail::row_state<V, sums> state{};
            const auto term = [z, mean = V(detail::mean_shift<V>(z, x, n))](sums& s, V v, V g) {
                const math::dw<V> d = z(v);
                const V e = detail::falling_row<V>::exp(d);
                s.weight.add(e);
                return (g * e) * ((d.hi - mean) + d.lo);
            };
            detail::row_pass<V>(term, state, n, {-std::numeric_limits<T>::infinity(), T(0)}, detail::outputs<>(),
                                detail::inputs<X, DY>(x, dy));
            const double sum = double(T(detail::total<V>(state).hi));
            result = -sum / (double(T(detail::total<V>(state, &sums::weight).hi)) * divisor);
        });
        return {result};
    }

    static constexpr auto parameters(auto& self) { return std::tie(self.tau); }
};

using softmax = basic_softmax<double>;

} // namespace v0
} // namespace xact
