#pragma once

#include <concepts>

#include <xact/simd/vec.hpp>

/// What an activation may be called with, and how accurate the call is.

namespace xact {
inline namespace v0 {

/// The bounds of design promise 1: 2 ulp in float, 4 in double.
struct accurate_t {};

/// An error of at most 2^-20·max(1, |f(x)|), with the sign and the limits kept; of a gated unit act(a)·b, that of act
/// times |b|, or |b dy|. The accurate version runs where there is no fast one: for some functions, for double, without
/// AVX2 and FMA, and mostly for parameters other than the default.
struct fast_t : accurate_t {};

inline constexpr accurate_t accurate{};
inline constexpr fast_t fast{};

template <class A>
concept tier = std::derived_from<A, accurate_t>;
template <class A>
concept fast_tier = std::derived_from<A, fast_t>;

template <class V> struct lanes_of;

template <std::floating_point T>
requires(std::same_as<T, float> || std::same_as<T, double>) struct lanes_of<T> {
    using type = vec<T>;
};
template <class T, class A> struct lanes_of<vec<T, A>> { using type = vec<T, A>; };
template <class T, class A>
requires(std::same_as<T, float> || std::same_as<T, double>) struct lanes_of<xsimd::batch<T, A>> {
    using type = vec<T, A>;
};

/// float, double, a vec, or a raw xsimd::batch of one of them.
template <class V>
concept value = requires {
    typename lanes_of<V>::type;
};

/// The vec that computes with a value. A scalar fills all lanes: it runs through the same instructions as an array,
/// and so has the same bits.
template <value V> using lanes = typename lanes_of<V>::type;

} // namespace v0
} // namespace xact
