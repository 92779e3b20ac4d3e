#pragma once

#include <iosfwd>

#include "session.hpp"

/// xact::parallel on all cores beside one thread: --parallel.

namespace bench {

/// A function that only moves numbers and two that compute, at the chosen sizes.
template <class T> void measure_parallel(std::ostream&, typed_session<T>&);

} // namespace bench
