#pragma once

#include <span>

#include <xact/rowwise/tsallis.hpp>

namespace xact {
inline namespace v0 {

/// The Euclidean projection of each row onto the numbers >= 0 that sum to 1: max(x_i - t, 0), 0 for many elements.
/// Found without sorting, in time proportional to the row's length. Errors: 2 ulp, of 2^-20 for smaller outputs, which
/// are differences of x_i and t. Limits as softmax. backward is from the output: on the elements above 0 g - its mean
/// there.
struct sparsemax {
    static constexpr bool is_rowwise = true;
    static constexpr facts about{.name = "sparsemax",
                                 .formula = "max(x_i - t, 0), Σ = 1",
                                 .source = "arXiv:1602.02068",
                                 .value = {.ulp = 1, .ulp_double = 1}};

    template <class R> void definition(std::span<const R> x, std::span<R> y) const {
        const std::vector<R> d = detail::falling_differences(x, R(1));
        // The largest k with d_k above (Σ_{j <= k} d_j - 1)/k, the threshold of the first k.
        R sum(0), last(0);
        for (std::size_t k = 1; k <= d.size(); ++k) {
            sum += d[k - 1];
            const R t = (sum - R(1)) / R(static_cast<double>(k));
            if (d[k - 1] > t) last = t;
        }
        R m = x[0];
        for (const R& v : x) m = v > m ? v : m;
        for (std::size_t i = 0; i < x.size(); ++i) y[i] = x[i] - m > last ? x[i] - m - last : R(0);
    }

    template <class R> void error_scales(std::span<const R>, std::span<R> scale) const {
        for (R& v : scale) v = R(0x1p-20);
    }

    template <class V, class X, class Y, tier A> void forward_row(const X* x, Y* y, std::size_t n, A) const {
        detail::tsallis_row<V>(detail::first_power{}, x, y, n);
    }

    template <class V, class Y, class DY, class DX, tier A>
    void backward_row(const Y* y, const DY* dy, DX* dx, std::size_t n, A) const {
        detail::tsallis_gradient<V>(detail::first_power{}, y, dy, dx, n);
    }
};

} // namespace v0
} // namespace xact
