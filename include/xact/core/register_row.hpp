#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <utility>

#include <xact/core/reduce.hpp>

/// Short rows in registers: what row_pass and transform do to longer ones takes no loop there, and no memory between
/// the passes. What is left is how long one waits for a sum of lanes.

namespace xact {
inline namespace v0 {
namespace detail {

/// How many blocks of a row registers hold, beside as many of a second row.
template <class V> inline constexpr std::size_t blocks_in_registers = sizeof(V) == 64 ? 8 : 4;

/// Whether a row is that short.
template <class V> constexpr bool fits_registers(std::size_t n) { return n <= blocks_in_registers<V> * row_block<V>; }

/// Calls use(blocks) with the number of blocks of such a row as a constant, of more than four the next even one.
template <class V, class Use> XACT_INLINE auto with_blocks(std::size_t n, const Use& use) {
    const std::size_t blocks = (n + row_block<V> - 1) / row_block<V>;
    if constexpr (blocks_in_registers<V> == 8) {
        if (blocks > 6) return use(std::integral_constant<std::size_t, 8>{});
        if (blocks > 4) return use(std::integral_constant<std::size_t, 6>{});
    }
    if (blocks > 3) return use(std::integral_constant<std::size_t, 4>{});
    if (blocks > 2) return use(std::integral_constant<std::size_t, 3>{});
    if (blocks > 1) return use(std::integral_constant<std::size_t, 2>{});
    return use(std::integral_constant<std::size_t, 1>{});
}

/// A row of so many blocks, the last of them filled up.
template <class V, std::size_t Blocks> class register_row {
    using T = typename V::scalar;
    static constexpr std::size_t a_block = row_registers<V>, count = Blocks * a_block;
    /// So many are whole in all rows of these lengths. Only for the others the compiler has to inline what fills up.
    static constexpr std::size_t whole = (Blocks > 4 ? Blocks - 2 : Blocks - 1) * a_block;

    V at_[count];

    /// The sum of the r-th registers of Count blocks, as a tree.
    template <std::size_t First, std::size_t Count> XACT_INLINE V tree(std::size_t r) const {
        if constexpr (Count == 1) {
            return at_[First * a_block + r];
        } else {
            constexpr std::size_t half = std::bit_ceil(Count) / 2;
            return tree<First, half>(r) + tree<First + half, Count - half>(r);
        }
    }

    XACT_INLINE V largest_lanes() const {
        V m = at_[0];
        for (std::size_t i = 1; i < count; ++i) m = at_least(m, at_[i]);
        return m;
    }

    /// How many of the row's n elements are from the i-th register on.
    static XACT_INLINE std::size_t left(std::size_t i, std::size_t n) { return n > i * V::size ? n - i * V::size : 0; }

public:
    register_row() = default;

    template <class S> XACT_INLINE register_row(const S* p, std::size_t n, T padding) {
        XACT_UNROLL
        for (std::size_t i = 0; i < whole; ++i) at_[i] = simd::load<V>(p + i * V::size);
        XACT_UNROLL
        for (std::size_t i = whole; i < count; ++i) at_[i] = load_first<V>(p + i * V::size, left(i, n), padding);
    }

    template <class S> XACT_INLINE void store(S* p, std::size_t n) const {
        XACT_UNROLL
        for (std::size_t i = 0; i < whole; ++i) simd::store(at_[i], p + i * V::size);
        XACT_UNROLL
        for (std::size_t i = whole; i < count; ++i) store_first(at_[i], p + i * V::size, left(i, n));
    }

    /// f of each element of these rows.
    template <class F, class... Row>
    friend XACT_INLINE register_row each_of(const F& f, const register_row& first, const Row&... more) {
        register_row r;
        XACT_UNROLL
        for (std::size_t i = 0; i < count; ++i) r.at_[i] = f(first.at_[i], more.at_[i]...);
        return r;
    }

    /// f(state of the register of the block, element), in the order of row_pass.
    template <class State, class F> XACT_INLINE register_row with_state(row_state<V, State>& state, const F& f) const {
        register_row r;
        XACT_UNROLL
        for (std::size_t i = 0; i < count; ++i) r.at_[i] = f(state[i % a_block], at_[i]);
        return r;
    }

    /// Sets each state's sum to that of its registers, as row_pass adds them.
    template <class State> XACT_INLINE void sum_to(row_state<V, State>& state) const {
        for (std::size_t r = 0; r < a_block; ++r) {
            state[r].sum.hi = tree<0, std::min(Blocks, row_group)>(r);
            if constexpr (Blocks > row_group) state[r].sum.add(tree<row_group, Blocks - row_group>(r));
        }
    }

    /// The sum of all elements, of float, as one register of its lanes.
    XACT_INLINE double_lanes<V> wide_sum() const {
        const auto plus = [](auto a, auto b) { return a + b; };
        if constexpr (Blocks <= row_group) {
            std::array<double_lanes<V>, a_block> all; // there are no low words
            for (std::size_t r = 0; r < a_block; ++r) {
                const auto w = widen(tree<0, Blocks>(r));
                all[r] = w.low + w.high;
            }
            return fold(all, plus);
        } else {
            row_state<V, row_sum<V>> state{};
            sum_to(state);
            return wide_total<V>(state, &row_sum<V>::sum);
        }
    }

    /// The sum of all elements, as finite_total; +0 where it is 0.
    XACT_INLINE T sum() const {
        if constexpr (sizeof(T) == 4) {
            return static_cast<T>(fold_lanes(std::array{wide_sum()}, [](auto a, auto b) { return a + b; })) + T(0);
        } else {
            row_state<V, row_sum<V>> state{};
            sum_to(state);
            return finite_total<V>(state) + T(0);
        }
    }

    /// The largest element, of float, as one register of its lanes; a NaN may be passed over.
    XACT_INLINE double_lanes<V> wide_largest() const {
        const auto w = widen(largest_lanes());
        return at_least(w.low, w.high);
    }

    /// The largest element; a NaN may be passed over.
    XACT_INLINE T largest() const {
        std::array<T, V::size> lanes;
        simd::store(largest_lanes(), lanes.data());
        return fold(lanes, [](T a, T b) { return a > b ? a : b; });
    }

    /// The index of the first element that is `value`; not one of the row where there is none.
    XACT_INLINE std::size_t index_of(T value) const {
        constexpr std::size_t a_word = 64 / V::size;
        std::size_t index = count * V::size;
        for (std::size_t first = (count - 1) / a_word * a_word;; first -= a_word) {
            std::uint64_t found = 0;
            for (std::size_t i = first; i < std::min(count, first + a_word); ++i)
                found |= bits(at_[i] == V(value)) << (i - first) * V::size;
            if (found != 0) index = first * V::size + static_cast<std::size_t>(std::countr_zero(found));
            if (first == 0) return index;
        }
    }
};

} // namespace detail
} // namespace v0
} // namespace xact
