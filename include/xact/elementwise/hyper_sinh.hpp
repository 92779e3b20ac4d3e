#pragma once

#include <cmath>

#include <xact/core/forward.hpp>
#include <xact/math/exp.hpp>

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
        using L = lanes<V>;
        const L x(value);
        const parts<L> p(x);
        return V(select(x > 0, p.sixth_of_exp_times(p.m), (x * x) * (L(0.25) * x)));
    }

    /// f'(0) = 0.
    template <value V, tier A = accurate_t> V derivative(V value, A = {}) const {
        using L = lanes<V>;
        const L x(value);
        const parts<L> p(x);
        return V(select(x > 0, p.sixth_of_exp_times(L(2) - p.m), (L(0.75) * x) * x));
    }

    template <value V> V second_derivative(V value) const {
        using L = lanes<V>;
        const L x(value);
        const parts<L> p(x);
        return V(select(x > 0, p.sixth_of_exp_times(p.m), L(1.5) * x));
    }

private:
    template <class V> struct parts {
        math::scaled<V> e; // e^x
        math::dw<V> m;     // 1 - e^(-2x), so that sinh(x) = e^x m/2 and cosh(x) = e^x (2 - m)/2

        XACT_INLINE explicit parts(V x) {
            using T = typename V::scalar;
            const V highest(T(sizeof(T) == 4 ? 95 : 720)), z = at_least(V(T(0)), at_most(highest, x));
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
