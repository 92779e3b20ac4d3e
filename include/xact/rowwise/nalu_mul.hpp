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
#include <xact/math/log.hpp>
#include <xact/math/product.hpp>
#include <xact/rowwise/row_product.hpp>

namespace xact {
inline namespace v0 {

/// The multiplying path of a neural arithmetic logic unit: the product of powers of |x| + ε, whose exponents are a
/// second input of weights; without it, 1. The signs of x are lost; an element of weight 0 does not count, whatever it
/// is. 1 ulp, and 2^-16 ulp (double: 2^-12) for each Σ|w| more. The gradients, from the inputs, are dy y w sgn(x)/(|x|
/// + ε) and dy y ln(|x| + ε); they are numbers also where y is too large or small to be one.
template <class P> struct basic_nalu_mul {
    P eps{1e-7};

    static constexpr bool is_rowwise = true, backward_from_input = true;
    static constexpr facts about{.name = "nalu_mul",
                                 .formula = "Π (|x_j| + ε)^w_j",
                                 .source = "arXiv:1808.00508",
                                 .value = {.ulp = 1, .ulp_double = 2},
                                 .slope = {.ulp = 1, .ulp_double = 2},
                                 .parameters = {"eps"}};

    /// Throws unless ε is above 0 and finite.
    void validate() const {
        const double least = static_cast<double>(eps);
        if (!(least > 0) || !std::isfinite(least))
            detail::fail_parameter(about.name, "eps", least, "above 0, and finite");
    }

    std::size_t output_length(std::size_t) const { return 1; }

    template <class R> void definition(std::span<const R> x, std::span<R> y) const {
        const std::vector<R> ones(x.size(), R(1));
        definition(x, std::span<const R>(ones), y);
    }
    template <class R> void definition(std::span<const R> x, std::span<const R> w, std::span<R> y) const {
        using std::abs;
        using std::exp;
        using std::log;
        R sum(0);
        for (std::size_t i = 0; i < x.size(); ++i) sum += w[i] * log(abs(x[i]) + R(eps));
        y[0] = exp(sum);
    }

    template <class V, class X, class Y, tier A> void forward_row(const X* x, Y* y, std::size_t n, A) const {
        y[0] = value<V, Y>(n, detail::inputs<X>(x));
    }
    template <class V, class X, class B, class Y, tier A>
    requires storage<B>
    void forward_row(const X* x, const B* w, Y* y, std::size_t n, A) const {
        y[0] = value<V, Y>(n, detail::inputs<X, B>(x, w));
    }

    template <class V, class X, class DY, class DX, tier A>
    void backward_row(const X* x, const DY* dy, DX* dx, std::size_t n, A) const {
        using W = detail::double_lanes<V>;
        const detail::inputs<X> in(x);
        const auto compute = [&](const auto& body) { detail::transform<W>(body, n, detail::outputs<DX>(dx), in); };
        const W g(detail::pad<double>(dy[0]));
        if constexpr (is_narrow<V>) {
            const detail::usual_product quick = quick_product<V>(n, in);
            if (quick.is_usual())
                return compute([c = g * W(quick.value()), least = W(double(eps))](W v) {
                    return sign(v) * c * math::in_double::inverse(math::abs(v) + least);
                });
        }
        compute([f = *this, y = product<V>(n, in), g](W v) { return f.template slope<is_narrow<V>>(y, v, W(1), g); });
    }
    template <class V, class X, class B, class DY, class DX, class DB, tier A>
    void backward_row(const X* x, const B* w, const DY* dy, DX* dx, DB* dw, std::size_t n, A) const {
        using W = detail::double_lanes<V>;
        const detail::inputs<X, B> in(x, w);
        const auto compute = [&](const auto& body) {
            detail::transform<W>(body, n, detail::outputs<DX, DB>(dx, dw), in);
        };
        const W g(detail::pad<double>(dy[0]));
        if constexpr (is_narrow<V>) {
            const detail::usual_product quick = quick_product<V>(n, in);
            if (quick.is_usual())
                return compute([c = g * W(quick.value()), least = W(double(eps))](W v, W weight) {
                    const W b = math::abs(v) + least;
                    const W by_x = (sign(v) * c) * (weight * math::in_double::inverse(b));
                    return gated_gradient<W>{select(weight == W(0), W(0), by_x), c * log_of_float(b)};
                });
        }
        compute([f = *this, y = product<V>(n, in), g](W v, W weight) {
            const math::dw<W> l = log_of<is_narrow<V>>(f.base(v));
            return gated_gradient<W>{f.template slope<is_narrow<V>>(y, v, weight, g),
                                     slope_by_weight<is_narrow<V>>(y, l, g)};
        });
    }

    static constexpr auto parameters(auto& self) { return std::tie(self.eps); }

    /// dy y Σ w/(|x| + ε).
    template <class V, class X, class DY>
    std::array<double, 1> parameter_gradient_row(const X* x, const DY* dy, std::size_t n) const {
        return {eps_gradient<V>(detail::pad<double>(dy[0]), n, detail::inputs<X>(x))};
    }
    template <class V, class X, class B, class DY>
    requires storage<B> std::array<double, 1> parameter_gradient_row(const X* x, const B* w, const DY* dy,
                                                                     std::size_t n)
    const { return {eps_gradient<V>(detail::pad<double>(dy[0]), n, detail::inputs<X, B>(x, w))}; }

private:
    template <class W> XACT_INLINE math::dw<W> base(W x) const noexcept {
        const math::dw<W> s = math::two_sum(math::abs(x), W(static_cast<double>(eps)));
        return {s.hi, select(s.lo == s.lo, s.lo, W(0))}; // an infinity has no low word
    }

    /// Of floats one word of double is enough.
    template <class V> static constexpr bool is_narrow = sizeof(typename V::scalar) == 4;

    template <bool Narrow, class W> static XACT_INLINE math::dw<W> log_of(math::dw<W> s) noexcept {
        const auto is_infinite = math::is_infinite(s.hi);
        if constexpr (Narrow) {
            const W l = math::single_log(math::dw<W>{math::finite(s.hi), s.lo}, W(0));
            return {select(is_infinite, s.hi, keep_nan(s.hi, l)), W(0)};
        }
        const math::dw<W> l = math::log(math::finite(s.hi));
        return {select(is_infinite, s.hi, keep_nan(s.hi, l.hi)), select(is_infinite, W(0), l.lo + s.lo / s.hi)};
    }
    /// w ln(|x| + ε).
    template <bool Narrow, class W> XACT_INLINE math::dw<W> term(W x) const noexcept { return log_of<Narrow>(base(x)); }
    template <bool Narrow, class W> XACT_INLINE math::dw<W> term(W x, W w) const noexcept {
        return math::select(w == W(0), math::dw<W>{W(0), W(0)}, w * term<Narrow>(x));
    }

    /// y, unevaluated, as long as its product with two more factors is not 0.
    template <class V, class... In>
    math::scaled<detail::double_lanes<V>> product(std::size_t n, detail::inputs<In...> in) const {
        using W = detail::double_lanes<V>;
        const auto of = [f = *this](auto... v) {
            if constexpr (is_narrow<V>)
                return f.template term<true>(v...).hi;
            else
                return f.template term<false>(v...);
        };
        constexpr double far = 2800;
        const math::real sum = detail::row_total<V>(n, of, in);
        const bool is_near = std::abs(sum.hi) < far;
        const double hi = is_near || std::isnan(sum.hi) ? sum.hi : std::copysign(far, sum.hi);
        return math::exp(math::dw<W>{W(hi), W(is_near ? sum.lo : 0)});
    }

    /// ln b for the base b of a float.
    template <class W> static XACT_INLINE W log_of_float(W b) noexcept {
        return select(b < W(std::numeric_limits<double>::infinity()), math::in_double::log(b), b);
    }

    /// y of floats, if it is usual: without weights as a product, with them as a power of e.
    template <class V, class X> detail::usual_product quick_product(std::size_t n, detail::inputs<X> in) const {
        using W = detail::double_lanes<V>;
        if (const double least = double(eps); !(least > 0x1p-140 && least < 0x1p100)) return {0, 0};
        return detail::product_of_usual<W>(
            [least = W(double(eps))](W v) XACT_INLINE_LAMBDA { return math::abs(v) + least; }, n, in);
    }
    template <class V, class X, class B>
    detail::usual_product quick_product(std::size_t n, detail::inputs<X, B> in) const {
        using W = detail::double_lanes<V>;
        const auto term = [least = W(double(eps))](W v, W w) XACT_INLINE_LAMBDA {
            return select(w == W(0), W(0), w * log_of_float(math::abs(v) + least));
        };
        const double sum = detail::row_total<V>(n, term, in).hi;
        if (!(std::abs(sum) < 400)) return {0, 0};
        return {static_cast<double>(math::in_double::split_exp<math::exp_coefficients<float>::p>(W(sum)).product()), 0};
    }

    template <class V, class Y, class... In> Y value(std::size_t n, detail::inputs<In...> in) const {
        if constexpr (is_narrow<V>)
            if (const auto quick = quick_product<V>(n, in); quick.is_usual())
                return detail::pad<Y>(static_cast<typename V::scalar>(quick.value()));
        return detail::pad<Y>(static_cast<typename V::scalar>(static_cast<double>(math::round(product<V>(n, in)))));
    }

    /// g y w sgn(x)/(|x| + ε).
    template <bool Narrow, class W> XACT_INLINE W slope(math::scaled<W> y, W x, W w, W g) const noexcept {
        if constexpr (Narrow) return scale(y.significand.hi * ((w * sign(x)) / base(x).hi * g), y.exponent);
        const math::scaled<W> inverse = math::moderated(y * math::moderated(math::reciprocal(base(x))));
        return math::full_product(math::moderated(inverse * math::moderated(w * sign(x))), g);
    }

    /// g y l.
    template <bool Narrow, class W>
    static XACT_INLINE W slope_by_weight(math::scaled<W> y, math::dw<W> l, W g) noexcept {
        if constexpr (Narrow)
            return scale(y.significand.hi * (l.hi * g), y.exponent);
        else
            return math::full_product(y * math::moderated(l), g);
    }

    template <class V, class... In> double eps_gradient(double g, std::size_t n, detail::inputs<In...> in) const {
        using W = detail::double_lanes<V>;
        const auto of = [f = *this](W v, auto... w) { return (W(1) * ... * w) / f.base(v).hi; };
        const auto y = product<V>(n, in);
        return g * static_cast<double>(math::round(y)) * detail::rounded_total<W>(n, of, in).hi;
    }
};

using nalu_mul = basic_nalu_mul<double>;

} // namespace v0
} // namespace xact
