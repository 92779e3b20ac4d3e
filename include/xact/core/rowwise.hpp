#pragma once

#include <xact/core/forward.hpp>

/// Row-wise functions: each row of row_length elements is one input, and gives one row of as many outputs.
///
/// Ranges hold whole rows, one after the other; storage types, xact::parallel (over rows) and a tier as in
/// core/forward.hpp. An output may be the same range as an input. A row gives the same bits wherever it lies, alone or
/// among others.
///
/// Each throws std::invalid_argument, before anything is written, where ranges differ in length, are not whole rows or
/// overlap in part, or where the function has parameters outside their domain. No rows are fine, rows of 0 elements are
/// not.
///
/// A functor has is_rowwise = true, forward_row(x, y, n, tier) and backward_row(y, dy, dx, n, tier), both with the vec
/// to compute with as their first template argument, and definition(x, y) for the tests.

namespace xact {
inline namespace v0 {
namespace detail {

inline void check_rows(const call& c, const argument& x, std::size_t row_length) {
    if (row_length == 0) fail(c.text() + "row_length is 0, " + x.name + " has " + std::to_string(x.size) + " elements");
    if (x.size % row_length != 0)
        fail(c.text() + x.name + " has " + std::to_string(x.size) +
             " elements, which are not whole rows of row_length " + std::to_string(row_length));
}

/// row(out, in...) for each row, the pointers moved to its begin.
template <execution E, class Row, class Out, class... In>
void apply_rows(E e, const call& c, std::size_t row_length, const Row& row, array_view<Out> out, array_view<In>... in) {
    check_inputs(c, in...);
    check_output(c, out, in...);
    check_rows(c, out.check(), row_length);
    for_pieces(e, out.size, row_length, [&](std::size_t begin, std::size_t end) {
        for (std::size_t i = begin; i < end; i += row_length) row(out.data + i, in.data + i...);
    });
}

} // namespace detail

/// Each row of y is f of that row of x.
template <execution E, rowwise F, readable X, writable Y, tier A = accurate_t>
void forward(E e, const F& f, const X& x, Y&& y, std::size_t row_length, A a = {}) {
    detail::validate(f);
    using V = vec<compute_type<element<const X>, element<Y>>>;
    detail::apply_rows(
        e, {"forward", F::about.name}, row_length,
        [&](auto* out, const auto* in) { f.template forward_row<V>(in, out, row_length, a); }, detail::view("y", y),
        detail::view("x", x));
}
template <rowwise F, readable X, writable Y, tier A = accurate_t>
void forward(const F& f, const X& x, Y&& y, std::size_t row_length, A a = {}) {
    forward(sequential, f, x, y, row_length, a);
}
template <execution E, rowwise F, storage X, storage Y, tier A = accurate_t>
void forward(E e, const F& f, const X* x, Y* y, std::size_t n, std::size_t row_length, A a = {}) {
    forward(e, f, std::span(x, n), std::span(y, n), row_length, a);
}
template <rowwise F, storage X, storage Y, tier A = accurate_t>
void forward(const F& f, const X* x, Y* y, std::size_t n, std::size_t row_length, A a = {}) {
    forward(sequential, f, std::span(x, n), std::span(y, n), row_length, a);
}

/// Each row of dx is the gradient with respect to that row of x, from the outputs y and their gradients dy.
template <execution E, rowwise F, readable Y, readable DY, writable DX, tier A = accurate_t>
void backward(E e, const F& f, const Y& y, const DY& dy, DX&& dx, std::size_t row_length, A a = {}) {
    detail::validate(f);
    using V = vec<compute_type<element<const Y>, element<const DY>, element<DX>>>;
    detail::apply_rows(
        e, {"backward", F::about.name}, row_length,
        [&](auto* out, const auto* from, const auto* g) { f.template backward_row<V>(from, g, out, row_length, a); },
        detail::view("dx", dx), detail::view("y", y), detail::view("dy", dy));
}
template <rowwise F, readable Y, readable DY, writable DX, tier A = accurate_t>
void backward(const F& f, const Y& y, const DY& dy, DX&& dx, std::size_t row_length, A a = {}) {
    backward(sequential, f, y, dy, dx, row_length, a);
}
template <execution E, rowwise F, storage Y, storage DY, storage DX, tier A = accurate_t>
void backward(E e, const F& f, const Y* y, const DY* dy, DX* dx, std::size_t n, std::size_t row_length, A a = {}) {
    backward(e, f, std::span(y, n), std::span(dy, n), std::span(dx, n), row_length, a);
}
template <rowwise F, storage Y, storage DY, storage DX, tier A = accurate_t>
void backward(const F& f, const Y* y, const DY* dy, DX* dx, std::size_t n, std::size_t row_length, A a = {}) {
    backward(sequential, f, std::span(y, n), std::span(dy, n), std::span(dx, n), row_length, a);
}

} // namespace v0
} // namespace xact
