#include <algorithm>
#include <cmath>
#include <iterator>
#include <limits>
#include <span>
#include <string>
#include <vector>

#include "support/catch.hpp"
#include "support/gated/triples.hpp"
#include "support/message_of.hpp"
#include "support/parameter_names.hpp"

/// NaN, facts and errors.

namespace test {

namespace {

/// The value is NaN where an input is; a gradient where dy is, or an input that it depends on.
template <class T> void check_gated_nan(const gated_function& f) {
    const T nan = std::numeric_limits<T>::quiet_NaN();
    const T points[] = {T(-3), T(-0.5), T(0), T(0.7), T(2), T(100)};
    const auto depends = [&](auto quantity) {
        return std::any_of(std::begin(points), std::end(points), [&](T p) { return quantity(p) != quantity(T(2)); });
    };
    for (const T x : points) {
        CHECK(std::isnan(f.value(nan, x)));
        CHECK(std::isnan(f.value(x, nan)));
        const auto no_dy = f.gradient(x, x, nan);
        CHECK(std::isnan(no_dy.da));
        CHECK(std::isnan(no_dy.db));
        const auto no_a = f.gradient(nan, x, T(1)), no_b = f.gradient(x, nan, T(1));
        if (depends([&](T a) { return f.gradient(a, x, T(1)).da; })) CHECK(std::isnan(no_a.da));
        if (depends([&](T a) { return f.gradient(a, x, T(1)).db; })) CHECK(std::isnan(no_a.db));
        if (depends([&](T b) { return f.gradient(x, b, T(1)).da; })) CHECK(std::isnan(no_b.da));
        if (depends([&](T b) { return f.gradient(x, b, T(1)).db; })) CHECK(std::isnan(no_b.db));
    }
    CHECK(std::isnan(f.value(nan, nan)));
}

} // namespace

} // namespace test

TEST_CASE("NaN gives NaN", "[special]") {
    test::check_gated_nan<float>(test::gated_subject());
    test::check_gated_nan<double>(test::gated_subject());
}

TEST_CASE("the facts name the function and its parameters", "[special]") {
    const test::gated_function& f = test::gated_subject();
    CHECK(f.about.name == test::gated_entry().name);
    test::check_parameter_names(f.about.parameters, f.is.tied_parameters);
}

TEST_CASE("errors name the ranges and give the numbers", "[errors]") {
    const test::gated_function& f = test::gated_subject();
    const std::string name(f.about.name);
    std::vector<float> a(12, 1.0f), b(12, 2.0f), dy(12, 3.0f), y(12, 77.0f), z(12, 77.0f);
    const std::vector<float> before = y;
    const std::span<float> all(y);
    CHECK(test::message_of([&] { f.forward(a, all.first(11), y); }) ==
          "xact::forward(" + name + "): a has 12 elements, b has 11");
    CHECK(test::message_of([&] { f.forward(a, b, all.first(7)); }) ==
          "xact::forward(" + name + "): a has 12 elements, y has 7");
    CHECK(test::message_of([&] { f.forward(a, all.first(8), all.subspan(2, 8)); }).find("a has 12 elements") !=
          std::string::npos);
    CHECK(test::message_of([&] { f.forward(std::span(a).first(8), all.first(8), all.subspan(2, 8)); }) ==
          "xact::forward(" + name + "): b and y overlap in part: y starts 8 bytes after b, which has 32 bytes");
    CHECK(test::message_of([&] { f.backward(a, b, dy, y, y); }) ==
          "xact::backward(" + name + "): da and db are the same range");
    CHECK(test::message_of([&] { f.backward_with_value(a, b, dy, y, z, z); }) ==
          "xact::backward_with_value(" + name + "): db and y are the same range");
    CHECK(test::message_of([&] {
              f.backward(std::span(a).first(8), std::span(b).first(8), std::span(dy).first(8), all.first(8),
                         all.subspan(3, 8));
          }).find("da and db overlap in part") != std::string::npos);
    CHECK(test::message_of([&] { f.backward(a, b, all.first(3), y, z, {.threads = true}); }) ==
          "xact::backward(" + name + "): a has 12 elements, dy has 3");
    CHECK(y == before);
    CHECK(z == before);
    f.forward(std::span(a).first(0), b, y, {.pointers = true});
    f.backward(std::span(a).first(0), b, dy, y, z, {.pointers = true});
    CHECK(y == before);
}
