#include <cmath>
#include <cstddef>
#include <random>
#include <vector>

#include "libtorch/counterpart.hpp"
#include "libtorch/reference.hpp"
#include "libtorch/table.hpp"
#include "support/catch.hpp"

// Values and gradients beside libtorch's, at finite inputs other than kinks where conventions differ.

namespace {

using namespace test;
using namespace test::libtorch;

/// n numbers of each binade from 2^-30 on below 1024, and many more below 16 that are multiples of 1/16: kinks are
/// among those. What lies in the function's domain.
template <class T> std::vector<T> inputs(const counterpart& s, int n) {
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

template <class T> void check_where_libtorch_is_right(const counterpart& s) {
    const std::vector<T> x = inputs<T>(s, 8);
    const results<T> theirs = compute<T>(s.name, x);
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

template <class T> void check_everywhere(const counterpart& s) {
    const char* type = sizeof(T) == 4 ? "float" : "double";
    const std::vector<T> x = inputs<T>(s, 64);
    const results<T> theirs = compute<T>(s.name, x);
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
    for (const counterpart& s : counterparts()) {
        check_where_libtorch_is_right<float>(s);
        check_where_libtorch_is_right<double>(s);
    }
}

TEST_CASE("xact is right where libtorch is not", "[libtorch]") {
    print_heading();
    for (const counterpart& s : counterparts()) {
        check_everywhere<float>(s);
        check_everywhere<double>(s);
    }
}
