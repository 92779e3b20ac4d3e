#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <span>
#include <string>
#include <vector>

#include "support/catch.hpp"
#include "support/message_of.hpp"
#include "support/parameter_names.hpp"
#include "support/rowwise/rows.hpp"

/// NaN, facts and errors.

namespace test {

template <class T> void check_row_nan(const row_function& f, bool fast) {
    const auto is_nan = [](T v) { return std::isnan(v); };
    for (const std::size_t n : lengths_like(f, {1, 2, 17, 64, 200})) {
        std::vector<T> y(f.output_length(n));
        for (std::size_t i = 0; i < n; ++i) {
            std::vector<T> x(n, T(1));
            x[i] = std::numeric_limits<T>::quiet_NaN();
            f.forward(x, y, n, {.fast = fast});
            INFO("row of " << n << ", NaN at " << i);
            if (f.is.nan_stays_local)
                CHECK(std::any_of(y.begin(), y.end(), is_nan));
            else
                CHECK(std::all_of(y.begin(), y.end(), is_nan));
        }
        for (const T size : {std::numeric_limits<T>::max(), T(1), std::numeric_limits<T>::denorm_min()}) {
            std::vector<T> x(n, size);
            for (std::size_t i = 1; i < n; i += 2) x[i] = -size;
            f.forward(x, y, n, {.fast = fast});
            INFO("row of " << n << ", ±" << size);
            CHECK(std::none_of(y.begin(), y.end(), is_nan));
        }
    }
}

template void check_row_nan<float>(const row_function&, bool);

} // namespace test

TEST_CASE("NaN spreads over the row, and large numbers make none", "[special]") {
    test::check_row_nan<float>(test::row_subject(), false);
    test::check_row_nan<double>(test::row_subject(), false);
}

TEST_CASE("the facts name the function and its parameters", "[special]") {
    const test::row_function& f = test::row_subject();
    CHECK(f.about.name == test::row_entry().header);
    test::check_parameter_names(f.about.parameters, f.is.tied_parameters);
}

TEST_CASE("errors name the ranges and give the numbers", "[errors]") {
    const test::row_function& f = test::row_subject();
    const std::string name(f.about.name);
    const std::size_t n = test::row_like(f, 4), m = f.output_length(n);
    const auto text = [](std::size_t number) { return std::to_string(number); };
    std::vector<float> x(3 * n, 1.0f), dy(3 * m, 2.0f), y(3 * m, 77.0f), dx(3 * n, 77.0f);
    const std::vector<float> y_before = y, dx_before = dx, from(3 * (f.is.backward_from_input ? n : m));
    const std::string back = f.is.backward_from_input ? "x" : "y";
    CHECK(test::message_of([&] { f.forward(x, y, 3 * n + 1); }) ==
          "xact::forward(" + name + "): x has " + text(3 * n) + " elements, which are not whole rows of row_length " +
              text(3 * n + 1));
    CHECK(test::message_of([&] { f.forward(x, y, 0); }) ==
          "xact::forward(" + name + "): row_length is 0, x has " + text(3 * n) + " elements");
    const std::string too_few = m == n ? "x has " + text(3 * n) + " elements, y has " + text(2 * m)
                                       : "x has 3 rows of " + text(n) + " elements, y has " + text(2 * m) +
                                             " elements, which must be as many rows of " + text(m);
    CHECK(test::message_of([&] { f.forward(x, std::span(y).first(2 * m), n, {.threads = true}); }) ==
          "xact::forward(" + name + "): " + too_few);
    if (m == n) {
        const std::span<float> all(y);
        CHECK(test::message_of([&] { f.forward(all.first(2 * n), all.subspan(2, 2 * n), n); }) ==
              "xact::forward(" + name + "): x and y overlap in part: y starts 8 bytes after x, which has " +
                  text(8 * n) + " bytes");
    }
    CHECK(test::message_of([&] { f.backward(from, dy, dx, 6 * n + 1); }) ==
          "xact::backward(" + name + "): " + back + " has " + text(from.size()) +
              " elements, which are not whole rows of row_length " + text(6 * n + 1));
    CHECK(test::message_of([&] { f.backward(from, dy, std::span(dx).first(2 * n), n); }) ==
          "xact::backward(" + name + "): " + back + " has " + text(3 * n) + " elements, dx has " + text(2 * n));
    CHECK(y == y_before);
    CHECK(dx == dx_before);
    const std::span<const float> no_rows = std::span(x).first(0);
    f.forward(no_rows, y, n, {.pointers = true});
    f.backward(no_rows, dy, dx, n, {.pointers = true});
    CHECK(y == y_before);
    CHECK(dx == dx_before);
    if (f.is.has_row_check) {
        for (std::size_t bad = 1; bad < 2 * n; ++bad)
            if (!f.takes_row(bad)) {
                const std::vector<float> short_row(bad, 1.0f);
                INFO("row of " << bad);
                CHECK(test::message_of([&] {
                          f.forward(short_row, y, bad, {.pointers = true});
                      }).find("xact::" + name + ": row_length is " + text(bad) + ", must be ") == 0);
            }
        CHECK(y == y_before);
    }
}
