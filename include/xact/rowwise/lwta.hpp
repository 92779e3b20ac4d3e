#pragma once

#include <span>
#include <tuple>

#include <xact/core/groups.hpp>
#include <xact/core/rowwise.hpp>

namespace xact {
inline namespace v0 {

/// Local winner takes all: the largest element of each group of neighbours, and 0 for the others. Of equal elements the
/// first wins; NaN counts as the largest number. The gradient, from the inputs, goes to the winner.
template <class P> struct basic_lwta {
    P group{2};

    static constexpr bool is_rowwise = true, backward_from_input = true, nan_stays_local = true, learns = false;
    static constexpr facts about{.name = "lwta",
                                 .formula = "x_i if the largest of its group, else 0",
                                 .source = "Srivastava et al. 2013",
                                 .value = {.ulp = 0, .ulp_double = 0},
                                 .slope = {.ulp = 0, .ulp_double = 0},
                                 .parameters = {"group"},
                                 .aliases = {"winner_take_all"}};

    void validate() const { detail::validate_group(about.name, double(group)); }
    void check_row(std::size_t n) const { detail::check_groups(about.name, double(group), n); }

    template <class R> void definition(std::span<const R> x, std::span<R> y) const {
        for (std::size_t i = 0; i < x.size(); i += size()) {
            std::size_t top = i;
            for (std::size_t j = i; j < i + size(); ++j) top = x[j] > x[top] ? j : top;
            for (std::size_t j = i; j < i + size(); ++j) y[j] = j == top ? x[j] : R(0);
        }
    }

    template <class V, class X, class Y, tier A> void forward_row(const X* x, Y* y, std::size_t n, A) const {
        pass_winners<V>(x, x, y, n);
    }
    template <class V, class X, class DY, class DX, tier A>
    void backward_row(const X* x, const DY* dy, DX* dx, std::size_t n, A) const {
        pass_winners<V>(x, dy, dx, n);
    }

    static constexpr auto parameters(auto& self) { return std::tie(self.group); }

private:
    std::size_t size() const { return static_cast<std::size_t>(double(group)); }

    /// What `from` has where x wins.
    template <class V, class X, class From, class To>
    void pass_winners(const X* x, const From* from, To* to, std::size_t n) const {
        using T = typename V::scalar;
        if (size() == 2) {
            // The second of a pair wins where the pair rises, the first elsewhere.
            const auto winner = [first = detail::first_of_pairs<V>()](V v, V g) {
                const auto rising = detail::pair_is_rising(first, v);
                return select((first & (!rising)) | (rising & (!first)), g, V(0));
            };
            detail::transform_pairs<V>(winner, n, detail::outputs<To>(to), detail::inputs<X, From>(x, from));
            return;
        }
        const std::size_t length = size(), block = V::size * length;
        const std::size_t in_lanes = length <= detail::longest_in_lanes ? n / block * block : 0;
        std::size_t i = 0;
        for (; i < in_lanes; i += block) {
            const V top = detail::find_largest<V>(x + i, length).position;
            for (std::size_t j = 0; j < length; ++j) {
                const V g = detail::load_column<V>(from + i, length, j);
                detail::store_column(select(top == V(j), g, V(0)), to + i, length, j);
            }
        }
        for (; i < n; i += length) {
            const std::size_t top = detail::index_of_largest<T>(x + i, length);
            for (std::size_t j = 0; j < length; ++j)
                to[i + j] = detail::pad<To>(j == top ? detail::pad<T>(from[i + j]) : T(0));
        }
    }
};

using lwta = basic_lwta<double>;

} // namespace v0
} // namespace xact
