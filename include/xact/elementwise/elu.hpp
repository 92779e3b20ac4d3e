#pragma once

#include <cmath>
#include <tuple>

#include <xact/core/forward.hpp>
#include <xact/math/falling.hpp>
#include <xact/math/fast_exp.hpp>

namespace xact {
inline namespace v0 {

/// ELU: the identity above 0, an exponential approach to -α below.
template <class P> struct basic_elu {
    P alpha = P(1);

    static constexpr facts about{.name = "elu",
                                 .formula = "x > 0 ? x : α expm1(x)",
                                 .source = "arXiv:1511.07289",
                                 .limit_at_minus_inf = -1,
                                 .limit_at_plus_inf = infinity,
                                 .kinks = {0},
                                 .parameters = {"alpha"}};
    static constexpr bool has_fast = true;

    template <class R> R definition(R x) const {
        using std::expm1;
        return x > 0 ? x : R(R(alpha) * expm1(x));
    }

    template <value V, tier A = accurate_t> V operator()(V value, A = {}) const {
        using L = lanes<V>;
        const L x(value);
        const auto general = [&]() XACT_INLINE_LAMBDA {
            return select(x > 0, x, math::expm1_product(math::exact<L>(alpha), at_most(L(0), x)));
        };
        const auto of_one = [&]() XACT_INLINE_LAMBDA {
            if constexpr (fast_tier<A> && math::has_fast_exp<L>)
                return at_least(math::fast_expm1(x), x);
            else
                return select(x > 0, x, math::short_expm1(at_least(L(-20), x)));
        };
        if constexpr (math::has_short_exp<L>)
            return V(math::either(math::is_one<L>(alpha), of_one, general));
        else
            return V(general());
    }

    /// f'(0) = α.
    template <value V, tier A = accurate_t> V derivative(V value, A = {}) const {
        const lanes<V> x(value);
        if constexpr (fast_tier<A> && math::has_fast_exp<lanes<V>>)
            return V(select(x > 0, lanes<V>(1), math::fast_falling_exp_product(math::rounded<lanes<V>>(alpha), x)));
        return V(select(x > 0, lanes<V>(1), below(x)));
    }

    template <value V> V second_derivative(V value) const {
        const lanes<V> x(value);
        return V(select(x > 0, lanes<V>(0), below(x)));
    }

    /// For α > 0, where the sign of y tells the branch.
    template <value V> V derivative_from_output(V value) const {
        const lanes<V> y(value);
        return V(select(y > 0, lanes<V>(1), y + math::rounded<lanes<V>>(alpha)));
    }

    static constexpr bool has_default_loop = std::is_arithmetic_v<P>;

    static constexpr auto parameters(auto& self) { return std::tie(self.alpha); }

    template <value V> basic_elu<V> parameter_derivatives(V value) const {
        const lanes<V> x(value);
        const auto e = math::falling_expm1(at_most(lanes<V>(0), x));
        return {V(select(x > 0, lanes<V>(0), math::round(e)))};
    }

private:
    /// α e^x for x <= 0.
    template <class V> XACT_INLINE V below(V x) const {
        const auto general = [&]() XACT_INLINE_LAMBDA {
            return math::exp_product(math::exact<V>(alpha), at_most(V(0), x));
        };
        if constexpr (math::has_short_exp<V>)
            return math::either(
                math::is_one<V>(alpha), [&]() XACT_INLINE_LAMBDA { return math::normal_falling_exp(x); }, general);
        else
            return general();
    }
};

using elu = basic_elu<double>;

} // namespace v0
} // namespace xact
