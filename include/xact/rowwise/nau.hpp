#pragma once

#include <algorithm>
#include <span>
#include <tuple>

#include <xact/core/gated.hpp>
#include <xact/core/moments.hpp>
#include <xact/core/rowwise.hpp>

namespace xact {
inline namespace v0 {

/// A neural addition unit: the sum of a row, weighted by a second input of weights that are clamped to [-1, 1]; without
/// it, by 1. An element of weight 0 does not count, whatever it is. 1 ulp, or 2^-44 (double: 2^-73) of the sum of
/// magnitudes, whatever the row's length. The gradients are dy w and, where w is in [-1, 1] (its ends, where learning
/// puts it, are), dy x.
struct nau {
    static constexpr bool is_rowwise = true, backward_from_input = true;
    static constexpr facts about{.name = "nau",
                                 .formula = "Σ clamp(w_j, -1, 1) x_j",
                                 .source = "arXiv:2001.05016",
                                 .value = {.ulp = 1, .ulp_double = 1},
                                 .slope = {.ulp = 1, .ulp_double = 1}};

    std::size_t output_length(std::size_t) const { return 1; }

    template <class R> void definition(std::span<const R> x, std::span<R> y) const {
        y[0] = R(0);
        for (const R& v : x) y[0] += v;
    }
    template <class R> void definition(std::span<const R> x, std::span<const R> w, std::span<R> y) const {
        y[0] = R(0);
        for (std::size_t i = 0; i < x.size(); ++i) y[0] += (w[i] < -1 ? R(-1) : w[i] > 1 ? R(1) : w[i]) * x[i];
    }
    template <class R> void error_scales(std::span<const R> x, std::span<R> scale) const {
        using std::abs;
        scale[0] = R(0);
        for (const R& v : x) scale[0] += abs(v) * R(0x1p-20);
    }

    template <class V, class X, class Y, tier A> void forward_row(const X* x, Y* y, std::size_t n, A) const {
        y[0] = detail::pad<Y>(sum<V>([](auto v) { return v; }, n, detail::inputs<X>(x)));
    }
    template <class V, class X, class B, class Y, tier A>
    requires storage<B>
    void forward_row(const X* x, const B* w, Y* y, std::size_t n, A) const {
        y[0] = detail::pad<Y>(
            sum<V>([](auto v, auto weight) { return weighted<V>(v, weight); }, n, detail::inputs<X, B>(x, w)));
    }

    template <class V, class X, class DY, class DX, tier A>
    void backward_row(const X*, const DY* dy, DX* dx, std::size_t n, A) const {
        std::fill(dx, dx + n, detail::pad<DX>(detail::pad<typename V::scalar>(dy[0])));
    }
    template <class V, class X, class B, class DY, class DX, class DB, tier A>
    void backward_row(const X* x, const B* w, const DY* dy, DX* dx, DB* dw, std::size_t n, A) const {
        const V g(detail::pad<typename V::scalar>(dy[0]));
        detail::transform<V>(
            [g](V v, V weight) {
                const V by_weight = select(math::abs(weight) > V(1), V(0), g * v);
                return gated_gradient<V>{g * clamped(weight), by_weight};
            },
            n, detail::outputs<DX, DB>(dx, dw), detail::inputs<X, B>(x, w));
    }

private:
    /// Σ term(x, ...), x being multiplied by a power of two where sums might overflow.
    template <class V, class Term, class X, class... In>
    static typename V::scalar sum(const Term& term, std::size_t n, detail::inputs<X, In...> in) {
        using W = detail::double_lanes<V>;
        using T = typename V::scalar;
        const double unit = sizeof(T) == 4 ? 1 : detail::power_for_gradients<V>(std::get<0>(in.at), n);
        const auto scaled = [term, p = W(unit)](W v, auto... w) { return term(v * p, w...); };
        return static_cast<T>(detail::row_total<V>(n, scaled, in).hi * (1 / unit));
    }

    /// The product in double, or of doubles in two words.
    template <class V, class W> static XACT_INLINE auto weighted(W v, W weight) noexcept {
        const W w = clamped(weight);
        if constexpr (sizeof(typename V::scalar) == 4)
            return select(w == W(0), W(0), w * v);
        else
            return math::select(w == W(0), math::dw<W>{W(0), W(0)}, math::two_product(w, v));
    }

    template <class V> static XACT_INLINE V clamped(V w) noexcept { return at_least(V(-1), at_most(V(1), w)); }
};

} // namespace v0
} // namespace xact
