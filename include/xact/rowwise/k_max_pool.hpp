#pragma once

#include <span>
#include <tuple>

#include <xact/core/rowwise.hpp>
#include <xact/core/selection.hpp>

namespace xact {
inline namespace v0 {

/// The k largest elements of each row, in the order in which they stand there: k outputs; chosen as by top_k. The
/// gradient, from the inputs, goes to where they came from.
template <class P> struct basic_k_max_pool {
    P k{0};
    P fraction{0.25};

    static constexpr bool is_rowwise = true, backward_from_input = true, nan_stays_local = true, learns = false;
    static constexpr facts about{.name = "k_max_pool",
                                 .formula = "the k largest x_i in their order",
                                 .source = "arXiv:1404.2188",
                                 .value = {.ulp = 0, .ulp_double = 0},
                                 .slope = {.ulp = 0, .ulp_double = 0},
                                 .parameters = {"k", "fraction"}};

    void validate() const { detail::validate_number_taken(about.name, double(k), double(fraction)); }
    void check_row(std::size_t n) const { detail::check_number_taken(about.name, double(k), n); }
    std::size_t output_length(std::size_t n) const { return detail::number_taken(double(k), double(fraction), n); }

    template <class R> void definition(std::span<const R> x, std::span<R> y) const {
        auto order = detail::largest_first(x);
        order.resize(output_length(x.size()));
        std::sort(order.begin(), order.end());
        for (std::size_t i = 0; i < order.size(); ++i) y[i] = x[order[i]];
    }

    template <class V, class X, class Y, tier A> void forward_row(const X* x, Y* y, std::size_t n, A) const {
        using T = typename V::scalar;
        for_each_taken<V>(x, n, [&](std::size_t i, bool is_taken) {
            if (is_taken) *y++ = detail::pad<Y>(detail::pad<T>(x[i]));
        });
    }

    template <class V, class X, class DY, class DX, tier A>
    void backward_row(const X* x, const DY* dy, DX* dx, std::size_t n, A) const {
        using T = typename V::scalar;
        for_each_taken<V>(x, n, [&](std::size_t i, bool is_taken) {
            dx[i] = detail::pad<DX>(is_taken ? detail::pad<T>(*dy++) : T(0));
        });
    }

    static constexpr auto parameters(auto& self) { return std::tie(self.k, self.fraction); }

private:
    template <class V, class X, class Body> void for_each_taken(const X* x, std::size_t n, const Body& body) const {
        using T = typename V::scalar;
        const auto s = detail::select_largest<V>(x, n, output_length(n));
        for (std::size_t i = 0; i < n; ++i) body(i, s.takes(detail::pad<T>(x[i]), i));
    }
};

using k_max_pool = basic_k_max_pool<double>;

} // namespace v0
} // namespace xact
