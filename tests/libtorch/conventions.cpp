#include <algorithm>
#include <cmath>
#include <limits>
#include <string_view>
#include <vector>

#include <xact/core/facts.hpp>

#include "libtorch/counterpart.hpp"
#include "libtorch/reference.hpp"
#include "support/catch.hpp"
#include "support/close.hpp"

// Kinks, infinities and NaN: where xact follows PyTorch, and where it does not.

namespace {

using namespace test;
using namespace test::libtorch;

/// What libtorch computes of x in a vector of many, and of x alone, where it may take another loop.
template <class T> results<T> in_both_loops(std::string_view name, T x) {
    const std::vector<T> one{x}, many(64, x);
    results<T> r = compute<T>(name, many);
    const results<T> alone = compute<T>(name, one);
    return {{r.value[0], alone.value[0]}, {r.slope[0], alone.slope[0]}};
}

const counterpart& find(std::string_view name) {
    const auto found = std::find_if(counterparts().begin(), counterparts().end(),
                                    [&](const counterpart& s) { return s.name == name; });
    REQUIRE(found != counterparts().end());
    return *found;
}

/// The slopes at x are the same, but for the last bit of PyTorch's constants.
void check_same_slope(std::string_view name, double x) {
    INFO(name << "'(" << x << ")");
    const auto x_float = static_cast<float>(x);
    for (const double theirs : in_both_loops(name, x).slope) CHECK(close(theirs, find(name).compute(x).slope, 0x1p-52));
    for (const float theirs : in_both_loops(name, x_float).slope) CHECK(theirs == find(name).compute(x_float).slope);
}

/// The version whose peculiarities are checked; of another one they are not known.
bool is_known_version() { return version().starts_with("1.13."); }

constexpr double inf = xact::infinity, not_a_number = std::numeric_limits<double>::quiet_NaN();

bool same(double a, double b) { return a == b || (std::isnan(a) && std::isnan(b)); }

} // namespace

TEST_CASE("slopes at kinks are PyTorch's", "[libtorch]") {
    check_same_slope("abs", 0);
    check_same_slope("relu", 0);
    check_same_slope("relu6", 0);
    check_same_slope("relu6", 6);
    check_same_slope("leaky_relu", 0);
    check_same_slope("prelu", 0);
    check_same_slope("elu", 0);
    check_same_slope("celu(0.5)", 0);
    check_same_slope("selu", 0);
    check_same_slope("threshold", 1);
    for (const double side : {-1.0, 1.0}) {
        check_same_slope("hardtanh", side);
        check_same_slope("hardsigmoid", 3 * side);
        check_same_slope("hardshrink", 0.5 * side);
        check_same_slope("softshrink", 0.5 * side);
    }
}

TEST_CASE("limits at infinity are PyTorch's, where it has them", "[libtorch]") {
    for (const counterpart& s : counterparts())
        for (const double x : {-inf, inf}) {
            if (x < s.domain.lo || x > s.domain.hi) continue;
            const results<double> theirs = in_both_loops(s.name, x);
            const pair ours = s.compute(x);
            INFO(s.name << "(" << x << ") = " << ours.value << ", slope " << ours.slope);
            for (const double v : theirs.value)
                CHECK((std::isnan(v) || v == ours.value || close(v, ours.value, 0x1p-52)));
            for (const double v : theirs.slope)
                if (s.name != "hardswish") CHECK((std::isnan(v) || v == ours.slope));
        }
}

TEST_CASE("NaN gives NaN, which PyTorch's gradients and soft shrinkage lose", "[libtorch]") {
    for (const counterpart& s : counterparts()) {
        INFO(s.name);
        CHECK(std::isnan(s.compute(not_a_number).value));
        CHECK(std::isnan(s.compute(not_a_number).slope));
        CHECK(std::isnan(s.compute(std::numeric_limits<float>::quiet_NaN()).value));
        CHECK(std::isnan(s.compute(std::numeric_limits<float>::quiet_NaN()).slope));
        if (!is_known_version()) continue;
        for (const double theirs : in_both_loops(s.name, not_a_number).value)
            CHECK(same(theirs, s.name == "softshrink" ? 0 : not_a_number));
    }
    if (is_known_version())
        for (const std::string_view name :
             {"relu", "relu6", "hardtanh", "elu", "hardshrink", "softshrink", "threshold"})
            CHECK(in_both_loops(name, not_a_number).slope[1] == 1);
}

namespace {

/// Where xact does not follow PyTorch: what each computes.
struct difference {
    std::string_view name;
    double x;
    pair ours, theirs, theirs_alone; ///< of a vector of numbers, and of one
};

void check(const difference& d) {
    const auto agree = [](double a, double b) { return same(a, b) || std::abs(a - b) <= 1e-14 * std::abs(b); };
    const auto check_pair = [&](const char* whose, double value, double steepness, const pair& expected) {
        INFO(d.name << "(" << d.x << "), " << whose << ": " << value << ", slope " << steepness);
        CHECK(agree(value, expected.value));
        CHECK(agree(steepness, expected.slope));
    };
    const pair ours = find(d.name).compute(d.x);
    check_pair("xact", ours.value, ours.slope, d.ours);
    if (!is_known_version()) return;
    const results<double> theirs = in_both_loops(d.name, d.x);
    check_pair("libtorch", theirs.value[0], theirs.slope[0], d.theirs);
    check_pair("libtorch, one number", theirs.value[1], theirs.slope[1], d.theirs_alone);
}

} // namespace

TEST_CASE("where xact does not follow PyTorch", "[libtorch]") {
    const pair none{not_a_number, not_a_number}, still{0, 0}, line{inf, 1}, line_nan{inf, not_a_number};
    const double sixth = 1.0 / 6, float_sixth = double(1.0f / 6.0f);
    const double far = std::exp(-21.0), sum = 21 + std::log1p(far), open = 1 / (1 + far);
    const difference all[] = {
        // 0 at -3 and 1 at 3 by our branches; libtorch's loops for vectors and for what remains differ.
        {"hardswish", -3, still, {0, -0.5}, {0, -0.5}},
        {"hardswish", 3, {3, 1}, {3, 1}, {3, 1.5}},
        // 1/6 as a float, in double too.
        {"hardsigmoid", 1, {0.5 + sixth, sixth}, {0.5 + sixth, float_sixth}, {0.5 + sixth, float_sixth}},
        // The identity beyond 20.
        {"softplus", 21, {sum, open}, {21, 1}, {21, 1}},
        {"softplus(2)", 10.5, {sum / 2, open}, {10.5, 1}, {10.5, 1}},
        // 0·inf.
        {"silu", -inf, still, none, none},
        {"gelu", -inf, still, none, none},
        {"gelu_tanh", -inf, still, none, none},
        {"mish", -inf, still, none, none},
        {"hardswish", -inf, still, {not_a_number, 0}, {not_a_number, 0}},
        {"silu", inf, line, line_nan, line_nan},
        {"gelu", inf, line, line_nan, line_nan},
        {"gelu_tanh", inf, line, line_nan, line_nan},
        {"mish", inf, line, line_nan, line_nan},
        {"softsign", inf, {1, 0}, none, none},
        {"softsign", -inf, {-1, 0}, none, none},
    };
    for (const difference& d : all) check(d);
    // torch.clamp passes the gradient at its bounds; hardtanh and xact's clamp do not, as is tested above.
    if (is_known_version()) CHECK(in_both_loops("clamp", 1.0).slope[0] == 1);
}
