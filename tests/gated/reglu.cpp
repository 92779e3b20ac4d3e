#include <cmath>
#include <limits>

#include <xact/gated/drelu.hpp>
#include <xact/gated/reglu.hpp>

#include "support/catch.hpp"

namespace {

constexpr float inf = std::numeric_limits<float>::infinity();

} // namespace

TEST_CASE("reglu: a shut gate gives 0 beside an infinity, an open one what the product is") {
    const xact::reglu f{};
    for (const float a : {-inf, -2.0f, -0.0f, 0.0f})
        for (const float b : {inf, -inf, 3.0f}) {
            CHECK(f(a, b) == 0);
            CHECK(f.backward(a, b, inf).da == 0);
            CHECK(f.backward(a, b, inf).db == 0);
        }
    CHECK(f(2.0f, -inf) == -inf);
    CHECK(std::isnan(f(inf, 0.0f)));
    CHECK(f.backward(2.0f, inf, 1.0f).da == inf);
    CHECK(std::isnan(f.backward(2.0f, inf, 0.0f).da));
    CHECK(f.backward(2.0f, 3.0f, -inf).db == -inf);
}

TEST_CASE("drelu: shut by either input") {
    const xact::drelu f{};
    CHECK(f(-1.0f, inf) == 0);
    CHECK(f(inf, -1.0f) == 0);
    CHECK(f(2.0f, 3.0f) == 6);
    CHECK(f.backward(-1.0f, inf, inf).da == 0);
    CHECK(f.backward(-1.0f, inf, inf).db == 0);
    CHECK(f.backward(inf, -1.0f, inf).da == 0);
    CHECK(f.backward(inf, -1.0f, inf).db == 0);
    CHECK(f.backward(2.0f, 3.0f, 5.0f).da == 15);
    CHECK(f.backward(2.0f, 3.0f, 5.0f).db == 10);
}

TEST_CASE("act_gate: any two activations") {
    const xact::act_gate<xact::relu> general{};
    CHECK(general(2.0f, -3.0f) == -6);
    CHECK(general.about.name == "act_gate");
    CHECK(general.definition(2.0, -3.0) == -6);
}
