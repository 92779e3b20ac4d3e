#pragma once

#include <cmath>
#include <span>

#include <xact/core/reduce.hpp>
#include <xact/core/rowwise.hpp>
#include <xact/math/logistic.hpp>
#include <xact/math/product.hpp>

namespace xact {
inline namespace v0 {

/// The probabilities of n + 1 ordered classes from n logits: the differences of 1, σ(x_1), …, σ(x_n), 0. They sum to 1,
/// and are negative where the logits rise. Each difference is computed as a product, to 2 ulp. A row of outputs has one
/// element more than the row of inputs. backward is from the inputs: (g_(i+1) - g_i) σ(x_i) σ(-x_i).
struct ordinal_softmax {
    static constexpr bool is_rowwise = true, backward_from_input = true;
    static constexpr bool nan_stays_local = true;
    static constexpr facts about{.name = "ordinal_softmax",
                                 .formula = "1 - σ(x_1), σ(x_i) - σ(x_(i+1)), σ(x_n)",
                                 .source = "coral-ordinal, arXiv:1901.07884",
                                 .value = {.ulp = 2, .ulp_double = 2},
                                 .slope = {.ulp = 2, .ulp_double = 2},
                                 .aliases = {"coral"}};

    std::size_t output_length(std::size_t n) const { return n + 1; }

    template <class R> void definition(std::span<const R> x, std::span<R> y) const {
        using std::exp;
        using std::expm1;
        const auto sigmoid = [](const R& v) { return R(1) / (R(1) + exp(-v)); };
        y.front() = sigmoid(-x.front()), y.back() = sigmoid(x.back());
        for (std::size_t i = 0; i + 1 < x.size(); ++i) {
            const bool falls = x[i] > x[i + 1];
            const R hi = falls ? x[i] : x[i + 1], lo = falls ? x[i + 1] : x[i];
            const R size = sigmoid(hi) * sigmoid(-lo) * -expm1(lo - hi);
            y[i + 1] = falls ? size : -size;
        }
    }

    template <class V, class X, class Y, tier A> void forward_row(const X* x, Y* y, std::size_t n, A) const {
        using detail::inputs, detail::outputs;
        const auto end = [](V v) { return math::round(probability(v)); };
        detail::transform<V>([end](V v) { return end(-v); }, 1, outputs<Y>(y), inputs<X>(x));
        detail::transform<V>([](V a, V b) { return difference(a, b); }, n - 1, outputs<Y>(y + 1),
                             inputs<X, X>(x, x + 1));
        detail::transform<V>(end, 1, outputs<Y>(y + n), inputs<X>(x + n - 1));
    }

    template <class V, class X, class DY, class DX, tier A>
    void backward_row(const X* x, const DY* dy, DX* dx, std::size_t n, A) const {
        const auto slope = [](V v, V g, V next) {
            const auto s = math::sigmoid_slope(math::make_logistic(math::bounded_magnitude(v)));
            return keep_nan(v, math::full_product(s, next - g));
        };
        detail::transform<V>(slope, n, detail::outputs<DX>(dx), detail::inputs<X, DY, DY>(x, dy, dy + 1));
    }

private:
    /// σ(x).
    template <class V> static XACT_INLINE math::scaled<V> probability(V x) noexcept {
        const math::logistic<V> l = math::make_logistic(math::bounded_magnitude(x));
        const auto negative = x < V(0);
        const math::dw<V> significand = select(negative, l.lower.significand, l.upper);
        return {{keep_nan(x, significand.hi), significand.lo}, select(negative, l.lower.exponent, V(0))};
    }

    /// σ(a) - σ(b) = σ(a) σ(-b) (1 - e^(b - a)) for a >= b.
    template <class V> static XACT_INLINE V difference(V a, V b) noexcept {
        const auto falls = a > b;
        const V hi = select(falls, a, b), lo = select(falls, b, a);
        const math::dw<V> gap = math::exp_bounded(math::two_sum(lo, -hi));
        const math::scaled<V> p = probability(hi), q = probability(-lo);
        const math::scaled<V> both{p.significand * q.significand, p.exponent + q.exponent};
        const V size = math::round(math::scaled<V>{-math::expm1_nonpositive(gap) * both.significand, both.exponent});
        const V r = select(falls, size, -size);
        return keep_nan(a, keep_nan(b, select(a == b, V(0), r)));
    }
};

} // namespace v0
} // namespace xact
