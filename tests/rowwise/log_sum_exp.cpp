#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include <xact/rowwise/log_mean_exp.hpp>
#include <xact/rowwise/log_sum_exp.hpp>

#include "support/catch.hpp"

namespace {

constexpr float inf = std::numeric_limits<float>::infinity(), not_a_number = std::numeric_limits<float>::quiet_NaN();

template <class F> float value_of(const F& f, const std::vector<float>& x) {
    float y;
    xact::forward(f, x.data(), &y, x.size(), x.size());
    return y;
}

} // namespace

TEST_CASE("log_sum_exp: infinities, NaN, single elements") {
    CHECK(value_of(xact::log_sum_exp{}, {-inf, -inf}) == -inf);
    CHECK(value_of(xact::log_sum_exp{}, {-inf, inf, 1}) == inf);
    CHECK(value_of(xact::log_sum_exp{}, {inf, inf}) == inf);
    CHECK(std::isnan(value_of(xact::log_sum_exp{}, {1, not_a_number, inf})));
    CHECK(std::isnan(value_of(xact::log_sum_exp{}, {-inf, not_a_number})));
    CHECK(value_of(xact::log_sum_exp{}, {-3.25f}) == -3.25f);
    CHECK(value_of(xact::log_sum_exp{}, {5, -inf}) == 5);
    CHECK(value_of(xact::log_sum_exp{}, {1e30f, 1e30f}) == 1e30f);
    CHECK(value_of(xact::log_sum_exp{}, {0, 0}) == std::log(2.0f));
    CHECK(value_of(xact::log_mean_exp{}, std::vector<float>(1000, 2.5f)) == 2.5f);
    CHECK(value_of(xact::log_mean_exp{}, {-inf, -inf}) == -inf);
    // One element outweighs the other: ln(1 + e^-40).
    CHECK(std::abs(value_of(xact::log_sum_exp{}, {0, -40}) / std::exp(-40.0f) - 1) < 0x1p-21f);
}

TEST_CASE("log_sum_exp backward: softmax times the gradient, also a large one") {
    std::vector<float> x(100), dx(100);
    double sum = 0;
    for (std::size_t i = 0; i < 100; ++i) {
        x[i] = static_cast<float>((i * 37) % 29) - 70 * static_cast<float>(i % 2);
        sum += std::exp(double(x[i]));
    }
    for (const float g : {1.0f, -3.0f, 1e30f, 1e-30f}) {
        xact::backward(xact::log_sum_exp{}, x, std::vector<float>{g}, dx, 100);
        std::size_t wrong = 0;
        for (std::size_t i = 0; i < 100; ++i) {
            const double exact = double(g) * std::exp(double(x[i])) / sum;
            wrong += std::abs(double(dx[i]) - exact) <= 3 * 0x1p-23 * std::abs(exact) + 0x1p-126 ? 0 : 1;
        }
        CHECK(wrong == 0);
    }
    xact::backward(xact::log_sum_exp{}, std::vector<float>{1, inf, 2}, std::vector<float>{3}, std::span(dx).first(3),
                   3);
    CHECK(std::vector<float>(dx.begin(), dx.begin() + 3) == std::vector<float>{0, 3, 0});
}
