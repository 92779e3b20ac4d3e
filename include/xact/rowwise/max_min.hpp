#pragma once

#include <span>

#include <xact/core/groups.hpp>
#include <xact/core/rowwise.hpp>

namespace xact {
inline namespace v0 {

/// Each pair of neighbours, the larger one first: 1-Lipschitz, and the norm of the row remains. Equal ones stay; NaN
/// counts as the largest number. The gradient, from the inputs, goes to where the outputs came from. group_sort with
/// pairs.
struct max_min {
    static constexpr bool is_rowwise = true, backward_from_input = true, nan_stays_local = true, rows_join = true;
    static constexpr facts about{.name = "max_min",
                                 .formula = "pairs (max(a, b), min(a, b))",
                                 .source = "arXiv:1811.05381",
                                 .value = {.ulp = 0, .ulp_double = 0},
                                 .slope = {.ulp = 0, .ulp_double = 0},
                                 .aliases = {"oplu"}};

    void check_row(std::size_t n) const {
        if (n % 2 != 0) detail::fail_row_length(about.name, n, "even");
    }

    template <class R> void definition(std::span<const R> x, std::span<R> y) const {
        for (std::size_t i = 0; i + 1 < x.size(); i += 2) {
            const bool rising = x[i + 1] > x[i];
            y[i] = x[rising ? i + 1 : i], y[i + 1] = x[rising ? i : i + 1];
        }
    }

    template <class V, class X, class Y, tier A> void forward_row(const X* x, Y* y, std::size_t n, A) const {
        detail::transform_pairs<V>(detail::sorted_pairs<V>(), n, detail::outputs<Y>(y), detail::inputs<X>(x));
    }
    template <class V, class X, class DY, class DX, tier A>
    void backward_row(const X* x, const DY* dy, DX* dx, std::size_t n, A) const {
        detail::transform_pairs<V>(detail::sorted_pairs<V>(), n, detail::outputs<DX>(dx), detail::inputs<X, DY>(x, dy));
    }
};

} // namespace v0
} // namespace xact
