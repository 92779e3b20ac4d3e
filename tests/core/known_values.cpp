#include <algorithm>
#include <cmath>
#include <string_view>

#include "support/catch.hpp"
#include "support/function.hpp"

// Numbers that were not made by this library's definitions: from the papers, from tables, or by hand. Everything else
// is judged by `definition`; this judges the definitions. Decimals are correctly rounded.

namespace {

struct known {
    std::string_view name;
    double x, value, last_digit;
};

constexpr known values[] = {
    // Made of straight lines and parabolas.
    {"identity", -3.25, -3.25, 0},
    {"affine", -3.25, -3.25, 0},
    {"abs", -3.25, 3.25, 0},
    {"dual_slope", -2, 0, 0},
    {"dual_slope", 2, 2, 0},
    {"tlu", -2, 0, 0},
    {"keras_relu", -2, 0, 0},
    {"keras_relu", 7, 7, 0},
    {"threshold", 1, 0, 0},
    {"threshold", 1.25, 1.25, 0},
    {"hard_elu", -1, -0.5, 0},
    {"hard_elu", -3, -1, 0},
    {"hard_sigmoid", 0, 0.5, 0},
    {"hard_sigmoid", 1, 0.6666667, 1e-7},
    {"hard_sigmoid", -3, 0, 0},
    {"gsmelu", 0, 0.25, 0},
    {"gsmelu", 2, 2, 0},
    {"sqnl", 1, 0.75, 0},
    {"sqnl", -1, -0.75, 0},
    {"sqnl", 2, 1, 0},
    {"srelu", -2, -0.4, 1e-16},
    {"srelu", 3, 3, 0},
    {"nlrelu", 1, 0.6931472, 1e-7},
    {"nlrelu", -1, 0, 0},
    {"oru", 2, 2, 1e-15},
    {"oru", -2, -2, 1e-15},
    {"eru", 0, 0.5, 0},
    {"eru", 2, 2.5, 1e-15},
    {"eru", -1, -0.3646647, 1e-7},
    {"tent", 0, 1, 0},
    {"tent", -0.25, 0.75, 0},
    {"stair", 2.75, 1, 0},
    {"stair", 3.25, 1.25, 0},
    {"stair", -0.75, -0.75, 0},
    {"stair", -1.5, -1, 0},
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
    {"gla_gate", 0, 0.9576033, 1e-7},
    {"gla_gate", -100, 0.001930454, 1e-9},
    {"gla_gate", 3, 0.9969679, 1e-7},
    {"hgrn_gate", 0, 0.5, 0},
    {"exp", 1, 2.7182818, 1e-7},
    {"elish", 1, 0.7310586, 1e-7},
    {"elish", -1, -0.1700034, 1e-7},
    // Thresholded functions.
    {"hard_shrink", 0.75, 0.75, 0},
    {"hard_shrink", -0.75, -0.75, 0},
    {"hard_shrink", 0.5, 0, 0},
    {"soft_shrink", 2, 1.5, 0},
    {"soft_shrink", -0.75, -0.25, 0},
    {"soft_shrink", -0.5, 0, 0},
    {"shrink", -2, -2, 0},
    {"shrink", 0.5, 0, 0},
    {"shifted_relu", 3, 2, 0},
    {"shifted_relu", 1, 0, 0},
    {"clipped_shifted_relu", 2, 0.963567, 1e-15},
    {"clipped_shifted_relu", 3, 1, 0},
    {"clipped_shifted_relu", 1, 0, 0},
    {"clipped_soft_shrink", -2, -0.560469, 1e-15},
    {"clipped_soft_shrink", 4, 1, 0},
    {"clipped_soft_shrink", -1.25, 0, 0},
    {"jump_relu", 2.5, 2.5, 0},
    {"jump_relu", -2.5, 0, 0},
    {"clip_to_zero", 6, 6, 0},
    {"clip_to_zero", 6.5, 0, 0},
    {"clip_to_zero", -1, 0, 0},
    {"fit_act", 1, 0.5, 0},
    {"fit_act", 0.5, 0.4999773, 1e-7},
    {"fit_act", 2, 4.122307e-9, 1e-15},
    {"vra", 0.25, 0, 0},
    {"vra", 0.75, 0.75, 0},
    {"vra", 1.5, 1, 0},
    // The second half of the smooth functions: gates and their relatives.
    {"gelu_cubic", 1, 0.8415386, 1e-7},
    {"gelu_cubic", -5, -2.863472e-7, 1e-13},
    {"gelu_clipped", 1, 0.8413447, 1e-7},
    {"gelu_clipped", 12, 10, 0},
    {"sgelu", 1, 0.6826895, 1e-7},
    {"sgelu", -2, 1.908999, 1e-6},
    {"dsilu", 1, 0.9276705, 1e-7},
    {"dsilu", -5, -0.02654743, 1e-8},
    {"flatten_t_swish", 1, 0.5310586, 1e-7},
    {"flatten_t_swish", -1, -0.2, 1e-16},
    {"lisht", 1, 0.7615942, 1e-7},
    {"lisht", -2, 1.928055, 1e-6},
    {"logish", 1, 0.5487331, 1e-7},
    {"smish", 1, 0.4995701, 1e-7},
    {"phish", 1, 0.6865207, 1e-7},
    {"phish", -5, 7.166289e-6, 1e-12},
    {"gish", 1, 0.6595966, 1e-7},
    {"colu", -1, -0.3470299, 1e-7},
    {"aptx", 1, 0.8807971, 1e-7},
    {"tanhshrink", 0.001, 3.333332e-10, 1e-16},
    {"tanhshrink", 1, 0.2384058, 1e-7},
    {"normal_cdf", 1, 0.8504296, 1e-7},
    {"normal_cdf", -1, 7.173726e-10, 1e-16},
    {"max_sigmoid", 0, 0.5, 0},
    {"max_sigmoid", 0.75, 0.75, 0},
    {"max_tanh", -1, -0.7615942, 1e-7},
    {"max_tanh", 2, 2, 0},
    {"atan_sq_minus_id", 1, -0.3831497, 1e-7},
    {"id_asinh_sq", 1, 0.7768194, 1e-7},
    {"spline_log", 1, 0.6931472, 1e-7},
    {"poisson1", 2, 0.1353353, 1e-7},
    {"multiquadratic", 1, 1.414214, 1e-6},
    // Smooth functions.
    {"log_sigmoid", 1, -0.3132617, 1e-7},
    {"log_sigmoid", -100, -100, 1e-13},
    {"scaled_tanh", 1, 1.0037670, 1e-7},
    {"penalized_tanh", 1, 0.7615942, 1e-7},
    {"penalized_tanh", -1, -0.1903985, 1e-7},
    {"softsign", 3, 0.75, 0},
    {"softsign", -1, -0.5, 0},
    {"elliott", 3, 0.875, 0},
    {"elliott", -3, 0.125, 0},
    {"squareplus", 0, 1, 0},
    {"squareplus", -1, 0.6180340, 1e-7},
    {"arctan", 1, 0.7853982, 1e-7},
    {"asinh", 1, 0.8813736, 1e-7},
    {"isru", 1, 0.7071068, 1e-7},
    {"isrlu", -1, -0.7071068, 1e-7},
    {"isrlu", 2, 2, 0},
    {"bent_identity", -1, -0.7928932, 1e-7},
    {"cloglog", 0, 0.6321206, 1e-7},
    {"cloglog", -1, 0.3077994, 1e-7},
    {"gumbel_cdf", 0, 0.3678794, 1e-7},
    {"gumbel_cdf", 1, 0.6922006, 1e-7},
    {"erf", 1, 0.8427008, 1e-7},
    {"erf", -0.5, -0.5204999, 1e-7},
    {"shifted_softplus", 1, 0.6201145, 1e-7},
    {"shifted_softplus", -1, -0.3798855, 1e-7},
    {"shifted_softplus", 1e-9, 5e-10, 1e-18},
    {"erfc", 1, 0.1572992, 1e-7},
    {"erfc", 5, 1.53746e-12, 1e-17},
    {"erfinv", 0.5, 0.4769363, 1e-7},
    {"erfinv", -0.9, -1.163087, 1e-6},
    {"expm1", 1, 1.7182818, 1e-7},
    {"log", 2, 0.6931472, 1e-7},
    {"log1p", 1, 0.6931472, 1e-7},
    {"log1mexp", 1, -0.4586751, 1e-7},
    {"logit", 0.75, 1.0986123, 1e-7},
    {"power", -3, 9, 0},
    {"cbrt", -27, -3, 0},
    {"cbrt", 2, 1.2599210, 1e-7},
    {"symlog", -1, -0.6931472, 1e-7},
    {"symexp", -1, -1.7182818, 1e-7},
    {"celu", -1, -0.6321206, 1e-7},
    {"celu", 2, 2, 0},
    {"hard_elish", 1, 1, 0},
    {"hard_elish", -0.5, -0.0983673, 1e-7},
    {"hyper_sinh", 1, 0.3917337, 1e-7},
    {"hyper_sinh", -2, -2, 0},
    {"normal_quantile", 0.975, 1.959964, 1e-6},
    {"normal_quantile", 0.5, 0, 0},
    // With parameters to learn.
    {"rprelu", -2, -0.5, 0},
    {"rprelu", 2, 2, 0},
    {"star_relu", 0, -0.4472, 1e-17},
    {"star_relu", 1, 0.4472, 1e-15},
    {"crrelu", 1, 1.0060653, 1e-7},
    {"crrelu", -1, -0.006065307, 1e-9},
    {"tempered_sigmoid", 0.5, 0.4621172, 1e-7},
    {"acon_c", -1, -0.2689414, 1e-7},
    {"tanhsoft1", 1, 1.0001724, 1e-7},
    {"tanhsoft2", 1, 0.9913289, 1e-7},
    {"srs", 1, 1.09107, 1e-5},
    {"pdelu", -1, -0.6513216, 1e-7},
    {"pdelu", -12, -1, 0},
    {"pelu", -1, -0.6321206, 1e-7},
    {"mpelu", -1, -0.6321206, 1e-7},
    {"falu", 0, 0.25, 0},
    {"falu", 1, 0.8293645, 1e-7},
    {"apa", 1, 0.7310586, 1e-7},
    {"aglu", -1, -0.2689414, 1e-7},
    {"sau", 1, 1, 0},
    {"sau", -1, -0.15, 1e-16},
    {"sau", 0, 1.6955047e-5, 1e-12},
    {"smu", 1, 0.8916834, 1e-7},
    {"smu1", 0, 0.5, 0},
    {"smu1", -1, 0, 0},
    {"cauchy", 1, 1, 0},
    {"sg_blend", 1, 0.7862017, 1e-7},
    {"xielu", 1, 1.3, 1e-15},
    {"xielu", -1, -0.2056964, 1e-7},
    {"erf_act", 1, 0.9752587, 1e-7},
    {"pserf", 1, 0.9669675, 1e-7},
    {"soft_exponential", 2.5, 2.5, 0},
    {"swim", 1, 0.6767767, 1e-7},
    {"swim", -1, -0.3232233, 1e-7},
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
    {"silu", -1.278465, -0.2784645, 1e-7},
    {"hard_swish", -1.5, -0.375, 1e-7},
    {"gelu", -0.7517915, -0.1699712, 1e-7},
    {"gelu_tanh", -0.7524614, -0.1700408, 1e-7},
    {"mish", -1.192431, -0.3088434, 1e-7},
    {"golu", -0.5671433, -0.09726013, 1e-8},
    {"elish", -0.8813736, -0.1715729, 1e-7},
    {"logish", -1.372454, -0.2527688, 1e-7},
    {"smish", -1.394519, -0.2499937, 1e-7},
    {"aptx", -0.6392323, -0.1392323, 1e-7},
    // With parameters to learn.
    {"crrelu", -1, -0.006065307, 1e-9},
    {"acon_c", -1.278465, -0.2784645, 1e-7},
    {"tanhsoft1", -0.8033401, -0.2464272, 1e-7},
    {"tanhsoft2", -1.07886, -0.3532858, 1e-7},
    {"srs", -3, -1.416242, 1e-6},
    {"falu", -1.832744, -0.1663719, 1e-7},
    {"aglu", -1.278465, -0.2784645, 1e-7},
    {"cauchy", -2.414214, -0.2071068, 1e-7},
    {"sg_blend", -0.9801914, -0.2138531, 1e-7},
    {"xielu", -0.9808293, -0.2057512, 1e-7},
    {"erf_act", -1.396612, -0.4052808, 1e-7},
    {"pserf", -1.432948, -0.5060069, 1e-7},
};

/// Maxima of f'.
constexpr known steepest[] = {
    {"silu", 2.399357, 1.099839, 1e-6},
    {"gelu", 1.414214, 1.128904, 1e-6},
    {"mish", 1.490571, 1.088498, 1e-6},
};

/// An element-wise function by its name: its suite is linked to this.
const test::function& find(std::string_view name) {
    const auto named = [&](const test::subject_entry& s) { return s.of->about.name == name; };
    const auto& all = test::subjects();
    const auto found = std::find_if(all.begin(), all.end(), named);
    INFO(name << " is not element-wise");
    REQUIRE(found != all.end());
    return *found->of;
}

bool agree(double computed, const known& k) { return std::abs(computed - k.value) <= 0.5000001 * k.last_digit; }

} // namespace

