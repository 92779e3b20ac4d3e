#pragma once

#include <cmath>
#include <tuple>

#include <xact/core/forward.hpp>
#include <xact/math/normal_mixture.hpp>

namespace xact {
inline namespace v0 {

/// SAU: a leaky ReLU smoothed by a normal density of width 1/n, the exact convolution. Two write-ups misprint it (a
/// term a/x, or x/2 for (1 + α) x/2).
template <class P> struct basic_sau {
    P alpha = P(0.15);
    P n = P(20000);

    static constexpr facts about{.name = "sau",
                                 .formula = "α x + (1 - α) (x Φ(n x) + φ(n x)/n)",
                                 .source = "arXiv:2109.13210",
                                 .limit_at_minus_inf = -infinity,
                                 .limit_at_plus_inf = infinity,
                                 .slope_at_minus_inf = 0.15,
                                 .roots = {-0.000037353047904481958},
                                 .parameters = {"alpha", "n"}};
    static constexpr bool few_at_once = true;

    /// Throws unless n > 0.
    void validate() const requires std::is_arithmetic_v<P> {
        if (n <= 0) detail::fail_parameter(about.name, "n", double(n), "above 0");
    }

    template <class R> R definition(R x) const {
        using std::atan;
        using std::erfc;
        using std::exp;
        using std::sqrt;
        const R z = R(n) * x, d = 1 - R(alpha), root_2 = sqrt(R(2));
        const R density = exp(-(z * z) / 2) / sqrt(8 * atan(R(1)));
        return z < 0 ? R(R(alpha) * x + d / R(n) * (density + z * erfc(-z / root_2) / 2))
                     : R(x + d / R(n) * (density - z * erfc(z / root_2) / 2));
    }

    template <value V, tier A = accurate_t> V operator()(V value, A = {}) const {
        using L = lanes<V>;
        const L x(value);
        if constexpr (math::in_double::is_possible<L>) {
            const auto general = [](auto at, auto a, auto at_scale, auto inverse) XACT_INLINE_LAMBDA {
                using W = decltype(at);
                const W integral = math::in_double::far_normal_integral(at * at_scale);
                return fma((W(1) - a) * inverse, integral, at * select(at < 0, a, W(1)));
            };
            return V(math::either(
                is_large<L>(), [&]() XACT_INLINE_LAMBDA { return usual_value(x); },
                [&]() XACT_INLINE_LAMBDA {
                    return math::in_double::evaluate_finite(general, x, alpha, n, math::inverse<L>(n));
                }));
        } else {
            return V(usual_value(x));
        }
    }

    template <value V, tier A = accurate_t> V derivative(V value, A = {}) const {
        using L = lanes<V>;
        const L x(value);
        return V(math::either(
            math::is_usual_slope<L>(alpha), [&]() XACT_INLINE_LAMBDA { return usual_derivative(x); },
            [&]() XACT_INLINE_LAMBDA {
                if constexpr (math::in_double::is_possible<L>) {
                    const auto slope = [](auto at, auto a, auto at_scale)
                                           XACT_INLINE_LAMBDA { return gate_in_double(at, a, at_scale).value(); };
                    return math::in_double::evaluate_finite(slope, x, alpha, n);
                } else {
                    const auto z = scaled_input(x);
                    const math::normal_of_words<L> at(z);
                    const math::dw<L> mean = math::times_power(L(1) + math::exact<L>(alpha), L(0.5));
                    const L near = math::round(mean + width<L>() * math::middle_of_normal<L>(z, at).odd);
                    return select(at.n.t < L(1), near, usual_derivative(x));
                }
            }));
    }

    /// A loop of its own for parameters that are not unusual.
    template <class Use> void simplest(const Use& use) const requires std::is_arithmetic_v<P> {
        const bool is_plain = is_large<vec<float>>() && math::is_usual_slope_of_all(alpha);
        is_plain ? use(detail::with_usual_parameters<basic_sau>{*this}) : use(*this);
    }

    /// With t = |n x|: x or α x, and (1 - α)/n (φ(t) - t Φ(-t)).
    template <class L> XACT_INLINE L usual_value(L x) const {
        if constexpr (math::in_double::is_possible<L>) {
            const auto f = [](auto at, auto a, auto at_scale, auto inverse) XACT_INLINE_LAMBDA {
                using W = decltype(at);
                const math::in_double::normal m(at * at_scale);
                const W integral = m.e * fnma(m.t, m.mills, W(math::inverse_sqrt_2pi.hi));
                return fma((W(1) - a) * inverse, integral, at * select(at < 0, a, W(1)));
            };
            return math::in_double::evaluate_finite(f, x, alpha, n, math::inverse<L>(n));
        } else {
            const L y = math::finite(x);
            const auto m = (width<L>() * math::inverse<L>(n)) * math::normal_of_words<L>(scaled_input(x)).integral();
            const math::dw<L> line = y * select(x < 0, math::exact<L>(alpha), math::dw<L>{L(1), L(0)});
            const L sum = math::round(line + math::summand(m)), outer = select(x < 0, math::rounded<L>(alpha), L(1));
            return select(y == x, sum, math::limit_product(math::dw<L>{outer, L(0)}, x));
        }
    }
    template <class L> XACT_INLINE L usual_derivative(L x) const {
        if constexpr (math::in_double::is_possible<L>) {
            const auto slope = [](auto at, auto a, auto at_scale) XACT_INLINE_LAMBDA {
                const math::in_double::normal m(at * at_scale);
                return fma(1 - a, m.distribution(), a);
            };
            return math::in_double::evaluate_finite(slope, x, alpha, n);
        } else {
            const math::gate_range<L> range{math::exact<L>(alpha), {L(1), L(0)}, width<L>()};
            return math::mixed_gate_slope(x < 0, range, math::normal_of_words<L>(scaled_input(x)).lower());
        }
    }

    /// (1 - α) n φ(n x).
    template <value V> V second_derivative(V value) const {
        using L = lanes<V>;
        if constexpr (math::in_double::is_possible<L>) {
            const auto curvature = [](auto x, auto a, auto at_scale) XACT_INLINE_LAMBDA {
                return ((1 - a) * at_scale) * gate_in_double(x, a, at_scale).density;
            };
            return V(math::in_double::evaluate_finite(curvature, L(value), alpha, n));
        }
        const auto density = math::normal_of_words<L>(scaled_input(L(value))).density();
        return V(math::round_product(width<L>().hi * math::rounded<L>(n), density));
    }

    static constexpr auto parameters(auto& self) { return std::tie(self.alpha, self.n); }

    template <value V> basic_sau<V> parameter_derivatives(V value) const {
        using L = lanes<V>;
        const L x(value);
        if constexpr (math::in_double::is_possible<L>) {
            const auto by_alpha = [](auto at, auto at_scale, auto inverse) XACT_INLINE_LAMBDA {
                return at_most(decltype(at)(0), at) - inverse * math::in_double::far_normal_integral(at * at_scale);
            };
            const auto by_n = [](auto at, auto a, auto at_scale, auto inverse) XACT_INLINE_LAMBDA {
                return ((a - 1) * inverse * inverse) * gate_in_double(at, a, at_scale).density;
            };
            return {V(math::in_double::evaluate_finite(by_alpha, x, n, math::inverse<L>(n))),
                    V(math::in_double::evaluate_finite(by_n, x, alpha, n, math::inverse<L>(n)))};
        }
        const L inverse = math::inverse<L>(n).hi;
        const math::normal_of_words<L> at(scaled_input(x));
        const L m = math::round_product(inverse, at.integral());
        return {V(at_most(L(0), x) - m), V(math::round_product(-(width<L>().hi * inverse) * inverse, at.density()))};
    }

private:
    /// Whether the integral is nothing by far where its terms cancel, beside α x or x: not where α is all but 0, or
    /// huge.
    template <class V> XACT_INLINE auto is_large() const {
        return math::parameter_is<V>(
            alpha, [](auto p) { return ((p > 0x1p-20f) & (p < 0x1p20f)) | ((p < -0x1p-20f) & (p > -0x1p20f)); });
    }

    /// The slope in double.
    template <class W> static XACT_INLINE auto gate_in_double(W x, W a, W at_scale) {
        return math::in_double::normal_mixture<W>{a, W(1), W(0.5) * (1 + a), 1 - a}.at(x * at_scale);
    }

    /// 1 - α.
    template <class V> XACT_INLINE math::dw<V> width() const { return math::normalized(V(1) - math::exact<V>(alpha)); }

    template <class V> XACT_INLINE math::dw<V> scaled_input(V x) const { return math::finite(x) * math::exact<V>(n); }
};

using sau = basic_sau<double>;

} // namespace v0
} // namespace xact
