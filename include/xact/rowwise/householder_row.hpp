#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <span>
#include <vector>

#include <xact/core/gated.hpp>
#include <xact/core/moments.hpp>
#include <xact/core/rowwise.hpp>

namespace xact {
inline namespace v0 {

namespace detail {

/// What reflects rows z by the plane across v: z - share (v unit)/unit_of_z, share being twice z's part along v unit.
/// The units keep squares and products of double from overflowing.
template <class V> class mirror {
    using T = typename V::scalar;
    static constexpr bool is_narrow = sizeof(T) == 4;

public:
    using W = double_lanes<V>;

    struct part {
        math::real share{0};
        double unit = 1;
        bool is_open = false;

        double plain() const { return share.hi / unit; }
    };

    /// v is 1 throughout.
    explicit mirror(std::size_t n) : square_{double(n)} {}
    template <class B> mirror(const B* v, std::size_t n) {
        if (const double m = double(row_magnitude<V>(v, n)); !is_narrow && m > 0 && std::isfinite(m))
            unit_ = std::ldexp(1.0, std::min(1000, -std::ilogb(m)));
        square_ = row_total<V>(
            n, [u = W(unit_)](W b) { return product(b * u, b * u); }, inputs<B>(v));
    }

    double unit() const { return unit_; }

    /// Of z, which is the first of the inputs, before v, if there is one.
    template <class Z, class... B> part share(std::size_t n, inputs<Z, B...> in) const {
        part p;
        p.unit = power_for_squares<V>(std::get<0>(in.at), n, 0);
        const auto term = [u = W(unit_), of_z = W(p.unit)](W z, auto... b) { return product(z * of_z, at(u, b...)); };
        const math::real along = row_total<V>(n, term, in);
        p.is_open = along.hi > 0;
        if (square_.hi != 0)
            p.share = is_narrow ? math::real{2 * along.hi / square_.hi} : (along + along) * math::inverse_of(square_);
        return p;
    }

    class body {
    public:
        body(const mirror& m, const part& p) : unit_(m.unit_), power_(1 / p.unit), share_(math::as<W>(p.share)) {}

        XACT_INLINE W operator()(W z, auto... b) const noexcept {
            const W v = at(unit_, b...);
            if constexpr (is_narrow) return fnma(share_.hi, v, z);
            const math::dw<W> p = math::times_power(v * share_, power_);
            const W r = math::round(z + -p);
            return select(r == r, r, z - p.hi);
        }

    private:
        W unit_, power_;
        math::dw<W> share_;
    };

private:
    static XACT_INLINE W at(W) noexcept { return W(1); }
    static XACT_INLINE W at(W unit, W b) noexcept { return b * unit; }
    static XACT_INLINE auto product(W a, W b) noexcept {
        if constexpr (is_narrow)
            return a * b;
        else
            return math::two_product(a, b);
    }

    double unit_ = 1;
    math::real square_{0};
};

} // namespace detail

/// householder of a group of any length, which is a row: the row x as it is where v·x > 0, and mirrored by the plane
/// across v elsewhere, so that its norm remains. v is a second input, often one row for all, and counts by its
/// direction alone; without it, all its elements are 1. A v of zeros mirrors nothing. 2 ulp, or as much of 2^-20 of the
/// terms. The gradients, from the inputs, are g, or g mirrored, and for v -2 ((v·x) g + (v·g) x)/|v|², less its part
/// along v: 4 ulp of the sum of its terms.
struct householder_row {
    static constexpr bool is_rowwise = true, backward_from_input = true;
    static constexpr facts about{.name = "householder_row",
                                 .formula = "x if v·x > 0, else x - 2 (v·x) v / |v|²",
                                 .source = "arXiv:2108.04062",
                                 .slope = {.ulp = 4, .ulp_double = 4}};

    template <class R> void definition(std::span<const R> x, std::span<R> y) const {
        const std::vector<R> ones(x.size(), R(1));
        definition(x, std::span<const R>(ones), y);
    }
    template <class R> void definition(std::span<const R> x, std::span<const R> v, std::span<R> y) const {
        R along(0), square(0);
        for (std::size_t i = 0; i < x.size(); ++i) along += v[i] * x[i], square += v[i] * v[i];
        const R c = along > 0 || square == 0 ? R(0) : 2 * along / square;
        for (std::size_t i = 0; i < x.size(); ++i) y[i] = x[i] - c * v[i];
    }
    template <class R> void error_scales(std::span<const R> x, std::span<R> scales) const {
        gradient_scales(x, x, scales);
        for (R& s : scales) s = s * R(0x1p-20);
    }
    template <class R> void gradient_scales(std::span<const R> x, std::span<const R> dy, std::span<R> scales) const {
        const std::vector<R> ones(x.size(), R(1));
        gradient_scales(x, std::span<const R>(ones), dy, scales);
    }
    template <class R>
    void gradient_scales(std::span<const R> x, std::span<const R> v, std::span<const R> dy, std::span<R> scales) const {
        using std::abs;
        R along(0), square(0);
        for (std::size_t i = 0; i < x.size(); ++i) along += abs(v[i] * dy[i]), square += v[i] * v[i];
        for (std::size_t i = 0; i < x.size(); ++i) scales[i] = abs(dy[i]) + 2 * along * abs(v[i]) / square;
    }

    template <class V, class X, class Y, tier A> void forward_row(const X* x, Y* y, std::size_t n, A) const {
        const detail::inputs<X> in(x);
        const detail::mirror<V> m(n);
        reflect(m, m.share(n, in), n, detail::outputs<Y>(y), in);
    }
    template <class V, class X, class B, class Y, tier A>
    requires storage<B>
    void forward_row(const X* x, const B* v, Y* y, std::size_t n, A) const {
        const detail::inputs<X, B> in(x, v);
        const detail::mirror<V> m(v, n);
        reflect(m, m.share(n, in), n, detail::outputs<Y>(y), in);
    }

    template <class V, class X, class DY, class DX, tier A>
    void backward_row(const X* x, const DY* dy, DX* dx, std::size_t n, A) const {
        const detail::inputs<DY> in(dy);
        const detail::mirror<V> m(n);
        auto g = m.share(n, in);
        g.is_open = m.share(n, detail::inputs<X>(x)).is_open;
        reflect(m, g, n, detail::outputs<DX>(dx), in);
    }
    template <class V, class X, class B, class DY, class DX, class DB, tier A>
    void backward_row(const X* x, const B* v, const DY* dy, DX* dx, DB* dv, std::size_t n, A) const {
        using W = detail::double_lanes<V>;
        const detail::inputs<DY, B, X> in(dy, v, x);
        const detail::outputs<DX, DB> out(dx, dv);
        const detail::mirror<V> m(v, n);
        const auto of_x = m.share(n, detail::inputs<X, B>(x, v)), of_g = m.share(n, detail::inputs<DY, B>(dy, v));
        if (of_x.is_open) return detail::transform<W>([](W g, W, W) { return gated_gradient<W>{g, W(0)}; }, n, out, in);
        struct body {
            typename detail::mirror<V>::body reflected;
            W unit, of_x, of_g;

            XACT_INLINE gated_gradient<W> operator()(W g, W b, W u) const noexcept {
                return {reflected(g, b), fma(of_x, fma(of_g, b * unit, -g), -(of_g * u)) * unit};
            }
        };
        detail::transform<W>(body{{m, of_g}, W(m.unit()), W(of_x.plain()), W(of_g.plain())}, n, out, in);
    }

private:
    template <class V, class Out, class... In>
    static void reflect(const detail::mirror<V>& m, const typename detail::mirror<V>::part& p, std::size_t n,
                        detail::outputs<Out> out, detail::inputs<In...> in) {
        using W = detail::double_lanes<V>;
        if (p.is_open)
            detail::transform<W>([](W z, auto...) { return z; }, n, out, in);
        else
            detail::transform<W>(typename detail::mirror<V>::body(m, p), n, out, in);
    }
};

} // namespace v0
} // namespace xact
