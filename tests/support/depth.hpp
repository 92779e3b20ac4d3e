#pragma once

#include <stdexcept>

/// How much of a function is compiled for its tests.

namespace test {

/// Its numbers, by registers where it is element-wise; also positions and threads in the library's loops over floats;
/// or all there is: loops over every storage type, and those for arrays beyond the caches where the target has them.
/// The first takes the compiler a fifth of the last.
enum class depth { numbers, float_loops, all_loops };

/// What a call does that is beyond the depth.
[[noreturn]] inline void fail_depth() { throw std::logic_error("not compiled: see support/depth.hpp"); }

} // namespace test
