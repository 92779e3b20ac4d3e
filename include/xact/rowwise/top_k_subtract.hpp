#pragma once

#include <algorithm>
#include <span>
#include <tuple>

#include <xact/core/moments.hpp>
#include <xact/core/rowwise.hpp>
#include <xact/core/selection.hpp>

namespace xact {
inline namespace v0 {

/// How far each element is above the k-th largest of its row, which itself gives 0, as all below it do. A NaN among
/// the k largest makes NaN of the row, if it is the k-th. The gradient, from the inputs, passes above the k-th largest
/// and takes their sum from it (with `detached`, which sees it as a constant, nothing).
template <class P> struct basic_top_k_subtract {
    P k{0};
    P fraction{0.25};
    bool detached = false;

    static constexpr bool is_rowwise = true, backward_from_input = true, nan_stays_local = true, learns = false;
    static constexpr facts about{.name = "top_k_subtract",
                                 .formula = "max(0, x_i - the k-th largest)",
                                 .source = "Hard ASH",
                                 .value = {.ulp = 1, .ulp_double = 1},
                                 .slope = {.ulp = 1, .ulp_double = 1},
                                 .parameters = {"k", "fraction"}};

    void validate() const { detail::validate_number_taken(about.name, double(k), double(fraction)); }
    void check_row(std::size_t n) const { detail::check_number_taken(about.name, double(k), n); }

    template <class R> void definition(std::span<const R> x, std::span<R> y) const {
        const R last = x[detail::largest_first(x)[taken(x.size()) - 1]];
        for (std::size_t i = 0; i < x.size(); ++i) y[i] = x[i] > last ? x[i] - last : R(0);
    }

    template <class V, class X, class Y, tier A> void forward_row(const X* x, Y* y, std::size_t n, A) const {
        const V last(detail::select_largest<V>(x, n, taken(n)).threshold);
        detail::transform<V>([last](V v) { return select(v <= last, V(0), v - last); }, n, detail::outputs<Y>(y),
                             detail::inputs<X>(x));
    }

    template <class V, class X, class DY, class DX, tier A>
    void backward_row(const X* x, const DY* dy, DX* dx, std::size_t n, A) const {
        using T = typename V::scalar;
        const T last = detail::select_largest<V>(x, n, taken(n)).threshold;
        std::size_t kth = 0;
        T sum = 0;
        if (!detached) {
            const auto is_above = [last](auto v) { return !(v <= decltype(v)(last)); };
            const std::size_t count = last == last ? detail::row_count<V>(x, n, is_above) : 0;
            kth = detail::end_of_ties<V>(x, n, taken(n) - count, last, detail::by_value()) - 1;
            using W = detail::double_lanes<V>;
            const auto kept = [limit = W(last)](W v, W g) { return select(v <= limit, W(0), g); };
            sum = T(detail::row_total<V>(n, kept, detail::inputs<X, DY>(x, dy)).hi);
        }
        detail::transform<V>([limit = V(last)](V v, V g) { return select(v <= limit, V(0), g); }, n,
                             detail::outputs<DX>(dx), detail::inputs<X, DY>(x, dy));
        if (!detached) dx[kth] = detail::pad<DX>(-sum);
    }

    static constexpr auto parameters(auto& self) { return std::tie(self.k, self.fraction); }

private:
    std::size_t taken(std::size_t n) const { return detail::number_taken(double(k), double(fraction), n); }
};

using top_k_subtract = basic_top_k_subtract<double>;

} // namespace v0
} // namespace xact
