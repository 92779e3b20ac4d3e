#pragma once

#include <algorithm>
#include <cmath>
#include <limits>
#include <span>

#include <xact/rowwise/scores.hpp>

namespace xact {
inline namespace v0 {

/// Softmax over the elements of each row that count; the others give 0, whatever they are, NaN too. Which count is said
/// by a mask, forward(f, x, mask, y, row_length), of bools or bytes that are not 0; by their number, the first so many,
/// forward(f, x, lengths, y, row_length); or by x alone, forward(f, x, y, row_length): elements of -inf never count.
/// A row without any is 0: the safe form. Else errors and limits are those of softmax.
///
/// backward is from the output: y ⊙ (g - ⟨g, y⟩), and 0 where y is 0, whatever g is there.
struct masked_softmax {
    static constexpr bool is_rowwise = true;
    static constexpr facts about{.name = "masked_softmax",
                                 .formula = "mask_i e^(x_i) / Σ mask_j e^(x_j)",
                                 .source = "folklore",
                                 .value = {.ulp = 3.5, .ulp_double = 3.5},
                                 .aliases = {"safe_softmax", "pointer_softmax"}};

    template <class R> void definition(std::span<const R> x, std::span<R> y) const {
        using std::exp;
        const auto counts = [](const R& v) { return v > -std::numeric_limits<double>::infinity(); };
        R m = R(-std::numeric_limits<double>::infinity()), sum(0);
        for (const R& v : x) m = v > m ? v : m;
        for (std::size_t i = 0; i < x.size(); ++i)
            if (counts(x[i]))
                sum += y[i] = exp(x[i] - m);
            else
                y[i] = R(0);
        for (R& v : y)
            if (v > 0) v = v / sum;
    }

    template <class V, class X, class Y, tier A> void forward_row(const X* x, Y* y, std::size_t n, A) const {
        run<V>(
            x, y, n, {nothing<V>}, [](V v) { return v; }, [](auto) { return true; }, x);
    }
    template <class V, class X, class Y, tier A>
    void forward_row(const X* x, const unsigned char* mask, Y* y, std::size_t n, A) const {
        run<V>(
            x, y, n, {nothing<V>, 0}, [](V v, V counts) { return select(counts == 0, V(nothing<V>), v); },
            [mask](std::size_t i) { return mask[i] != 0; }, x, mask);
    }
    template <class V, class X, class Y, tier A>
    void forward_row(const X* x, std::size_t valid, Y* y, std::size_t n, A a) const {
        forward_row<V>(x, y, valid, a);
        std::fill(y + valid, y + n, detail::pad<Y>(typename V::scalar(0)));
    }

    template <class V, class Y, class DY, class DX, tier A>
    void backward_row(const Y* y, const DY* dy, DX* dx, std::size_t n, A) const {
        detail::softmax_gradient<true, V>(detail::row_factor<V>(math::real{1}), 0, y, dy, dx, n);
    }
    template <class V, class Y, class DY, class DX, tier A>
    std::size_t backward_rows(const Y* y, const DY* dy, DX* dx, std::size_t n, std::size_t rows, A) const {
        return detail::softmax_gradients_done<true, V>(detail::row_factor<V>(math::real{1}), y, dy, dx, n, rows);
    }

private:
    template <class V>
    static constexpr typename V::scalar nothing = -std::numeric_limits<typename V::scalar>::infinity();

    /// The shifted score of a masked element is that of -inf.
    template <class V, class Z, class Score> struct masked_score {
        Z z;
        Score score;

        template <class... W> XACT_INLINE V exp(W... v) const noexcept { return z.exp(score(v...)); }
    };

    /// `score` gives x where it counts, else -inf.
    template <class V, class X, class Y, class Score, class Counts, class... In>
    static void run(const X* x, Y* y, std::size_t n, const std::array<typename V::scalar, sizeof...(In)>& padding,
                    const Score& score, const Counts& counts, const In*... in) {
        using T = typename V::scalar;
        // NaN counts as more than anything.
        const auto order = [score](auto... v) {
            const V s = score(v...);
            return select(s == s, s, V(std::numeric_limits<T>::infinity()));
        };
        const T m = detail::row_maximum<V>(order, n, padding, detail::inputs<In...>(in...));
        if (!std::isfinite(m)) return limit(m, x, y, n, counts);
        detail::with_shifted<V>(m, detail::row_factor<V>(math::real{1}), [&]<class Z>(const Z& z) {
            detail::softmax_of<V>(masked_score<V, Z, Score>{z, score}, math::dw<V>{V(0), V(0)}, n, padding, y, in...);
        });
    }

    /// A row without an element that counts, or in which an infinite one or a NaN does.
    template <class T, class X, class Y, class Counts>
    static void limit(T m, const X* x, Y* y, std::size_t n, const Counts& counts) {
        const auto infinite = [&](std::size_t i) { return detail::pad<T>(x[i]) == m; };
        std::size_t number = 0;
        bool nan = false;
        for (std::size_t i = 0; i < n && m > 0; ++i)
            if (counts(i)) number += infinite(i) ? 1 : 0, nan = nan || std::isnan(detail::pad<T>(x[i]));
        nan = nan || number > 1;
        for (std::size_t i = 0; i < n; ++i) {
            const T one(m > 0 && infinite(i) ? 1 : 0);
            const bool is_gone = !counts(i) || detail::pad<T>(x[i]) == -std::numeric_limits<T>::infinity();
            y[i] = detail::pad<Y>(is_gone ? T(0) : nan ? std::numeric_limits<T>::quiet_NaN() : one);
        }
    }
};

} // namespace v0
} // namespace xact
