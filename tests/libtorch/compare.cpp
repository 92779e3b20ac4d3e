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
#include "support/close.hpp"
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

void print_heading() {
    std::printf("Where libtorch %s is off most, beyond what its regions allow; ulps are those of the exact result.\n",
                libtorch::version().c_str());
    std::printf("%-12s %-6s %-6s %14s %14s %14s %10s %8s\n", "function", "of", "type", "x", "exact", "libtorch",
                "its ulps", "xact's");
}

/// A row of the table, where libtorch is off by more than it is where it is right.
void print_row(std::string_view name, const char* what, const char* type, const worst& theirs, double their_ulp,
               double ours) {
    if (theirs.ulp <= their_ulp) return;
    char ulp[24] = "NaN";
    if (!std::isnan(theirs.computed)) std::snprintf(ulp, sizeof ulp, "%.3g", theirs.ulp);
    std::printf("%-12s %-6s %-6s %14.7g %14.6g %14.6g %10s %8.2f\n", std::string(name).c_str(), what, type, theirs.at,
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
    print_row(s.name, "value", type, their_value, s.right.value.ulp, beside.value);
    print_row(s.name, "slope", type, their_slope, s.right.slope.ulp, beside.slope);
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
    print_heading();
    for (const subject& s : subjects()) {
        check_everywhere<float>(s);
        check_everywhere<double>(s);
    }
}

namespace {

/// What libtorch computes of x in a vector of many, and of x alone, where it may take another loop.
template <class T> libtorch::results<T> in_both_loops(std::string_view name, T x) {
    const std::vector<T> one{x}, many(64, x);
    libtorch::results<T> r = libtorch::compute<T>(name, many);
    const libtorch::results<T> alone = libtorch::compute<T>(name, one);
    return {{r.value[0], alone.value[0]}, {r.slope[0], alone.slope[0]}};
}

template <class T> T slope(const auto& f, T x) { return xact::backward_of(f, x, T(1)); }

/// The slopes at x are the same, but for the last bit of PyTorch's constants.
void check_same_slope(std::string_view name, const auto& f, double x) {
    INFO(name << "'(" << x << ")");
    for (const double theirs : in_both_loops(name, x).slope) CHECK(close(theirs, slope(f, x), 0x1p-52));
    const auto x_float = static_cast<float>(x);
    for (const float theirs : in_both_loops(name, x_float).slope) CHECK(theirs == slope(f, x_float));
}

/// The version whose peculiarities are checked; of another one they are not known.
bool is_known_version() { return libtorch::version().starts_with("1.13."); }

constexpr double inf = xact::infinity, not_a_number = std::numeric_limits<double>::quiet_NaN();

bool same(double a, double b) { return a == b || (std::isnan(a) && std::isnan(b)); }

} // namespace

TEST_CASE("slopes at kinks are PyTorch's", "[libtorch]") {
    check_same_slope("abs", xact::abs{}, 0);
    check_same_slope("relu", xact::relu{}, 0);
    check_same_slope("relu6", xact::relu6{}, 0);
    check_same_slope("relu6", xact::relu6{}, 6);
    check_same_slope("leaky_relu", xact::leaky_relu{}, 0);
    check_same_slope("prelu", xact::prelu{}, 0);
    check_same_slope("elu", xact::elu{}, 0);
    check_same_slope("celu(0.5)", xact::celu{.alpha = 0.5}, 0);
    check_same_slope("selu", xact::selu{}, 0);
    check_same_slope("threshold", xact::threshold{}, 1);
    for (const double side : {-1.0, 1.0}) {
        check_same_slope("hardtanh", xact::hardtanh{}, side);
        check_same_slope("hardtanh", xact::clamp{}, side);
        check_same_slope("hardsigmoid", xact::hard_sigmoid{}, 3 * side);
        check_same_slope("hardshrink", xact::hard_shrink{}, 0.5 * side);
        check_same_slope("softshrink", xact::soft_shrink{}, 0.5 * side);
    }
}

TEST_CASE("limits at infinity are PyTorch's, where it has them", "[libtorch]") {
    for (const subject& s : subjects())
        for (const double x : {-inf, inf}) {
            if (x < s.domain.lo || x > s.domain.hi) continue;
            const libtorch::results<double> theirs = in_both_loops(s.name, x);
            const pair ours = s.compute(x);
            INFO(s.name << "(" << x << ") = " << ours.value << ", slope " << ours.slope);
            for (const double v : theirs.value)
                CHECK((std::isnan(v) || v == ours.value || close(v, ours.value, 0x1p-52)));
            for (const double v : theirs.slope)
                if (s.name != "hardswish") CHECK((std::isnan(v) || v == ours.slope));
        }
}

TEST_CASE("NaN gives NaN, which PyTorch's gradients and soft shrinkage lose", "[libtorch]") {
    for (const subject& s : subjects()) {
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

/// Where xact does not follow PyTorch (docs: catalogue of conventions): what each computes.
struct difference {
    std::string_view name;
    double x;
    pair ours, theirs, theirs_alone; ///< of a vector of numbers, and of one
};

void check(const subject& s, const difference& d) {
    const auto agree = [](double a, double b) { return same(a, b) || std::abs(a - b) <= 1e-14 * std::abs(b); };
    const auto check_pair = [&](const char* whose, double value, double steepness, const pair& expected) {
        INFO(d.name << "(" << d.x << "), " << whose << ": " << value << ", slope " << steepness);
        CHECK(agree(value, expected.value));
        CHECK(agree(steepness, expected.slope));
    };
    const pair ours = s.compute(d.x);
    check_pair("xact", ours.value, ours.slope, d.ours);
    if (!is_known_version()) return;
    const libtorch::results<double> theirs = in_both_loops(d.name, d.x);
    check_pair("libtorch", theirs.value[0], theirs.slope[0], d.theirs);
    check_pair("libtorch, one number", theirs.value[1], theirs.slope[1], d.theirs_alone);
}

} // namespace

TEST_CASE("where xact does not follow PyTorch", "[libtorch]") {
    const pair none{not_a_number, not_a_number}, still{0, 0}, line{inf, 1}, line_nan{inf, not_a_number};
    const double sixth = 1.0 / 6, float_sixth = double(1.0f / 6.0f);
    const double far = std::exp(-21.0), sum = 21 + std::log1p(far), open = 1 / (1 + far);
    const difference all[] = {
        // Half-open branches: the slope is 0 at -3 and 1 at 3. libtorch's vectors and the rest of them do not agree
        // at 3.
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
    for (const difference& d : all) {
        const auto s =
            std::find_if(subjects().begin(), subjects().end(), [&](const subject& u) { return u.name == d.name; });
        REQUIRE(s != subjects().end());
        check(*s, d);
    }
    // torch.clamp passes the gradient at its bounds, hardtanh and xact's clamp do not.
    CHECK(slope(xact::clamp{}, 1.0) == 0);
    if (is_known_version()) CHECK(in_both_loops("clamp", 1.0).slope[0] == 1);
}

namespace {

template <class T> std::vector<T> normal_numbers(std::size_t n, double deviation, unsigned seed) {
    std::mt19937_64 random(seed);
    std::normal_distribution<double> normal(0, deviation);
    std::vector<T> x(n);
    for (T& v : x) v = static_cast<T>(normal(random));
    return x;
}

/// f(a)·b and its gradients, with a where libtorch's f and f' are right.
template <class T> void check_gated(std::string_view name, const auto& f) {
    constexpr std::size_t n = 1000;
    std::vector<T> a = normal_numbers<T>(n, 2, 1);
    const std::vector<T> b = normal_numbers<T>(n, 3, 2);
    for (T& v : a) v = v < T(-0.25) ? -v : v;
    const libtorch::gated_results<T> theirs = libtorch::compute<T>(name, a, b);
    worst value, da, db;
    for (std::size_t i = 0; i < n; ++i) {
        const auto ours = f.backward(a[i], b[i], T(1));
        const auto compare = [&](worst& w, T their, T our) {
            see(w, ulp_error<double>(format_of<T>, their, our), a[i], their, our);
        };
        compare(value, theirs.value[i], f(a[i], b[i]));
        compare(da, theirs.da[i], ours.da);
        compare(db, theirs.db[i], ours.db);
    }
    INFO(name << (sizeof(T) == 4 ? " in float" : " in double") << ", libtorch for \"computed\", xact for \"exact\"");
    for (const worst& w : {value, da, db}) {
        INFO(w.text());
        CHECK(w.ulp <= some + 4);
    }
}

/// Rows of normally distributed numbers, their outputs and gradients.
template <class T> struct rows {
    std::size_t length;
    std::vector<T> x, dy, y, dx;
    libtorch::results<T> theirs;

    rows(std::string_view name, const auto& f, std::size_t n, double deviation)
        : length(n),
          x(normal_numbers<T>(8 * n, deviation, 3)),
          dy(normal_numbers<T>(8 * n, 1, 4)),
          y(x.size()),
          dx(x.size()),
          theirs(libtorch::compute_rows<T>(name, x, dy, n)) {
        xact::forward(f, x, y, n);
        xact::backward(f, y, dy, dx, n);
    }

    /// The row of the i-th element.
    std::span<const T> around(std::size_t i) const { return std::span(x).subspan(i - i % length, length); }
    T largest_around(std::size_t i) const { return *std::max_element(around(i).begin(), around(i).end()); }
};

/// Where x is not far below its row's largest: libtorch rounds the difference, so that its softmax is off by that many
/// ulps. Logarithms and gradients are sums: their errors count in ulps of 1, and of what dy = 4 would give.
template <class T> void check_rows(std::string_view name, const auto& f, std::size_t n, double deviation) {
    const bool is_log = name == "log_softmax";
    const rows<T> r(name, f, n, deviation);
    worst value, gradient;
    for (std::size_t i = 0; i < r.x.size(); ++i) {
        const double below = r.largest_around(i) - r.x[i], y = is_log ? 1 : r.y[i];
        if (below > 4) continue;
        see(value, ulp_error<double>(format_of<T>, r.theirs.value[i], r.y[i], is_log ? 1 : 0), r.x[i],
            r.theirs.value[i], r.y[i]);
        see(gradient, ulp_error<double>(format_of<T>, r.theirs.slope[i], r.dx[i], 4 * y), r.x[i], r.theirs.slope[i],
            r.dx[i]);
    }
    INFO(name << (sizeof(T) == 4 ? " in float" : " in double") << ", rows of " << n << ", deviation " << deviation);
    INFO("value: " << value.text());
    CHECK(value.ulp <= some + 4);
    INFO("gradient: " << gradient.text());
    CHECK(gradient.ulp <= some + 4);
}

template <class T> void check_all_of_rows(std::string_view name, const auto& f) {
    const rows<T> r(name, f, 1000, 8);
    const xact::bound& promised = f.about.value;
    worst ours, theirs;
    double beside = 0;
    std::vector<wide> x(r.length), exact(r.length);
    for (std::size_t i = 0; i < r.x.size(); ++i) {
        if (i % r.length == 0) {
            std::copy(r.around(i).begin(), r.around(i).end(), x.begin());
            f.definition(std::span<const wide>(x), std::span<wide>(exact));
        }
        const wide& e = exact[i % r.length];
        const auto error = [&](T computed) { return ulp_error(format_of<T>, wide(computed), e); };
        if (error(r.theirs.value[i]) > theirs.ulp) beside = error(r.y[i]);
        see(ours, error(r.y[i]), r.x[i], r.y[i], static_cast<double>(e));
        see(theirs, error(r.theirs.value[i]), r.x[i], r.theirs.value[i], static_cast<double>(e));
    }
    print_row(name, "value", sizeof(T) == 4 ? "float" : "double", theirs, some, beside);
    INFO(name << (sizeof(T) == 4 ? " in float: " : " in double: ") << ours.text());
    CHECK(ours.ulp <= (sizeof(T) == 4 ? promised.ulp : promised.ulp_double));
}

} // namespace

TEST_CASE("gated units are PyTorch's products", "[libtorch]") {
    const auto check_both = [](std::string_view name, const auto& f) {
        check_gated<float>(name, f);
        check_gated<double>(name, f);
    };
    check_both("swiglu", xact::swiglu{});
    check_both("geglu", xact::geglu{});
    check_both("reglu", xact::reglu{});
    check_both("bilinear", xact::bilinear{});
}

TEST_CASE("softmax and its logarithm are PyTorch's near a row's largest", "[libtorch]") {
    for (const std::size_t n : {1, 5, 64, 1000})
        for (const double deviation : {1.0, 8.0}) {
            check_rows<float>("softmax", xact::softmax{}, n, deviation);
            check_rows<double>("softmax", xact::softmax{}, n, deviation);
            check_rows<float>("log_softmax", xact::log_softmax{}, n, deviation);
            check_rows<double>("log_softmax", xact::log_softmax{}, n, deviation);
        }
}

TEST_CASE("softmax and its logarithm are right in all of a row", "[libtorch]") {
    print_heading();
    check_all_of_rows<float>("softmax", xact::softmax{});
    check_all_of_rows<double>("softmax", xact::softmax{});
    check_all_of_rows<float>("log_softmax", xact::log_softmax{});
    check_all_of_rows<double>("log_softmax", xact::log_softmax{});
}
