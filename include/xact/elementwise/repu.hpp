#pragma once

#include <cmath>
#include <tuple>

#include <xact/elementwise/relu_squared.hpp>
#include <xact/math/pow.hpp>

namespace xact {
inline namespace v0 {

/// Rectified power unit: the positive part to the power s; by products for s = 1, 2, 3, 4.
template <class P> struct basic_repu {
    P s = P(2);

    static constexpr facts about{.name = "repu",
                                 .formula = "max(0, x)^s",
                                 .source = "arXiv:1909.05479",
                                 .limit_at_minus_inf = 0,
                                 .limit_at_plus_inf = infinity,
                                 .slope_at_plus_inf = infinity,
                                 .kinks = {0},
                                 .parameters = {"s"}};
    static constexpr bool few_at_once = true;

    /// Throws unless s >= 1.
    void validate() const requires std::is_arithmetic_v<P> {
        if (s < 1) detail::fail_parameter(about.name, "s", double(s), "at least 1");
    }

    template <class R> R definition(R x) const {
        using std::pow;
        return x > 0 ? R(pow(x, R(s))) : R(0);
    }

    /// ReLU² for s = 2: the loop over an array then has no orders to tell apart.
    template <class Use> void simplest(const Use& use) const requires std::is_arithmetic_v<P> {
        s == 2 ? use(relu_squared{}) : use(*this);
    }

    template <value V, tier A = accurate_t> V operator()(V value, A = {}) const {
        return V(power(at_least(lanes<V>(0), lanes<V>(value)), 0));
    }

    /// s max(0, x)^(s - 1).
    template <value V, tier A = accurate_t> V derivative(V value, A = {}) const {
        const lanes<V> r = at_least(lanes<V>(0), lanes<V>(value));
        return V(math::limit_product(math::exact<lanes<V>>(s), power(r, 1)));
    }

    /// dy f'(x), and for x <= 0, 0 also for an infinite or NaN dy.
    template <value V, tier A = accurate_t> V backward(V value, V dy, A = {}) const {
        return V(math::gradient_unless_flat(lanes<V>(derivative(value)), lanes<V>(dy)));
    }

    template <value V> V second_derivative(V value) const {
        const lanes<V> x(value), order = math::rounded<lanes<V>>(s);
        const auto bent = (order * (order - 1)) * power(at_least(lanes<V>(0), x), 2);
        const auto curvature = select((x > math::finite(x)) & (order < 2), lanes<V>(0), bent);
        return V(keep_nan(x, select((x > 0) & (order > 1), curvature, lanes<V>(0))));
    }

    static constexpr auto parameters(auto& self) { return std::tie(self.s); }

    /// x^s ln x for x > 0, else 0.
    template <value V> basic_repu<V> parameter_derivatives(V value) const {
        const lanes<V> x(value), y = math::finite(x);
        const auto slope = power(y, 0) * math::round(math::log(y));
        return {V(where_positive(x, slope))};
    }

private:
    /// x^(s - lower) for x >= 0, where an integer s below 5 needs no logarithm.
    template <class V> XACT_INLINE V power(V x, int lower) const {
        if constexpr (std::is_arithmetic_v<P>) {
            if (s == 1 || s == 2 || s == 3 || s == 4) return product(x, static_cast<int>(s) - lower);
            return general_power(x, lower);
        } else {
            const math::dw<V> order = math::exact<V>(s);
            V result = general_power(x, lower);
            for (int n = 1; n <= 4; ++n)
                result = select((order.hi == n) & (order.lo == 0), product(x, n - lower), result);
            return result;
        }
    }

    /// x^n; 0^0 is 0, the slope at a kink, and what has a negative n is multiplied by 0.
    template <class V> static XACT_INLINE V product(V x, int n) {
        if (n <= 0) return where_positive(x, V(1));
        V result = x;
        for (int i = 1; i < n; ++i) result = result * x;
        return result;
    }

    template <class V> XACT_INLINE V general_power(V x, int lower) const {
        const V inf(std::numeric_limits<typename V::scalar>::infinity());
        const V p = math::round(math::pow(math::finite(x), V(-lower) + math::exact<V>(s)));
        return select(x == inf, inf, keep_nan(x, select(x > 0, p, V(0))));
    }
};

using repu = basic_repu<double>;

} // namespace v0
} // namespace xact
