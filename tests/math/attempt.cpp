#include <xact/math/attempt.hpp>

#include <bit>
#include <cstdint>
#include <limits>
#include <vector>

#include <xact/gated/geglu.hpp>
#include <xact/gated/glu.hpp>
#include <xact/gated/mglu.hpp>
#include <xact/gated/nac_weight.hpp>
#include <xact/gated/smooth_swiglu.hpp>
#include <xact/gated/swiglu.hpp>
#include <xact/gated/swiglu_clamped.hpp>
#include <xact/gated/swiglu_oai.hpp>
#include <xact/gated/xatglu.hpp>
#include <xact/gated/xgeglu.hpp>
#include <xact/gated/xswiglu.hpp>

#include "support/catch.hpp"

namespace {

using V = xact::vec<float>;
using attempt = xact::math::attempt<V>;

constexpr float infinite = std::numeric_limits<float>::infinity(),
                not_a_number = std::numeric_limits<float>::quiet_NaN(), largest = std::numeric_limits<float>::max();

bool right(float value, float margin) { return !any(!is_right(attempt{V(value), V(margin)})); }

} // namespace

TEST_CASE("an attempt is right where it is finite and its margin is not negative", "[math]") {
    CHECK(right(0, 0));
    CHECK(right(-largest, 1e-30f));
    CHECK_FALSE(right(1, -1e-45f));
    CHECK_FALSE(right(1, not_a_number));
    for (const float bad : {infinite, -infinite, not_a_number}) CHECK_FALSE(right(bad, 1));
}

TEST_CASE("several attempts are right only where each is", "[math]") {
    const attempt good{V(1), V(1)};
    CHECK(all_right(good, good, good, good));
    // What is wrong is found in any of the places; infinities of both signs do not cancel.
    for (const attempt& bad : {attempt{V(infinite), V(1)}, attempt{V(not_a_number), V(1)}, attempt{V(1), V(-1)}}) {
        CHECK_FALSE(all_right(bad, good, good, good));
        CHECK_FALSE(all_right(good, bad, good, good));
        CHECK_FALSE(all_right(good, good, good, bad));
    }
    CHECK_FALSE(all_right(attempt{V(infinite), V(1)}, attempt{V(-infinite), V(1)}));
    // A sum that overflows only costs time.
    CHECK_FALSE(all_right(attempt{V(largest), V(1)}, attempt{V(largest), V(1)}));
}

namespace {

/// Value and gradients of an array in which a few elements need the careful form, beside those of each element alone.
template <class F> void check_bits(const F& f) {
    std::vector<float> a, b, dy;
    for (int i = 0; i < 259; ++i) {
        a.push_back(0.37f * float(i % 23) - 4), b.push_back(1 - 0.11f * float(i % 17)),
            dy.push_back(0.5f + float(i % 3));
        // Gates that fall below the smallest number beside factors that make up for it, and what is not finite.
        if (i % 61 == 7) a.back() = -95, b.back() = 1e30f, dy.back() = 1e7f;
        if (i % 67 == 11) b.back() = infinite;
        if (i == 100) a.back() = -infinite;
        if (i == 190) dy.back() = not_a_number;
        if (i == 220) a.back() = 1e30f, b.back() = 1e20f, dy.back() = 1e-20f;
    }
    const std::size_t n = a.size();
    std::vector<float> y(n), da(n), db(n);
    xact::forward(f, a, b, y);
    xact::backward(f, a, b, dy, da, db);
    for (std::size_t i = 0; i < n; ++i) {
        INFO(F::about.name << " at " << a[i] << ", " << b[i] << ", " << dy[i]);
        const auto alone = f.backward(a[i], b[i], dy[i]);
        CHECK(std::bit_cast<std::uint32_t>(y[i]) == std::bit_cast<std::uint32_t>(f(a[i], b[i])));
        CHECK(std::bit_cast<std::uint32_t>(da[i]) == std::bit_cast<std::uint32_t>(alone.da));
        CHECK(std::bit_cast<std::uint32_t>(db[i]) == std::bit_cast<std::uint32_t>(alone.db));
    }
}

} // namespace

TEST_CASE("a turn with an element that needs the careful form gives every element its own bits", "[math]") {
    check_bits(xact::swiglu{});
    check_bits(xact::swiglu{.beta = -0.7});
    check_bits(xact::swiglu{.beta = 1e-20});
    check_bits(xact::glu{});
    check_bits(xact::geglu{});
    check_bits(xact::swiglu_oai{});
    check_bits(xact::swiglu_clamped{});
    check_bits(xact::smooth_swiglu{.scale = 0.25});
    check_bits(xact::smooth_swiglu{.scale = 3});
    check_bits(xact::mglu{});
    check_bits(xact::gtu{});
    check_bits(xact::nac_weight{});
    check_bits(xact::xatglu{});
    check_bits(xact::xgeglu{});
    check_bits(xact::xswiglu{});
    check_bits(xact::xswiglu{.alpha = 0.25});
}
