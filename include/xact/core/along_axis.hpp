#pragma once

#include <algorithm>
#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include <xact/core/rowwise.hpp>
#include <xact/simd/interleave.hpp>

/// Rows along an axis that is not the last: forward(along_axis(softmax{}, inner), x, y, row_length), and likewise
/// backward and parameter_gradient; with a second input, forward and backward. x has the shape (outer, row_length,
/// inner), and each of its outer·inner columns is a row of the function: for an image's channels inner = height·width,
/// for the samples of a matrix the length of a sample. y has the shape (outer, output_length(row_length), inner). A
/// column has the bits that it has as a row; each call allocates memory for some of them.
///
/// What throws is as in core/rowwise.hpp.

namespace xact {
inline namespace v0 {

/// What along_axis() returns.
template <rowwise F> struct along_axis_functor {
    F functor;
    std::size_t inner;
};

/// f of columns whose elements are `inner` apart.
template <rowwise F> along_axis_functor<F> along_axis(const F& f, std::size_t inner) { return {f, inner}; }

namespace detail {

/// Columns are copied in blocks that a cache holds, but at least so many at a time: each of their rows is fetched from
/// memory by itself (measured: 16 columns of 1000 rows of 1024 floats take 1.6 times as long).
inline constexpr std::size_t fewest_columns = 64, column_block = std::size_t{1} << 14;

/// A square of elements, as many as a register has in each direction, whose rows begin `stride` and `to_stride` apart,
/// with rows and columns exchanged.
template <class S> XACT_LOOP void transpose_square(const S* from, std::size_t stride, S* to, std::size_t to_stride) {
    using V = vec<S>;
    const auto all = [&]<std::size_t... I>(std::index_sequence<I...>) {
        V r[] = {simd::load<V>(from + I * stride)...};
        simd::transpose(r);
        (simd::store(r[I], to + I * to_stride), ...);
    };
    all(std::make_index_sequence<V::size>{});
}

/// to[j·to_stride + i] = from[i·stride + j] for i < rows, j < columns. Neighbours in the array whose rows are farther
/// apart follow each other, as each of its rows may be on a page of its own.
template <class S>
void transpose(const S* from, std::size_t stride, std::size_t rows, std::size_t columns, S* to, std::size_t to_stride) {
    const auto each = [along_row = stride >= to_stride](std::size_t end_i, std::size_t end_j, std::size_t step,
                                                        const auto& body) {
        if (along_row) {
            for (std::size_t i = 0; i < end_i; i += step)
                for (std::size_t j = 0; j < end_j; j += step) body(i, j);
        } else {
            for (std::size_t j = 0; j < end_j; j += step)
                for (std::size_t i = 0; i < end_i; i += step) body(i, j);
        }
    };
    const auto plain = [&](std::size_t first_i, std::size_t first_j) {
        each(rows - first_i, columns - first_j, 1, [&](std::size_t i, std::size_t j) {
            to[(first_j + j) * to_stride + first_i + i] = from[(first_i + i) * stride + first_j + j];
        });
    };
    if constexpr (sizeof(S) >= 4) {
        constexpr std::size_t side = vec<S>::size;
        const std::size_t whole_rows = rows / side * side, whole_columns = columns / side * side;
        each(whole_rows, whole_columns, side, [&](std::size_t i, std::size_t j) {
            transpose_square(from + i * stride + j, stride, to + j * to_stride + i, to_stride);
        });
        plain(whole_rows, 0);
        rows = whole_rows;
        plain(0, whole_columns);
    } else {
        plain(0, 0);
    }
}

/// The columns of (outer, length, inner) in blocks.
class column_blocks {
public:
    column_blocks(std::size_t outer, std::size_t longest, std::size_t inner)
        : outer_(outer),
          inner_(inner),
          length_(longest),
          columns_(
              std::min(inner, std::max<std::size_t>(1, column_block / longest / fewest_columns) * fewest_columns)) {}

    /// Calls make(), and what that returns with (outer, first column, number of columns) for each block, spread over
    /// threads: for each of them there is one of those.
    template <execution E, class Make> void for_each(E e, const Make& make) const {
        const std::size_t in_one = (inner_ + columns_ - 1) / columns_, unit = columns_ * length_;
        for_pieces(e, outer_ * in_one * unit, unit, [&](std::size_t begin, std::size_t end) {
            auto use = make();
            for (std::size_t block = begin / unit; block < end / unit; ++block) {
                const std::size_t first = block % in_one * columns_;
                use(block / in_one, first, std::min(columns_, inner_ - first));
            }
        });
    }

    std::size_t columns() const { return columns_; }

private:
    std::size_t outer_, inner_, length_, columns_;
};

/// Some columns of an array of the shape (outer, length, inner) as rows: short ones without gaps, as many are computed
/// at once; others each of an odd number of a cache's lines, so that they do not fall on the same ones.
template <class S> class columns_as_rows {
public:
    columns_as_rows(S* array, std::size_t length, std::size_t inner, std::size_t columns)
        : array_(array),
          length_(length),
          inner_(inner),
          stride_(length <= 8 * line ? length : (((length + line - 1) / line) | 1) * line),
          columns_(columns) {}

    void read(std::size_t outer, std::size_t first, std::size_t count) {
        transpose<element_type>(at(outer, first), inner_, length_, count, row(0), stride_);
    }
    void write(std::size_t outer, std::size_t first, std::size_t count) const {
        transpose<element_type>(rows(), stride_, count, length_, at(outer, first), inner_);
    }
    /// Takes the rows of another array for its own, if they are like them: what is computed in place needs half of the
    /// cache (measured: 1000 rows of 1000 floats take 0.7, of 1024 0.85 of the time).
    template <class Other> void share(columns_as_rows<Other>& other) {
        if constexpr (std::same_as<std::remove_const_t<Other>, element_type>)
            if (other.length() == length_) shared_ = other.row(0);
    }
    /// Allocates at its first call: pages that are new each time take longer than short columns do (measured: those of
    /// 2 or 3 a twentieth of the time).
    std::remove_const_t<S>* row(std::size_t i) {
        if (!shared_ && !rows_) rows_ = std::make_unique_for_overwrite<element_type[]>(columns_ * stride_);
        return rows() + i * stride_;
    }
    std::size_t length() const { return length_; }
    bool has_gaps() const { return stride_ != length_; }
    /// Where a column begins in the array.
    S* at(std::size_t outer, std::size_t first) const { return array_ + outer * length_ * inner_ + first; }

private:
    using element_type = std::remove_const_t<S>;
    static constexpr std::size_t line = 64 / sizeof(S);

    element_type* rows() const { return shared_ ? shared_ : rows_.get(); }

    S* array_;
    std::size_t length_, inner_, stride_, columns_;
    std::unique_ptr<element_type[]> rows_;
    element_type* shared_ = nullptr;
};

/// How many of `columns` columns, their elements `inner` apart, f has computed without rows, with the same bits: from
/// the first on. A functor may have forward_columns<V>(x, y, n, inner, columns, tier), which returns that.
template <class V, class F, class X, class Y, class A>
std::size_t columns_done(const F& f, const X* x, Y* y, std::size_t n, std::size_t inner, std::size_t columns, A a) {
    if constexpr (requires { f.template forward_columns<V>(x, y, n, inner, columns, a); })
        return f.template forward_columns<V>(x, y, n, inner, columns, a);
    else
        return 0;
}

/// The columns of a call: those of x, and as many of y, which are as long as rows of outputs.
template <class X, class Y> struct checked_columns {
    call of;
    array_view<X> x;
    array_view<Y> y;
    std::size_t row_length, inner, outer, y_length;
    column_blocks blocks;

    /// Also that f's parameters are in their domain.
    template <class F>
    checked_columns(const along_axis_functor<F>& f, const char* entry, array_view<X> x_view, array_view<Y> y_view,
                    std::size_t n)
        : of{entry, F::about.name},
          x(x_view),
          y(y_view),
          row_length(n),
          inner(f.inner),
          outer(count(f, of, x.check(), n)),
          y_length(output_length(f.functor, n)),
          blocks(outer, std::max(n, y_length), inner) {
        check_row_count(of, x.check(), n, y.check(), y_length);
    }

    /// Some columns of an array with x's shape, or y's, in a buffer for each thread.
    template <class S> columns_as_rows<S> like_x(S* array) const {
        return {array, row_length, inner, blocks.columns()};
    }
    template <class S> columns_as_rows<S> like_y(S* array) const { return {array, y_length, inner, blocks.columns()}; }

    /// How many arrays of the shape (row_length, inner) a second input has, which those of x take again and again.
    std::size_t count_second(const argument& second) const {
        return count_mask_rows(of, x.check(), row_length * inner, second);
    }

private:
    template <class F>
    static std::size_t count(const along_axis_functor<F>& f, const call& c, const argument& x, std::size_t n) {
        validate(f.functor);
        if (f.inner == 0) fail(c.text() + "inner is 0");
        if (n != 0 && x.size % (n * f.inner) != 0)
            fail(c.text() + x.name + " has " + std::to_string(x.size) + " elements, not a multiple of row_length = " +
                 std::to_string(n) + " times inner = " + std::to_string(f.inner));
        return count_rows(f.functor, c, x, n) / f.inner;
    }
};

} // namespace detail

/// Each column of y is f of that column of x.
template <execution E, class F, readable X, writable Y, tier A = accurate_t>
void forward(E e, const along_axis_functor<F>& f, const X& x, Y&& y, std::size_t row_length, A a = {}) {
    const detail::checked_columns all(f, "forward", detail::view("x", x), detail::view("y", y), row_length);
    detail::check_no_partial_overlap(all.of, all.x.check(), all.y.check());
    using V = vec<compute_type<element<const X>, element<Y>>>;
    all.blocks.for_each(e, [&] {
        return [&, from = all.like_x(all.x.data), to = all.like_y(all.y.data)](std::size_t o, std::size_t first,
                                                                               std::size_t count) mutable {
            const std::size_t done =
                detail::columns_done<V>(f.functor, from.at(o, first), to.at(o, first), row_length, f.inner, count, a);
            first += done, count -= done;
            if (count == 0) return;
            from.read(o, first, count);
            to.share(from);
            detail::for_rows<V>(
                sequential, count, row_length,
                [&](std::size_t i, std::size_t some) -> std::size_t {
                    if constexpr (requires { f.functor.template forward_rows<V>(from.row(i), to.row(i), i, some, a); })
                        if (!from.has_gaps() && !to.has_gaps())
                            return f.functor.template forward_rows<V>(from.row(i), to.row(i), row_length, some, a);
                    return (void)i, (void)some, 0;
                },
                [&](std::size_t i) { f.functor.template forward_row<V>(from.row(i), to.row(i), row_length, a); });
            to.write(o, first, count);
        };
    });
}
template <class F, readable X, writable Y, tier A = accurate_t>
void forward(const along_axis_functor<F>& f, const X& x, Y&& y, std::size_t row_length, A a = {}) {
    forward(sequential, f, x, y, row_length, a);
}
template <execution E, class F, storage X, storage Y, tier A = accurate_t>
void forward(E e, const along_axis_functor<F>& f, const X* x, Y* y, std::size_t n, std::size_t row_length, A a = {}) {
    forward(e, f, std::span(x, n), std::span(y, detail::output_size(f.functor, n, row_length)), row_length, a);
}
template <class F, storage X, storage Y, tier A = accurate_t>
void forward(const along_axis_functor<F>& f, const X* x, Y* y, std::size_t n, std::size_t row_length, A a = {}) {
    forward(sequential, f, x, y, n, row_length, a);
}

/// The same with a second input for each element, which has the shape of x; of fewer arrays, which go into those of x
/// without a rest, it is repeated.
template <execution E, class F, readable X, row_mask M, writable Y, tier A = accurate_t>
requires detail::takes_second<F, decltype(detail::mask_data(std::declval<const M&>()))>
void forward(E e, const along_axis_functor<F>& f, const X& x, const M& mask, Y&& y, std::size_t row_length, A a = {}) {
    const detail::checked_columns all(f, "forward", detail::view("x", x), detail::view("y", y), row_length);
    const detail::argument second = detail::mask_argument("mask", mask);
    const std::size_t repeated = all.count_second(second);
    detail::check_no_partial_overlap(all.of, all.x.check(), all.y.check());
    detail::check_no_overlap(all.of, second, all.y.check());
    using V = vec<compute_type<element<const X>, detail::mask_storage<element<const M>>, element<Y>>>;
    all.blocks.for_each(e, [&] {
        return [&, from = all.like_x(all.x.data), by = all.like_x(detail::mask_data(mask)),
                to = all.like_y(all.y.data)](std::size_t o, std::size_t first, std::size_t count) mutable {
            from.read(o, first, count), by.read(o % repeated, first, count);
            for (std::size_t i = 0; i < count; ++i)
                f.functor.template forward_row<V>(from.row(i), by.row(i), to.row(i), row_length, a);
            to.write(o, first, count);
        };
    });
}
template <class F, readable X, row_mask M, writable Y, tier A = accurate_t>
requires detail::takes_second<F, decltype(detail::mask_data(std::declval<const M&>()))>
void forward(const along_axis_functor<F>& f, const X& x, const M& mask, Y&& y, std::size_t row_length, A a = {}) {
    forward(sequential, f, x, mask, y, row_length, a);
}

/// Each column of dx is the gradient with respect to that column of x, from the outputs y or the inputs x, as of rows.
template <execution E, class F, readable From, readable DY, writable DX, tier A = accurate_t>
void backward(E e, const along_axis_functor<F>& f, const From& from, const DY& dy, DX&& dx, std::size_t row_length,
              A a = {}) {
    static_assert(has_backward_from_input<F> || !has_output_length<F>, "outputs of another length");
    const auto in = detail::view(has_backward_from_input<F> ? "x" : "y", from);
    const detail::checked_columns all(f, "backward", in, detail::view("dy", dy), row_length);
    const auto out = detail::view("dx", dx);
    detail::check_same_size(all.of, in.check(), out.check());
    detail::check_no_partial_overlap(all.of, in.check(), out.check());
    detail::check_no_partial_overlap(all.of, all.y.check(), out.check());
    using V = vec<compute_type<element<const From>, element<const DY>, element<DX>>>;
    all.blocks.for_each(e, [&] {
        return [&, read = all.like_x(in.data), by = all.like_y(all.y.data), to = all.like_x(out.data)](
                   std::size_t o, std::size_t first, std::size_t count) mutable {
            read.read(o, first, count), by.read(o, first, count);
            to.share(by);
            detail::for_rows<V>(
                sequential, count, row_length,
                [&](std::size_t i, std::size_t some) -> std::size_t {
                    if constexpr (requires {
                                      f.functor.template backward_rows<V>(read.row(i), by.row(i), to.row(i), i, some,
                                                                          a);
                                  })
                        if (!read.has_gaps() && !by.has_gaps() && !to.has_gaps())
                            return f.functor.template backward_rows<V>(read.row(i), by.row(i), to.row(i), row_length,
                                                                       some, a);
                    return (void)i, (void)some, 0;
                },
                [&](std::size_t i) {
                    f.functor.template backward_row<V>(read.row(i), by.row(i), to.row(i), row_length, a);
                });
            to.write(o, first, count);
        };
    });
}
template <class F, readable From, readable DY, writable DX, tier A = accurate_t>
void backward(const along_axis_functor<F>& f, const From& from, const DY& dy, DX&& dx, std::size_t row_length,
              A a = {}) {
    backward(sequential, f, from, dy, dx, row_length, a);
}
template <execution E, class F, storage From, storage DY, storage DX, tier A = accurate_t>
void backward(E e, const along_axis_functor<F>& f, const From* from, const DY* dy, DX* dx, std::size_t n,
              std::size_t row_length, A a = {}) {
    backward(e, f, std::span(from, n), std::span(dy, detail::output_size(f.functor, n, row_length)), std::span(dx, n),
             row_length, a);
}
template <class F, storage From, storage DY, storage DX, tier A = accurate_t>
void backward(const along_axis_functor<F>& f, const From* from, const DY* dy, DX* dx, std::size_t n,
              std::size_t row_length, A a = {}) {
    backward(sequential, f, from, dy, dx, n, row_length, a);
}

/// The gradients of both inputs of a function with a second one, as of rows. Where b has fewer arrays than x, db has as
/// many, and each is the sum over those of x that it was taken for, on one thread.
template <execution E, class F, readable X, readable B, readable DY, writable DX, writable DB, tier A = accurate_t>
requires has_second_gradient<F>
void backward(E e, const along_axis_functor<F>& f, const X& x, const B& b, const DY& dy, DX&& dx, DB&& db,
              std::size_t row_length, A a = {}) {
    const detail::checked_columns all(f, "backward", detail::view("x", x), detail::view("dy", dy), row_length);
    const auto second = detail::view("b", b);
    const auto out = detail::view("dx", dx);
    const auto second_out = detail::view("db", db);
    const std::size_t repeated = all.count_second(second.check());
    detail::check_same_size(all.of, all.x.check(), out.check());
    detail::check_same_size(all.of, second.check(), second_out.check());
    for (const detail::argument& written : {out.check(), second_out.check()})
        for (const detail::argument& read : {all.x.check(), second.check(), all.y.check()})
            detail::check_no_partial_overlap(all.of, read, written);
    detail::check_distinct(all.of, out, second_out);
    using T = compute_type<element<const X>, element<const B>, element<const DY>, element<DX>, element<DB>>;
    // use(part, o, first, count): what becomes of columns of db, `part` having their rows in T.
    const auto compute = [&](auto execution, const auto& use) {
        all.blocks.for_each(execution, [&] {
            return [&, read = all.like_x(all.x.data), other = all.like_x(second.data), by = all.like_y(all.y.data),
                    to = all.like_x(out.data), part = all.template like_x<T>(nullptr)](std::size_t o, std::size_t first,
                                                                                       std::size_t count) mutable {
                read.read(o, first, count), other.read(o % repeated, first, count), by.read(o, first, count);
                for (std::size_t i = 0; i < count; ++i)
                    f.functor.template backward_row<vec<T>>(read.row(i), other.row(i), by.row(i), to.row(i),
                                                            part.row(i), row_length, a);
                to.write(o, first, count);
                use(part, o % repeated, first, count);
            };
        });
    };
    // Calls set(index in db, row and element of a part).
    const auto for_elements = [&](std::size_t o, std::size_t first, std::size_t count, const auto& set) {
        for (std::size_t k = 0; k < row_length; ++k)
            for (std::size_t i = 0; i < count; ++i) set((o * row_length + k) * f.inner + first + i, i, k);
    };
    if (repeated == all.outer) {
        compute(e, [&](auto& part, std::size_t o, std::size_t first, std::size_t count) {
            for_elements(o, first, count, [&](std::size_t to, std::size_t i, std::size_t k) {
                second_out.data[to] = detail::pad<element<DB>>(part.row(i)[k]);
            });
        });
    } else {
        std::vector<detail::compensated_sum> sums(second.size);
        compute(sequential, [&](auto& part, std::size_t o, std::size_t first, std::size_t count) {
            for_elements(o, first, count,
                         [&](std::size_t to, std::size_t i, std::size_t k) { sums[to].add(double(part.row(i)[k])); });
        });
        for (std::size_t i = 0; i < sums.size(); ++i)
            second_out.data[i] = detail::pad<element<DB>>(static_cast<T>(sums[i].value()));
    }
}
template <class F, readable X, readable B, readable DY, writable DX, writable DB, tier A = accurate_t>
requires has_second_gradient<F>
void backward(const along_axis_functor<F>& f, const X& x, const B& b, const DY& dy, DX&& dx, DB&& db,
              std::size_t row_length, A a = {}) {
    backward(sequential, f, x, b, dy, dx, db, row_length, a);
}

/// The gradient of every parameter of f, summed over the columns, with the bits that it has of rows in their order.
template <execution E, class F, readable X, readable DY>
requires has_row_parameter_gradient<F> F parameter_gradient(E e, const along_axis_functor<F>& f, const X& x,
                                                            const DY& dy, std::size_t row_length) {
    const detail::checked_columns all(f, "parameter_gradient", detail::view("x", x), detail::view("dy", dy),
                                      row_length);
    using V = vec<compute_type<element<const X>, element<const DY>>>;
    return detail::gradient_object<F>(
        detail::gradient_of_rows<F>(e, all.outer * f.inner, row_length, [&](std::size_t column) {
            detail::columns_as_rows from(all.x.data, row_length, f.inner, 1), by(all.y.data, all.y_length, f.inner, 1);
            from.read(column / f.inner, column % f.inner, 1), by.read(column / f.inner, column % f.inner, 1);
            return f.functor.template parameter_gradient_row<V>(from.row(0), by.row(0), row_length);
        }));
}
template <class F, readable X, readable DY>
requires has_row_parameter_gradient<F> F parameter_gradient(const along_axis_functor<F>& f, const X& x, const DY& dy,
                                                            std::size_t row_length) {
    return parameter_gradient(sequential, f, x, dy, row_length);
}

} // namespace v0
} // namespace xact
