#include <cmath>
#include <concepts>
#include <limits>
#include <string_view>

#include <xact/catalogue.hpp>

#include "support/catch.hpp"

// Other systems' names give what those systems define: values by hand from the formulas of ONNX's operators and of
// oneDNN's elementwise primitive, above all where a default or a parameter's meaning differs from ours. PyTorch's are
// compared with libtorch itself.

namespace {

struct known {
    std::string_view call;
    double x, value;
    double part = 4e-15; ///< by which the value may be off
};

constexpr double inf = std::numeric_limits<double>::infinity();

constexpr known onnx[] = {
    // max(0, min(1, alpha x + beta)), alpha = 0.2: not PyTorch's 1/6.
    {"onnx:HardSigmoid", 1, 0.7},
    {"onnx:HardSigmoid", -2.5, 0},
    {"onnx:HardSigmoid", 2.5, 1},
    {"onnx:HardSigmoid(alpha=0.5, beta=0.6)", -1, 0.1},
    {"onnx:HardSigmoid(alpha=0.5, beta=0.6)", 1, 1},
    // x max(0, min(1, x/6 + 0.5)): not its own HardSigmoid's slope.
    {"onnx:HardSwish", 1, 2.0 / 3},
    {"onnx:HardSwish", -4, 0},
    {"onnx:HardSwish", 3, 3},
    // x > alpha ? x : 0, alpha = 1.
    {"onnx:ThresholdedRelu", 1, 0},
    {"onnx:ThresholdedRelu", 1.5, 1.5},
    {"onnx:ThresholdedRelu(alpha=2)", 1.5, 0},
    {"onnx:ThresholdedRelu(alpha=2)", 2.2, 2.2},
    {"onnx:LeakyRelu", -1, -0.01},
    {"onnx:LeakyRelu(alpha=0.1)", -1, -0.1},
    {"onnx:PRelu(slope=0.5)", -3, -1.5},
    {"onnx:Elu", -1, -0.6321205588285577},
    {"onnx:Elu(alpha=2)", -1, -1.2642411176571153},
    // Its constants are those of floats.
    {"onnx:Selu", -1, -1.1113307412864783, 1e-7},
    {"onnx:Selu", 1, 1.05070102214813232421875, 1e-7},
    // max(0, x) + min(0, alpha (e^(x/alpha) - 1))
    {"onnx:Celu", -1, -0.6321205588285577},
    {"onnx:Celu(alpha=2)", -1, -0.7869386805747332},
    // x < -lambd ? x + bias : x > lambd ? x - bias : 0; lambd = 0.5, bias = 0: hard shrinkage.
    {"onnx:Shrink", -1, -1},
    {"onnx:Shrink", 0.5, 0},
    {"onnx:Shrink(lambd=1.5, bias=1.5)", -2, -0.5},
    {"onnx:Shrink(lambd=1.5, bias=1.5)", 1, 0},
    {"onnx:Shrink(lambd=1.5, bias=1.5)", 2, 0.5},
    {"onnx:Clip", -1e300, -1e300},
    {"onnx:Clip(min=-1, max=1)", 1.5, 1},
    {"onnx:Gelu", -1, -0.15865525393145707},
    {"onnx:Mish", 1, 0.8650983882673103},
    {"onnx:Softplus", -1, 0.31326168751822286},
    {"onnx:Softplus", 30, 30.000000000000093},
    {"onnx:Softsign", -1, -0.5},
    {"onnx:Swish", 1, 0.7310585786300049},
    {"onnx:Swish(alpha=2)", 1, 0.8807970779778824},
    {"onnx:Sqrt", 2.25, 1.5},
};

constexpr known onednn[] = {
    {"onednn:eltwise_relu", -2, 0},
    {"onednn:eltwise_relu(alpha=0.5)", -2, -1},
    {"onednn:eltwise_elu(alpha=2)", -1, -1.2642411176571153},
    {"onednn:eltwise_bounded_relu(alpha=6)", 7, 6},
    {"onednn:eltwise_clip(alpha=-2, beta=3)", -4, -2},
    {"onednn:eltwise_clip_v2(alpha=-2, beta=3)", 4, 3},
    // alpha x + beta, alpha x^beta.
    {"onednn:eltwise_linear(alpha=2, beta=3)", 4, 11},
    {"onednn:eltwise_pow(alpha=2, beta=3)", 4, 128},
    {"onednn:eltwise_pow(alpha=3, beta=-0.5)", 4, 1.5},
    // ln(1 + e^(alpha x)) / alpha
    {"onednn:eltwise_soft_relu(alpha=2)", 1, 1.0634640055214863},
    // x / (1 + e^(-alpha x))
    {"onednn:eltwise_swish(alpha=2)", 1, 0.8807970779778824},
    // max(0, min(1, alpha x + beta)), and x times that.
    {"onednn:eltwise_hardsigmoid(alpha=0.25, beta=0.75)", -1, 0.5},
    {"onednn:eltwise_hardsigmoid(alpha=0.25, beta=0.75)", 2, 1},
    {"onednn:eltwise_hardswish(alpha=0.25, beta=0.75)", -1, -0.5},
    {"onednn:eltwise_hardswish(alpha=0.25, beta=0.75)", 2, 2},
    {"onednn:eltwise_logsigmoid", -1, -1.3132616875182228},
    {"onednn:eltwise_gelu", 1, 0.8411919906082768},
    {"onednn:eltwise_gelu_tanh", 1, 0.8411919906082768},
    {"onednn:eltwise_gelu_erf", 1, 0.8413447460685429},
    {"onednn:eltwise_mish", 1, 0.8650983882673103},
    {"onednn:eltwise_square", -3, 9},
    {"onednn:eltwise_sqrt", 2.25, 1.5},
};

struct value_and_slope {
    double value, slope;
};

/// The functions whose slopes are looked at here: those of all take the compiler as long as their values.
template <class F>
concept slope_is_seen = std::same_as<F, xact::clamp> || std::same_as<F, xact::hard_swish>;

/// One visitor for all that is found by its name and computed: each makes code for every function.
value_and_slope evaluate(std::string_view call, double x) {
    constexpr double nan = std::numeric_limits<double>::quiet_NaN();
    value_and_slope r{nan, nan};
    xact::visit(call, [&]<class F>(const F& f) {
        if constexpr (xact::elementwise<F>) r.value = f(x);
        if constexpr (slope_is_seen<F>) r.slope = f.derivative(x);
    });
    return r;
}

void check(const auto& values) {
    for (const known& k : values) {
        const double value = evaluate(k.call, k.x).value;
        INFO(k.call << " of " << k.x << " = " << value << ", not " << k.value);
        CHECK(std::abs(value - k.value) <= k.part * std::abs(k.value));
    }
}

} // namespace

