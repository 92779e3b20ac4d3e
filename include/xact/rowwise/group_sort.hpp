#pragma once

#include <algorithm>
#include <numeric>
#include <span>
#include <tuple>
#include <vector>

#include <xact/core/groups.hpp>
#include <xact/core/rowwise.hpp>

namespace xact {
inline namespace v0 {

/// Each group of neighbours, sorted, the largest first, equal ones in their order (`ascending`: the other way):
/// 1-Lipschitz, and the norm of the row remains. NaN counts as the largest number. The gradient, from the inputs, goes
/// to where the outputs came from. Groups of more than 32 allocate memory.
template <class P> struct basic_group_sort {
    P group{2};
    bool ascending = false;

    static constexpr bool is_rowwise = true, backward_from_input = true, nan_stays_local = true, learns = false;
    static constexpr facts about{.name = "group_sort",
                                 .formula = "each group, sorted",
                                 .source = "arXiv:1811.05381",
                                 .value = {.ulp = 0, .ulp_double = 0},
                                 .slope = {.ulp = 0, .ulp_double = 0},
                                 .parameters = {"group"}};

    void validate() const { detail::validate_group(about.name, double(group)); }
    void check_row(std::size_t n) const { detail::check_groups(about.name, double(group), n); }

    template <class R> void definition(std::span<const R> x, std::span<R> y) const {
        std::vector<std::size_t> order(size());
        for (std::size_t i = 0; i < x.size(); i += size()) {
            std::iota(order.begin(), order.end(), i);
            std::stable_sort(order.begin(), order.end(),
                             [&](std::size_t a, std::size_t b) { return ascending ? x[a] < x[b] : x[a] > x[b]; });
            for (std::size_t j = 0; j < size(); ++j) y[i + j] = x[order[j]];
        }
    }

    template <class V, class X, class Y, tier A> void forward_row(const X* x, Y* y, std::size_t n, A) const {
        if (are_pairs())
            return detail::transform_pairs<V>(detail::sorted_pairs<V>(), n, detail::outputs<Y>(y),
                                              detail::inputs<X>(x));
        detail::group_sorter<V>(size(), ascending).template carry<false>(x, x, y, n);
    }

    template <class V, class X, class DY, class DX, tier A>
    void backward_row(const X* x, const DY* dy, DX* dx, std::size_t n, A) const {
        if (are_pairs())
            return detail::transform_pairs<V>(detail::sorted_pairs<V>(), n, detail::outputs<DX>(dx),
                                              detail::inputs<X, DY>(x, dy));
        detail::group_sorter<V>(size(), ascending).template carry<true>(x, dy, dx, n);
    }

    static constexpr auto parameters(auto& self) { return std::tie(self.group); }

private:
    std::size_t size() const { return static_cast<std::size_t>(double(group)); }
    bool are_pairs() const { return size() == 2 && !ascending; }
};

using group_sort = basic_group_sort<double>;

} // namespace v0
} // namespace xact
