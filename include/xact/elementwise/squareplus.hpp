#pragma once

#include <cmath>
#include <limits>
#include <tuple>
#include <type_traits>

#include <xact/core/forward.hpp>
#include <xact/math/double_word.hpp>

namespace xact {
inline namespace v0 {

/// Squareplus: a smooth ReLU by a square root, for b >= 0.
template <class P> struct basic_squareplus {
    P b = P(4);

    static constexpr facts about{.name = "squareplus",
                                 .formula = "(x + √(x² + b)) / 2",
                                 .source = "arXiv:2112.11687",
                                 .limit_at_minus_inf = 0,
                                 .limit_at_plus_inf = infinity,
                                 .parameters = {"b"}};

    /// Throws where b < 0.
    void validate() const requires std::is_arithmetic_v<P> {
        if (!(b >= 0)) detail::fail_parameter(about.name, "b", double(b), "at least 0");
    }

    template <class R> R definition(R x) const {
        using std::sqrt;
        const R root = sqrt(x * x + R(b));
        return x > 0 ? R((x + root) / 2) : R(R(b) / (2 * (root - x)));
    }

    /// Below 0 b/2 over √(x² + b) - x.
    template <value V, tier A = accurate_t> V operator()(V value, A = {}) const {
        using L = lanes<V>;
        const L x(value), half(0.5);
        const auto in_double_words = [&] {
            const parts<L> p(*this, x);
            const L far = (L(0.25) * p.b.hi) / p.a;
            const L near = select(p.b.hi == 0, L(0), math::round(math::times_power(p.b, half) / p.sum));
            const L below = select(p.far, far, near);
            const L above = math::round(math::times_power(p.sum, half));
            return select(x > 0, select(p.far, x, above), keep_nan(x, below));
        };
        const auto in_single_words = [&](auto is_power_of_two) XACT_INLINE_LAMBDA {
            const single_words<L, is_power_of_two> p(*this, x);
            const L root = at_least(p.a, p.root), sum = p.a + root, below = p.quotient(sum, p.a - (sum - root));
            const L last(typename L::scalar(1) / std::numeric_limits<typename L::scalar>::min());
            return select(x > 0, fma(half, p.a, half * root), select(p.a > last, L(0), below));
        };
        return V(in_words<L>(in_single_words, in_double_words));
    }

    /// Below 0 b/2 over √(x² + b) (√(x² + b) - x), its complement above.
    template <value V, tier A = accurate_t> V derivative(V value, A = {}) const {
        using L = lanes<V>;
        const L x(value), half(0.5);
        const auto in_double_words = [&] {
            const parts<L> p(*this, x);
            const L bent = math::round(math::times_power(p.b, half) / p.sum / p.root);
            const L near = select(p.sum.hi > 0, select(p.b.hi == 0, L(0), bent), half);
            const L below = select(p.far, (L(0.25) * p.b.hi) / p.a / p.a, near);
            return keep_nan(x, select(x > 0, 1 - below, below));
        };
        const auto in_single_words = [&](auto is_power_of_two) XACT_INLINE_LAMBDA {
            const single_words<L, is_power_of_two> p(*this, math::without_subnormals(math::abs(x)));
            const L sum = fma(p.c, p.root, p.square), below = p.quotient(sum, fma(p.c, p.root, p.square - sum));
            return select(x > 0, fma(half, p.c / p.root, half), select(p.far, L(0), below));
        };
        return V(in_words<L>(in_single_words, in_double_words));
    }

    /// b/(2 √(x² + b)³).
    template <value V> V second_derivative(V value) const {
        using L = lanes<V>;
        const L x(value);
        const parts<L> p(*this, x);
        const L r = p.inverse_root(), curvature = ((L(0.5) * p.b.hi) * r) * r * r;
        return V(select(p.b.hi == 0, keep_nan(x, p.b.hi), curvature));
    }

    static constexpr auto parameters(auto& self) { return std::tie(self.b); }

    /// 1/(4 √(x² + b)).
    template <value V> basic_squareplus<V> parameter_derivatives(V value) const {
        return {V(lanes<V>(0.25) * parts<lanes<V>>(*this, lanes<V>(value)).inverse_root())};
    }

private:
    /// single(is_power_of_two) where b has those, or double_ones().
    template <class V, class Single, class Double>
    XACT_INLINE V in_words(const Single& single, const Double& double_ones) const {
        if constexpr (math::is_fused<V>)
            return math::either(
                is_moderate<V, true>(), [&]() XACT_INLINE_LAMBDA { return single(std::true_type{}); },
                [&]() XACT_INLINE_LAMBDA {
                    return math::either(
                        is_moderate<V>(), [&]() XACT_INLINE_LAMBDA { return single(std::false_type{}); }, double_ones);
                });
        else
            return double_ones();
    }

    /// Whether f and f' are no normal numbers where x < 0 and their denominators might overflow; and b a power of two.
    template <class V, bool IsPowerOfTwo = false> XACT_INLINE auto is_moderate() const {
        const auto moderate = math::parameter_is<V>(b, [](auto p) { return (p >= 0x1p-60f) & (p <= 4); });
        if constexpr (!IsPowerOfTwo)
            return moderate;
        else if constexpr (std::is_arithmetic_v<P>)
            return (int(moderate) & int(math::is_power_of_two<V>(b))) != 0; // without a branch, as that is
        else
            return moderate & math::is_power_of_two<V>(b);
    }

    /// IsPowerOfTwo: b, as it is by default.
    template <class V, bool IsPowerOfTwo> struct single_words {
        using T = typename V::scalar;

        V a;                       // |x|
        typename V::condition far; // where a slope is 0 or 1
        V c, half_b, square, root; // |x|, or some large number where it is far, and c² + b

        XACT_INLINE single_words(const basic_squareplus& f, V x)
            : a(math::abs(x)),
              far(a > V(T(sizeof(T) == 4 ? 0x1p63 : 0x1p511))),
              c(select(far, V(0x1p60f), a)),
              half_b(V(0.5) * math::rounded<V>(f.b)) {
            square = fma(c, c, half_b + half_b), root = sqrt(square);
        }

        /// b/2 over sum + low.
        XACT_INLINE V quotient(V sum, V low) const {
            const V r = V(1) / sum, rest = fnma(r, low, fnma(r, sum, V(1)));
            if constexpr (IsPowerOfTwo) // of the rounded inverse, as nothing is far smaller than that
                return half_b * fma(r, rest, r);
            else
                return fma(half_b, r, (half_b * r) * rest);
        }
    };

    template <class V> struct parts {
        V a;                       // |x|
        typename V::condition far; // where b is negligible beside x²
        math::dw<V> b, root, sum;  // √(x² + b), and |x| more, elsewhere

        XACT_INLINE parts(const basic_squareplus& f, V x) {
            using T = typename V::scalar;
            const V limit(T(sizeof(T) == 4 ? 0x1p60 : 0x1p500)), c = at_most(limit, math::abs(x));
            a = math::abs(x), far = a > limit, b = math::exact<V>(f.b);
            // |x| for b = 0, as its square may be 0.
            root = select(b.hi == 0, math::dw<V>{c, V(0)}, math::sqrt(math::two_product(c, c) + b));
            sum = c + root;
        }

        XACT_INLINE V inverse_root() const { return V(1) / select(far, a, root.hi); }
    };
};

using squareplus = basic_squareplus<double>;

} // namespace v0
} // namespace xact
