#pragma once

#include <cmath>
#include <tuple>

#include <xact/core/forward.hpp>
#include <xact/math/log.hpp>

namespace xact {
inline namespace v0 {

/// The symmetric logarithm: linear near 0, logarithmic far out on both sides; p, q > 0.
template <class P> struct basic_symlog {
    P p = P(1);
    P q = P(1);

    static constexpr facts about{.name = "symlog",
                                 .formula = "p sgn(x) ln(1 + q |x|)",
                                 .source = "Webber 2013",
                                 .limit_at_minus_inf = -infinity,
                                 .limit_at_plus_inf = infinity,
                                 .slope_at_plus_inf = 0,
                                 .kinks = {0},
                                 .parameters = {"p", "q"}};

    /// Throws unless p, q > 0.
    void validate() const requires std::is_arithmetic_v<P> {
        if (!(p > 0)) detail::fail_parameter(about.name, "p", double(p), "greater than 0");
        if (!(q > 0)) detail::fail_parameter(about.name, "q", double(q), "greater than 0");
    }

    template <class R> R definition(R x) const {
        using std::log1p;
        return x > 0 ? R(R(p) * log1p(R(q) * x)) : R(-R(p) * log1p(-R(q) * x));
    }

    template <value V, tier A = accurate_t> V operator()(V value, A = {}) const {
        using L = lanes<V>;
        const L x(value);
        const L size = math::either(
            is_plain<L>(), [&] { return math::log1p(math::abs(x)); },
            [&] {
                const auto product = [&](L y)
                                         XACT_INLINE_LAMBDA { return math::round(math::exact<L>(p) * log_words(y)); };
                if constexpr (math::is_fused<L>) return unless_infinite(x, product(x));
                const L scale = math::scale_of_tiny(x, math::rounded<L>(q));
                return unless_infinite(x, product(x * scale) * (L(1) / scale));
            });
        return V(copysign(size, x));
    }

    /// p q/(1 + q |x|).
    template <value V, tier A = accurate_t> V derivative(V value, A = {}) const {
        using L = lanes<V>;
        const L x(value);
        const auto general = [&] {
            const auto product = math::exact<L>(p) * math::exact<L>(q);
            const L near = math::round(product / (L(1) + input(x))), far = math::rounded<L>(p) / math::abs(x);
            return select(is_far(x), far, near);
        };
        return V(math::either(
            is_plain<L>(), [&] { return 1 / (1 + math::abs(x)); }, general));
    }

    template <value V> V second_derivative(V value) const {
        using L = lanes<V>;
        const L x(value), s = derivative(x);
        return V(-sign(x) * (s * (s / math::rounded<L>(p))));
    }

    static constexpr bool has_default_loop = std::is_arithmetic_v<P>;

    static constexpr auto parameters(auto& self) { return std::tie(self.p, self.q); }

    template <value V> basic_symlog<V> parameter_derivatives(V value) const {
        using L = lanes<V>;
        const L x(value);
        const L by_q = copysign(math::rounded<L>(p) / (math::rounded<L>(q) + 1 / math::abs(x)), x);
        return {V(copysign(unless_infinite(x, math::round(log_words(x))), x)), V(by_q)};
    }

private:
    /// Whether p = q = 1.
    template <class V> XACT_INLINE auto is_plain() const {
        const auto a = math::is_one<V>(p), b = math::is_one<V>(q);
        return a & b;
    }

    /// Where 1 is negligible beside q|x|, which might overflow.
    template <class V> XACT_INLINE auto is_far(V x) const { return math::abs(x) * math::rounded<V>(q) > V(0x1p60); }

    /// q |x|, 2^-64 times that where it is far.
    template <class V> XACT_INLINE math::dw<V> input(V x) const {
        const V a = math::finite(math::abs(x));
        return select(is_far(x), a * V(0x1p-64), a) * math::exact<V>(q);
    }

    /// ln(1 + q |x|) for finite x.
    template <class V> XACT_INLINE math::dw<V> log_words(V x) const {
        const auto far = is_far(x);
        const auto z = input(x), sum = math::two_sum(V(1), z.hi);
        const math::dw<V> argument = select(far, z, math::dw<V>{sum.hi, sum.lo + z.lo});
        return math::single_log_words(argument, select(far, V(64), V(0)));
    }

    template <class V> static XACT_INLINE V unless_infinite(V x, V y) {
        const V size = math::abs(x);
        return select(size < V(std::numeric_limits<typename V::scalar>::infinity()), y, size);
    }
};

using symlog = basic_symlog<double>;

} // namespace v0
} // namespace xact
