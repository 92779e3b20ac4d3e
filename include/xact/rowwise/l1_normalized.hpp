#pragma once

#include <array>
#include <cmath>
#include <limits>
#include <span>
#include <tuple>

#include <xact/elementwise/relu.hpp>
#include <xact/rowwise/scores.hpp>

namespace xact {
inline namespace v0 {

/// F(x)/(ε + Σ F(x)) for an element-wise F >= 0 that is 0 at -inf, +inf or 0: parts that sum to 1 if ε is 0, with F in
/// the place of softmax's exponential. A row of which all F(x) are 0 is 0; with one infinite F(x) 1 there and 0
/// elsewhere, with several, or with a NaN, NaN. Errors: 1 ulp more than twice F's. backward is from the inputs: F'(x) ⊙
/// (g - ⟨g, y⟩)/(ε + Σ F(x)), 0 beside one infinite F(x), NaN beside several.
template <class F, class P = double> struct basic_l1_normalized {
    P eps{0};
    F function{};

    static constexpr bool is_rowwise = true, backward_from_input = true;
    static constexpr facts about{
        .name = "l1_normalized",
        .formula = "F(x_i) / (ε + Σ F(x_j))",
        .source = "folklore",
        .value = {.ulp = 2 * F::about.value.ulp + 1, .ulp_double = 2 * F::about.value.ulp_double + 1},
        .slope = {.ulp = 2 * F::about.slope.ulp + 4, .ulp_double = 2 * F::about.slope.ulp_double + 4},
        .parameters = {"eps"}};

    /// Throws unless ε is at least 0 and finite.
    void validate() const {
        const double e = static_cast<double>(eps);
        if (!(e >= 0) || !std::isfinite(e)) detail::fail_parameter(about.name, "eps", e, "at least 0 and finite");
        detail::validate(function);
    }

    template <class R> void definition(std::span<const R> x, std::span<R> y) const {
        R sum = R(eps);
        for (std::size_t i = 0; i < x.size(); ++i) sum += y[i] = function.definition(x[i]);
        for (R& v : y) v = sum == R(0) ? R(0) : v / sum;
    }

    template <class V, class X, class Y, tier A> void forward_row(const X* x, Y* y, std::size_t n, A a) const {
        using T = typename V::scalar;
        const parts_of<V> s(*this, x, n, a);
        if (s.is_infinite) return limit<V>(T(1), x, y, n, a);
        detail::transform<V>([f = function, a, s](V v) { return math::round_product(f(v, a) * s.unit, s.inverse); }, n,
                             detail::outputs<Y>(y), detail::inputs<X>(x));
    }

    template <class V, class X, class DY, class DX, tier A>
    void backward_row(const X* x, const DY* dy, DX* dx, std::size_t n, A a) const {
        using T = typename V::scalar;
        const parts_of<V> s(*this, x, n, a);
        if (s.is_infinite) return limit<V>(T(0), x, dx, n, a);
        // With c the gradient at the largest F(x) g - ⟨g, y⟩ keeps its digits where that part is nearly 1.
        const T c = s.top < n ? detail::pad<T>(dy[s.top]) : T(0);
        detail::row_state<V, detail::row_sum<V>> state{};
        const auto term = [f = function, a, s, c = V(c)](detail::row_sum<V>&, V v, V g) {
            return math::round_product(f(v, a) * s.unit, s.inverse) * (g - c);
        };
        detail::row_pass<V>(term, state, n, {inert<T>(), c}, detail::outputs<>(), detail::inputs<X, DY>(x, dy));
        const T mean = static_cast<T>(detail::as_number(detail::total<V>(state)) - double(c) * s.rest);
        detail::transform<V>(
            [f = function, a, s, c = V(c), mean = V(mean)](V v, V g) {
                const V d = (g - c) - mean;
                return math::round_product(backward_of(f, v, d, a) * s.unit, s.inverse);
            },
            n, detail::outputs<DX>(dx), detail::inputs<X, DY>(x, dy));
    }

    /// dε = -⟨g, y⟩/(ε + Σ F(x)).
    template <class V, class X, class DY>
    std::array<double, 1> parameter_gradient_row(const X* x, const DY* dy, std::size_t n) const {
        using T = typename V::scalar;
        const parts_of<V> s(*this, x, n, accurate);
        detail::row_state<V, detail::row_sum<V>> state{};
        const auto term = [f = function, s](detail::row_sum<V>&, V v, V g) {
            return math::round_product(f(v) * s.unit, s.inverse) * g;
        };
        detail::row_pass<V>(term, state, n, {inert<T>(), 0}, detail::outputs<>(), detail::inputs<X, DY>(x, dy));
        return {-detail::as_number(detail::total<V>(state)) * detail::as_number(s.inverse) * double(T(s.unit))};
    }

    static constexpr auto parameters(auto& self) { return std::tie(self.eps); }

private:
    /// `on` where F(x) is infinite, and 0 elsewhere; NaN where it is so twice, or beside a NaN.
    template <class V, class X, class Y, tier A>
    void limit(typename V::scalar on, const X* x, Y* y, std::size_t n, A a) const {
        using T = typename V::scalar;
        const auto value = [f = function, a](V v) XACT_INLINE_LAMBDA { return f(v, a); };
        detail::softmax_limit<false, V>(T(infinity), value, on, T(0), n, y, x);
    }

    /// What stands behind the row's end: where F is 0.
    template <class T> static constexpr T inert() {
        constexpr facts f = F::about;
        return static_cast<T>(f.limit_at_minus_inf == 0 ? -infinity : f.limit_at_plus_inf == 0 ? infinity : 0);
    }

    /// 1/(ε + Σ F(x)), in a unit in which neither the sum nor its inverse overflows; 0 where the sum is 0.
    template <class V> struct parts_of {
        math::dw<V> inverse{V(0), V(0)};
        V unit{1};
        double rest = 0; ///< ε's part of the sum
        std::size_t top = 0;
        bool is_infinite = false;

        template <class X, class A> parts_of(const basic_l1_normalized& l, const X* x, std::size_t n, A a) {
            using T = typename V::scalar;
            const auto value = [f = l.function, a](V v) { return f(v, a); };
            const auto order = [value](V v) {
                const V u = value(v);
                return select(u == u, u, V(std::numeric_limits<T>::infinity()));
            };
            const T m = detail::row_maximum<V>(order, n, {inert<T>()}, detail::inputs<X>(x));
            is_infinite = !std::isfinite(m);
            if (is_infinite) return;
            top = detail::row_find<V>(value, x, n, m);
            const double largest = std::max(double(m), static_cast<double>(l.eps));
            if (largest > 0x1p60) unit = V(T(0x1p-64));
            if (largest < 0x1p-60) unit = V(T(0x1p64));
            detail::row_state<V, detail::row_sum<V>> state{};
            const auto term = [value, unit = unit](detail::row_sum<V>&, V v) { return value(v) * unit; };
            detail::row_pass<V>(term, state, n, inert<T>(), detail::outputs<>(), detail::inputs<X>(x));
            const math::dw<V> e = math::times_power(math::as<V>({static_cast<double>(l.eps)}), unit);
            const math::dw<V> sum = detail::total<V>(state) + e;
            if (T(sum.hi) == 0) return;
            inverse = math::reciprocal(sum);
            rest = detail::as_number(e) / detail::as_number(sum);
        }
    };
};

/// The one that has the name, since relu is F there; with another F it is basic_l1_normalized<F>.
using l1_normalized = basic_l1_normalized<relu>;

} // namespace v0
} // namespace xact
