#include "options.hpp"

#include <stdexcept>

#include "support/catch.hpp"

using bench::direction;
using bench::parse;
using strings = std::vector<std::string>;

TEST_CASE("values stand behind an option or an equals sign") {
    const auto o = parse({"--functions", "gelu,silu", "--contestants=xact", "--rounds", "9", "--direction=backward"});
    CHECK(o.functions == strings{"gelu", "silu"});
    CHECK(o.contestants == strings{"xact"});
    CHECK(o.rounds == 9);
    CHECK(o.directions == std::vector{direction::backward});
    CHECK_FALSE(o.google);
}

TEST_CASE("sizes") {
    CHECK(parse({}).sizes.size() == 1);
    CHECK(parse({}).sample_of_memory);
    CHECK(parse({"--memory"}).sizes.front().n == bench::memory.n);
    CHECK_FALSE(parse({"--memory"}).sample_of_memory);
    CHECK(parse({"--l2", "--memory"}).sizes.size() == 2);
    CHECK(parse({"--full"}).sizes.size() == 3);
}

TEST_CASE("a report measures L2 too, where no sizes are chosen") {
    CHECK(parse({"--report", "a.html"}).report == "a.html");
    CHECK(parse({"--report", "a.html"}).sizes.size() == 2);
    CHECK(parse({"--report", "a.html"}).sample_of_memory);
    CHECK(parse({"--report=a.html", "--memory"}).sizes.size() == 1);
    CHECK(parse({"--full", "--report=a.html"}).sizes.size() == 3);
    CHECK_THROWS_WITH(parse({"--report"}), "--report needs a value");
}

TEST_CASE("Google Benchmark's options choose it and are left to it") {
    CHECK(parse({"--benchmark_filter=gelu"}).google);
    CHECK(parse({"--benchmark_list_tests", "--functions=silu"}).functions == strings{"silu"});
}

TEST_CASE("a bad option is named") {
    CHECK_THROWS_WITH(parse({"--nonsense"}), "there is no option --nonsense");
    CHECK_THROWS_WITH(parse({"relu"}), "there is no option relu");
    CHECK_THROWS_WITH(parse({"--functions"}), "--functions needs a value");
    CHECK_THROWS_WITH(parse({"--functions="}), "--functions needs a value");
    CHECK_THROWS_WITH(parse({"--rounds", "0"}), "--rounds needs a positive integer, not '0'");
    CHECK_THROWS_WITH(parse({"--rounds", "7x"}), "--rounds needs a positive integer, not '7x'");
    CHECK_THROWS_WITH(parse({"--memory=yes"}), "--memory takes no value");
    CHECK_THROWS_WITH(parse({"--direction", "up"}), "--direction is forward or backward, not 'up'");
}
