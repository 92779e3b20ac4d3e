#include <cmath>
#include <string_view>

#include <xact/catalogue.hpp>
#include <xact/core/parameters.hpp>

#include "support/catch.hpp"

// Numbers that were not made by this library's definitions: from the papers, from tables, or by hand. Everything else
// is judged by `definition`; this judges the definitions. Decimals are correctly rounded.

namespace {

struct known {
    std::string_view name;
    double x, value, last_digit;
};

constexpr known values[] = {
    {"relu", 2.5, 2.5, 0},
    {"relu", -2.5, 0, 0},
    {"leaky_relu", -2, -0.02, 1e-17},
    {"leaky_relu", 3, 3, 0},
    {"prelu", -2, -0.5, 0},
    {"repu", 3, 9, 0},
    {"repu", -3, 0, 0},
    {"relu_squared", 1.5, 2.25, 0},
    {"clamp", 2, 1, 0},
    {"clamp", -2, -1, 0},
    {"clamp", 0.25, 0.25, 0},
    {"relu6", 7, 6, 0},
    {"relu6", -1, 0, 0},
    {"hardtanh", -3, -1, 0},
    {"elu", -1, -0.6321206, 1e-7},
    {"elu", 2, 2, 0},
    {"selu", 1, 1.0507010, 1e-7},
    {"selu", -1, -1.1113307, 1e-7},
    {"sigmoid", 1, 0.7310586, 1e-7},
    {"sigmoid", -20, 2.061154e-9, 1e-15},
    {"tanh", 1, 0.7615942, 1e-7},
    {"softplus", 0, 0.6931472, 1e-7},
    {"softplus", -20, 2.061154e-9, 1e-15},
    {"softplus", 1, 1.3132617, 1e-7},
    {"swish", -1, -0.2689414, 1e-7},
    {"silu", -1, -0.2689414, 1e-7},
    {"silu", 1, 0.7310586, 1e-7},
    {"quick_gelu", 1, 0.8457958, 1e-7},
    {"hard_swish", 1, 0.6666667, 1e-7},
    {"hard_swish", -1.5, -0.375, 0},
    {"hard_swish", 4, 4, 0},
    {"gelu", -1, -0.1586553, 1e-7},
    {"gelu", 1, 0.8413447, 1e-7},
    {"gelu", -4, -0.000126685, 1e-9},
    {"gelu", -5, -1.433258e-6, 1e-12},
    {"gelu_tanh", -5, -2.291796e-7, 1e-13},
    {"gelu_tanh", 1, 0.8411920, 1e-7},
    {"mish", 1, 0.8650984, 1e-7},
    {"golu", 1, 0.6922006, 1e-7},
    {"smelu", 0, 0.25, 0},
    {"smelu", 2, 2, 0},
    {"xatlu", 1, 0.75, 1e-15},
    {"xatlu", -1, -0.25, 1e-15},
    {"xgelu", -1, -0.1586553, 1e-7},
    {"xsilu", -1, -0.2689414, 1e-7},
    {"exp", 1, 2.7182818, 1e-7},
    {"elish", 1, 0.7310586, 1e-7},
    {"elish", -1, -0.1700034, 1e-7},
    // Periodic functions, wavelets and bells.
    {"sine", 1, 0.8414710, 1e-7},
    {"sine", 10000, -0.3056144, 1e-7},
    {"cosine", 1, 0.5403023, 1e-7},
    {"cosine", 22, -0.9999608, 1e-7},
    {"gcu", 1, 0.5403023, 1e-7},
    {"gcu", -2, 0.8322937, 1e-7},
    {"snake", 1, 1.708073, 1e-6},
    {"snake_beta", 1, 1.708073, 1e-6},
    {"spder", 4, -1.513605, 1e-6},
    {"finer", 0.125, -0.8806144, 1e-7},
    {"gabor", 0.125, 0.06609516, 1e-8},
    {"gaussian", 1, 0.3678794, 1e-7},
    {"inverse_quadratic", 2, 0.2, 1e-15},
    {"sq_rbf", 1.5, 0.125, 0},
    {"sq_rbf", -0.5, 0.875, 0},
    {"bump", 0, 0.3678794, 1e-7},
    {"bump", 0.5, 0.2635971, 1e-7},
    {"bump", -1, 0, 0},
    {"hann", 0.5, 0.5, 1e-15},
    {"hann", 0.25, 0.8535534, 1e-7},
    {"hann", 1, 0, 0},
    {"elephant", 2, 0.05882353, 1e-8},
    {"sinc", 0, 1, 0},
    {"sinc", 1, 0.8414710, 1e-7},
    {"sinc_plus_id", 1, 1.841471, 1e-6},
    {"cos_minus_id", 1, -0.4596977, 1e-7},
    {"min_sin", 2, 0.9092974, 1e-7},
    {"min_sin", -2, -2, 0},
    {"sine_relu", -1, -0.01381773, 1e-8},
    {"sine_relu", 0, -0.01, 1e-15},
    {"sin_lu", 1, 1.346223, 1e-6},
    {"cos_lu", 0, 0.5, 1e-15},
    {"cos_lu", 1, 1.126051, 1e-6},
    {"soft_steps", 0.25, 0.09084506, 1e-8},
    {"soft_steps", 3, 3, 0},
    {"pinn_wavelet", 1, 1.381773, 1e-6},
};

/// Extrema of f: where, and how deep.
constexpr known minima[] = {
    {"silu", -1.278465, -0.2784645, 1e-7},   {"hard_swish", -1.5, -0.375, 1e-7},
    {"gelu", -0.7517915, -0.1699712, 1e-7},  {"gelu_tanh", -0.7524614, -0.1700408, 1e-7},
    {"mish", -1.192431, -0.3088434, 1e-7},   {"golu", -0.5671433, -0.09726013, 1e-8},
    {"elish", -0.8813736, -0.1715729, 1e-7},
};

/// Maxima of f'.
constexpr known steepest[] = {
    {"silu", 2.399357, 1.099839, 1e-6},
    {"gelu", 1.414214, 1.128904, 1e-6},
    {"mish", 1.490571, 1.088498, 1e-6},
};

/// Calls use(f) for the element-wise function of that name.
template <class Use> void with(std::string_view name, const Use& use) {
    xact::visit(name, [&](const auto& f) {
        if constexpr (xact::elementwise<decltype(f)>) use(f);
    });
}

bool agree(double computed, const known& k) { return std::abs(computed - k.value) <= 0.5000001 * k.last_digit; }

} // namespace

