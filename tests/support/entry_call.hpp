#pragma once

namespace test {

/// How an entry point is called.
struct entry_call {
    bool fast = false, pointers = false, threads = false;
};

} // namespace test
