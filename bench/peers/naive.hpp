#pragma once

#include <algorithm>
#include <cmath>
#include <concepts>

#include "pau.hpp"

/// Each activation as a textbook writes it, and its derivative likewise, over any type V that has arithmetic,
/// comparisons and the functions exp, tanh, erf … of its own: float or double for the plain loops, a register of them
/// for SIMD libraries. Accuracy in the tails is not a concern here: this is what people write who do not make it one.

// Peers compile this with flags of their own, -ffast-math among them: the linker must not take one's code for
// another's.
namespace bench::naive {
namespace {

using std::abs;
using std::atan;
using std::cos;
using std::erf;
using std::exp;
using std::expm1;
using std::log1p;
using std::max;
using std::min;
using std::sin;
using std::sqrt;
using std::tanh;

/// c ? yes() : no(), lane by lane in registers.
template <class C, class Yes, class No> inline auto either(C c, Yes yes, No no) {
    if constexpr (std::same_as<C, bool>)
        return c ? yes() : no();
    else
        return select(c, yes(), no());
}

template <class V> struct element { using type = typename V::value_type; };
template <std::floating_point T> struct element<T> { using type = T; };
template <class V> using element_of = typename element<V>::type;

template <class V> inline V constant(double c) { return V(static_cast<element_of<V>>(c)); }

/// Not every library has one.
template <class V>
concept has_erf = requires(V x) {
    erf(x);
};

template <class V> inline V logistic(V x) { return V(1) / (V(1) + exp(-x)); }

struct relu {
    static constexpr auto name = "relu";
    template <class V> static V value(V x) { return max(x, V(0)); }
    template <class V> static V slope(V x) {
        return either(
            x > V(0), [] { return V(1); }, [] { return V(0); });
    }
};

template <class Self> struct leaky {
    template <class V> static V value(V x) {
        return either(
            x > V(0), [&] { return x; }, [&] { return constant<V>(Self::slope_below) * x; });
    }
    template <class V> static V slope(V x) {
        return either(
            x > V(0), [] { return V(1); }, [] { return constant<V>(Self::slope_below); });
    }
};
struct leaky_relu : leaky<leaky_relu> {
    static constexpr auto name = "leaky_relu";
    static constexpr double slope_below = 0.01;
};
struct prelu : leaky<prelu> {
    static constexpr auto name = "prelu";
    static constexpr double slope_below = 0.25;
};

struct repu {
    static constexpr auto name = "repu";
    template <class V> static V value(V x) {
        const V m = max(x, V(0));
        return m * m;
    }
    template <class V> static V slope(V x) { return V(2) * max(x, V(0)); }
};
struct relu_squared : repu {
    static constexpr auto name = "relu_squared";
};

template <class Self> struct between {
    template <class V> static V value(V x) { return min(max(x, constant<V>(Self::low)), constant<V>(Self::high)); }
    template <class V> static V slope(V x) {
        const auto below_high = [&] {
            return either(
                x < constant<V>(Self::high), [] { return V(1); }, [] { return V(0); });
        };
        return either(x > constant<V>(Self::low), below_high, [] { return V(0); });
    }
};
struct clamp : between<clamp> {
    static constexpr auto name = "clamp";
    static constexpr double low = -1, high = 1;
};
struct hardtanh : clamp {
    static constexpr auto name = "hardtanh";
};
struct relu6 : between<relu6> {
    static constexpr auto name = "relu6";
    static constexpr double low = 0, high = 6;
};

template <class Self> struct exponential_below {
    template <class V> static V value(V x) {
        return either(
            x > V(0), [&] { return constant<V>(Self::scale) * x; },
            [&] { return constant<V>(Self::scale * Self::alpha) * expm1(x); });
    }
    template <class V> static V slope(V x) {
        return either(
            x > V(0), [] { return constant<V>(Self::scale); },
            [&] { return constant<V>(Self::scale * Self::alpha) * exp(x); });
    }
};
struct elu : exponential_below<elu> {
    static constexpr auto name = "elu";
    static constexpr double scale = 1, alpha = 1;
};
struct selu : exponential_below<selu> {
    static constexpr auto name = "selu";
    static constexpr double scale = 1.0507009873554804934, alpha = 1.6732632423543772848;
};

struct sigmoid {
    static constexpr auto name = "sigmoid";
    template <class V> static V value(V x) { return logistic(x); }
    template <class V> static V slope(V x) {
        const V s = logistic(x);
        return s * (V(1) - s);
    }
};

struct tanh_ {
    static constexpr auto name = "tanh";
    template <class V> static V value(V x) { return tanh(x); }
    template <class V> static V slope(V x) {
        const V t = tanh(x);
        return V(1) - t * t;
    }
};

struct softplus {
    static constexpr auto name = "softplus";
    template <class V> static V value(V x) { return log1p(exp(x)); }
    template <class V> static V slope(V x) { return logistic(x); }
};

template <class Self> struct sigmoid_gate {
    template <class V> static V value(V x) { return x / (V(1) + exp(-constant<V>(Self::beta) * x)); }
    template <class V> static V slope(V x) {
        const V s = logistic(constant<V>(Self::beta) * x);
        return s + constant<V>(Self::beta) * x * s * (V(1) - s);
    }
};
struct swish : sigmoid_gate<swish> {
    static constexpr auto name = "swish";
    static constexpr double beta = 1;
};
struct silu : swish {
    static constexpr auto name = "silu";
};
struct xsilu : swish {
    static constexpr auto name = "xsilu";
};
struct quick_gelu : sigmoid_gate<quick_gelu> {
    static constexpr auto name = "quick_gelu";
    static constexpr double beta = 1.702;
};

struct hard_swish {
    static constexpr auto name = "hard_swish";
    template <class V> static V value(V x) { return x * min(max(x * constant<V>(1.0 / 6) + V(0.5f), V(0)), V(1)); }
    template <class V> static V slope(V x) {
        return either(
            x <= V(-3), [] { return V(0); },
            [&] {
                return either(
                    x < V(3), [&] { return x * constant<V>(1.0 / 3) + V(0.5f); }, [] { return V(1); });
            });
    }
};

struct gelu {
    static constexpr auto name = "gelu";
    template <has_erf V> static V value(V x) {
        return V(0.5f) * x * (V(1) + erf(x * constant<V>(0.70710678118654752)));
    }
    template <has_erf V> static V slope(V x) {
        const V density = constant<V>(0.39894228040143268) * exp(V(-0.5f) * x * x);
        return V(0.5f) * (V(1) + erf(x * constant<V>(0.70710678118654752))) + x * density;
    }
};
struct xgelu : gelu {
    static constexpr auto name = "xgelu";
};

struct gelu_tanh {
    static constexpr auto name = "gelu_tanh";
    static constexpr double k = 0.79788456080286536, c = 0.044715; // √(2/π)
    template <class V> static V value(V x) {
        return V(0.5f) * x * (V(1) + tanh(constant<V>(k) * (x + constant<V>(c) * x * x * x)));
    }
    template <class V> static V slope(V x) {
        const V t = tanh(constant<V>(k) * (x + constant<V>(c) * x * x * x));
        return V(0.5f) * (V(1) + t) +
               V(0.5f) * x * (V(1) - t * t) * constant<V>(k) * (V(1) + constant<V>(3 * c) * x * x);
    }
};

struct mish {
    static constexpr auto name = "mish";
    template <class V> static V value(V x) { return x * tanh(log1p(exp(x))); }
    template <class V> static V slope(V x) {
        const V e = exp(x), t = tanh(log1p(e));
        return t + x * (V(1) - t * t) * (e / (V(1) + e));
    }
};

struct golu {
    static constexpr auto name = "golu";
    template <class V> static V value(V x) { return x * exp(-exp(-x)); }
    template <class V> static V slope(V x) {
        const V e = exp(-x);
        return exp(-e) * (V(1) + x * e);
    }
};

struct smelu {
    static constexpr auto name = "smelu";
    template <class V> static V value(V x) {
        return either(
            x >= V(1), [&] { return x; },
            [&] {
                const V m = max(x + V(1), V(0));
                return V(0.25f) * m * m;
            });
    }
    template <class V> static V slope(V x) { return min(max(V(0.5f) * (x + V(1)), V(0)), V(1)); }
};

struct xatlu {
    static constexpr auto name = "xatlu";
    static constexpr double inverse_pi = 0.31830988618379067;
    template <class V> static V value(V x) { return x * (constant<V>(inverse_pi) * atan(x) + V(0.5f)); }
    template <class V> static V slope(V x) {
        return constant<V>(inverse_pi) * atan(x) + V(0.5f) + constant<V>(inverse_pi) * x / (V(1) + x * x);
    }
};

struct exp_ {
    static constexpr auto name = "exp";
    template <class V> static V value(V x) { return exp(x); }
    template <class V> static V slope(V x) { return exp(x); }
};

// Periodic functions, wavelets and bells.

struct sine {
    static constexpr auto name = "sine";
    template <class V> static V value(V x) { return sin(x); }
    template <class V> static V slope(V x) { return cos(x); }
};
struct cosine {
    static constexpr auto name = "cosine";
    template <class V> static V value(V x) { return cos(x); }
    template <class V> static V slope(V x) { return -sin(x); }
};
struct gcu {
    static constexpr auto name = "gcu";
    template <class V> static V value(V x) { return x * cos(x); }
    template <class V> static V slope(V x) { return cos(x) - x * sin(x); }
};
struct snake {
    static constexpr auto name = "snake";
    template <class V> static V value(V x) {
        const V s = sin(x);
        return x + s * s;
    }
    template <class V> static V slope(V x) { return V(1) + sin(V(2) * x); }
};
struct snake_beta : snake {
    static constexpr auto name = "snake_beta";
};
struct spder {
    static constexpr auto name = "spder";
    template <class V> static V value(V x) { return sin(x) * sqrt(abs(x)); }
    template <class V> static V slope(V x) {
        const V t = abs(x), root = sqrt(t);
        return cos(x) * root + sin(t) / (V(2) * root);
    }
};
struct finer {
    static constexpr auto name = "finer";
    template <class V> static V value(V x) { return sin(V(30) * (abs(x) + V(1)) * x); }
    template <class V> static V slope(V x) {
        const V t = abs(x);
        return V(30) * (V(2) * t + V(1)) * cos(V(30) * (t + V(1)) * x);
    }
};
struct gabor {
    static constexpr auto name = "gabor";
    template <class V> static V value(V x) { return cos(V(10) * x) * exp(V(-100) * x * x); }
    template <class V> static V slope(V x) {
        return -(V(10) * sin(V(10) * x) + V(200) * x * cos(V(10) * x)) * exp(V(-100) * x * x);
    }
};
struct gaussian {
    static constexpr auto name = "gaussian";
    template <class V> static V value(V x) { return exp(-x * x); }
    template <class V> static V slope(V x) { return V(-2) * x * exp(-x * x); }
};
struct inverse_quadratic {
    static constexpr auto name = "inverse_quadratic";
    template <class V> static V value(V x) { return V(1) / (V(1) + x * x); }
    template <class V> static V slope(V x) {
        const V f = V(1) / (V(1) + x * x);
        return V(-2) * x * f * f;
    }
};
struct sq_rbf {
    static constexpr auto name = "sq_rbf";
    template <class V> static V value(V x) {
        const V t = abs(x), rest = max(V(2) - t, V(0));
        return either(
            t <= V(1), [&] { return V(1) - V(0.5f) * x * x; }, [&] { return V(0.5f) * rest * rest; });
    }
    template <class V> static V slope(V x) {
        const V t = abs(x), rest = max(V(2) - t, V(0));
        return either(
            t <= V(1), [&] { return -x; },
            [&] {
                return either(
                    x < V(0), [&] { return rest; }, [&] { return -rest; });
            });
    }
};
struct bump {
    static constexpr auto name = "bump";
    template <class V> static V value(V x) {
        return either(
            abs(x) < V(1), [&] { return exp(V(-1) / (V(1) - x * x)); }, [] { return V(0); });
    }
    template <class V> static V slope(V x) {
        const V z = V(1) / (V(1) - x * x);
        return either(
            abs(x) < V(1), [&] { return V(-2) * x * z * z * exp(-z); }, [] { return V(0); });
    }
};
struct hann {
    static constexpr auto name = "hann";
    static constexpr double half_pi = 1.5707963267948966;
    template <class V> static V value(V x) {
        const V c = cos(constant<V>(half_pi) * x);
        return either(
            abs(x) <= V(1), [&] { return c * c; }, [] { return V(0); });
    }
    template <class V> static V slope(V x) {
        return either(
            abs(x) <= V(1), [&] { return constant<V>(-half_pi) * sin(constant<V>(2 * half_pi) * x); },
            [] { return V(0); });
    }
};
struct elephant {
    static constexpr auto name = "elephant";
    template <class V> static V value(V x) {
        const V square = x * x;
        return V(1) / (V(1) + square * square);
    }
    template <class V> static V slope(V x) {
        const V square = x * x, f = V(1) / (V(1) + square * square);
        return V(-4) * x * square * f * f;
    }
};
struct sinc {
    static constexpr auto name = "sinc";
    template <class V> static V value(V x) {
        return either(
            abs(x) > V(0), [&] { return sin(x) / x; }, [] { return V(1); });
    }
    template <class V> static V slope(V x) {
        return either(
            abs(x) > V(0), [&] { return (cos(x) - sin(x) / x) / x; }, [] { return V(0); });
    }
};
struct sinc_plus_id {
    static constexpr auto name = "sinc_plus_id";
    template <class V> static V value(V x) { return sinc::value(x) + x; }
    template <class V> static V slope(V x) { return sinc::slope(x) + V(1); }
};
struct cos_minus_id {
    static constexpr auto name = "cos_minus_id";
    template <class V> static V value(V x) { return cos(x) - x; }
    template <class V> static V slope(V x) { return -sin(x) - V(1); }
};
struct min_sin {
    static constexpr auto name = "min_sin";
    template <class V> static V value(V x) { return min(x, sin(x)); }
    template <class V> static V slope(V x) {
        return either(
            x < sin(x), [] { return V(1); }, [&] { return cos(x); });
    }
};
struct sine_relu {
    static constexpr auto name = "sine_relu";
    template <class V> static V value(V x) {
        return either(
            x > V(0), [&] { return x; }, [&] { return constant<V>(0.01) * (sin(x) - cos(x)); });
    }
    template <class V> static V slope(V x) {
        return either(
            x > V(0), [] { return V(1); }, [&] { return constant<V>(0.01) * (cos(x) + sin(x)); });
    }
};
struct sin_lu {
    static constexpr auto name = "sin_lu";
    template <class V> static V value(V x) { return (x + sin(x)) * logistic(x); }
    template <class V> static V slope(V x) {
        const V s = logistic(x);
        return (V(1) + cos(x)) * s + (x + sin(x)) * s * (V(1) - s);
    }
};
struct cos_lu {
    static constexpr auto name = "cos_lu";
    template <class V> static V value(V x) { return (x + cos(x)) * logistic(x); }
    template <class V> static V slope(V x) {
        const V s = logistic(x);
        return (V(1) - sin(x)) * s + (x + cos(x)) * s * (V(1) - s);
    }
};
struct soft_steps {
    static constexpr auto name = "soft_steps";
    static constexpr double turn = 6.2831853071795865;
    template <class V> static V value(V x) { return x - sin(constant<V>(turn) * x) / constant<V>(turn); }
    template <class V> static V slope(V x) { return V(1) - cos(constant<V>(turn) * x); }
};
struct pinn_wavelet {
    static constexpr auto name = "pinn_wavelet";
    template <class V> static V value(V x) { return sin(x) + cos(x); }
    template <class V> static V slope(V x) { return cos(x) - sin(x); }
};

/// The polynomial with these coefficients, from the constant on.
template <class T, class V, std::size_t N> inline V polynomial(const std::array<T, N>& c, V x) {
    V p(c[N - 1]);
    for (std::size_t i = N - 1; i-- > 0;) p = p * x + V(c[i]);
    return p;
}
template <class T, class V, std::size_t N> inline V polynomial_slope(const std::array<T, N>& c, V x) {
    V p(static_cast<T>(N - 1) * c[N - 1]);
    for (std::size_t i = N - 1; i-- > 1;) p = p * x + V(static_cast<T>(i) * c[i]);
    return p;
}
template <class V> inline V signed_like(V magnitude, V sign) {
    return either(
        sign < V(0), [&] { return -magnitude; }, [&] { return magnitude; });
}

struct pau_a {
    static constexpr auto name = "pau_a";
    template <class V> static V value(V x) {
        const auto& [a, b] = pau_a_coefficients<element_of<V>>();
        const V t = abs(x);
        return polynomial(a, x) / (V(1) + t * polynomial(b, t));
    }
    template <class V> static V slope(V x) {
        const auto& [a, b] = pau_a_coefficients<element_of<V>>();
        const V t = abs(x), q = V(1) + t * polynomial(b, t);
        const V q_slope = polynomial(b, t) + t * polynomial_slope(b, t);
        return (polynomial_slope(a, x) - polynomial(a, x) / q * signed_like(q_slope, x)) / q;
    }
};
struct pau_b {
    static constexpr auto name = "pau_b";
    template <class V> static V value(V x) {
        const auto& [a, b] = pau_b_coefficients<element_of<V>>();
        return polynomial(a, x) / (V(1) + abs(x * polynomial(b, x)));
    }
    template <class V> static V slope(V x) {
        const auto& [a, b] = pau_b_coefficients<element_of<V>>();
        const V sum = x * polynomial(b, x), q = V(1) + abs(sum);
        const V sum_slope = polynomial(b, x) + x * polynomial_slope(b, x);
        return (polynomial_slope(a, x) - polynomial(a, x) / q * signed_like(sum_slope, sum)) / q;
    }
};

/// f(a)·b.
template <class F> struct gated_by {
    template <class V>
    requires requires(V a) { F::value(a); }
    static V value(V a, V b) { return F::value(a) * b; }
    template <class V> static void backward(V a, V b, V dy, V& da, V& db) {
        da = dy * b * F::slope(a);
        db = dy * F::value(a);
    }
};
struct swiglu : gated_by<silu> {
    static constexpr auto name = "swiglu";
};
struct geglu : gated_by<gelu> {
    static constexpr auto name = "geglu";
};
struct reglu : gated_by<relu> {
    static constexpr auto name = "reglu";
};
struct bilinear {
    static constexpr auto name = "bilinear";
    template <class V> static V value(V a, V b) { return a * b; }
    template <class V> static void backward(V a, V b, V dy, V& da, V& db) {
        da = dy * b;
        db = dy * a;
    }
};
struct drelu {
    static constexpr auto name = "drelu";
    template <class V> static V value(V a, V b) { return max(a, V(0)) * max(b, V(0)); }
    template <class V> static void backward(V a, V b, V dy, V& da, V& db) {
        da = dy * relu::slope(a) * max(b, V(0));
        db = dy * relu::slope(b) * max(a, V(0));
    }
};

template <class... F> struct list {
    template <class Visitor> static void for_each(Visitor visit) { (visit(F{}), ...); }
};
using elementwise =
    list<relu, leaky_relu, prelu, repu, relu_squared, clamp, relu6, hardtanh, elu, selu, sigmoid, tanh_, softplus,
         swish, silu, quick_gelu, hard_swish, gelu, gelu_tanh, mish, golu, smelu, xatlu, xgelu, xsilu, exp_, pau_a,
         pau_b,
         // Periodic functions, wavelets and bells.
         sine, cosine, gcu, snake, snake_beta, spder, finer, gabor, gaussian, inverse_quadratic, sq_rbf, bump, hann,
         elephant, sinc, sinc_plus_id, cos_minus_id, min_sin, sine_relu, sin_lu, cos_lu, soft_steps, pinn_wavelet>;
using gated = list<swiglu, geglu, reglu, drelu, bilinear>;

} // namespace
} // namespace bench::naive
