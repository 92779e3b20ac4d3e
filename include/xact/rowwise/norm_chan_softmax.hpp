#pragma once

#include <array>
#include <cmath>
#include <cstddef>
#include <span>
#include <tuple>

#include <xact/core/moments.hpp>
#include <xact/rowwise/scores.hpp>

namespace xact {
inline namespace v0 {

/// Softmax over channels, which are a row, with ε beside the sum of exponentials, the largest of which is 1: Darknet's
/// norm_chan_softmax_maxval. Its norm_chan_softmax, without the maximum m, is softmax_ext with the sink ln ε.
/// Errors: 3.5 ulp at any row length. A row with one +inf gives 1/(1 + ε) there and 0 elsewhere; with several, with a
/// NaN, or of -inf alone it gives NaN. backward is from the output: y ⊙ (g - ⟨g, y⟩), and at the first of the largest,
/// through m, y_m Σ y_j (g_m - (1 + ε) g_j) over the others. Darknet's own is not the gradient, but g y (1 - y).
template <class P> struct basic_norm_chan_softmax {
    P eps{1e-4};

    static constexpr bool is_rowwise = true;
    static constexpr facts about{.name = "norm_chan_softmax",
                                 .formula = "e^(x_i - max(x)) / (ε + Σ e^(x_j - max(x)))",
                                 .source = "Darknet",
                                 .value = {.ulp = 3.5, .ulp_double = 3.5},
                                 .parameters = {"eps"}};

    /// Throws unless ε is at least 0 and at most 2^60, which float's exponentials can stand beside.
    void validate() const {
        const auto e = static_cast<double>(eps);
        if (!(e >= 0 && e <= 0x1p60)) detail::fail_parameter(about.name, "eps", e, "from 0 to 2^60");
    }

    template <class R> void definition(std::span<const R> x, std::span<R> y) const {
        using std::exp;
        R m = x[0], sum(eps);
        for (const R& v : x) m = v > m ? v : m;
        for (std::size_t i = 0; i < x.size(); ++i) sum += y[i] = exp(x[i] - m);
        for (R& v : y) v = v / sum;
    }

    template <class V, class X, class Y, tier A> void forward_row(const X* x, Y* y, std::size_t n, A) const {
        using T = typename V::scalar;
        if (detail::is_near_row_of<V, detail::softmax_kind>(scores(), y, n, 0, accurate, x)) return;
        const T m = detail::row_maximum<V>(x, n);
        if (!std::isfinite(m))
            return detail::softmax_limit<false, V>(m, detail::own_score{}, static_cast<T>(1 / (1 + double(eps))), T(0),
                                                   n, y, x);
        detail::with_shifted<V>(m, one<V>(), [&](auto z) {
            detail::softmax_of<V>(z, math::dw<V>{scores().sink.term(z, V(m)), V(0)}, n, {-T(infinity)}, y, x);
        });
    }
    template <class V, class X, class Y, tier A>
    std::size_t forward_rows(const X* x, Y* y, std::size_t n, std::size_t rows, A) const {
        return detail::near_rows_done_of<V, detail::softmax_kind>(scores(), x, y, n, rows, accurate);
    }

    template <class V, class Y, class DY, class DX, tier A>
    void backward_row(const Y* y, const DY* dy, DX* dx, std::size_t n, A) const {
        using T = typename V::scalar;
        const auto value = [](V v) { return v; };
        const std::size_t top = detail::row_find<V>(value, y, n, detail::row_maximum<V>(y, n));
        T rest(0), at_top(0);
        if (top < n) {
            const auto largest = double(detail::pad<T>(y[top]));
            rest = static_cast<T>(double(eps) * largest);
            at_top = static_cast<T>(largest * through_maximum<V>(y, dy, top, n));
        }
        detail::softmax_gradient<false, V>(one<V>(), rest, y, dy, dx, n);
        if (top < n) dx[top] = detail::pad<DX>(at_top);
    }

    /// -⟨g, y⟩/(ε + Σ e^(x - m)).
    template <class V, class X, class DY>
    std::array<double, 1> parameter_gradient_row(const X* x, const DY* dy, std::size_t n) const {
        using T = typename V::scalar;
        using state_type = detail::moment_state<V>;
        const T m = detail::row_maximum<V>(x, n);
        double result = no_limit;
        if (std::isfinite(m))
            detail::with_shifted<V>(m, one<V>(), [&](auto z) {
                detail::row_state<V, state_type> state{};
                const auto term = [z](state_type& s, V v, V g) {
                    const V e = z.exp(v);
                    s.first.add(e * g);
                    return e;
                };
                detail::row_pass<V>(term, state, n, {-T(infinity), T(0)}, detail::outputs<>(),
                                    detail::inputs<X, DY>(x, dy));
                const double largest = detail::as_number(math::dw<V>{z.exp(V(m)), V(0)}),
                             whole = detail::as_number(detail::total<V>(state)) + double(eps) * largest;
                result = -detail::as_number(detail::total<V>(state, &state_type::first)) / whole * (largest / whole);
            });
        return {result};
    }

    static constexpr auto parameters(auto& self) { return std::tie(self.eps); }

private:
    auto scores() const {
        return detail::row_scores<false, detail::own_score, detail::largest_share>{
            {}, detail::largest_share{static_cast<double>(eps)}};
    }
    template <class V> static auto one() { return detail::row_factor<V>(math::real{1}); }

    /// Σ y_j (g_m - (1 + ε) g_j) without the largest, which would take the digits of a sum over all where it is nearly
    /// 1.
    template <class V, class Y, class DY>
    double through_maximum(const Y* y, const DY* dy, std::size_t top, std::size_t n) const {
        using W = detail::double_lanes<V>;
        const double unit = detail::power_for_gradients<V>(dy, n);
        const auto term = [g = W(double(detail::pad<typename V::scalar>(dy[top])) * unit), unit = W(unit),
                           factor = W(1 + double(eps))](W v, W h) { return v * fnma(factor, h * unit, g); };
        const auto sum = [&](std::size_t from, std::size_t to) {
            return detail::row_total<V>(to - from, term, detail::inputs<Y, DY>(y + from, dy + from)).hi;
        };
        return (sum(0, top) + sum(top + 1, n)) / unit;
    }
};

using norm_chan_softmax = basic_norm_chan_softmax<double>;

} // namespace v0
} // namespace xact
