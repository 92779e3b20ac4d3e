#include "input_kinds.hpp"

#include <algorithm>

#include "support/catch.hpp"

using bench::input_kind;
using bench::inputs_of;

namespace {

template <class T, class Is> bool all_of(input_kind kind, Is is) {
    const auto all = inputs_of<T>(kind, 4096);
    return all.size() == 4096 && std::ranges::all_of(all, is);
}

} // namespace

TEMPLATE_TEST_CASE("each kind of input is what it says", "", float, double) {
    using T = TestType;
    CHECK(all_of<T>(input_kind::negative, [](T x) { return x < 0; }));
    CHECK(all_of<T>(input_kind::positive, [](T x) { return x > 0; }));
    CHECK(all_of<T>(input_kind::tiny, [](T x) { return std::isnormal(x) && std::fabs(x) < T(1e-29); }));
    CHECK(all_of<T>(input_kind::subnormal, [](T x) { return std::fpclassify(x) == FP_SUBNORMAL; }));
    CHECK(all_of<T>(input_kind::huge, [](T x) { return std::isfinite(x) && std::fabs(x) > T(1e24); }));
    CHECK(all_of<T>(input_kind::infinite, [](T x) { return std::isinf(x); }));
    CHECK(all_of<T>(input_kind::nan, [](T x) { return std::isnan(x); }));

    const auto alternating = inputs_of<T>(input_kind::alternating, 4096);
    for (std::size_t i = 1; i < alternating.size(); ++i) CHECK((alternating[i] < 0) != (alternating[i - 1] < 0));
    const auto infinite = inputs_of<T>(input_kind::infinite, 4096);
    CHECK(std::ranges::count_if(infinite, [](T x) { return x < 0; }) > 1500);
    CHECK(std::ranges::count_if(infinite, [](T x) { return x > 0; }) > 1500);
}
