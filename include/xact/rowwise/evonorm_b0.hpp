#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <span>
#include <string>
#include <tuple>
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
            const divisor<W> d(*this, batch, with_own_mean<V>(own_scale<V>(batch, x + i, n)));
            detail::transform<W>(
                [d, factor = math::exact<W>(gamma), shift = math::exact<W>(beta)](W u) {
                    const math::dw<W> size = d(u).size, quotient = math::dw<W>{d.scaled(u), W(0)} / size;
                    const W r = math::round(quotient * factor + shift);
                    return select(r == r, r, fma(quotient.hi, factor.hi, shift.hi)); // beside an infinite deviation
                },
                length(n), detail::outputs<Y>(y + i), detail::inputs<X>(x + i));
        }
    }

    template <class V, class X, class DY, class DX, tier A>
    void backward_row(const X* x, const DY* dy, DX* dx, std::size_t n, A) const {
        using W = detail::double_lanes<V>;
        const sums s = sums_of<V>(x, dy, n);
        for (std::size_t i = 0; i < n; i += length(n)) {
            const instance_sum& own = s.instances[i / length(n)];
            const divisor<W> d(*this, s.batch, own.scale);
            const standardized<W> by_batch(s.batch, s.of_batch / double(n)),
                by_own(own.scale, own.sum / double(length(n)));
            detail::transform<W>(
                [d, by_batch, by_own, factor = W(double(gamma))](W u, W g) {
                    const auto at = d.gradient(u, g * factor);
                    const W direct = fma(at.by_input, d.again, select(at.is_own, at.by_size * d.slope.hi, W(0)));
                    return (direct + (by_batch(u) + by_own(u))) * d.unit;
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
            const divisor<W> d(*this, s.batch, own.scale);
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
        return detail::standard_deviation_with<V>(batch.unit, x, length(n), double(eps));
    }

    template <class V> detail::row_scale with_own_mean(const detail::row_scale& own) const {
        return detail::with_mean<V>(own, double(q));
    }

    /// What an element of an instance is divided by. All is multiplied by the row's power of two, and `again` where x
    /// is multiplied by a size.
    template <class W> struct divisor {
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
        divisor(const basic_evonorm_b0& f, const detail::row_scale& of_batch, const detail::row_scale& of_own,
                double power)
            : unit(of_batch.unit),
              again(power),
              weight(double(f.w)),
              slope(detail::broadcast<W>(double(f.w) == 0 ? math::real{double(f.v)}
                                                          : math::real{double(f.v) * power} +
                                                                math::real{double(f.w)} * of_own.size)),
              batch(detail::broadcast<W>(math::times_power(of_batch.size, power))),
              own(detail::broadcast<W>(math::times_power(of_own.size, power))) {}

        XACT_INLINE W scaled(W x) const noexcept { return (x * unit) * again; }
        /// What the size grows by with that of the instance.
        XACT_INLINE W by_own(W x) const noexcept { return fma(weight, x * again, again); }

        XACT_INLINE choice operator()(W x) const noexcept {
            const math::dw<W> other = math::normalized((x * unit) * slope + own);
            const auto is_own = other.hi > batch.hi;
            return {math::select(is_own, other, batch), is_own};
        }
        XACT_INLINE gradients gradient(W x, W g) const noexcept {
            const auto [size, is_own] = (*this)(x);
            const W by_input = g / size.hi, quotient = scaled(x) / size.hi;
            return {by_input, -(by_input * quotient), is_own};
        }
    };

    /// (x - mean)/deviation, times the mean gradient of the deviation. The mean's second word is what is left of x
    /// where the mean is many deviations.
    template <class W> struct standardized {
        W unit, centre, low, factor;

        standardized(const detail::row_scale& s, double gradient)
            : unit(s.unit), centre(s.centre.hi), low(s.centre.lo), factor(gradient / s.size.hi) {}
        XACT_INLINE W operator()(W x) const noexcept { return (fma(x, unit, -centre) - low) * factor; }
    };

    /// The gradients of the deviations.
    struct instance_sum {
        double mean;
        detail::row_scale scale;
        double sum;
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
            const divisor<W> d(*this, s.batch, s.instances.back().scale);
            const auto sum = [&](bool of_own) {
                const auto term = [d, of_own = W(of_own ? 1 : 0), factor = W(double(gamma))](W u, W g) {
                    const auto at = d.gradient(u, g * factor);
                    return select(at.is_own, of_own * d.by_own(u), (W(1) - of_own) * d.again) * at.by_size;
                };
                return detail::rounded_total<W>(length(n), term, detail::inputs<X, DY>(x + i, dy + i)).hi;
            };
            s.of_batch += sum(false), s.instances.back().sum = sum(true);
        }
        return s;
    }

    /// What a gradient of √(variance + ε) is for ε, but for the square of the power of two.
    static double half_over(double gradient, const detail::row_scale& s) { return 0.5 * gradient / s.size.hi; }
};

using evonorm_b0 = basic_evonorm_b0<double>;

} // namespace v0
} // namespace xact
