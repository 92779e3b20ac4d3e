#pragma once

#include <xact/constructors/extremum.hpp>

namespace xact {
inline namespace v0 {

/// The larger of F and G, the first on ties.
template <class F, class G> using max_of = extremum<larger, F, G>;

} // namespace v0
} // namespace xact