TEST_CASE("functions have their known values", "[core]") {
    for (const known& k : values)
        with(k.name, [&](const auto& f) {
            INFO(k.name << "(" << k.x << ") = " << f(k.x) << ", known " << k.value);
            CHECK(agree(f(k.x), k));
            CHECK(std::abs(double(f(static_cast<float>(k.x))) - k.value) <= k.last_digit + 1e-6 * std::abs(k.value));
        });
}

TEST_CASE("functions have their known minima", "[core]") {
    for (const known& k : minima)
        with(k.name, [&](const auto& f) {
            INFO(k.name << "(" << k.x << ") = " << f(k.x) << ", known " << k.value);
            CHECK(agree(f(k.x), k));
            CHECK(std::abs(f.derivative(k.x)) < 1e-6);
            CHECK(f(k.x - 0.01) > f(k.x));
            CHECK(f(k.x + 0.01) > f(k.x));
        });
}

TEST_CASE("functions are as steep as is known", "[core]") {
    for (const known& k : steepest)
        with(k.name, [&](const auto& f) {
            INFO(k.name << "'(" << k.x << ") = " << f.derivative(k.x) << ", known " << k.value);
            CHECK(agree(f.derivative(k.x), k));
            CHECK(f.derivative(k.x - 0.01) < f.derivative(k.x));
            CHECK(f.derivative(k.x + 0.01) < f.derivative(k.x));
        });
}

TEST_CASE("derivatives at kinks are those of the branch that evaluates the point", "[core]") {
    const auto slope = [](std::string_view name, double x) {
        double s = NAN;
        with(name, [&](const auto& f) { s = f.derivative(x); });
        return s;
    };
    CHECK(slope("relu", 0) == 0);
    CHECK(slope("leaky_relu", 0) == 0.01);
    CHECK(slope("prelu", 0) == 0.25);
    CHECK(slope("elu", 0) == 1);
    CHECK(slope("clamp", -1) == 0);
    CHECK(slope("clamp", 1) == 0);
    CHECK(slope("hardtanh", 1) == 0);
    CHECK(slope("relu6", 0) == 0);
    CHECK(slope("relu6", 6) == 0);
    CHECK(slope("hard_swish", -3) == 0);
    CHECK(slope("hard_swish", 3) == 1);
    // Periodic functions, wavelets and bells.
    CHECK(slope("spder", 0) == 0);
    CHECK(slope("finer", 0) == 30);
    CHECK(slope("sq_rbf", 1) == -1);
    CHECK(slope("sq_rbf", 2) == 0);
    CHECK(slope("hann", 1) == 0);
    CHECK(slope("min_sin", 0) == 1);
    CHECK(slope("sine_relu", 0) == 0.01);
}

TEST_CASE("every function is known", "[core]") {
    xact::for_each([](const auto& f) {
        using F = std::remove_cvref_t<decltype(f)>;
        if constexpr (xact::elementwise<F> && !xact::has_parameters<F>) {
            bool found = false;
            for (const known& k : values) found = found || k.name == f.about.name;
            INFO(f.about.name);
            CHECK(found);
        }
    });
}
