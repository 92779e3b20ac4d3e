#include <Eigen/Core>
#include <string>
#include <unsupported/Eigen/SpecialFunctions>

#include "contestants.hpp"
#include "pau.hpp"

/// Eigen's array expressions with its own logistic, tanh, exp, erf …, each in the fastest of the forms that were tried:
/// minima and maxima rather than select(), exp(x) - 1 rather than its expm1 (which is five times slower), a factor that
/// is needed twice, or hides behind a condition, evaluated first into the output.

namespace bench {
namespace {

using Eigen::Index;
using in = const Eigen::Map<const Eigen::ArrayXf>&;
using out = Eigen::Map<Eigen::ArrayXf>;

auto input(const float* p, std::size_t n) { return Eigen::Map<const Eigen::ArrayXf>(p, static_cast<Index>(n)); }
auto output(float* p, std::size_t n) { return out(p, static_cast<Index>(n)); }

/// forward(x, y) and backward(x, dy, dx).
template <class Forward, class Backward> void add(contestant& c, std::string_view name, Forward, Backward) {
    c.elementwise(
        name, [](const float* x, float* y, std::size_t n) { Forward{}(input(x, n), output(y, n)); },
        [](const float* x, const float* dy, float* dx, std::size_t n) {
            Backward{}(input(x, n), input(dy, n), output(dx, n));
        });
}

/// forward(a, b, y) and backward(a, b, dy, da, db).
template <class Forward, class Backward> void add_gated(contestant& c, std::string_view name, Forward, Backward) {
    c.gated(
        name,
        [](const float* a, const float* b, float* y, std::size_t n) {
            Forward{}(input(a, n), input(b, n), output(y, n));
        },
        [](const float* a, const float* b, const float* dy, float* da, float* db, std::size_t n) {
            Backward{}(input(a, n), input(b, n), input(dy, n), output(da, n), output(db, n));
        });
}

/// forward(x, y) and backward(y, dy, dx), row by row.
template <class Forward, class Backward> void add_rowwise(contestant& c, std::string_view name, Forward, Backward) {
    c.rowwise(
        name,
        [](const float* x, float* y, std::size_t n, std::size_t row) {
            for (std::size_t i = 0; i < n; i += row) Forward{}(input(x + i, row), output(y + i, row));
        },
        [](const float* y, const float* dy, float* dx, std::size_t n, std::size_t row) {
            for (std::size_t i = 0; i < n; i += row)
                Backward{}(input(y + i, row), input(dy + i, row), output(dx + i, row));
        });
}

constexpr float sqrt_half = 0.70710678f, inverse_sqrt_2pi = 0.39894228f, sqrt_2_pi = 0.79788456f, cubic = 0.044715f;
constexpr float inverse_pi = 0.31830989f, scale = 1.0507009873554805f, scaled_alpha = 1.7580993408473766f;

void add_rectifiers(contestant& c) {
    add(
        c, "relu", [](in x, out y) { y = x.max(0.f); }, [](in x, in dy, out dx) { dx = (x > 0.f).select(dy, 0.f); });
    add(
        c, "leaky_relu", [](in x, out y) { y = (x > 0.f).select(x, 0.01f * x); },
        [](in x, in dy, out dx) { dx = (x > 0.f).select(dy, 0.01f * dy); });
    add(
        c, "prelu", [](in x, out y) { y = (x > 0.f).select(x, 0.25f * x); },
        [](in x, in dy, out dx) { dx = (x > 0.f).select(dy, 0.25f * dy); });
    for (const char* name : {"repu", "relu_squared"})
        add(
            c, name, [](in x, out y) { y = x.max(0.f).square(); },
            [](in x, in dy, out dx) { dx = 2 * dy * x.max(0.f); });
    for (const char* name : {"clamp", "hardtanh"})
        add(
            c, name, [](in x, out y) { y = x.max(-1.f).min(1.f); },
            [](in x, in dy, out dx) { dx = (x.abs() < 1.f).select(dy, 0.f); });
    add(
        c, "relu6", [](in x, out y) { y = x.max(0.f).min(6.f); },
        [](in x, in dy, out dx) { dx = ((x - 3.f).abs() < 3.f).select(dy, 0.f); });
    add(
        c, "hard_swish", [](in x, out y) { y = x * (x * (1.f / 6) + 0.5f).max(0.f).min(1.f); },
        [](in x, in dy, out dx) { dx = dy * (x < 3.f).select((x > -3.f).select(x * (1.f / 3) + 0.5f, 0.f), 1.f); });
    add(
        c, "smelu", [](in x, out y) { y = (x < 1.f).select(0.25f * (x + 1.f).max(0.f).square(), x); },
        [](in x, in dy, out dx) { dx = dy * (0.5f * (x + 1.f)).max(0.f).min(1.f); });
}

void add_exponentials(contestant& c) {
    add(
        c, "exp", [](in x, out y) { y = x.exp(); }, [](in x, in dy, out dx) { dx = dy * x.exp(); });
    add(
        c, "elu", [](in x, out y) { y = x.max(0.f) + (x.min(0.f).exp() - 1.f); },
        [](in x, in dy, out dx) { dx = dy * x.min(0.f).exp(); });
    add(
        c, "selu", [](in x, out y) { y = scale * x.max(0.f) + scaled_alpha * (x.min(0.f).exp() - 1.f); },
        [](in x, in dy, out dx) {
            dx = scaled_alpha * x.exp();
            dx = dy * (x > 0.f).select(scale, dx);
        });
    add(
        c, "sigmoid", [](in x, out y) { y = x.logistic(); },
        [](in x, in dy, out dx) {
            dx = x.logistic();
            dx = dy * dx * (1 - dx);
        });
    add(
        c, "tanh", [](in x, out y) { y = x.tanh(); }, [](in x, in dy, out dx) { dx = dy * (1 - x.tanh().square()); });
    add(
        c, "softplus", [](in x, out y) { y = (1 + x.exp()).log(); },
        [](in x, in dy, out dx) { dx = dy * x.logistic(); });
}

void add_gates(contestant& c) {
    for (const char* name : {"swish", "silu", "xsilu"})
        add(
            c, name, [](in x, out y) { y = x * x.logistic(); },
            [](in x, in dy, out dx) {
                dx = x.logistic();
                dx = dy * dx * (1 + x * (1 - dx));
            });
    add(
        c, "quick_gelu", [](in x, out y) { y = x * (1.702f * x).logistic(); },
        [](in x, in dy, out dx) {
            dx = (1.702f * x).logistic();
            dx = dy * dx * (1 + 1.702f * x * (1 - dx));
        });
    for (const char* name : {"gelu", "xgelu"})
        add(
            c, name, [](in x, out y) { y = 0.5f * x * (1 + (x * sqrt_half).erf()); },
            [](in x, in dy, out dx) {
                dx = dy * (0.5f * (1 + (x * sqrt_half).erf()) + x * inverse_sqrt_2pi * (-0.5f * x.square()).exp());
            });
    add(
        c, "gelu_tanh", [](in x, out y) { y = 0.5f * x * (1 + (sqrt_2_pi * (x + cubic * x.cube())).tanh()); },
        [](in x, in dy, out dx) {
            dx = (sqrt_2_pi * (x + cubic * x.cube())).tanh();
            dx = 0.5f * dy * (1 + dx + x * (1 - dx.square()) * sqrt_2_pi * (1 + 3 * cubic * x.square()));
        });
    add(
        c, "mish", [](in x, out y) { y = x * (1 + x.exp()).log().tanh(); },
        [](in x, in dy, out dx) {
            dx = (1 + x.exp()).log().tanh();
            dx = dy * (dx + x * (1 - dx.square()) * x.logistic());
        });
    add(
        c, "golu", [](in x, out y) { y = x * (-(-x).exp()).exp(); },
        [](in x, in dy, out dx) {
            dx = (-x).exp();
            dx = dy * (-dx).exp() * (1 + x * dx);
        });
    add(
        c, "xatlu", [](in x, out y) { y = x * (inverse_pi * x.atan() + 0.5f); },
        [](in x, in dy, out dx) { dx = dy * (inverse_pi * x.atan() + 0.5f + inverse_pi * x / (1 + x.square())); });
}

void add_rationals(contestant& c) {
    add(
        c, "pau_a",
        [](in x, out y) {
            const auto& [a, b] = pau_a_coefficients;
            const auto t = x.abs();
            y = (((((a[5] * x + a[4]) * x + a[3]) * x + a[2]) * x + a[1]) * x + a[0]) /
                ((((b[3] * t + b[2]) * t + b[1]) * t + b[0]) * t + 1);
        },
        [](in x, in dy, out dx) {
            const auto& [a, b] = pau_a_coefficients;
            const auto t = x.abs();
            const auto p = ((((a[5] * x + a[4]) * x + a[3]) * x + a[2]) * x + a[1]) * x + a[0];
            const auto q = (((b[3] * t + b[2]) * t + b[1]) * t + b[0]) * t + 1;
            const auto dp = (((5 * a[5] * x + 4 * a[4]) * x + 3 * a[3]) * x + 2 * a[2]) * x + a[1];
            const auto dq = ((4 * b[3] * t + 3 * b[2]) * t + 2 * b[1]) * t + b[0];
            dx = (x > 0.f).select(Eigen::ArrayXf::Ones(x.size()), -1.f);
            dx = dy * (dp - p / q * dx * dq) / q;
        });
}

void add_gated_units(contestant& c) {
    add_gated(
        c, "swiglu", [](in a, in b, out y) { y = a * a.logistic() * b; },
        [](in a, in b, in dy, out da, out db) {
            da = a.logistic();
            db = dy * a * da;
            da = dy * b * da * (1 + a * (1 - da));
        });
    add_gated(
        c, "geglu", [](in a, in b, out y) { y = 0.5f * a * (1 + (a * sqrt_half).erf()) * b; },
        [](in a, in b, in dy, out da, out db) {
            da = 0.5f * (1 + (a * sqrt_half).erf());
            db = dy * a * da;
            da = dy * b * (da + a * inverse_sqrt_2pi * (-0.5f * a.square()).exp());
        });
    add_gated(
        c, "reglu", [](in a, in b, out y) { y = a.max(0.f) * b; },
        [](in a, in b, in dy, out da, out db) {
            da = (a > 0.f).select(dy * b, 0.f);
            db = dy * a.max(0.f);
        });
    add_gated(
        c, "drelu", [](in a, in b, out y) { y = a.max(0.f) * b.max(0.f); },
        [](in a, in b, in dy, out da, out db) {
            da = (a > 0.f).select(dy * b.max(0.f), 0.f);
            db = (b > 0.f).select(dy * a.max(0.f), 0.f);
        });
    add_gated(
        c, "bilinear", [](in a, in b, out y) { y = a * b; },
        [](in a, in b, in dy, out da, out db) {
            da = dy * b;
            db = dy * a;
        });
}

void add_softmax(contestant& c) {
    add_rowwise(
        c, "softmax",
        [](in x, out y) {
            y = (x - x.maxCoeff()).exp();
            y *= 1 / y.sum();
        },
        [](in y, in dy, out dx) { dx = y * (dy - (dy * y).sum()); });
    add_rowwise(
        c, "log_softmax",
        [](in x, out y) {
            const float m = x.maxCoeff();
            y = x - (m + std::log((x - m).exp().sum()));
        },
        [](in y, in dy, out dx) { dx = dy - y.exp() * dy.sum(); });
}

const entry eigen(column::eigen, "Eigen", [](contestant& c) {
    c.describe("Eigen " + std::to_string(EIGEN_WORLD_VERSION) + "." + std::to_string(EIGEN_MAJOR_VERSION) + "." +
               std::to_string(EIGEN_MINOR_VERSION) + ", array expressions");
    add_rectifiers(c);
    add_exponentials(c);
    add_gates(c);
    add_rationals(c);
    add_gated_units(c);
    add_softmax(c);
});

} // namespace
} // namespace bench
