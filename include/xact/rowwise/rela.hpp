#pragma once

#include <array>
#include <cmath>
#include <span>
#include <tuple>
#include <vector>

#include <xact/core/gated.hpp>
#include <xact/core/moments.hpp>
#include <xact/core/rowwise.hpp>
#include <xact/math/in_double.hpp>
#include <xact/math/product.hpp>

namespace xact {
inline namespace v0 {

/// The gated norm of rectified linear attention: γ x/r σ(w x), where r is the root of the row's mean square. γ and w
/// are one number each; a second input of numbers w, one for each element, stands in for that w, with gradients of its
/// own, dw = g γ h x σ (1 - σ). A γ for each element is, as the gain of the other norms, a `channelwise` affine behind
/// it. 2 ulp. The gradient, from the inputs, is (u - h mean(u ⊙ h))/r + g γ h σ (1 - σ) w with h = x/r and u = g γ σ:
/// 4 ulp of the sum of its terms.
template <class P> struct basic_rela {
    P gamma{1};
    P w{1};
    P eps{1e-6};

    static constexpr bool is_rowwise = true, backward_from_input = true;
    static constexpr facts about{.name = "rela",
                                 .formula = "γ x / √(mean(x²) + ε) σ(w x)",
                                 .source = "arXiv:2104.07012",
                                 .slope = {.ulp = 4, .ulp_double = 4},
                                 .parameters = {"gamma", "w", "eps"}};

    void validate() const { detail::validate_epsilon(about.name, double(eps)); }

    template <class R> void definition(std::span<const R> x, std::span<R> y) const {
        const std::vector<R> slopes(x.size(), R(w));
        definition(x, std::span<const R>(slopes), y);
    }
    template <class R> void definition(std::span<const R> x, std::span<const R> slopes, std::span<R> y) const {
        using std::exp;
        const R size = size_of(x);
        for (std::size_t i = 0; i < x.size(); ++i) y[i] = R(gamma) * (x[i] / size) / (1 + exp(-slopes[i] * x[i]));
    }
    template <class R> void gradient_scales(std::span<const R> x, std::span<const R> dy, std::span<R> scales) const {
        const std::vector<R> slopes(x.size(), R(w));
        gradient_scales(x, std::span<const R>(slopes), dy, scales);
    }
    template <class R>
    void gradient_scales(std::span<const R> x, std::span<const R> slopes, std::span<const R> dy,
                         std::span<R> scales) const {
        using std::abs;
        using std::exp;
        const R size = size_of(x);
        R sum(0);
        for (std::size_t i = 0; i < x.size(); ++i) {
            const R s = 1 / (1 + exp(-slopes[i] * x[i])), u = abs(dy[i] * R(gamma)) * s, h = abs(x[i] / size);
            scales[i] = u / size + u * h * (1 - s) * abs(slopes[i]), sum += u * h / R(double(x.size()));
        }
        for (std::size_t i = 0; i < x.size(); ++i) scales[i] += abs(x[i] / size) * sum / size;
    }

    template <class V, class X, class Y, tier A> void forward_row(const X* x, Y* y, std::size_t n, A) const {
        compute<V>(x, y, n, detail::inputs<X>(x));
    }
    template <class V, class X, class B, class Y, tier A>
    requires storage<B>
    void forward_row(const X* x, const B* slopes, Y* y, std::size_t n, A) const {
        compute<V>(x, y, n, detail::inputs<X, B>(x, slopes));
    }

    template <class V, class X, class DY, class DX, tier A>
    void backward_row(const X* x, const DY* dy, DX* dx, std::size_t n, A) const {
        const detail::inputs<DY, X> in(dy, x);
        const gradient_of<V> f(*this, quotient<V>(x, n), n, in);
        detail::transform<detail::double_lanes<V>>(f, n, detail::outputs<DX>(dx), in);
    }
    template <class V, class X, class B, class DY, class DX, class DB, tier A>
    void backward_row(const X* x, const B* slopes, const DY* dy, DX* dx, DB* d_slopes, std::size_t n, A) const {
        using W = detail::double_lanes<V>;
        const detail::inputs<DY, X, B> in(dy, x, slopes);
        detail::transform<W>(
            [f = gradient_of<V>(*this, quotient<V>(x, n), n, in)](W g, W v, W slope) {
                return gated_gradient<W>{f(g, v, slope), f.p.by_slope(g * f.p.gamma, v, slope)};
            },
            n, detail::outputs<DX, DB>(dx, d_slopes), in);
    }

    static constexpr auto parameters(auto& self) { return std::tie(self.gamma, self.w, self.eps); }

    /// Σ g h σ, Σ g γ h x σ (1 - σ), and -γ Σ g h σ/(2 r²).
    template <class V, class X, class DY>
    std::array<double, 3> parameter_gradient_row(const X* x, const DY* dy, std::size_t n) const {
        return parameter_sums<V>(x, n, detail::inputs<DY, X>(dy, x));
    }
    /// The same; w, for which the second input stands, has none.
    template <class V, class X, class B, class DY>
    requires storage<B> std::array<double, 3> parameter_gradient_row(const X* x, const B* slopes, const DY* dy,
                                                                     std::size_t n)
    const { return parameter_sums<V>(x, n, detail::inputs<DY, X, B>(dy, x, slopes)); }

private:
    template <class R> R size_of(std::span<const R> x) const {
        using std::sqrt;
        R squares(0);
        for (const R& v : x) squares += v * v;
        return sqrt(squares / R(double(x.size())) + R(eps));
    }
    template <class V, class X> detail::row_quotient<V, false> quotient(const X* x, std::size_t n) const {
        return detail::row_quotient<V, false>(detail::root_mean_square<V>(x, n, double(eps)));
    }

    template <class V, class X, class Y, class... In>
    void compute(const X* x, Y* y, std::size_t n, detail::inputs<In...> in) const {
        const detail::outputs<Y> out(y);
        if constexpr (math::in_double::is_possible<V>) {
            using W = detail::double_lanes<V>;
            struct body {
                W slope, factor;

                XACT_INLINE W operator()(W v) const noexcept { return (*this)(v, slope); }
                XACT_INLINE W operator()(W v, W of_v) const noexcept {
                    return math::in_double::swish<W>(v, of_v).value() * factor;
                }
            };
            detail::transform<W>(body{W(double(w)), W(double(gamma) * quotient<V>(x, n).inverse_size())}, n, out, in);
        } else {
            struct body {
                detail::row_quotient<V, false> quotient;
                math::dw<V> slope, factor;

                XACT_INLINE V operator()(V v) const noexcept { return of(v, math::finite(v) * slope); }
                XACT_INLINE V operator()(V v, V of_v) const noexcept {
                    return of(v, math::two_product(math::finite(v), of_v));
                }
                XACT_INLINE V of(V v, math::dw<V> h) const noexcept {
                    const math::far_sigmoids<V> p(h);
                    const V r = math::round((quotient.exact(v) * factor) * p.gate);
                    return select(v - v == V(0), r, quotient(v)); // an infinity over an infinity
                }
            };
            detail::transform<V>(body{quotient<V>(x, n), math::exact<V>(w), math::exact<V>(gamma)}, n, out, in);
        }
    }

    /// h = x/r, σ(w x) and σ(-w x), of floats in double.
    template <class V> struct parts {
        using W = detail::double_lanes<V>;

        detail::row_quotient<V, false> quotient;
        math::dw<W> w;
        W gamma;

        parts(const basic_rela& f, const detail::row_quotient<V, false>& q)
            : quotient(q), w(math::exact<W>(f.w)), gamma(double(f.gamma)) {}

        struct values {
            W quotient, open, shut;
        };
        XACT_INLINE values operator()(W x) const noexcept { return of(x, w); }
        XACT_INLINE values operator()(W x, W slope) const noexcept { return of(x, {slope, W(0)}); }

        XACT_INLINE W by_slope(W g, W x, auto... slope) const noexcept {
            const values at = (*this)(x, slope...);
            return ((g * at.open) * at.quotient) * (x * at.shut);
        }

    private:
        XACT_INLINE values of(W x, math::dw<W> slope) const noexcept {
            if constexpr (math::in_double::is_possible<V>) {
                const math::in_double::swish<W> p(x, slope.hi);
                return {quotient.term(x), p.open, p.shut};
            } else {
                const math::far_sigmoids<V> p(math::finite(x) * slope);
                return {quotient(x), math::round(p.gate), math::round(p.rest)};
            }
        }
    };
    /// Σ g h σ of dy and the inputs.
    template <class V, class... In>
    static XACT_INLINE double product_of(const parts<V>& p, std::size_t n, detail::inputs<In...> in) {
        const auto term = [p](auto g, auto... v) {
            const auto at = p(v...);
            return (g * at.open) * at.quotient;
        };
        return detail::gradient_terms<V>(n, term, in);
    }

    template <class V> struct gradient_of {
        using W = detail::double_lanes<V>;

        parts<V> p;
        W mean, inverse;

        template <class... In>
        gradient_of(const basic_rela& f, const detail::row_quotient<V, false>& quotient, std::size_t n,
                    detail::inputs<In...> in)
            : p(f, quotient),
              mean(double(f.gamma) * product_of<V>(p, n, in) / double(n)),
              inverse(quotient.inverse_size()) {}

        XACT_INLINE W operator()(W g, W v) const noexcept { return of(g, p(v), p.w.hi); }
        XACT_INLINE W operator()(W g, W v, W slope) const noexcept { return of(g, p(v, slope), slope); }

    private:
        XACT_INLINE W of(W g, const typename parts<V>::values& at, W slope) const noexcept {
            const W u = (g * p.gamma) * at.open;
            return fma(u, at.quotient * at.shut * slope, fnma(at.quotient, mean, u) * inverse);
        }
    };
    template <class V, class X, class... In>
    XACT_INLINE std::array<double, 3> parameter_sums(const X* x, std::size_t n, detail::inputs<In...> in) const {
        const parts<V> p(*this, quotient<V>(x, n));
        const double of_gamma = product_of<V>(p, n, in), inverse = p.quotient.inverse_size();
        double of_w = 0;
        if constexpr (sizeof...(In) == 2) {
            const auto by_w = [p](auto g, auto v) { return p.by_slope(g, v); };
            of_w = double(gamma) * detail::gradient_terms<V>(n, by_w, in);
        }
        return {of_gamma, of_w, -0.5 * double(gamma) * of_gamma * inverse * inverse};
    }
};

using rela = basic_rela<double>;

} // namespace v0
} // namespace xact
