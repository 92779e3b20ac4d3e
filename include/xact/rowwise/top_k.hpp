#pragma once

#include <span>
#include <tuple>

#include <xact/core/rowwise.hpp>
#include <xact/core/selection.hpp>

namespace xact {
inline namespace v0 {

/// The k largest elements of each row, and 0 for the others: a k-sparse code, or k winners that take all. Exactly k are
/// kept: of equal elements the first; NaN counts as the largest number, so that it is kept and seen. k is given, or as
/// the fraction of the row (rounded, at least one) where k is 0. by_magnitude takes those of largest |x|. A whole
/// matrix as one row is BatchTopK. With a second input of scores those of the largest scores are kept, whatever they
/// are themselves. The gradient passes where elements are kept, and is from the inputs; scores have none: 0.
template <class P> struct basic_top_k {
    P k{0};
    P fraction{0.25};
    bool by_magnitude = false;

    static constexpr bool is_rowwise = true, backward_from_input = true, nan_stays_local = true, learns = false;
    static constexpr facts about{.name = "top_k",
                                 .formula = "x_i if among the k largest, else 0",
                                 .source = "arXiv:1312.5663",
                                 .value = {.ulp = 0, .ulp_double = 0},
                                 .slope = {.ulp = 0, .ulp_double = 0},
                                 .parameters = {"k", "fraction"},
                                 .aliases = {"k_sparse", "k_wta", "batch_top_k", "feature_choice", "mutual_choice"}};

    void validate() const { detail::validate_number_taken(about.name, double(k), double(fraction)); }
    void check_row(std::size_t n) const { detail::check_number_taken(about.name, double(k), n); }

    template <class R> void definition(std::span<const R> x, std::span<R> y) const { definition(x, x, y); }
    template <class R> void definition(std::span<const R> x, std::span<const R> scores, std::span<R> y) const {
        const auto order = detail::largest_first(scores, by_magnitude);
        std::fill(y.begin(), y.end(), R(0));
        for (std::size_t i = 0; i < taken(x.size()); ++i) y[order[i]] = x[order[i]];
    }

    template <class V, class X, class Y, tier A> void forward_row(const X* x, Y* y, std::size_t n, A) const {
        detail::with_score(by_magnitude, [&](auto score) {
            detail::transform_selected<V>(
                detail::select_largest<V>(x, n, taken(n), score), n, score, [](V v) { return v; },
                detail::outputs<Y>(y), detail::inputs<X>(x));
        });
    }
    template <class V, class X, class S, class Y, tier A>
    requires storage<S>
    void forward_row(const X* x, const S* scores, Y* y, std::size_t n, A) const { pass<V>(scores, x, y, n); }

    template <class V, class X, class DY, class DX, tier A>
    void backward_row(const X* x, const DY* dy, DX* dx, std::size_t n, A) const {
        pass<V>(x, dy, dx, n);
    }
    template <class V, class X, class S, class DY, class DX, class DS, tier A>
    void backward_row(const X*, const S* scores, const DY* dy, DX* dx, DS* dscores, std::size_t n, A) const {
        pass<V>(scores, dy, dx, n);
        std::fill_n(dscores, n, detail::pad<DS>(typename V::scalar(0)));
    }

    static constexpr auto parameters(auto& self) { return std::tie(self.k, self.fraction); }

private:
    /// What `from` has where the scores are the largest.
    template <class V, class S, class From, class To>
    void pass(const S* scores, const From* from, To* to, std::size_t n) const {
        detail::with_score(by_magnitude, [&](auto score) {
            detail::transform_selected<V>(
                detail::select_largest<V>(scores, n, taken(n), score), n, score, [](V, V v) { return v; },
                detail::outputs<To>(to), detail::inputs<S, From>(scores, from));
        });
    }

    std::size_t taken(std::size_t n) const { return detail::number_taken(double(k), double(fraction), n); }
};

using top_k = basic_top_k<double>;

} // namespace v0
} // namespace xact
