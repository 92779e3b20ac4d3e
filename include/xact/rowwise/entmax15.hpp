#pragma once

#include <cmath>
#include <span>

#include <xact/rowwise/tsallis.hpp>

namespace xact {
inline namespace v0 {

/// Entmax with α = 1.5, between softmax and sparsemax: max(x_i/2 - t, 0)² that sum to 1. Errors: 2 ulp, of 2^-20 √y for
/// smaller outputs, whose root is a difference of x_i/2 and t. Limits as softmax. backward is from the output: with r =
/// √y, r ⊙ (g - ⟨g, r⟩/Σ r).
struct entmax15 {
    static constexpr bool is_rowwise = true;
    static constexpr facts about{.name = "entmax15",
                                 .formula = "max(x_i/2 - t, 0)², Σ = 1",
                                 .source = "arXiv:1905.05702",
                                 .value = {.ulp = 2, .ulp_double = 2}};

    template <class R> void definition(std::span<const R> x, std::span<R> y) const {
        using std::sqrt;
        const std::vector<R> d = detail::falling_differences(x, R(0.5));
        // The threshold of the first k, where they are right if its last is above it.
        R sum(0), squares(0), last(0);
        for (std::size_t k = 1; k <= d.size(); ++k) {
            const R z = d[k - 1] / R(2), count(static_cast<double>(k));
            sum += z, squares += z * z;
            const R mean = sum / count, rest = (R(1) - (squares - sum * mean)) / count;
            if (rest < R(0)) break;
            const R t = mean - sqrt(rest);
            if (z > t) last = t;
        }
        R m = x[0];
        for (const R& v : x) m = v > m ? v : m;
        for (std::size_t i = 0; i < x.size(); ++i) {
            const R u = (x[i] - m) / R(2) - last;
            y[i] = u > R(0) ? u * u : R(0);
        }
    }

    template <class R> void error_scales(std::span<const R> x, std::span<R> scale) const {
        using std::sqrt;
        definition(x, scale);
        for (R& v : scale) v = R(0x1p-20) * sqrt(v);
    }

    template <class V, class X, class Y, tier A> void forward_row(const X* x, Y* y, std::size_t n, A) const {
        detail::tsallis_row<V>(detail::second_power{}, x, y, n);
    }

    template <class V, class Y, class DY, class DX, tier A>
    void backward_row(const Y* y, const DY* dy, DX* dx, std::size_t n, A) const {
        detail::tsallis_gradient<V>(detail::second_power{}, y, dy, dx, n);
    }
};

} // namespace v0
} // namespace xact
