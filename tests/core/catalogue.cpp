#include <xact/catalogue.hpp>

#include <algorithm>
#include <set>
#include <string_view>
#include <vector>

#include "support/catch.hpp"

TEST_CASE("names are unique and each finds its function", "[core]") {
    const auto all = xact::names(), functions = xact::function_names();
    CHECK(std::set<std::string_view>(all.begin(), all.end()).size() == all.size());
    CHECK(std::equal(functions.begin(), functions.end(), all.begin()));
    std::vector<std::string_view> visited;
    for (const std::string_view name : functions)
        xact::visit(name, [&](const auto& f) { visited.push_back(f.about.name); });
    CHECK(std::equal(functions.begin(), functions.end(), visited.begin(), visited.end()));
}

TEST_CASE("names are there at compile time", "[core]") {
    constexpr auto all = xact::names();
    static_assert(all.size() > xact::function_names().size());
    CHECK_FALSE(all[0].empty());
}
