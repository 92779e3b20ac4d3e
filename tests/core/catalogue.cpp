#include <xact/catalogue.hpp>

#include <set>
#include <string>

#include "support/catch.hpp"

TEST_CASE("names are unique and each finds its function", "[core]") {
    const auto all = xact::names();
    CHECK(std::set<std::string_view>(all.begin(), all.end()).size() == all.size());
    for (const std::string_view name : all) {
        int visits = 0;
        xact::visit(name, [&](const auto& f) {
            ++visits;
            CHECK(f.about.name == name);
        });
        CHECK(visits == 1);
    }
}

TEST_CASE("a function that is found computes", "[core]") {
    float y = 0;
    xact::visit("silu", [&](const auto& f) {
        if constexpr (xact::elementwise<decltype(f)>) y = f(1.f);
    });
    CHECK(y == xact::silu{}(1.f));
}

TEST_CASE("names are there at compile time", "[core]") {
    constexpr auto all = xact::names();
    static_assert(all.size() > 0);
    CHECK_FALSE(all[0].empty());
}
