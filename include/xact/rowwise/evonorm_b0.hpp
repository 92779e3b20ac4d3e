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
/// this is larger; neither is that of a sample. 2 ulp, where β cancels the rest of that. The gradient, from the
/// inputs, sees all deviations: 4 ulp (double: 8) of the sum of its terms.
template <class P> struct basic_evonorm_b0 {
    P v{1};
    P gamma{1};
    P beta{0};
    P eps{1e-5};
    std::size_t instance = 0;

    static constexpr bool is_rowwise = true, backward_from_input = true;
    static constexpr facts about{.name = "evonorm_b0",
                                 .formula = "γ x / max(√(variance(batch) + ε), v x + √(variance(instance) + ε)) + β",
                                 .source = "arXiv:2004.02967",
                                 .slope = {.ulp = 4, .ulp_double = 8},
                                 .parameters = {"v", "gamma", "beta", "eps"}};

    void validate() const { detail::validate_epsilon(about.name, double(eps)); }
    void check_row(std::size_t n) const {
        if (n % length(n) != 0)
            detail::fail_row_length(about.name, n, "a multiple of instance = " + std::to_string(instance));
    }

    template <class R> void definition(std::span<const R> x, std::span<R> y) const {
        const moments<R> batch = moments_of(x);
        for_each_instance(x, [&](std::size_t first, const moments<R>& own) {
            for (std::size_t i = first; i < first + length(x.size()); ++i) {
                const R other = R(v) * x[i] + own.deviation;
                y[i] = R(gamma) * x[i] / (batch.deviation < other ? other : batch.deviation) + R(beta);
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
        const moments<R> batch = moments_of(x);
        R of_batch(0);
        for_each_instance(x, [&](std::size_t first, const moments<R>& own) {
            R of_own(0);
            for (std::size_t i = first; i < first + length(x.size()); ++i) {
                const R other = R(v) * x[i] + own.deviation;
                const bool is_own = batch.deviation < other;
                const R size = is_own ? other : batch.deviation, g = abs(R(gamma) * dy[i]) / size;
                const R k = g * abs(x[i]) / size;
                scales[i] = g + (is_own ? k * abs(R(v)) : R(0));
                (is_own ? of_own : of_batch) += k;
            }
            for (std::size_t i = first; i < first + length(x.size()); ++i)
                scales[i] += abs(x[i] - own.mean) / own.deviation * of_own / in_one;
        });
        for (std::size_t i = 0; i < x.size(); ++i) scales[i] += abs(x[i] - batch.mean) / batch.deviation * of_batch / n;
    }

    template <class V, class X, class Y, tier A> void forward_row(const X* x, Y* y, std::size_t n, A) const {
        using W = detail::double_lanes<V>;
        const detail::row_scale batch = detail::standard_deviation<V>(x, n, double(eps));
        for (std::size_t i = 0; i < n; i += length(n)) {
            const divisor<W> d(*this, batch, own_scale<V>(batch, x + i, n));
            detail::transform<W>(
                [d, factor = math::exact<W>(gamma), shift = math::exact<W>(beta)](W u) {
                    const math::dw<W> size = d(u).size, q = math::dw<W>{u * d.unit, W(0)} / size;
                    const W r = math::round(q * factor + shift);
                    return select(r == r, r, fma(q.hi, factor.hi, shift.hi)); // beside an infinite deviation
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
                [d, by_batch, by_own, factor = W(double(gamma)), slope = W(double(v))](W u, W g) {
                    const auto at = d.gradient(u, g * factor);
                    const W direct = at.by_input + select(at.is_own, at.by_size * slope, W(0));
                    return (direct + (by_batch(u) + by_own(u))) * d.unit;
                },
                length(n), detail::outputs<DX>(dx + i), detail::inputs<X, DY>(x + i, dy + i));
        }
    }

    static constexpr auto parameters(auto& self) { return std::tie(self.v, self.gamma, self.beta, self.eps); }

    template <class V, class X, class DY>
    std::array<double, 4> parameter_gradient_row(const X* x, const DY* dy, std::size_t n) const {
        using W = detail::double_lanes<V>;
        const sums s = sums_of<V>(x, dy, n);
        const double square = s.batch.unit * s.batch.unit;
        std::array<double, 4> total{0, 0, detail::gradient_sum<V>(1, dy, n).hi,
                                    square * half_over(s.of_batch, s.batch)};
        for (std::size_t i = 0; i < n; i += length(n)) {
            const instance_sum& own = s.instances[i / length(n)];
            const divisor<W> d(*this, s.batch, own.scale);
            const auto by_v = [d, factor = W(double(gamma))](W u, W g) {
                const auto at = d.gradient(u, g * factor);
                return select(at.is_own, at.by_size * (u * d.unit), W(0));
            };
            const auto by_gamma = [d](W u, W g) { return d.gradient(u, g).by_input * (u * d.unit); };
            const detail::inputs<X, DY> in(x + i, dy + i);
            total[0] += detail::rounded_total<W>(length(n), by_v, in).hi;
            total[1] += detail::rounded_total<W>(length(n), by_gamma, in).hi;
            total[3] += square * half_over(own.sum, own.scale);
        }
        return total;
    }

private:
    std::size_t length(std::size_t n) const { return instance == 0 ? n : instance; }

    template <class R> struct moments { R mean, deviation; };
    template <class R> moments<R> moments_of(std::span<const R> x) const {
        using std::sqrt;
        const R n(double(x.size()));
        R mean(0), squares(0);
        for (const R& u : x) mean += u / n;
        for (const R& u : x) squares += (u - mean) * (u - mean);
        return {mean, sqrt(squares / n + R(eps))};
    }
    template <class R, class Use> void for_each_instance(std::span<const R> x, const Use& use) const {
        for (std::size_t i = 0; i < x.size(); i += length(x.size())) use(i, moments_of(x.subspan(i, length(x.size()))));
    }

    template <class V, class X>
    detail::row_scale own_scale(const detail::row_scale& batch, const X* x, std::size_t n) const {
        return detail::standard_deviation_with<V>(batch.unit, x, length(n), double(eps));
    }

    /// What an element of an instance is divided by. All is multiplied by the row's power of two.
    template <class W> struct divisor {
        W unit;
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
            : unit(of_batch.unit),
              slope(math::exact<W>(f.v)),
              batch(detail::broadcast<W>(of_batch.size)),
              own(detail::broadcast<W>(of_own.size)) {}

        XACT_INLINE choice operator()(W x) const noexcept {
            const math::dw<W> other = math::normalized((x * unit) * slope + own);
            const auto is_own = other.hi > batch.hi;
            return {math::select(is_own, other, batch), is_own};
        }
        XACT_INLINE gradients gradient(W x, W g) const noexcept {
            const auto [size, is_own] = (*this)(x);
            const W by_input = g / size.hi, quotient = (x * unit) / size.hi;
            return {by_input, -(by_input * quotient), is_own};
        }
    };

    /// (x - mean)/deviation, times the mean gradient of the deviation.
    template <class W> struct standardized {
        W unit, centre, factor;

        standardized(const detail::row_scale& s, double gradient)
            : unit(s.unit), centre(s.centre.hi), factor(gradient / s.size.hi) {}
        XACT_INLINE W operator()(W x) const noexcept { return fma(x, unit, -centre) * factor; }
    };

    /// The gradients of the deviations.
    struct instance_sum {
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
            s.instances.push_back({own_scale<V>(s.batch, x + i, n), 0});
            const divisor<W> d(*this, s.batch, s.instances.back().scale);
            const auto sum = [&](bool of_own) {
                const auto term = [d, of_own = W(of_own ? 1 : 0), factor = W(double(gamma))](W u, W g) {
                    const auto at = d.gradient(u, g * factor);
                    return select(at.is_own, of_own, W(1) - of_own) * at.by_size;
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
