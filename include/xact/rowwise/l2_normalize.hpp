#pragma once

#include <array>
#include <cmath>
#include <span>
#include <tuple>

#include <xact/core/moments.hpp>
#include <xact/core/rowwise.hpp>

namespace xact {
inline namespace v0 {

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
        detail::by_length<V>(n, [&](auto loop) XACT_INLINE_LAMBDA {
            detail::row_transform<V, loop>(detail::row_quotient<V, false>(scale_of<V, loop>(x, n)), n,
                                           detail::outputs<Y>(y), detail::inputs<X>(x));
        });
    }

    template <class V, class X, class DY, class DX, tier A>
    void backward_row(const X* x, const DY* dy, DX* dx, std::size_t n, A) const {
        detail::by_length<V>(n, [&](auto loop) XACT_INLINE_LAMBDA {
            const detail::row_scale s = scale_of<V, loop>(x, n);
            const detail::row_quotient<V, false> q(s);
            const double unit = detail::power_for_gradients<V>(dy, n);
            const math::real slope = is_short(s) ? math::real{0} : detail::product_of<loop>(q, unit, x, dy, n);
            detail::row_transform<V, loop>(detail::quotient_gradient(q, unit, slope), n, detail::outputs<DX>(dx),
                                           detail::inputs<X, DY>(x, dy));
        });
    }

    static constexpr auto parameters(auto& self) { return std::tie(self.eps); }

    /// -⟨g, y⟩/ε where that is the divisor.
    template <class V, class X, class DY>
    std::array<double, 1> parameter_gradient_row(const X* x, const DY* dy, std::size_t n) const {
        const detail::row_scale s = scale_of<V>(x, n);
        if (!is_short(s)) return {0};
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

    template <class V, detail::loop Loop = detail::loop::own, class X>
    XACT_INLINE detail::row_scale scale_of(const X* x, std::size_t n) const {
        return detail::euclidean_norm<V, Loop>(x, n, double(eps));
    }
    /// Whether ε is the divisor.
    bool is_short(const detail::row_scale& s) const { return !(s.size.hi > double(eps) * s.unit); }
};

using l2_normalize = basic_l2_normalize<double>;

} // namespace v0
} // namespace xact
