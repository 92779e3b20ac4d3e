#include <sleef.h>

#include <string>
#include <xsimd/xsimd.hpp>

#include "batch_loop.hpp"

/// The textbook formulas with SLEEF's functions of 1.0 ulp, those of the instruction set that this file is compiled
/// for.

#if defined(__AVX512F__)
#define XACT_SLEEF(function) Sleef_##function##f16_u10avx512f
#elif defined(__AVX2__) && defined(__FMA__)
#define XACT_SLEEF(function) Sleef_##function##f8_u10avx2
#elif defined(__AVX__)
#define XACT_SLEEF(function) Sleef_##function##f8_u10avx
#elif defined(__SSE4_1__)
#define XACT_SLEEF(function) Sleef_##function##f4_u10sse4
#elif defined(__SSE2__)
#define XACT_SLEEF(function) Sleef_##function##f4_u10sse2
#elif defined(__aarch64__)
#define XACT_SLEEF(function) Sleef_##function##f4_u10advsimd
#endif

namespace bench {
namespace {

/// SLEEF has no arithmetic; its users bring their own, here that of xsimd.
struct sleef_mask {
    xsimd::batch_bool<float> b;
};

struct sleef_batch {
    using batch = xsimd::batch<float>;
    static constexpr std::size_t size = batch::size;

    batch b;

    sleef_batch() = default;
    explicit sleef_batch(float x) : b(x) {}
    sleef_batch(batch x) : b(x) {}
    static sleef_batch load_unaligned(const float* p) { return batch::load_unaligned(p); }
    void store_unaligned(float* p) const { b.store_unaligned(p); }

    friend sleef_batch operator+(sleef_batch x, sleef_batch y) { return x.b + y.b; }
    friend sleef_batch operator-(sleef_batch x, sleef_batch y) { return x.b - y.b; }
    friend sleef_batch operator*(sleef_batch x, sleef_batch y) { return x.b * y.b; }
    friend sleef_batch operator/(sleef_batch x, sleef_batch y) { return x.b / y.b; }
    sleef_batch operator-() const { return -b; }
    friend sleef_mask operator<(sleef_batch x, sleef_batch y) { return {x.b < y.b}; }
    friend sleef_mask operator<=(sleef_batch x, sleef_batch y) { return {x.b <= y.b}; }
    friend sleef_mask operator>(sleef_batch x, sleef_batch y) { return {x.b > y.b}; }
    friend sleef_mask operator>=(sleef_batch x, sleef_batch y) { return {x.b >= y.b}; }
    friend sleef_batch select(sleef_mask c, sleef_batch x, sleef_batch y) { return xsimd::select(c.b, x.b, y.b); }
    friend sleef_batch abs(sleef_batch x) { return xsimd::abs(x.b); }
    friend sleef_batch max(sleef_batch x, sleef_batch y) { return xsimd::max(x.b, y.b); }
    friend sleef_batch min(sleef_batch x, sleef_batch y) { return xsimd::min(x.b, y.b); }

    friend sleef_batch exp(sleef_batch x) { return call(XACT_SLEEF(exp), x); }
    friend sleef_batch expm1(sleef_batch x) { return call(XACT_SLEEF(expm1), x); }
    friend sleef_batch log1p(sleef_batch x) { return call(XACT_SLEEF(log1p), x); }
    friend sleef_batch tanh(sleef_batch x) { return call(XACT_SLEEF(tanh), x); }
    friend sleef_batch erf(sleef_batch x) { return call(XACT_SLEEF(erf), x); }
    friend sleef_batch atan(sleef_batch x) { return call(XACT_SLEEF(atan), x); }

private:
    template <class Function> static sleef_batch call(Function* f, sleef_batch x) {
        return batch(f(static_cast<typename batch::register_type>(x.b)));
    }
};

const entry sleef(column::sleef, "SLEEF", [](contestant& c) {
    c.describe("SLEEF " + std::to_string(SLEEF_VERSION_MAJOR) + "." + std::to_string(SLEEF_VERSION_MINOR) + "." +
               std::to_string(SLEEF_VERSION_PATCHLEVEL) + ", functions of 1.0 ulp for " + xsimd::default_arch::name() +
               " in the textbook formulas");
    fill_with_batches<sleef_batch>(c);
});

} // namespace
} // namespace bench
