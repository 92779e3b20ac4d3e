#pragma once

#include <cmath>
#include <tuple>

#include <xact/core/forward.hpp>
#include <xact/elementwise/elu.hpp>
#include <xact/math/expm1.hpp>
#include <xact/math/expm1_words.hpp>

namespace xact {
inline namespace v0 {

/// CELU: an ELU that is scaled both ways, so that its slope is continuous.
template <class P> struct basic_celu {
    P alpha = P(1);

    static constexpr facts about{.name = "celu",
                                 .formula = "x > 0 ? x : α expm1(x / α)",
                                 .source = "arXiv:1704.07483",
                                 .limit_at_minus_inf = -1,
                                 .limit_at_plus_inf = infinity,
                                 .kinks = {0},
                                 .parameters = {"alpha"}};
    static constexpr bool has_fast = true;

    /// Throws where α = 0.
    void validate() const requires std::is_arithmetic_v<P> {
        if (alpha == 0) detail::fail_parameter(about.name, "alpha", double(alpha), "other than 0");
    }

    template <class R> R definition(R x) const {
        using std::expm1;
        return x > 0 ? x : R(R(alpha) * expm1(x / R(alpha)));
    }

    template <value V, tier A = accurate_t> V operator()(V value, A tier = {}) const {
        using L = lanes<V>;
        const L x(value);
        return V(math::either(
            math::is_one<L>(alpha), [&] { return elu{}(x, tier); },
            [&] {
                // Where it is x, x/α may be no normal number.
                const auto z = scaled_input(x);
                const auto straight = (x > 0) | (math::abs(z.hi) < L(0x1p-60f));
                return select(straight, x, math::round(math::exact<L>(alpha) * math::expm1(z)));
            }));
    }

    template <value V, tier A = accurate_t> V derivative(V value, A tier = {}) const {
        using L = lanes<V>;
        const L x(value);
        return V(math::either(
            math::is_one<L>(alpha), [&] { return elu{}.derivative(x, tier); },
            [&] { return select(x > 0, L(1), below(x)); }));
    }

    template <value V> V second_derivative(V value) const {
        const lanes<V> x(value);
        return V(select(x > 0, lanes<V>(0), below(x) * math::inverse<lanes<V>>(alpha).hi));
    }

    /// 1 + y/α for y <= 0.
    template <value V> V derivative_from_output(V value) const {
        const lanes<V> y(value);
        return V(select(y > 0, lanes<V>(1), fma(y, math::inverse<lanes<V>>(alpha).hi, lanes<V>(1))));
    }

    static constexpr bool has_default_loop = std::is_arithmetic_v<P>;

    static constexpr auto parameters(auto& self) { return std::tie(self.alpha); }

    /// expm1(z) - z e^z = -((z - 1) e^z + 1), z = x/α.
    template <value V> basic_celu<V> parameter_derivatives(V value) const {
        using L = lanes<V>;
        const L x(value);
        const auto z = scaled_input(x);
        const auto small = math::is_small_exponent(z.hi);
        const L series = (z.hi * z.hi) * math::exp_moment_ratio(select(small, z.hi, L(0)));
        const L direct = fma(z.hi - 1, math::round(math::exp(z)), L(1));
        return {V(select(x > 0, L(0), -select(small, series, direct)))};
    }

private:
    /// x/α for x <= 0, bounded.
    template <class V> XACT_INLINE math::dw<V> scaled_input(V x) const {
        return math::exp_bounded_far(math::finite(at_most(V(0), x)) * math::inverse<V>(alpha));
    }

    template <class V> XACT_INLINE V below(V x) const { return math::round(math::exp(scaled_input(x))); }
};

using celu = basic_celu<double>;

} // namespace v0
} // namespace xact
