#pragma once

#include <xact/gated/xglu.hpp>

namespace xact {
inline namespace v0 {

/// b, gated by a widened normal distribution function of a.
template <class P> using basic_xgeglu = basic_xglu<normal_glu_gate, P>;

using xgeglu = basic_xgeglu<double>;

} // namespace v0
} // namespace xact
