#pragma once

#include <span>

#include <xact/core/moments.hpp>
#include <xact/core/rowwise.hpp>

namespace xact {
inline namespace v0 {

/// ReLU of what each element is above the mean of its row, 1 ulp: average biased ReLU. Where an element is nearer to
/// the mean than 2^-26 (double: 2^-90) of the row's magnitude, it is that which errors count by. The gradient, from the
/// inputs, is u - mean(u) with u = g where x is above the mean, and 0 elsewhere: 1 ulp of the sum of its terms. A row
/// with a NaN is NaN, and so is +inf less an infinite mean.
struct abrelu {
    static constexpr bool is_rowwise = true, backward_from_input = true;
    static constexpr facts about{.name = "abrelu",
                                 .formula = "max(0, x - mean(x))",
                                 .source = "arXiv:1804.02051",
                                 .value = {.ulp = 1, .ulp_double = 1},
                                 .slope = {.ulp = 1, .ulp_double = 1}};

    template <class R> void definition(std::span<const R> x, std::span<R> y) const {
        R mean(0);
        for (const R& v : x) mean += v / R(double(x.size()));
        for (std::size_t i = 0; i < x.size(); ++i) y[i] = x[i] > mean ? x[i] - mean : R(0);
    }

    template <class V, class X, class Y, tier A> void forward_row(const X* x, Y* y, std::size_t n, A) const {
        detail::by_length<V>(n, [&](auto loop) XACT_INLINE_LAMBDA {
            const auto above = [mean = limit_of<V>(mean_of<V, loop>(x, n))](V v) XACT_INLINE_LAMBDA {
                const math::dw<V> d = v - mean;
                // Of an infinite difference the low word is NaN.
                return select(is_below(v, mean), V(0), select(d.lo == d.lo, math::round(d), d.hi));
            };
            detail::row_transform<V, loop>(above, n, detail::outputs<Y>(y), detail::inputs<X>(x));
        });
    }

    template <class V, class X, class DY, class DX, tier A>
    void backward_row(const X* x, const DY* dy, DX* dx, std::size_t n, A) const {
        using W = detail::double_lanes<V>;
        detail::by_length<V>(n, [&](auto loop) XACT_INLINE_LAMBDA {
            const math::real mean = mean_of<V, loop>(x, n);
            const double unit = detail::power_for_gradients<V>(dy, n);
            const auto passed = [m = limit_of<W>(mean), p = W(unit)](W v, W g)
                                    XACT_INLINE_LAMBDA { return select(is_below(v, m), W(0), g * p); };
            math::real share =
                detail::quotient_of<V>(detail::row_total<V, loop>(n, passed, detail::inputs<X, DY>(x, dy)), double(n));
            if (mean.hi != mean.hi) share = mean; // no comparison with it tells
            const auto gradient = [passed, share = detail::broadcast<W>(share), back = W(1 / unit)](W v, W g)
                                      XACT_INLINE_LAMBDA {
                                          if constexpr (sizeof(typename V::scalar) == 4)
                                              return (passed(v, g) - share.hi) * back;
                                          else
                                              return math::round(passed(v, g) - share) * back;
                                      };
            detail::row_transform<V, loop>([gradient](V v, V g)
                                               XACT_INLINE_LAMBDA { return detail::in_double<V>(gradient, v, g); },
                                           n, detail::outputs<DX>(dx), detail::inputs<X, DY>(x, dy));
        });
    }

private:
    template <class V, detail::loop Loop, class X> static XACT_INLINE math::real mean_of(const X* x, std::size_t n) {
        const detail::row_scale s = detail::mean_of<V, Loop>(x, n);
        return math::times_power(s.centre, 1 / s.unit);
    }
    /// In all lanes; +inf as less than any, so that +inf is not below it, and their difference NaN.
    template <class V> static XACT_INLINE math::dw<V> limit_of(math::real mean) noexcept {
        const math::dw<V> all = detail::broadcast<V>(mean);
        return {all.hi, mean.hi == infinity ? V(-1) : all.lo};
    }
    /// Not above the mean; false for NaN.
    template <class V> static XACT_INLINE typename V::condition is_below(V v, math::dw<V> mean) noexcept {
        return (v < mean.hi) | ((v == mean.hi) & (mean.lo >= V(0)));
    }
};

} // namespace v0
} // namespace xact
