#pragma once

#include <xact/elementwise/xgate.hpp>

namespace xact {
inline namespace v0 {

/// xSiLU: the input, gated by a widened sigmoid.
template <class P> using basic_xsilu = basic_xgate<logistic_gate, P>;

using xsilu = basic_xsilu<double>;

} // namespace v0
} // namespace xact
