#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <span>
#include <tuple>
#include <utility>
#include <vector>

#include <xact/core/moments.hpp>
#include <xact/math/in_double.hpp>
#include <xact/math/log.hpp>
#include <xact/rowwise/hardmax.hpp>
#include <xact/rowwise/softmax.hpp>

namespace xact {
inline namespace v0 {
namespace detail {

/// u where it is between 0 and 1, and NaN to be added elsewhere.
template <class V> struct uniform {
    V inside, nan;

    XACT_INLINE explicit uniform(V u) noexcept {
        using T = typename V::scalar;
        const auto is_inside = (u > V(0)) & (u < V(1));
        inside = select(is_inside, u, V(T(0.5))), nan = select(is_inside, V(0), V(std::numeric_limits<T>::quiet_NaN()));
    }
};

/// x - ln(-ln u), u being made a number of the Gumbel distribution: in double, of floats, to 2^-33 of the logarithms.
template <class W> XACT_INLINE W noisy_score(W x, W u) noexcept {
    static constexpr const auto& short_series = math::log_coefficients<float>::m;
    const uniform<W> at(u);
    return (x + at.nan) - math::in_double::log<short_series>(-math::in_double::log<short_series>(at.inside));
}
/// The same in two words.
template <class V> XACT_INLINE math::dw<V> noisy_words(V x, V u) noexcept {
    const uniform<V> at(u);
    const math::dw<V> l = -math::log(at.inside), g = math::log(l.hi);
    const V start = x + at.nan;
    const math::dw<V> s = math::normalized(start + math::dw<V>{-g.hi, -(g.lo + l.lo / l.hi)});
    const auto is_number = s.lo == s.lo;
    return {select(is_number, s.hi, start - g.hi), select(is_number, s.lo, V(0))};
}

/// A row of doubles, on the stack if it is short.
class row_memory {
public:
    explicit row_memory(std::size_t n) : long_row_(n > most ? n : 0), at_(n > most ? long_row_.data() : short_row_) {}
    row_memory(const row_memory&) = delete;
    row_memory& operator=(const row_memory&) = delete;

    double* at() { return at_; }
    const double* at() const { return at_; }

private:
    static constexpr std::size_t most = 512;

    std::vector<double> long_row_;
    alignas(64) double short_row_[most];
    double* at_;
};

/// A row of scores of float in double, and the largest of them; NaN may be passed over.
template <class V> class noisy_row_of_float {
public:
    using W = double_lanes<V>;

    template <class X, class U> noisy_row_of_float(const X* x, const U* u, std::size_t n) : row_(n), n_(n) {
        transform<W>([](W v, W uniform_v) XACT_INLINE_LAMBDA { return noisy_score(v, uniform_v); }, n,
                     outputs<double>(row_.at()), inputs<X, U>(x, u));
        largest_ = row_maximum<W>(std::as_const(row_).at(), n);
    }

    const double* scores() const { return row_.at(); }

    template <class Y> void softmax(double factor, Y* y) const {
        const inputs<double> in(scores());
        if (!std::isfinite(largest_)) return softmax_limit<false, W>(largest_, own_score{}, 1.0, 0.0, n_, y, scores());
        // In units, and 0 where that is no normal float.
        struct term {
            W largest, factor;

            XACT_INLINE W operator()(W s) const noexcept {
                const W e = math::in_double::exp_within(at_least(W(-300), (s - largest) * factor));
                return at_least(W(0), fma(e, W(0x1p40), W(-0x1p-115)));
            }
        };
        const term e{W(largest_), W(factor)};
        const auto sum_term = [e](plain_state<W>&, W s) XACT_INLINE_LAMBDA { return e(s); };
        constexpr bool keeps = std::same_as<Y, float>;
        row_state<W, plain_state<W>> state{};
        if constexpr (keeps)
            row_pass<W>(sum_term, state, n_, -infinity, outputs<Y>(y), in);
        else
            row_pass<W>(sum_term, state, n_, -infinity, outputs<>(), in);
        std::array<W, row_registers<W>> sums;
        for (std::size_t r = 0; r < sums.size(); ++r) sums[r] = state[r].sum.hi;
        const double inverse = 1 / fold_lanes(sums, [](auto a, auto b) { return a + b; });
        if constexpr (keeps)
            transform<V>([i = broadcast<V>(math::real{inverse})](V v) { return math::round_product(v, i); }, n_,
                         outputs<Y>(y), inputs<Y>(y));
        else
            transform<W>([e, i = W(inverse)](W s) { return e(s) * i; }, n_, outputs<Y>(y), in);
    }

private:
    row_memory row_;
    std::size_t n_;
    double largest_;
};

/// A row of scores in two words, and the largest of them, in two words, too; NaN may be passed over.
template <class V> class noisy_row {
    using T = typename V::scalar;

public:
    template <class X, class U> noisy_row(const X* x, const U* u, std::size_t n) : hi_(n), lo_(n) {
        transform<V>([](V v, V uniform_v) { return noisy_words(v, uniform_v); }, n,
                     outputs<T, T>(hi_.data(), lo_.data()), inputs<X, U>(x, u));
        const T top =
            row_maximum<V>([](V hi, V lo) { return hi + lo; }, n, {-infinity, 0}, inputs<T, T>(hi_.data(), lo_.data()));
        m_ = {top, T(0)};
    }

    const T* hi() const { return hi_.data(); }
    const T* lo() const { return lo_.data(); }
    std::array<T, 2> largest() const { return m_; }

private:
    std::vector<T> hi_, lo_;
    std::array<T, 2> m_{};
};

/// f·(score - m).
template <class V> class noisy_scores {
    using T = typename V::scalar;

public:
    noisy_scores(std::array<T, 2> m, const row_factor<V>& f) : m_{V(m[0]), V(m[1])}, factor_(f.words()) {
        constexpr int bias = std::numeric_limits<T>::max_exponent - 2;
        const int exponent = std::clamp(f.exponent, -2 * bias, 2 * bias);
        power_[0] = V(std::ldexp(T(1), exponent / 2)), power_[1] = V(std::ldexp(T(1), exponent - exponent / 2));
    }

    XACT_INLINE V exp(V hi, V lo) const noexcept {
        const math::dw<V> d = math::two_sum(hi, -m_[0]), z = {d.hi, d.lo + (lo - m_[1])};
        return falling_row<V>::exp(
            falling_row<V>::bounded(math::times_power(math::times_power(z * factor_, power_[0]), power_[1])));
    }

private:
    V m_[2], power_[2];
    math::dw<V> factor_;
};

} // namespace detail

/// Softmax of scores with Gumbel noise, which samples from softmax in a way that has a gradient: x - ln(-ln u), divided
/// by τ, where u, a second input, are independent uniform numbers between 0 and 1 (NaN makes NaN of the row, and so do
/// others). Without them it is softmax. With `hard` the outputs are 1 for the first of the largest scores (rounded),
/// and 0 elsewhere.
///
/// Errors: 3.5 ulp at any row length, and 2^-6/τ ulp more, as long as |x| is below 2^20 (double: 2^36) where it
/// cancels. Limits as softmax. backward is from the outputs that are not hard, also for those that are (straight
/// through), and that of softmax. A call with u allocates memory for a row, in float only for one of more than 512
/// elements.
template <class P> struct basic_gumbel_softmax {
    P tau{1};
    bool hard = false;

    static constexpr bool is_rowwise = true;
    static constexpr facts about{.name = "gumbel_softmax",
                                 .formula = "e^((x_i - ln(-ln u_i))/τ) / Σ e^((x_j - ln(-ln u_j))/τ)",
                                 .source = "arXiv:1611.01144",
                                 .value = {.ulp = 3.5, .ulp_double = 3.5},
                                 .parameters = {"tau"}};

    /// Throws unless τ is above 0 and finite.
    void validate() const { detail::validate_temperature(about.name, static_cast<double>(tau)); }

    template <class R> void definition(std::span<const R> x, std::span<R> y) const { plain().definition(x, y); }
    template <class R> void definition(std::span<const R> x, std::span<const R> u, std::span<R> y) const {
        using std::log;
        std::vector<R> scores(x.begin(), x.end());
        for (std::size_t i = 0; i < x.size(); ++i) scores[i] -= log(-log(u[i]));
        definition(std::span<const R>(scores), y);
    }

    template <class V, class X, class Y, tier A> void forward_row(const X* x, Y* y, std::size_t n, A a) const {
        if (hard) return hardmax{}.template forward_row<V>(x, y, n, a);
        plain().template forward_row<V>(x, y, n, a);
    }
    template <class V, class X, class U, class Y, tier A>
    requires storage<U>
    void forward_row(const X* x, const U* u, Y* y, std::size_t n, A a) const {
        using T = typename V::scalar;
        if constexpr (math::in_double::is_possible<V>) {
            const detail::noisy_row_of_float<V> row(x, u, n);
            if (hard) return hardmax{}.template forward_row<detail::double_lanes<V>>(row.scores(), y, n, a);
            row.softmax(std::min(1 / static_cast<double>(tau), 0x1p900), y);
        } else {
            const detail::noisy_row<V> row(x, u, n);
            if (hard) return hardmax{}.template forward_row<V>(row.hi(), y, n, a);
            const T m = row.largest()[0];
            if (!std::isfinite(m))
                return detail::softmax_limit<false, V>(m, detail::own_score{}, T(1), T(0), n, y, row.hi());
            detail::softmax_of<V>(detail::noisy_scores<V>(row.largest(), factor<V>()), math::dw<V>{V(0), V(0)}, n,
                                  {-std::numeric_limits<T>::infinity(), T(0)}, y, row.hi(), row.lo());
        }
    }

    template <class V, class Y, class DY, class DX, tier A>
    void backward_row(const Y* y, const DY* dy, DX* dx, std::size_t n, A a) const {
        plain().template backward_row<V>(y, dy, dx, n, a);
    }

    static constexpr auto parameters(auto& self) { return std::tie(self.tau); }

    template <class V, class X, class DY>
    std::array<double, 1> parameter_gradient_row(const X* x, const DY* dy, std::size_t n) const {
        return plain().template parameter_gradient_row<V>(x, dy, n);
    }
    template <class V, class X, class U, class DY>
    requires storage<U> std::array<double, 1> parameter_gradient_row(const X* x, const U* u, const DY* dy,
                                                                     std::size_t n)
    const {
        if constexpr (math::in_double::is_possible<V>) {
            const detail::noisy_row_of_float<V> row(x, u, n);
            return plain().template parameter_gradient_row<detail::double_lanes<V>>(row.scores(), dy, n);
        } else {
            const detail::noisy_row<V> row(x, u, n);
            if (!std::isfinite(row.largest()[0])) return {no_limit};
            const auto moments =
                detail::moments_of<V>(detail::noisy_scores<V>(row.largest(), factor<V>()), false,
                                      math::dw<V>{V(0), V(0)}, row.largest(), n, dy, row.hi(), row.lo());
            const double divisor = static_cast<double>(tau);
            return {-(moments.of[0] + moments.of[1]) / divisor / divisor};
        }
    }

private:
    basic_softmax<P> plain() const { return {tau}; }
    template <class V> auto factor() const { return detail::row_factor<V>::reciprocal(static_cast<double>(tau)); }
};

using gumbel_softmax = basic_gumbel_softmax<double>;

} // namespace v0
} // namespace xact
