#pragma once

#include <xact/rowwise/log_sum_exp.hpp>

namespace xact {
inline namespace v0 {

/// ln of the mean of e^x over each row, in all else as log_sum_exp.
using log_mean_exp = detail::log_of_exponentials<true>;

} // namespace v0
} // namespace xact
