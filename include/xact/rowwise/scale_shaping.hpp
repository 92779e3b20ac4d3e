#pragma once

#include <algorithm>
#include <cmath>
#include <limits>
#include <span>
#include <tuple>

#include <xact/core/moments.hpp>
#include <xact/core/rowwise.hpp>
#include <xact/core/selection.hpp>
#include <xact/math/exp.hpp>

namespace xact {
inline namespace v0 {

/// SCALE: each row, usually of activations that are 0 or more, times e^(S1/S2), where S1 is its sum and S2 that of its
/// largest elements: those above a percentile, as many as top_k takes for the fraction that is left. A row whose S2 is
/// 0 stays as it is. 2 ulp while S1/S2 is below 2^20. The gradient, from the inputs, is e^(S1/S2) (g + ⟨g, x⟩ (1/S2 -
/// S1/S2² for those in S2)): 4 ulp of its terms; with `detached`, as ISH trains, the factor is a constant to it.
template <class P> struct basic_scale_shaping {
    P percentile{65};
    bool detached = false;

    static constexpr bool is_rowwise = true, backward_from_input = true, learns = false;
    static constexpr facts about{.name = "scale_shaping",
                                 .formula = "x e^(S1/S2), S1 = Σx, S2 = Σ of the x above the percentile",
                                 .source = "arXiv:2310.00227",
                                 .slope = {.ulp = 4, .ulp_double = 4},
                                 .parameters = {"percentile"}};

    void validate() const {
        const double p = static_cast<double>(percentile);
        if (!(p >= 0 && p < 100)) detail::fail_parameter(about.name, "percentile", p, "0 or more, and below 100");
    }

    template <class R> void definition(std::span<const R> x, std::span<R> y) const {
        using std::exp;
        const R ratio = ratio_of(x);
        for (std::size_t i = 0; i < x.size(); ++i) y[i] = x[i] * exp(ratio);
    }
    template <class R> void gradient_scales(std::span<const R> x, std::span<const R> dy, std::span<R> scales) const {
        using std::abs;
        using std::exp;
        const auto order = detail::largest_first(x);
        R largest(0), product(0);
        for (std::size_t i = 0; i < taken(x.size()); ++i) largest += x[order[i]];
        for (std::size_t i = 0; i < x.size(); ++i) product += abs(x[i] * dy[i]);
        const R ratio = ratio_of(x);
        for (std::size_t i = 0; i < x.size(); ++i)
            scales[i] = exp(ratio) * (abs(dy[i]) + product / abs(largest) * (1 + abs(ratio)));
    }

    template <class V, class X, class Y, tier A> void forward_row(const X* x, Y* y, std::size_t n, A) const {
        const math::scaled<V> factor = sums<V>(*this, x, n).factor();
        detail::transform<V>([factor](V v) { return product(v, factor); }, n, detail::outputs<Y>(y),
                             detail::inputs<X>(x));
    }

    template <class V, class X, class DY, class DX, tier A>
    void backward_row(const X* x, const DY* dy, DX* dx, std::size_t n, A) const {
        using W = detail::double_lanes<V>;
        const sums<V> s(*this, x, n);
        const math::scaled<V> factor = s.factor();
        double all = 0, of_largest = 0;
        if (!detached && s.largest.hi != 0) {
            all = detail::row_total<V>(
                      n, [p = W(s.unit)](W v, W g) { return (v * p) * g; }, detail::inputs<X, DY>(x, dy))
                      .hi /
                  s.largest.hi;
            of_largest = all * s.ratio.hi;
        }
        // The largest elements, up to where the ties with the smallest of them end, and the rest.
        const auto part = [&](std::size_t begin, std::size_t end, V limit) {
            detail::transform<V>([factor, limit, a = V(all), b = V(all - of_largest)](
                                     V v, V g) { return product(g + select(v <= limit, a, b), factor); },
                                 end - begin, detail::outputs<DX>(dx + begin),
                                 detail::inputs<X, DY>(x + begin, dy + begin));
        };
        const auto limit = s.selected.threshold;
        part(0, s.selected.ties_end, V(detail::next_below(limit)));
        part(s.selected.ties_end, n, V(limit));
    }

    static constexpr auto parameters(auto& self) { return std::tie(self.percentile); }

private:
    std::size_t taken(std::size_t n) const {
        return detail::number_taken(0, 1 - static_cast<double>(percentile) / 100, n);
    }

    template <class R> R ratio_of(std::span<const R> x) const {
        const auto order = detail::largest_first(x);
        R all(0), largest(0);
        for (const R& v : x) all += v;
        for (std::size_t i = 0; i < taken(x.size()); ++i) largest += x[order[i]];
        return largest == R(0) ? R(0) : all / largest;
    }

    /// Sums of the elements, times a power of two where they may be too large or too small.
    template <class V> struct sums {
        double unit;
        detail::selection<typename V::scalar> selected;
        math::real largest, ratio{0};

        template <class X> sums(const basic_scale_shaping& f, const X* x, std::size_t n) {
            using W = detail::double_lanes<V>;
            unit = detail::power_for_squares<V>(x, n, 0);
            selected = detail::select_largest<V>(x, n, f.taken(n));
            const auto from = [&](std::size_t begin, std::size_t end, double limit) {
                const auto term = [limit = W(limit), p = W(unit)](W v) { return select(v <= limit, W(0), v * p); };
                return detail::row_total<V>(end - begin, term, detail::inputs<X>(x + begin));
            };
            const auto limit = selected.threshold;
            largest = from(0, selected.ties_end, double(detail::next_below(limit))) +
                      from(selected.ties_end, n, double(limit));
            const math::real all = detail::row_total<V>(
                n, [p = W(unit)](W v) { return v * p; }, detail::inputs<X>(x));
            if (largest.hi != 0) ratio = all * math::inverse_of(largest);
        }

        /// e^ratio.
        math::scaled<V> factor() const {
            using W = detail::double_lanes<V>;
            if (std::isinf(ratio.hi)) return {{V(ratio.hi < 0 ? 0 : infinity), V(0)}, V(0)};
            // e^±1e4 times any number is infinite, or 0.
            const double bounded = std::clamp(ratio.hi, -1e4, 1e4);
            const math::scaled<W> e = math::exp(math::dw<W>{W(bounded), W(bounded == ratio.hi ? ratio.lo : 0)});
            const math::real significand{static_cast<double>(e.significand.hi), static_cast<double>(e.significand.lo)};
            return {detail::broadcast<V>(significand), V(static_cast<double>(e.exponent))};
        }
    };

    template <class V> static XACT_INLINE V product(V v, math::scaled<V> factor) noexcept {
        const V r = math::round_product(v, factor);
        return select(r == r, r, scale(v * factor.significand.hi, factor.exponent));
    }
};

using scale_shaping = basic_scale_shaping<double>;

} // namespace v0
} // namespace xact
