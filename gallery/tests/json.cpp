#include "json.hpp"

#include <cmath>
#include <stdexcept>

#include "support/catch.hpp"

using gallery::parse_json;

TEST_CASE("values, lists and objects") {
    const auto j = parse_json(R"( {"a": [1, -2.5e3, null, true, []], "b": {"c": "say \"\\\u0041\" – µ"}} )");
    CHECK(j["a"].elements().size() == 5);
    CHECK(j["a"].elements()[1].number() == -2500);
    CHECK(std::isnan(j["a"].elements()[2].number()));
    CHECK(j["b"]["c"].text() == "say \"\\A\" – µ");
}

TEST_CASE("what is not there is an error") {
    const auto j = parse_json("{\"a\": 1}");
    CHECK_THROWS_AS(j["b"], std::runtime_error);
    CHECK_THROWS_AS(j["a"].text(), std::runtime_error);
    CHECK_THROWS_AS(j.elements(), std::runtime_error);
}

TEST_CASE("what is not JSON is an error") {
    for (const char* text :
         {"", "{", "[1,", "[1 2]", "{\"a\" 1}", "{a: 1}", "\"x", "\"\\u12", "nul", "1 2", "-", "[1}"})
        CHECK_THROWS_AS(parse_json(text), std::runtime_error);
}
