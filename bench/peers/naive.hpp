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
using std::asinh;
using std::atan;
using std::cbrt;
using std::cos;
using std::erf;
using std::exp;
using std::expm1;
using std::floor;
using std::log;
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

/// Whether a logarithm that is declared also compiles, and what is made of it: a peer may know that it does not.
template <class V> inline constexpr bool log_compiles = true;
template <class V>
concept has_log = log_compiles<V> && requires(V x) {
    log(x);
};
template <class V>
concept has_sqrt = requires(V x) {
    sqrt(x);
};
template <class V>
concept has_floor = requires(V x) {
    floor(x);
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

// Made of straight lines and parabolas.

struct identity {
    static constexpr auto name = "identity";
    template <class V> static V value(V x) { return x; }
    template <class V> static V slope(V) { return V(1); }
};
struct affine {
    static constexpr auto name = "affine";
    template <class V> static V value(V x) { return V(1) * x + V(0); }
    template <class V> static V slope(V) { return V(1); }
};
struct abs_ {
    static constexpr auto name = "abs";
    template <class V> static V value(V x) { return abs(x); }
    template <class V> static V slope(V x) {
        return either(
            x > V(0), [] { return V(1); },
            [&] {
                return either(
                    x < V(0), [] { return V(-1); }, [] { return V(0); });
            });
    }
};
struct dual_slope : leaky<dual_slope> {
    static constexpr auto name = "dual_slope";
    static constexpr double slope_below = 0;
};
struct tlu : relu {
    static constexpr auto name = "tlu";
};
struct keras_relu : relu {
    static constexpr auto name = "keras_relu";
};
struct threshold {
    static constexpr auto name = "threshold";
    template <class V> static V value(V x) {
        return either(
            x > V(1), [&] { return x; }, [] { return V(0); });
    }
    template <class V> static V slope(V x) {
        return either(
            x > V(1), [] { return V(1); }, [] { return V(0); });
    }
};
struct hard_sigmoid {
    static constexpr auto name = "hard_sigmoid";
    template <class V> static V value(V x) { return min(max(x * constant<V>(1.0 / 6) + V(0.5f), V(0)), V(1)); }
    template <class V> static V slope(V x) {
        return either(
            abs(x) < V(3), [] { return constant<V>(1.0 / 6); }, [] { return V(0); });
    }
};
struct hard_elu {
    static constexpr auto name = "hard_elu";
    template <class V> static V value(V x) {
        return either(
            x >= V(0), [&] { return x; }, [&] { return max(V(0.5f) * x, V(-1)); });
    }
    template <class V> static V slope(V x) {
        const auto below = [&] {
            return either(
                x > V(-2), [] { return V(0.5f); }, [] { return V(0); });
        };
        return either(
            x >= V(0), [] { return V(1); }, below);
    }
};
struct sqnl {
    static constexpr auto name = "sqnl";
    template <class V> static V value(V x) {
        const V y = min(max(x, V(-2)), V(2));
        return y - V(0.25f) * y * abs(y);
    }
    template <class V> static V slope(V x) { return max(V(0), V(1) - V(0.5f) * abs(x)); }
};
struct srelu {
    static constexpr auto name = "srelu";
    template <class V> static V value(V x) {
        return either(
            x >= V(1), [&] { return V(1) + V(1) * (x - V(1)); },
            [&] {
                return either(
                    x > V(0), [&] { return x; }, [&] { return V(0) + constant<V>(0.2) * (x - V(0)); });
            });
    }
    template <class V> static V slope(V x) {
        return either(
            x > V(0), [] { return V(1); }, [] { return constant<V>(0.2); });
    }
};
struct tent {
    static constexpr auto name = "tent";
    template <class V> static V value(V x) { return max(V(0), V(1) - abs(x)); }
    template <class V> static V slope(V x) {
        return either(
            abs(x) < V(1), [&] { return -abs_::slope(x); }, [] { return V(0); });
    }
};
struct stair {
    static constexpr auto name = "stair";
    template <has_floor V> static V value(V x) {
        const V step = floor(V(0.5f) * x);
        return step + max(V(0), x - V(2) * step - V(1));
    }
    template <has_floor V> static V slope(V x) {
        return either(
            x - V(2) * floor(V(0.5f) * x) > V(1), [] { return V(1); }, [] { return V(0); });
    }
};
struct nlrelu {
    static constexpr auto name = "nlrelu";
    template <class V> static V value(V x) { return log1p(max(x, V(0))); }
    template <class V> static V slope(V x) {
        return either(
            x > V(0), [&] { return V(1) / (V(1) + x); }, [] { return V(0); });
    }
};
struct oru {
    static constexpr auto name = "oru";
    template <has_sqrt V> static V value(V x) {
        const V size = sqrt(V(4) * abs(x) + V(1)) - V(1);
        return either(
            x < V(0), [&] { return -size; }, [&] { return size; });
    }
    template <has_sqrt V> static V slope(V x) { return V(2) / sqrt(V(4) * abs(x) + V(1)); }
};
struct eru {
    static constexpr auto name = "eru";
    template <has_sqrt V> static V value(V x) {
        return either(
                   x >= V(0), [&] { return sqrt(V(4) * x + V(1)); }, [&] { return exp(V(2) * x); }) -
               V(0.5f);
    }
    template <has_sqrt V> static V slope(V x) {
        return V(2) * either(
                          x >= V(0), [&] { return V(1) / sqrt(V(4) * x + V(1)); }, [&] { return exp(V(2) * x); });
    }
};

struct gsmelu : smelu {
    static constexpr auto name = "gsmelu";
};

struct exp_ {
    static constexpr auto name = "exp";
    template <class V> static V value(V x) { return exp(x); }
    template <class V> static V slope(V x) { return exp(x); }
};

// Smooth functions. Not every library has their elementary functions.

struct log_sigmoid {
    static constexpr auto name = "log_sigmoid";
    template <class V>
    requires requires(V x) { log1p(x); }
    static V value(V x) { return -log1p(exp(-x)); }
    template <class V> static V slope(V x) { return V(1) - logistic(x); }
};

struct scaled_tanh {
    static constexpr auto name = "scaled_tanh";
    template <class V> static V value(V x) { return constant<V>(1.7159) * tanh(constant<V>(0.67) * x); }
    template <class V> static V slope(V x) {
        const V t = tanh(constant<V>(0.67) * x);
        return constant<V>(0.67 * 1.7159) * (V(1) - t * t);
    }
};

struct penalized_tanh {
    static constexpr auto name = "penalized_tanh";
    template <class V> static V value(V x) {
        const V t = tanh(x);
        return either(
            x > V(0), [&] { return t; }, [&] { return constant<V>(0.25) * t; });
    }
    template <class V> static V slope(V x) {
        const V t = tanh(x), s = V(1) - t * t;
        return either(
            x > V(0), [&] { return s; }, [&] { return constant<V>(0.25) * s; });
    }
};

struct softsign {
    static constexpr auto name = "softsign";
    template <class V> static V value(V x) { return x / (V(1) + abs(x)); }
    template <class V> static V slope(V x) {
        const V s = V(1) + abs(x);
        return V(1) / (s * s);
    }
};

struct elliott {
    static constexpr auto name = "elliott";
    template <class V> static V value(V x) { return constant<V>(0.5) * x / (V(1) + abs(x)) + constant<V>(0.5); }
    template <class V> static V slope(V x) {
        const V s = V(1) + abs(x);
        return constant<V>(0.5) / (s * s);
    }
};

struct squareplus {
    static constexpr auto name = "squareplus";
    template <class V>
    requires requires(V x) { sqrt(x); }
    static V value(V x) { return constant<V>(0.5) * (x + sqrt(x * x + V(4))); }
    template <class V> static V slope(V x) { return constant<V>(0.5) * (V(1) + x / sqrt(x * x + V(4))); }
};

struct arctan {
    static constexpr auto name = "arctan";
    template <class V>
    requires requires(V x) { atan(x); }
    static V value(V x) { return atan(x); }
    template <class V> static V slope(V x) { return V(1) / (V(1) + x * x); }
};

struct asinh_ {
    static constexpr auto name = "asinh";
    template <class V>
    requires(log_compiles<V>&& requires(V x) { asinh(x); }) static V value(V x) { return asinh(x); }
    template <class V> static V slope(V x) { return V(1) / sqrt(V(1) + x * x); }
};

struct isru {
    static constexpr auto name = "isru";
    template <class V>
    requires requires(V x) { sqrt(x); }
    static V value(V x) { return x / sqrt(V(1) + x * x); }
    template <class V> static V slope(V x) {
        const V d = V(1) + x * x;
        return V(1) / (d * sqrt(d));
    }
};

struct isrlu {
    static constexpr auto name = "isrlu";
    template <class V>
    requires requires(V x) { sqrt(x); }
    static V value(V x) {
        return either(
            x >= V(0), [&] { return x; }, [&] { return isru::value(x); });
    }
    template <class V> static V slope(V x) {
        return either(
            x >= V(0), [] { return V(1); }, [&] { return isru::slope(x); });
    }
};

struct bent_identity {
    static constexpr auto name = "bent_identity";
    template <class V>
    requires requires(V x) { sqrt(x); }
    static V value(V x) { return x + constant<V>(0.5) * (sqrt(x * x + V(1)) - V(1)); }
    template <class V> static V slope(V x) { return V(1) + constant<V>(0.5) * x / sqrt(x * x + V(1)); }
};

struct cloglog {
    static constexpr auto name = "cloglog";
    template <class V> static V value(V x) { return V(1) - exp(-exp(x)); }
    template <class V> static V slope(V x) { return exp(x - exp(x)); }
};

struct gumbel_cdf {
    static constexpr auto name = "gumbel_cdf";
    template <class V> static V value(V x) { return exp(-exp(-x)); }
    template <class V> static V slope(V x) { return exp(-x - exp(-x)); }
};

struct erf_ {
    static constexpr auto name = "erf";
    template <class V>
    requires has_erf<V>
    static V value(V x) { return erf(x); }
    template <class V> static V slope(V x) { return constant<V>(1.1283791670955126) * exp(-x * x); }
};

struct shifted_softplus {
    static constexpr auto name = "shifted_softplus";
    template <has_log V> static V value(V x) { return log(V(1) + exp(x)) - constant<V>(0.69314718055994531); }
    template <class V> static V slope(V x) { return logistic(x); }
};

struct erfc_ {
    static constexpr auto name = "erfc";
    template <has_erf V> static V value(V x) { return V(1) - erf(x); }
    template <class V> static V slope(V x) { return constant<V>(-1.1283791670955126) * exp(-x * x); }
};

struct expm1_ {
    static constexpr auto name = "expm1";
    template <class V>
    requires requires(V x) { expm1(x); }
    static V value(V x) { return expm1(x); }
    template <class V> static V slope(V x) { return exp(x); }
};

struct log_ {
    static constexpr auto name = "log";
    template <class V>
    requires has_log<V>
    static V value(V x) { return log(x); }
    template <class V> static V slope(V x) { return V(1) / x; }
};

struct log1p_ {
    static constexpr auto name = "log1p";
    template <class V>
    requires requires(V x) { log1p(x); }
    static V value(V x) { return log1p(x); }
    template <class V> static V slope(V x) { return V(1) / (V(1) + x); }
};

struct log1mexp {
    static constexpr auto name = "log1mexp";
    template <class V>
    requires has_log<V>
    static V value(V x) { return log(V(1) - exp(-x)); }
    template <class V> static V slope(V x) { return V(1) / (exp(x) - V(1)); }
};

struct logit {
    static constexpr auto name = "logit";
    template <class V>
    requires has_log<V>
    static V value(V x) { return log(x / (V(1) - x)); }
    template <class V> static V slope(V x) { return V(1) / (x * (V(1) - x)); }
};

struct power {
    static constexpr auto name = "power";
    template <class V> static V value(V x) { return x * x; }
    template <class V> static V slope(V x) { return V(2) * x; }
};

struct cbrt_ {
    static constexpr auto name = "cbrt";
    template <class V>
    requires(log_compiles<V>&& requires(V x) { cbrt(x); }) static V value(V x) { return cbrt(x); }
    template <class V>
    requires(log_compiles<V>&& requires(V x) { cbrt(x); }) static V slope(V x) {
        const V y = cbrt(x);
        return V(1) / (V(3) * y * y);
    }
};

struct symlog {
    static constexpr auto name = "symlog";
    template <class V>
    requires requires(V x) { log1p(x); }
    static V value(V x) {
        const V l = log1p(abs(x));
        return either(
            x < V(0), [&] { return -l; }, [&] { return l; });
    }
    template <class V> static V slope(V x) { return V(1) / (V(1) + abs(x)); }
};

struct symexp {
    static constexpr auto name = "symexp";
    template <class V>
    requires requires(V x) { expm1(x); }
    static V value(V x) {
        const V e = expm1(abs(x));
        return either(
            x < V(0), [&] { return -e; }, [&] { return e; });
    }
    template <class V> static V slope(V x) { return exp(abs(x)); }
};

struct celu : elu {
    static constexpr auto name = "celu";
};

struct hard_elish {
    static constexpr auto name = "hard_elish";
    template <class V>
    requires requires(V x) { expm1(x); }
    static V value(V x) {
        const V h = min(max(constant<V>(0.5) * x + constant<V>(0.5), V(0)), V(1));
        return either(
            x >= V(0), [&] { return h * x; }, [&] { return h * expm1(x); });
    }
    template <class V> static V slope(V x) {
        const V half = constant<V>(0.5);
        const auto below = [&] {
            return either(
                x <= V(-1), [] { return V(0); }, [&] { return (half * x + V(1)) * exp(x) - half; });
        };
        const auto above = [&] {
            return either(
                x >= V(1), [] { return V(1); }, [&] { return x + half; });
        };
        return either(x >= V(0), above, below);
    }
};

struct hyper_sinh {
    static constexpr auto name = "hyper_sinh";
    template <class V> static V value(V x) {
        return either(
            x > V(0), [&] { return constant<V>(1.0 / 6) * (exp(x) - exp(-x)); },
            [&] { return constant<V>(0.25) * x * x * x; });
    }
    template <class V> static V slope(V x) {
        return either(
            x > V(0), [&] { return constant<V>(1.0 / 6) * (exp(x) + exp(-x)); },
            [&] { return constant<V>(0.75) * x * x; });
    }
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

// Thresholded functions.

/// x and slope 1 outside of ±bound, else 0.
template <class V, class Yes> inline V outside(V x, double bound, Yes yes) {
    return either(abs(x) > constant<V>(bound), yes, [] { return V(0); });
}
struct hard_shrink {
    static constexpr auto name = "hard_shrink";
    template <class V> static V value(V x) {
        return outside(x, 0.5, [&] { return x; });
    }
    template <class V> static V slope(V x) {
        return outside(x, 0.5, [] { return V(1); });
    }
};
struct shrink : hard_shrink {
    static constexpr auto name = "shrink";
};
struct soft_shrink : hard_shrink {
    static constexpr auto name = "soft_shrink";
    template <class V> static V value(V x) { return max(x - V(0.5f), V(0)) + min(x + V(0.5f), V(0)); }
};
struct shifted_relu {
    static constexpr auto name = "shifted_relu";
    template <class V> static V value(V x) { return max(x - V(1), V(0)); }
    template <class V> static V slope(V x) { return relu::slope(V(x - V(1))); }
};
struct clipped_shifted_relu {
    static constexpr auto name = "clipped_shifted_relu";
    static constexpr double tau = 1.036433;
    template <class V> static V value(V x) { return min(max(x - constant<V>(tau), V(0)), V(1)); }
    template <class V> static V slope(V x) {
        return either(
            x < constant<V>(tau + 1), [&] { return relu::slope(V(x - constant<V>(tau))); }, [] { return V(0); });
    }
};
struct clipped_soft_shrink {
    static constexpr auto name = "clipped_soft_shrink";
    static constexpr double tau = 1.439531;
    template <class V> static V value(V x) {
        const V size = min(max(abs(x) - constant<V>(tau), V(0)), V(1));
        return either(
            x < V(0), [&] { return -size; }, [&] { return size; });
    }
    template <class V> static V slope(V x) {
        return either(
            abs(x) < constant<V>(tau + 1), [&] { return outside(x, tau, [] { return V(1); }); }, [] { return V(0); });
    }
};
struct jump_relu : relu {
    static constexpr auto name = "jump_relu";
};
struct clip_to_zero {
    static constexpr auto name = "clip_to_zero";
    template <class V> static V value(V x) {
        return either(
            x <= V(6), [&] { return max(x, V(0)); }, [] { return V(0); });
    }
    template <class V> static V slope(V x) {
        return either(
            x <= V(6), [&] { return relu::slope(x); }, [] { return V(0); });
    }
};
struct fit_act {
    static constexpr auto name = "fit_act";
    template <class V> static V value(V x) { return max(x * logistic(V(V(20) * (V(1) - x))), V(0)); }
    template <class V> static V slope(V x) {
        return either(
            x > V(0),
            [&] {
                const V s = logistic(V(V(20) * (V(1) - x)));
                return s * (V(1) - V(20) * x * (V(1) - s));
            },
            [] { return V(0); });
    }
};
struct vra {
    static constexpr auto name = "vra";
    template <class V> static V value(V x) {
        return either(
            x < V(0.5f), [] { return V(0); }, [&] { return min(x, V(1)); });
    }
    template <class V> static V slope(V x) {
        return either(
            x < V(0.5f), [] { return V(0); },
            [&] {
                return either(
                    x > V(1), [] { return V(0); }, [] { return V(1); });
            });
    }
};
// The second half of the smooth functions: gates and their relatives.
struct gelu_cubic {
    static constexpr auto name = "gelu_cubic";
    static constexpr double k = 1.60033, c = 0.0433603;
    template <class V> static V value(V x) {
        return x * logistic(constant<V>(k) * x * (V(1) + constant<V>(c) * x * x));
    }
    template <class V> static V slope(V x) {
        const V s = logistic(constant<V>(k) * x * (V(1) + constant<V>(c) * x * x));
        return s + x * s * (V(1) - s) * constant<V>(k) * (V(1) + constant<V>(3 * c) * x * x);
    }
};
struct gelu_clipped {
    static constexpr auto name = "gelu_clipped";
    template <has_erf V> static V value(V x) { return min(max(gelu::value(x), V(-10)), V(10)); }
    template <has_erf V> static V slope(V x) {
        return either(
            gelu::value(x) < V(10), [&] { return gelu::slope(x); }, [] { return V(0); });
    }
};
struct sgelu {
    static constexpr auto name = "sgelu";
    template <has_erf V> static V value(V x) { return x * erf(x * constant<V>(0.70710678118654752)); }
    template <has_erf V> static V slope(V x) {
        return erf(x * constant<V>(0.70710678118654752)) + constant<V>(0.79788456080286536) * x * exp(V(-0.5f) * x * x);
    }
};
struct dsilu {
    static constexpr auto name = "dsilu";
    template <class V> static V value(V x) { return silu::slope(x); }
    template <class V> static V slope(V x) {
        const V s = logistic(x);
        return s * (V(1) - s) * (V(2) + x * (V(1) - V(2) * s));
    }
};
struct flatten_t_swish {
    static constexpr auto name = "flatten_t_swish";
    template <class V> static V value(V x) {
        return either(
            x >= V(0), [&] { return x * logistic(x) - V(0.2f); }, [] { return V(-0.2f); });
    }
    template <class V> static V slope(V x) {
        return either(
            x >= V(0), [&] { return silu::slope(x); }, [] { return V(0); });
    }
};
struct lisht {
    static constexpr auto name = "lisht";
    template <class V> static V value(V x) { return x * tanh(x); }
    template <class V> static V slope(V x) {
        const V t = tanh(x);
        return t + x * (V(1) - t * t);
    }
};
struct logish {
    static constexpr auto name = "logish";
    template <class V> static V value(V x) { return x * log1p(logistic(x)); }
    template <class V> static V slope(V x) {
        const V s = logistic(x);
        return log1p(s) + x * s * (V(1) - s) / (V(1) + s);
    }
};
struct smish {
    static constexpr auto name = "smish";
    template <class V> static V value(V x) { return x * tanh(log1p(logistic(x))); }
    template <class V> static V slope(V x) {
        const V s = logistic(x), t = tanh(log1p(s));
        return t + x * (V(1) - t * t) * s * (V(1) - s) / (V(1) + s);
    }
};
struct phish {
    static constexpr auto name = "phish";
    template <has_erf V> static V value(V x) { return x * tanh(gelu::value(x)); }
    template <has_erf V> static V slope(V x) {
        const V t = tanh(gelu::value(x));
        return t + x * (V(1) - t * t) * gelu::slope(x);
    }
};
struct gish {
    static constexpr auto name = "gish";
    template <class V> static V value(V x) { return x * log1p(V(1) - exp(-exp(x))); }
    template <class V> static V slope(V x) {
        const V e = exp(x), w = exp(-e);
        return log1p(V(1) - w) + x * e * w / (V(2) - w);
    }
};
struct colu {
    static constexpr auto name = "colu";
    template <class V> static V value(V x) { return x / (V(1) - x * exp(-(x + exp(x)))); }
    template <class V> static V slope(V x) {
        const V e = exp(x), w = exp(-(x + e)), n = V(1) - x * w;
        return (V(1) - x * x * w * (V(1) + e)) / (n * n);
    }
};
struct aptx {
    static constexpr auto name = "aptx";
    template <class V> static V value(V x) { return (V(1) + tanh(x)) * V(0.5f) * x; }
    template <class V> static V slope(V x) {
        const V t = tanh(x);
        return V(0.5f) * (V(1) + t + x * (V(1) - t * t));
    }
};
struct tanhshrink {
    static constexpr auto name = "tanhshrink";
    template <class V> static V value(V x) { return x - tanh(x); }
    template <class V> static V slope(V x) {
        const V t = tanh(x);
        return t * t;
    }
};
struct normal_cdf {
    static constexpr auto name = "normal_cdf";
    static constexpr double u = 0.707107, s = 0.282095;
    template <has_erf V> static V value(V x) {
        return V(0.5f) * (V(1) + erf((x - constant<V>(u)) * constant<V>(0.70710678118654752 / s)));
    }
    template <has_erf V> static V slope(V x) {
        const V z = (x - constant<V>(u)) * constant<V>(1 / s);
        return constant<V>(0.39894228040143268 / s) * exp(V(-0.5f) * z * z);
    }
};
struct max_sigmoid {
    static constexpr auto name = "max_sigmoid";
    template <class V> static V value(V x) { return max(x, logistic(x)); }
    template <class V> static V slope(V x) {
        const V s = logistic(x);
        return either(
            x > s, [] { return V(1); }, [&] { return s * (V(1) - s); });
    }
};
struct max_tanh {
    static constexpr auto name = "max_tanh";
    template <class V> static V value(V x) { return max(x, tanh(x)); }
    template <class V> static V slope(V x) {
        const V t = tanh(x);
        return either(
            x > V(0), [] { return V(1); }, [&] { return V(1) - t * t; });
    }
};
struct atan_sq_minus_id {
    static constexpr auto name = "atan_sq_minus_id";
    template <class V> static V value(V x) {
        const V a = atan(x);
        return a * a - x;
    }
    template <class V> static V slope(V x) { return V(2) * atan(x) / (V(1) + x * x) - V(1); }
};
struct spline_log {
    static constexpr auto name = "spline_log";
    template <class V> static V value(V x) { return x * x * log1p(x); }
    template <class V> static V slope(V x) { return V(2) * x * log1p(x) + x * x / (V(1) + x); }
};
struct poisson1 {
    static constexpr auto name = "poisson1";
    template <class V> static V value(V x) { return (x - V(1)) * exp(-x); }
    template <class V> static V slope(V x) { return (V(2) - x) * exp(-x); }
};
struct id_asinh_sq {
    static constexpr auto name = "id_asinh_sq";
    template <class V> static V value(V x) {
        const V a = asinh(x);
        return x * a * a;
    }
    template <class V> static V slope(V x) {
        const V a = asinh(x);
        return a * a + V(2) * x * a / sqrt(V(1) + x * x);
    }
};
struct multiquadratic {
    static constexpr auto name = "multiquadratic";
    template <class V> static V value(V x) { return sqrt(V(1) + x * x); }
    template <class V> static V slope(V x) { return x / sqrt(V(1) + x * x); }
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

// With parameters to learn.

struct rprelu : leaky<rprelu> {
    static constexpr auto name = "rprelu";
    static constexpr double slope_below = 0.25;
};

struct star_relu {
    static constexpr auto name = "star_relu";
    template <class V> static V value(V x) {
        const V m = max(x, V(0));
        return constant<V>(0.8944) * m * m - constant<V>(0.4472);
    }
    template <class V> static V slope(V x) { return constant<V>(1.7888) * max(x, V(0)); }
};

struct crrelu {
    static constexpr auto name = "crrelu";
    template <class V> static V value(V x) { return max(x, V(0)) + constant<V>(0.01) * x * exp(V(-0.5f) * x * x); }
    template <class V> static V slope(V x) {
        return relu::slope(x) + constant<V>(0.01) * (V(1) - x * x) * exp(V(-0.5f) * x * x);
    }
};

struct tempered_sigmoid {
    static constexpr auto name = "tempered_sigmoid";
    template <class V> static V value(V x) { return V(2) * logistic(V(2) * x) - V(1); }
    template <class V> static V slope(V x) {
        const V s = logistic(V(2) * x);
        return V(4) * s * (V(1) - s);
    }
};

struct acon_c : silu {
    static constexpr auto name = "acon_c";
};

struct tanhsoft1 {
    static constexpr auto name = "tanhsoft1";
    template <class V> static V value(V x) { return tanh(x) * log1p(exp(x)); }
    template <class V> static V slope(V x) {
        const V t = tanh(x);
        return (V(1) - t * t) * log1p(exp(x)) + t * logistic(x);
    }
};

struct tanhsoft2 {
    static constexpr auto name = "tanhsoft2";
    template <class V> static V value(V x) { return x * tanh(exp(x)); }
    template <class V> static V slope(V x) {
        const V w = exp(x), t = tanh(w);
        return t + x * w * (V(1) - t * t);
    }
};

struct srs {
    static constexpr auto name = "srs";
    template <class V> static V value(V x) { return x / (x * constant<V>(0.2) + exp(x * constant<V>(-1.0 / 3))); }
    template <class V> static V slope(V x) {
        const V e = exp(x * constant<V>(-1.0 / 3)), d = x * constant<V>(0.2) + e;
        return (V(1) + x * constant<V>(1.0 / 3)) * e / (d * d);
    }
};

struct pdelu {
    static constexpr auto name = "pdelu";
    template <class V> static V value(V x) {
        const auto below = [&] {
            const V m = max(V(1) + constant<V>(0.1) * x, V(0)), m2 = m * m, m4 = m2 * m2;
            return m4 * m4 * m2 - V(1);
        };
        return either(
            x > V(0), [&] { return x; }, below);
    }
    template <class V> static V slope(V x) {
        const auto below = [&] {
            const V m = max(V(1) + constant<V>(0.1) * x, V(0)), m2 = m * m, m4 = m2 * m2;
            return m4 * m4 * m;
        };
        return either(
            x > V(0), [] { return V(1); }, below);
    }
};

struct pelu : exponential_below<pelu> {
    static constexpr auto name = "pelu";
    static constexpr double scale = 1, alpha = 1;
};
struct mpelu : exponential_below<mpelu> {
    static constexpr auto name = "mpelu";
    static constexpr double scale = 1, alpha = 1;
};

struct falu {
    static constexpr auto name = "falu";
    template <class V> static V value(V x) {
        const V s = logistic(x), h = x * s;
        return h + V(0.5f) * s * (V(1) - h);
    }
    template <class V> static V slope(V x) {
        const V s = logistic(x), h = x * s, u = s * (V(1) - s), v = s + x * u;
        return v + V(0.5f) * (u * (V(1) - h) - s * v);
    }
};

struct apa : sigmoid {
    static constexpr auto name = "apa";
};
struct aglu : silu {
    static constexpr auto name = "aglu";
};

struct sau {
    static constexpr auto name = "sau";
    static constexpr double n = 20000, density = 0.39894228040143268; // 1/√(2π)
    template <has_erf V> static V value(V x) {
        const V z = constant<V>(n) * x, half = V(0.5f) * x * (V(1) + erf(z * constant<V>(0.70710678118654752)));
        const V bell = constant<V>(density / n) * exp(V(-0.5f) * z * z);
        return constant<V>(0.15) * x + constant<V>(0.85) * (half + bell);
    }
    template <has_erf V> static V slope(V x) {
        const V z = constant<V>(n) * x;
        return constant<V>(0.15) + constant<V>(0.425) * (V(1) + erf(z * constant<V>(0.70710678118654752)));
    }
};

struct smu {
    static constexpr auto name = "smu";
    template <has_erf V> static V value(V x) { return V(0.625f) * x + V(0.375f) * x * erf(V(0.75f) * x); }
    template <has_erf V> static V slope(V x) {
        const V w = V(0.75f) * x;
        return V(0.625f) + V(0.375f) * (erf(w) + constant<V>(1.1283791670955126) * w * exp(-(w * w)));
    }
};

struct smu1 {
    static constexpr auto name = "smu1";
    template <has_sqrt V> static V value(V x) { return V(0.5f) * (V(1.25f) * x + sqrt(V(0.5625f) * x * x + V(1))); }
    template <has_sqrt V> static V slope(V x) {
        return V(0.5f) * (V(1.25f) + V(0.5625f) * x / sqrt(V(0.5625f) * x * x + V(1)));
    }
};

struct cauchy {
    static constexpr auto name = "cauchy";
    template <class V> static V value(V x) { return (x + V(1)) / (x * x + V(1)); }
    template <class V> static V slope(V x) {
        const V d = x * x + V(1);
        return (V(1) - x * x - V(2) * x) / (d * d);
    }
};

struct sg_blend {
    static constexpr auto name = "sg_blend";
    template <has_erf V> static V value(V x) { return V(0.5f) * (silu::value(x) + gelu::value(x)); }
    template <has_erf V> static V slope(V x) { return V(0.5f) * (silu::slope(x) + gelu::slope(x)); }
};

struct xielu {
    static constexpr auto name = "xielu";
    template <class V> static V value(V x) {
        return either(
            x > V(0), [&] { return constant<V>(0.8) * x * x + V(0.5f) * x; },
            [&] { return constant<V>(0.8) * (expm1(x) - x) + V(0.5f) * x; });
    }
    template <class V> static V slope(V x) {
        return either(
            x > V(0), [&] { return constant<V>(1.6) * x + V(0.5f); },
            [&] { return constant<V>(0.8) * expm1(x) + V(0.5f); });
    }
};

struct erf_act {
    static constexpr auto name = "erf_act";
    template <has_erf V> static V value(V x) { return x * erf(V(0.75f) * exp(V(0.75f) * x)); }
    template <has_erf V> static V slope(V x) {
        const V w = V(0.75f) * exp(V(0.75f) * x);
        return erf(w) + V(0.75f) * x * w * constant<V>(1.1283791670955126) * exp(-(w * w));
    }
};

struct pserf {
    static constexpr auto name = "pserf";
    template <has_erf V> static V value(V x) { return x * erf(V(1.25f) * log1p(exp(constant<V>(0.85) * x))); }
    template <has_erf V> static V slope(V x) {
        const V z = constant<V>(0.85) * x, w = V(1.25f) * log1p(exp(z));
        return erf(w) + V(1.25f) * z * logistic(z) * constant<V>(1.1283791670955126) * exp(-(w * w));
    }
};

struct soft_exponential {
    static constexpr auto name = "soft_exponential";
    template <class V> static V value(V x) { return x; }
    template <class V> static V slope(V x) {
        return either(
            x == x, [] { return V(1); }, [&] { return x; });
    }
};

struct swim {
    static constexpr auto name = "swim";
    template <has_sqrt V> static V value(V x) { return V(0.5f) * x * (V(1) + V(0.5f) * x / sqrt(V(1) + x * x)); }
    template <has_sqrt V> static V slope(V x) {
        const V square = x * x, r = sqrt(V(1) + square);
        return V(0.5f) + V(0.25f) * x * (V(2) + square) / ((V(1) + square) * r);
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

// Gated units.

struct glu : gated_by<sigmoid> {
    static constexpr auto name = "glu";
};
struct geglu_tanh : gated_by<gelu_tanh> {
    static constexpr auto name = "geglu_tanh";
};
struct geglu_quick : gated_by<quick_gelu> {
    static constexpr auto name = "geglu_quick";
};
struct smooth_swiglu : gated_by<silu> {
    static constexpr auto name = "smooth_swiglu";
};
struct fatrelu_gate : gated_by<relu> {
    static constexpr auto name = "fatrelu_gate";
};
struct xswiglu : gated_by<sigmoid> {
    static constexpr auto name = "xswiglu";
};
struct normal_gate {
    template <has_erf V> static V value(V x) { return V(0.5f) * (V(1) + erf(x * constant<V>(0.70710678118654752))); }
    template <has_erf V> static V slope(V x) { return constant<V>(0.39894228040143268) * exp(V(-0.5f) * x * x); }
};
struct xgeglu : gated_by<normal_gate> {
    static constexpr auto name = "xgeglu";
};
struct arctan_gate {
    template <class V> static V value(V x) { return constant<V>(xatlu::inverse_pi) * atan(x) + V(0.5f); }
    template <class V> static V slope(V x) { return constant<V>(xatlu::inverse_pi) / (V(1) + x * x); }
};
struct xatglu : gated_by<arctan_gate> {
    static constexpr auto name = "xatglu";
};

/// f(a)·g(b).
template <class F, class G> struct product_of {
    template <class V> static V value(V a, V b) { return F::value(a) * G::value(b); }
    template <class V> static void backward(V a, V b, V dy, V& da, V& db) {
        da = dy * F::slope(a) * G::value(b);
        db = dy * F::value(a) * G::slope(b);
    }
};
struct gtu : product_of<sigmoid, tanh_> {
    static constexpr auto name = "gtu";
};
struct nac_weight : product_of<tanh_, sigmoid> {
    static constexpr auto name = "nac_weight";
};
struct cos_10 {
    template <class V> static V value(V x) { return cos(V(10) * x); }
    template <class V> static V slope(V x) { return V(-10) * sin(V(10) * x); }
};
struct bell_10 {
    template <class V> static V value(V x) { return exp(V(-100) * x * x); }
    template <class V> static V slope(V x) { return V(-200) * x * exp(V(-100) * x * x); }
};
struct gabor2 : product_of<cos_10, bell_10> {
    static constexpr auto name = "gabor2";
};
struct xunit_gate : gated_by<gaussian> {
    static constexpr auto name = "xunit_gate";
};

struct monet_mu {
    static constexpr auto name = "monet_mu";
    template <class V> static V value(V a, V b) { return a * b + a; }
    template <class V> static void backward(V a, V b, V dy, V& da, V& db) {
        da = dy * (b + V(1));
        db = dy * a;
    }
};
struct mglu {
    static constexpr auto name = "mglu";
    template <class V> static V value(V a, V b) { return silu::value(a) * (b - a); }
    template <class V> static void backward(V a, V b, V dy, V& da, V& db) {
        da = dy * (silu::slope(a) * (b - a) - silu::value(a));
        db = dy * silu::value(a);
    }
};
template <class V> V inside(V x, V limit, V yes) {
    return either(
        abs(x) < limit, [&] { return yes; }, [] { return V(0); });
}
struct swiglu_oai {
    static constexpr auto name = "swiglu_oai";
    template <class V> static V value(V a, V b) {
        return quick_gelu::value(min(a, V(7))) * (min(max(b, V(-7)), V(7)) + V(1));
    }
    template <class V> static void backward(V a, V b, V dy, V& da, V& db) {
        const V p = min(a, V(7));
        da = dy * inside(max(a, V(0)), V(7), quick_gelu::slope(p) * (min(max(b, V(-7)), V(7)) + V(1)));
        db = dy * inside(b, V(7), quick_gelu::value(p));
    }
};
struct swiglu_clamped {
    static constexpr auto name = "swiglu_clamped";
    template <class V> static V value(V a, V b) { return min(silu::value(a), V(7)) * min(max(b, V(-7)), V(7)); }
    template <class V> static void backward(V a, V b, V dy, V& da, V& db) {
        const V p = silu::value(a);
        da = dy * inside(max(p, V(0)), V(7), silu::slope(a) * min(max(b, V(-7)), V(7)));
        db = dy * inside(b, V(7), min(p, V(7)));
    }
};
struct rg_lru_decay {
    static constexpr auto name = "rg_lru_decay";
    template <class V> static V value(V a, V b) { return exp(V(-8) * softplus::value(a) * logistic(b)); }
    template <class V> static void backward(V a, V b, V dy, V& da, V& db) {
        const V f = V(-8) * dy * value(a, b), s = logistic(b);
        da = f * logistic(a) * s;
        db = f * softplus::value(a) * s * (V(1) - s);
    }
};

struct hgrn_gate : sigmoid {
    static constexpr auto name = "hgrn_gate";
};
struct gla_gate {
    static constexpr auto name = "gla_gate";
    template <class V> static V value(V x) { return exp(V(-0.0625f) * softplus::value(-x)); }
    template <class V> static V slope(V x) { return V(0.0625f) * value(x) * logistic(-x); }
};

template <class... F> struct list {
    template <class Visitor> static void for_each(Visitor visit) { (visit(F{}), ...); }
};
using elementwise =
    list<relu, leaky_relu, prelu, repu, relu_squared, clamp, relu6, hardtanh, elu, selu, sigmoid, tanh_, softplus,
         swish, silu, quick_gelu, hard_swish, gelu, gelu_tanh, mish, golu, smelu, xatlu, xgelu, xsilu, exp_, pau_a,
         pau_b, log_sigmoid, scaled_tanh, penalized_tanh, softsign, elliott, squareplus, arctan, asinh_, isru, isrlu,
         bent_identity, cloglog, gumbel_cdf, erf_, shifted_softplus, erfc_, expm1_, log_, log1p_, log1mexp, logit,
         power, cbrt_, symlog, symexp, celu, hard_elish, hyper_sinh, identity, affine, abs_, dual_slope, tlu,
         keras_relu, threshold, hard_sigmoid, hard_elu, gsmelu, sqnl, srelu, tent, stair, nlrelu, oru, eru, rprelu,
         star_relu, crrelu, tempered_sigmoid, acon_c, tanhsoft1, tanhsoft2, srs, pdelu, pelu, mpelu, falu, apa, aglu,
         sau, smu, smu1, cauchy, sg_blend, xielu, erf_act, pserf, soft_exponential, swim, sine, cosine, gcu, snake,
         snake_beta, spder, finer, gabor, gaussian, inverse_quadratic, sq_rbf, bump, hann, elephant, sinc, sinc_plus_id,
         cos_minus_id, min_sin, sine_relu, sin_lu, cos_lu, soft_steps, pinn_wavelet, hard_shrink, soft_shrink, shrink,
         shifted_relu, clipped_shifted_relu, clipped_soft_shrink, jump_relu, clip_to_zero, fit_act, vra, gelu_cubic,
         gelu_clipped, sgelu, dsilu, flatten_t_swish, lisht, logish, smish, phish, gish, colu, aptx, tanhshrink,
         normal_cdf, max_sigmoid, max_tanh, atan_sq_minus_id, spline_log, poisson1, id_asinh_sq, multiquadratic,
         gla_gate, hgrn_gate>;
using gated =
    list<swiglu, geglu, reglu, drelu, bilinear, glu, gtu, geglu_tanh, geglu_quick, nac_weight, fatrelu_gate, monet_mu,
         mglu, smooth_swiglu, xatglu, xgeglu, xswiglu, swiglu_oai, swiglu_clamped, gabor2, rg_lru_decay, xunit_gate>;

} // namespace
} // namespace bench::naive
