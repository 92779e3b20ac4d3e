#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <type_traits>

#include <xact/core/gated.hpp>

/// Both inputs of a gated unit in one array: forward(packed(swiglu{}, activated_first, width), x, y), and likewise
/// backward, backward_with_value and parameter_gradient. x has rows of 2·width elements, y rows of width; their
/// gradients dx and dy have the same shapes. An element has the bits that two arrays would give it.
///
/// Rows may lie apart: x_stride and y_stride are the distances of their beginnings, in elements, of x and dx, y and dy.
/// An array ends with its last row, or a stride after that row begins.
///
/// y may lie in either half of x's rows (the same stride: `packed(f, activated_first, n, {.y_stride = 2 * n})`, y
/// beginning at x or n elements later), dx in x, and dy in either half of dx. All else that overlaps throws, as do
/// widths of 0, strides shorter than rows, lengths that are not whole rows, and different numbers of rows.

namespace xact {
inline namespace v0 {

/// Where a row has its two inputs: the activated half, then the other (LLaMA's SwiGLU); the other way round (PyTorch's
/// GLU); or both in turn, the activated one first (gpt-oss).
struct activated_first_t {};
struct activated_second_t {};
struct interleaved_t {};

inline constexpr activated_first_t activated_first{};
inline constexpr activated_second_t activated_second{};
inline constexpr interleaved_t interleaved{};

template <class P>
concept packing =
    std::same_as<P, activated_first_t> || std::same_as<P, activated_second_t> || std::same_as<P, interleaved_t>;

/// From row to row, in elements; 0 where rows follow each other.
struct packed_strides {
    std::size_t x_stride = 0, y_stride = 0;
};

/// What packed() returns.
template <gated_function F, packing P> struct packed_gate {
    F functor;
    std::size_t width;
    packed_strides strides;

    std::size_t x_stride() const { return strides.x_stride == 0 ? 2 * width : strides.x_stride; }
    std::size_t y_stride() const { return strides.y_stride == 0 ? width : strides.y_stride; }
};

/// f for inputs that are packed in that way, in rows of 2·width elements.
template <gated_function F, packing P>
packed_gate<F, P> packed(const F& f, P, std::size_t width, packed_strides strides = {}) {
    return {f, width, strides};
}

namespace detail {

/// An array as rows of `length` elements.
struct rows_argument {
    argument array;
    std::size_t length, stride;

    std::size_t count(const call& c) const {
        if (array.size == 0) return 0;
        const std::size_t rows = (array.size + stride - 1) / stride, last = array.size - (rows - 1) * stride;
        if (last != length && last != stride)
            fail(c.text() + array.name + " has " + std::to_string(array.size) +
                 " elements, which are not whole rows of " + std::to_string(length) +
                 (stride == length ? "" : ", " + std::to_string(stride) + " apart"));
        return rows;
    }
};

/// Where rows that are written may lie in others: nowhere, where they begin, or there and in the half after it (or, if
/// they are the longer ones, have the others so in theirs).
enum class place { none, beginning, halves };

/// Rows that are written share nothing with others, unless they lie in their place.
inline void check_overlap(const call& c, const rows_argument& written, const rows_argument& other, place allowed) {
    const argument &w = written.array, &o = other.array;
    const auto begin = reinterpret_cast<std::uintptr_t>(w.data), other_begin = reinterpret_cast<std::uintptr_t>(o.data);
    if (w.size == 0 || o.size == 0) return;
    if (begin + w.size * w.element_size <= other_begin || other_begin + o.size * o.element_size <= begin) return;
    const std::size_t stride = written.stride * w.element_size;
    if (stride == other.stride * o.element_size) {
        // How far the other's rows begin behind those written, as columns of one matrix.
        const std::size_t apart = (other_begin % stride + stride - begin % stride) % stride;
        const std::size_t length = written.length * w.element_size, other_length = other.length * o.element_size;
        if (apart >= length && apart + other_length <= stride) return;
        const std::size_t half = std::min(length, other_length), after = begin - other_begin,
                          before = other_begin - begin;
        const bool in_half = allowed == place::halves && (after == half || before == half);
        const bool in_place = (allowed != place::none && begin == other_begin) || in_half;
        if (w.element_size == o.element_size && in_place) return;
    }
    fail_overlap(c, o, w);
}

/// The shapes of one call.
template <class F, class P> class packed_shape {
public:
    packed_shape(const char* entry, const packed_gate<F, P>& g) : c_{entry, F::about.name}, gate_(g) {
        validate(g.functor);
        if (g.width == 0) fail(c_.text() + "width is 0");
        check_stride("x_stride", g.x_stride(), 2 * g.width);
        check_stride("y_stride", g.y_stride(), g.width);
    }

    template <class S> rows_argument pairs(const array_view<S>& a) const {
        return {a.check(), 2 * gate_.width, gate_.x_stride()};
    }
    template <class S> rows_argument singles(const array_view<S>& a) const {
        return {a.check(), gate_.width, gate_.y_stride()};
    }

    bool is_contiguous() const { return gate_.x_stride() == 2 * gate_.width && gate_.y_stride() == gate_.width; }

    /// The number of rows, which all have in common.
    template <class... Rows> std::size_t rows(const rows_argument& first, const Rows&... others) const {
        const std::size_t n = first.count(c_);
        const auto check = [&](const rows_argument& other) {
            if (const std::size_t m = other.count(c_); m != n)
                fail(c_.text() + first.array.name + " has " + std::to_string(n) + " rows, " + other.array.name +
                     " has " + std::to_string(m));
        };
        (check(others), ...);
        return n;
    }

    /// y, which may lie in a half of x, or be dy; dx, which may be x, or have dy in one of its halves.
    void check(const rows_argument& written, const rows_argument& other) const {
        const bool same = written.length == other.length;
        check_overlap(c_, written, other,
                      same                             ? place::beginning
                      : std::same_as<P, interleaved_t> ? place::none
                                                       : place::halves);
    }
    /// Two outputs.
    void check_distinct(const rows_argument& written, const rows_argument& other) const {
        check_overlap(c_, written, other, place::none);
    }

private:
    void check_stride(const char* name, std::size_t stride, std::size_t least) const {
        if (stride < least)
            fail(c_.text() + name + " is " + std::to_string(stride) + ", shorter than a row of " +
                 std::to_string(least) + " elements");
    }

    call c_;
    const packed_gate<F, P>& gate_;
};

template <class V> struct gradient_pairs_and_value {
    simd::lane_pairs<V> dx;
    V y;
};

/// The body of a gated function for an input, and an output, whose elements are pairs.
template <class Body> struct pairs_body {
    Body body;

    template <class V, class... W> auto operator()(simd::lane_pairs<V> x, W... more) const {
        const auto r = body(x.first, x.second, more...);
        using result = std::remove_const_t<decltype(r)>;
        if constexpr (std::same_as<result, gated_gradient<V>>)
            return simd::lane_pairs<V>{r.da, r.db};
        else if constexpr (std::same_as<result, gated_gradient_and_value<V>>)
            return gradient_pairs_and_value<V>{{r.da, r.db}, r.y};
        else
            return r;
    }
    template <class V> XACT_INLINE auto quick(simd::lane_pairs<V> x) const requires requires {
        body.quick(x.first, x.second);
    }
    { return body.quick(x.first, x.second); }
    template <class V> XACT_INLINE auto begin(simd::lane_pairs<V> x) const requires requires {
        body.begin(x.first, x.second);
    }
    { return body.begin(x.first, x.second); }
    template <class V> XACT_INLINE auto finish(const auto& begun, simd::lane_pairs<V> x) const {
        return body.finish(begun, x.first, x.second);
    }
    template <class V> XACT_INLINE auto settled(const auto& attempt, simd::lane_pairs<V> x) const {
        return body.settled(attempt, x.first, x.second);
    }
    template <class V> XACT_INLINE V completed(const auto& known, simd::lane_pairs<V> x) const {
        return body.completed(known, x.first, x.second);
    }
};

/// Calls piece(row, column, n) for runs of consecutive columns of a row that cover all of them, spread over threads.
template <execution E, class Piece> void for_columns(E e, std::size_t rows, std::size_t width, const Piece& piece) {
    for_pieces(e, rows * width, 64, [&](std::size_t begin, std::size_t end) {
        while (begin < end) {
            const std::size_t row = begin / width, column = begin % width, n = std::min(width - column, end - begin);
            piece(row, column, n);
            begin += n;
        }
    });
}

/// Where in rows of pairs the first and the second input of a column are.
template <class P, class S> struct pair_pointers {
    S *a, *b;

    pair_pointers(S* row, std::size_t width, std::size_t column)
        : a(row + column + (std::same_as<P, activated_second_t> ? width : 0)),
          b(row + column + (std::same_as<P, activated_second_t> ? 0 : width)) {}
};

} // namespace detail

/// Each row of y is f of both inputs in that row of x.
template <execution E, class F, packing P, readable X, writable Y, tier T = accurate_t>
void forward(E e, const packed_gate<F, P>& g, const X& x, Y&& y, T t = {}) {
    const auto vx = detail::view("x", x);
    const auto vy = detail::view("y", y);
    const detail::packed_shape shape("forward", g);
    const auto in = shape.pairs(vx), out = shape.singles(vy);
    std::size_t rows = shape.rows(in, out), width = g.width;
    shape.check(out, in);
    using S = element<const X>;
    using R = element<Y>;
    using V = vec<compute_type<S, R>>;
    const std::size_t whole = rows * width;
    if (shape.is_contiguous() && std::same_as<P, interleaved_t>) width *= rows, rows = 1;
    const auto run = [&]<class Body>(const Body& body) {
        detail::for_columns(e, rows, width, [&](std::size_t row, std::size_t column, std::size_t n) {
            const S* const from = vx.data + row * in.stride;
            const detail::outputs<R> to(vy.data + row * out.stride + column);
            if constexpr (std::same_as<P, interleaved_t>) {
                detail::transform<V>(detail::pairs_body<Body>{body}, n, to,
                                     detail::inputs<simd::pair_of<S>>(simd::as_pairs(from + 2 * column)), whole);
            } else {
                const detail::pair_pointers<P, const S> p(from, width, column);
                detail::transform<V>(body, n, to, detail::inputs<S, S>(p.a, p.b), whole);
            }
        });
    };
    detail::in_simplest_form(g.functor, [&]<class G>(const G& f) {
        run(detail::gated_value_body<G, detail::loop_tier<G, T>>{f, t});
    });
}
template <class F, packing P, readable X, writable Y, tier T = accurate_t>
void forward(const packed_gate<F, P>& g, const X& x, Y&& y, T t = {}) {
    forward(sequential, g, x, y, t);
}

/// dx holds dy·∂f/∂a and dy·∂f/∂b where x has a and b.
template <execution E, class F, packing P, readable X, readable DY, writable DX, tier T = accurate_t>
void backward(E e, const packed_gate<F, P>& g, const X& x, const DY& dy, DX&& dx, T t = {}) {
    const auto vx = detail::view("x", x);
    const auto vdy = detail::view("dy", dy);
    const auto vdx = detail::view("dx", dx);
    const detail::packed_shape shape("backward", g);
    const auto in = shape.pairs(vx), in_dy = shape.singles(vdy), out = shape.pairs(vdx);
    std::size_t rows = shape.rows(in, in_dy, out), width = g.width;
    shape.check(out, in);
    shape.check(out, in_dy);
    using S = element<const X>;
    using D = element<const DY>;
    using R = element<DX>;
    using V = vec<compute_type<S, D, R>>;
    const std::size_t whole = rows * width;
    if (shape.is_contiguous() && std::same_as<P, interleaved_t>) width *= rows, rows = 1;
    const auto run = [&]<class Body>(const Body& body) {
        detail::for_columns(e, rows, width, [&](std::size_t row, std::size_t column, std::size_t n) {
            const S* const from = vx.data + row * in.stride;
            const D* const from_dy = vdy.data + row * in_dy.stride + column;
            R* const to = vdx.data + row * out.stride;
            if constexpr (std::same_as<P, interleaved_t>) {
                using pair = simd::pair_of<R>;
                detail::transform<V>(
                    detail::pairs_body<Body>{body}, n, detail::outputs<pair>(simd::as_pairs(to + 2 * column)),
                    detail::inputs<simd::pair_of<S>, D>(simd::as_pairs(from + 2 * column), from_dy), whole);
            } else {
                const detail::pair_pointers<P, const S> p(from, width, column);
                const detail::pair_pointers<P, R> q(to, width, column);
                detail::transform<V>(body, n, detail::outputs<R, R>(q.a, q.b),
                                     detail::inputs<S, S, D>(p.a, p.b, from_dy), whole);
            }
        });
    };
    detail::in_simplest_form(g.functor, [&]<class G>(const G& f) {
        run(detail::gated_gradient_body<G, detail::loop_tier<G, T>>{f, t});
    });
}
template <class F, packing P, readable X, readable DY, writable DX, tier T = accurate_t>
void backward(const packed_gate<F, P>& g, const X& x, const DY& dy, DX&& dx, T t = {}) {
    backward(sequential, g, x, dy, dx, t);
}

/// backward, which writes y as well, in the same pass.
template <execution E, class F, packing P, readable X, readable DY, writable DX, writable Y, tier T = accurate_t>
void backward_with_value(E e, const packed_gate<F, P>& g, const X& x, const DY& dy, DX&& dx, Y&& y, T t = {}) {
    const auto vx = detail::view("x", x);
    const auto vdy = detail::view("dy", dy);
    const auto vdx = detail::view("dx", dx);
    const auto vy = detail::view("y", y);
    const detail::packed_shape shape("backward_with_value", g);
    const auto in = shape.pairs(vx), in_dy = shape.singles(vdy), out = shape.pairs(vdx), out_y = shape.singles(vy);
    std::size_t rows = shape.rows(in, in_dy, out, out_y), width = g.width;
    shape.check(out, in);
    shape.check(out, in_dy);
    shape.check(out_y, in);
    shape.check(out_y, in_dy);
    shape.check_distinct(out_y, out);
    using S = element<const X>;
    using D = element<const DY>;
    using R = element<DX>;
    using Q = element<Y>;
    using V = vec<compute_type<S, D, R, Q>>;
    const detail::gated_gradient_and_value_body<F, detail::loop_tier<F, T>> body{g.functor, t};
    const std::size_t whole = rows * width;
    if (shape.is_contiguous() && std::same_as<P, interleaved_t>) width *= rows, rows = 1;
    detail::for_columns(e, rows, width, [&](std::size_t row, std::size_t column, std::size_t n) {
        const S* const from = vx.data + row * in.stride;
        const D* const from_dy = vdy.data + row * in_dy.stride + column;
        R* const to = vdx.data + row * out.stride;
        Q* const to_y = vy.data + row * out_y.stride + column;
        if constexpr (std::same_as<P, interleaved_t>) {
            using pair = simd::pair_of<R>;
            detail::transform<V>(detail::pairs_body<decltype(body)>{body}, n,
                                 detail::outputs<pair, Q>(simd::as_pairs(to + 2 * column), to_y),
                                 detail::inputs<simd::pair_of<S>, D>(simd::as_pairs(from + 2 * column), from_dy),
                                 whole);
        } else {
            const detail::pair_pointers<P, const S> p(from, width, column);
            const detail::pair_pointers<P, R> q(to, width, column);
            detail::transform<V>(body, n, detail::outputs<R, R, Q>(q.a, q.b, to_y),
                                 detail::inputs<S, S, D>(p.a, p.b, from_dy), whole);
        }
    });
}
template <class F, packing P, readable X, readable DY, writable DX, writable Y, tier T = accurate_t>
void backward_with_value(const packed_gate<F, P>& g, const X& x, const DY& dy, DX&& dx, Y&& y, T t = {}) {
    backward_with_value(sequential, g, x, dy, dx, y, t);
}

/// Σ dy·∂f/∂p for every parameter p of f, as an object like f.
template <execution E, class F, packing P, readable X, readable DY>
requires has_gated_parameter_derivatives<F> F parameter_gradient(E e, const packed_gate<F, P>& g, const X& x,
                                                                 const DY& dy) {
    const auto vx = detail::view("x", x);
    const auto vdy = detail::view("dy", dy);
    const detail::packed_shape shape("parameter_gradient", g);
    const auto in = shape.pairs(vx), in_dy = shape.singles(vdy);
    const std::size_t rows = shape.rows(in, in_dy), width = g.width;
    using S = element<const X>;
    using T = compute_type<S, element<const DY>>;
    return detail::gradient_object<F>(
        detail::gradient_of_all<F>(e, rows * width, [&](std::size_t begin, std::size_t count) {
            return detail::gradient_of_chunk<T, 2>(g.functor, count, [&](T* to_a, T* to_b, T* to_dy) {
                for (std::size_t i = begin; i < begin + count;) {
                    const std::size_t row = i / width, column = i % width, at = i - begin;
                    const std::size_t n = std::min(width - column, begin + count - i);
                    const S* const from = vx.data + row * in.stride;
                    if constexpr (std::same_as<P, interleaved_t>) {
                        for (std::size_t k = 0; k < n; ++k) {
                            to_a[at + k] = static_cast<T>(from[2 * (column + k)]);
                            to_b[at + k] = static_cast<T>(from[2 * (column + k) + 1]);
                        }
                    } else {
                        const detail::pair_pointers<P, const S> p(from, width, column);
                        detail::widen(p.a, n, to_a + at);
                        detail::widen(p.b, n, to_b + at);
                    }
                    detail::widen(vdy.data + row * in_dy.stride + column, n, to_dy + at);
                    i += n;
                }
            });
        }));
}
template <class F, packing P, readable X, readable DY>
requires has_gated_parameter_derivatives<F> F parameter_gradient(const packed_gate<F, P>& g, const X& x, const DY& dy) {
    return parameter_gradient(sequential, g, x, dy);
}

namespace detail {

/// So many rows of both inputs, or of one number for each of their pairs, as far as the last of them reaches.
template <class F, class P, class S> std::span<S> pairs_at(const packed_gate<F, P>& g, S* p, std::size_t rows) {
    return {p, rows == 0 ? 0 : (rows - 1) * g.x_stride() + 2 * g.width};
}
template <class F, class P, class S> std::span<S> singles_at(const packed_gate<F, P>& g, S* p, std::size_t rows) {
    return {p, rows == 0 ? 0 : (rows - 1) * g.y_stride() + g.width};
}

} // namespace detail

// The same for pointers and a number of rows.

template <execution E, class F, packing P, storage X, storage Y, tier T = accurate_t>
void forward(E e, const packed_gate<F, P>& g, const X* x, Y* y, std::size_t rows, T t = {}) {
    forward(e, g, detail::pairs_at(g, x, rows), detail::singles_at(g, y, rows), t);
}
template <class F, packing P, storage X, storage Y, tier T = accurate_t>
void forward(const packed_gate<F, P>& g, const X* x, Y* y, std::size_t rows, T t = {}) {
    forward(sequential, g, x, y, rows, t);
}

template <execution E, class F, packing P, storage X, storage DY, storage DX, tier T = accurate_t>
void backward(E e, const packed_gate<F, P>& g, const X* x, const DY* dy, DX* dx, std::size_t rows, T t = {}) {
    backward(e, g, detail::pairs_at(g, x, rows), detail::singles_at(g, dy, rows), detail::pairs_at(g, dx, rows), t);
}
template <class F, packing P, storage X, storage DY, storage DX, tier T = accurate_t>
void backward(const packed_gate<F, P>& g, const X* x, const DY* dy, DX* dx, std::size_t rows, T t = {}) {
    backward(sequential, g, x, dy, dx, rows, t);
}

template <execution E, class F, packing P, storage X, storage DY, storage DX, storage Y, tier T = accurate_t>
void backward_with_value(E e, const packed_gate<F, P>& g, const X* x, const DY* dy, DX* dx, Y* y, std::size_t rows,
                         T t = {}) {
    backward_with_value(e, g, detail::pairs_at(g, x, rows), detail::singles_at(g, dy, rows),
                        detail::pairs_at(g, dx, rows), detail::singles_at(g, y, rows), t);
}
template <class F, packing P, storage X, storage DY, storage DX, storage Y, tier T = accurate_t>
void backward_with_value(const packed_gate<F, P>& g, const X* x, const DY* dy, DX* dx, Y* y, std::size_t rows,
                         T t = {}) {
    backward_with_value(sequential, g, x, dy, dx, y, rows, t);
}

template <execution E, class F, packing P, storage X, storage DY>
requires has_gated_parameter_derivatives<F> F parameter_gradient(E e, const packed_gate<F, P>& g, const X* x,
                                                                 const DY* dy, std::size_t rows) {
    return parameter_gradient(e, g, detail::pairs_at(g, x, rows), detail::singles_at(g, dy, rows));
}
template <class F, packing P, storage X, storage DY>
requires has_gated_parameter_derivatives<F> F parameter_gradient(const packed_gate<F, P>& g, const X* x, const DY* dy,
                                                                 std::size_t rows) {
    return parameter_gradient(sequential, g, x, dy, rows);
}

} // namespace v0
} // namespace xact
