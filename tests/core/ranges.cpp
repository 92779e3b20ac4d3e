#include <array>
#include <cmath>
#include <cstring>
#include <span>
#include <vector>

#include <xact/core/forward.hpp>
#include <xact/elementwise/sigmoid.hpp>
#include <xact/elementwise/silu.hpp>

#include "support/catch.hpp"

// What the entry points take: every contiguous container, every mix of storage types, pointers, nothing at all.

namespace {

const xact::silu f;

template <class S> S stored(double x) {
    if constexpr (sizeof(S) == 2)
        return S(static_cast<float>(x));
    else
        return static_cast<S>(x);
}
template <class T, class S> T read(S x) {
    if constexpr (sizeof(S) == 2)
        return static_cast<T>(static_cast<float>(x));
    else
        return static_cast<T>(x);
}

template <class S> bool same_bytes(const S& a, const S& b) { return std::memcmp(&a, &b, sizeof a) == 0; }

template <class X, class Y> void check_forward() {
    using T = xact::compute_type<X, Y>;
    std::size_t wrong = 0;
    for (const std::size_t n : {0u, 1u, 3u, 16u, 70u}) {
        std::vector<X> x(n);
        std::vector<Y> y(n);
        for (std::size_t i = 0; i < n; ++i) x[i] = stored<X>(0.37 * double(i) - 9);
        xact::forward(f, x, y);
        for (std::size_t i = 0; i < n; ++i) wrong += same_bytes(y[i], stored<Y>(double(f(read<T>(x[i]))))) ? 0 : 1;
    }
    CHECK(wrong == 0);
}

template <class X, class DY, class DX> void check_backward() {
    using T = xact::compute_type<X, DY, DX>;
    std::size_t wrong = 0;
    std::vector<X> x(70);
    std::vector<DY> dy(70);
    std::vector<DX> dx(70);
    for (std::size_t i = 0; i < 70; ++i)
        x[i] = stored<X>(0.37 * double(i) - 9), dy[i] = stored<DY>(3 - 0.1 * double(i));
    xact::backward(f, x, dy, dx);
    for (std::size_t i = 0; i < 70; ++i) {
        const T product = read<T>(dy[i]) * f.derivative(read<T>(x[i]));
        wrong += same_bytes(dx[i], stored<DX>(double(product))) ? 0 : 1;
    }
    CHECK(wrong == 0);
}

} // namespace

TEMPLATE_TEST_CASE("any mix of storage types", "[core]", float, double, xact::float16, xact::bfloat16) {
    check_forward<TestType, float>();
    check_forward<TestType, double>();
    check_forward<TestType, xact::float16>();
    check_forward<TestType, xact::bfloat16>();
    check_backward<TestType, float, xact::bfloat16>();
    check_backward<TestType, xact::bfloat16, double>();
    check_backward<float, TestType, TestType>();
}

TEST_CASE("containers, spans, arrays and pointers", "[core]") {
    const std::array<float, 5> x{-2, -1, 0, 1, 2};
    const float built_in[5] = {-2, -1, 0, 1, 2};
    const std::vector<float> vector(x.begin(), x.end());
    std::array<float, 5> expected;
    for (std::size_t i = 0; i < 5; ++i) expected[i] = f(x[i]);

    std::array<float, 5> y{};
    xact::forward(f, x, y);
    CHECK(y == expected);
    float z[5] = {};
    xact::forward(f, built_in, z);
    CHECK(std::equal(expected.begin(), expected.end(), z));
    std::vector<float> v(5);
    xact::forward(f, vector, v);
    CHECK(std::equal(expected.begin(), expected.end(), v.begin()));
    std::fill(v.begin(), v.end(), 0.f);
    xact::forward(f, std::span(x), std::span(v)); // a temporary as output
    CHECK(std::equal(expected.begin(), expected.end(), v.begin()));
    std::fill(v.begin(), v.end(), 0.f);
    xact::forward(f, x.data(), v.data(), 5);
    CHECK(std::equal(expected.begin(), expected.end(), v.begin()));
    xact::forward(xact::parallel, f, x.data(), v.data(), 5, xact::fast);
    xact::forward(xact::parallel, f, x, v, xact::fast);
    xact::forward(f, std::span<const float, 5>(x), v);
    CHECK(std::equal(expected.begin(), expected.end(), v.begin()));
}

TEST_CASE("pointer forms do what the ranges do", "[core]") {
    const std::vector<float> x{-2, -1, 0, 1, 2}, dy{1, 2, 3, 4, 5}, ddx{-1, 1, -1, 1, -1};
    std::vector<float> a(5), b(5), c(5), d(5);
    xact::backward(f, x, dy, a);
    xact::backward(f, x.data(), dy.data(), b.data(), 5);
    CHECK(a == b);
    xact::backward(xact::parallel, f, x.data(), dy.data(), b.data(), 5);
    CHECK(a == b);
    const xact::sigmoid s;
    xact::backward_from_output(s, x, dy, a);
    xact::backward_from_output(s, x.data(), dy.data(), b.data(), 5);
    CHECK(a == b);
    xact::double_backward(f, x, dy, ddx, a, b);
    xact::double_backward(f, x.data(), dy.data(), ddx.data(), c.data(), d.data(), 5);
    CHECK(a == c);
    CHECK(b == d);
}

TEST_CASE("empty ranges are fine, null pointers too", "[core]") {
    std::vector<float> none;
    const float* nowhere = nullptr;
    float* no_output = nullptr;
    CHECK_NOTHROW(xact::forward(f, none, none));
    CHECK_NOTHROW(xact::forward(f, nowhere, no_output, 0));
    CHECK_NOTHROW(xact::forward(xact::parallel, f, none, none));
    CHECK_NOTHROW(xact::backward(f, none, none, none));
    CHECK_NOTHROW(xact::backward(f, nowhere, nowhere, no_output, 0));
    CHECK_NOTHROW(xact::backward_from_output(xact::sigmoid{}, none, none, none));
    CHECK_NOTHROW(xact::double_backward(f, none, none, none, none, none));
}

TEST_CASE("double_backward is the gradient of backward", "[core]") {
    std::vector<double> x, dy, ddx;
    for (int i = 0; i < 200; ++i)
        x.push_back(0.1 * i - 10), dy.push_back(1.5 - 0.01 * i), ddx.push_back(0.3 + 0.02 * i);
    std::vector<double> d_dy(x.size()), d_x(x.size());
    xact::double_backward(f, x, dy, ddx, d_dy, d_x);
    for (std::size_t i = 0; i < x.size(); ++i) {
        // Of Σ ddx·(dy·f'(x)): by dy, and by x through a difference.
        const double h = 1e-5;
        CHECK(d_dy[i] == ddx[i] * f.derivative(x[i]));
        const double difference = (f.derivative(x[i] + h) - f.derivative(x[i] - h)) / (2 * h);
        CHECK(std::abs(d_x[i] - ddx[i] * dy[i] * difference) <= 1e-8);
    }
}
