#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <type_traits>
#include <utility>
#include <vector>

#include <xact/core/forward.hpp>
#include <xact/core/parameters.hpp>
#include <xact/math/double_word.hpp>

/// parameter_gradient: the sums over an array that train a functor's parameters. Products and sums are compensated, in
/// an order that depends on nothing but the index: element i goes to lane i mod (64 bytes), lanes are added in order at
/// the end of each 4096 elements, and those sums in order.

namespace xact {
inline namespace v0 {
namespace detail {

/// A running sum in twice the precision of double.
struct compensated_sum {
    double hi = 0, lo = 0;

    void add(double x) noexcept {
        const double s = hi + x, t = s - hi;
        // Once the sum is infinite or NaN its error is not a number.
        if (std::isfinite(s)) lo += (hi - (s - t)) + (x - t);
        hi = s;
    }
    void add(const compensated_sum& x) noexcept { add(x.hi), add(x.lo); }
    double value() const noexcept { return hi + lo; }
};

inline constexpr std::size_t gradient_chunk = 4096;

template <class F> using gradient_sums = std::array<compensated_sum, parameter_count<F>>;

/// Σ dy[i]·∂f/∂p(x[i]...) over whole 64-byte blocks.
template <class T, class F, class... X>
XACT_LOOP void gradient_of_blocks(const F& shared, std::size_t blocks, gradient_sums<F>& sums, const T* dy,
                                  const X*... x) {
    using V = vec<T>;
    constexpr std::size_t block = 64 / sizeof(T), registers = block / V::size, count = parameter_count<F>;
    const F f = shared;
    V hi[count * registers], lo[count * registers];
    for (std::size_t k = 0; k < count * registers; ++k) hi[k] = lo[k] = V(0);
    for (std::size_t i = 0; i < blocks * block; i += block)
        for (std::size_t r = 0; r < registers; ++r) {
            const V g = simd::load<V>(dy + i + r * V::size);
            const auto local = f.parameter_derivatives(simd::load<V>(x + i + r * V::size)...);
            std::size_t k = r;
            for_each_parameter(local, [&](const V& p) {
                const math::dw product = math::two_product(g, p), sum = math::two_sum(hi[k], product.hi);
                hi[k] = sum.hi, lo[k] = lo[k] + (sum.lo + product.lo);
                k += registers;
            });
        }
    for (std::size_t k = 0; k < count; ++k) {
        T lanes_hi[block], lanes_lo[block];
        for (std::size_t r = 0; r < registers; ++r) {
            simd::store(hi[k * registers + r], lanes_hi + r * V::size);
            simd::store(lo[k * registers + r], lanes_lo + r * V::size);
        }
        for (std::size_t i = 0; i < block; ++i) {
            sums[k].add(double(lanes_hi[i]));
            // An overflowed or NaN sum has no error term.
            if (std::isfinite(lanes_hi[i])) sums[k].add(double(lanes_lo[i]));
        }
    }
}

/// The sums over n <= gradient_chunk elements that `fill(x..., dy)` brings into buffers of the arithmetic type, one for
/// each of f's inputs and one for dy.
template <class T, std::size_t Inputs = 1, class F, class Fill>
gradient_sums<F> gradient_of_chunk(const F& f, std::size_t n, const Fill& fill) {
    constexpr std::size_t block = 64 / sizeof(T);
    alignas(64) T x[Inputs][gradient_chunk];
    alignas(64) T dy[gradient_chunk];
    const std::size_t padded = (n + block - 1) / block * block;
    gradient_sums<F> sums{};
    [&]<std::size_t... I>(std::index_sequence<I...>) {
        fill(x[I]..., dy);
        for (std::size_t i = n; i < padded; ++i) dy[i] = 0, ((x[I][i] = 0), ...);
        gradient_of_blocks<T>(f, padded / block, sums, dy, x[I]...);
    }
    (std::make_index_sequence<Inputs>{});
    return sums;
}

/// The sums of all chunks of n elements, added in order; chunk(begin, n) gives one of them.
template <class F, execution E, class Chunk> gradient_sums<F> gradient_of_all(E e, std::size_t n, const Chunk& chunk) {
    gradient_sums<F> total{};
    const auto add = [&](const gradient_sums<F>& part) {
        for (std::size_t k = 0; k < total.size(); ++k) total[k].add(part[k]);
    };
    const auto piece = [&](std::size_t begin) { return chunk(begin, std::min(gradient_chunk, n - begin)); };
    if constexpr (std::same_as<E, sequential_t>) {
        for (std::size_t begin = 0; begin < n; begin += gradient_chunk) add(piece(begin));
    } else {
        std::vector<gradient_sums<F>> parts((n + gradient_chunk - 1) / gradient_chunk);
        for_pieces(e, n, gradient_chunk, [&](std::size_t begin, std::size_t end) {
            for (; begin < end; begin += gradient_chunk) parts[begin / gradient_chunk] = piece(begin);
        });
        for (const auto& part : parts) add(part);
    }
    return total;
}

template <class F> F gradient_object(const gradient_sums<F>& sums) {
    F g{};
    std::size_t k = 0;
    for_each_parameter(g, [&](auto& p) { p = static_cast<std::remove_reference_t<decltype(p)>>(sums[k++].value()); });
    return g;
}

template <class T, class S> void widen(const S* from, std::size_t n, T* to) {
    for (std::size_t i = 0; i < n; ++i) to[i] = static_cast<T>(from[i]);
}

/// The sums over the elements of the channels `which` of x, which has the shape (outer, channels, inner).
template <class T, execution E, class F, class X, class DY>
gradient_sums<F> gradient_of_channels(E e, const F& f, array_view<X> x, array_view<DY> dy, std::size_t channels,
                                      std::size_t inner, std::span<const std::size_t> which) {
    const std::size_t outer = x.size / (channels * inner);
    return gradient_of_all<F>(e, outer * which.size() * inner, [&](std::size_t begin, std::size_t n) {
        return gradient_of_chunk<T>(f, n, [&](T* to_x, T* to_dy) {
            for (std::size_t k = begin; k < begin + n;) {
                const std::size_t run_index = k / inner, offset = k % inner;
                const std::size_t run = std::min(inner - offset, begin + n - k);
                const std::size_t channel = which[run_index % which.size()];
                const std::size_t from = (run_index / which.size() * channels + channel) * inner + offset;
                widen(x.data + from, run, to_x + (k - begin));
                widen(dy.data + from, run, to_dy + (k - begin));
                k += run;
            }
        });
    });
}

} // namespace detail

/// Σ dy[i]·∂f/∂p(x[i]) for every parameter p of f, as an object like f: g.alpha, g.beta … The sums are right to the
/// accuracy of parameter_derivatives, whatever n. Throws as forward does.
template <execution E, elementwise F, readable X, readable DY>
requires has_parameter_derivatives<F> F parameter_gradient(E e, const F& f, const X& x, const DY& dy) {
    detail::validate(f);
    const auto vx = detail::view("x", x);
    const auto vdy = detail::view("dy", dy);
    detail::check_same_size({"parameter_gradient", F::about.name}, vx.check(), vdy.check());
    using T = compute_type<element<X>, element<DY>>;
    return detail::gradient_object<F>(detail::gradient_of_all<F>(e, vx.size, [&](std::size_t begin, std::size_t n) {
        return detail::gradient_of_chunk<T>(f, n, [&](T* to_x, T* to_dy) {
            detail::widen(vx.data + begin, n, to_x);
            detail::widen(vdy.data + begin, n, to_dy);
        });
    }));
}
template <elementwise F, readable X, readable DY>
requires has_parameter_derivatives<F> F parameter_gradient(const F& f, const X& x, const DY& dy) {
    return parameter_gradient(sequential, f, x, dy);
}
template <execution E, elementwise F, storage X, storage DY>
requires has_parameter_derivatives<F> F parameter_gradient(E e, const F& f, const X* x, const DY* dy, std::size_t n) {
    return parameter_gradient(e, f, std::span(x, n), std::span(dy, n));
}
template <elementwise F, storage X, storage DY>
requires has_parameter_derivatives<F> F parameter_gradient(const F& f, const X* x, const DY* dy, std::size_t n) {
    return parameter_gradient(sequential, f, std::span(x, n), std::span(dy, n));
}

} // namespace v0
} // namespace xact
