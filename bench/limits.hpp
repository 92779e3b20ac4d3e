#pragma once

#include <cstddef>

#include "buffers.hpp"
#include "measure.hpp"

/// What the machine itself can do, measured like everything else.

namespace bench {

struct copy_limits {
    std::size_t n = 0;
    timing copy;   ///< memcpy, per float
    timing stream; ///< by stores that pass the caches by
};

copy_limits measure_copy(buffers& memory, const race_options& options);

/// Per float and fused multiply-add, from registers alone.
timing measure_fma(const race_options& options);

/// out[i] = in[i] with non-temporal stores, where this machine has them; out is aligned to a register.
void streaming_copy(const float* in, float* out, std::size_t n);

} // namespace bench
