#pragma once

#include <array>
#include <cmath>
#include <span>
#include <tuple>

#include <xact/core/moments.hpp>
#include <xact/core/rowwise.hpp>

namespace xact {
inline namespace v0 {

/// Each row less its mean, divided by its standard deviation (a layer norm without gain): 2 ulp. The gradient
/// is from the inputs, (g - mean(g) - y mean(g ⊙ y))/√(variance + ε): 2 ulp (double: 4), of it or of 2^-20 of what it
/// is the difference of. The variance is the mean square, not that of a sample. Equal numbers give zeros; a row with an
/// infinity gives NaN. Where an element is nearer to the mean than 2^-26 (double: 2^-90) of the row's magnitude, it is
/// that which errors count by.
template <class P> struct basic_standardize {
    P eps{1e-5};

    static constexpr bool is_rowwise = true, backward_from_input = true;
    static constexpr facts about{.name = "standardize",
                                 .formula = "(x - mean(x)) / √(variance(x) + ε)",
                                 .source = "arXiv:1607.06450",
                                 .parameters = {"eps"}};

    void validate() const { detail::validate_epsilon(about.name, double(eps)); }

    template <class R> void definition(std::span<const R> x, std::span<R> y) const {
        const R mean = mean_of(x), size = size_of(x);
        for (std::size_t i = 0; i < x.size(); ++i) y[i] = (x[i] - mean) / size;
    }
    template <class R> void gradient_scales(std::span<const R> x, std::span<const R> dy, std::span<R> scales) const {
        definition(x, scales);
        detail::quotient_gradient_scales(std::span<const R>(scales), dy, size_of(x), double(x.size()), true, scales);
    }

    template <class V, class X, class Y, tier A> void forward_row(const X* x, Y* y, std::size_t n, A) const {
        detail::by_length<V>(n, [&](auto loop) XACT_INLINE_LAMBDA {
            detail::row_transform<V, loop>(quotient<V, loop>(x, n), n, detail::outputs<Y>(y), detail::inputs<X>(x));
        });
    }

    template <class V, class X, class DY, class DX, tier A>
    void backward_row(const X* x, const DY* dy, DX* dx, std::size_t n, A) const {
        detail::by_length<V>(n, [&](auto loop) XACT_INLINE_LAMBDA {
            const auto q = quotient<V, loop>(x, n);
            const double unit = detail::power_for_gradients<V>(dy, n);
            const math::real slope = detail::quotient_of<V>(detail::product_of<loop>(q, unit, x, dy, n), double(n));
            const math::real mean = detail::quotient_of<V>(detail::gradient_sum<V, loop>(unit, dy, n), double(n));
            detail::row_transform<V, loop>(detail::quotient_gradient(q, unit, slope, mean), n, detail::outputs<DX>(dx),
                                           detail::inputs<X, DY>(x, dy));
        });
    }

    static constexpr auto parameters(auto& self) { return std::tie(self.eps); }

    /// -⟨g, y⟩/(2 (variance + ε)).
    template <class V, class X, class DY>
    std::array<double, 1> parameter_gradient_row(const X* x, const DY* dy, std::size_t n) const {
        const auto q = quotient<V>(x, n);
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
        return sqrt(squares / R(double(x.size())) + R(eps));
    }

    template <class V, detail::loop Loop = detail::loop::own, class X>
    XACT_INLINE detail::row_quotient<V, true> quotient(const X* x, std::size_t n) const {
        return detail::row_quotient<V, true>(detail::standard_deviation<V, Loop>(x, n, double(eps)));
    }
};

using standardize = basic_standardize<double>;

} // namespace v0
} // namespace xact