TEST_CASE("functions have their known values", "[core]") {
    for (const known& k : values) {
        const test::function& f = find(k.name);
        INFO(k.name << "(" << k.x << ") = " << f.value(k.x) << ", known " << k.value);
        CHECK(agree(f.value(k.x), k));
        const double in_float = f.value(static_cast<float>(k.x));
        CHECK(std::abs(in_float - k.value) <= k.last_digit + 1e-6 * std::abs(k.value));
    }
}

TEST_CASE("functions have their known minima", "[core]") {
    for (const known& k : minima) {
        const test::function& f = find(k.name);
        INFO(k.name << "(" << k.x << ") = " << f.value(k.x) << ", known " << k.value);
        CHECK(agree(f.value(k.x), k));
        CHECK(std::abs(f.slope(k.x)) < 1e-6);
        CHECK(f.value(k.x - 0.01) > f.value(k.x));
        CHECK(f.value(k.x + 0.01) > f.value(k.x));
    }
}

TEST_CASE("functions are as steep as is known", "[core]") {
    for (const known& k : steepest) {
        const test::function& f = find(k.name);
        INFO(k.name << "'(" << k.x << ") = " << f.slope(k.x) << ", known " << k.value);
        CHECK(agree(f.slope(k.x), k));
        CHECK(f.slope(k.x - 0.01) < f.slope(k.x));
        CHECK(f.slope(k.x + 0.01) < f.slope(k.x));
    }
}

