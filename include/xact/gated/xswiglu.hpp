#pragma once

#include <xact/gated/xglu.hpp>

namespace xact {
inline namespace v0 {

/// b, gated by a widened sigmoid of a.
template <class P> using basic_xswiglu = basic_xglu<logistic_glu_gate, P>;

using xswiglu = basic_xswiglu<double>;

} // namespace v0
} // namespace xact