TEST_CASE("a function that is found computes, with the parameters that were asked for", "[core]") {
    CHECK(evaluate("silu", 1).value == xact::silu{}(1.0));
    CHECK(evaluate("leaky_relu(a=0.25)", -2).value == -0.5);
}

TEST_CASE("ONNX's names give ONNX's values", "[core]") { check(onnx); }

TEST_CASE("oneDNN's names give oneDNN's values", "[core]") { check(onednn); }

TEST_CASE("slopes at the ends of oneDNN's clips are those of the second version", "[core]") {
    // The first one's is 1 at beta; the second one's is 0 at both ends, and so is xact's.
    for (const std::string_view name :
         {"onednn:eltwise_clip(alpha=-2, beta=3)", "onednn:eltwise_clip_v2(alpha=-2, beta=3)"}) {
        CHECK(evaluate(name, -2).slope == 0);
        CHECK(evaluate(name, 3).slope == 0);
        CHECK(evaluate(name, 2.5).slope == 1);
    }
    // oneDNN's is 0 at both kinks.
    CHECK(evaluate("onednn:eltwise_hardswish", -3).slope == 0);
    CHECK(evaluate("onednn:eltwise_hardswish", 3).slope == 1);
}

TEST_CASE("the limits of other systems' functions are theirs in exact arithmetic", "[core]") {
    CHECK(evaluate("onnx:Softplus", -inf).value == 0);
    CHECK(evaluate("onnx:Mish", -inf).value == 0); // x tanh(ln(1 + e^x)) as printed is -inf·0
    CHECK(evaluate("onnx:HardSwish", -inf).value == 0);
    CHECK(evaluate("onnx:Softsign", inf).value == 1);
    CHECK(evaluate("onednn:eltwise_swish(alpha=2)", -inf).value == 0);
    CHECK(evaluate("onednn:eltwise_soft_relu(alpha=2)", 1e300).value == 1e300);
}
