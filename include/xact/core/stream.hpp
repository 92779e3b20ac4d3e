#pragma once

#include <cstddef>

/// The number of bytes from which an output that is not also an input is written past the caches.
/// Define XACT_STREAM_THRESHOLD before the first xact header to choose another (all translation units alike).
#if !defined(XACT_STREAM_THRESHOLD)
#define XACT_STREAM_THRESHOLD (std::size_t{8} << 20)
#endif

namespace xact {
inline namespace v0 {

inline constexpr std::size_t stream_threshold = XACT_STREAM_THRESHOLD;

} // namespace v0
} // namespace xact
