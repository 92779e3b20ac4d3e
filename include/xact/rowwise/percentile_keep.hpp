#pragma once

#include <cmath>
#include <span>
#include <tuple>

#include <xact/core/rowwise.hpp>
#include <xact/core/selection.hpp>

namespace xact {
inline namespace v0 {

/// The elements of each row above the percentile that leaves `fraction` of them, and 0 for the others: an activation
/// that SAFS calls ASH. Of elements equal to the percentile none is kept. NaN counts as the largest number, and is
/// kept. The percentile lies between two elements, which are neighbours in size: whatever the interpolation, those
/// above it are those above the lower one. The gradient passes where elements are kept, and is from the inputs.
template <class P> struct basic_percentile_keep {
    P fraction{0.25};

    static constexpr bool is_rowwise = true, backward_from_input = true, nan_stays_local = true, learns = false;
    static constexpr facts about{.name = "percentile_keep",
                                 .formula = "x_i if above the percentile of the row, else 0",
                                 .source = "arXiv:2305.10964",
                                 .value = {.ulp = 0, .ulp_double = 0},
                                 .slope = {.ulp = 0, .ulp_double = 0},
                                 .parameters = {"fraction"}};

    void validate() const {
        const double part = static_cast<double>(fraction);
        if (!(part > 0 && part <= 1)) detail::fail_parameter(about.name, "fraction", part, "above 0, and at most 1");
    }

    template <class R> void definition(std::span<const R> x, std::span<R> y) const {
        const R limit = x[detail::largest_first(x)[rank(x.size()) - 1]];
        for (std::size_t i = 0; i < x.size(); ++i) y[i] = x[i] > limit ? x[i] : R(0);
    }

    template <class V, class X, class Y, tier A> void forward_row(const X* x, Y* y, std::size_t n, A) const {
        const V limit = percentile<V>(x, n);
        detail::transform<V>([limit](V v) { return select(v <= limit, V(0), v); }, n, detail::outputs<Y>(y),
                             detail::inputs<X>(x));
    }

    template <class V, class X, class DY, class DX, tier A>
    void backward_row(const X* x, const DY* dy, DX* dx, std::size_t n, A) const {
        const V limit = percentile<V>(x, n);
        detail::transform<V>([limit](V v, V g) { return select(v <= limit, V(0), g); }, n, detail::outputs<DX>(dx),
                             detail::inputs<X, DY>(x, dy));
    }

    static constexpr auto parameters(auto& self) { return std::tie(self.fraction); }

private:
    /// Which of the largest elements is the lower neighbour of the percentile. A product that ought to be an integer
    /// may be rounded to just above it.
    std::size_t rank(std::size_t n) const {
        const double above = static_cast<double>(fraction) * double(n - 1);
        return 1 + static_cast<std::size_t>(std::ceil(above - 0x1p-20));
    }

    /// All numbers are below a NaN: the percentile is then +inf.
    template <class V, class X> V percentile(const X* x, std::size_t n) const {
        using T = typename V::scalar;
        const T limit = detail::select_largest<V>(x, n, rank(n)).threshold;
        return V(limit == limit ? limit : std::numeric_limits<T>::infinity());
    }
};

using percentile_keep = basic_percentile_keep<double>;

} // namespace v0
} // namespace xact
