#pragma once

/// How much of a function is compiled for its tests.

namespace test {

/// Its numbers, by registers; also its calls with float and the library's loops over floats; or all there is, which
/// takes the compiler five times as long as the first. Functions of several inputs and of rows have loops in any case,
/// but those over 16-bit numbers and over long arrays, which are in the last only.
enum class depth { numbers, float_loops, all_loops };

} // namespace test
