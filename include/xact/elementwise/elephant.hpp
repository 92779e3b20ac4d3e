#pragma once

#include <cmath>
#include <tuple>

#include <xact/core/forward.hpp>
#include <xact/math/log.hpp>
#include <xact/math/product.hpp>

namespace xact {
inline namespace v0 {

/// Elephant: a plateau of width a whose sides fall with the power d.
template <class P> struct basic_elephant {
    P a = P(1);
    P d = P(4);

    static constexpr facts about{.name = "elephant",
                                 .formula = "1 / (1 + |x/a|^d)",
                                 .source = "arXiv:2310.01365",
                                 .limit_at_minus_inf = 0,
                                 .limit_at_plus_inf = 0,
                                 .slope_at_plus_inf = -0.0,
                                 .parameters = {"a", "d"}};

    /// Throws unless a > 0 and d > 0.
    void validate() const requires std::is_arithmetic_v<P> {
        if (a <= 0) detail::fail_parameter(about.name, "a", double(a), "above 0");
        if (d <= 0) detail::fail_parameter(about.name, "d", double(d), "above 0");
    }

    template <class R> R definition(R x) const {
        using std::pow;
        return x == 0 ? R(1) : R(1 / (1 + pow((x < 0 ? R(-x) : x) / R(a), R(d))));
    }

    template <value V, tier A = accurate_t> XACT_INLINE V operator()(V value, A = {}) const {
        using L = lanes<V>;
        const L x(value);
        return V(with_power(x, [](const auto& p) { return p.value(); }));
    }

    /// -(d/x) r^d f² with r = |x/a|.
    template <value V, tier A = accurate_t> V derivative(V value, A = {}) const {
        using L = lanes<V>;
        const L x(value);
        return V(with_power(x, [](const auto& p) { return p.slope(); }));
    }

    /// (d/x²) r^d f² (1 + d (1 - 2f)).
    template <value V> V second_derivative(V value) const {
        using L = lanes<V>;
        return V(any_power<L>(*this, L(value)).curvature());
    }

    static constexpr bool has_default_loop = std::is_arithmetic_v<P>;

    static constexpr auto parameters(auto& self) { return std::tie(self.a, self.d); }

    /// (d/a) r^d f², and -ln(r) r^d f².
    template <value V> basic_elephant<V> parameter_derivatives(V value) const {
        using L = lanes<V>;
        const any_power<L> p(*this, L(value));
        return {V(p.product(p.power * math::inverse<L>(a))), V(-p.product(p.log_r))};
    }

private:
    /// use(power of |x/a|) in the form for the parameters.
    template <class V, class Use> XACT_INLINE V with_power(V x, Use use) const {
        const auto is_four = math::parameter_is<V>(d, [](auto p) { return p == 4; });
        const auto by_logarithm = [&] { return use(any_power<V>(*this, x)); };
        const auto by_products = [&] { return use(fourth_power<V>(*this, x)); };
        const auto in_single_words = [&] { return use(plain_fourth_power<V>(*this, x)); };
        const auto fourth = [&] {
            if constexpr (math::is_fused<V>)
                return math::either(math::is_power_of_two<V>(a), in_single_words, by_products);
            else
                return by_products();
        };
        return math::either(is_four, fourth, by_logarithm);
    }
    template <class V> static XACT_INLINE auto is_infinite(V x) {
        return math::abs(x) > V(std::numeric_limits<typename V::scalar>::max());
    }

    /// d = 4 and a power of two for a: single words, and what their roundings took.
    template <class V> struct plain_fourth_power {
        V x, inverse_a;

        XACT_INLINE plain_fourth_power(const basic_elephant& self, V input)
            : x(input), inverse_a(math::inverse<V>(self.a).hi) {}

        XACT_INLINE V value() const {
            // Infinite where f is 0; the first sum is rounded little where it counts.
            const V end(sizeof(typename V::scalar) == 4 ? 0x1p32 : 0x1p256), b = ratio_up_to(end);
            const V s = math::product_beside_one(b, b), one_and_low = fma(s + s, product_error(b, b, s), V(1));
            return V(1) / fma(s, s, one_and_low);
        }
        XACT_INLINE V slope() const {
            const V r = ratio_up_to(fourth_power<V>::limit()), one(1);
            const math::dw<V> square = math::two_product(r, r);
            // f = seed (1 + c), c from u = r² seed, so that what 1 + r^4 loses does not count.
            const V seed = math::reciprocal_seed(fma(square.hi, square.hi, one)), u = square.hi * seed;
            const V u_low = fma(square.lo, seed, product_error(square.hi, seed, u));
            // -4/a r f · r² f, in units in which the low words are normal numbers where the slope is.
            const V raised = V(0x1p60) * r, t = raised * seed;
            const auto low = [&](V c) XACT_INLINE_LAMBDA { return t * fma(c + c, u, u_low); };
            const auto scaled = [&](V rest) XACT_INLINE_LAMBDA {
                return flip_sign((V(0x4p-60) * inverse_a) * fma(u, t, rest), -x);
            };
            // Either what t loses or what 1 - seed does may count: the latter costs sums, for which AVX-512 has a port.
            if constexpr (V::size == 16) {
                const math::dw<V> rest = math::fast_two_sum(one, -seed);
                return scaled(low(fnma(u, square.hi, rest.hi) + fnma(u, square.lo, fnma(u_low, square.hi, rest.lo))));
            } else {
                const V c = fnma(u, square.lo, fnma(u_low, square.hi, fnma(u, square.hi, one) - seed));
                return scaled(fma(u, product_error(raised, seed, t), low(c)));
            }
        }

    private:
        XACT_INLINE V ratio_up_to(V limit) const { return at_most(limit, math::abs(x) * inverse_a); }
    };

    /// d = 4, by products.
    template <class V> struct fourth_power {
        V x;
        math::dw<V> inverse_a, r, square, f;

        XACT_INLINE fourth_power(const basic_elephant& self, V input) : x(input), inverse_a(math::inverse<V>(self.a)) {
            const auto ratio = math::abs(x) * inverse_a;
            r = {at_most(limit(), ratio.hi), select(ratio.hi < limit(), ratio.lo, V(0))};
            square = r * r;
            f = math::reciprocal(V(1) + square * square);
        }

        /// Beyond it f is not a normal number, and r^4 would overflow.
        static XACT_INLINE V limit() { return V(sizeof(typename V::scalar) == 4 ? 0x1.fp31 : 0x1.fp255); }

        XACT_INLINE V value() const { return select(is_infinite(x), V(0), math::round(f)); }
        XACT_INLINE V slope() const {
            // In units in which the low words are normal numbers where the slope is.
            const auto factor = (((math::times_power(inverse_a, V(0x4p60)) * r) * f) * square) * f;
            return copysign(keep_nan(x, math::round(factor) * V(0x1p-60)), -x);
        }
    };

    /// As the logistic function of -d ln r.
    template <class V> struct any_power {
        V x;
        math::dw<V> power, log_r, h;
        math::logistic<V> l;
        math::scaled<V> fall; // r^d f², the slope by -h
        typename V::condition flat;

        XACT_INLINE any_power(const basic_elephant& self, V input) : x(input), power(math::exact<V>(self.d)) {
            using limits = std::numeric_limits<typename V::scalar>;
            const auto width = math::exact<V>(self.a);
            const V t = at_least(V(limits::denorm_min()), at_most(V(limits::max()), math::abs(x)));
            const auto log_width = math::log(width.hi);
            log_r = math::log(t) - math::dw<V>{log_width.hi, log_width.lo + width.lo / width.hi};
            h = power * log_r;
            const auto magnitude = math::bounded_magnitude(h);
            l = math::make_logistic(magnitude);
            fall = math::sigmoid_slope(l);
            flat = (magnitude.hi < math::abs(h.hi)) | (x == V(0)) | is_infinite(x);
        }

        XACT_INLINE V value() const {
            const V f = select(x == V(0), V(1), math::sigmoid(h.hi > V(0), l));
            return keep_nan(x, select(is_infinite(x), V(0), f));
        }
        XACT_INLINE V slope() const {
            const math::moderate<V> m(x);
            const auto quotient = (power * fall.significand) / math::dw<V>{m.factor, V(0)};
            return finish(-math::round(math::scaled<V>{quotient, fall.exponent - m.exponent}));
        }
        XACT_INLINE V curvature() const {
            const math::moderate<V> m(x);
            const V steepness = copysign(l.upper.hi - math::round(l.lower), h.hi);
            const V factor = power.hi * fma(power.hi, steepness, V(1)) / m.factor / m.factor;
            const auto product = factor * fall.significand;
            return finish(math::round(math::scaled<V>{product, fall.exponent - (m.exponent + m.exponent)}));
        }
        XACT_INLINE V product(math::dw<V> factor) const { return finish(math::round(factor * fall)); }

    private:
        XACT_INLINE V finish(V y) const { return keep_nan(x, select(flat, V(0), y)); }
    };
};

using elephant = basic_elephant<double>;

} // namespace v0
} // namespace xact
