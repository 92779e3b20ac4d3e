#pragma once

#include <string>
#include <vector>

/// A user's own pre-activations.

namespace bench {

/// The numbers in a file: NumPy's .npy (little-endian float32 or float64 in C order, any shape), or else bare
/// little-endian float32 without a header. Throws std::runtime_error that names the file and says what is wrong with
/// it.
std::vector<float> read_floats(const std::string& path);

} // namespace bench
