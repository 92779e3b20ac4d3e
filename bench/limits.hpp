#pragma once

#include <cstddef>

#include "buffers.hpp"
#include "measure.hpp"

/// What the machine itself can do, measured like everything else.

namespace bench {

struct copy_limits {
    std::size_t n = 0;
    timing copy;   ///< memcpy, per element
    timing stream; ///< by stores that pass the caches by
};

template <class T> copy_limits measure_copy(buffers<T>& memory, const race_options& options);

/// Per element of type T and fused multiply-add, from registers alone.
template <class T> timing measure_fma(const race_options& options);

/// memcpy with non-temporal stores, where this machine has them; out is aligned to a register.
void streaming_copy(const void* in, void* out, std::size_t bytes);

} // namespace bench
