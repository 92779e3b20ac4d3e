#pragma once

#include <xact/constructors/parts.hpp>

namespace xact {
inline namespace v0 {

/// Reconstructed smooth continuous unit: what has a continuous, monotone ramp from q to p as its slope. The ramp is
/// named by F, whose slope is the one from 0 to 1: smelu for a straight ramp (which gives generalised SmeLU), softplus
/// for a logistic one. Where q x and (p - q) F cancel, the error is that of the larger.
template <class F, class P = double> struct rescu {
    F function{};
    P q = P(0);
    P p = P(1);

    static constexpr facts about = [] {
        facts f = F::about;
        f.name = detail::composed_name<"rescu<", F>;
        f.formula = "q x + (p - q) F(x)";
        f.source = "arXiv:2202.06499";
        f.limit_at_minus_inf += 0.0, f.limit_at_plus_inf += 0.0; // -0 + 0 is 0
        f.value = f.slope = detail::no_bound;
        f.parameters = detail::joined({"q", "p"}, detail::prefixed_parameters<"function.", F>);
        f.aliases = {};
        return f;
    }();

    void validate() const { detail::validate(function); }

    template <class R> R definition(R x) const { return R(R(q) * x) + R((R(p) - R(q)) * function.definition(x)); }

    template <value V, tier A = accurate_t> V operator()(V value, A tag = {}) const {
        using L = lanes<V>;
        const L x(value), left = math::limit_product(math::exact<L>(q), x);
        const L y = left + math::limit_product(rise<L>(), function(x, tag));
        return V(select(x == L(infinity), math::limit_product(math::exact<L>(p), x), y));
    }

    /// The ramp.
    template <value V, tier A = accurate_t> V derivative(V value, A tag = {}) const {
        using L = lanes<V>;
        return V(detail::affine(rise<L>(), function.derivative(L(value), tag), math::exact<L>(q)));
    }

    /// dy f'(x), and where f is flat, 0 also for an infinite or NaN dy.
    template <value V, tier A = accurate_t> V backward(V value, V dy, A tag = {}) const {
        return V(math::gradient_unless_flat(lanes<V>(derivative(value, tag)), lanes<V>(dy)));
    }

    template <value V> V second_derivative(V value) const requires has_second_derivative<F> {
        using L = lanes<V>;
        return V(math::limit_product(rise<L>(), function.second_derivative(L(value))));
    }

    template <class Q> using rebound = rescu<detail::rebound_part<F, Q>, Q>;

    static constexpr auto parameters(auto& self) {
        return std::tuple_cat(std::tie(self.q, self.p), detail::part_parameters(self.function));
    }

    template <value V> rebound<V> parameter_derivatives(V value) const {
        using L = lanes<V>;
        const L x(value), y = function(x);
        // At +inf the difference of the two has a limit that the facts do not know; that of a ramp on ±β is 0.
        const L below = select(x == y, L(0), x - y);
        return {detail::part_derivatives(function, value, V(math::round(rise<L>()))), V(below), V(y)};
    }

private:
    template <class V> XACT_INLINE math::dw<V> rise() const { return math::exact<V>(p) - math::exact<V>(q); }
};

} // namespace v0
} // namespace xact
