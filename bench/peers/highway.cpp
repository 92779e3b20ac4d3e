// Registers of SVE and RVV have no size that a type could be built around; without SVE Arm's NEON is left.
#define HWY_DISABLED_TARGETS (HWY_SVE | HWY_SVE2 | HWY_SVE_256 | HWY_SVE2_128 | HWY_RVV)
// One instruction set, the one that this file is compiled for, also where Highway 1.0 would only choose it at run time.
#define HWY_COMPILE_ONLY_STATIC
#include <hwy/contrib/math/math-inl.h>

#include <string>

#include "batch_loop.hpp"

/// The textbook formulas with the functions of Highway's contrib/math, for the instruction set that this file is
/// compiled for.

namespace bench {
namespace {

namespace hn = hwy::HWY_NAMESPACE;

template <class D> struct highway_mask { hn::Mask<D> m; };

/// New versions have it; being found by its argument, it may be missing.
template <class D>
concept highway_has_erf = requires(hn::Vec<D> x) {
    Erf(D(), x);
};

/// A template because a function that may be missing must be one of a template's.
template <class D> struct highway_batch {
    using value_type = hn::TFromD<D>;
    using vector = hn::Vec<D>;
    using mask = highway_mask<D>;
    static constexpr std::size_t size = hn::MaxLanes(D());

    vector v;

    highway_batch() = default;
    explicit highway_batch(value_type x) : v(hn::Set(D(), x)) {}
    highway_batch(vector x) : v(x) {}
    static highway_batch load_unaligned(const value_type* p) { return hn::LoadU(D(), p); }
    void store_unaligned(value_type* p) const { hn::StoreU(v, D(), p); }

    friend highway_batch operator+(highway_batch x, highway_batch y) { return hn::Add(x.v, y.v); }
    friend highway_batch operator-(highway_batch x, highway_batch y) { return hn::Sub(x.v, y.v); }
    friend highway_batch operator*(highway_batch x, highway_batch y) { return hn::Mul(x.v, y.v); }
    friend highway_batch operator/(highway_batch x, highway_batch y) { return hn::Div(x.v, y.v); }
    highway_batch operator-() const { return hn::Neg(v); }
    friend mask operator<(highway_batch x, highway_batch y) { return {hn::Lt(x.v, y.v)}; }
    friend mask operator<=(highway_batch x, highway_batch y) { return {hn::Le(x.v, y.v)}; }
    friend mask operator>(highway_batch x, highway_batch y) { return {hn::Gt(x.v, y.v)}; }
    friend mask operator>=(highway_batch x, highway_batch y) { return {hn::Ge(x.v, y.v)}; }
    friend mask operator==(highway_batch x, highway_batch y) { return {hn::Eq(x.v, y.v)}; }
    friend highway_batch select(mask c, highway_batch x, highway_batch y) { return hn::IfThenElse(c.m, x.v, y.v); }
    friend highway_batch abs(highway_batch x) { return hn::Abs(x.v); }
    friend highway_batch max(highway_batch x, highway_batch y) { return hn::Max(x.v, y.v); }
    friend highway_batch min(highway_batch x, highway_batch y) { return hn::Min(x.v, y.v); }

    friend highway_batch exp(highway_batch x) { return hn::Exp(D(), x.v); }
    friend highway_batch expm1(highway_batch x) { return hn::Expm1(D(), x.v); }
    friend highway_batch log1p(highway_batch x) { return hn::Log1p(D(), x.v); }
    friend highway_batch tanh(highway_batch x) { return hn::Tanh(D(), x.v); }
    friend highway_batch asinh(highway_batch x) { return hn::Asinh(D(), x.v); }
    friend highway_batch atan(highway_batch x) { return hn::Atan(D(), x.v); }
    friend highway_batch sin(highway_batch x) { return hn::Sin(D(), x.v); }
    friend highway_batch cos(highway_batch x) { return hn::Cos(D(), x.v); }
    friend highway_batch sqrt(highway_batch x) { return hn::Sqrt(x.v); }
    friend highway_batch erf(highway_batch x) requires highway_has_erf<D> { return Erf(D(), x.v); }
};

const entry highway(column::highway, "Highway", [](contestant& c) {
    c.describe("Highway " + std::to_string(HWY_MAJOR) + "." + std::to_string(HWY_MINOR) + "." +
               std::to_string(HWY_PATCH) + ", functions of contrib/math for " + hwy::TargetName(HWY_TARGET) +
               " in the textbook formulas");
    fill_with_batches<highway_batch<hn::ScalableTag<float>>>(c);
#if HWY_HAVE_FLOAT64
    fill_with_batches<highway_batch<hn::ScalableTag<double>>>(c);
#endif
});

} // namespace
} // namespace bench
