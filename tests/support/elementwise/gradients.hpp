#pragma once

#include <vector>

#include <xact/core/facts.hpp>

#include "support/function.hpp"

namespace test {

/// Irregular points of the domain, dense around zero, none of them a likely kink.
std::vector<double> gradient_points(const xact::interval& domain);

/// Value, derivative and second derivative against dual numbers.
template <class T> void check_derivatives(const function& f);
/// dy·f'(x), whatever way it is computed.
template <class T> void check_backward(const function& f);
/// Every derivative that a functor offers, for several values of its parameters.
template <class T> void check_gradients(const function& f);

} // namespace test
