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

struct rms_of_row {
    double eps;

    static constexpr bool is_centred = false;

    template <class V, loop Loop = loop::own, class X> XACT_INLINE row_scale scale(const X* x, std::size_t n) const {
        return root_mean_square<V, Loop>(x, n, eps);
    }
    template <class V, class X>
    XACT_INLINE void set_scales(const X* x, std::size_t n, std::size_t rows, row_scales<V>& s) const {
        s.set_sizes(x, n, rows, double(n), eps);
    }
    template <class V> static XACT_INLINE math::real slope(math::real product, const row_scale&, std::size_t n) {
        return quotient_of<V>(product, double(n));
    }
};

} // namespace detail

/// Each row divided by the root of its mean square: 2 ulp. The gradient is from the inputs, (g - y mean(g ⊙
/// y))/√(mean(x²) + ε): 2 ulp (double: 4), of it or of 2^-20 of what it is the difference of. Rows of numbers as large
/// or small as there are give the quotient all the same; a row of zeros gives zeros. A row with an infinity gives NaN
/// there, and 0 elsewhere.
template <class P> struct basic_rms_norm {
    P eps{1e-6};

    static constexpr bool is_rowwise = true, backward_from_input = true;
    static constexpr facts about{
        .name = "rms_norm", .formula = "x / √(mean(x²) + ε)", .source = "arXiv:1910.07467", .parameters = {"eps"}};

    void validate() const { detail::validate_epsilon(about.name, double(eps)); }

    template <class R> void definition(std::span<const R> x, std::span<R> y) const {
        const R size = size_of(x);
        for (std::size_t i = 0; i < x.size(); ++i) y[i] = x[i] / size;
    }
    template <class R> void gradient_scales(std::span<const R> x, std::span<const R> dy, std::span<R> scales) const {
        definition(x, scales);
        detail::quotient_gradient_scales(std::span<const R>(scales), dy, size_of(x), double(x.size()), false, scales);
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

    /// -⟨g, y⟩/(2 (mean(x²) + ε)).
    template <class V, class X, class DY>
    std::array<double, 1> parameter_gradient_row(const X* x, const DY* dy, std::size_t n) const {
        const detail::row_quotient<V, detail::rms_of_row::is_centred> q(norm().template scale<V>(x, n));
        return {-0.5 * detail::product_of(q, 1, x, dy, n).hi * q.inverse_size() * q.inverse_size()};
    }

private:
    template <class R> R size_of(std::span<const R> x) const {
        using std::sqrt;
        R squares(0);
        for (const R& v : x) squares += v * v;
        return sqrt(squares / R(double(x.size())) + R(eps));
    }

    detail::rms_of_row norm() const { return {double(eps)}; }
};

using rms_norm = basic_rms_norm<double>;

} // namespace v0
} // namespace xact
