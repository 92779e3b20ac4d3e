#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <limits>
#include <random>
#include <stdexcept>
#include <string>
#include <vector>

#include <xact/rowwise/masked_softmax.hpp>
#include <xact/rowwise/softmax.hpp>

#include "support/catch.hpp"
#include "support/rows_together.hpp"

namespace {

constexpr float inf = std::numeric_limits<float>::infinity(), not_a_number = std::numeric_limits<float>::quiet_NaN();
using bytes = std::vector<unsigned char>;

std::vector<float> masked(std::vector<float> x, const bytes& mask, std::size_t row_length = 0) {
    xact::forward(xact::masked_softmax{}, x, mask, x, row_length == 0 ? x.size() : row_length);
    return x;
}
std::vector<float> safe(std::vector<float> x) {
    xact::forward(xact::masked_softmax{}, x, x, x.size());
    return x;
}

std::vector<float> normal(std::size_t n) {
    std::mt19937_64 random(n);
    std::normal_distribution<float> deviate(0, 3);
    std::vector<float> x(n);
    for (float& v : x) v = deviate(random);
    return x;
}

template <class Call> std::string message_of(const Call& call) {
    try {
        call();
    } catch (const std::invalid_argument& e) { return e.what(); }
    return "";
}

} // namespace

TEST_CASE("masked_softmax: the elements that count have the bits of softmax with -inf in the others' place") {
    for (const std::size_t n : std::array<std::size_t, 6>{1, 2, 17, 64, 333, 5000}) {
        std::vector<float> x = normal(n), filled = x;
        bytes mask(n);
        for (std::size_t i = 0; i < n; ++i) {
            mask[i] = static_cast<unsigned char>(i % 3 == 1 ? 0 : i % 7 + 1);
            if (mask[i] == 0) x[i] = i % 2 == 0 ? not_a_number : inf, filled[i] = -inf;
        }
        std::vector<float> y(n);
        xact::forward(xact::softmax{}, filled, y, n);
        CHECK(masked(x, mask) == y);
        CHECK(safe(filled) == y);
    }
}

TEST_CASE("masked_softmax: pointers are as good as ranges") {
    constexpr std::size_t n = 10, size = 4 * n;
    const std::vector<float> x = normal(size);
    bytes mask(size);
    for (std::size_t i = 0; i < size; ++i) mask[i] = i % 3 != 1;
    const std::vector<std::int32_t> lengths{0, 1, 7, 10};
    std::vector<float> y(size), expected(size);
    const xact::masked_softmax f;
    const auto check = [&](const auto& second) {
        xact::forward(f, x, second, expected, n);
        xact::forward(f, x.data(), second.data(), y.data(), size, n);
        CHECK(y == expected);
        std::fill(y.begin(), y.end(), 7.0f);
        xact::forward(xact::parallel, f, x.data(), second.data(), y.data(), size, n);
        CHECK(y == expected);
        CHECK(message_of([&] {
                  xact::forward(f, x.data(), second.data(), y.data(), size, 0);
              }).find("row_length is 0") != std::string::npos);
    };
    check(mask);
    check(lengths);
}

TEST_CASE("masked_softmax: valid prefixes have the bits of shorter rows") {
    const std::size_t n = 100;
    const std::vector<float> x = normal(4 * n);
    const std::vector<std::int32_t> lengths{0, 1, 37, 100};
    std::vector<float> y(4 * n, 7.0f);
    xact::forward(xact::masked_softmax{}, x, lengths, y, n);
    for (std::size_t r = 0; r < 4; ++r) {
        const auto valid = static_cast<std::size_t>(lengths[r]);
        std::vector<float> row(n, 0.0f);
        if (valid > 0) xact::forward(xact::softmax{}, x.data() + r * n, row.data(), valid, valid);
        CHECK(std::vector<float>(y.begin() + static_cast<std::ptrdiff_t>(r * n),
                                 y.begin() + static_cast<std::ptrdiff_t>((r + 1) * n)) == row);
    }
}

