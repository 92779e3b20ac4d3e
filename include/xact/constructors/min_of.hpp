#pragma once

#include <xact/constructors/extremum.hpp>

namespace xact {
inline namespace v0 {

/// The smaller of F and G, the first on ties.
template <class F, class G> using min_of = extremum<smaller, F, G>;

} // namespace v0
} // namespace xact
