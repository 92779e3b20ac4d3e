#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <span>
#include <vector>

#include <xact/core/reduce.hpp>
#include <xact/core/rowwise.hpp>
#include <xact/math/logistic.hpp>

namespace xact {
inline namespace v0 {

/// The probabilities of n + 1 ordered classes from n logits of conditional ones, "beyond class i, given at least i":
/// with c_i = σ(x_1) … σ(x_i) they are 1 - c_1, c_i - c_(i+1), c_n. Never negative, they sum to 1; each difference is
/// computed as the product c_i σ(-x_(i+1)). A row of outputs has one element more than the row of inputs. backward is
/// from the inputs: σ(-x_i) Σ_(j >= i) (g_(j+1) - g_j) c_j.
struct corn {
    static constexpr bool is_rowwise = true, backward_from_input = true;
    static constexpr bool nan_stays_local = true;
    static constexpr facts about{.name = "corn",
                                 .formula = "c_i σ(-x_(i+1)), c_i = Π_(j<=i) σ(x_j)",
                                 .source = "arXiv:2111.08851",
                                 .value = {.ulp = 1, .ulp_double = 2},
                                 .slope = {.ulp = 2, .ulp_double = 3}};

    std::size_t output_length(std::size_t n) const { return n + 1; }

    template <class R> void definition(std::span<const R> x, std::span<R> y) const {
        using std::exp;
        R c(1);
        for (std::size_t i = 0; i < x.size(); ++i) {
            y[i] = c / (R(1) + exp(x[i]));
            c = c / (R(1) + exp(-x[i]));
        }
        y.back() = c;
    }

    template <class V, class X, class Y, tier A> void forward_row(const X* x, Y* y, std::size_t n, A) const {
        math::real c{1};
        for_probabilities(x, n, [&](std::size_t i, math::real beyond, math::real at) {
            y[i] = detail::pad<Y>(product(c, at).hi);
            c = product(c, beyond);
        });
        y[n] = detail::pad<Y>(c.hi);
    }

    template <class V, class X, class DY, class DX, tier A>
    void backward_row(const X* x, const DY* dy, DX* dx, std::size_t n, A) const {
        const auto gradient = [dy](std::size_t i) { return double(detail::pad<typename V::scalar>(dy[i])); };
        std::vector<double> c(n), shut(n);
        math::real all{1};
        for_probabilities(x, n, [&](std::size_t i, math::real beyond, math::real at) {
            all = product(all, beyond);
            c[i] = all.hi, shut[i] = at.hi;
        });
        detail::compensated_sum sum;
        for (std::size_t i = n; i-- > 0;) {
            sum.add((gradient(i + 1) - gradient(i)) * c[i]);
            dx[i] = detail::pad<DX>(shut[i] * sum.value());
        }
    }

private:
    static math::real product(math::real a, math::real b) {
        const double p = a.hi * b.hi, low = std::fma(a.hi, b.hi, -p) + (a.hi * b.lo + a.lo * b.hi), rounded = p + low;
        return {rounded, low - (rounded - p)};
    }

    /// use(i, σ(x_i), σ(-x_i)) in order.
    template <class X, class Use> static void for_probabilities(const X* x, std::size_t n, const Use& use) {
        using V = vec<double>;
        for (std::size_t begin = 0; begin < n; begin += V::size) {
            const std::size_t count = std::min(V::size, n - begin);
            std::array<X, V::size> some{};
            std::copy_n(x + begin, count, some.begin());
            std::array<double, 4 * V::size> parts;
            const V v = simd::load<V>(some.data());
            const math::logistic<V> l = math::make_logistic(math::bounded_magnitude(v));
            const auto [significand, exponent] = l.lower;
            const math::dw<V> lower{scale(significand.hi, exponent), scale(significand.lo, exponent)};
            const math::dw<V> beyond = select(v < V(0), lower, l.upper), at = select(v < V(0), l.upper, lower);
            simd::store(keep_nan(v, beyond.hi), parts.data()), simd::store(beyond.lo, parts.data() + V::size);
            simd::store(keep_nan(v, at.hi), parts.data() + 2 * V::size), simd::store(at.lo, parts.data() + 3 * V::size);
            for (std::size_t i = 0; i < count; ++i)
                use(begin + i, {parts[i], parts[V::size + i]}, {parts[2 * V::size + i], parts[3 * V::size + i]});
        }
    }
};

} // namespace v0
} // namespace xact