TEST_CASE("derivatives at kinks are those of the branch that evaluates the point", "[core]") {
    const auto slope = [](std::string_view name, double x) { return find(name).slope(x); };
    CHECK(slope("relu", 0) == 0);
    CHECK(slope("leaky_relu", 0) == 0.01);
    CHECK(slope("prelu", 0) == 0.25);
    CHECK(slope("elu", 0) == 1);
    CHECK(slope("clamp", -1) == 0);
    CHECK(slope("clamp", 1) == 0);
    CHECK(slope("hardtanh", 1) == 0);
    CHECK(slope("relu6", 0) == 0);
    CHECK(slope("relu6", 6) == 0);
    CHECK(slope("abs", 0) == 0);
    CHECK(slope("dual_slope", 0) == 0);
    CHECK(slope("tlu", 0) == 0);
    CHECK(slope("keras_relu", 0) == 1);
    CHECK(slope("threshold", 1) == 0);
    CHECK(slope("hard_sigmoid", -3) == 0);
    CHECK(slope("hard_sigmoid", 3) == 0);
    CHECK(slope("hard_elu", -2) == 0);
    CHECK(slope("hard_elu", 0) == 1);
    CHECK(slope("srelu", 0) == 0.2);
    CHECK(slope("srelu", 1) == 1);
    CHECK(slope("tent", 0) == 0);
    CHECK(slope("tent", -1) == 0);
    CHECK(slope("tent", 1) == 0);
    CHECK(slope("stair", 3) == 0);
    CHECK(slope("stair", 4) == 0);
    CHECK(slope("hard_swish", -3) == 0);
    CHECK(slope("hard_swish", 3) == 1);
    CHECK(slope("hard_shrink", 0.5) == 0);
    CHECK(slope("soft_shrink", -0.5) == 0);
    CHECK(slope("shifted_relu", 1) == 0);
    CHECK(slope("jump_relu", 0) == 0);
    CHECK(slope("clip_to_zero", 6) == 1);
    CHECK(slope("vra", 0.5) == 1);
    CHECK(slope("vra", 1) == 1);
    // Smooth functions.
    CHECK(slope("penalized_tanh", 0) == 0.25);
    CHECK(slope("celu", 0) == 1);
    CHECK(slope("hard_elish", -1) == 0);
    CHECK(slope("hard_elish", 0) == 0.5);
    CHECK(slope("hard_elish", 1) == 1);
    CHECK(slope("hyper_sinh", 0) == 0);
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
    for (const test::subject_entry& subject : test::subjects()) {
        if (!subject.of->parameters.empty()) continue;
        bool found = false;
        for (const known& k : values) found = found || k.name == subject.of->about.name;
        INFO(subject.of->about.name);
        CHECK(found);
    }
}
