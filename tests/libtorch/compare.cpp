#include <algorithm>
#include <cmath>
#include <concepts>
#include <cstddef>
#include <cstdio>
#include <functional>
#include <limits>
#include <random>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <xact/catalogue.hpp>

#include "libtorch/reference.hpp"
#include "support/catch.hpp"
#include "support/oracle.hpp"

// What PyTorch computes beside what xact does, forward and backward. Where libtorch is right the two agree. Where it is
// not, xact is: `ctest -L libtorch -V` prints by how much libtorch is off. Conventions that differ have a test each.
//
// libtorch's elementary functions are SLEEF's, within 1 ulp, and it composes them in the working precision. So its
// error is a few ulps where nothing cancels, and 2^k times that where k bits do, as in the sums exp(x) - 1, 1 - y² and
// 1 + erf(x). The regions below end where that becomes more than `some`; all numbers were measured with libtorch 1.13,
// whose largest errors there are 2, 3.5 and 8.5 ulp.

namespace {

using namespace test;
using xact::interval;

constexpr double straight = 2; ///< libtorch's error in ulps: products, sums and comparisons
constexpr double few = 5;      ///< an elementary function, and what is made of it
constexpr double some = 10;    ///< where up to two bits cancel

/// Where libtorch is right, and to how many ulps.
struct region {
    double ulp;
    std::vector<interval> where{{.lo = -1024, .hi = 1024}};

    bool contains(double x) const {
        return std::any_of(where.begin(), where.end(), [x](const interval& i) { return i.lo <= x && x <= i.hi; });
    }
};

/// A value, its error in ulps, or its bound; and the same of the slope.
struct pair {
    double value, slope;
};

/// A function of xact behind plain calls, so that what compares is compiled once, with its name in reference.cpp.
struct subject {
    template <class F>
    subject(std::string_view its_name, const F& f, region value, region slope, interval its_domain = F::about.domain)
        : name(its_name),
          about(F::about),
          domain(its_domain),
          right{std::move(value), std::move(slope)},
          in_float([f](float x) {
              return pair{f(x), xact::backward_of(f, x, 1.0f)};
          }),
          in_double([f](double x) {
              return pair{f(x), xact::backward_of(f, x, 1.0)};
          }),
          quick_errors([f](const number_format& format, double x, pair p) {
              return judge<long double>(f, format, x, p.value, p.slope);
          }),
          true_errors([f](const number_format& format, double x, pair p) {
              return judge<wide>(f, format, x, p.value, p.slope);
          }),
          scales([f](double x) {
              const auto d = exact_to_second_order(f, static_cast<long double>(x));
              const auto scale = [x](long double steepness) {
                  return static_cast<double>(std::abs(x * steepness)) / 4;
              };
              const bool everywhere = among_roots(F::about, x);
              return pair{everywhere || near_any(F::about.roots, x) ? scale(d.value.slope) : 0,
                          everywhere || near_any(F::about.slope_roots, x) ? scale(d.slope.slope) : 0};
          }) {}

    template <class T> pair compute(T x) const {
        if constexpr (std::same_as<T, float>) return in_float(x);
        return in_double(x);
    }
    /// What the facts promise in T.
    template <class T> pair bounds() const {
        if constexpr (std::same_as<T, float>) return {about.value.ulp, about.slope.ulp};
        return {about.value.ulp_double, about.slope.ulp_double};
    }

