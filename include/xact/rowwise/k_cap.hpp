#pragma once

#include <algorithm>
#include <span>
#include <tuple>

#include <xact/core/rowwise.hpp>
#include <xact/core/selection.hpp>

namespace xact {
inline namespace v0 {

/// 1 for the k largest elements of each row, 0 for the others; chosen as by top_k (a NaN that is taken stays one). The
/// gradient is 0, or, with straight_through, that of the outputs.
template <class P> struct basic_k_cap {
    P k{0};
    P fraction{0.25};
    bool straight_through = false;

    static constexpr bool is_rowwise = true, backward_from_input = true, nan_stays_local = true, learns = false;
    static constexpr facts about{.name = "k_cap",
                                 .formula = "1 for the k largest, else 0",
                                 .source = "Papadimitriou et al. 2020",
                                 .value = {.ulp = 0, .ulp_double = 0},
                                 .slope = {.ulp = 0, .ulp_double = 0},
                                 .parameters = {"k", "fraction"}};

    void validate() const { detail::validate_number_taken(about.name, double(k), double(fraction)); }
    void check_row(std::size_t n) const { detail::check_number_taken(about.name, double(k), n); }

    template <class R> void definition(std::span<const R> x, std::span<R> y) const {
        const auto order = detail::largest_first(x);
        std::fill(y.begin(), y.end(), R(0));
        for (std::size_t i = 0; i < taken(x.size()); ++i) y[order[i]] = R(1);
    }

    template <class V, class X, class Y, tier A> void forward_row(const X* x, Y* y, std::size_t n, A) const {
        detail::transform_selected<V>(
            detail::select_largest<V>(x, n, taken(n)), n, detail::by_value(), [](V v) { return keep_nan(v, V(1)); },
            detail::outputs<Y>(y), detail::inputs<X>(x));
    }

    template <class V, class X, class DY, class DX, tier A>
    void backward_row(const X*, const DY* dy, DX* dx, std::size_t n, A) const {
        const V passes(straight_through ? 1 : 0);
        detail::transform<V>([passes](V g) { return select(passes == V(1), g, V(0)); }, n, detail::outputs<DX>(dx),
                             detail::inputs<DY>(dy));
    }

    static constexpr auto parameters(auto& self) { return std::tie(self.k, self.fraction); }

private:
    std::size_t taken(std::size_t n) const { return detail::number_taken(double(k), double(fraction), n); }
};

using k_cap = basic_k_cap<double>;

} // namespace v0
} // namespace xact
