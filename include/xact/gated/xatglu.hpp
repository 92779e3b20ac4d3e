#pragma once

#include <xact/gated/xglu.hpp>

namespace xact {
inline namespace v0 {

/// b, gated by a widened arc tangent of a.
template <class P> using basic_xatglu = basic_xglu<arctan_glu_gate, P>;

using xatglu = basic_xatglu<double>;

} // namespace v0
} // namespace xact
