#include <algorithm>
#include <cmath>
#include <cstddef>
#include <initializer_list>
#include <limits>
#include <random>
#include <span>
#include <vector>

#include <xact/rowwise/log_sum_exp.hpp>
#include <xact/rowwise/online_softmax.hpp>
#include <xact/rowwise/softmax.hpp>

#include "support/catch.hpp"
#include "support/message_of.hpp"
#include "support/rows.hpp"
#include "support/wide.hpp"

// Softmax of a row that comes in parts.

namespace {

constexpr double inf = xact::infinity;

template <class T> std::vector<T> numbers(std::size_t n, double deviation, unsigned seed) {
    std::mt19937_64 random(seed);
    std::normal_distribution<double> normal(0, deviation);
    std::vector<T> x(n);
    for (T& v : x) v = T(normal(random));
    return x;
}

template <class T> void check_state(const std::vector<T>& x) {
    const xact::softmax_state s = xact::softmax_state_of(x);
    test::wide sum(0);
    for (const T v : x) sum += exp(test::wide(v) - test::wide(s.largest));
    CHECK(s.largest == double(*std::max_element(x.begin(), x.end())));
    CHECK(s.sum == Approx(static_cast<double>(sum)).epsilon(1e-15));
}

} // namespace

TEST_CASE("the state of a row", "[core]") {
    for (const std::size_t n : std::initializer_list<std::size_t>{1, 2, 17, 1000, 100003})
        for (const double deviation : {0.1, 5.0, 300.0}) {
            check_state(numbers<float>(n, deviation, 1));
            check_state(numbers<double>(n, deviation, 2));
        }
    const std::vector<double> x = numbers<double>(100, 3, 5);
    CHECK(xact::softmax_state_of(x).log_sum_exp() == Approx(test::output(xact::log_sum_exp{}, x)[0]).epsilon(1e-15));
}

TEST_CASE("parts, merged in any order, are the whole row", "[core]") {
    const std::vector<float> x = numbers<float>(1000, 20, 3);
    const xact::softmax_state whole = xact::softmax_state_of(x);
    std::vector<xact::softmax_state> parts;
    for (std::size_t i = 0; i < x.size();) {
        const std::size_t n = std::min<std::size_t>(x.size() - i, 1 + i % 97);
        parts.push_back(xact::softmax_state_of(std::span(x).subspan(i, n))), i += n;
    }
    xact::softmax_state forwards, backwards;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        forwards = xact::merge_softmax(forwards, parts[i]).state;
        backwards = xact::merge_softmax(parts[parts.size() - 1 - i], backwards).state;
    }
    for (const auto& s : {forwards, backwards}) {
        CHECK(s.largest == whole.largest);
        CHECK(s.sum == Approx(whole.sum).epsilon(1e-15));
    }
}

TEST_CASE("weighted sums of vectors, part by part, are attention", "[core]") {
    constexpr std::size_t n = 60, width = 37;
    const std::vector<float> scores = numbers<float>(n, 4, 1), values = numbers<float>(n * width, 1, 2);
    const std::vector<float> weights = test::output(xact::softmax{}, scores);
    std::vector<double> expected(width), u(width);
    for (std::size_t i = 0; i < n; ++i)
        for (std::size_t k = 0; k < width; ++k) expected[k] += double(weights[i]) * double(values[i * width + k]);
    xact::softmax_state state;
    for (std::size_t i = 0; i < n; ++i)
        xact::merge_softmax(state, u, xact::softmax_state{double(scores[i]), 1},
                            std::span(values).subspan(i * width, width));
    for (std::size_t k = 0; k < width; ++k) CHECK(u[k] / state.sum == Approx(expected[k]).epsilon(1e-5).margin(1e-6));
}

TEST_CASE("states of infinities, of nothing, and with NaN", "[core]") {
    const auto state = [](std::vector<float> x) { return xact::softmax_state_of(x); };
    const float large = std::numeric_limits<float>::infinity();
    CHECK(state({}).largest == -inf);
    CHECK(state({}).sum == 0);
    CHECK(state({-large, -large}).sum == 0);
    CHECK(state({-large}).log_sum_exp() == -inf);
    CHECK(state({1, large, large}).sum == 2);
    const xact::merged_softmax both = xact::merge_softmax(state({1, 2}), state({large}));
    CHECK(both.state.largest == inf);
    CHECK(both.state.sum == 1);
    CHECK(both.first == 0);
    CHECK(both.second == 1);
    CHECK(xact::merge_softmax(state({}), state({3})).state.sum == 1);
    CHECK(std::isnan(state({1, std::numeric_limits<float>::quiet_NaN()}).sum));
    CHECK(std::isnan(xact::merge_softmax(state({1, std::numeric_limits<float>::quiet_NaN()}), state({5})).state.sum));
}

TEST_CASE("merging: errors give the numbers", "[errors]") {
    std::vector<float> u(4, 1), v(3, 1);
    xact::softmax_state a{1, 1};
    CHECK(test::message_of([&] {
              xact::merge_softmax(a, u, xact::softmax_state{2, 1}, v);
          }) == "xact::merge_softmax(softmax_state): u has 4 elements, v has 3");
    CHECK(a.largest == 1);
    CHECK(u == std::vector<float>(4, 1));
}
