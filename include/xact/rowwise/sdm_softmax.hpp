#pragma once

#include <array>
#include <cmath>
#include <span>
#include <tuple>

#include <xact/rowwise/log_sum_exp.hpp>

namespace xact {
inline namespace v0 {

/// Softmax in base 2 + q to the power of d, the similarity, distance and magnitude of an estimate: e^(t x) with t =
/// d ln(2 + q). Each row may have its own q and d, by a call of its own. Errors and limits as softmax; d = 0 makes all
/// elements of a row alike. backward is from the output: t y ⊙ (g - ⟨g, y⟩).
template <class P> struct basic_sdm_softmax {
    P q{0};
    P d{1};

    static constexpr bool is_rowwise = true;
    static constexpr facts about{.name = "sdm_softmax",
                                 .formula = "(2+q)^(d x_i) / Σ (2+q)^(d x_j)",
                                 .source = "Similarity-Distance-Magnitude activations",
                                 .value = {.ulp = 3.5, .ulp_double = 3.5},
                                 .parameters = {"q", "d"}};

    /// Throws unless q is at least 0 and finite, and d within [0, 1].
    void validate() const {
        const double similarity = static_cast<double>(q), distance = static_cast<double>(d);
        if (!(similarity >= 0) || !std::isfinite(similarity))
            detail::fail_parameter(about.name, "q", similarity, "at least 0 and finite");
        if (!(distance >= 0 && distance <= 1)) detail::fail_parameter(about.name, "d", distance, "within [0, 1]");
    }

    template <class R> void definition(std::span<const R> x, std::span<R> y) const {
        using std::exp;
        using std::log;
        const R t = R(d) * log(2 + R(q));
        R m = x[0], sum(0);
        for (const R& v : x) m = v > m ? v : m;
        for (std::size_t i = 0; i < x.size(); ++i) sum += y[i] = exp(t * (x[i] - m));
        for (R& v : y) v = v / sum;
    }

    template <class V, class X, class Y, tier A> void forward_row(const X* x, Y* y, std::size_t n, A) const {
        detail::softmax_row<V>(factor<V>(), x, y, n);
    }

    template <class V, class Y, class DY, class DX, tier A>
    void backward_row(const Y* y, const DY* dy, DX* dx, std::size_t n, A) const {
        detail::softmax_gradient<false, V>(factor<V>(), 0, y, dy, dx, n);
    }

    template <class V, class X, class DY>
    std::array<double, 2> parameter_gradient_row(const X* x, const DY* dy, std::size_t n) const {
        const double dt = detail::factor_gradient<V>(factor<V>(), x, dy, n), base = 2 + static_cast<double>(q);
        return {dt * static_cast<double>(d) / base, dt * std::log(base)};
    }

    static constexpr auto parameters(auto& self) { return std::tie(self.q, self.d); }

private:
    template <class V> auto factor() const {
        const math::real log = detail::log_of(detail::real_sum({2}, {static_cast<double>(q)}));
        return detail::row_factor<V>(detail::real_product(static_cast<double>(d), log));
    }
};

using sdm_softmax = basic_sdm_softmax<double>;

} // namespace v0
} // namespace xact
