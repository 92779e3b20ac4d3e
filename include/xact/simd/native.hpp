#pragma once

#include <cstddef>
#include <cstdint>

#include <xact/simd/config.hpp>

#if defined(__SSE2__)
#include <immintrin.h>
#elif defined(__aarch64__)
#include <arm_neon.h>
#endif

/// Instructions that xsimd lacks, or names differently from version to version, as overloads on the native registers.
/// A caller asks with `requires` whether one exists for its register, and falls back to portable code where it does
/// not.

namespace xact {
inline namespace v0 {
namespace simd::native {

// The names exist whatever the instruction set, so that `requires` can ask for them.
struct none;
void stream(none);
void load_first(none);
void store_first(none);
void widen_half(none);
void narrow_half(none);
void widen_bfloat(none);
void load_widened(none);
void load_bytes(none);
void split(none);
void widen(none);
void narrow(none);
void unzip(none);
void zip(none);
template <int> void shift_left(none);
template <int> void shift_right(none);

// clang converts between registers of one size, such as __m128d and __m128; where there is no overload for exactly the
// register at hand, these are chosen instead, and `requires` says no.
template <class... R> void fma(R...) = delete;
template <class... R> void fnma(R...) = delete;
template <class... R> void fms(R...) = delete;
template <class... R> void scale(R...) = delete;
template <class... R> void at_least(R...) = delete;
template <class... R> void at_most(R...) = delete;
template <class... R> void permute(R...) = delete;
template <class... R> void reciprocal_estimate(R...) = delete;
template <class... R> void inverse_root_estimate(R...) = delete;
template <class... R> void sqrt(R...) = delete;
template <class... R> void floor(R...) = delete;
template <class... R> void divide(R...) = delete;
template <class... R> void keep_nan(R...) = delete;
template <class... R> void where_positive(R...) = delete;
template <class... R> void one_where_positive(R...) = delete;
template <class... R> void unless_negative(R...) = delete;
template <class... R> void one_unless_negative(R...) = delete;
template <class... R> void unless_zero(R...) = delete;
template <class... R> void shut_unless_positive(R...) = delete;
template <class... R> void with_logarithm_limits(R...) = delete;
template <class... R> void sign(R...) = delete;
template <class... R> void swap_neighbours(R...) = delete;
template <class... R> void multiply_words(R...) = delete;
template <class... R> void permute_bits(R...) = delete;
template <class... R> void to_numbers(R...) = delete;
template <class... R> void to_integers(R...) = delete;
template <class... R> void sign_bits(R...) = delete;
template <class... R> void has_lowest_bit(R...) = delete;

#if defined(__SSE2__)

// The sign of each lane, the first one lowest.
XACT_INLINE unsigned sign_bits(__m128 x) noexcept { return static_cast<unsigned>(_mm_movemask_ps(x)); }
XACT_INLINE unsigned sign_bits(__m128d x) noexcept { return static_cast<unsigned>(_mm_movemask_pd(x)); }

// maxps(limit, x) is limit > x ? limit : x, so that a NaN in the second operand comes through; minps likewise.
XACT_INLINE __m128 at_least(__m128 limit, __m128 x) noexcept { return _mm_max_ps(limit, x); }
XACT_INLINE __m128d at_least(__m128d limit, __m128d x) noexcept { return _mm_max_pd(limit, x); }
XACT_INLINE __m128 at_most(__m128 limit, __m128 x) noexcept { return _mm_min_ps(limit, x); }
XACT_INLINE __m128d at_most(__m128d limit, __m128d x) noexcept { return _mm_min_pd(limit, x); }

// A mask has all bits of a lane set: one or'ed to a number makes a NaN of it, and needs no blend.
XACT_INLINE __m128 keep_nan(__m128 x, __m128 y) noexcept { return _mm_or_ps(y, _mm_cmpunord_ps(x, x)); }
XACT_INLINE __m128 where_positive(__m128 x, __m128 y) noexcept {
    return keep_nan(x, _mm_and_ps(y, _mm_cmpgt_ps(x, _mm_setzero_ps())));
}
XACT_INLINE __m128 one_where_positive(__m128 x, __m128 y) noexcept {
    const __m128 change = _mm_xor_ps(y, _mm_set1_ps(1));
    return keep_nan(x, _mm_xor_ps(y, _mm_and_ps(change, _mm_cmpgt_ps(x, _mm_setzero_ps()))));
}
XACT_INLINE __m128d keep_nan(__m128d x, __m128d y) noexcept { return _mm_or_pd(y, _mm_cmpunord_pd(x, x)); }
XACT_INLINE __m128d where_positive(__m128d x, __m128d y) noexcept {
    return keep_nan(x, _mm_and_pd(y, _mm_cmpgt_pd(x, _mm_setzero_pd())));
}
XACT_INLINE __m128d one_where_positive(__m128d x, __m128d y) noexcept {
    const __m128d change = _mm_xor_pd(y, _mm_set1_pd(1));
    return keep_nan(x, _mm_xor_pd(y, _mm_and_pd(change, _mm_cmpgt_pd(x, _mm_setzero_pd()))));
}
XACT_INLINE __m128 unless_zero(__m128 x, __m128 y) noexcept {
    return _mm_and_ps(y, _mm_cmpneq_ps(x, _mm_setzero_ps()));
}
XACT_INLINE __m128d unless_zero(__m128d x, __m128d y) noexcept {
    return _mm_and_pd(y, _mm_cmpneq_pd(x, _mm_setzero_pd()));
}

XACT_INLINE void stream(float* p, __m128 x) noexcept { _mm_stream_ps(p, x); }
XACT_INLINE void stream(double* p, __m128d x) noexcept { _mm_stream_pd(p, x); }

XACT_INLINE __m128 reciprocal_estimate(__m128 x) noexcept { return _mm_rcp_ps(x); }

XACT_INLINE __m128 swap_neighbours(__m128 x) noexcept { return _mm_shuffle_ps(x, x, 0xb1); }
XACT_INLINE __m128d swap_neighbours(__m128d x) noexcept { return _mm_shuffle_pd(x, x, 1); }

/// Floats as doubles.
XACT_INLINE void load_widened(const float* p, __m128d& x) noexcept {
    x = _mm_cvtps_pd(_mm_castsi128_ps(_mm_loadl_epi64(reinterpret_cast<const __m128i*>(p))));
}

/// float to double: the low and the high half of the lanes.
XACT_INLINE void widen(__m128 x, __m128d& low, __m128d& high) noexcept {
    low = _mm_cvtps_pd(x), high = _mm_cvtps_pd(_mm_movehl_ps(x, x));
}
XACT_INLINE __m128 narrow(__m128d low, __m128d high) noexcept {
    return _mm_movelh_ps(_mm_cvtpd_ps(low), _mm_cvtpd_ps(high));
}

/// The even and the odd lanes of two registers, one after the other; and back.
XACT_INLINE void unzip(__m128 low, __m128 high, __m128& even, __m128& odd) noexcept {
    even = _mm_shuffle_ps(low, high, _MM_SHUFFLE(2, 0, 2, 0)), odd = _mm_shuffle_ps(low, high, _MM_SHUFFLE(3, 1, 3, 1));
}
XACT_INLINE void unzip(__m128d low, __m128d high, __m128d& even, __m128d& odd) noexcept {
    even = _mm_unpacklo_pd(low, high), odd = _mm_unpackhi_pd(low, high);
}
XACT_INLINE void zip(__m128 even, __m128 odd, __m128& low, __m128& high) noexcept {
    low = _mm_unpacklo_ps(even, odd), high = _mm_unpackhi_ps(even, odd);
}
XACT_INLINE void zip(__m128d even, __m128d odd, __m128d& low, __m128d& high) noexcept {
    low = _mm_unpacklo_pd(even, odd), high = _mm_unpackhi_pd(even, odd);
}

#endif

#if defined(__AVX__)

XACT_INLINE unsigned sign_bits(__m256 x) noexcept { return static_cast<unsigned>(_mm256_movemask_ps(x)); }
XACT_INLINE unsigned sign_bits(__m256d x) noexcept { return static_cast<unsigned>(_mm256_movemask_pd(x)); }

XACT_INLINE __m256 at_least(__m256 limit, __m256 x) noexcept { return _mm256_max_ps(limit, x); }
XACT_INLINE __m256d at_least(__m256d limit, __m256d x) noexcept { return _mm256_max_pd(limit, x); }
XACT_INLINE __m256 at_most(__m256 limit, __m256 x) noexcept { return _mm256_min_ps(limit, x); }
XACT_INLINE __m256d at_most(__m256d limit, __m256d x) noexcept { return _mm256_min_pd(limit, x); }

XACT_INLINE __m256 keep_nan(__m256 x, __m256 y) noexcept { return _mm256_or_ps(y, _mm256_cmp_ps(x, x, _CMP_UNORD_Q)); }
XACT_INLINE __m256 where_positive(__m256 x, __m256 y) noexcept {
    return keep_nan(x, _mm256_and_ps(y, _mm256_cmp_ps(x, _mm256_setzero_ps(), _CMP_GT_OQ)));
}
XACT_INLINE __m256 one_where_positive(__m256 x, __m256 y) noexcept {
    const __m256 change = _mm256_xor_ps(y, _mm256_set1_ps(1));
    return keep_nan(x, _mm256_xor_ps(y, _mm256_and_ps(change, _mm256_cmp_ps(x, _mm256_setzero_ps(), _CMP_GT_OQ))));
}
XACT_INLINE __m256d keep_nan(__m256d x, __m256d y) noexcept {
    return _mm256_or_pd(y, _mm256_cmp_pd(x, x, _CMP_UNORD_Q));
}
XACT_INLINE __m256d where_positive(__m256d x, __m256d y) noexcept {
    return keep_nan(x, _mm256_and_pd(y, _mm256_cmp_pd(x, _mm256_setzero_pd(), _CMP_GT_OQ)));
}
XACT_INLINE __m256d one_where_positive(__m256d x, __m256d y) noexcept {
    const __m256d change = _mm256_xor_pd(y, _mm256_set1_pd(1));
    return keep_nan(x, _mm256_xor_pd(y, _mm256_and_pd(change, _mm256_cmp_pd(x, _mm256_setzero_pd(), _CMP_GT_OQ))));
}
XACT_INLINE __m256 unless_zero(__m256 x, __m256 y) noexcept {
    return _mm256_and_ps(y, _mm256_cmp_ps(x, _mm256_setzero_ps(), _CMP_NEQ_UQ));
}
XACT_INLINE __m256d unless_zero(__m256d x, __m256d y) noexcept {
    return _mm256_and_pd(y, _mm256_cmp_pd(x, _mm256_setzero_pd(), _CMP_NEQ_UQ));
}

XACT_INLINE void stream(float* p, __m256 x) noexcept { _mm256_stream_ps(p, x); }
XACT_INLINE void stream(double* p, __m256d x) noexcept { _mm256_stream_pd(p, x); }

XACT_INLINE __m256 reciprocal_estimate(__m256 x) noexcept { return _mm256_rcp_ps(x); }

XACT_INLINE __m256 swap_neighbours(__m256 x) noexcept { return _mm256_permute_ps(x, 0xb1); }
XACT_INLINE __m256d swap_neighbours(__m256d x) noexcept { return _mm256_permute_pd(x, 5); }

XACT_INLINE void load_widened(const float* p, __m256d& x) noexcept { x = _mm256_cvtps_pd(_mm_loadu_ps(p)); }

XACT_INLINE void widen(__m256 x, __m256d& low, __m256d& high) noexcept {
    low = _mm256_cvtps_pd(_mm256_castps256_ps128(x)), high = _mm256_cvtps_pd(_mm256_extractf128_ps(x, 1));
}
XACT_INLINE __m256 narrow(__m256d low, __m256d high) noexcept {
    return _mm256_set_m128(_mm256_cvtpd_ps(high), _mm256_cvtpd_ps(low));
}

// Shuffles work within halves of a register: these are put where they belong before or after.
XACT_INLINE void unzip(__m256 low, __m256 high, __m256& even, __m256& odd) noexcept {
    const __m256 outer = _mm256_permute2f128_ps(low, high, 0x20), inner = _mm256_permute2f128_ps(low, high, 0x31);
    even = _mm256_shuffle_ps(outer, inner, _MM_SHUFFLE(2, 0, 2, 0));
    odd = _mm256_shuffle_ps(outer, inner, _MM_SHUFFLE(3, 1, 3, 1));
}
XACT_INLINE void unzip(__m256d low, __m256d high, __m256d& even, __m256d& odd) noexcept {
    const __m256d outer = _mm256_permute2f128_pd(low, high, 0x20), inner = _mm256_permute2f128_pd(low, high, 0x31);
    even = _mm256_unpacklo_pd(outer, inner), odd = _mm256_unpackhi_pd(outer, inner);
}
XACT_INLINE void zip(__m256 even, __m256 odd, __m256& low, __m256& high) noexcept {
    const __m256 outer = _mm256_unpacklo_ps(even, odd), inner = _mm256_unpackhi_ps(even, odd);
    low = _mm256_permute2f128_ps(outer, inner, 0x20), high = _mm256_permute2f128_ps(outer, inner, 0x31);
}
XACT_INLINE void zip(__m256d even, __m256d odd, __m256d& low, __m256d& high) noexcept {
    const __m256d outer = _mm256_unpacklo_pd(even, odd), inner = _mm256_unpackhi_pd(even, odd);
    low = _mm256_permute2f128_pd(outer, inner, 0x20), high = _mm256_permute2f128_pd(outer, inner, 0x31);
}

#endif

#if defined(__AVX2__)

/// The 8 entries of the table that the low 3 bits of each lane of `index` name.
XACT_INLINE __m256 permute(__m256i index, __m256 table) noexcept { return _mm256_permutevar8x32_ps(table, index); }
/// Of 16 entries, by the low 4 bits.
XACT_INLINE __m256 permute_bits(__m256 index, const std::uint32_t* table) noexcept {
    const float* p = reinterpret_cast<const float*>(table);
    const __m256i i = _mm256_castps_si256(index), is_second = _mm256_slli_epi32(i, 28);
    return _mm256_blendv_ps(permute(i, _mm256_loadu_ps(p)), permute(i, _mm256_loadu_ps(p + 8)),
                            _mm256_castsi256_ps(is_second));
}

/// The integer in the bits of each lane as a number, and back.
XACT_INLINE __m256 to_numbers(__m256 x) noexcept { return _mm256_cvtepi32_ps(_mm256_castps_si256(x)); }
XACT_INLINE __m256 to_integers(__m256 x) noexcept { return _mm256_castsi256_ps(_mm256_cvttps_epi32(x)); }

/// In the integers of each lane the first and the second word of x·(w0, w1), which are words of 32 bits, the first
/// modulo 2^32.
XACT_INLINE void multiply_words(__m256 x, __m256 w0, __m256 w1, __m256& high, __m256& low) noexcept {
    const __m256i m = _mm256_castps_si256(x), t = _mm256_castps_si256(w1);
    const __m256i even = _mm256_mul_epu32(m, t);
    const __m256i odd = _mm256_mul_epu32(_mm256_srli_epi64(m, 32), _mm256_srli_epi64(t, 32));
    const __m256i upper = _mm256_blend_epi32(_mm256_srli_epi64(even, 32), odd, 0xaa);
    high = _mm256_castsi256_ps(_mm256_add_epi32(_mm256_mullo_epi32(m, _mm256_castps_si256(w0)), upper));
    low = _mm256_castsi256_ps(_mm256_blend_epi32(even, _mm256_slli_epi64(odd, 32), 0xaa));
}

// The first n lanes, fewer than all: a register cannot be loaded from what memcpy has just put together before that has
// left the core. Masked stores are slow with AVX2.
XACT_INLINE void load_first(const float* p, std::size_t n, __m256& x) noexcept {
    const __m256i lane = _mm256_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7);
    const __m256i is_first = _mm256_cmpgt_epi32(_mm256_set1_epi32(static_cast<int>(n)), lane);
    x = _mm256_blendv_ps(x, _mm256_maskload_ps(p, is_first), _mm256_castsi256_ps(is_first));
}
XACT_INLINE void load_first(const double* p, std::size_t n, __m256d& x) noexcept {
    const __m256i lane = _mm256_setr_epi64x(0, 1, 2, 3);
    const __m256i is_first = _mm256_cmpgt_epi64(_mm256_set1_epi64x(static_cast<long long>(n)), lane);
    x = _mm256_blendv_pd(x, _mm256_maskload_pd(p, is_first), _mm256_castsi256_pd(is_first));
}

// Bytes as floats, which compilers make one by one.
XACT_INLINE void load_bytes(const unsigned char* p, __m256& x) noexcept {
    x = _mm256_cvtepi32_ps(_mm256_cvtepu8_epi32(_mm_loadl_epi64(reinterpret_cast<const __m128i*>(p))));
}

#endif

#if defined(__FMA__)

XACT_INLINE __m128 fma(__m128 x, __m128 y, __m128 z) noexcept { return _mm_fmadd_ps(x, y, z); }
XACT_INLINE __m128d fma(__m128d x, __m128d y, __m128d z) noexcept { return _mm_fmadd_pd(x, y, z); }
XACT_INLINE __m256 fma(__m256 x, __m256 y, __m256 z) noexcept { return _mm256_fmadd_ps(x, y, z); }
XACT_INLINE __m256d fma(__m256d x, __m256d y, __m256d z) noexcept { return _mm256_fmadd_pd(x, y, z); }
XACT_INLINE __m128 fnma(__m128 x, __m128 y, __m128 z) noexcept { return _mm_fnmadd_ps(x, y, z); }
XACT_INLINE __m128d fnma(__m128d x, __m128d y, __m128d z) noexcept { return _mm_fnmadd_pd(x, y, z); }
XACT_INLINE __m256 fnma(__m256 x, __m256 y, __m256 z) noexcept { return _mm256_fnmadd_ps(x, y, z); }
XACT_INLINE __m256d fnma(__m256d x, __m256d y, __m256d z) noexcept { return _mm256_fnmadd_pd(x, y, z); }
XACT_INLINE __m128 fms(__m128 x, __m128 y, __m128 z) noexcept { return _mm_fmsub_ps(x, y, z); }
XACT_INLINE __m128d fms(__m128d x, __m128d y, __m128d z) noexcept { return _mm_fmsub_pd(x, y, z); }
XACT_INLINE __m256 fms(__m256 x, __m256 y, __m256 z) noexcept { return _mm256_fmsub_ps(x, y, z); }
XACT_INLINE __m256d fms(__m256d x, __m256d y, __m256d z) noexcept { return _mm256_fmsub_pd(x, y, z); }

#endif

#if defined(__F16C__)

XACT_INLINE void widen_half(const void* p, __m128& x) noexcept {
    x = _mm_cvtph_ps(_mm_loadl_epi64(static_cast<const __m128i*>(p)));
}
XACT_INLINE void widen_half(const void* p, __m256& x) noexcept {
    x = _mm256_cvtph_ps(_mm_loadu_si128(static_cast<const __m128i*>(p)));
}
XACT_INLINE void narrow_half(void* p, __m128 x) noexcept {
    _mm_storel_epi64(static_cast<__m128i*>(p), _mm_cvtps_ph(x, _MM_FROUND_TO_NEAREST_INT));
}
XACT_INLINE void narrow_half(void* p, __m256 x) noexcept {
    _mm_storeu_si128(static_cast<__m128i*>(p), _mm256_cvtps_ph(x, _MM_FROUND_TO_NEAREST_INT));
}

#endif

#if defined(__AVX512F__)

// gcc 12 warns of an uninitialised register in the unmasked forms of some intrinsics; a full mask costs nothing.
XACT_INLINE __m512 at_least(__m512 limit, __m512 x) noexcept { return _mm512_maskz_max_ps(0xffff, limit, x); }
XACT_INLINE __m512d at_least(__m512d limit, __m512d x) noexcept { return _mm512_maskz_max_pd(0xff, limit, x); }
XACT_INLINE __m512 at_most(__m512 limit, __m512 x) noexcept { return _mm512_maskz_min_ps(0xffff, limit, x); }
XACT_INLINE __m512d at_most(__m512d limit, __m512d x) noexcept { return _mm512_maskz_min_pd(0xff, limit, x); }

XACT_INLINE __m512 fma(__m512 x, __m512 y, __m512 z) noexcept { return _mm512_fmadd_ps(x, y, z); }
XACT_INLINE __m512d fma(__m512d x, __m512d y, __m512d z) noexcept { return _mm512_fmadd_pd(x, y, z); }
XACT_INLINE __m512 fnma(__m512 x, __m512 y, __m512 z) noexcept { return _mm512_fnmadd_ps(x, y, z); }
XACT_INLINE __m512d fnma(__m512d x, __m512d y, __m512d z) noexcept { return _mm512_fnmadd_pd(x, y, z); }
XACT_INLINE __m512 fms(__m512 x, __m512 y, __m512 z) noexcept { return _mm512_fmsub_ps(x, y, z); }
XACT_INLINE __m512d fms(__m512d x, __m512d y, __m512d z) noexcept { return _mm512_fmsub_pd(x, y, z); }

XACT_INLINE void stream(float* p, __m512 x) noexcept { _mm512_stream_ps(p, x); }
XACT_INLINE void stream(double* p, __m512d x) noexcept { _mm512_stream_pd(p, x); }

// As above (measured: of 5 floats relu takes 0.75, its derivative 0.6 of the time with memcpy to a padded array).
XACT_INLINE void load_first(const float* p, std::size_t n, __m512& x) noexcept {
    x = _mm512_mask_loadu_ps(x, static_cast<__mmask16>((1u << n) - 1), p);
}
XACT_INLINE void load_first(const double* p, std::size_t n, __m512d& x) noexcept {
    x = _mm512_mask_loadu_pd(x, static_cast<__mmask8>((1u << n) - 1), p);
}
XACT_INLINE void store_first(float* p, std::size_t n, __m512 x) noexcept {
    _mm512_mask_storeu_ps(p, static_cast<__mmask16>((1u << n) - 1), x);
}
XACT_INLINE void store_first(double* p, std::size_t n, __m512d x) noexcept {
    _mm512_mask_storeu_pd(p, static_cast<__mmask8>((1u << n) - 1), x);
}

// What becomes of y by the class of x: four bits for each of quiet NaN, signalling NaN, ±0, 1, -inf, inf, other
// negative numbers and other positive ones, from the lowest on: 0 is y, 2 x as a quiet NaN, 3 a NaN, 4 -inf, 5 inf,
// 7 -0, 8 0, 9 -1, and 10 1.
XACT_INLINE __m512 by_class_of(__m512 x, __m512 y, int actions) noexcept {
    return _mm512_fixupimm_ps(y, x, _mm512_set1_epi32(actions), 0);
}
XACT_INLINE __m512d by_class_of(__m512d x, __m512d y, int actions) noexcept {
    return _mm512_fixupimm_pd(y, x, _mm512_set1_epi64(actions), 0);
}

XACT_INLINE __m512 keep_nan(__m512 x, __m512 y) noexcept { return by_class_of(x, y, 0x00000022); }
XACT_INLINE __m512d keep_nan(__m512d x, __m512d y) noexcept { return by_class_of(x, y, 0x00000022); }
XACT_INLINE __m512 where_positive(__m512 x, __m512 y) noexcept { return by_class_of(x, y, 0x08080822); }
XACT_INLINE __m512d where_positive(__m512d x, __m512d y) noexcept { return by_class_of(x, y, 0x08080822); }
XACT_INLINE __m512 one_where_positive(__m512 x, __m512 y) noexcept { return by_class_of(x, y, int(0xa0a0a022)); }
XACT_INLINE __m512d one_where_positive(__m512d x, __m512d y) noexcept { return by_class_of(x, y, int(0xa0a0a022)); }
XACT_INLINE __m512 shut_unless_positive(__m512 x, __m512 y) noexcept { return by_class_of(x, y, 0x07070722); }
XACT_INLINE __m512d shut_unless_positive(__m512d x, __m512d y) noexcept { return by_class_of(x, y, 0x07070722); }
XACT_INLINE __m512 unless_negative(__m512 x, __m512 y) noexcept { return by_class_of(x, y, 0x08080022); }
XACT_INLINE __m512d unless_negative(__m512d x, __m512d y) noexcept { return by_class_of(x, y, 0x08080022); }
XACT_INLINE __m512 one_unless_negative(__m512 x, __m512 y) noexcept { return by_class_of(x, y, int(0xa0a0aa22)); }
XACT_INLINE __m512d one_unless_negative(__m512d x, __m512d y) noexcept { return by_class_of(x, y, int(0xa0a0aa22)); }
XACT_INLINE __m512 unless_zero(__m512 x, __m512 y) noexcept { return by_class_of(x, y, 0x00000822); }
XACT_INLINE __m512d unless_zero(__m512d x, __m512d y) noexcept { return by_class_of(x, y, 0x00000822); }
XACT_INLINE __m512 with_logarithm_limits(__m512 x, __m512 y) noexcept { return by_class_of(x, y, 0x03530422); }
XACT_INLINE __m512d with_logarithm_limits(__m512d x, __m512d y) noexcept { return by_class_of(x, y, 0x03530422); }
XACT_INLINE __m512 sign(__m512 x) noexcept { return by_class_of(x, x, int(0xa9a9a822)); }
XACT_INLINE __m512d sign(__m512d x) noexcept { return by_class_of(x, x, int(0xa9a9a822)); }

/// x·2^floor(k), rounded once, whatever k.
XACT_INLINE __m512 scale(__m512 x, __m512 k) noexcept { return _mm512_maskz_scalef_ps(0xffff, x, k); }
XACT_INLINE __m512d scale(__m512d x, __m512d k) noexcept { return _mm512_maskz_scalef_pd(0xff, x, k); }

/// The bits of each lane, as an integer, by N places.
template <int N> XACT_INLINE __m512 shift_left(__m512 x) noexcept {
    return _mm512_castsi512_ps(_mm512_maskz_slli_epi32(0xffff, _mm512_castps_si512(x), N));
}
template <int N> XACT_INLINE __m512d shift_left(__m512d x) noexcept {
    return _mm512_castsi512_pd(_mm512_maskz_slli_epi64(0xff, _mm512_castpd_si512(x), N));
}
template <int N> XACT_INLINE __m512 shift_right(__m512 x) noexcept {
    return _mm512_castsi512_ps(_mm512_maskz_srai_epi32(0xffff, _mm512_castps_si512(x), N));
}
template <int N> XACT_INLINE __m512d shift_right(__m512d x) noexcept {
    return _mm512_castsi512_pd(_mm512_maskz_srai_epi64(0xff, _mm512_castpd_si512(x), N));
}

XACT_INLINE __mmask16 has_lowest_bit(__m512 x) noexcept {
    return _mm512_test_epi32_mask(_mm512_castps_si512(x), _mm512_set1_epi32(1));
}
XACT_INLINE __mmask8 has_lowest_bit(__m512d x) noexcept {
    return _mm512_test_epi64_mask(_mm512_castpd_si512(x), _mm512_set1_epi64(1));
}

XACT_INLINE __m512 sqrt(__m512 x) noexcept { return _mm512_maskz_sqrt_ps(0xffff, x); }
XACT_INLINE __m512d sqrt(__m512d x) noexcept { return _mm512_maskz_sqrt_pd(0xff, x); }
XACT_INLINE __m512 floor(__m512 x) noexcept {
    return _mm512_maskz_roundscale_ps(0xffff, x, _MM_FROUND_TO_NEG_INF | _MM_FROUND_NO_EXC);
}
XACT_INLINE __m512d floor(__m512d x) noexcept {
    return _mm512_maskz_roundscale_pd(0xff, x, _MM_FROUND_TO_NEG_INF | _MM_FROUND_NO_EXC);
}

XACT_INLINE __m512 swap_neighbours(__m512 x) noexcept { return _mm512_maskz_permute_ps(0xffff, x, 0xb1); }
XACT_INLINE __m512d swap_neighbours(__m512d x) noexcept { return _mm512_maskz_permute_pd(0xff, x, 0x55); }

XACT_INLINE __m512 reciprocal_estimate(__m512 x) noexcept { return _mm512_maskz_rcp14_ps(0xffff, x); }
XACT_INLINE void load_widened(const float* p, __m512d& x) noexcept {
    x = _mm512_maskz_cvtps_pd(0xff, _mm256_loadu_ps(p));
}
XACT_INLINE void widen(__m512 x, __m512d& low, __m512d& high) noexcept {
    const __m512d bits = _mm512_castps_pd(x);
    low = _mm512_maskz_cvtps_pd(0xff, _mm256_castpd_ps(_mm512_maskz_extractf64x4_pd(0xf, bits, 0)));
    high = _mm512_maskz_cvtps_pd(0xff, _mm256_castpd_ps(_mm512_maskz_extractf64x4_pd(0xf, bits, 1)));
}
XACT_INLINE __m512 narrow(__m512d low, __m512d high) noexcept {
    const __m512d bits = _mm512_castpd256_pd512(_mm256_castps_pd(_mm512_maskz_cvtpd_ps(0xff, low)));
    return _mm512_castpd_ps(
        _mm512_maskz_insertf64x4(0xff, bits, _mm256_castps_pd(_mm512_maskz_cvtpd_ps(0xff, high)), 1));
}

XACT_INLINE __m512d reciprocal_estimate(__m512d x) noexcept { return _mm512_maskz_rcp14_pd(0xff, x); }
XACT_INLINE __m512d inverse_root_estimate(__m512d x) noexcept { return _mm512_maskz_rsqrt14_pd(0xff, x); }

XACT_INLINE __m512 permute(__m512i index, __m512 table) noexcept {
    return _mm512_maskz_permutexvar_ps(0xffff, index, table);
}
XACT_INLINE __m512d permute(__m512i index, __m512d table) noexcept {
    return _mm512_maskz_permutexvar_pd(0xff, index, table);
}
XACT_INLINE __m512 permute_bits(__m512 index, const std::uint32_t* table) noexcept {
    return permute(_mm512_castps_si512(index), _mm512_loadu_ps(table));
}

XACT_INLINE __m512 to_numbers(__m512 x) noexcept { return _mm512_maskz_cvtepi32_ps(0xffff, _mm512_castps_si512(x)); }
XACT_INLINE __m512 to_integers(__m512 x) noexcept { return _mm512_castsi512_ps(_mm512_maskz_cvttps_epi32(0xffff, x)); }

XACT_INLINE void multiply_words(__m512 x, __m512 w0, __m512 w1, __m512& high, __m512& low) noexcept {
    const __m512i m = _mm512_castps_si512(x), t = _mm512_castps_si512(w1);
    const auto upper_half = [](__m512i a) noexcept { return _mm512_maskz_srli_epi64(0xff, a, 32); };
    const __m512i even = _mm512_maskz_mul_epu32(0xff, m, t);
    const __m512i odd = _mm512_maskz_mul_epu32(0xff, upper_half(m), upper_half(t));
    const __m512i upper = _mm512_mask_blend_epi32(0xaaaa, upper_half(even), odd);
    high = _mm512_castsi512_ps(_mm512_add_epi32(_mm512_mullo_epi32(m, _mm512_castps_si512(w0)), upper));
    low = _mm512_castsi512_ps(_mm512_mask_blend_epi32(0xaaaa, even, _mm512_maskz_slli_epi64(0xff, odd, 32)));
}

XACT_INLINE __m512 permute(__m512i index, __m512 low, __m512 high) noexcept {
    return _mm512_permutex2var_ps(low, index, high);
}
XACT_INLINE __m512d permute(__m512i index, __m512d low, __m512d high) noexcept {
    return _mm512_permutex2var_pd(low, index, high);
}

XACT_INLINE void unzip(__m512 low, __m512 high, __m512& even, __m512& odd) noexcept {
    const __m512i at = _mm512_setr_epi32(0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 30);
    even = permute(at, low, high), odd = permute(_mm512_or_si512(at, _mm512_set1_epi32(1)), low, high);
}
XACT_INLINE void unzip(__m512d low, __m512d high, __m512d& even, __m512d& odd) noexcept {
    const __m512i at = _mm512_setr_epi64(0, 2, 4, 6, 8, 10, 12, 14);
    even = permute(at, low, high), odd = permute(_mm512_or_si512(at, _mm512_set1_epi64(1)), low, high);
}
XACT_INLINE void zip(__m512 even, __m512 odd, __m512& low, __m512& high) noexcept {
    const __m512i at = _mm512_setr_epi32(0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
    low = permute(at, even, odd), high = permute(_mm512_or_si512(at, _mm512_set1_epi32(8)), even, odd);
}
XACT_INLINE void zip(__m512d even, __m512d odd, __m512d& low, __m512d& high) noexcept {
    const __m512i at = _mm512_setr_epi64(0, 8, 1, 9, 2, 10, 3, 11);
    low = permute(at, even, odd), high = permute(_mm512_or_si512(at, _mm512_set1_epi64(4)), even, odd);
}

XACT_INLINE void widen_half(const void* p, __m512& x) noexcept {
    x = _mm512_maskz_cvtph_ps(0xffff, _mm256_loadu_si256(static_cast<const __m256i*>(p)));
}
XACT_INLINE void narrow_half(void* p, __m512 x) noexcept {
    _mm256_storeu_si256(static_cast<__m256i*>(p), _mm512_maskz_cvtps_ph(0xffff, x, _MM_FROUND_TO_NEAREST_INT));
}
XACT_INLINE void widen_bfloat(const void* p, __m512& x) noexcept {
    const __m512i h = _mm512_maskz_cvtepu16_epi32(0xffff, _mm256_loadu_si256(static_cast<const __m256i*>(p)));
    x = _mm512_castsi512_ps(_mm512_maskz_slli_epi32(0xffff, h, 16));
}

XACT_INLINE void load_bytes(const unsigned char* p, __m512& x) noexcept {
    const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(p));
    x = _mm512_maskz_cvtepi32_ps(0xffff, _mm512_maskz_cvtepu8_epi32(0xffff, bytes));
}

#if defined(__AVX512BW__) && defined(__AVX512VL__)
// The first of 16 bytes, over those of x.
XACT_INLINE void load_first(const unsigned char* p, std::size_t n, __m128i& x) noexcept {
    x = _mm_mask_loadu_epi8(x, static_cast<__mmask16>((1u << n) - 1), p);
}
#endif

/// x = 2^exponent·significand with the significand in [1, 2), for finite x > 0, subnormals included.
XACT_INLINE void split(__m512 x, __m512& significand, __m512& exponent) noexcept {
    significand = _mm512_maskz_getmant_ps(0xffff, x, _MM_MANT_NORM_1_2, _MM_MANT_SIGN_src);
    exponent = _mm512_maskz_getexp_ps(0xffff, x);
}
XACT_INLINE void split(__m512d x, __m512d& significand, __m512d& exponent) noexcept {
    significand = _mm512_maskz_getmant_pd(0xff, x, _MM_MANT_NORM_1_2, _MM_MANT_SIGN_src);
    exponent = _mm512_maskz_getexp_pd(0xff, x);
}

#endif

#if defined(__aarch64__)

XACT_INLINE float32x4_t fma(float32x4_t x, float32x4_t y, float32x4_t z) noexcept { return vfmaq_f32(z, x, y); }
XACT_INLINE float64x2_t fma(float64x2_t x, float64x2_t y, float64x2_t z) noexcept { return vfmaq_f64(z, x, y); }
XACT_INLINE float32x4_t fnma(float32x4_t x, float32x4_t y, float32x4_t z) noexcept { return vfmsq_f32(z, x, y); }
XACT_INLINE float64x2_t fnma(float64x2_t x, float64x2_t y, float64x2_t z) noexcept { return vfmsq_f64(z, x, y); }
XACT_INLINE float32x4_t fms(float32x4_t x, float32x4_t y, float32x4_t z) noexcept {
    return vfmaq_f32(vnegq_f32(z), x, y);
}
XACT_INLINE float64x2_t fms(float64x2_t x, float64x2_t y, float64x2_t z) noexcept {
    return vfmaq_f64(vnegq_f64(z), x, y);
}

// xsimd 8 makes them from estimates, not rounded.
XACT_INLINE float32x4_t divide(float32x4_t x, float32x4_t y) noexcept { return vdivq_f32(x, y); }
XACT_INLINE float32x4_t sqrt(float32x4_t x) noexcept { return vsqrtq_f32(x); }

XACT_INLINE float32x4_t swap_neighbours(float32x4_t x) noexcept { return vrev64q_f32(x); }
XACT_INLINE float64x2_t swap_neighbours(float64x2_t x) noexcept { return vextq_f64(x, x, 1); }

XACT_INLINE float32x4_t reciprocal_estimate(float32x4_t x) noexcept { return vrecpeq_f32(x); }
XACT_INLINE float64x2_t reciprocal_estimate(float64x2_t x) noexcept { return vrecpeq_f64(x); }

XACT_INLINE void load_widened(const float* p, float64x2_t& x) noexcept { x = vcvt_f64_f32(vld1_f32(p)); }
XACT_INLINE void widen(float32x4_t x, float64x2_t& low, float64x2_t& high) noexcept {
    low = vcvt_f64_f32(vget_low_f32(x)), high = vcvt_high_f64_f32(x);
}
XACT_INLINE float32x4_t narrow(float64x2_t low, float64x2_t high) noexcept {
    return vcvt_high_f32_f64(vcvt_f32_f64(low), high);
}

XACT_INLINE void unzip(float32x4_t low, float32x4_t high, float32x4_t& even, float32x4_t& odd) noexcept {
    even = vuzp1q_f32(low, high), odd = vuzp2q_f32(low, high);
}
XACT_INLINE void unzip(float64x2_t low, float64x2_t high, float64x2_t& even, float64x2_t& odd) noexcept {
    even = vuzp1q_f64(low, high), odd = vuzp2q_f64(low, high);
}
XACT_INLINE void zip(float32x4_t even, float32x4_t odd, float32x4_t& low, float32x4_t& high) noexcept {
    low = vzip1q_f32(even, odd), high = vzip2q_f32(even, odd);
}
XACT_INLINE void zip(float64x2_t even, float64x2_t odd, float64x2_t& low, float64x2_t& high) noexcept {
    low = vzip1q_f64(even, odd), high = vzip2q_f64(even, odd);
}

#endif

/// Orders streamed stores before whatever the caller does next.
XACT_INLINE void stream_fence() noexcept {
#if defined(__SSE2__)
    _mm_sfence();
#endif
}

} // namespace simd::native
} // namespace v0
} // namespace xact
