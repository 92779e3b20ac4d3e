#pragma once

#include <array>
#include <cmath>
#include <span>
#include <tuple>

#include <xact/core/groups.hpp>
#include <xact/core/moments.hpp>
#include <xact/core/rowwise.hpp>

namespace xact {
inline namespace v0 {

/// Each pair z of neighbours as it is where v·z > 0, and mirrored by the line across v elsewhere: continuous,
/// 1-Lipschitz, and the norm of the row remains. v counts by its direction alone; by default that of (1, -1), which
/// makes max_min of it. 2 ulp. The gradient, from the inputs, is g, or g mirrored; that of v lies across v.
template <class P> struct basic_householder {
    std::array<P, 2> v{P(1), P(-1)};

    static constexpr bool is_rowwise = true, backward_from_input = true, nan_stays_local = true, rows_join = true;
    static constexpr facts about{.name = "householder",
                                 .formula = "pairs z: z if v·z > 0, else z - 2 (v·z) v / |v|²",
                                 .source = "arXiv:2108.04062",
                                 .parameters = {"v"}};

    void validate() const {
        const double size = std::abs(double(v[0])) + std::abs(double(v[1]));
        if (!(size >= 0x1p-400 && size <= 0x1p400))
            detail::fail_parameter(about.name, "|v0| + |v1|", size, "from 2^-400 to 2^400");
    }
    void check_row(std::size_t n) const {
        if (n % 2 != 0) detail::fail_row_length(about.name, n, "even");
    }

    template <class R> void definition(std::span<const R> x, std::span<R> y) const {
        const R a(v[0]), b(v[1]), square = a * a + b * b, c = (b * b - a * a) / square, s = -2 * a * b / square;
        for (std::size_t i = 0; i + 1 < x.size(); i += 2) {
            const bool is_open = a * x[i] + b * x[i + 1] > 0;
            y[i] = is_open ? x[i] : c * x[i] + s * x[i + 1];
            y[i + 1] = is_open ? x[i + 1] : s * x[i] - c * x[i + 1];
        }
    }

    template <class V, class X, class Y, tier A> void forward_row(const X* x, Y* y, std::size_t n, A) const {
        detail::transform_pairs<V>([m = mirror<V>(*this)](V z) { return m(z, z); }, n, detail::outputs<Y>(y),
                                   detail::inputs<X>(x));
    }
    template <class V, class X, class DY, class DX, tier A>
    void backward_row(const X* x, const DY* dy, DX* dx, std::size_t n, A) const {
        detail::transform_pairs<V>([m = mirror<V>(*this)](V z, V g) { return m(z, g); }, n, detail::outputs<DX>(dx),
                                   detail::inputs<X, DY>(x, dy));
    }

    static constexpr auto parameters(auto& self) { return std::tie(self.v); }

    /// -2 Σ ((g·u) z + (u·z) g) over the mirrored pairs, with u = v/|v|, less its part along u; divided by |v|.
    template <class V, class X, class DY>
    std::array<double, 2> parameter_gradient_row(const X* x, const DY* dy, std::size_t n) const {
        using W = detail::double_lanes<V>;
        const double size = std::hypot(double(v[0]), double(v[1])), u[2]{double(v[0]) / size, double(v[1]) / size};
        const auto sum_of = [&](bool of_first) {
            const auto term = [m = mirror<W>(*this), of_first](W z, W g) {
                const W d = select(m.is_open(z), W(0), m.along(g).hi * z + m.along(z).hi * g);
                return of_first ? select(m.first, d, W(0)) : select(m.first, W(0), d);
            };
            return detail::row_total<V>(n, term, detail::inputs<X, DY>(x, dy)).hi / size;
        };
        const double sum[2]{sum_of(true), sum_of(false)};
        const double along = sum[0] * u[0] + sum[1] * u[1];
        return {-2 * (sum[0] - along * u[0]) / size, -2 * (sum[1] - along * u[1]) / size};
    }

private:
    /// The reflection I - 2 v vᵀ/|v|² = ((c, s), (s, -c)).
    template <class V> struct mirror {
        typename V::condition first = detail::first_of_pairs<V>();
        math::dw<V> own, other, own_along, other_along;

        explicit mirror(const basic_householder& f) {
            const math::real a{double(f.v[0])}, b{double(f.v[1])}, square = a * a + b * b,
                                                                   inverse = math::inverse_of(square);
            const math::dw<V> c = math::as<V>((b * b + -(a * a)) * inverse),
                              s = math::as<V>(-(a * b + a * b) * inverse), u = math::as<V>(a), w = math::as<V>(b);
            own = select(first, c, -c), other = s;
            own_along = select(first, u, w), other_along = select(first, w, u);
        }

        /// v·z of the lane's pair.
        XACT_INLINE math::dw<V> along(V z) const noexcept { return z * own_along + swap_neighbours(z) * other_along; }
        XACT_INLINE typename V::condition is_open(V z) const noexcept { return along(z).hi > V(0); }

        XACT_INLINE V operator()(V z, V g) const noexcept {
            const math::dw<V> d = g * own + swap_neighbours(g) * other;
            // An infinite sum has no low word.
            return select(is_open(z), g, select(d.lo == d.lo, math::round(d), d.hi));
        }
    };
};

using householder = basic_householder<double>;

} // namespace v0
} // namespace xact
