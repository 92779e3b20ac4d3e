#pragma once

#include "session.hpp"

namespace bench {

/// The rows as Google Benchmark's, under names like gelu/forward/xact/4096. argv[0] and the --benchmark_ options of the
/// command line are its own. Returns what main() should.
template <class T> int run_google_benchmark(typed_session<T>&, int argc, char** argv);

} // namespace bench