    std::string_view name;
    const xact::facts& about;
    interval domain;
    struct {
        region value, slope;
    } right;
    std::function<pair(float)> in_float;
    std::function<pair(double)> in_double;
    /// By the definition in long double, and in 113 bits.
    std::function<judgement(const number_format&, double, pair)> quick_errors, true_errors;
    /// Beside a root errors count against these sizes, as in oracle.hpp.
    std::function<pair(double)> scales;
};

/// All functions of an input that PyTorch has and xact too.
const std::vector<subject>& subjects() {
    const auto within = [](double lo, double hi, double ulp) { return region{ulp, {{.lo = lo, .hi = hi}}}; };
    // |x| is at least that.
    const auto outside = [](double x, double ulp) {
        return region{ulp, {{.lo = -1024, .hi = -x}, {.lo = x, .hi = 1024}}};
    };
    // But for exp(x) - 1 of small x.
    const region elu{some, {{.lo = -1024, .hi = -0.0625}, {.lo = 0, .hi = 1024}}};
    // But for what softplus takes for 0.
    const auto softplus = [](double beta) {
        return region{few, {{.lo = -1024, .hi = 16 / beta}, {.lo = 40 / beta, .hi = 1024}}};
    };
    // But for the kinks.
    const region hard_swish{
        straight, {{.lo = -1024, .hi = -3.03125}, {.lo = -2.96875, .hi = 2.96875}, {.lo = 3.03125, .hi = 1024}}};
    const region all_straight{straight}, all{few};
    static const std::vector<subject> list{
        {"abs", xact::abs{}, all_straight, all_straight},
        {"asinh", xact::asinh{}, all, all},
        {"atan", xact::arctan{}, all, all},
        {"celu", xact::celu{}, elu, all},
        {"celu(0.5)", xact::celu{.alpha = 0.5}, elu, all},
        {"cos", xact::cosine{}, all, all},
        {"elu", xact::elu{}, elu, all},
        {"erf", xact::erf{}, all, within(-2, 2, few)},
        {"exp", xact::exp{}, all, all},
        {"expm1", xact::expm1{}, all, within(-2, 1024, few)},
        {"gelu", xact::gelu{}, within(-1, 1024, some), within(-0.25, 1024, some)},
        {"gelu_tanh", xact::gelu_tanh{}, within(-1, 1024, some), within(-0.5, 4, some)},
        {"hardshrink", xact::hard_shrink{}, all_straight, all_straight},
        {"hardsigmoid", xact::hard_sigmoid{}, all_straight, outside(3, straight)},
        {"hardswish", xact::hard_swish{}, all_straight, hard_swish},
        {"hardtanh", xact::hardtanh{}, all_straight, all_straight},
        {"hardtanh", xact::clamp{}, all_straight, all_straight},
        {"leaky_relu", xact::leaky_relu{}, all_straight, all_straight},
        {"log", xact::log{}, all, all},
        {"log1p", xact::log1p{}, all, all},
        {"logit", xact::logit{}, all, all},
        {"logsigmoid", xact::log_sigmoid{}, all, all},
        {"mish", xact::mish{}, within(-64, 1024, few), within(-64, 8, some)},
        {"ndtr", xact::normal_cdf{.u = 0, .s = 1}, within(-1, 1024, few), within(-2, 2, few)},
        {"ndtri", xact::normal_quantile{}, all, within(0.0625, 0.9375, some)},
        {"prelu", xact::prelu{}, all_straight, all_straight},
        {"relu", xact::relu{}, all_straight, all_straight},
        {"relu6", xact::relu6{}, all_straight, all_straight},
        {"rrelu", xact::leaky_relu{.a = (1.0 / 8 + 1.0 / 3) / 2}, all_straight, all_straight},
        {"selu", xact::selu{}, elu, all},
        {"sigmoid", xact::sigmoid{}, all, within(-1024, 2, some)},
        {"silu", xact::silu{}, within(-64, 1024, few), within(-64, 8, some)},
        {"sin", xact::sine{}, all, all},
        {"sinc(x/pi)", xact::sinc{}, within(-2, 2, few), within(1, 2, some)},
        {"softplus", xact::softplus{}, softplus(1), softplus(1)},
        {"softplus(2)", xact::softplus{.beta = 2}, softplus(2), softplus(2)},
        {"softshrink", xact::soft_shrink{}, all_straight, all_straight},
        {"softsign", xact::softsign{}, all, within(-4, 4, few)},
        {"sqrt", xact::power{.beta = 0.5}, all, all, {.lo = 0}},
        {"square", xact::power{}, all_straight, all_straight},
        {"tanh", xact::tanh{}, all, within(-2, 2, some)},
        {"tanhshrink", xact::tanhshrink{}, outside(1, few), outside(0.25, some)},
        {"threshold", xact::threshold{}, all_straight, all_straight},
    };
    return list;
}

/// n numbers of each binade from 2^-30 on below 1024, and many more below 16 that are multiples of 1/16: kinks are
/// among those. What lies in the function's domain.
template <class T> std::vector<T> inputs(const subject& s, int n) {
    std::vector<T> all;
    std::mt19937 random(1);
    for (int k = -30; k < 10; ++k)
        for (int i = 0; i < n; ++i)
            all.push_back(static_cast<T>(std::ldexp(1 + static_cast<double>(random()) * 0x1p-32, k)));
    for (int i = 1; i <= 256; ++i) all.push_back(static_cast<T>(i) / 16);
    for (std::size_t i = all.size(); i-- > 0;) all.push_back(-all[i]);
    all.push_back(0);
    std::erase_if(all, [&](T x) { return x < s.domain.lo || x > s.domain.hi; });
    return all;
}

void see(worst& w, double ulp, double x, double computed, double exact) {
    if (ulp > w.ulp) w = {ulp, x, computed, exact};
}

template <class T> void check_where_libtorch_is_right(const subject& s) {
    const std::vector<T> x = inputs<T>(s, 8);
    const libtorch::results<T> theirs = libtorch::compute<T>(s.name, x);
    worst value, slope;
    for (std::size_t i = 0; i < x.size(); ++i) {
        const pair ours = s.compute(x[i]), scale = s.scales(x[i]);
        const auto compare = [&](worst& w, const region& right, double their, double our, double size) {
            if (right.contains(x[i])) see(w, ulp_error(format_of<T>, their, our, size), x[i], their, our);
        };
        compare(value, s.right.value, theirs.value[i], ours.value, scale.value);
        compare(slope, s.right.slope, theirs.slope[i], ours.slope, scale.slope);
    }
    INFO(s.name << (sizeof(T) == 4 ? " in float" : " in double") << ", libtorch for \"computed\", xact for \"exact\"");
    INFO("value: " << value.text());
    CHECK(value.ulp <= s.right.value.ulp + s.template bounds<T>().value);
    INFO("slope: " << slope.text());
    CHECK(slope.ulp <= s.right.slope.ulp + s.template bounds<T>().slope);
}

/// A row of the table, where libtorch is off by more than it is where it is right.
void print_row(const subject& s, const char* what, const char* type, const worst& theirs, double their_ulp,
               double ours) {
    if (theirs.ulp <= their_ulp) return;
    char ulp[24] = "NaN";
    if (!std::isnan(theirs.computed)) std::snprintf(ulp, sizeof ulp, "%.3g", theirs.ulp);
    std::printf("%-12s %-6s %-6s %14.7g %14.6g %14.6g %10s %8.2f\n", std::string(s.name).c_str(), what, type, theirs.at,
                theirs.exact, theirs.computed, ulp, ours);
}

template <class T> void check_everywhere(const subject& s) {
    const char* type = sizeof(T) == 4 ? "float" : "double";
    const std::vector<T> x = inputs<T>(s, 64);
    const libtorch::results<T> theirs = libtorch::compute<T>(s.name, x);
    worst value, slope, their_value, their_slope;
    pair beside{0, 0}; // our error where theirs is largest
    for (std::size_t i = 0; i < x.size(); ++i) {
        const pair our = s.compute(x[i]);
        judgement j = s.quick_errors(format_of<T>, x[i], our);
        if (j.value_ulp > 0.9 * value.ulp || j.slope_ulp > 0.9 * slope.ulp) j = s.true_errors(format_of<T>, x[i], our);
        see(value, j.value_ulp, x[i], our.value, j.value);
        see(slope, j.slope_ulp, x[i], our.slope, j.slope);
        const pair their{theirs.value[i], theirs.slope[i]};
        const judgement k = s.quick_errors(format_of<T>, x[i], their);
        if (k.value_ulp > their_value.ulp) beside.value = j.value_ulp;
        if (k.slope_ulp > their_slope.ulp) beside.slope = j.slope_ulp;
        see(their_value, k.value_ulp, x[i], their.value, k.value);
        see(their_slope, k.slope_ulp, x[i], their.slope, k.slope);
    }
    print_row(s, "value", type, their_value, s.right.value.ulp, beside.value);
    print_row(s, "slope", type, their_slope, s.right.slope.ulp, beside.slope);
    INFO(s.name << " in " << type);
    INFO("value: " << value.text());
    CHECK(value.ulp <= s.template bounds<T>().value);
    INFO("slope: " << slope.text());
    CHECK(slope.ulp <= s.template bounds<T>().slope);
}

} // namespace

TEST_CASE("values and gradients are libtorch's where libtorch is right", "[libtorch]") {
    for (const subject& s : subjects()) {
        check_where_libtorch_is_right<float>(s);
        check_where_libtorch_is_right<double>(s);
    }
}

TEST_CASE("xact is right where libtorch is not", "[libtorch]") {
    std::printf("Where libtorch %s is off most, beyond what its regions allow; ulps are those of the exact result.\n",
                libtorch::version().c_str());
    std::printf("%-12s %-6s %-6s %14s %14s %14s %10s %8s\n", "function", "of", "type", "x", "exact", "libtorch",
                "its ulps", "xact's");
    for (const subject& s : subjects()) {
        check_everywhere<float>(s);
        check_everywhere<double>(s);
    }
}
