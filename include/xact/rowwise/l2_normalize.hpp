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

struct norm_of_row {
    double eps;

    static constexpr bool is_centred = false;

    template <class V, loop Loop = loop::own, class X> XACT_INLINE row_scale scale(const X* x, std::size_t n) const {
        return euclidean_norm<V, Loop>(x, n, eps);
    }
    template <class V, class X>
    XACT_INLINE void set_scales(const X* x, std::size_t n, std::size_t rows, row_scales<V>& s) const {
        s.set_sizes(x, n, rows, 1, 0);
        for (std::size_t r = 0; r < rows; ++r) s.size[r] = s.size[r] < eps ? eps : s.size[r];
    }
    template <class V> XACT_INLINE math::real slope(math::real product, const row_scale& s, std::size_t) const {
        return is_short(s) ? math::real{0} : product;
    }

    /// Whether ε is the divisor.
    XACT_INLINE bool is_short(const row_scale& s) const { return !(s.size.hi > eps * s.unit); }
};

} // namespace detail

/// Each row divided by its Euclidean norm, or by ε where that is larger: 2 ulp. The gradient is from the inputs, (g - y
/// ⟨g, y⟩)/√Σx² or g/ε: 2 ulp (double: 4), of it or of 2^-20 of what it is the difference of. Rows of numbers as large
/// or small as there are give the quotient all the same; a row of zeros gives zeros. A row with an infinity gives NaN
/// there, and 0 elsewhere.
template <class P> struct basic_l2_normalize {
    P eps{1e-12};

    static constexpr bool is_rowwise = true, backward_from_input = true;
    static constexpr facts about{
        .name = "l2_normalize", .formula = "x / max(√Σx², ε)", .source = "arXiv:1704.06369", .parameters = {"eps"}};

    void validate() const { detail::validate_epsilon(about.name, double(eps)); }

    template <class R> void definition(std::span<const R> x, std::span<R> y) const {
        const R size = size_of(x);
        for (std::size_t i = 0; i < x.size(); ++i) y[i] = x[i] / size;
    }
    template <class R> void gradient_scales(std::span<const R> x, std::span<const R> dy, std::span<R> scales) const {
        definition(x, scales);
        detail::quotient_gradient_scales(std::span<const R>(scales), dy, size_of(x), 1, false, scales);
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

    /// -⟨g, y⟩/ε where that is the divisor.
    template <class V, class X, class DY>
    std::array<double, 1> parameter_gradient_row(const X* x, const DY* dy, std::size_t n) const {
        const detail::row_scale s = norm().template scale<V>(x, n);
        if (!norm().is_short(s)) return {0};
        const detail::row_quotient<V, false> q(s);
        return {-detail::product_of(q, 1, x, dy, n).hi * q.inverse_size()};
    }

private:
    template <class R> R size_of(std::span<const R> x) const {
        using std::sqrt;
        R squares(0);
        for (const R& v : x) squares += v * v;
        const R norm = sqrt(squares);
        return norm > R(eps) ? norm : R(eps);
    }

    detail::norm_of_row norm() const { return {double(eps)}; }
};

using l2_normalize = basic_l2_normalize<double>;

} // namespace v0
} // namespace xact
