#pragma once

#include <array>
#include <cmath>
#include <span>
#include <tuple>

#include <xact/core/moments.hpp>
#include <xact/core/rowwise.hpp>
#include <xact/math/in_double.hpp>
#include <xact/math/product.hpp>

namespace xact {
inline namespace v0 {

/// The gated norm of rectified linear attention: γ x/r σ(w x), where r is the root of the row's mean square. γ and w
/// are one number each. 2 ulp. The gradient, from the inputs, is (u - h mean(u ⊙ h))/r + g γ h σ (1 - σ) w with h = x/r
/// and u = g γ σ: 4 ulp of the sum of its terms.
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
        using std::exp;
        const R size = size_of(x);
        for (std::size_t i = 0; i < x.size(); ++i) y[i] = R(gamma) * (x[i] / size) / (1 + exp(-R(w) * x[i]));
    }
    template <class R> void gradient_scales(std::span<const R> x, std::span<const R> dy, std::span<R> scales) const {
        using std::abs;
        using std::exp;
        const R size = size_of(x);
        R sum(0);
        for (std::size_t i = 0; i < x.size(); ++i) {
            const R s = 1 / (1 + exp(-R(w) * x[i])), u = abs(dy[i] * R(gamma)) * s, h = abs(x[i] / size);
            scales[i] = u / size + u * h * (1 - s) * abs(R(w)), sum += u * h / R(double(x.size()));
        }
        for (std::size_t i = 0; i < x.size(); ++i) scales[i] += abs(x[i] / size) * sum / size;
    }

    template <class V, class X, class Y, tier A> void forward_row(const X* x, Y* y, std::size_t n, A) const {
        const detail::outputs<Y> out(y);
        const detail::inputs<X> in(x);
        if constexpr (math::in_double::is_possible<V>) {
            using W = detail::double_lanes<V>;
            detail::transform<W>([slope = W(double(w)), factor = W(double(gamma) * quotient<V>(x, n).inverse_size())](
                                     W v) { return math::in_double::swish<W>(v, slope).value() * factor; },
                                 n, out, in);
        } else {
            detail::transform<V>(
                [q = quotient<V>(x, n), slope = math::exact<V>(w), factor = math::exact<V>(gamma)](V v) {
                    const math::far_sigmoids<V> p(math::finite(v) * slope);
                    const V r = math::round((q.exact(v) * factor) * p.gate);
                    return select(v - v == V(0), r, q(v)); // an infinity over an infinity
                },
                n, out, in);
        }
    }

    template <class V, class X, class DY, class DX, tier A>
    void backward_row(const X* x, const DY* dy, DX* dx, std::size_t n, A) const {
        using W = detail::double_lanes<V>;
        const parts<V> p{quotient<V>(x, n), math::exact<W>(w), W(double(gamma))};
        const auto product = [p](W v, W g) {
            const auto at = p(v);
            return (g * at.open) * at.quotient;
        };
        const detail::inputs<X, DY> in(x, dy);
        const W mean(double(gamma) * detail::gradient_terms<V>(n, product, in) / double(n));
        const W inverse(p.quotient.inverse_size());
        detail::transform<W>(
            [p, mean, inverse](W v, W g) {
                const auto at = p(v);
                const W u = (g * p.gamma) * at.open;
                return fma(u, at.quotient * at.shut * p.w.hi, fnma(at.quotient, mean, u) * inverse);
            },
            n, detail::outputs<DX>(dx), in);
    }

    static constexpr auto parameters(auto& self) { return std::tie(self.gamma, self.w, self.eps); }

    /// Σ g h σ, Σ g γ h x σ (1 - σ), and -γ Σ g h σ/(2 r²).
    template <class V, class X, class DY>
    std::array<double, 3> parameter_gradient_row(const X* x, const DY* dy, std::size_t n) const {
        using W = detail::double_lanes<V>;
        const parts<V> p{quotient<V>(x, n), math::exact<W>(w), W(double(gamma))};
        const auto by_gamma = [p](W v, W g) {
            const auto at = p(v);
            return (g * at.open) * at.quotient;
        };
        const auto by_w = [p](W v, W g) {
            const auto at = p(v);
            return ((g * at.open) * at.quotient) * (v * at.shut);
        };
        const detail::inputs<X, DY> in(x, dy);
        const double of_gamma = detail::gradient_terms<V>(n, by_gamma, in), inverse = p.quotient.inverse_size();
        return {of_gamma, double(gamma) * detail::gradient_terms<V>(n, by_w, in),
                -0.5 * double(gamma) * of_gamma * inverse * inverse};
    }

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

    /// h = x/r, σ(w x) and σ(-w x), of floats in double.
    template <class V> struct parts {
        using W = detail::double_lanes<V>;

        detail::row_quotient<V, false> quotient;
        math::dw<W> w;
        W gamma;

        struct values {
            W quotient, open, shut;
        };
        XACT_INLINE values operator()(W x) const noexcept {
            if constexpr (math::in_double::is_possible<V>) {
                const math::in_double::swish<W> p(x, w.hi);
                return {quotient.term(x), p.open, p.shut};
            } else {
                const math::far_sigmoids<V> p(math::finite(x) * w);
                return {quotient(x), math::round(p.gate), math::round(p.rest)};
            }
        }
    };
};

using rela = basic_rela<double>;

} // namespace v0
} // namespace xact
