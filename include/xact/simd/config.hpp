#pragma once

/// What xact needs of the compiler: forced inlining, and arithmetic that means what it says.

#if defined(__FAST_MATH__) && !defined(XACT_ALLOW_FAST_MATH)
#error "xact: -ffast-math breaks NaN, infinities and error-free sums; define XACT_ALLOW_FAST_MATH to accept wrong tails"
#endif

#if defined(_MSC_VER) && !defined(__clang__)
#define XACT_INLINE __forceinline
#define XACT_APART __declspec(noinline)
#define XACT_UNROLL
#define XACT_INLINE_LAMBDA [[msvc::forceinline]]
#else
// A kernel that is not inlined costs a call per vector, and its constants are reloaded each time. Where that is no
// matter, as under sanitizers, whose checks would be inlined with it, XACT_FREE_INLINING leaves it to the compiler,
// which is done in half the time then.
#if defined(XACT_FREE_INLINING)
#define XACT_INLINE inline
#define XACT_INLINE_LAMBDA
#else
#define XACT_INLINE inline __attribute__((always_inline))
#define XACT_INLINE_LAMBDA __attribute__((always_inline))
#endif
// A short loop over registers, without which they would lie on the stack. gcc asks to be told; it compiles quicker than
// a pack of calls that are inlined.
#if defined(__GNUC__) && !defined(__clang__)
#define XACT_UNROLL _Pragma("GCC unroll 32")
#else
#define XACT_UNROLL
#endif
// What is seldom called must not be inlined into what often is: short calls would wait for its frame on the stack
// (measured: log_softmax of a row of 64 takes 1.2 times as long).
#define XACT_APART __attribute__((noinline))
#endif
