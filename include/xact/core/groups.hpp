#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include <xact/core/error.hpp>
#include <xact/core/reduce.hpp>

/// Groups of neighbours within a row: pairs, in whose registers every lane sees its partner, and groups of any size.
/// NaN counts as larger than +inf, zeros of either sign as equal; of equal elements the first counts as the larger one.

namespace xact {
inline namespace v0 {
namespace detail {

inline void validate_group(std::string_view function, double group) {
    if (!(group >= 1 && group < 0x1p53 && group == std::floor(group)))
        fail_parameter(function, "group", group, "an integer, 1 or more");
}
inline void check_groups(std::string_view function, double group, std::size_t n) {
    const auto size = static_cast<std::size_t>(group);
    if (n % size != 0) fail_row_length(function, n, "a multiple of group = " + std::to_string(size));
}

/// Whether b is larger than a, which comes before it.
template <class T> XACT_INLINE bool is_larger(T b, T a) noexcept { return (!(b <= a)) & (a == a); }
template <class T, class A> XACT_INLINE mask<T, A> is_larger(vec<T, A> b, vec<T, A> a) noexcept {
    return (!(b <= a)) & (a == a);
}

/// Where the largest of so many elements is. Without branches, which would be taken at random.
template <class T, class X> XACT_INLINE std::size_t index_of_largest(const X* x, std::size_t size) {
    std::size_t at = 0;
    T largest = pad<T>(x[0]);
    for (std::size_t i = 1; i < size; ++i) {
        const T v = pad<T>(x[i]);
        const bool takes_over = is_larger(v, largest);
        at = takes_over ? i : at, largest = takes_over ? v : largest;
    }
    return at;
}

/// The lanes that hold the first of a pair.
template <class V> XACT_INLINE typename V::condition first_of_pairs() noexcept {
    std::array<typename V::scalar, V::size> is_first;
    for (std::size_t i = 0; i < V::size; ++i) is_first[i] = i % 2 == 0 ? 1 : 0;
    return simd::load<V>(is_first.data()) == V(1);
}

/// As transform, for an even number of elements; registers begin with the first of a pair, which those that transform
/// aligns for streaming may not.
template <class V, class Body, class... Out, class... In>
void transform_pairs(const Body& body, std::size_t n, outputs<Out...> out, inputs<In...> in) {
    static_assert(V::size % 2 == 0);
    if (n >= V::size) transform_registers<V, reach::cached>(body, n / V::size, adjacent<V>, out, in);
    transform_rest<V>(body, n, out, in);
}

/// For each lane whether its pair is to be exchanged for the larger one to come first.
template <class V> XACT_INLINE typename V::condition pair_is_rising(typename V::condition first, V x) noexcept {
    const V partner = swap_neighbours(x);
    return is_larger(select(first, partner, x), select(first, x, partner));
}

/// Pairs, the larger one first; and g carried along.
template <class V> struct sorted_pairs {
    typename V::condition first = first_of_pairs<V>();

    XACT_INLINE V operator()(V x) const noexcept { return select(pair_is_rising(first, x), swap_neighbours(x), x); }
    XACT_INLINE V operator()(V x, V g) const noexcept {
        return select(pair_is_rising(first, x), swap_neighbours(g), g);
    }
};

/// Groups up to this length are taken a register at a time: lane i works on the i-th of as many groups.
inline constexpr std::size_t longest_in_lanes = 32;

/// As many groups as a register has lanes, the j-th elements of all of them in one register.
template <class V, class X> XACT_INLINE V load_column(const X* x, std::size_t group, std::size_t j) noexcept {
    using T = typename V::scalar;
    T lanes[V::size];
    for (std::size_t i = 0; i < V::size; ++i) lanes[i] = pad<T>(x[i * group + j]);
    return simd::load<V>(lanes);
}
template <class V, class Y> XACT_INLINE void store_column(V column, Y* y, std::size_t group, std::size_t j) noexcept {
    typename V::scalar lanes[V::size];
    simd::store(column, lanes);
    for (std::size_t i = 0; i < V::size; ++i) y[i * group + j] = pad<Y>(lanes[i]);
}

/// The largest elements of as many groups, and their positions.
template <class V> struct largest_of_groups { V value, position; };
template <class V, class X> XACT_INLINE largest_of_groups<V> find_largest(const X* x, std::size_t group) noexcept {
    largest_of_groups<V> m{load_column<V>(x, group, 0), V(0)};
    for (std::size_t j = 1; j < group; ++j) {
        const V v = load_column<V>(x, group, j);
        const auto takes_over = is_larger(v, m.value);
        m = {select(takes_over, v, m.value), select(takes_over, V(j), m.position)};
    }
    return m;
}

/// Sorts groups of one size, the largest element first or last, equal ones in their order if it is first. Large groups
/// allocate memory.
template <class V> class group_sorter {
    using T = typename V::scalar;

public:
    group_sorter(std::size_t group, bool ascending) : group_(group), ascending_(ascending) {
        if (group > few) more_.resize(group), carried_.resize(group);
    }

    /// Takes the elements of `from` where x is sorted to; Back: to where they came from. `to` may be x or `from`.
    template <bool Back, class X, class From, class To>
    void carry(const X* x, const From* from, To* to, std::size_t n) {
        std::size_t at = 0;
        if (group_ <= few)
            for (const std::size_t block = V::size * group_; at + block <= n; at += block)
                carry_columns<Back>(x + at, from + at, to + at);
        for (; at < n; at += group_) carry_one<Back>(x + at, from + at, to + at);
    }

private:
    static constexpr std::size_t few = longest_in_lanes;

    struct entry {
        T value;
        std::size_t position;
    };

    /// A register's groups at once. Neighbours are exchanged where the second is larger, which keeps the order of equal
    /// ones.
    template <bool Back, class X, class From, class To> void carry_columns(const X* x, const From* from, To* to) {
        V value[few], position[few];
        for (std::size_t j = 0; j < group_; ++j) value[j] = load_column<V>(x, group_, j), position[j] = V(j);
        for (std::size_t end = group_; end > 1; --end)
            for (std::size_t j = 1; j < end; ++j) {
                const V a = value[j - 1], b = value[j], p = position[j - 1], q = position[j];
                const auto rising = is_larger(b, a);
                value[j - 1] = select(rising, b, a), value[j] = select(rising, a, b);
                position[j - 1] = select(rising, q, p), position[j] = select(rising, p, q);
            }
        T carried[few * V::size], lanes[V::size];
        for (std::size_t i = 0; i < V::size * group_; ++i) carried[i] = pad<T>(from[i]);
        for (std::size_t j = 0; j < group_; ++j) {
            simd::store(position[j], lanes);
            for (std::size_t i = 0; i < V::size; ++i)
                put<Back>(carried + i * group_, to + i * group_, static_cast<std::size_t>(lanes[i]), j);
        }
    }

    template <bool Back, class X, class From, class To> void carry_one(const X* x, const From* from, To* to) {
        std::array<entry, few> fixed;
        std::array<T, few> fixed_carried;
        entry* const order = group_ > few ? more_.data() : fixed.data();
        T* const carried = group_ > few ? carried_.data() : fixed_carried.data();
        for (std::size_t j = 0; j < group_; ++j) order[j] = {pad<T>(x[j]), j}, carried[j] = pad<T>(from[j]);
        std::sort(order, order + group_, [](const entry& a, const entry& b) {
            return is_larger(a.value, b.value) || (!is_larger(b.value, a.value) && a.position < b.position);
        });
        for (std::size_t j = 0; j < group_; ++j) put<Back>(carried, to, order[j].position, j);
    }

    /// What stands at `position` is the j-th largest.
    template <bool Back, class To> void put(const T* carried, To* to, std::size_t position, std::size_t j) const {
        const std::size_t place = ascending_ ? group_ - 1 - j : j;
        to[Back ? position : place] = pad<To>(carried[Back ? place : position]);
    }

    std::size_t group_;
    bool ascending_;
    std::vector<entry> more_;
    std::vector<T> carried_;
};

} // namespace detail
} // namespace v0
} // namespace xact
