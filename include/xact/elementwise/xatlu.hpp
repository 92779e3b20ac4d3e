#pragma once

#include <xact/elementwise/xgate.hpp>

namespace xact {
inline namespace v0 {

/// xATLU: the input, gated by a widened arc tangent.
template <class P> using basic_xatlu = basic_xgate<arctan_gate, P>;

using xatlu = basic_xatlu<double>;

} // namespace v0
} // namespace xact
