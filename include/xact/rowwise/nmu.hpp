#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <span>

#include <xact/core/gated.hpp>
#include <xact/core/moments.hpp>
#include <xact/core/rowwise.hpp>
#include <xact/math/product.hpp>
#include <xact/rowwise/row_product.hpp>

namespace xact {
inline namespace v0 {
namespace detail {

/// The product of a row's factors, zeros and infinities counted apart: the others' significand and exponent, two words
/// a lane. What it is without one of them is then a quotient, which is never 0/0, and no products of all before and
/// behind each element have to be kept. Narrow: factors are floats' and so need no care beside each other, and one word
/// of double is enough for their product.
template <class W, bool Narrow> struct factor_product {
    lane_sums<W> sum; // unused
    math::scaled<W> regular{{W(1), W(0)}, W(0)};
    W zeros{0}, infinities{0};

    XACT_INLINE void multiply(math::dw<W> f) noexcept {
        zeros = zeros + is_zero(f), infinities = infinities + is_infinity(f);
        if constexpr (Narrow) {
            const math::moderate<W> product(regular.significand.hi * finite_part(f).hi);
            regular = {{product.factor, W(0)}, regular.exponent + product.exponent};
        } else {
            regular = math::moderated(regular * math::moderated(finite_part(f)));
            regular.significand = math::normalized(regular.significand);
        }
    }

    /// The product of all but f, unevaluated. Without infinities beside zeros it is a number.
    XACT_INLINE math::scaled<W> without(math::dw<W> f) const noexcept {
        const W inf(std::numeric_limits<double>::infinity());
        const W special =
            select(zeros - is_zero(f) > W(0), W(0), W(1)) * select(infinities - is_infinity(f) > W(0), inf, W(1));
        if constexpr (Narrow) return {{regular.significand.hi / finite_part(f).hi * special, W(0)}, regular.exponent};
        const math::scaled<W> divisor = moderate(finite_part(f));
        const math::dw<W> quotient = regular.significand * math::reciprocal(divisor.significand);
        return {{quotient.hi * special, select(special == W(1), quotient.lo, W(0))},
                regular.exponent - divisor.exponent};
    }

    /// That, times a and g.
    XACT_INLINE W without(math::dw<W> f, math::scaled<W> a, W g) const noexcept {
        const math::scaled<W> others = without(f);
        if constexpr (Narrow)
            return scale(others.significand.hi * (a.significand.hi * g), others.exponent);
        else
            return math::full_product(math::moderated(math::moderated(others) * a), g);
    }

    static XACT_INLINE math::scaled<W> moderate(math::dw<W> a) noexcept {
        if constexpr (Narrow)
            return {a, W(0)};
        else
            return math::moderated(a);
    }
    /// a - b.
    static XACT_INLINE math::scaled<W> difference(W a, W b) noexcept {
        if constexpr (Narrow)
            return {{a - b, W(0)}, W(0)};
        else
            return math::far_difference(a, b);
    }

private:
    static XACT_INLINE W is_zero(math::dw<W> f) noexcept { return select(f.hi == W(0), W(1), W(0)); }
    static XACT_INLINE W is_infinity(math::dw<W> f) noexcept { return select(math::is_infinite(f.hi), W(1), W(0)); }
    /// f, or its sign.
    static XACT_INLINE math::dw<W> finite_part(math::dw<W> f) noexcept {
        const auto is_special = (f.hi == W(0)) | math::is_infinite(f.hi);
        return {select(is_special, copysign(W(1), f.hi), f.hi), select(is_special, W(0), f.lo)};
    }
};

/// The product of all lanes' products, and the sums of their counts, in all lanes; in an order that does not depend on
/// the register's width.
template <class W, bool Narrow>
factor_product<W, Narrow> all_factors(const row_state<W, factor_product<W, Narrow>>& state) {
    struct part {
        math::real significand;
        double exponent, zeros, infinities;
    };
    std::array<part, row_block<W>> lanes;
    for (std::size_t r = 0; r < state.size(); ++r) {
        const auto& [unused, regular, zeros, infinities] = state[r];
        double word[5][W::size];
        simd::store(regular.significand.hi, word[0]), simd::store(regular.significand.lo, word[1]);
        simd::store(regular.exponent, word[2]), simd::store(zeros, word[3]), simd::store(infinities, word[4]);
        for (std::size_t i = 0; i < W::size; ++i)
            lanes[r * W::size + i] = {{word[0][i], word[1][i]}, word[2][i], word[3][i], word[4][i]};
    }
    const part all = fold(lanes, [](const part& a, const part& b) {
        const math::real product = a.significand * b.significand;
        const int power = std::isfinite(product.hi) && product.hi != 0 ? std::ilogb(product.hi) : 0;
        return part{math::times_power(product, std::ldexp(1.0, -power)), a.exponent + b.exponent + power,
                    a.zeros + b.zeros, a.infinities + b.infinities};
    });
    return {{}, {{W(all.significand.hi), W(all.significand.lo)}, W(all.exponent)}, W(all.zeros), W(all.infinities)};
}

} // namespace detail

/// A neural multiplication unit: the product of a row's elements, each as much as a weight between 0 and 1 says; the
/// weights are a second input, clamped to that; without it, 1. An element of weight 0 does not count, whatever it is. 1
/// ulp, where no factor is below 2^-40 of what it is the sum of, and never infinite or 0 on the way to a number. The
/// gradients, from the inputs, are dy w and, where w is in [0, 1] (its ends, where learning puts it, are), dy (x - 1),
/// both times the product of all other factors: also where a factor is 0.
struct nmu {
    static constexpr bool is_rowwise = true, backward_from_input = true;
    static constexpr facts about{.name = "nmu",
                                 .formula = "Π (w_j x_j + 1 - w_j)",
                                 .source = "arXiv:2001.05016",
                                 .value = {.ulp = 1, .ulp_double = 1},
                                 .slope = {.ulp = 1, .ulp_double = 1}};

    std::size_t output_length(std::size_t) const { return 1; }

    template <class R> void definition(std::span<const R> x, std::span<R> y) const {
        y[0] = R(1);
        for (const R& v : x) y[0] *= v;
    }
    template <class R> void definition(std::span<const R> x, std::span<const R> w, std::span<R> y) const {
        y[0] = R(1);
        for (std::size_t i = 0; i < x.size(); ++i) {
            const R weight = w[i] < 0 ? R(0) : w[i] > 1 ? R(1) : w[i];
            y[0] *= weight * x[i] + (1 - weight);
        }
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
        const detail::inputs<X> in(x);
        const auto compute = [&](const auto& body) {
            detail::transform<lanes<V>>(body, n, detail::outputs<DX>(dx), in);
        };
        with_product<V>(
            n, in, dy[0], [&](auto c) { compute([c](lanes<V> v) { return c * math::in_double::inverse(v); }); },
            [&](const auto& all, auto g) {
                compute([all, g](lanes<V> v) {
                    return all.without(factor<is_narrow<V>>(v), all.moderate({lanes<V>(1), lanes<V>(0)}), g);
                });
            });
    }
    template <class V, class X, class B, class DY, class DX, class DB, tier A>
    void backward_row(const X* x, const B* w, const DY* dy, DX* dx, DB* dw, std::size_t n, A) const {
        using W = lanes<V>;
        const detail::inputs<X, B> in(x, w);
        const auto compute = [&](const auto& body) {
            detail::transform<W>(body, n, detail::outputs<DX, DB>(dx, dw), in);
        };
        with_product<V>(
            n, in, dy[0],
            [&](W c) {
                compute([c](W v, W weight) {
                    const W q = c * math::in_double::inverse(factor<true>(v, weight).hi), u = clamped(weight);
                    return gated_gradient<W>{q * u, select(u == weight, q * (v - W(1)), W(0))};
                });
            },
            [&](const auto& all, W g) {
                compute([all, g](W v, W weight) {
                    const math::dw<W> f = factor<is_narrow<V>>(v, weight);
                    const W u = clamped(weight);
                    return gated_gradient<W>{
                        select(u == W(0), keep_nan(g, W(0)), all.without(f, all.moderate({u, W(0)}), g)),
                        select(u == weight, all.without(f, all.difference(v, W(1)), g), W(0))};
                });
            });
    }

private:
    template <class W> static XACT_INLINE W clamped(W w) noexcept { return at_least(W(0), at_most(W(1), w)); }

    /// Narrow: of floats.
    template <bool Narrow, class W> static XACT_INLINE math::dw<W> factor(W x) noexcept { return {x, W(0)}; }
    template <bool Narrow, class W> static XACT_INLINE math::dw<W> factor(W x, W weight) noexcept {
        const W w = clamped(weight);
        if constexpr (Narrow) {
            const W rest = W(1) - w, low = (W(1) - rest) - w;
            return {select(w == W(0), W(1), fma(w, x, rest) + low), W(0)};
        }
        const math::dw<W> f = math::normalized(math::two_product(w, x) + math::two_sum(W(1), -w));
        const W plain = w * x + (W(1) - w); // beside an infinity there are no low words
        return math::select(w == W(0), {W(1), W(0)}, math::select(f.hi == f.hi, f, {plain, W(0)}));
    }

    template <class V> static constexpr bool is_narrow = sizeof(typename V::scalar) == 4;
    template <class V> using lanes = detail::double_lanes<V>;
    template <class V> using factors = detail::factor_product<lanes<V>, is_narrow<V>>;

    template <class V, class... In> static factors<V> product(std::size_t n, detail::inputs<In...> in) {
        using W = detail::double_lanes<V>;
        const auto multiply = [](factors<V>& s, auto... v) {
            s.multiply(factor<is_narrow<V>>(v...));
            return W(0);
        };
        detail::row_state<W, factors<V>> state{};
        detail::row_pass<W>(multiply, state, n, 1, detail::outputs<>(), in);
        return detail::all_factors(state);
    }

    /// The product of floats where it is usual; else what is not.
    template <class V, class... In>
    static detail::usual_product quick_product(std::size_t n, detail::inputs<In...> in) {
        if constexpr (is_narrow<V>)
            return detail::product_of_usual<lanes<V>>(
                [](auto... v) XACT_INLINE_LAMBDA { return factor<true>(v...).hi; }, n, in);
        else
            return {0, 0};
    }

    template <class V, class Y, class... In> static Y value(std::size_t n, detail::inputs<In...> in) {
        using W = lanes<V>;
        const detail::usual_product quick = quick_product<V>(n, in);
        if (quick.is_usual()) return detail::pad<Y>(static_cast<typename V::scalar>(quick.value()));
        const math::scaled<W> y = product<V>(n, in).without(math::dw<W>{W(1), W(0)});
        return detail::pad<Y>(static_cast<typename V::scalar>(static_cast<double>(math::round(y))));
    }

    /// Calls usual(dy times the product) where no factor is 0 or infinite, so that this over a factor is the gradient
    /// by it; else other(product, dy).
    template <class V, class DY, class Usual, class Other, class... In>
    static void with_product(std::size_t n, detail::inputs<In...> in, DY dy, const Usual& usual, const Other& other) {
        using W = lanes<V>;
        const double g = detail::pad<double>(dy);
        if constexpr (is_narrow<V>) {
            const detail::usual_product quick = quick_product<V>(n, in);
            if (quick.is_usual() && std::isfinite(g)) return usual(W(quick.value() * g));
        }
        other(product<V>(n, in), W(g));
    }
};

} // namespace v0
} // namespace xact
