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

TEST_CASE("errors are left out or scaled on demand") {
    CHECK(parse({}).errors);
    CHECK_FALSE(parse({"--no-errors"}).errors);
    CHECK_FALSE(parse({}).scaled_errors);
    CHECK(parse({"--scaled-errors"}).scaled_errors);
}

TEST_CASE("sizes") {
    CHECK(parse({}).sizes.size() == 1);
    CHECK(parse({}).sample_sizes.size() == 2);
    CHECK(parse({"--memory"}).sizes.front().n == bench::memory.n);
    CHECK(parse({"--memory"}).sample_sizes.empty());
    CHECK(parse({"--l2", "--memory"}).sizes.size() == 2);
    CHECK_FALSE(parse({"--memory"}).sizes.front().in_place);
    CHECK(parse({"--in-place"}).sizes.front().in_place);
    CHECK(parse({"--full"}).sizes.size() == 4);
}

TEST_CASE("doubles come in arrays of as many bytes") {
    CHECK(parse({}).type == "float");
    const auto o = parse({"--type", "double"});
    CHECK(o.type == "double");
    CHECK(o.sizes.front().n == bench::l1.n / 2);
    CHECK(o.sample_sizes.front().n == bench::memory.n / 2);
    CHECK(parse({"--l2", "--type=double"}).sizes.front().n == bench::l2.n / 2);
    CHECK_THROWS_WITH(parse({"--type", "half"}), "--type is float or double, not 'half'");
    CHECK_THROWS_WITH(parse({"--type=double", "--report=a.html"}), "--report draws floats, not doubles");
}

TEST_CASE("a table of its own goes with no other output") {
    CHECK(parse({"--inputs"}).inputs);
    for (const char* other : {"--json=a", "--report=a", "--input=a", "--benchmark_filter=a"})
        CHECK_THROWS_WITH(parse({"--inputs", other}), "--inputs prints one table of its own inputs");
    for (const char* other : {"--json=a", "--report=a", "--benchmark_filter=a"})
        CHECK_THROWS_WITH(parse({"--parallel", other}), "--parallel prints one table");
    CHECK(parse({"--parallel", "--input=a"}).parallel);
    CHECK(parse({"--parallel"}).sizes.back().n == bench::memory.n);
    CHECK(parse({"--parallel", "--l2"}).sizes.size() == 1);
}

TEST_CASE("a report measures L2 too, where no sizes are chosen") {
    CHECK(parse({"--report", "a.html"}).report == "a.html");
    CHECK(parse({"--report", "a.html"}).sizes.size() == 2);
    CHECK(parse({"--report", "a.html"}).sample_sizes.size() == 2);
    CHECK(parse({"--report=a.html", "--memory"}).sizes.size() == 1);
    CHECK(parse({"--full", "--report=a.html"}).sizes.size() == 4);
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
