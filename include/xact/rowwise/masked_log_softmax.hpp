#pragma once

#include <cmath>
#include <limits>
#include <span>

#include <xact/rowwise/log_softmax.hpp>
#include <xact/rowwise/masked_softmax.hpp>

namespace xact {
inline namespace v0 {
namespace detail {

struct masked_log_softmax_kind {
    static constexpr double on = 0, off = -infinity;
    template <tier A> using near = log_softmax_kind<A>;

    template <class V, class Z, class T, std::size_t N, class Y, class... In>
    static void compute(const Z& z, T m, std::size_t n, const std::array<T, N>& padding, Y* y, const In*... in) {
        using kind = log_softmax_kind<accurate_t>;
        row_state<V, log_sum_state<V>> state{};
        const auto term = [z, m](log_sum_state<V>& s, auto... v) { return kind::term(z.z, m, s, z.score(v...)); };
        row_pass<V>(term, state, n, padding, outputs<>(), inputs<In...>(in...));
        const auto value = kind::finish<V>(z.z, m, state);
        transform<V>([value, z](auto... v) { return value(z.score(v...)); }, n, outputs<Y>(y), inputs<In...>(in...));
    }
};

} // namespace detail

/// log_softmax over the elements of each row that count, which are said as for masked_softmax; the others give -inf,
/// whatever they are, NaN too. A row without any is -inf. Else errors and limits are those of log_softmax.
///
/// backward is from the output: g - e^y Σ g over the elements that count, and 0 where y is -inf, whatever g is there.
/// The fast tier is that of log_softmax.
struct masked_log_softmax : detail::masked_forward<detail::masked_log_softmax_kind> {
    static constexpr bool is_rowwise = true, has_fast = true;
    static constexpr facts about{.name = "masked_log_softmax",
                                 .formula = "x_i - ln Σ mask_j e^(x_j)",
                                 .source = "folklore",
                                 .value = {.ulp = 4, .ulp_double = 4}};

    /// As log_softmax, without -inf.
    template <class R> void definition(std::span<const R> x, std::span<R> y) const {
        using std::exp;
        using std::log1p;
        const auto counts = [](const R& v) { return v > -std::numeric_limits<double>::infinity(); };
        std::size_t top = 0;
        for (std::size_t i = 1; i < x.size(); ++i) top = x[i] > x[top] ? i : top;
        R rest(0);
        for (std::size_t i = 0; i < x.size(); ++i)
            if (i != top && counts(x[i])) rest += exp(x[i] - x[top]);
        const R l = log1p(rest);
        for (std::size_t i = 0; i < x.size(); ++i)
            y[i] = counts(x[i]) ? (x[i] - x[top]) - l : R(-std::numeric_limits<double>::infinity());
    }

    template <class R>
    static void fast_gradient_scales(std::span<const R> y, std::span<const R> dy, std::span<R> scales) {
        log_softmax::fast_gradient_scales(y, dy, scales);
    }

    template <class V, class Y, class DY, class DX, tier A>
    void backward_row(const Y* y, const DY* dy, DX* dx, std::size_t n, A, std::size_t whole = 0) const {
        if constexpr (math::is_fused<V>)
            if (detail::moderate_log_softmax_gradient<true, V, detail::row_tier<V, A>>::compute(y, dy, dx, n, whole))
                return;
        detail::any_log_softmax_gradient<true, V>(1, y, dy, dx, n);
    }
    template <class V, class Y, class DY, class DX, tier A>
    std::size_t backward_rows(const Y* y, const DY* dy, DX* dx, std::size_t n, std::size_t rows, A a) const {
        return detail::log_softmax_gradients_done<true, V>(y, dy, dx, n, rows, a);
    }
};

} // namespace v0
} // namespace xact
