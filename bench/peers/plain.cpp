#include "plain_loop.hpp"

/// Plain loops under the rules of the language, as -O3 compiles them.

namespace bench {

static const entry plain(column::plain, "plain", [](contestant& c) {
    c.describe("textbook loops, " XACT_BENCH_COMPILER);
    fill_with_plain_loops(c);
});

} // namespace bench
