#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <span>
#include <string>
#include <tuple>
#include <type_traits>
#include <vector>

#include <xact/core/moments.hpp>
#include <xact/core/rowwise.hpp>

namespace xact {
inline namespace v0 {

/// EvoNorm-B0 of one channel of a batch, which is a row: its instances, of `instance` elements each (0: the row is
/// one), follow each other. Divides by the standard deviation of the batch, or by v x and that of the instance where
/// this is larger; neither is that of a sample. With q = 1 it is the instance's root of the mean square r instead:
/// EvoNorm-B1, with (x + 1) r, is v = 0, w = 1, q = 1, and B2, with r - x, is v = -1, q = 1. 2 ulp, where β cancels the
/// rest of that. The gradient, from the inputs, sees all deviations: 4 ulp (double: 8) of the sum of its terms.
template <class P> struct basic_evonorm_b0 {
    P v{1};
    P gamma{1};
    P beta{0};
    P eps{1e-5};
    P w{0};
    P q{0};
    std::size_t instance = 0;

    static constexpr bool is_rowwise = true, backward_from_input = true;
    static constexpr facts about{.name = "evonorm_b0",
                                 .formula =
                                     "γ x / max(√(variance(batch) + ε), v x + (1 + w x) √(variance(instance) + "
                                     "q mean(instance)² + ε)) + β",
                                 .source = "arXiv:2004.02967",
                                 .slope = {.ulp = 4, .ulp_double = 8},
                                 .parameters = {"v", "gamma", "beta", "eps", "w", "q"}};

    void validate() const {
        detail::validate_epsilon(about.name, double(eps));
        detail::validate_not_negative(about.name, "q", double(q));
    }
    void check_row(std::size_t n) const {
        if (n % length(n) != 0)
            detail::fail_row_length(about.name, n, "a multiple of instance = " + std::to_string(instance));
    }

    template <class R> void definition(std::span<const R> x, std::span<R> y) const {
        const moments<R> batch = moments_of(x, R(0));
        for_each_instance(x, [&](std::size_t first, const moments<R>& own) {
            for (std::size_t i = first; i < first + length(x.size()); ++i) {
                const R other = R(v) * x[i] + (1 + R(w) * x[i]) * own.size;
                y[i] = R(gamma) * x[i] / (batch.size < other ? other : batch.size) + R(beta);
            }
        });
    }
    template <class R> void error_scales(std::span<const R> x, std::span<R> scales) const {
        using std::abs;
        definition(x, scales);
        for (R& y : scales) y = abs(y - R(beta)) + abs(R(beta));
    }
    template <class R> void gradient_scales(std::span<const R> x, std::span<const R> dy, std::span<R> scales) const {
        using std::abs;
        const R n(double(x.size())), in_one(double(length(x.size())));
        const moments<R> batch = moments_of(x, R(0));
        R of_batch(0);
        for_each_instance(x, [&](std::size_t first, const moments<R>& own) {
            R of_own(0);
            for (std::size_t i = first; i < first + length(x.size()); ++i) {
                const R other = R(v) * x[i] + (1 + R(w) * x[i]) * own.size;
                const bool is_own = batch.size < other;
                const R size = is_own ? other : batch.size, g = abs(R(gamma) * dy[i]) / size;
                const R k = g * abs(x[i]) / size;
                scales[i] = g + (is_own ? k * abs(R(v) + R(w) * own.size) : R(0));
                if (is_own)
                    of_own += k * abs(1 + R(w) * x[i]);
                else
                    of_batch += k;
            }
            const R centre = own.mean * (1 - R(q));
            for (std::size_t i = first; i < first + length(x.size()); ++i)
                scales[i] += abs(x[i] - centre) / own.size * of_own / in_one;
        });
        for (std::size_t i = 0; i < x.size(); ++i) scales[i] += abs(x[i] - batch.mean) / batch.size * of_batch / n;
    }

    template <class V, class X, class Y, tier A> void forward_row(const X* x, Y* y, std::size_t n, A) const {
        using W = detail::double_lanes<V>;
        const detail::row_scale batch = detail::standard_deviation<V>(x, n, double(eps));
        for (std::size_t i = 0; i < n; i += length(n)) {
            const divisor<V> d(*this, batch, with_own_mean<V>(own_scale<V>(batch, x + i, n)));
            detail::transform<W>([d, factor = math::exact<W>(gamma),
                                  shift = math::exact<W>(beta)](W u) { return d.value(u, factor, shift); },
                                 length(n), detail::outputs<Y>(y + i), detail::inputs<X>(x + i));
        }
    }

    template <class V, class X, class DY, class DX, tier A>
    void backward_row(const X* x, const DY* dy, DX* dx, std::size_t n, A) const {
        using W = detail::double_lanes<V>;
        const sums s = sums_of<V>(x, dy, n);
        for (std::size_t i = 0; i < n; i += length(n)) {
            const instance_sum& own = s.instances[i / length(n)];
            const divisor<V> d(*this, s.batch, own.scale);
            const standardized<V> by_batch(s.batch, s.of_batch / double(n)),
                by_own(own.scale, own.sum / double(length(n)));
            detail::transform<W>(
                [d, by_batch, by_own, factor = W(double(gamma))](W u, W g) {
                    const auto at = d.gradient(u, g * factor);
                    const W of_sizes = by_batch(u) + by_own(u), of_x = select(at.is_own, at.by_size * d.slope.hi, W(0));
                    if constexpr (sizeof(typename V::scalar) == 4)
                        return (at.by_input + of_x) + of_sizes;
                    else
                        return (fma(at.by_input, d.again, of_x) + of_sizes) * d.unit;
                },
                length(n), detail::outputs<DX>(dx + i), detail::inputs<X, DY>(x + i, dy + i));
        }
    }

    static constexpr auto parameters(auto& self) {
        return std::tie(self.v, self.gamma, self.beta, self.eps, self.w, self.q);
    }

    template <class V, class X, class DY>
    std::array<double, 6> parameter_gradient_row(const X* x, const DY* dy, std::size_t n) const {
        using W = detail::double_lanes<V>;
        const sums s = sums_of<V>(x, dy, n);
        const double square = s.batch.unit * s.batch.unit;
        std::array<double, 6> total{0, 0, detail::gradient_sum<V>(1, dy, n).hi, square * half_over(s.of_batch, s.batch),
                                    0, 0};
        for (std::size_t i = 0; i < n; i += length(n)) {
            const instance_sum& own = s.instances[i / length(n)];
            const divisor<V> d(*this, s.batch, own.scale);
            const auto by_v = [d, factor = W(double(gamma))](W u, W g) {
                const auto at = d.gradient(u, g * factor);
                return select(at.is_own, at.by_size * d.scaled(u), W(0));
            };
            const auto by_gamma = [d](W u, W g) { return d.gradient(u, g).by_input * d.scaled(u); };
            const detail::inputs<X, DY> in(x + i, dy + i);
            const double of_v = detail::rounded_total<W>(length(n), by_v, in).hi,
                         of_own = half_over(own.sum, own.scale);
            total[0] += of_v;
            total[1] += detail::rounded_total<W>(length(n), by_gamma, in).hi;
            total[3] += square * of_own;
            total[4] += of_v * (own.scale.size.hi / s.batch.unit);
            total[5] += of_own * own.mean * own.mean;
        }
        return total;
    }

private:
    std::size_t length(std::size_t n) const { return instance == 0 ? n : instance; }

    template <class R> struct moments { R mean, size; };
    template <class R> moments<R> moments_of(std::span<const R> x, const R& part) const {
        using std::sqrt;
        const R n(double(x.size()));
        R mean(0), squares(0);
        for (const R& u : x) mean += u / n;
        for (const R& u : x) squares += (u - mean) * (u - mean);
        return {mean, sqrt(squares / n + part * mean * mean + R(eps))};
    }
    template <class R, class Use> void for_each_instance(std::span<const R> x, const Use& use) const {
        for (std::size_t i = 0; i < x.size(); i += length(x.size()))
            use(i, moments_of(x.subspan(i, length(x.size())), R(q)));
    }

    template <class V, class X>
    detail::row_scale own_scale(const detail::row_scale& batch, const X* x, std::size_t n) const {
        if (length(n) == n) return batch;
        return detail::standard_deviation_with<V>(batch.unit, x, length(n), double(eps));
    }

    template <class V> detail::row_scale with_own_mean(const detail::row_scale& own) const {
        return detail::with_mean<V>(own, double(q));
    }

    /// What an element of an instance is divided by. All is multiplied by the row's power of two, and `again` where x
    /// is multiplied by a size; floats, whose power is 1, are computed in double.
    template <class V> struct divisor {
        using W = detail::double_lanes<V>;
        static constexpr bool of_floats = sizeof(typename V::scalar) == 4;

        double power;
        W unit, again, weight;
        math::dw<W> slope, batch, own;

        struct choice {
            math::dw<W> size;
            typename W::condition is_own;
        };
        /// dy γ/D, and the gradient of D.
        struct gradients {
            W by_input, by_size;
            typename W::condition is_own;
        };

        divisor(const basic_evonorm_b0& f, const detail::row_scale& of_batch, const detail::row_scale& of_own)
            : divisor(f, of_batch, of_own, double(f.w) == 0 ? 1 : of_batch.unit) {}
        divisor(const basic_evonorm_b0& f, const detail::row_scale& of_batch, const detail::row_scale& of_own, double p)
            : power(p),
              unit(of_batch.unit),
              again(p),
              weight(double(f.w)),
              slope(detail::broadcast<W>(double(f.w) == 0
                                             ? math::real{double(f.v)}
                                             : math::real{double(f.v) * p} + math::real{double(f.w)} * of_own.size)),
              batch(detail::broadcast<W>(math::times_power(of_batch.size, p))),
              own(detail::broadcast<W>(math::times_power(of_own.size, p))) {}

        XACT_INLINE W scaled(W x) const noexcept {
            if constexpr (of_floats)
                return x;
            else
                return (x * unit) * again;
        }
        /// What the size grows by with that of the instance.
        XACT_INLINE W by_own(W x) const noexcept { return fma(weight, x, W(1)); }

        XACT_INLINE choice operator()(W x) const noexcept {
            math::dw<W> other{fma(x, slope.hi, own.hi), W(0)};
            if constexpr (!of_floats) other = math::normalized((x * unit) * slope + own);
            const auto is_own = other.hi > batch.hi;
            return {math::select(is_own, other, batch), is_own};
        }
        XACT_INLINE W value(W x, math::dw<W> factor, math::dw<W> shift) const noexcept {
            const math::dw<W> size = (*this)(x).size;
            if constexpr (of_floats) {
                return fma(x / size.hi, factor.hi, shift.hi);
            } else {
                const math::dw<W> quotient = math::dw<W>{scaled(x), W(0)} / size;
                const W r = math::round(quotient * factor + shift);
                return select(r == r, r, fma(quotient.hi, factor.hi, shift.hi)); // beside an infinite deviation
            }
        }
        XACT_INLINE gradients gradient(W x, W g) const noexcept {
            const auto [size, is_own] = (*this)(x);
            const W inverse = W(1) / size.hi, by_input = g * inverse;
            return {by_input, -(by_input * (scaled(x) * inverse)), is_own};
        }
    };

    /// (x - mean)/deviation, times the mean gradient of the deviation. The mean's second word is what is left of x
    /// where the mean is many deviations.
    template <class V> struct standardized {
        using W = detail::double_lanes<V>;

        W unit, centre, low, factor;

        standardized(const detail::row_scale& s, double gradient)
            : unit(s.unit), centre(s.centre.hi), low(s.centre.lo), factor(gradient / s.size.hi) {}
        XACT_INLINE W operator()(W x) const noexcept {
            if constexpr (sizeof(typename V::scalar) == 4)
                return (x - centre) * factor;
            else
                return (fma(x, unit, -centre) - low) * factor;
        }
    };

    /// The gradients of the deviations.
    struct instance_sum {
        double mean;
        detail::row_scale scale;
        double sum;
    };
    /// What is summed for them in one pass; of floats, without low words.
    template <class V> struct gradient_sums {
        using W = detail::double_lanes<V>;
        std::conditional_t<sizeof(typename V::scalar) == 4, detail::plain_sums<W>, detail::lane_sums<W>> sum, own;

        static W rounded(const detail::plain_sums<W>& s) noexcept { return s.hi; }
        static W rounded(const detail::lane_sums<W>& s) noexcept { return select(s.lo == s.lo, s.hi + s.lo, s.hi); }
    };
    struct sums {
        detail::row_scale batch;
        double of_batch;
        std::vector<instance_sum> instances;
    };
    template <class V, class X, class DY> sums sums_of(const X* x, const DY* dy, std::size_t n) const {
        using W = detail::double_lanes<V>;
        sums s{detail::standard_deviation<V>(x, n, double(eps)), 0, {}};
        s.instances.reserve(n / length(n));
        for (std::size_t i = 0; i < n; i += length(n)) {
            const detail::row_scale own = own_scale<V>(s.batch, x + i, n);
            s.instances.push_back({own.centre.hi, with_own_mean<V>(own), 0});
            const divisor<V> d(*this, s.batch, s.instances.back().scale);
            const auto term = [d, factor = W(double(gamma))](gradient_sums<V>& of, W u, W g) {
                const auto at = d.gradient(u, g * factor);
                of.own.add(select(at.is_own, at.by_size * d.by_own(u), W(0)));
                return select(at.is_own, W(0), at.by_size);
            };
            detail::row_state<W, gradient_sums<V>> state{};
            detail::row_pass<W>(term, state, length(n), 0, detail::outputs<>(), detail::inputs<X, DY>(x + i, dy + i));
            const auto total = [&](auto sum) {
                std::array<W, detail::row_registers<W>> all;
                for (std::size_t r = 0; r < all.size(); ++r) all[r] = gradient_sums<V>::rounded(state[r].*sum);
                const auto plus = [](auto a, auto b) { return a + b; };
                return detail::fold_lanes(std::array{detail::fold(all, plus)}, plus) * d.power;
            };
            s.of_batch += total(&gradient_sums<V>::sum), s.instances.back().sum = total(&gradient_sums<V>::own);
        }
        return s;
    }

    /// What a gradient of √(variance + ε) is for ε, but for the square of the power of two.
    static double half_over(double gradient, const detail::row_scale& s) { return 0.5 * gradient / s.size.hi; }
};

using evonorm_b0 = basic_evonorm_b0<double>;

} // namespace v0
} // namespace xact
