#pragma once

#include <xact/elementwise/xgate.hpp>

namespace xact {
inline namespace v0 {

/// xGELU: the input, gated by a widened normal distribution function.
template <class P> using basic_xgelu = basic_xgate<normal_gate, P>;

using xgelu = basic_xgelu<double>;

} // namespace v0
} // namespace xact
