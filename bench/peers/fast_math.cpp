#include "plain_loop.hpp"

/// The same loops under -ffast-math, where glibc offers the compiler vector versions of exp, tanh, erf … (libmvec).

namespace bench {

static const entry fast_math(column::fast_math, "fast-math", [](contestant& c) {
    c.describe("the same loops with -ffast-math, which lets it call the C library's vector functions");
    fill_with_plain_loops(c);
});

} // namespace bench
