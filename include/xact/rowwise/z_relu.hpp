#pragma once

#include <cstddef>
#include <span>

#include <xact/core/complex.hpp>

namespace xact {
inline namespace v0 {

/// Complex numbers whose parts are both above 0, and 0 for others. The gradient goes where they go.
struct z_relu {
    static constexpr bool is_rowwise = true, backward_from_input = true, nan_stays_local = true, rows_join = true;
    static constexpr facts about{.name = "z_relu",
                                 .formula = "z if Re z > 0 and Im z > 0, else 0, z complex",
                                 .source = "arXiv:1602.09046",
                                 .value = {.ulp = 0, .ulp_double = 0},
                                 .slope = {.ulp = 0, .ulp_double = 0}};

    void check_row(std::size_t n) const { detail::check_complex_row(about.name, n); }

    template <class R> void definition(std::span<const R> x, std::span<R> y) const {
        for (std::size_t i = 0; i + 1 < x.size(); i += 2) {
            const bool is_open = x[i] > 0 && x[i + 1] > 0;
            y[i] = is_open ? x[i] : R(0), y[i + 1] = is_open ? x[i + 1] : R(0);
        }
    }

    template <class V, class X, class Y, tier A> void forward_row(const X* x, Y* y, std::size_t n, A) const {
        const auto body = [](simd::lane_pairs<V> z) { return where_open(z, z); };
        detail::transform_complex<V>(body, n, detail::outputs<Y>(y), detail::inputs<X>(x));
    }
    template <class V, class X, class DY, class DX, tier A>
    void backward_row(const X* x, const DY* dy, DX* dx, std::size_t n, A) const {
        const auto body = [](simd::lane_pairs<V> z, simd::lane_pairs<V> g) { return where_open(z, g); };
        detail::transform_complex<V>(body, n, detail::outputs<DX>(dx), detail::inputs<X, DY>(x, dy));
    }

private:
    template <class V> static XACT_INLINE simd::lane_pairs<V> where_open(simd::lane_pairs<V> z, simd::lane_pairs<V> g) {
        const auto is_open = (z.first > V(0)) & (z.second > V(0));
        const auto part = [&](V v) { return keep_nan(z.first, keep_nan(z.second, select(is_open, v, V(0)))); };
        return {part(g.first), part(g.second)};
    }
};

} // namespace v0
} // namespace xact
