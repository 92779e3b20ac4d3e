#pragma once

#include <tuple>

#include <xact/core/forward.hpp>
#include <xact/math/double_word.hpp>

namespace xact {
inline namespace v0 {

/// Smooth ReLU: a parabola joins the two branches of ReLU within ±β.
template <class P> struct basic_smelu {
    P beta = P(1);

    static constexpr facts about{.name = "smelu",
                                 .formula = "x <= -β ? 0 : x >= β ? x : (x + β)² / (4β)",
                                 .source = "arXiv:2202.06499",
                                 .limit_at_minus_inf = 0,
                                 .limit_at_plus_inf = infinity,
                                 .kinks = {-1, 1},
                                 .roots = {-1},
                                 .slope_roots = {-1},
                                 .parameters = {"beta"},
                                 .aliases = {"sparse_plus"}};

    /// Throws unless β > 0.
    void validate() const requires std::is_arithmetic_v<P> {
        if (beta <= 0) detail::fail_parameter(about.name, "beta", double(beta), "above 0");
    }

    template <class R> R definition(R x) const {
        const R b(beta);
        return x <= -b ? R(0) : x >= b ? x : R((x + b) * (x + b) / (4 * b));
    }

    template <value V, tier A = accurate_t> V operator()(V value, A = {}) const {
        using L = lanes<V>;
        const L x(value), b = math::rounded<L>(beta);
        const math::dw<L> inverse = math::inverse<L>(beta);
        // For a power of two, single words leave 1.92 ulp.
        const auto in_single_words = [&] {
            const L y = at_least(-b, x),
                    parabola = (y + b) * fma(math::without_subnormals(y), L(0.25) * inverse.hi, L(0.25));
            return select(x >= b, x, parabola);
        };
        const auto in_general = [&] {
            const auto t = math::finite(x) + math::exact<L>(beta);
            return branches(x, x, L(0.25) * math::round_product(math::rounded_square(t), inverse));
        };
        return V(math::either(math::is_power_of_two<L>(beta), in_single_words, in_general));
    }

    template <value V, tier A = accurate_t> V derivative(V value, A = {}) const {
        using L = lanes<V>;
        const L x(value), b = math::rounded<L>(beta);
        const math::dw<L> inverse = math::inverse<L>(beta);
        const auto in_single_words = [&] { return at_most(L(1), (at_least(-b, x) + b) * (L(0.5) * inverse.hi)); };
        const auto in_general = [&] {
            const auto t = math::finite(x) + math::exact<L>(beta);
            return branches(x, L(1), L(0.5) * math::round(t * inverse));
        };
        return V(math::either(math::is_power_of_two<L>(beta), in_single_words, in_general));
    }

    /// dy f'(x), and for x <= -β, 0 also for an infinite or NaN dy.
    template <value V, tier A = accurate_t> V backward(V value, V dy, A = {}) const {
        return V(math::gradient_unless_flat(lanes<V>(derivative(value)), lanes<V>(dy)));
    }

    /// 1/(2β) within ±β.
    template <value V> V second_derivative(V value) const {
        const lanes<V> x(value);
        return V(branches(x, lanes<V>(0), lanes<V>(0.5) * math::inverse<lanes<V>>(beta).hi));
    }

    static constexpr bool has_default_loop = std::is_arithmetic_v<P>;

    static constexpr auto parameters(auto& self) { return std::tie(self.beta); }

    template <value V> basic_smelu<V> parameter_derivatives(V value) const {
        const lanes<V> x(value), b = math::rounded<lanes<V>>(beta), half_inverse = lanes<V>(0.5) / b;
        const lanes<V> y = math::finite(x);
        return {V(branches(x, lanes<V>(0), ((b - y) * half_inverse) * ((b + y) * half_inverse)))};
    }

private:
    /// 0 for x <= -β, `right` for x >= β, `middle` between; NaN for NaN.
    template <class V> XACT_INLINE V branches(V x, V right, V middle) const {
        const V b = math::rounded<V>(beta);
        return keep_nan(x, select(x <= -b, V(0), select(x >= b, right, middle)));
    }
};

using smelu = basic_smelu<double>;

} // namespace v0
} // namespace xact
