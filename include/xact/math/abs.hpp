#pragma once

#include <xact/simd/vec.hpp>

namespace xact {
inline namespace v0 {
namespace math {

/// |x|. Not a friend of vec like the rest, since xact::abs is a function of the catalogue.
template <class T, class A> XACT_INLINE vec<T, A> abs(vec<T, A> x) noexcept { return xsimd::abs(x.b); }

} // namespace math
} // namespace v0
} // namespace xact
