#pragma once

#include <algorithm>
#include <cmath>
#include <limits>
#include <span>

#include <xact/rowwise/softmax.hpp>

namespace xact {
inline namespace v0 {
namespace detail {

/// What masked functions of a row are made of. The shifted score of a masked element is that of -inf.
template <class V, class Z, class Score> struct masked_score {
    Z z;
    Score score;

    template <class... W> XACT_INLINE V exp(W... v) const noexcept { return z.exp(score(v...)); }
};

/// compute(masked_score, m, n, padding, y, in...) for a row whose largest score m is finite; `off` where softmax is 0,
/// `on` where it is 1, for one without an element that counts, or in which an infinite one, or a NaN, does. `score`
/// gives x where it counts, else -inf; Kind says what is computed, and its limits.
template <class V, class Kind, class Y, class Score, class... In>
void masked_row_of(Y* y, std::size_t n, const std::array<typename V::scalar, sizeof...(In)>& padding,
                   const Score& score, const In*... in) {
    using T = typename V::scalar;
    // NaN counts as more than anything.
    const auto order = [score](auto... v) {
        const V s = score(v...);
        return select(s == s, s, V(std::numeric_limits<T>::infinity()));
    };
    const T m = row_maximum<V>(order, n, padding, inputs<In...>(in...));
    if (!std::isfinite(m)) return softmax_limit<true, V>(m, score, T(Kind::on), T(Kind::off), n, y, in...);
    with_shifted<V>(m, row_factor<V>(math::real{1}), [&]<class Z>(const Z& z) {
        Kind::template compute<V>(masked_score<V, Z, Score>{z, score}, m, n, padding, y, in...);
    });
}

/// The score of x where its mask is not 0.
struct masked_by {
    template <class V> XACT_INLINE V operator()(V x, V counts) const noexcept {
        return select(counts == 0, V(-std::numeric_limits<typename V::scalar>::infinity()), x);
    }
};

/// The rows of a masked function: those of x where it is not -inf, of a mask, of so many valid elements.
template <class V, class Kind, class X, class Y, tier A> void masked_row(const X* x, Y* y, std::size_t n, A a) {
    constexpr auto nothing = -std::numeric_limits<typename V::scalar>::infinity();
    if (!is_near_row_of<V, Kind::template near>(row_scores<true>{}, y, n, 0, a, x))
        masked_row_of<V, Kind>(y, n, {nothing}, own_score{}, x);
}
template <class V, class Kind, class X, class Y, tier A>
void masked_row(const X* x, const unsigned char* mask, Y* y, std::size_t n, A a) {
    constexpr auto nothing = -std::numeric_limits<typename V::scalar>::infinity();
    if (!is_near_row_of<V, Kind::template near>(row_scores<true, masked_by>{}, y, n, 0, a, x, mask))
        masked_row_of<V, Kind>(y, n, {nothing, 0}, masked_by{}, x, mask);
}
template <class V, class Kind, class X, class Y, tier A>
void masked_row(const X* x, std::size_t valid, Y* y, std::size_t n, A a) {
    masked_row<V, Kind>(x, y, valid, a);
    std::fill(y + valid, y + n, pad<Y>(typename V::scalar(Kind::off)));
}

/// What a function of the elements that count has of rows: they are said by x alone, by a mask, or by their number.
template <class Kind> struct masked_forward {
    template <class V, class X, class Y, tier A> void forward_row(const X* x, Y* y, std::size_t n, A a) const {
        masked_row<V, Kind>(x, y, n, a);
    }
    template <class V, class X, class Y, tier A>
    std::size_t forward_rows(const X* x, Y* y, std::size_t n, std::size_t rows, A a) const {
        return near_rows_done_of<V, Kind::template near>(row_scores<true>{}, x, y, n, rows, a);
    }
    template <class V, class X, class Y, tier A>
    void forward_row(const X* x, const unsigned char* mask, Y* y, std::size_t n, A a) const {
        masked_row<V, Kind>(x, mask, y, n, a);
    }
    template <class V, class X, class Y, tier A>
    std::size_t forward_rows(const X* x, second_rows<unsigned char> mask, Y* y, std::size_t n, std::size_t rows,
                             A a) const {
        return near_rows_done_of<V, Kind::template near>(row_scores<true, masked_by>{}, x, y, n, rows, a, mask);
    }
    template <class V, class X, class L, class Y, tier A>
    std::size_t forward_rows(const X* x, counted_rows<L> valid, Y* y, std::size_t n, std::size_t rows, A a) const {
        // Longer rows are quicker one by one, each as short as it is; those also may be of the other tier.
        constexpr bool is_wide = sizeof(V) == 64, keeps = Kind::template near<A>::keeps;
        constexpr std::size_t longest = fast_tier<row_tier<V, A>> ? near_column_length<V>
                                        : !keeps                  ? 64
                                        : is_wide                 ? 48
                                                                  : 32;
        if (n > longest) return 0;
        return near_rows_done_of<V, Kind::template near>(row_scores<true>{}, x, y, n, rows, a, valid);
    }
    template <class V, class X, class Y, tier A>
    void forward_row(const X* x, std::size_t valid, Y* y, std::size_t n, A a) const {
        masked_row<V, Kind>(x, valid, y, n, a);
    }
};

struct masked_softmax_kind {
    static constexpr double on = 1, off = 0;
    template <tier A> using near = softmax_kind<A>;

    template <class V, class Z, class T, std::size_t N, class Y, class... In>
    static void compute(const Z& z, T, std::size_t n, const std::array<T, N>& padding, Y* y, const In*... in) {
        softmax_of<V>(z, math::dw<V>{V(0), V(0)}, n, padding, y, in...);
    }
};

} // namespace detail

/// Softmax over the elements of each row that count; the others give 0, whatever they are, NaN too. Which count is said
/// by a mask, forward(f, x, mask, y, row_length), of bools or bytes that are not 0; by their number, the first so many,
/// forward(f, x, lengths, y, row_length); or by x alone, forward(f, x, y, row_length): elements of -inf never count.
/// A row without any is 0: the safe form. Else errors and limits are those of softmax.
///
/// backward is from the output: y ⊙ (g - ⟨g, y⟩), and 0 where y is 0, whatever g is there. The fast tier is that of
/// softmax.
struct masked_softmax : detail::masked_forward<detail::masked_softmax_kind> {
    static constexpr bool is_rowwise = true, has_fast = true;
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

    template <class R>
    static void fast_gradient_scales(std::span<const R> y, std::span<const R> dy, std::span<R> scales) {
        softmax::fast_gradient_scales(y, dy, scales);
    }

    template <class V, class Y, class DY, class DX, tier A>
    void backward_row(const Y* y, const DY* dy, DX* dx, std::size_t n, A a, std::size_t whole = 0) const {
        detail::softmax_gradient<true, V>(detail::row_factor<V>(math::real{1}), 0, y, dy, dx, n, whole, a);
    }
    template <class V, class Y, class DY, class DX, tier A>
    std::size_t backward_rows(const Y* y, const DY* dy, DX* dx, std::size_t n, std::size_t rows, A a) const {
        return detail::softmax_gradients_done<true, V>(detail::row_factor<V>(math::real{1}), y, dy, dx, n, rows, a);
    }
};

} // namespace v0
} // namespace xact
