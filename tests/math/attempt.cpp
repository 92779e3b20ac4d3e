#include <xact/math/attempt.hpp>

#include <cstddef>
#include <limits>
#include <vector>

#include <xact/gated/swiglu.hpp>

#include "support/catch.hpp"
#include "support/gated_support.hpp"
#include "support/inputs.hpp"

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

// Of other units support/gated/position.cpp says so, where their loops are compiled.
TEST_CASE("a turn with an element that needs the careful form gives every element its own bits", "[math]") {
    const test::triples<float> t = test::mostly_usual_triples();
    std::vector<float> y(t.size()), da(t.size()), db(t.size());
    for (const double beta : {1.0, -0.7, 1e-20}) {
        const xact::swiglu f{.beta = beta};
        xact::forward(f, t.a, t.b, y);
        xact::backward(f, t.a, t.b, t.dy, da, db);
        for (std::size_t i = 0; i < t.size(); ++i) {
            INFO("beta " << beta << " at " << t.a[i] << ", " << t.b[i] << ", " << t.dy[i]);
            const auto alone = f.backward(t.a[i], t.b[i], t.dy[i]);
            CHECK(test::same_bits(y[i], f(t.a[i], t.b[i])));
            CHECK(test::same_bits(da[i], alone.da));
            CHECK(test::same_bits(db[i], alone.db));
        }
    }
}
