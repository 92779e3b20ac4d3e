#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <span>
#include <tuple>
#include <vector>

#include <xact/math/log.hpp>
#include <xact/rowwise/hardmax.hpp>
#include <xact/rowwise/softmax.hpp>

namespace xact {
inline namespace v0 {
namespace detail {

/// -ln(-ln u), a number of the Gumbel distribution for a uniform u; NaN where u is not between 0 and 1.
template <class V> XACT_INLINE math::dw<V> gumbel_noise(V u) noexcept {
    const auto is_inside = (u > V(0)) & (u < V(1));
    const math::dw<V> l = -math::log(select(is_inside, u, V(0.5)));
    const math::dw<V> g = math::log(l.hi);
    const V nan(std::numeric_limits<typename V::scalar>::quiet_NaN());
    return {select(is_inside, -g.hi, nan), -(g.lo + l.lo / l.hi)};
}

/// A row of scores in two words, and the largest of them, in two words, too; NaN may be passed over.
template <class V> class noisy_row {
    using T = typename V::scalar;

public:
    template <class X, class U> noisy_row(const X* x, const U* u, std::size_t n) : hi_(n), lo_(n) {
        transform<V>(
            [](V v, V uniform) {
                const math::dw<V> g = gumbel_noise(uniform), s = math::normalized(v + g);
                const auto is_number = s.lo == s.lo;
                return math::dw<V>{select(is_number, s.hi, v + g.hi), select(is_number, s.lo, V(0))};
            },
            n, outputs<T, T>(hi_.data(), lo_.data()), inputs<X, U>(x, u));
        using W = vec<double, typename V::arch>;
        const double top =
            row_maximum<W>([](W hi, W lo) { return hi + lo; }, n, {-infinity, 0}, inputs<T, T>(hi_.data(), lo_.data()));
        m_[0] = static_cast<T>(top);
        m_[1] = std::isfinite(m_[0]) ? static_cast<T>(top - double(m_[0])) : T(0);
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
/// through), and that of softmax. A call with u allocates memory for a row.
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
        const detail::noisy_row<V> row(x, u, n);
        if (hard) return hardmax{}.template forward_row<V>(row.hi(), y, n, a);
        const T m = row.largest()[0];
        if (!std::isfinite(m))
            return detail::softmax_limit<false, V>(m, detail::own_score{}, T(1), T(0), n, y, row.hi());
        detail::softmax_of<V>(detail::noisy_scores<V>(row.largest(), factor<V>()), math::dw<V>{V(0), V(0)}, n,
                              {-std::numeric_limits<T>::infinity(), T(0)}, y, row.hi(), row.lo());
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
        const detail::noisy_row<V> row(x, u, n);
        if (!std::isfinite(row.largest()[0])) return {no_limit};
        const auto moments = detail::moments_of<V>(detail::noisy_scores<V>(row.largest(), factor<V>()), false,
                                                   math::dw<V>{V(0), V(0)}, row.largest(), n, dy, row.hi(), row.lo());
        const double divisor = static_cast<double>(tau);
        return {-(moments.of[0] + moments.of[1]) / divisor / divisor};
    }

private:
    basic_softmax<P> plain() const { return {tau}; }
    template <class V> auto factor() const { return detail::row_factor<V>::reciprocal(static_cast<double>(tau)); }
};

using gumbel_softmax = basic_gumbel_softmax<double>;

} // namespace v0
} // namespace xact
