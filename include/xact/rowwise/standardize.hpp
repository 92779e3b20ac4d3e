#pragma once

#include <array>
#include <cmath>
#include <span>
#include <tuple>

#include <xact/core/moments.hpp>
#include <xact/core/rowwise.hpp>

namespace xact {
inline namespace v0 {
namespace detail {

struct deviation_of_row {
    double eps, less;

    static constexpr bool is_centred = true;

    template <class V, loop Loop = loop::own, class X> XACT_INLINE row_scale scale(const X* x, std::size_t n) const {
        return standard_deviation<V, Loop>(x, n, eps, less);
    }
    template <class V, class X>
    XACT_INLINE void set_scales(const X* x, std::size_t n, std::size_t rows, row_scales<V>& s) const {
        s.set_centres(x, n, rows);
        s.set_sizes(x, n, rows, double(n) - less, eps);
    }
    template <class V> XACT_INLINE math::real slope(math::real product, const row_scale&, std::size_t n) const {
        return quotient_of<V>(product, double(n) - less);
    }
};

} // namespace detail

/// Each row less its mean, divided by its standard deviation (a layer norm without gain): 2 ulp. The gradient
/// is from the inputs, (g - mean(g) - y mean(g ⊙ y))/√(variance + ε): 2 ulp (double: 4), of it or of 2^-20 of what it
/// is the difference of. The variance is the mean square, or with `unbiased` that of a sample, Σ (x - mean)²/(n - 1).
/// Equal numbers give zeros; a row with an infinity gives NaN. Where an element is nearer to the mean than 2^-26
/// (double: 2^-90) of the row's magnitude, it is that which errors count by.
template <class P> struct basic_standardize {
    P eps{1e-5};
    bool unbiased = false;

    static constexpr bool is_rowwise = true, backward_from_input = true;
    static constexpr facts about{.name = "standardize",
                                 .formula = "(x - mean(x)) / √(variance(x) + ε)",
                                 .source = "arXiv:1607.06450",
                                 .parameters = {"eps"}};

    void validate() const { detail::validate_epsilon(about.name, double(eps)); }
    void check_row(std::size_t n) const {
        if (unbiased) detail::check_sample(about.name, n);
    }

    template <class R> void definition(std::span<const R> x, std::span<R> y) const {
        const R mean = mean_of(x), size = size_of(x);
        for (std::size_t i = 0; i < x.size(); ++i) y[i] = (x[i] - mean) / size;
    }
    template <class R> void gradient_scales(std::span<const R> x, std::span<const R> dy, std::span<R> scales) const {
        definition(x, scales);
        detail::quotient_gradient_scales(std::span<const R>(scales), dy, size_of(x), double(x.size()), true, scales);
    }

    template <class V, class X, class Y, tier A> void forward_row(const X* x, Y* y, std::size_t n, A) const {
        detail::norm_row<V>(norm(), x, y, n);
    }
    template <class V, class X, class Y, tier A>
    std::size_t forward_rows(const X* x, Y* y, std::size_t n, std::size_t rows, A) const {
        return detail::norm_rows_done<V>(norm(), x, y, n, rows);
    }

    template <class V, class X, class DY, class DX, tier A>
    void backward_row(const X* x, const DY* dy, DX* dx, std::size_t n, A) const {
        detail::norm_gradient_row<V>(norm(), x, dy, dx, n);
    }
    template <class V, class X, class DY, class DX, tier A>
    std::size_t backward_rows(const X* x, const DY* dy, DX* dx, std::size_t n, std::size_t rows, A) const {
        return detail::norm_gradients_done<V>(norm(), x, dy, dx, n, rows);
    }

    static constexpr auto parameters(auto& self) { return std::tie(self.eps); }

    /// -⟨g, y⟩/(2 (variance + ε)).
    template <class V, class X, class DY>
    std::array<double, 1> parameter_gradient_row(const X* x, const DY* dy, std::size_t n) const {
        const detail::row_quotient<V, detail::deviation_of_row::is_centred> q(norm().template scale<V>(x, n));
        return {-0.5 * detail::product_of(q, 1, x, dy, n).hi * q.inverse_size() * q.inverse_size()};
    }

private:
    template <class R> static R mean_of(std::span<const R> x) {
        R mean(0);
        for (const R& v : x) mean += v / R(double(x.size()));
        return mean;
    }
    template <class R> R size_of(std::span<const R> x) const {
        using std::sqrt;
        const R mean = mean_of(x);
        R squares(0);
        for (const R& v : x) squares += (v - mean) * (v - mean);
        return sqrt(squares / R(double(x.size()) - less()) + R(eps));
    }

    double less() const { return unbiased ? 1 : 0; }
    detail::deviation_of_row norm() const { return {double(eps), less()}; }
};

using standardize = basic_standardize<double>;

} // namespace v0
} // namespace xact
