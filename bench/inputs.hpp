#pragma once

#include <iosfwd>

#include "session.hpp"

/// How much slower a contestant gets on inputs that are not normal deviates: --inputs.

namespace bench {

/// Every chosen function at the first chosen size; xact's tiers unless contestants are chosen.
template <class T> void measure_inputs(std::ostream&, typed_session<T>&);

} // namespace bench
