#pragma once

#include <algorithm>
#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <tuple>
#include <utility>

#include <xact/core/concepts.hpp>
#include <xact/core/stream.hpp>
#include <xact/simd/interleave.hpp>
#include <xact/simd/memory.hpp>

/// The one loop of every element-wise call.

namespace xact {
inline namespace v0 {
namespace detail {

// A loop of its own, into which everything that it calls is inlined: gcc otherwise calls a functor once a vector
// (measured: up to 2.8 times slower). It also mixes the instructions of the registers of one turn only when asked to.
#if defined(_MSC_VER) && !defined(__clang__)
#define XACT_LOOP __declspec(noinline)
#elif defined(XACT_FREE_INLINING)
#define XACT_LOOP __attribute__((noinline))
#elif defined(__clang__)
#define XACT_LOOP __attribute__((noinline, flatten))
#else
#define XACT_LOOP __attribute__((noinline, flatten, optimize("schedule-insns", "sched-pressure")))
#endif

/// How many registers a turn of the loop computes: a kernel is a chain of 60 to 100 cycles, and a core does not look
/// far enough ahead to fill the gaps with the turns that follow (measured, 4 on AVX-512: tanh takes 0.81, gelu 0.83,
/// exp 0.91 of the time; 2 on AVX2: 0.90, 0.91, 1.00; 4 there run out of registers: gelu 1.2).
template <class V> inline constexpr std::size_t registers_a_turn = simd::register_count<V> >= 32 ? 4 : 2;

template <class... S> struct inputs {
    std::tuple<const S*...> at;

    explicit inputs(const S*... p) : at(p...) {}
};

template <class... S> struct outputs {
    std::tuple<S*...> at;

    explicit outputs(S*... p) : at(p...) {}
};

/// A body that has a quicker form, which says where it is right (math/attempt.hpp): it is asked once a turn. What it
/// is not right of the body settles without a kernel, or else completes.
template <class Body, class... In>
concept has_quick_form = requires(const Body& body, In... in) {
    body.quick(in...);
};

/// A body in two halves, the second of which takes what the first leaves. A core looks ahead no further than some two
/// hundred instructions of vectors, which hold few registers of a long chain: the loop runs the first half for several
/// registers and then the second, whose chains are half as long (measured: SiLU's slope takes 0.85 of the time).
template <class Body, class... In>
concept has_halves = requires(const Body& body, In... in) {
    body.finish(body.begin(in...), in...);
};

/// For how many registers what the first half leaves is kept where the halves take turns: as many as 4 KiB hold. The
/// core does not foresee where loops of few turns end (measured with AVX2: with 16 registers SwiGLU takes 1.09 of the
/// time of 64, Mish 1.04; with AVX-512 GoLU, which leaves 5, 1.03 of the time of 16 with 12).
template <class Begun>
inline constexpr std::size_t registers_in_halves = std::max<std::size_t>(16, 4096 / sizeof(Begun) / 4 * 4);

/// For how many registers the first half runs beside the second half of as many before them, where it leaves so little
/// that it stays in 32 registers beside the constants; 0 where the halves take turns (measured with AVX-512: SiLU's
/// slope takes 0.95, softplus 0.85 of the time, that of gelu_tanh, where the first half leaves four, 1.1; with AVX2, up
/// to 1.1).
template <class V, class Begun>
inline constexpr std::size_t overlapped_registers = V::size == 16 && sizeof(Begun) <= 2 * sizeof(V) ? 5 : 0;

/// How many a turn computes of a body with such a result. gcc keeps an array of structs, such as pairs are, on the
/// stack, so that only a quick form makes up for them (measured: swiglu's gradient takes 0.75 of the time). With 16
/// registers and fma, a chain of single words leaves room for four (measured on Zen 4: tanh 0.81, SiLU 0.87, most
/// others 0.82 to 0.97 of the time of two), but for bodies of few_at_once.
template <class V, class Body, class Result, bool IsQuick>
inline constexpr std::size_t turn =
    IsQuick                                                                         ? 4
    : !std::same_as<Result, V>                                                      ? 1
    : simd::has_fma<typename V::scalar, typename V::arch> && !has_few_at_once<Body> ? 4
                                                                                    : registers_a_turn<V>;

/// A body with what depends on its parameters alone computed for registers V, where compilers do not take that out of
/// the loop by themselves (measured: the slope of hard Swish took up to eight times as long).
template <class V, class Body> XACT_INLINE auto prepared(const Body& body) {
    if constexpr (requires { body.template prepared<V>(); })
        return body.template prepared<V>();
    else
        return body;
}

/// How far apart registers are that follow one another, known to the compiler: pointers into an array of which it knows
/// only a number leave it too few registers for them (measured: clamp's derivative takes 1.1 times as long).
template <class V> inline constexpr std::integral_constant<std::size_t, V::size> adjacent;

/// Where a call's arrays are: within reach of the caches, beyond it, or beyond it and stored past the caches.
enum class reach { cached, far, streamed };

/// f of the pointers, as std::apply, but in the caller.
template <class F, class... P> XACT_INLINE void with_pointers(const F& f, const std::tuple<P...>& pointers) {
    [&]<std::size_t... I>(std::index_sequence<I...>) XACT_INLINE_LAMBDA { f(std::get<I>(pointers)...); }
    (std::index_sequence_for<P...>{});
}

/// f(i, …, i + Turn - 1) for i = 0, Turn, … below n, a multiple of it.
template <std::size_t Turn, class F> XACT_INLINE void by_turns(std::size_t n, const F& f) {
    const auto turn_from = [&]<std::size_t... K>(std::size_t i, std::index_sequence<K...>) XACT_INLINE_LAMBDA {
        f(i + K...);
    };
    for (std::size_t i = 0; i < n; i += Turn) turn_from(i, std::make_index_sequence<Turn>{});
}

/// `count` whole registers, `stride` elements apart: out[i] = body(in[i]...). Not inlined, so that the tail of an
/// array, which comes back here through a buffer, runs through the very instructions of its body.
template <class V, reach Reach, class Stride, class Body, class... Out, class... In>
XACT_LOOP void transform_registers(const Body& shared, std::size_t count, Stride stride, outputs<Out...> out,
                                   inputs<In...> in) {
    const auto put = [](auto v, auto* p) {
        if constexpr (Reach == reach::streamed)
            simd::stream(v, p);
        else
            simd::store(v, p);
    };
    const auto put_each = [&](auto... v) { return [&put, v...](auto*... p) { (put(v, p), ...); }; };
    const auto loop = [&](Out*... y, const In*... x) {
        // Copies whose addresses do not escape stay in registers, parameters and pointers alike: vector stores may
        // alias anything else (measured: relu takes twice the time with pointers read from the tuples).
        const auto body = prepared<V>(shared);
        using body_type = std::remove_const_t<decltype(body)>;
        [[maybe_unused]] const std::size_t ahead = Reach == reach::cached ? 0 : simd::read_ahead();
        const auto result = [&](std::size_t i) {
            if constexpr (Reach != reach::cached) (simd::prefetch_ahead(x + i, ahead), ...);
            return body(simd::load<V>(x + i)...);
        };
        const auto put_result = [&](const auto& r, std::size_t k) {
            if constexpr (sizeof...(Out) == 1) {
                (put(r, y + k), ...);
            } else if constexpr (sizeof...(Out) == 2) {
                const auto [u, v] = r;
                put_each(u, v)(y + k...);
            } else {
                const auto [u, v, w] = r;
                put_each(u, v, w)(y + k...);
            }
        };
        std::size_t i = 0;
        const std::size_t end = count * stride;
        constexpr bool is_quick = has_quick_form<body_type, decltype(simd::load<V>(x))...>;
        constexpr std::size_t a_turn = turn<V, body_type, decltype(result(std::size_t{0})), is_quick>;
        const std::size_t last = end - count % a_turn * stride; // of whole turns
        // What is computed of the registers at these places goes there: results, or attempts at them.
        const auto put_turn = [&](auto... at) {
            return [&, at...](const auto&... computed) {
                if constexpr (is_quick) {
                    const auto settled = [&](const auto& attempt, std::size_t k) {
                        return body.settled(attempt, simd::load<V>(x + k)...);
                    };
                    const auto put_settled = [&](const auto&... s) {
                        if (!any_missing(s...)) return (put_result(s.value, at), ...);
                        const std::array known{s...};
                        std::size_t first = std::get<0>(std::tuple(at...));
                        for (const auto& k : known) {
                            put_result(body.completed(k, simd::load<V>(x + first)...), first);
                            first += stride;
                        }
                    };
                    all_right(computed...) ? (put_result(computed.value, at), ...)
                                           : put_settled(settled(computed, at)...);
                } else {
                    (put_result(computed, at), ...);
                }
            };
        };
        if constexpr (has_halves<body_type, decltype(simd::load<V>(x))...>) {
            const auto begin = [&](std::size_t k) {
                if constexpr (Reach != reach::cached) (simd::prefetch_ahead(x + k, ahead), ...);
                return body.begin(simd::load<V>(x + k)...);
            };
            const auto finish = [&](const auto& b, std::size_t k) { return body.finish(b, simd::load<V>(x + k)...); };
            using begun_type = decltype(begin(i));
            constexpr std::size_t overlapped = is_quick ? 0 : overlapped_registers<V, begun_type>;
            if constexpr (overlapped > 0) {
                [&]<std::size_t... K>(std::index_sequence<K...>) XACT_INLINE_LAMBDA {
                    const std::size_t step = overlapped * stride, whole = end - count % overlapped * stride;
                    const auto begin_at = [&](std::size_t k) { return std::array{begin(k + K * stride)...}; };
                    const auto finish_at = [&](const auto& begun, std::size_t k) {
                        const auto put_all = [&](const auto&... r) { (put_result(r, k + K * stride), ...); };
                        put_all(finish(begun[K], k + K * stride)...);
                    };
                    if (whole == 0) return;
                    auto begun = begin_at(0);
                    for (; i + step < whole; i += step) {
                        const auto next = begin_at(i + step);
                        finish_at(begun, i);
                        begun = next;
                    }
                    finish_at(begun, i);
                    i += step;
                }
                (std::make_index_sequence<overlapped>{});
            } else {
                constexpr std::size_t most = registers_in_halves<begun_type>;
                begun_type begun[most];
                while (i < last) {
                    const std::size_t n = std::min(most, (last - i) / stride);
                    by_turns<a_turn>(n, [&](auto... j) {
                        const auto keep = [&](const auto&... b) { ((begun[j] = b), ...); };
                        keep(begin(i + j * stride)...);
                    });
                    by_turns<a_turn>(
                        n, [&](auto... j) { put_turn(i + j * stride...)(finish(begun[j], i + j * stride)...); });
                    i += n * stride;
                }
            }
        } else if constexpr (a_turn > 1) {
            const auto compute = [&](std::size_t k) {
                if constexpr (is_quick) {
                    if constexpr (Reach != reach::cached) (simd::prefetch_ahead(x + k, ahead), ...);
                    return body.quick(simd::load<V>(x + k)...);
                } else {
                    return result(k);
                }
            };
            for (; i < last; i += a_turn * stride) [&]<std::size_t... K>(std::index_sequence<K...>) {
                    put_turn(i + K * stride...)(compute(i + K * stride)...);
                }
            (std::make_index_sequence<a_turn>{});
        }
        for (; i < end; i += stride) put_result(result(i), i);
    };
    std::apply(loop, std::tuple_cat(out.at, in.at));
    if constexpr (Reach == reach::streamed) simd::native::stream_fence();
}

/// Fewer elements than a register holds, through padded copies.
template <class V, class Body, class... Out, class... In>
void transform_partial(const Body& body, std::size_t n, outputs<Out...> out, inputs<In...> in) {
    std::tuple<std::array<In, V::size>...> from{};
    std::tuple<std::array<Out, V::size>...> to;
    [&]<std::size_t... K>(std::index_sequence<K...>) {
        (simd::copy_to_padded<V>(std::get<K>(in.at), std::get<K>(from).data(), n), ...);
    }
    (std::index_sequence_for<In...>{});
    std::apply(
        [&](auto&... f) {
            std::apply(
                [&](auto&... t) {
                    transform_registers<V, reach::cached>(body, 1, adjacent<V>, outputs<Out...>(t.data()...),
                                                          inputs<In...>(f.data()...));
                },
                to);
        },
        from);
    [&]<std::size_t... K>(std::index_sequence<K...>) {
        (simd::copy_from_padded<V>(std::get<K>(to).data(), std::get<K>(out.at), n), ...);
    }
    (std::index_sequence_for<Out...>{});
}

template <class... S> inputs<S...> advance(inputs<S...> p, std::size_t n) {
    return std::apply([&](const S*... q) { return inputs<S...>(q + n...); }, p.at);
}
template <class... S> outputs<S...> advance(outputs<S...> p, std::size_t n) {
    return std::apply([&](S*... q) { return outputs<S...>(q + n...); }, p.at);
}

/// Whether an output lies where an input does: arrays overlap wholly or not at all.
template <class... Out, class... In> bool in_place(outputs<Out...> out, inputs<In...> in) {
    const auto is_input = [&](const void* y) {
        return std::apply([&](const In*... x) { return ((y == x) || ...); }, in.at);
    };
    return std::apply([&](Out*... y) { return (is_input(y) || ...); }, out.at);
}

/// The last n % V::size of n elements. Together with some before them, if there are as many as a register holds and no
/// output is an input: their results are stored again (measured: 1000 floats take 0.8 of the time with padded copies).
template <class V, class Body, class... Out, class... In>
void transform_rest(const Body& body, std::size_t n, outputs<Out...> out, inputs<In...> in) {
    const std::size_t rest = n % V::size, last = n - V::size;
    if (rest == 0) return;
    if (n > V::size && !in_place(out, in))
        transform_registers<V, reach::cached>(body, 1, adjacent<V>, advance(out, last), advance(in, last));
    else
        transform_partial<V>(body, rest, advance(out, n - rest), advance(in, n - rest));
}

/// out[i] = body(in[i]...) for i < n. The body takes a vec for each input and returns a vec, or for several outputs a
/// struct of as many: gcc stores an array of them on the stack once a register. Outputs of which none is an input, and
/// which begin alike beside the registers' alignment, may be streamed. The n elements are some of `whole`, which
/// together decide whether the caches hold them.
template <class V, class Body, class... Out, class... In>
void transform(const Body& body, std::size_t n, outputs<Out...> out, inputs<In...> in, std::size_t whole) {
    using S = std::tuple_element_t<0, std::tuple<Out...>>;
    const bool far = whole * sizeof(S) >= stream_threshold;
    std::size_t count = n / V::size;
    if constexpr ((simd::can_stream<V, Out> && ...)) {
        constexpr std::size_t alignment = sizeof(V);
        const auto past_alignment = [](const S* p) { return reinterpret_cast<std::uintptr_t>(p) % alignment; };
        const std::size_t beyond = past_alignment(std::get<0>(out.at));
        const bool alike = std::apply([&](Out*... y) { return ((past_alignment(y) == beyond) && ...); }, out.at);
        if (far && alike && beyond % sizeof(S) == 0 && !in_place(out, in)) {
            const std::size_t head = beyond == 0 ? 0 : (alignment - beyond) / sizeof(S);
            if (head > 0) transform_partial<V>(body, head, out, in);
            out = advance(out, head), in = advance(in, head), n -= head;
            transform_registers<V, reach::streamed>(body, n / V::size, adjacent<V>, out, in);
            count = 0;
        }
    }
    if (count > 0 && far)
        transform_registers<V, reach::far>(body, count, adjacent<V>, out, in);
    else if (count > 0)
        transform_registers<V, reach::cached>(body, count, adjacent<V>, out, in);
    transform_rest<V>(body, n, out, in);
}
template <class V, class Body, class... Out, class... In>
void transform(const Body& body, std::size_t n, outputs<Out...> out, inputs<In...> in) {
    transform<V>(body, n, out, in, n);
}

} // namespace detail
} // namespace v0
} // namespace xact
