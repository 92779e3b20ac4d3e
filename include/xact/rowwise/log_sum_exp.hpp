#pragma once

#include <cmath>
#include <limits>
#include <span>

#include <xact/rowwise/log_softmax.hpp>

namespace xact {
inline namespace v0 {
namespace detail {

/// ln x in twice the precision of double.
inline math::real log_of(math::real x) {
    using V = vec<double>;
    const math::dw<V> l = math::log(V(x.hi));
    return {double(l.hi), double(l.lo) + x.lo / x.hi};
}

/// ln Σ e^x - `less`, to 2 ulp of the largest of m, ln Σ e^(x - m) and `less`, m the largest element. -inf of -inf
/// alone, +inf with a +inf, NaN with a NaN.
template <class V, class X> typename V::scalar log_sum_exp_of(const X* x, std::size_t n, math::real less) {
    using T = typename V::scalar;
    constexpr T nothing = -std::numeric_limits<T>::infinity();
    T m = row_maximum<V>(x, n);
    if (!std::isfinite(m)) return row_has_nan<V>(x, n) ? std::numeric_limits<T>::quiet_NaN() : m;
    with_shifted<V>(m, row_factor<V>(math::real{1}), [&](auto z) {
        row_state<V, log_sum_state<V>> state{};
        const auto term = [z, m](log_sum_state<V>& s, V v) { return log_sum_term<V>(z, m, s, v); };
        row_pass<V>(term, state, n, nothing, outputs<>(), inputs<X>(x));
        const math::dw<V> l = math::normalized(log_of_total<V>(state, m, z.reference()) - math::as<V>(less));
        m = T(math::round(V(m) + l));
    });
    return m;
}

/// dx = g softmax(x); the limits of softmax_limit.
template <class V, class X, class DX>
void log_sum_exp_gradient(const X* x, typename V::scalar g, DX* dx, std::size_t n) {
    using T = typename V::scalar;
    const T m = row_maximum<V>(x, n);
    if (!std::isfinite(m)) return softmax_limit<false, V>(m, own_score{}, g, T(0), n, dx, x);
    with_shifted<V>(m, row_factor<V>(math::real{1}), [&](auto z) {
        row_state<V, row_sum<V>> state{};
        const auto term = [z](row_sum<V>&, V v) { return z.exp(v); };
        row_pass<V>(term, state, n, -std::numeric_limits<T>::infinity(), outputs<>(), inputs<X>(x));
        // Without the unit the inverse of the sum, and its product with the gradient, are normal numbers.
        const math::moderate<V> size{V(g)};
        const V unit(falling_row<V>::unit);
        math::dw<V> share = size.factor * math::times_power(math::reciprocal(total<V>(state)), unit);
        if (std::isinf(g)) share.lo = V(0);
        const auto product = [z, share, exponent = size.exponent - V(std::log2(falling_row<V>::unit))](V v) {
            return scale(math::round_product(z.exp(v), share), exponent);
        };
        transform<V>(product, n, outputs<DX>(dx), inputs<X>(x));
    });
}

/// The largest element and ln Σ e^(x - m), for the definitions: without the first of the largest elements in the sum,
/// so that the logarithm keeps its digits near 0.
template <class R> struct largest_and_log {
    R largest, log;

    explicit largest_and_log(std::span<const R> x) {
        using std::exp;
        using std::log1p;
        std::size_t top = 0;
        for (std::size_t i = 1; i < x.size(); ++i) top = x[i] > x[top] ? i : top;
        R rest(0);
        for (std::size_t i = 0; i < x.size(); ++i)
            if (i != top) rest += exp(x[i] - x[top]);
        largest = x[top], log = log1p(rest);
    }
};

} // namespace detail

/// ln Σ e^x over each row: one number. Errors: 2 ulp, of ln Σ e^(x - m) where m and that cancel. Of -inf alone it is
/// -inf, with a +inf +inf, with a NaN NaN. backward is from the inputs: g softmax(x), with softmax's limits.
struct log_sum_exp {
    static constexpr bool is_rowwise = true, backward_from_input = true;
    static constexpr facts about{.name = "log_sum_exp",
                                 .formula = "ln Σ e^(x_j)",
                                 .source = "folklore",
                                 .value = {.ulp = 2, .ulp_double = 2},
                                 .slope = {.ulp = 3, .ulp_double = 3},
                                 .aliases = {"logsumexp"}};

    std::size_t output_length(std::size_t) const { return 1; }

    template <class R> void definition(std::span<const R> x, std::span<R> y) const {
        const detail::largest_and_log<R> parts(x);
        y[0] = parts.largest + parts.log;
    }

    template <class R> void error_scales(std::span<const R> x, std::span<R> scale) const {
        scale[0] = detail::largest_and_log<R>(x).log;
    }

    template <class V, class X, class Y, tier A> void forward_row(const X* x, Y* y, std::size_t n, A) const {
        y[0] = detail::pad<Y>(detail::log_sum_exp_of<V>(x, n, {0}));
    }

    template <class V, class X, class DY, class DX, tier A>
    void backward_row(const X* x, const DY* dy, DX* dx, std::size_t n, A) const {
        detail::log_sum_exp_gradient<V>(x, detail::pad<typename V::scalar>(dy[0]), dx, n);
    }
};

} // namespace v0
} // namespace xact
