#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
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
template <class T> XACT_INLINE bool is_larger(T b, T a) noexcept { return b > a || (b != b && a == a); }
template <class T, class A> XACT_INLINE mask<T, A> is_larger(vec<T, A> b, vec<T, A> a) noexcept {
    return (!(b <= a)) & (a == a);
}

/// Where the largest of so many elements is.
template <class T, class X> std::size_t index_of_largest(const X* x, std::size_t size) {
    std::size_t at = 0;
    T largest = pad<T>(x[0]);
    for (std::size_t i = 1; i < size; ++i)
        if (const T v = pad<T>(x[i]); is_larger(v, largest)) at = i, largest = v;
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
    if (n >= V::size) transform_registers<V, reach::cached>(body, n / V::size, V::size, out, in);
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

/// Sorts groups of one size: their elements with their positions, the largest first, equal ones in their order. Small
/// groups need no allocation.
template <class T> class group_order {
public:
    explicit group_order(std::size_t size) : size_(size) {
        if (size > small) more_.resize(size), more_carried_.resize(size);
    }

    /// Pairs of elements and positions.
    struct entry {
        T value;
        std::size_t position;
    };

    template <class X> const entry* sort(const X* x) {
        entry* const begin = size_ > small ? more_.data() : few_.data();
        if (size_ <= small) {
            for (std::size_t i = 0; i < size_; ++i) {
                const T v = pad<T>(x[i]);
                std::size_t at = i;
                for (; at > 0 && is_larger(v, begin[at - 1].value); --at) begin[at] = begin[at - 1];
                begin[at] = {v, i};
            }
        } else {
            for (std::size_t i = 0; i < size_; ++i) begin[i] = {pad<T>(x[i]), i};
            std::sort(begin, begin + size_, [](const entry& a, const entry& b) {
                return is_larger(a.value, b.value) || (!is_larger(b.value, a.value) && a.position < b.position);
            });
        }
        return begin;
    }

    /// Room for a number with each element.
    T* carried() { return size_ > small ? more_carried_.data() : few_carried_.data(); }

private:
    static constexpr std::size_t small = 32;
    std::size_t size_;
    std::array<entry, small> few_;
    std::vector<entry> more_;
    std::array<T, small> few_carried_;
    std::vector<T> more_carried_;
};

} // namespace detail
} // namespace v0
} // namespace xact
