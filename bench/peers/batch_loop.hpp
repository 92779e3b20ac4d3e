#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <limits>

#include "contestants.hpp"
#include "naive.hpp"

/// The textbook formulas over registers. V is one: a type with `size`, `load_unaligned`, `store_unaligned`, arithmetic
/// and functions, of floats or doubles, which are its `value_type`.

namespace bench {

template <class V> using element = typename V::value_type;
template <class V> using padded = std::array<element<V>, V::size>;

/// body(i, width) for whole registers, then for what is left through padded copies.
template <class V, std::size_t In, std::size_t Out, class Body>
inline void for_registers(std::array<const element<V>*, In> in, std::array<element<V>*, Out> out, std::size_t n,
                          Body body) {
    std::size_t i = 0;
    std::array<V, In> from;
    std::array<V, Out> to;
    for (; i + V::size <= n; i += V::size) {
        for (std::size_t k = 0; k < In; ++k) from[k] = V::load_unaligned(in[k] + i);
        body(from, to);
        for (std::size_t k = 0; k < Out; ++k) to[k].store_unaligned(out[k] + i);
    }
    if (i == n) return;
    const std::size_t left = (n - i) * sizeof(element<V>);
    padded<V> lanes{};
    for (std::size_t k = 0; k < In; ++k) {
        std::memcpy(lanes.data(), in[k] + i, left);
        from[k] = V::load_unaligned(lanes.data());
    }
    body(from, to);
    for (std::size_t k = 0; k < Out; ++k) {
        to[k].store_unaligned(lanes.data());
        std::memcpy(out[k] + i, lanes.data(), left);
    }
}

template <class F, class V> void batch_forward(const element<V>* x, element<V>* y, std::size_t n) {
    for_registers<V>(std::array{x}, std::array{y}, n, [](const auto& in, auto& out) { out[0] = F::value(in[0]); });
}
template <class F, class V>
void batch_backward(const element<V>* x, const element<V>* dy, element<V>* dx, std::size_t n) {
    for_registers<V>(std::array{x, dy}, std::array{dx}, n,
                     [](const auto& in, auto& out) { out[0] = in[1] * F::slope(in[0]); });
}
template <class F, class V>
void batch_gated_forward(const element<V>* a, const element<V>* b, element<V>* y, std::size_t n) {
    for_registers<V>(std::array{a, b}, std::array{y}, n,
                     [](const auto& in, auto& out) { out[0] = F::value(in[0], in[1]); });
}
template <class F, class V>
void batch_gated_backward(const element<V>* a, const element<V>* b, const element<V>* dy, element<V>* da,
                          element<V>* db, std::size_t n) {
    for_registers<V>(std::array{a, b, dy}, std::array{da, db}, n,
                     [](const auto& in, auto& out) { F::backward(in[0], in[1], in[2], out[0], out[1]); });
}

/// The sum over a row of term(registers), or their maximum; `nothing` is what a missing element counts as.
template <class V, std::size_t In, class Term, class Combine>
element<V> reduce(std::array<const element<V>*, In> in, std::size_t n, element<V> start, element<V> nothing, Term term,
                  Combine combine) {
    constexpr std::size_t chains = 4; // the latency of an addition is four cycles
    std::array<V, chains> state;
    state.fill(V(start));
    std::array<V, In> from;
    std::size_t i = 0;
    for (; i + chains * V::size <= n; i += chains * V::size)
        for (std::size_t k = 0; k < chains; ++k) {
            for (std::size_t j = 0; j < In; ++j) from[j] = V::load_unaligned(in[j] + i + k * V::size);
            state[k] = combine(state[k], term(from));
        }
    padded<V> lanes;
    for (; i < n; i += V::size) {
        for (std::size_t j = 0; j < In; ++j) {
            lanes.fill(nothing);
            std::memcpy(lanes.data(), in[j] + i, std::min(n - i, V::size) * sizeof(element<V>));
            from[j] = V::load_unaligned(lanes.data());
        }
        state[0] = combine(state[0], term(from));
    }
    combine(combine(state[0], state[1]), combine(state[2], state[3])).store_unaligned(lanes.data());
    element<V> result = lanes[0];
    for (std::size_t k = 1; k < V::size; ++k) {
        padded<V> lane{lanes[k]}, so_far{result};
        combine(V::load_unaligned(so_far.data()), V::load_unaligned(lane.data())).store_unaligned(lane.data());
        result = lane[0];
    }
    return result;
}
template <class V, std::size_t In, class Term>
element<V> sum_of(std::array<const element<V>*, In> in, std::size_t n, element<V> nothing, Term term) {
    return reduce<V>(in, n, 0, nothing, term, [](V s, V v) { return s + v; });
}
template <class V> element<V> maximum_of(const element<V>* x, std::size_t n) {
    constexpr element<V> lowest = -std::numeric_limits<element<V>>::infinity();
    return reduce<V>(
        std::array{x}, n, lowest, lowest, [](const auto& v) { return v[0]; }, [](V s, V v) { return max(s, v); });
}

template <class V> void batch_softmax(const element<V>* x, element<V>* y, std::size_t n, std::size_t row_length) {
    for (std::size_t r = 0; r < n; r += row_length) {
        const V m(maximum_of<V>(x + r, row_length));
        for_registers<V>(std::array{x + r}, std::array{y + r}, row_length,
                         [m](const auto& in, auto& out) { out[0] = exp(in[0] - m); });
        const element<V>* e = y + r;
        const V inverse(1 / sum_of<V>(std::array{e}, row_length, 0, [](const auto& v) { return v[0]; }));
        for_registers<V>(std::array{e}, std::array{y + r}, row_length,
                         [inverse](const auto& in, auto& out) { out[0] = in[0] * inverse; });
    }
}
template <class V>
void batch_softmax_backward(const element<V>* y, const element<V>* dy, element<V>* dx, std::size_t n,
                            std::size_t row_length) {
    for (std::size_t r = 0; r < n; r += row_length) {
        const std::array in{y + r, dy + r};
        const V mean(sum_of<V>(in, row_length, 0, [](const auto& v) { return v[0] * v[1]; }));
        for_registers<V>(in, std::array{dx + r}, row_length,
                         [mean](const auto& v, auto& out) { out[0] = v[0] * (v[1] - mean); });
    }
}
template <class V> void batch_log_softmax(const element<V>* x, element<V>* y, std::size_t n, std::size_t row_length) {
    constexpr element<V> nothing = -std::numeric_limits<element<V>>::infinity();
    for (std::size_t r = 0; r < n; r += row_length) {
        const element<V> m = maximum_of<V>(x + r, row_length);
        const element<V> sum =
            sum_of<V>(std::array{x + r}, row_length, nothing, [m = V(m)](const auto& v) { return exp(v[0] - m); });
        const V shift(m + std::log(sum));
        for_registers<V>(std::array{x + r}, std::array{y + r}, row_length,
                         [shift](const auto& in, auto& out) { out[0] = in[0] - shift; });
    }
}
template <class V>
void batch_log_softmax_backward(const element<V>* y, const element<V>* dy, element<V>* dx, std::size_t n,
                                std::size_t row_length) {
    for (std::size_t r = 0; r < n; r += row_length) {
        const element<V>* g = dy + r;
        const V sum(sum_of<V>(std::array{g}, row_length, 0, [](const auto& v) { return v[0]; }));
        for_registers<V>(std::array{y + r, g}, std::array{dx + r}, row_length,
                         [sum](const auto& v, auto& out) { out[0] = v[1] - exp(v[0]) * sum; });
    }
}

/// With what V has the functions for.
template <class V> void fill_with_batches(contestant& c) {
    using T = element<V>;
    naive::elementwise::for_each([&]<class F>(F) {
        if constexpr (requires(V x) { F::value(x); })
            c.elementwise<T>(F::name, batch_forward<F, V>, batch_backward<F, V>);
    });
    naive::gated::for_each([&]<class F>(F) {
        if constexpr (requires(V a, V b) { F::value(a, b); })
            c.gated<T>(F::name, batch_gated_forward<F, V>, batch_gated_backward<F, V>);
    });
    c.rowwise<T>("softmax", batch_softmax<V>, batch_softmax_backward<V>);
    c.rowwise<T>("log_softmax", batch_log_softmax<V>, batch_log_softmax_backward<V>);
}

} // namespace bench
