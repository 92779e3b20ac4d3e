#include <xact/constructors/mixture.hpp>

#include <array>
#include <cmath>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include <xact/elementwise/elu.hpp>
#include <xact/elementwise/log.hpp>
#include <xact/elementwise/relu.hpp>
#include <xact/elementwise/selu.hpp>
#include <xact/elementwise/sigmoid.hpp>
#include <xact/elementwise/swish.hpp>
#include <xact/elementwise/tanh.hpp>

using subject = xact::mixture<xact::swish, xact::sigmoid, xact::tanh>;
inline constexpr std::string_view subject_name = "mixture<swish,sigmoid,tanh>";

#include "support/constructor_suite.hpp"
#include "support/message_of.hpp"

namespace {

constexpr float inf = std::numeric_limits<float>::infinity();

} // namespace

TEST_CASE("mixture: more examples", "[constructors]") {
    test::check_example(xact::mixture<xact::relu, xact::tanh>{.m = {0.3, -0.2}});
    test::check_example(xact::mixture<xact::elu>{{}, {1.5}});
}

TEST_CASE("mixture: weights from logits", "[constructors]") {
    using smart = xact::mixture<xact::relu, xact::sigmoid, xact::tanh, xact::elu, xact::selu>;
    const auto soft = smart::softmax({1, 2, 0, -1, 2}, 0.5);
    double sum = 0;
    for (const double share : soft.m) sum += share;
    CHECK(std::abs(sum - 1) < 1e-15);
    CHECK(soft.m[1] == soft.m[4]);
    CHECK(std::abs(soft.m[0] / soft.m[2] - std::exp(2)) < 1e-14);
    CHECK(smart::softmax({-xact::infinity, 0, 0, 0, 0}).m == std::array<double, 5>{0, 0.25, 0.25, 0.25, 0.25});
    CHECK(smart::softmax({1e300, 0, -1e300, 0, 0}, 1e-3).m == std::array<double, 5>{1, 0, 0, 0, 0});
    CHECK(smart::one_hot({1, 2, 0, -1, 2}).m == std::array<double, 5>{0, 1, 0, 0, 0}); // the first of the two
    const auto moved = xact::mixture<xact::elu, xact::relu>::one_hot({1, 0}, {{.alpha = 0.5}, {}});
    CHECK(moved(-inf) == -0.5f);
}

TEST_CASE("mixture: a function whose weight is 0 is left out, though it is infinite or NaN", "[constructors]") {
    using of_log = xact::mixture<xact::log, xact::tanh>;
    const of_log f{.m = {0, 1}};
    for (const float x : {-inf, -2.0f, -0.0f, 0.0f, 1.5f, inf}) {
        CHECK(f(x) == xact::tanh{}(x));
        CHECK(f.derivative(x) == xact::tanh{}.derivative(x));
    }
    CHECK(std::isnan(f(std::numeric_limits<float>::quiet_NaN())));
    CHECK(std::isnan(of_log{.m = {0, 0}}(std::numeric_limits<float>::quiet_NaN())));
    // Its weight's gradient is its value all the same; those of its parameters are 0.
    CHECK(f.parameter_derivatives(0.0f).m[0] == -inf);
    CHECK(std::isnan(f.parameter_derivatives(-1.0f).m[0]));
    CHECK(std::get<0>(xact::mixture<xact::swish, xact::tanh>{.m = {0, 1}}.parameter_derivatives(3.0f).functions).beta ==
          0);
    // Of channels with weights of their own, too.
    const std::vector<of_log> fs{f, {.m = {1, 0}}};
    std::vector<float> y(6);
    xact::forward(xact::channelwise(fs, 1), std::vector<float>{-2, 2, 0, 1, 3, 0}, y);
    CHECK(y == std::vector<float>{std::tanh(-2.0f), std::log(2.0f), 0, 0, std::tanh(3.0f), -inf});
}

TEST_CASE("mixture: one-hot weights give the bits of the function", "[constructors]") {
    using two = xact::mixture<xact::swish, xact::tanh>;
    const std::vector<float> x = test::mixed_inputs<float>(1000);
    std::vector<float> y(x.size()), expected(x.size());
    xact::forward(two{.m = {1, 0}}, x, y);
    xact::forward(xact::swish{}, x, expected);
    for (std::size_t i = 0; i < x.size(); ++i) CHECK((y[i] == expected[i] || (y[i] != y[i] && x[i] != x[i])));
}

TEST_CASE("mixture: says which weight or logit does not fit", "[constructors]") {
    using two = xact::mixture<xact::relu, xact::tanh>;
    const double nan = std::numeric_limits<double>::quiet_NaN();
    CHECK(test::message_of([&] {
              std::vector<float> x(3);
              xact::forward(two{.m = {1, nan}}, x, x);
          }) == "xact::mixture<relu,tanh>: m1 = nan, must be finite");
    CHECK(test::message_of([&] {
              two{.m = {xact::infinity, 0}}.validate();
          }) == "xact::mixture<relu,tanh>: m0 = inf, must be finite");
    CHECK(test::message_of([&] {
              (void)two::softmax({0, nan});
          }) == "xact::mixture<relu,tanh>: logit 1 = nan, must be below infinity");
    CHECK(test::message_of([&] {
              (void)two::one_hot({xact::infinity, 0});
          }) == "xact::mixture<relu,tanh>: logit 0 = inf, must be below infinity");
    CHECK(test::message_of([&] {
              (void)two::softmax({-xact::infinity, -xact::infinity});
          }) == "xact::mixture<relu,tanh>: the largest logit = -inf, must be finite");
    CHECK(test::message_of([&] {
              (void)two::softmax({0, 0}, 0);
          }) == "xact::mixture<relu,tanh>: tau = 0.000000, must be finite and above 0");
}
