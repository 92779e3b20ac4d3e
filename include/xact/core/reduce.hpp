#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>

#include <xact/core/transform.hpp>
#include <xact/math/double_word.hpp>
#include <xact/simd/interleave.hpp>

/// Passes over one row. Sums are always taken in the same order, whatever the register width: element i of a row goes
/// to lane i mod 16 (8 in double), where the summands of four blocks are added as a tree, the results of trees in twice
/// the precision, and the 16 lanes as a tree again. They do not depend on where the row lies, nor on what is beside it.
/// The error of a sum is at most 2^-23 (double: 2^-52) of the sum of magnitudes, whatever their number.

namespace xact {
inline namespace v0 {
namespace detail {

template <class V> inline constexpr std::size_t row_block = 64 / sizeof(typename V::scalar);
template <class V> inline constexpr std::size_t row_registers = row_block<V> / V::size;
/// Blocks whose summands are added before they go to the running sum.
inline constexpr std::size_t row_group = 4;
/// Elements of which a cache keeps two or three arrays: passes over a long row may go from part to part.
template <class V> inline constexpr std::size_t row_part = 128 * row_block<V>;

/// Where the loops of passes over a row are: in functions of their own, or in the caller's, which is an XACT_LOOP. Of
/// the time that a short row takes most goes in between functions (measured: rows of 64 take 0.55 of it in one). gcc
/// does not flatten what it inlines because it always must: there each lambda says so, too.
enum class loop { own, callers };

/// Running sums in twice the precision, one a lane.
template <class V> struct lane_sums {
    V hi{0}, lo{0};

    XACT_INLINE void add(V x) noexcept {
        const math::dw<V> s = math::two_sum(hi, x);
        hi = s.hi, lo = lo + s.lo;
    }
    /// Of float.
    XACT_INLINE wide<typename V::arch> in_double() const noexcept {
        const auto h = widen(hi), l = widen(lo);
        return {h.low + l.low, h.high + l.high};
    }
};

/// The same for the fast tier, where so many groups of blocks are added in one word before: the error of a sum is at
/// most 2^-20 of the sum of magnitudes, whatever their number.
template <class V> struct part_sums {
    static constexpr std::size_t groups = 8;

    V hi{0}, lo{0};

    XACT_INLINE void add(V part) noexcept {
        const math::dw<V> s = math::fast_two_sum(hi, part);
        hi = s.hi, lo = lo + s.lo;
    }
    XACT_INLINE wide<typename V::arch> in_double() const noexcept { return widen(hi + lo); }
};

/// A state that is a sum alone.
template <class V, class Sums = lane_sums<V>> struct row_sum { Sums sum; };

/// One state for each register of a 64-byte block. Each has a `sum`, to which a pass adds.
template <class V, class State> using row_state = std::array<State, row_registers<V>>;

/// `count` blocks; Whole: they are whole groups, else the last one lies at `last_out` and `last_in`. Adds body(state,
/// in...), which is also stored where there is an output.
template <class V, bool Whole, class State, class Body, class... Out, class... In>
XACT_INLINE void add_blocks(const Body& body, row_state<V, State>& state, std::size_t count, outputs<Out...> out,
                            inputs<In...> in, outputs<Out...> last_out, inputs<In...> last_in) {
    const auto loop = [&](Out*... y, const In*... x, Out*... last_y, const In*... last_x) XACT_INLINE_LAMBDA {
        const auto add_group = [&](std::size_t first, std::size_t r) XACT_INLINE_LAMBDA {
            const std::size_t in_block = r * V::size;
            const auto is_inside = [&](std::size_t k) { return Whole || first + k < count; };
            const auto in_row = [&](std::size_t k) { return Whole || first + k + 1 < count; };
            const auto at = [&](std::size_t k) { return (first + k) * row_block<V> + in_block; };
            const auto summand = [&](std::size_t k) {
                if (!is_inside(k)) return V(0);
                return body(state[r], simd::load<V>(in_row(k) ? x + at(k) : last_x + in_block)...);
            };
            // All are read before the first is stored: a store might change what is read behind it.
            const V v[row_group] = {summand(0), summand(1), summand(2), summand(3)};
            const auto put = [&](std::size_t k) {
                if (is_inside(k)) (simd::store(v[k], in_row(k) ? y + at(k) : last_y + in_block), ...);
            };
            put(0), put(1), put(2), put(3);
            return (v[0] + v[1]) + (v[2] + v[3]);
        };
        if constexpr (requires { state[0].sum.groups; }) {
            for (std::size_t first = 0; first < count;) {
                const std::size_t end = std::min(count, first + row_group * state[0].sum.groups);
                V part[row_registers<V>];
                for (V& p : part) p = V(0);
                for (; first < end; first += row_group) {
                    XACT_UNROLL
                    for (std::size_t r = 0; r < row_registers<V>; ++r) part[r] = part[r] + add_group(first, r);
                }
                for (std::size_t r = 0; r < row_registers<V>; ++r) state[r].sum.add(part[r]);
            }
        } else {
            for (std::size_t first = 0; first < count; first += row_group)
                for (std::size_t r = 0; r < row_registers<V>; ++r) state[r].sum.add(add_group(first, r));
        }
    };
    with_pointers(loop, std::tuple_cat(out.at, in.at, last_out.at, last_in.at));
}

/// The same in a loop of its own, as transform_registers.
template <class V, bool Whole, class State, class Body, class... Out, class... In>
XACT_LOOP void row_blocks(const Body& shared, row_state<V, State>& total, std::size_t count, outputs<Out...> out,
                          inputs<In...> in, outputs<Out...> last_out, inputs<In...> last_in) {
    const Body body = shared;
    row_state<V, State> state = total; // in registers, as the body and the pointers
    add_blocks<V, Whole>(body, state, count, out, in, last_out, last_in);
    total = state;
}

template <class S, class T> S pad(T x) {
    if constexpr (sizeof(S) == 2)
        return S(static_cast<float>(x));
    else
        return static_cast<S>(x);
}

/// body(state, in...) for all n elements, the last block of each input filled with its padding; at most one output.
template <class V, loop Loop, class State, class Body, class... Out, class... In>
XACT_INLINE void row_pass_by(const Body& body, row_state<V, State>& state, std::size_t n,
                             const std::array<typename V::scalar, sizeof...(In)>& padding, outputs<Out...> out,
                             inputs<In...> in) {
    static_assert(sizeof...(Out) <= 1);
    constexpr std::size_t block = row_block<V>, group = row_group * block;
    const auto add = [&]<bool Whole>(std::bool_constant<Whole>, std::size_t count, auto... where) XACT_INLINE_LAMBDA {
        if constexpr (Loop == loop::own)
            row_blocks<V, Whole>(body, state, count, where...);
        else
            add_blocks<V, Whole>(body, state, count, where...);
    };
    constexpr std::true_type as_groups;
    constexpr std::false_type as_rest;
    const std::size_t whole = n / group * group, rest = n - whole;
    if (whole > 0) add(as_groups, whole / block, out, in, out, in);
    if (rest == 0) return;
    out = advance(out, whole), in = advance(in, whole);
    const std::size_t blocks = (rest + block - 1) / block, before = (blocks - 1) * block, left = rest - before;
    if (left == block) {
        add(as_rest, blocks, out, in, advance(out, before), advance(in, before));
        return;
    }
    std::tuple<std::array<In, block>...> from;
    std::tuple<std::array<Out, block>...> to;
    const auto copy_in = [left](const auto* p, auto* padded) XACT_INLINE_LAMBDA {
        if constexpr (row_registers<V> == 1)
            simd::copy_to_padded<V>(p, padded, left);
        else
            std::copy_n(p, left, padded);
    };
    const auto copy_out = [left](const auto* padded, auto* p) XACT_INLINE_LAMBDA {
        if constexpr (row_registers<V> == 1)
            simd::copy_from_padded<V>(padded, p, left);
        else
            std::copy_n(padded, left, p);
    };
    const auto last_block = [&]<std::size_t... I, std::size_t... O>(std::index_sequence<I...>,
                                                                    std::index_sequence<O...>) XACT_INLINE_LAMBDA {
        (std::get<I>(from).fill(pad<In>(padding[I])), ...);
        (copy_in(std::get<I>(in.at) + before, std::get<I>(from).data()), ...);
        add(as_rest, blocks, out, in, outputs<Out...>(std::get<O>(to).data()...),
            inputs<In...>(std::get<I>(from).data()...));
        (copy_out(std::get<O>(to).data(), std::get<O>(out.at) + before), ...);
    };
    last_block(std::index_sequence_for<In...>{}, std::index_sequence_for<Out...>{});
}

template <class V, class State, class Body, class... Out, class... In>
void row_pass(const Body& body, row_state<V, State>& state, std::size_t n,
              const std::array<typename V::scalar, sizeof...(In)>& padding, outputs<Out...> out, inputs<In...> in) {
    row_pass_by<V, loop::own>(body, state, n, padding, out, in);
}

/// The same, with one padding for all inputs.
template <class V, class State, class Body, class... Out, class... In>
void row_pass(const Body& body, row_state<V, State>& state, std::size_t n, typename V::scalar padding,
              outputs<Out...> out, inputs<In...> in) {
    std::array<typename V::scalar, sizeof...(In)> all;
    all.fill(padding);
    row_pass_by<V, loop::own>(body, state, n, all, out, in);
}
template <class V, class State, class Body, class... Out, class... In>
XACT_INLINE void row_pass_here(const Body& body, row_state<V, State>& state, std::size_t n, typename V::scalar padding,
                               outputs<Out...> out, inputs<In...> in) {
    std::array<typename V::scalar, sizeof...(In)> all;
    all.fill(padding);
    row_pass_by<V, loop::callers>(body, state, n, all, out, in);
}

/// The first n lanes from p, then the padding.
template <class V, class S> XACT_INLINE V load_first(const S* p, std::size_t n, typename V::scalar padding) {
    if (n >= V::size) return simd::load<V>(p);
    if constexpr (std::same_as<S, float> && std::same_as<typename V::scalar, double>)
        return widen(load_first<vec<float, typename V::arch>>(p, n, static_cast<float>(padding))).low;
    std::array<S, V::size> lanes;
    lanes.fill(pad<S>(padding));
    simd::copy_to_padded<V>(p, lanes.data(), n);
    return simd::load<V>(lanes.data());
}
template <class V, class S> XACT_INLINE void store_first(V v, S* p, std::size_t n) {
    if (n >= V::size) return simd::store(v, p);
    std::array<S, V::size> lanes;
    simd::store(v, lanes.data());
    simd::copy_from_padded<V>(lanes.data(), p, n);
}

/// out[i] = body(in[i]...), as transform, in the caller's loop.
template <class V, class Body, class Out, class... In>
XACT_INLINE void transform_here(const Body& body, std::size_t n, outputs<Out> out, inputs<In...> in) {
    Out* const y = std::get<0>(out.at);
    const auto loop = [&](const In*... x) XACT_INLINE_LAMBDA {
        constexpr auto a_turn = std::make_index_sequence<registers_a_turn<V>>{};
        const auto result = [&](std::size_t i) XACT_INLINE_LAMBDA { return body(simd::load<V>(x + i)...); };
        const auto turn = [&]<std::size_t... K>(std::size_t i, std::index_sequence<K...>) XACT_INLINE_LAMBDA {
            const V r[] = {result(i + K * V::size)...};
            (simd::store(r[K], y + i + K * V::size), ...);
        };
        std::size_t i = 0;
        for (; i + a_turn.size() * V::size <= n; i += a_turn.size() * V::size) turn(i, a_turn);
        for (; i + V::size <= n; i += V::size) turn(i, std::index_sequence<0>{});
        if (i < n) store_first(body(load_first<V>(x + i, n - i, 0)...), y + i, n - i);
    };
    with_pointers(loop, in.at);
}

/// The same, past the caches: from the last part of a row to the first, so that what the pass before has left in the
/// caches is read from there. The parts are large, since processors foresee only what is read forwards.
template <class V, class Body, class Out, class... In>
XACT_APART void stream_back(const Body& body, std::size_t n, outputs<Out> out, inputs<In...> in, std::size_t whole) {
    for (std::size_t end = n; end > 0;) {
        constexpr std::size_t part = 32 * row_part<V>;
        const std::size_t first = (end - 1) / part * part;
        transform<V>(body, end - first, advance(out, first), advance(in, first), whole);
        end = first;
    }
}

/// The last pass over a row, one of those with `whole` elements, which together decide whether it is stored past the
/// caches (measured in memory: the gradient of softmax takes 0.8, log_softmax 0.87 of the time). Short rows are not,
/// which gain nothing; nor do norms.
template <class V, class Body, class Out, class... In>
XACT_INLINE void last_pass(const Body& body, std::size_t n, outputs<Out> out, inputs<In...> in, std::size_t whole) {
    if (whole * sizeof(Out) >= stream_threshold && n > row_registers<V> * row_part<V>)
        stream_back<V>(body, n, out, in, whole);
    else
        transform_here<V>(body, n, out, in);
}

/// The same, also where it is not stored past the caches from the last part of a longer row to the first: of two inputs
/// the first cache has kept the end (measured: the gradient of softmax of 4096 elements takes 0.8 to 0.88 of the time).
template <class V, class Body, class Out, class... In>
XACT_INLINE void last_pass_back(const Body& body, std::size_t n, outputs<Out> out, inputs<In...> in,
                                std::size_t whole) {
    for (std::size_t end = n; end > row_part<V> && whole * sizeof(Out) < stream_threshold;) {
        const std::size_t first = (end - 1) / (row_part<V> / 4) * (row_part<V> / 4);
        transform_here<V>(body, end - first, advance(out, first), advance(in, first));
        n = end = first;
    }
    last_pass<V>(body, n, out, in, whole);
}

/// The lanes of a block as a binary tree: op(i, i + N/2), until one is left.
template <class T, std::size_t N, class Op> XACT_INLINE T fold(const std::array<T, N>& lanes, const Op& op) {
    if constexpr (N == 1) {
        return lanes[0];
    } else {
        std::array<T, N / 2> halves;
        for (std::size_t i = 0; i < N / 2; ++i) halves[i] = op(lanes[i], lanes[i + N / 2]);
        return fold(halves, op);
    }
}

/// The same of whole registers, lane by lane, until one is left; then of its lanes.
template <class V, std::size_t N, class Op>
XACT_INLINE auto fold_lanes(const std::array<V, N>& registers, const Op& op) {
    std::array<typename V::scalar, V::size> lanes;
    simd::store(fold(registers, op), lanes.data());
    return fold(lanes, op);
}

template <class V> using double_lanes = vec<double, typename V::arch>;

/// The sum of the lanes of float, in double, until they are those of one register.
template <class V, class State, class Sums>
XACT_INLINE double_lanes<V> wide_total(const row_state<V, State>& state, Sums State::*sum) {
    constexpr std::size_t n = row_registers<V>;
    std::array<double_lanes<V>, 2 * n> both;
    for (std::size_t r = 0; r < n; ++r) {
        const auto w = (state[r].*sum).in_double();
        both[2 * r] = w.low, both[2 * r + 1] = w.high;
    }
    return fold(both, [](auto a, auto b) { return a + b; });
}
/// Their sum.
template <class V, class State, class Sums>
XACT_INLINE double total_in_double(const row_state<V, State>& state, Sums State::*sum) {
    return fold_lanes(std::array{wide_total<V>(state, sum)}, [](auto a, auto b) { return a + b; });
}

/// The sum over all lanes, of `sum` or another member. An infinite or NaN sum has no low word.
template <class V, class State>
math::dw<V> total(const row_state<V, State>& state, lane_sums<V> State::*sum = &State::sum) {
    using T = typename V::scalar;
    constexpr std::size_t n = row_registers<V>;
    const auto plus = [](auto a, auto b) { return a + b; };
    T rounded, rest;
    if constexpr (sizeof(T) == 4) {
        const double all = total_in_double<V>(state, sum);
        rounded = static_cast<T>(all), rest = static_cast<T>(all - double(rounded));
    } else {
        std::array<math::dw<V>, n> registers;
        for (std::size_t r = 0; r < n; ++r) registers[r] = {(state[r].*sum).hi, (state[r].*sum).lo};
        const math::dw<V> one = fold(registers, plus);
        std::array<T, V::size> hi, lo;
        simd::store(one.hi, hi.data()), simd::store(one.lo, lo.data());
        struct pair {
            T hi, lo;
        };
        std::array<pair, V::size> lanes;
        for (std::size_t i = 0; i < V::size; ++i) lanes[i] = {hi[i], lo[i]};
        const pair all = fold(lanes, [](const pair& a, const pair& b) {
            const T s = a.hi + b.hi, t = s - a.hi;
            return pair{s, (a.lo + b.lo) + ((a.hi - (s - t)) + (b.hi - t))};
        });
        rounded = all.hi + all.lo, rest = all.lo - (rounded - all.hi);
    }
    if (std::isfinite(rounded)) return {V(rounded), V(rest)};
    std::array<V, n> hi; // beside an infinity the low words are NaN
    for (std::size_t r = 0; r < n; ++r) hi[r] = (state[r].*sum).hi;
    return {V(fold_lanes(hi, plus)), V(T(0))};
}

/// The sum over all lanes in one word; of one that is not finite, anything that is not.
template <class V, class State> XACT_INLINE typename V::scalar finite_total(const row_state<V, State>& state) {
    using T = typename V::scalar;
    if constexpr (sizeof(T) == 4)
        return static_cast<T>(total_in_double<V>(state, &State::sum));
    else
        return static_cast<T>(total<V>(state).hi);
}

/// 1/(sum + beside) of a finite sum above 0, or of NaN.
template <class V, class State>
XACT_INLINE math::dw<V> inverse_total(const row_state<V, State>& state, math::dw<V> beside) {
    if constexpr (sizeof(typename V::scalar) == 4) {
        const double all =
            total_in_double<V>(state, &State::sum) + (double(float(beside.hi)) + double(float(beside.lo)));
        const double inverse = 1 / all;
        const float rounded = static_cast<float>(inverse);
        return {V(rounded), V(static_cast<float>(inverse - double(rounded)))};
    } else {
        return math::reciprocal(total<V>(state) + beside);
    }
}

/// The largest body(in...) of n elements, -inf of none. A NaN may be passed over. `padding` stands for each input
/// behind the row's end; body makes -inf of it.
template <class V, class Body, class... In>
XACT_INLINE typename V::scalar maximum_here(const Body& body, std::size_t n,
                                            const std::array<typename V::scalar, sizeof...(In)>& padding,
                                            inputs<In...> in) {
    using T = typename V::scalar;
    constexpr std::size_t ways = 4; // as many as hide the latency of one
    V m[ways];
    for (V& lane : m) lane = V(-std::numeric_limits<T>::infinity());
    const auto whole = [&](const In*... x) XACT_INLINE_LAMBDA {
        std::size_t i = 0;
        for (; i + ways * V::size <= n; i += ways * V::size)
            for (std::size_t k = 0; k < ways; ++k) m[k] = at_least(m[k], body(simd::load<V>(x + i + k * V::size)...));
        for (; i + V::size <= n; i += V::size) m[0] = at_least(m[0], body(simd::load<V>(x + i)...));
    };
    with_pointers(whole, in.at);
    if (const std::size_t rest = n % V::size; rest != 0) {
        std::tuple<std::array<In, V::size>...> last;
        [&]<std::size_t... I>(std::index_sequence<I...>) XACT_INLINE_LAMBDA {
            (std::get<I>(last).fill(pad<In>(padding[I])), ...);
            (simd::copy_to_padded<V>(std::get<I>(in.at) + (n - rest), std::get<I>(last).data(), rest), ...);
            m[1] = at_least(m[1], body(simd::load<V>(std::get<I>(last).data())...));
        }
        (std::index_sequence_for<In...>{});
    }
    std::array<T, V::size> lanes;
    simd::store(at_least(at_least(m[0], m[1]), at_least(m[2], m[3])), lanes.data());
    return fold(lanes, [](T a, T b) { return a > b ? a : b; });
}
template <class V, class Body, class... In>
XACT_LOOP typename V::scalar row_maximum(const Body& shared, std::size_t n,
                                         const std::array<typename V::scalar, sizeof...(In)>& padding,
                                         inputs<In...> in) {
    const Body body = shared;
    return maximum_here<V>(body, n, padding, in);
}

/// The largest element of a row, -inf for an empty one. A NaN may be passed over.
template <class V, class X> XACT_INLINE typename V::scalar maximum_here(const X* x, std::size_t n) {
    const auto self = [](V v) XACT_INLINE_LAMBDA { return v; };
    return maximum_here<V>(self, n, {-std::numeric_limits<typename V::scalar>::infinity()}, inputs<X>(x));
}
template <class V, class X> XACT_LOOP typename V::scalar row_maximum(const X* x, std::size_t n) {
    return maximum_here<V>(x, n);
}

/// The index of the first element of which body is `value`; n where there is none.
template <class V, class Body, class X>
XACT_INLINE std::size_t find_here(const Body& body, const X* x, std::size_t n, typename V::scalar value) {
    const auto equals = [&](const X* p) XACT_INLINE_LAMBDA { return bits(body(simd::load<V>(p)) == V(value)); };
    // Some registers at once: which of them it is, nobody can foretell.
    constexpr std::size_t ways = 4;
    for (std::size_t i = 0; i + V::size <= n;) {
        std::uint64_t found = 0;
        const std::size_t first = i;
        for (std::size_t k = 0; k < ways && i + V::size <= n; ++k, i += V::size) found |= equals(x + i) << k * V::size;
        if (found != 0) return first + static_cast<std::size_t>(std::countr_zero(found));
    }
    const std::size_t rest = n % V::size;
    std::array<X, V::size> last{};
    if (rest == 0) return n;
    simd::copy_to_padded<V>(x + (n - rest), last.data(), rest);
    return std::min(n, n - rest + static_cast<std::size_t>(std::countr_zero(equals(last.data()))));
}
template <class V, class Body, class X>
XACT_LOOP std::size_t row_find(const Body& body, const X* x, std::size_t n, typename V::scalar value) {
    return find_here<V>(body, x, n, value);
}
template <class V, class X> std::size_t row_find(const X* x, std::size_t n, typename V::scalar value) {
    return row_find<V>([](V v) XACT_INLINE_LAMBDA { return v; }, x, n, value);
}

/// Whether an element is NaN.
template <class V, class X> bool row_has_nan(const X* x, std::size_t n) {
    using T = typename V::scalar;
    const auto is_nan = [](V v) XACT_INLINE_LAMBDA { return select(v == v, V(T(0)), V(T(1))); };
    return row_find<V>(is_nan, x, n, T(1)) < n;
}

/// The index of the first of the largest elements, in the caller's loops; n where there is none but NaN.
template <class V, class X> XACT_INLINE std::size_t top_here(const X* x, std::size_t n) {
    using T = typename V::scalar;
    // The largest is looked for again where it is, and not from the row's beginning.
    constexpr std::size_t part = row_part<V>;
    T largest = -std::numeric_limits<T>::infinity();
    std::size_t first = 0;
    for (std::size_t i = 0; i < n; i += part)
        if (const T m = maximum_here<V>(x + i, std::min(part, n - i)); i == 0 || m > largest) largest = m, first = i;
    const auto self = [](V v) XACT_INLINE_LAMBDA { return v; };
    const std::size_t length = std::min(part, n - first), at = find_here<V>(self, x + first, length, largest);
    return at < length ? first + at : n;
}

// Short rows side by side: what one waits for, sums and maxima across lanes and what follows of them, takes no longer
// for as many as a register of double has lanes; and of some such groups each waits while the others compute. Their
// bits are those of each row alone.

/// Rows that are computed at once, at most.
template <class V> inline constexpr std::size_t rows_at_once = 4 * double_lanes<V>::size;

/// Calls some(first, count) for as many rows at once as there are, groups of as many as a register of double has lanes,
/// until it returns false. Returns how many rows that were. With a row's length, no more at once than a small cache
/// keeps (measured: the gradient of softmax of rows of 128 takes 0.87 of the time, but log_softmax 1.02).
template <class V, class Some> std::size_t by_groups(std::size_t rows, const Some& some, std::size_t row_length = 1) {
    constexpr std::size_t group = double_lanes<V>::size;
    const std::size_t most = std::min(rows_at_once<V>, std::max(group, row_part<V> / row_length / group * group));
    std::size_t done = 0;
    while (rows - done >= group) {
        const std::size_t count = std::min(most, (rows - done) / group * group);
        if (!some(done, count)) break;
        done += count;
    }
    return done;
}

/// op over the lanes of each register, as fold_lanes, in a lane for each.
template <class W, std::size_t N, class Op> XACT_INLINE W fold_each(const std::array<W, N>& registers, const Op& op) {
    if constexpr (N == 1) {
        return registers[0];
    } else {
        std::array<W, N / 2> halves;
        for (std::size_t i = 0; i < N / 2; ++i) {
            const auto both = simd::zip(simd::lane_pairs<W>{registers[i], registers[i + N / 2]});
            halves[i] = op(both.first, both.second);
        }
        return fold_each(halves, op);
    }
}

/// Registers of a group of rows, of each of which the sum or the largest lane is wanted.
template <class W> class row_lanes {
public:
    /// Returns whether it is the last one of its group.
    XACT_INLINE bool add(std::size_t row, W lanes) {
        of_[row % W::size] = lanes;
        return row % W::size == W::size - 1;
    }
    /// The first row of its group.
    static XACT_INLINE std::size_t first(std::size_t row) { return row - row % W::size; }

    XACT_INLINE W sums() const {
        return fold_each(of_, [](W a, W b) { return a + b; });
    }
    XACT_INLINE W largest() const {
        return fold_each(of_, [](W a, W b) { return at_least(a, b); });
    }

private:
    std::array<W, W::size> of_;
};

} // namespace detail
} // namespace v0
} // namespace xact
