#include <string>
#include <xsimd/xsimd.hpp>

#include "batch_loop.hpp"

/// The textbook formulas with xsimd's own exp, tanh, erf … on its widest registers.

namespace bench {

#if XSIMD_VERSION_MAJOR < 9
namespace naive {
namespace {
// With AVX-512 it converts registers that have no conversion.
template <class T, class A> constexpr bool log_compiles<xsimd::batch<T, A>> = false;
} // namespace
} // namespace naive
#endif

static const entry xsimd_functions(column::xsimd, "xsimd", [](contestant& c) {
    c.describe("xsimd " + std::to_string(XSIMD_VERSION_MAJOR) + "." + std::to_string(XSIMD_VERSION_MINOR) + "." +
               std::to_string(XSIMD_VERSION_PATCH) + ", its own functions on " + xsimd::default_arch::name() +
               " in the textbook formulas");
    fill_with_batches<xsimd::batch<float>>(c);
    fill_with_batches<xsimd::batch<double>>(c);
});

} // namespace bench
