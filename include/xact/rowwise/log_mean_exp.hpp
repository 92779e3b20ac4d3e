#pragma once

#include <cmath>
#include <span>

#include <xact/rowwise/log_sum_exp.hpp>

namespace xact {
inline namespace v0 {

/// ln of the mean of e^x over each row: one number. In all else as log_sum_exp; where ln n cancels, too, errors are 2
/// ulp of ln Σ e^(x - m).
struct log_mean_exp {
    static constexpr bool is_rowwise = true, backward_from_input = true;
    static constexpr facts about{.name = "log_mean_exp",
                                 .formula = "ln(Σ e^(x_j) / n)",
                                 .source = "folklore",
                                 .value = {.ulp = 2, .ulp_double = 2},
                                 .slope = {.ulp = 3, .ulp_double = 3},
                                 .aliases = {"logmeanexp"}};

    std::size_t output_length(std::size_t) const { return 1; }

    template <class R> void definition(std::span<const R> x, std::span<R> y) const {
        using std::log;
        const detail::largest_and_log<R> parts(x);
        y[0] = parts.largest + (parts.log - log(R(static_cast<double>(x.size()))));
    }

    template <class R> void error_scales(std::span<const R> x, std::span<R> scale) const {
        scale[0] = detail::largest_and_log<R>(x).log;
    }

    template <class V, class X, class Y, tier A> void forward_row(const X* x, Y* y, std::size_t n, A) const {
        y[0] = detail::pad<Y>(detail::log_sum_exp_of<V>(x, n, detail::log_of({double(n)})));
    }

    template <class V, class X, class DY, class DX, tier A>
    void backward_row(const X* x, const DY* dy, DX* dx, std::size_t n, A) const {
        detail::log_sum_exp_gradient<V>(x, detail::pad<typename V::scalar>(dy[0]), dx, n);
    }
};

} // namespace v0
} // namespace xact
