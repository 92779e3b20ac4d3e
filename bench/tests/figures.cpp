#include "figures.hpp"

#include "support/catch.hpp"

using bench::contestant, bench::result, bench::row, bench::timing;

namespace {

const contestant xact("xact", true), from_output("xact from y", true), quick("quick", false), saving("saving", false);

result taking(const contestant& who, double ns, bool starts_from_output = false) {
    return {&who, timing{ns, ns, {ns, ns, ns}}, {}, starts_from_output};
}
row of(std::vector<result> results) { return {nullptr, bench::direction::backward, {}, std::move(results)}; }

} // namespace

TEST_CASE("a peer is set beside the xact that starts from what the peer starts from", "[bench]") {
    const row r = of({taking(xact, 4), taking(from_output, 1, true), taking(quick, 3), taking(saving, 2, true)});
    CHECK(r.time_over_xact(r.results[2]) == 0.75);
    CHECK(r.time_over_xact(r.results[3]) == 2);
    CHECK(r.fastest_peer() == &r.results[2]);
}

TEST_CASE("without xact from the output, the accurate tier stands in, and without xact there is only time", "[bench]") {
    const row r = of({taking(xact, 4), taking(quick, 3), taking(saving, 2, true)});
    CHECK(r.time_over_xact(r.results[2]) == 0.5);
    CHECK(r.fastest_peer() == &r.results[2]);

    const row peers = of({taking(quick, 3), taking(saving, 2, true)});
    CHECK_FALSE(peers.time_over_xact(peers.results[0]));
    CHECK(peers.fastest_peer() == &peers.results[1]);
    CHECK(of({taking(xact, 4)}).fastest_peer() == nullptr);
}
