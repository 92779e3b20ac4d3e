#pragma once

#include <algorithm>
#include <limits>
#include <span>

#include <xact/core/reduce.hpp>
#include <xact/core/rowwise.hpp>

namespace xact {
inline namespace v0 {

/// 1 at the first of the largest elements of each row and 0 elsewhere, be they infinite; NaN throughout where the row
/// has a NaN. The gradient is 0. For the straight-through gradient call backward(softmax{}, softmax of x, dy, dx, …).
struct hardmax {
    static constexpr bool is_rowwise = true;
    static constexpr facts about{
        .name = "hardmax", .formula = "i = argmax x", .source = "ONNX", .value = {.ulp = 0, .ulp_double = 0}};

    template <class R> void definition(std::span<const R> x, std::span<R> y) const {
        std::size_t top = 0;
        for (std::size_t i = 1; i < x.size(); ++i) top = x[i] > x[top] ? i : top;
        for (R& v : y) v = R(0);
        y[top] = R(1);
    }

    template <class V, class X, class Y, tier A> void forward_row(const X* x, Y* y, std::size_t n, A) const {
        using T = typename V::scalar;
        // NaN counts as more than anything.
        const auto order = [](V v) { return select(v == v, v, V(std::numeric_limits<T>::infinity())); };
        const T m = detail::row_maximum<V>(order, n, {-std::numeric_limits<T>::infinity()}, detail::inputs<X>(x));
        T off(0);
        if (m == std::numeric_limits<T>::infinity() && detail::row_has_nan<V>(x, n))
            off = std::numeric_limits<T>::quiet_NaN();
        const std::size_t top = detail::row_find<V>(x, n, m);
        std::fill_n(y, n, detail::pad<Y>(off));
        if (off == 0) y[top] = detail::pad<Y>(T(1));
    }

    template <class V, class Y, class DY, class DX, tier A>
    void backward_row(const Y* y, const DY*, DX* dx, std::size_t n, A) const {
        detail::transform<V>([](V v) { return v * V(0); }, n, detail::outputs<DX>(dx), detail::inputs<Y>(y));
    }
};

} // namespace v0
} // namespace xact
