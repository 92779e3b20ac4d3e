#pragma once

#include <algorithm>
#include <cstddef>

#include <xact/constructors/parts.hpp>

/// Loops over arrays of the shape (outer, channels, inner) in which something differs from channel to channel: a number
/// that the body of the loop takes.

namespace xact {
inline namespace v0 {
namespace detail {

/// How many elements have their channels' numbers spread out at once.
inline constexpr std::size_t spread_length = 2048;

/// number(channel) of elements first, first + 1 … of a row; rows follow each other.
template <class T, class Number>
void spread_numbers(const Number& number, std::size_t channels, std::size_t inner, std::size_t first, std::size_t n,
                    T* to) {
    std::size_t channel = first / inner, i = first % inner;
    for (std::size_t k = 0; k < n; ++k) {
        to[k] = number(channel);
        if (++i == inner) i = 0, channel = channel + 1 == channels ? 0 : channel + 1;
    }
}

/// out = body(number(channel), in...). Where a channel's run fills a register, by use(channel, run): it calls run(b)
/// for a body b of `in` alone.
template <class V, execution E, class Number, class Body, class Use, class... Out, class... In>
void apply_by_channel(E e, std::size_t n, std::size_t channels, std::size_t inner, const Number& number,
                      const Body& body, const Use& use, outputs<Out...> out, inputs<In...> in) {
    using T = typename V::scalar;
    if (inner >= V::size) {
        for_pieces(e, n, inner, [&](std::size_t begin, std::size_t end) {
            for (; begin < end; begin += inner)
                use(begin / inner % channels,
                    [&](const auto& run) { transform<V>(run, inner, advance(out, begin), advance(in, begin)); });
        });
        return;
    }
    const auto with_numbers = [&](const T* numbers, std::size_t from) {
        return std::apply([&](const In*... p) { return inputs<T, In...>(numbers, p + from...); }, in.at);
    };
    const std::size_t row = channels * inner;
    if (row <= spread_length) {
        const std::size_t block = spread_length / row * row;
        for_pieces(e, n, block, [&](std::size_t begin, std::size_t end) {
            T numbers[spread_length];
            spread_numbers(number, channels, inner, 0, std::min(block, end - begin), numbers);
            for (; begin < end; begin += std::min(block, end - begin))
                transform<V>(body, std::min(block, end - begin), advance(out, begin), with_numbers(numbers, begin));
        });
    } else {
        for_pieces(e, n, row, [&](std::size_t begin, std::size_t end) {
            T numbers[spread_length];
            for (std::size_t at = 0; at < row; at += spread_length) {
                const std::size_t count = std::min(spread_length, row - at);
                spread_numbers(number, channels, inner, at, count, numbers);
                for (std::size_t r = begin; r < end; r += row)
                    transform<V>(body, count, advance(out, r + at), with_numbers(numbers, r + at));
            }
        });
    }
}

} // namespace detail
} // namespace v0
} // namespace xact