TEST_CASE("masked_softmax: rows of nothing, infinities, NaN") {
    CHECK(masked({1, inf, not_a_number}, {0, 0, 0}) == std::vector<float>{0, 0, 0});
    CHECK(safe({-inf, -inf}) == std::vector<float>{0, 0});
    CHECK(safe({-inf, inf, 3}) == std::vector<float>{0, 1, 0});
    CHECK(masked({5, inf, 3}, {1, 0, 0}) == std::vector<float>{1, 0, 0});
    CHECK(masked({-inf, 1, 3}, {1, 0, 0}) == std::vector<float>{0, 0, 0});
    const std::vector<float> y = masked({1, not_a_number, 5, 2}, {1, 1, 0, 1});
    CHECK((std::isnan(y[0]) && std::isnan(y[1]) && y[2] == 0 && std::isnan(y[3])));
    const std::vector<float> z = masked({inf, 1, inf, inf}, {1, 1, 0, 1});
    CHECK((std::isnan(z[0]) && std::isnan(z[1]) && z[2] == 0 && std::isnan(z[3])));
}

TEST_CASE("masked_softmax: a mask of fewer rows is repeated; bools are a mask, too") {
    const std::vector<float> x = normal(4 * 20);
    bytes mask(4 * 20);
    std::array<bool, 2 * 20> two_rows{};
    for (std::size_t i = 0; i < mask.size(); ++i) mask[i] = (i % 40) % 3 != 0, two_rows[i % 40] = mask[i] != 0;
    std::vector<float> y(x.size()), z(x.size());
    xact::forward(xact::masked_softmax{}, x, mask, y, 20);
    xact::forward(xact::parallel_t{}, xact::masked_softmax{}, x, two_rows, z, 20);
    CHECK(y == z);
}

TEST_CASE("masked_softmax: threads and 16-bit storage") {
    const std::size_t rows = 500, n = 200;
    const std::vector<float> x = normal(rows * n);
    bytes mask(rows * n);
    for (std::size_t i = 0; i < mask.size(); ++i) mask[i] = i % 5 != 0;
    std::vector<float> y(x.size()), z(x.size());
    xact::forward(xact::masked_softmax{}, x, mask, y, n);
    xact::forward(xact::parallel, xact::masked_softmax{}, x, mask, z, n);
    CHECK(y == z);
    std::vector<xact::bfloat16> narrow(x.begin(), x.end()), out(x.size());
    const std::vector<float> widened(narrow.begin(), narrow.end());
    xact::forward(xact::masked_softmax{}, narrow, mask, out, n);
    xact::forward(xact::masked_softmax{}, widened, mask, y, n);
    std::size_t wrong = 0;
    for (std::size_t i = 0; i < y.size(); ++i) wrong += out[i].bits == xact::bfloat16(y[i]).bits ? 0 : 1;
    CHECK(wrong == 0);
}

TEST_CASE("masked_softmax backward: 0 where y is 0, whatever the gradient") {
    std::vector<float> dx(4);
    xact::backward(xact::masked_softmax{}, std::vector<float>{0.5f, 0, 0.5f, 0},
                   std::vector<float>{1, inf, 3, not_a_number}, dx, 4);
    CHECK(dx == std::vector<float>{-0.5f, 0, 0.5f, 0});
    xact::backward(xact::masked_softmax{}, std::vector<float>(4, 0.0f), std::vector<float>(4, not_a_number), dx, 4);
    CHECK(dx == std::vector<float>(4, 0.0f));
}

TEST_CASE("masked_softmax: errors") {
    std::vector<float> x(12, 1.0f), y(12, 77.0f);
    const std::vector<float> before = y;
    const auto with = [&](const auto& second) {
        return message_of([&] { xact::forward(xact::masked_softmax{}, x, second, y, 4); });
    };
    CHECK(with(bytes(8)) ==
          "xact::forward(masked_softmax): x has 3 rows of 4 elements, mask has 8 elements, which must be "
          "as many rows, or rows that go into them without a rest");
    CHECK(with(bytes{}).find("mask has 0 elements") != std::string::npos);
    CHECK(with(std::vector<int>{1, 2}) == "xact::forward(masked_softmax): x has 3 rows, lengths has 2 elements");
    CHECK(with(std::vector<int>{1, 5, 2}) == "xact::forward(masked_softmax): lengths[1] is 5, a row has 4 elements");
    CHECK(with(std::vector<int>{1, 2, -1}) == "xact::forward(masked_softmax): lengths[2] is -1, a row has 4 elements");
    CHECK(y == before);
}

TEST_CASE("masked_softmax: rows together have the bits of each alone") {
    test::check_masked_rows_together(xact::masked_softmax{}, xact::accurate);
    test::check_masked_rows_together(xact::masked_softmax{}, xact::fast);
}
