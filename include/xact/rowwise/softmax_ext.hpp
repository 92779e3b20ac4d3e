#pragma once

#include <array>
#include <cmath>
#include <limits>
#include <span>
#include <tuple>
#include <vector>

#include <xact/rowwise/softmax.hpp>

namespace xact {
inline namespace v0 {
namespace detail {

/// f·(x - mx) + g·(b - mb), the difference to the largest score, whose x and b are mx and mb.
template <class V> class biased_scores {
public:
    biased_scores(typename V::scalar mx, typename V::scalar mb, const row_factor<V>& f, const row_factor<V>& g)
        : x_(mx, f), b_(mb, g) {}

    XACT_INLINE V exp(V x, V b) const noexcept { return falling_row<V>::exp((*this)(x, b)); }

    XACT_INLINE math::dw<V> operator()(V x, V b) const noexcept {
        const math::dw<V> u = x_.difference(x), v = b_.difference(b), s = u + v;
        return falling_row<V>::bounded({select(s.hi == s.hi, s.hi, u.hi + v.hi), s.lo});
    }

private:
    shifted<V, false> x_, b_;
};

/// Scores less a sink that is larger than all of them: those of Z and the difference of the largest one to the sink.
template <class V, class Z> struct sunken {
    Z z;
    math::dw<V> offset;

    template <class... W> XACT_INLINE V exp(W... v) const noexcept {
        return falling_row<V>::exp(falling_row<V>::bounded(z(v...) + offset));
    }
};

/// The largest score so far, unrounded, and its inputs.
template <class V> struct largest_score {
    lane_sums<V> sum; // unused
    V hi{-std::numeric_limits<typename V::scalar>::infinity()}, lo{0}, x{0}, b{0};
};

} // namespace detail

/// Softmax as attention has it: of scores s x + slope b, where b is a second input (a mask that is added, ALiBi's
/// distances), beside a sink w that takes its part of the sum and gives no output: y sums to 1 - e^w/(e^w + Σ e^score).
/// Without the second input the scores are s x; w = -inf is no sink, w = 0 is quiet softmax.
///
/// Errors: 3.5 ulp at any row length, as long as s x and slope b are below 2^20 (double: 2^48) where they cancel.
/// Scores of -inf give 0; of -inf alone the row is NaN without a sink and 0 with one; with one +inf it is 1 there and 0
/// elsewhere, with several, or with a NaN, NaN. backward is from the output: s y ⊙ (g - ⟨g, y⟩), which is also the
/// gradient of b if slope stands for s. The fast tier is that of softmax, but for rows with b, which have none.
template <class P> struct basic_softmax_ext {
    P scale{1};
    P slope{1};
    P sink{-infinity};

    static constexpr bool is_rowwise = true, has_fast = true;
    static constexpr facts about{.name = "softmax_ext",
                                 .formula = "e^(s x_i + slope b_i) / (e^w + Σ e^(s x_j + slope b_j))",
                                 .source = "arXiv:2309.17453",
                                 .value = {.ulp = 3.5, .ulp_double = 3.5},
                                 .parameters = {"scale", "slope", "sink"}};

    /// Throws unless scale and slope are finite and the sink is below +inf.
    void validate() const {
        const double s = static_cast<double>(scale), m = static_cast<double>(slope), w = static_cast<double>(sink);
        if (!std::isfinite(s)) detail::fail_parameter(about.name, "scale", s, "finite");
        if (!std::isfinite(m)) detail::fail_parameter(about.name, "slope", m, "finite");
        if (!(w < infinity)) detail::fail_parameter(about.name, "sink", w, "below +inf");
    }

    template <class R> void definition(std::span<const R> x, std::span<R> y) const {
        const std::vector<R> none(x.size(), R(0));
        definition(x, std::span<const R>(none), y);
    }
    template <class R> void definition(std::span<const R> x, std::span<const R> b, std::span<R> y) const {
        using std::exp;
        const auto score = [&](std::size_t i) { return R(scale) * x[i] + R(slope) * b[i]; };
        R m = R(sink);
        for (std::size_t i = 0; i < x.size(); ++i) m = score(i) > m ? score(i) : m;
        R sum = exp(R(sink) - m);
        for (std::size_t i = 0; i < x.size(); ++i) sum += y[i] = exp(score(i) - m);
        for (R& v : y) v = v / sum;
    }

    template <class V, class X, class Y, tier A> void forward_row(const X* x, Y* y, std::size_t n, A a) const {
        using T = typename V::scalar;
        if (is_plain()) return detail::softmax_row<V>(factor<V>(), x, y, n, a);
        if (near_beside_sink<V>([&](const auto& scores) XACT_INLINE_LAMBDA {
                return detail::is_near_row_of<V, detail::softmax_kind>(scores, y, n, 0, a, x);
            }))
            return;
        const T m = largest<V>(x, n);
        if (!std::isfinite(m))
            return limit<V>(
                static_cast<T>(scale) * m,
                [sign = V(T(scale < 0 ? -1 : 1))](V v) XACT_INLINE_LAMBDA { return sign * v; }, n, y, x);
        with_scores<V>(
            m, [&](const auto& z, math::dw<V> beside) { detail::softmax_of<V>(z, beside, n, {outside<T>()}, y, x); });
    }
    template <class V, class X, class B, class Y, tier A>
    requires storage<B>
    void forward_row(const X* x, const B* b, Y* y, std::size_t n, A a) const {
        using T = typename V::scalar;
        if (slope == 0) return forward_row<V>(x, y, n, a);
        if (is_near_biased_row<V>(x, b, y, n)) return;
        const auto top = largest<V>(x, b, n);
        if (!std::isfinite(top.score.hi))
            return limit<V>(
                static_cast<T>(top.score.hi), [of = scores<V>()](V v, V w) XACT_INLINE_LAMBDA { return of(v, w).hi; },
                n, y, x, b);
        with_scores<V>(top, [&](const auto& z, math::dw<V> beside) {
            detail::softmax_of<V>(z, beside, n, {outside<T>(), T(0)}, y, x, b);
        });
    }

    template <class V, class X, class Y, tier A>
    std::size_t forward_rows(const X* x, Y* y, std::size_t n, std::size_t rows, A a) const {
        if (is_plain()) return detail::near_rows_done<V, detail::softmax_kind>(factor<V>(), x, y, n, rows, a);
        return near_beside_sink<V>([&](const auto& scores) {
            return detail::near_rows_done_of<V, detail::softmax_kind>(scores, x, y, n, rows, a);
        });
    }

    template <class V, class X, class B, class Y, tier A>
    std::size_t forward_rows(const X* x, detail::second_rows<B> b, Y* y, std::size_t n, std::size_t rows, A) const {
        if constexpr (std::same_as<X, B> && sizeof(typename V::scalar) == 4)
            if (slope != 0)
                return near_biased<V>([&](const auto& scores) {
                    return detail::near_rows_done_of<V, detail::softmax_kind>(scores, x, y, n, rows, accurate, b);
                });
        return (void)x, (void)b, (void)y, (void)n, (void)rows, 0;
    }

    template <class R>
    static void fast_gradient_scales(std::span<const R> y, std::span<const R> dy, std::span<R> scales) {
        softmax::fast_gradient_scales(y, dy, scales);
    }

    template <class V, class Y, class DY, class DX, tier A>
    void backward_row(const Y* y, const DY* dy, DX* dx, std::size_t n, A a, std::size_t whole = 0) const {
        using T = typename V::scalar;
        T rest(0);
        if (sink > -infinity) {
            detail::row_state<V, detail::row_sum<V>> state{};
            detail::row_pass<V>([](detail::row_sum<V>&, V v) { return v; }, state, n, T(0), detail::outputs<>(),
                                detail::inputs<Y>(y));
            rest = static_cast<T>(std::max(0.0, 1 - detail::as_number(detail::total<V>(state))));
        }
        detail::softmax_gradient<false, V>(factor<V>(), rest, y, dy, dx, n, whole, a);
    }
    template <class V, class Y, class DY, class DX, tier A>
    std::size_t backward_rows(const Y* y, const DY* dy, DX* dx, std::size_t n, std::size_t rows, A a) const {
        return sink > -infinity ? 0 : detail::softmax_gradients_done<false, V>(factor<V>(), y, dy, dx, n, rows, a);
    }

    template <class V, class X, class DY>
    std::array<double, 3> parameter_gradient_row(const X* x, const DY* dy, std::size_t n) const {
        using T = typename V::scalar;
        const T m = largest<V>(x, n);
        std::array<double, 3> result{no_limit, 0, no_limit};
        if (std::isfinite(m))
            with_scores<V>(m, [&](const auto& z, math::dw<V> beside) {
                const auto moments = detail::moments_of<V>(z, scale < 0, beside, {m}, n, dy, x);
                result = {moments.of[0], 0, -moments.rest * moments.sum};
            });
        return result;
    }
    template <class V, class X, class B, class DY>
    requires storage<B> std::array<double, 3> parameter_gradient_row(const X* x, const B* b, const DY* dy,
                                                                     std::size_t n)
    const {
        const auto top = largest<V>(x, b, n);
        std::array<double, 3> result{no_limit, no_limit, no_limit};
        if (std::isfinite(top.score.hi))
            with_scores<V>(top, [&](const auto& z, math::dw<V> beside) {
                const auto moments = detail::moments_of<V>(z, scale < 0, beside, {top.x, top.b}, n, dy, x, b);
                result = {moments.of[0], moments.of[1], -moments.rest * moments.sum};
            });
        return result;
    }

    static constexpr auto parameters(auto& self) { return std::tie(self.scale, self.slope, self.sink); }

private:
    /// Whether it is softmax of s x.
    bool is_plain() const { return !(sink > -infinity) && scale > 0; }

    /// use(scores) of a row beside the sink, if there is one and scale is above 0; else 0.
    template <class V, class Use> XACT_INLINE auto near_beside_sink(const Use& use) const {
        const detail::sink_score beside{static_cast<double>(sink)};
        using result = decltype(use(detail::row_scores<false, detail::own_score, detail::sink_score>{}));
        return sink > -infinity ? detail::with_near_scores<V>(factor<V>(), use, beside) : result{};
    }

    /// compute(scores) of rows with b beside the sink, if factors are usual; else 0.
    template <class V, class Compute> XACT_INLINE auto near_biased(const Compute& compute) const {
        using result = decltype(compute(detail::biased_row_scores<V, detail::no_sink>{}));
        const auto f = factor<V>(), g = slope_factor<V>();
        if (!f.is_usual() || !detail::row_factor<V>(math::real{std::abs(static_cast<double>(slope))}).is_usual())
            return result{};
        const detail::biased_score<V> of{math::as<V>(f.value()), math::as<V>(g.value())};
        if (!(sink > -infinity)) return compute(detail::biased_row_scores<V, detail::no_sink>{of, {}});
        return compute(detail::biased_row_scores<V, detail::sink_score>{of, {static_cast<double>(sink)}});
    }

    /// Whether a row of usual factors and small scores has been computed.
    template <class V, class X, class B, class Y>
    XACT_INLINE bool is_near_biased_row(const X* x, const B* b, Y* y, std::size_t n) const {
        if constexpr (std::same_as<X, B> && sizeof(typename V::scalar) == 4)
            return near_biased<V>([&](const auto& scores) XACT_INLINE_LAMBDA {
                return detail::is_near_row_of<V, detail::softmax_kind>(scores, y, n, 0, accurate, x, b);
            });
        else
            return (void)x, (void)b, (void)y, (void)n, false;
    }

    template <class V> auto factor() const { return detail::row_factor<V>(math::real{static_cast<double>(scale)}); }
    template <class V> auto slope_factor() const {
        return detail::row_factor<V>(math::real{static_cast<double>(slope)});
    }

    /// What stands behind the end of a row: its score is -inf, or does not matter.
    template <class T> T outside() const { return scale < 0 ? T(infinity) : T(-infinity); }

    /// Scores of an input and what is added to it, unrounded; of infinite ones the first word.
    template <class V> auto scores() const {
        const math::dw<V> s = math::as<V>({static_cast<double>(scale)}), m = math::as<V>({static_cast<double>(slope)});
        return [s, m](V v, V w) XACT_INLINE_LAMBDA {
            const math::dw<V> z = math::normalized(v * s + w * m);
            const auto is_number = z.hi == z.hi;
            const V plain = v * s.hi + w * m.hi;
            return math::dw<V>{select(is_number, z.hi, plain), select(is_number, z.lo, V(0))};
        };
    }

    /// The x of the largest score.
    template <class V, class X> typename V::scalar largest(const X* x, std::size_t n) const {
        using T = typename V::scalar;
        if (!(scale < 0)) return detail::row_maximum<V>(x, n);
        return -detail::row_maximum<V>([](V v) { return -v; }, n, {T(infinity)}, detail::inputs<X>(x));
    }

    /// A largest score, unrounded, with its inputs.
    template <class T> struct top_score {
        math::real score;
        T x, b;
    };

    template <class V, class X, class B>
    top_score<typename V::scalar> largest(const X* x, const B* b, std::size_t n) const {
        using T = typename V::scalar;
        using state_type = detail::largest_score<V>;
        detail::row_state<V, state_type> state{};
        const auto compare = [of = scores<V>()](state_type& top, V v, V w) {
            const auto [hi, lo] = of(v, w);
            const auto more = (hi > top.hi) | ((hi == top.hi) & (lo > top.lo));
            top.hi = select(more, hi, top.hi), top.lo = select(more, lo, top.lo);
            top.x = select(more, v, top.x), top.b = select(more, w, top.b);
            return V(0);
        };
        detail::row_pass<V>(compare, state, n, {T(0), T(slope > 0 ? -infinity : infinity)}, detail::outputs<>(),
                            detail::inputs<X, B>(x, b));
        top_score<T> top{{-infinity, 0}, 0, 0};
        for (const state_type& r : state) {
            T hi[V::size], lo[V::size], of_x[V::size], of_b[V::size];
            simd::store(r.hi, hi), simd::store(r.lo, lo), simd::store(r.x, of_x), simd::store(r.b, of_b);
            for (std::size_t i = 0; i < V::size; ++i)
                if (double(hi[i]) > top.score.hi || (double(hi[i]) == top.score.hi && double(lo[i]) > top.score.lo))
                    top = {{double(hi[i]), double(lo[i])}, of_x[i], of_b[i]};
        }
        return top;
    }

    /// Calls use(z, beside): the scores less the largest of them or the sink, and unit·e^(sink - that).
    template <class V, class Z, class Use> void beside_sink(const Z& z, math::real top, const Use& use) const {
        const V unit(detail::falling_row<V>::unit);
        if (!(sink > -infinity)) return use(z, math::dw<V>{V(0), V(0)});
        const math::real lead = detail::real_sum(top, {-static_cast<double>(sink)});
        if (lead.hi >= 0) {
            const math::scaled<V> e = math::exp(math::exp_bounded(math::as<V>(math::real{-lead.hi, -lead.lo})));
            const V scale_of_e = pow2(at_least(V(math::exp_coefficients<typename V::scalar>::negligible), e.exponent));
            return use(z, math::times_power(math::times_power(e.significand, scale_of_e), unit));
        }
        use(detail::sunken<V, Z>{z, math::as<V>(lead)}, math::dw<V>{unit, V(0)});
    }
    template <class V, class Use> void with_scores(typename V::scalar m, const Use& use) const {
        detail::with_shifted<V>(m, factor<V>(), [&](auto z) {
            beside_sink<V>(z, detail::real_product(static_cast<double>(scale), {double(z.reference())}), use);
        });
    }
    template <class V, class Use> void with_scores(const top_score<typename V::scalar>& top, const Use& use) const {
        beside_sink<V>(detail::biased_scores<V>(top.x, top.b, factor<V>(), slope_factor<V>()), top.score, use);
    }

    /// A row whose largest score m is infinite, or that has a NaN alone.
    template <class V, class Score, class Y, class... In>
    void limit(typename V::scalar m, const Score& of, std::size_t n, Y* y, const In*... in) const {
        using T = typename V::scalar;
        const bool all_gone = m == -std::numeric_limits<T>::infinity() && sink > -infinity;
        if (!all_gone) return detail::softmax_limit<false, V>(m, of, T(1), T(0), n, y, in...);
        const auto nan_or_zero = [of](auto... v) { return keep_nan(of(v...), V(T(0))); };
        detail::transform<V>(nan_or_zero, n, detail::outputs<Y>(y), detail::inputs<In...>(in...));
    }
};

using softmax_ext = basic_softmax_ext<double>;

} // namespace v0
} // namespace xact
