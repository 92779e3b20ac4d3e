#pragma once

#include <span>
#include <tuple>

#include <xact/core/groups.hpp>
#include <xact/core/rowwise.hpp>

namespace xact {
inline namespace v0 {

/// The largest element of each group of neighbours: a row of row_length/group outputs. NaN counts as the largest
/// number. The gradient, from the inputs, goes to the first of the largest.
template <class P> struct basic_maxout {
    P group{2};

    static constexpr bool is_rowwise = true, backward_from_input = true, nan_stays_local = true, learns = false;
    static constexpr facts about{.name = "maxout",
                                 .formula = "max over each group",
                                 .source = "arXiv:1302.4389",
                                 .value = {.ulp = 0, .ulp_double = 0},
                                 .slope = {.ulp = 0, .ulp_double = 0},
                                 .parameters = {"group"}};

    void validate() const { detail::validate_group(about.name, double(group)); }
    void check_row(std::size_t n) const { detail::check_groups(about.name, double(group), n); }
    std::size_t output_length(std::size_t n) const { return n / size(); }

    template <class R> void definition(std::span<const R> x, std::span<R> y) const {
        for (std::size_t i = 0; i < x.size(); i += size()) {
            y[i / size()] = x[i];
            for (std::size_t j = i + 1; j < i + size(); ++j)
                if (x[j] > y[i / size()]) y[i / size()] = x[j];
        }
    }

    template <class V, class X, class Y, tier A> void forward_row(const X* x, Y* y, std::size_t n, A) const {
        using T = typename V::scalar;
        const std::size_t length = size(), block = V::size * length;
        const std::size_t in_lanes = length <= detail::longest_in_lanes ? n / block * block : 0;
        std::size_t i = 0;
        for (; i < in_lanes; i += block, y += V::size) simd::store(detail::find_largest<V>(x + i, length).value, y);
        for (; i < n; i += length)
            *y++ = detail::pad<Y>(detail::pad<T>(x[i + detail::index_of_largest<T>(x + i, length)]));
    }

    template <class V, class X, class DY, class DX, tier A>
    void backward_row(const X* x, const DY* dy, DX* dx, std::size_t n, A) const {
        using T = typename V::scalar;
        const std::size_t length = size(), block = V::size * length;
        const std::size_t in_lanes = length <= detail::longest_in_lanes ? n / block * block : 0;
        std::size_t i = 0;
        for (; i < in_lanes; i += block, dy += V::size) {
            const V top = detail::find_largest<V>(x + i, length).position, g = simd::load<V>(dy);
            for (std::size_t j = 0; j < length; ++j)
                detail::store_column(select(top == V(j), g, V(0)), dx + i, length, j);
        }
        for (; i < n; i += length, ++dy) {
            const std::size_t top = detail::index_of_largest<T>(x + i, length);
            for (std::size_t j = 0; j < length; ++j) dx[i + j] = detail::pad<DX>(j == top ? detail::pad<T>(*dy) : T(0));
        }
    }

    static constexpr auto parameters(auto& self) { return std::tie(self.group); }

private:
    std::size_t size() const { return static_cast<std::size_t>(double(group)); }
};

using maxout = basic_maxout<double>;

} // namespace v0
} // namespace xact
