#include <sleef.h>

#include <concepts>
#include <string>
#include <xsimd/xsimd.hpp>

#include "batch_loop.hpp"

/// The textbook formulas with SLEEF's functions of 1.0 ulp, those of the instruction set that this file is compiled
/// for.

#if defined(__AVX512F__)
#define XACT_SLEEF_FLOAT(function) Sleef_##function##f16_u10avx512f
#define XACT_SLEEF_DOUBLE(function) Sleef_##function##d8_u10avx512f
#elif defined(__AVX2__) && defined(__FMA__)
#define XACT_SLEEF_FLOAT(function) Sleef_##function##f8_u10avx2
#define XACT_SLEEF_DOUBLE(function) Sleef_##function##d4_u10avx2
#elif defined(__AVX__)
#define XACT_SLEEF_FLOAT(function) Sleef_##function##f8_u10avx
#define XACT_SLEEF_DOUBLE(function) Sleef_##function##d4_u10avx
#elif defined(__SSE4_1__)
#define XACT_SLEEF_FLOAT(function) Sleef_##function##f4_u10sse4
#define XACT_SLEEF_DOUBLE(function) Sleef_##function##d2_u10sse4
#elif defined(__SSE2__)
#define XACT_SLEEF_FLOAT(function) Sleef_##function##f4_u10sse2
#define XACT_SLEEF_DOUBLE(function) Sleef_##function##d2_u10sse2
#elif defined(__aarch64__)
#define XACT_SLEEF_FLOAT(function) Sleef_##function##f4_u10advsimd
#define XACT_SLEEF_DOUBLE(function) Sleef_##function##d2_u10advsimd
#endif

namespace bench {
namespace {

/// SLEEF has no arithmetic; its users bring their own, here that of xsimd.
template <class T> struct sleef_mask { xsimd::batch_bool<T> b; };

template <class T> struct sleef_batch {
    using value_type = T;
    using batch = xsimd::batch<T>;
    using mask = sleef_mask<T>;
    static constexpr std::size_t size = batch::size;

    batch b;

    sleef_batch() = default;
    explicit sleef_batch(T x) : b(x) {}
    sleef_batch(batch x) : b(x) {}
    static sleef_batch load_unaligned(const T* p) { return batch::load_unaligned(p); }
    void store_unaligned(T* p) const { b.store_unaligned(p); }

    friend sleef_batch operator+(sleef_batch x, sleef_batch y) { return x.b + y.b; }
    friend sleef_batch operator-(sleef_batch x, sleef_batch y) { return x.b - y.b; }
    friend sleef_batch operator*(sleef_batch x, sleef_batch y) { return x.b * y.b; }
    friend sleef_batch operator/(sleef_batch x, sleef_batch y) { return x.b / y.b; }
    sleef_batch operator-() const { return -b; }
    friend mask operator<(sleef_batch x, sleef_batch y) { return {x.b < y.b}; }
    friend mask operator<=(sleef_batch x, sleef_batch y) { return {x.b <= y.b}; }
    friend mask operator>(sleef_batch x, sleef_batch y) { return {x.b > y.b}; }
    friend mask operator>=(sleef_batch x, sleef_batch y) { return {x.b >= y.b}; }
    friend mask operator==(sleef_batch x, sleef_batch y) { return {x.b == y.b}; }
    friend sleef_batch select(mask c, sleef_batch x, sleef_batch y) { return xsimd::select(c.b, x.b, y.b); }
    friend sleef_batch abs(sleef_batch x) { return xsimd::abs(x.b); }
    friend sleef_batch max(sleef_batch x, sleef_batch y) { return xsimd::max(x.b, y.b); }
    friend sleef_batch min(sleef_batch x, sleef_batch y) { return xsimd::min(x.b, y.b); }

    friend sleef_batch exp(sleef_batch x) { return call(XACT_SLEEF_FLOAT(exp), XACT_SLEEF_DOUBLE(exp), x); }
    friend sleef_batch expm1(sleef_batch x) { return call(XACT_SLEEF_FLOAT(expm1), XACT_SLEEF_DOUBLE(expm1), x); }
    friend sleef_batch log1p(sleef_batch x) { return call(XACT_SLEEF_FLOAT(log1p), XACT_SLEEF_DOUBLE(log1p), x); }
    friend sleef_batch tanh(sleef_batch x) { return call(XACT_SLEEF_FLOAT(tanh), XACT_SLEEF_DOUBLE(tanh), x); }
    friend sleef_batch erf(sleef_batch x) { return call(XACT_SLEEF_FLOAT(erf), XACT_SLEEF_DOUBLE(erf), x); }
    friend sleef_batch asinh(sleef_batch x) { return call(XACT_SLEEF_FLOAT(asinh), XACT_SLEEF_DOUBLE(asinh), x); }
    friend sleef_batch atan(sleef_batch x) { return call(XACT_SLEEF_FLOAT(atan), XACT_SLEEF_DOUBLE(atan), x); }
    friend sleef_batch sin(sleef_batch x) { return call(XACT_SLEEF_FLOAT(sin), XACT_SLEEF_DOUBLE(sin), x); }
    friend sleef_batch cos(sleef_batch x) { return call(XACT_SLEEF_FLOAT(cos), XACT_SLEEF_DOUBLE(cos), x); }
    friend sleef_batch sqrt(sleef_batch x) { return xsimd::sqrt(x.b); }

private:
    template <class Float, class Double> static sleef_batch call(Float* of_floats, Double* of_doubles, sleef_batch x) {
        const auto r = static_cast<typename batch::register_type>(x.b);
        if constexpr (std::same_as<T, float>)
            return batch(of_floats(r));
        else
            return batch(of_doubles(r));
    }
};

const entry sleef(column::sleef, "SLEEF", [](contestant& c) {
    c.describe("SLEEF " + std::to_string(SLEEF_VERSION_MAJOR) + "." + std::to_string(SLEEF_VERSION_MINOR) + "." +
               std::to_string(SLEEF_VERSION_PATCHLEVEL) + ", functions of 1.0 ulp for " + xsimd::default_arch::name() +
               " in the textbook formulas");
    fill_with_batches<sleef_batch<float>>(c);
    fill_with_batches<sleef_batch<double>>(c);
});

} // namespace
} // namespace bench
