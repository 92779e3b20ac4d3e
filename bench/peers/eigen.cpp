#include <Eigen/Core>
#include <string>
#include <type_traits>
#include <unsupported/Eigen/SpecialFunctions>

#include "contestants.hpp"
#include "pau.hpp"

/// Eigen's array expressions with its own logistic, tanh, exp, erf …, each in the fastest of the forms that were tried:
/// minima and maxima rather than select(), exp(x) - 1 rather than its expm1 (which is five times slower), a factor that
/// is needed twice, or hides behind a condition, evaluated first into the output.

namespace bench {
namespace {

using Eigen::Index;
template <class T> using array = Eigen::Array<T, Eigen::Dynamic, 1>;
template <class T> using in_map = Eigen::Map<const array<T>>;
template <class T> using out_map = Eigen::Map<array<T>>;
template <class A> using scalar_of = typename std::decay_t<A>::Scalar;

template <class T> in_map<T> input(const T* p, std::size_t n) { return {p, static_cast<Index>(n)}; }
template <class T> out_map<T> output(T* p, std::size_t n) { return {p, static_cast<Index>(n)}; }

/// fill(T()) for each type of elements.
template <class Fill> void for_types(Fill fill) {
    fill(float());
    fill(double());
}

/// forward(x, y) and backward(x, dy, dx).
template <class Forward, class Backward> void add(contestant& c, std::string_view name, Forward, Backward) {
    for_types([&]<class T>(T) {
        c.elementwise<T>(
            name, [](const T* x, T* y, std::size_t n) { Forward{}(input(x, n), output(y, n)); },
            [](const T* x, const T* dy, T* dx, std::size_t n) {
                Backward{}(input(x, n), input(dy, n), output(dx, n));
            });
    });
}

/// forward(a, b, y) and backward(a, b, dy, da, db).
template <class Forward, class Backward> void add_gated(contestant& c, std::string_view name, Forward, Backward) {
    for_types([&]<class T>(T) {
        c.gated<T>(
            name,
            [](const T* a, const T* b, T* y, std::size_t n) { Forward{}(input(a, n), input(b, n), output(y, n)); },
            [](const T* a, const T* b, const T* dy, T* da, T* db, std::size_t n) {
                Backward{}(input(a, n), input(b, n), input(dy, n), output(da, n), output(db, n));
            });
    });
}

/// forward(x, y) and backward(y, dy, dx), row by row.
template <class Forward, class Backward> void add_rowwise(contestant& c, std::string_view name, Forward, Backward) {
    for_types([&]<class T>(T) {
        c.rowwise<T>(
            name,
            [](const T* x, T* y, std::size_t n, std::size_t row) {
                for (std::size_t i = 0; i < n; i += row) Forward{}(input(x + i, row), output(y + i, row));
            },
            [](const T* y, const T* dy, T* dx, std::size_t n, std::size_t row) {
                for (std::size_t i = 0; i < n; i += row)
                    Backward{}(input(y + i, row), input(dy + i, row), output(dx + i, row));
            });
    });
}

constexpr double sqrt_half = 0.70710678118654752, inverse_sqrt_2pi = 0.39894228040143268;
constexpr double sqrt_2_pi = 0.79788456080286536, cubic = 0.044715;
constexpr double inverse_pi = 0.31830988618379067, scale = 1.0507009873554804934, scaled_alpha = 1.7580993408473768600;

void add_rectifiers(contestant& c) {
    add(
        c, "relu", [](const auto& x, auto y) { y = x.max(0); },
        [](const auto& x, const auto& dy, auto dx) { dx = (x > 0).select(dy, 0); });
    add(
        c, "leaky_relu", [](const auto& x, auto y) { y = (x > 0).select(x, 0.01 * x); },
        [](const auto& x, const auto& dy, auto dx) { dx = (x > 0).select(dy, 0.01 * dy); });
    add(
        c, "prelu", [](const auto& x, auto y) { y = (x > 0).select(x, 0.25 * x); },
        [](const auto& x, const auto& dy, auto dx) { dx = (x > 0).select(dy, 0.25 * dy); });
    for (const char* name : {"repu", "relu_squared"})
        add(
            c, name, [](const auto& x, auto y) { y = x.max(0).square(); },
            [](const auto& x, const auto& dy, auto dx) { dx = 2 * dy * x.max(0); });
    for (const char* name : {"clamp", "hardtanh"})
        add(
            c, name, [](const auto& x, auto y) { y = x.max(-1).min(1); },
            [](const auto& x, const auto& dy, auto dx) { dx = (x.abs() < 1).select(dy, 0); });
    add(
        c, "relu6", [](const auto& x, auto y) { y = x.max(0).min(6); },
        [](const auto& x, const auto& dy, auto dx) { dx = ((x - 3).abs() < 3).select(dy, 0); });
    add(
        c, "hard_swish", [](const auto& x, auto y) { y = x * (x * (1.0 / 6) + 0.5).max(0).min(1); },
        [](const auto& x, const auto& dy, auto dx) {
            dx = dy * (x < 3).select((x > -3).select(x * (1.0 / 3) + 0.5, 0), 1);
        });
    add(
        c, "smelu", [](const auto& x, auto y) { y = (x < 1).select(0.25 * (x + 1).max(0).square(), x); },
        [](const auto& x, const auto& dy, auto dx) { dx = dy * (0.5 * (x + 1)).max(0).min(1); });
}

void add_exponentials(contestant& c) {
    add(
        c, "exp", [](const auto& x, auto y) { y = x.exp(); },
        [](const auto& x, const auto& dy, auto dx) { dx = dy * x.exp(); });
    add(
        c, "elu", [](const auto& x, auto y) { y = x.max(0) + (x.min(0).exp() - 1); },
        [](const auto& x, const auto& dy, auto dx) { dx = dy * x.min(0).exp(); });
    add(
        c, "selu", [](const auto& x, auto y) { y = scale * x.max(0) + scaled_alpha * (x.min(0).exp() - 1); },
        [](const auto& x, const auto& dy, auto dx) {
            dx = scaled_alpha * x.exp();
            dx = dy * (x > 0).select(static_cast<scalar_of<decltype(x)>>(scale), dx);
        });
    add(
        c, "sigmoid", [](const auto& x, auto y) { y = x.logistic(); },
        [](const auto& x, const auto& dy, auto dx) {
            dx = x.logistic();
            dx = dy * dx * (1 - dx);
        });
    add(
        c, "tanh", [](const auto& x, auto y) { y = x.tanh(); },
        [](const auto& x, const auto& dy, auto dx) { dx = dy * (1 - x.tanh().square()); });
    add(
        c, "softplus", [](const auto& x, auto y) { y = (1 + x.exp()).log(); },
        [](const auto& x, const auto& dy, auto dx) { dx = dy * x.logistic(); });
}

void add_gates(contestant& c) {
    for (const char* name : {"swish", "silu", "xsilu"})
        add(
            c, name, [](const auto& x, auto y) { y = x * x.logistic(); },
            [](const auto& x, const auto& dy, auto dx) {
                dx = x.logistic();
                dx = dy * dx * (1 + x * (1 - dx));
            });
    add(
        c, "quick_gelu", [](const auto& x, auto y) { y = x * (1.702 * x).logistic(); },
        [](const auto& x, const auto& dy, auto dx) {
            dx = (1.702 * x).logistic();
            dx = dy * dx * (1 + 1.702 * x * (1 - dx));
        });
    for (const char* name : {"gelu", "xgelu"})
        add(
            c, name, [](const auto& x, auto y) { y = 0.5 * x * (1 + (x * sqrt_half).erf()); },
            [](const auto& x, const auto& dy, auto dx) {
                dx = dy * (0.5 * (1 + (x * sqrt_half).erf()) + x * inverse_sqrt_2pi * (-0.5 * x.square()).exp());
            });
    add(
        c, "gelu_tanh", [](const auto& x, auto y) { y = 0.5 * x * (1 + (sqrt_2_pi * (x + cubic * x.cube())).tanh()); },
        [](const auto& x, const auto& dy, auto dx) {
            dx = (sqrt_2_pi * (x + cubic * x.cube())).tanh();
            dx = 0.5 * dy * (1 + dx + x * (1 - dx.square()) * sqrt_2_pi * (1 + 3 * cubic * x.square()));
        });
    add(
        c, "mish", [](const auto& x, auto y) { y = x * (1 + x.exp()).log().tanh(); },
        [](const auto& x, const auto& dy, auto dx) {
            dx = (1 + x.exp()).log().tanh();
            dx = dy * (dx + x * (1 - dx.square()) * x.logistic());
        });
    add(
        c, "golu", [](const auto& x, auto y) { y = x * (-(-x).exp()).exp(); },
        [](const auto& x, const auto& dy, auto dx) {
            dx = (-x).exp();
            dx = dy * (-dx).exp() * (1 + x * dx);
        });
    add(
        c, "xatlu", [](const auto& x, auto y) { y = x * (inverse_pi * x.atan() + 0.5); },
        [](const auto& x, const auto& dy, auto dx) {
            dx = dy * (inverse_pi * x.atan() + 0.5 + inverse_pi * x / (1 + x.square()));
        });
}

void add_rationals(contestant& c) {
    add(
        c, "pau_a",
        [](const auto& x, auto y) {
            const auto& [a, b] = pau_a_coefficients<scalar_of<decltype(x)>>();
            const auto t = x.abs();
            y = (((((a[5] * x + a[4]) * x + a[3]) * x + a[2]) * x + a[1]) * x + a[0]) /
                ((((b[3] * t + b[2]) * t + b[1]) * t + b[0]) * t + 1);
        },
        [](const auto& x, const auto& dy, auto dx) {
            const auto& [a, b] = pau_a_coefficients<scalar_of<decltype(x)>>();
            const auto t = x.abs();
            const auto p = ((((a[5] * x + a[4]) * x + a[3]) * x + a[2]) * x + a[1]) * x + a[0];
            const auto q = (((b[3] * t + b[2]) * t + b[1]) * t + b[0]) * t + 1;
            const auto dp = (((5 * a[5] * x + 4 * a[4]) * x + 3 * a[3]) * x + 2 * a[2]) * x + a[1];
            const auto dq = ((4 * b[3] * t + 3 * b[2]) * t + 2 * b[1]) * t + b[0];
            dx = (x > 0).select(dx.Ones(x.size()), -1);
            dx = dy * (dp - p / q * dx * dq) / q;
        });
}

void add_gated_units(contestant& c) {
    add_gated(
        c, "swiglu", [](const auto& a, const auto& b, auto y) { y = a * a.logistic() * b; },
        [](const auto& a, const auto& b, const auto& dy, auto da, auto db) {
            da = a.logistic();
            db = dy * a * da;
            da = dy * b * da * (1 + a * (1 - da));
        });
    add_gated(
        c, "geglu", [](const auto& a, const auto& b, auto y) { y = 0.5 * a * (1 + (a * sqrt_half).erf()) * b; },
        [](const auto& a, const auto& b, const auto& dy, auto da, auto db) {
            da = 0.5 * (1 + (a * sqrt_half).erf());
            db = dy * a * da;
            da = dy * b * (da + a * inverse_sqrt_2pi * (-0.5 * a.square()).exp());
        });
    add_gated(
        c, "reglu", [](const auto& a, const auto& b, auto y) { y = a.max(0) * b; },
        [](const auto& a, const auto& b, const auto& dy, auto da, auto db) {
            da = (a > 0).select(dy * b, 0);
            db = dy * a.max(0);
        });
    add_gated(
        c, "drelu", [](const auto& a, const auto& b, auto y) { y = a.max(0) * b.max(0); },
        [](const auto& a, const auto& b, const auto& dy, auto da, auto db) {
            da = (a > 0).select(dy * b.max(0), 0);
            db = (b > 0).select(dy * a.max(0), 0);
        });
    add_gated(
        c, "bilinear", [](const auto& a, const auto& b, auto y) { y = a * b; },
        [](const auto& a, const auto& b, const auto& dy, auto da, auto db) {
            da = dy * b;
            db = dy * a;
        });
}

void add_softmax(contestant& c) {
    add_rowwise(
        c, "softmax",
        [](const auto& x, auto y) {
            y = (x - x.maxCoeff()).exp();
            y *= 1 / y.sum();
        },
        [](const auto& y, const auto& dy, auto dx) { dx = y * (dy - (dy * y).sum()); });
    add_rowwise(
        c, "log_softmax",
        [](const auto& x, auto y) {
            const auto m = x.maxCoeff();
            y = x - (m + std::log((x - m).exp().sum()));
        },
        [](const auto& y, const auto& dy, auto dx) { dx = dy - y.exp() * dy.sum(); });
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
