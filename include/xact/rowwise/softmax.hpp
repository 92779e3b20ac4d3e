#pragma once

#include <array>
#include <concepts>
#include <cstddef>
#include <span>
#include <tuple>

#include <xact/rowwise/scores.hpp>

namespace xact {
inline namespace v0 {

/// Softmax over each row: positive numbers that sum to 1. It does not change when a number is added to the whole row,
/// and is computed from the differences to the largest element. Errors: 3.5 ulp at any row length; the gradient, from
/// exact y and with c the gradient at the largest y, is right to 4 ulp of y (|g - c| + ⟨|g - c|, y⟩)/τ. A row with one
/// +inf gives 1 there and 0 elsewhere; with several, with a NaN, or of -inf alone it gives NaN. backward is from the
/// output: y ⊙ (g - ⟨g, y⟩)/τ; dτ = -⟨dx, x⟩/τ.
///
/// The fast tier, for rows of float: normal y to 2^-19 of themselves, and gradients, from exact y, to
/// 2^-20 y (|g| + ⟨|g|, y⟩); limits and NaN as above.
template <class P> struct basic_softmax {
    P tau{1};

    static constexpr bool is_rowwise = true, has_fast = true;
    static constexpr facts about{.name = "softmax",
                                 .formula = "e^(x_i/τ) / Σ e^(x_j/τ)",
                                 .source = "Bridle 1990",
                                 .value = {.ulp = 3.5, .ulp_double = 3.5},
                                 .parameters = {"tau"}};

    /// Throws unless τ is above 0 and finite.
    void validate() const { detail::validate_temperature(about.name, static_cast<double>(tau)); }

    template <class R> void definition(std::span<const R> x, std::span<R> y) const {
        using std::exp;
        R m = x[0], sum(0);
        for (const R& v : x) m = v > m ? v : m;
        for (std::size_t i = 0; i < x.size(); ++i) sum += y[i] = exp((x[i] - m) / R(tau));
        for (R& v : y) v = v / sum;
    }

    template <class R>
    static void fast_gradient_scales(std::span<const R> y, std::span<const R> dy, std::span<R> scales) {
        using std::abs;
        R mean(0);
        for (std::size_t i = 0; i < y.size(); ++i) mean += abs(dy[i]) * y[i];
        for (std::size_t i = 0; i < y.size(); ++i) scales[i] = y[i] * (abs(dy[i]) + mean);
    }

    template <class V, class X, class Y, tier A> void forward_row(const X* x, Y* y, std::size_t n, A a) const {
        detail::softmax_row<V>(factor<V>(), x, y, n, a);
    }
    template <class V, class X, class Y, tier A>
    std::size_t forward_rows(const X* x, Y* y, std::size_t n, std::size_t rows, A a) const {
        return detail::near_rows_done<V, detail::softmax_kind>(factor<V>(), x, y, n, rows, a);
    }
    /// See detail::columns_done.
    template <class V, class X, class Y, tier A>
    std::size_t forward_columns(const X* x, Y* y, std::size_t n, std::size_t inner, std::size_t columns, A) const {
        return detail::near_columns_done<V, detail::softmax_kind<accurate_t>>(factor<V>(), x, y, n, inner, columns);
    }

    template <class V, class Y, class DY, class DX, tier A>
    void backward_row(const Y* y, const DY* dy, DX* dx, std::size_t n, A a, std::size_t whole = 0) const {
        detail::softmax_gradient<false, V>(factor<V>(), 0, y, dy, dx, n, whole, a);
    }
    template <class V, class Y, class DY, class DX, tier A>
    std::size_t backward_rows(const Y* y, const DY* dy, DX* dx, std::size_t n, std::size_t rows, A a) const {
        return detail::softmax_gradients_done<false, V>(factor<V>(), y, dy, dx, n, rows, a);
    }

    template <class V, class X, class DY>
    std::array<double, 1> parameter_gradient_row(const X* x, const DY* dy, std::size_t n) const {
        const double divisor = static_cast<double>(tau);
        return {-detail::factor_gradient<V>(factor<V>(), x, dy, n) / divisor / divisor};
    }

    static constexpr auto parameters(auto& self) { return std::tie(self.tau); }

private:
    template <class V> auto factor() const { return detail::row_factor<V>::reciprocal(static_cast<double>(tau)); }
};

using softmax = basic_softmax<double>;

} // namespace v0
} // namespace xact
