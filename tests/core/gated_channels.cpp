#include <cmath>
#include <cstddef>
#include <random>
#include <vector>

#include <xact/core/channelwise.hpp>
#include <xact/gated/glu.hpp>
#include <xact/gated/swiglu.hpp>
#include <xact/gated/swiglu_clamped.hpp>
#include <xact/gated/xgeglu.hpp>

#include "support/catch.hpp"
#include "support/gated_support.hpp"
#include "support/parameters.hpp"

// One gated function a channel: an element has the bits that its channel's functor gives it alone.

namespace {

template <class T> std::vector<T> numbers(std::size_t n, unsigned seed) {
    std::mt19937_64 random(seed);
    std::normal_distribution<double> normal(0, 4);
    std::vector<T> x(n);
    for (T& v : x) v = static_cast<T>(normal(random));
    return x;
}

template <class T, class F> void check_channels(const F& f) {
    struct shape {
        std::size_t outer, channels, inner;
    };
    for (const auto& [outer, channels, inner] :
         {shape{1, 1, 1}, shape{5, 3, 1}, shape{4, 37, 1}, shape{4, 2, 7}, shape{2, 3, 100}, shape{0, 2, 2}}) {
        std::vector<F> fs(channels, f);
        if constexpr (test::has_parameters<F>)
            for (std::size_t c = 0; c < channels; ++c)
                test::for_each_parameter(fs[c], [&](double& p) { p += c % 3 == 0 ? 0.0 : 0.37 * double(c); });
        const std::size_t n = outer * channels * inner;
        const auto a = numbers<T>(n, 1), b = numbers<T>(n, 2), dy = numbers<T>(n, 3);
        std::vector<T> y(n), da(n), db(n);
        const auto g = xact::channelwise(fs, inner);
        xact::forward(g, a, b, y);
        xact::backward(xact::parallel, g, a, b, dy, da, db);
        std::size_t wrong = 0;
        for (std::size_t i = 0; i < n; ++i) {
            const F& own = fs[i / inner % channels];
            const auto d = own.backward(a[i], b[i], dy[i]);
            wrong +=
                test::same_bits(y[i], own(a[i], b[i])) && test::same_bits(da[i], d.da) && test::same_bits(db[i], d.db)
                    ? 0
                    : 1;
        }
        INFO(f.about.name << ": " << outer << ", " << channels << ", " << inner);
        CHECK(wrong == 0);
    }
}

} // namespace

TEST_CASE("each channel has its own gated function", "[core]") {
    check_channels<float>(xact::glu{});
    check_channels<float>(xact::swiglu_clamped{});
    check_channels<float>(xact::xgeglu{});
    check_channels<double>(xact::swiglu{});
}

TEST_CASE("channels of a gated function: errors give the numbers", "[errors]") {
    const std::vector<xact::swiglu> fs(3);
    std::vector<float> a(12, 1.0f), b(11, 2.0f), y(12);
    CHECK_THROWS_WITH(xact::forward(xact::channelwise(fs, 2), a, b, y),
                      "xact::forward(swiglu): a has 12 elements, b has 11");
    CHECK_THROWS_WITH(xact::forward(xact::channelwise(fs, 5), a, a, y),
                      "xact::forward(swiglu): a has 12 elements, not a multiple of 3 channels times inner = 5");
}
