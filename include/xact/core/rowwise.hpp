#pragma once

#include <array>
#include <concepts>
#include <cstddef>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include <xact/core/forward.hpp>
#include <xact/core/parameter_gradient.hpp>
#include <xact/core/reduce.hpp>

/// Row-wise functions: each row of row_length elements is one input, and gives one row of outputs.
///
/// Ranges hold whole rows, one after the other; row_length is always that of x. Storage types, xact::parallel (over
/// rows) and a tier as in core/forward.hpp. An output may be the same range as an input. A row gives the same bits
/// wherever it lies, alone or among others.
///
/// Each throws std::invalid_argument, before anything is written, where ranges differ in their number of rows, are not
/// whole rows or overlap in part, where the function does not take rows of that length, or where it has parameters
/// outside their domain. No rows are fine, rows of 0 elements are not.
///
/// A functor has is_rowwise = true and
///   forward_row<V>(x, y, n, tier)           V is the vec to compute with, n the length of the row x
///   backward_row<V>(y, dy, dx, n, tier)     from the outputs; or
///   backward_row<V>(x, dy, dx, n, tier)     from the inputs, if it has backward_from_input = true
///   definition(x, y)                        for the tests: spans of a wider type or of dual numbers
/// and may have
///   output_length(n)                        the length of a row of y, if it is not n; backward is then from the inputs
///   check_row(n)                            throws (detail::fail_row_length) where rows of n elements are not allowed
///   forward_row<V>(x, mask, y, n, tier)     with a second input for each element: numbers, or bytes that are 0 or not;
///                                           or with one number of valid elements for the row
///   backward_row<V>(x, b, dy, dx, db, n, tier)   the gradients of both, of such a second input of numbers
///   rows_join = true                        rows that follow each other may be computed as one: groups of elements
///                                           that lie together go their own ways
///   forward_row<V>(x, y, n, tier, whole)    the first, and backward_row, with how many elements the rows of outputs
///                                           have together: last_pass() stores past the caches what they cannot hold
///   forward_rows<V>(x, y, n, rows, tier)    computes as many of the first rows at once as it can, returns how many
///   backward_rows<V>(…, n, rows, tier)      likewise; the other rows go to forward_row and backward_row
///   parameter_gradient_row<V>(x, dy, n)     an array of double: the row's part of each parameter's gradient; also
///   parameter_gradient_row<V>(x, mask, dy, n)
/// and, for the tests,
///   error_scales(x, scales)                 in whose ulps the errors of outputs count where those cancel, and
///   gradient_scales(x, dy, scales)          of gradients
///   fast_gradient_scales(from, dy, scales)  to 2^-20 of which gradients are right in the fast tier, if it has_fast
///   nan_stays_local = true                  not every output of a row with a NaN is NaN
///   learns = false                          its parameters are given, and have no gradient

namespace xact {
inline namespace v0 {

/// Whether backward takes the inputs of forward, and not its outputs.
template <class F>
concept has_backward_from_input = requires {
    requires std::remove_cvref_t<F>::backward_from_input;
};

/// Whether there are rows that the function does not take.
template <class F>
concept has_row_check = requires(const F& f) {
    f.check_row(std::size_t{1});
};

/// Whether a row of outputs has another length than the row of inputs.
template <class F>
concept has_output_length = requires(const F& f) {
    { f.output_length(std::size_t{1}) } -> std::same_as<std::size_t>;
};

/// Whether rows that follow each other may be computed as one.
template <class F>
concept joins_rows = requires {
    requires std::remove_cvref_t<F>::rows_join;
};

template <class F>
concept has_row_parameter_gradient = requires(const F& f, const float* x) {
    f.template parameter_gradient_row<vec<float>>(x, x, std::size_t{1});
};

/// Whether there is a gradient of a second input.
template <class F>
concept has_second_gradient = requires(const F& f, const float* x, float* dx) {
    f.template backward_row<vec<float>>(x, x, x, dx, dx, std::size_t{1}, accurate);
};

/// One number for each element of x: bool, bytes, or any storage type.
template <class M>
concept row_mask = readable<M> || requires(const std::remove_reference_t<M>& m) {
    { std::size(m) } -> std::convertible_to<std::size_t>;
    requires std::same_as < element<const M>,
    bool > || std::same_as<element<const M>, unsigned char>;
};

/// One number for each row: how many of its elements count, from the first.
template <class L>
concept row_counts = requires(const std::remove_reference_t<L>& l) {
    { std::size(l) } -> std::convertible_to<std::size_t>;
    requires std::integral<element<const L>> &&(sizeof(element<const L>) >= 4);
};

namespace detail {

template <class F> std::size_t output_length(const F& f, std::size_t n) {
    if constexpr (has_output_length<F>)
        return f.output_length(n);
    else
        return n;
}

/// How many outputs n inputs in rows have.
template <class F> std::size_t output_size(const F& f, std::size_t n, std::size_t row_length) {
    return row_length == 0 ? n : n / row_length * output_length(f, row_length);
}

/// That `x` is whole rows of row_length, and that f takes them. Returns how many they are.
template <class F> std::size_t count_rows(const F& f, const call& c, const argument& x, std::size_t row_length) {
    if (row_length == 0) fail(c.text() + "row_length is 0, " + x.name + " has " + std::to_string(x.size) + " elements");
    if (x.size % row_length != 0)
        fail(c.text() + x.name + " has " + std::to_string(x.size) +
             " elements, which are not whole rows of row_length " + std::to_string(row_length));
    if constexpr (has_row_check<F>) f.check_row(row_length);
    return x.size / row_length;
}

[[noreturn]] inline void fail_rows(const call& c, const argument& x, std::size_t row_length, const argument& y,
                                   std::size_t length) {
    fail(c.text() + x.name + " has " + std::to_string(x.size / row_length) + " rows of " + std::to_string(row_length) +
         " elements, " + y.name + " has " + std::to_string(y.size) + " elements, which must be as many rows of " +
         std::to_string(length));
}

/// That y is as many rows, of `length` elements, as x is of row_length.
inline void check_row_count(const call& c, const argument& x, std::size_t row_length, const argument& y,
                            std::size_t length) {
    if (length == row_length)
        check_same_size(c, x, y);
    else if (y.size != x.size / row_length * length)
        fail_rows(c, x, row_length, y, length);
}

/// A mask that has fewer rows than x holds for the next ones again. Returns how many rows it has.
inline std::size_t count_mask_rows(const call& c, const argument& x, std::size_t row_length, const argument& mask) {
    if (mask.size == 0 ? x.size != 0 : mask.size % row_length != 0 || x.size % mask.size != 0)
        fail(c.text() + x.name + " has " + std::to_string(x.size / row_length) + " rows of " +
             std::to_string(row_length) + " elements, " + mask.name + " has " + std::to_string(mask.size) +
             " elements, which must be as many rows, or rows that go into them without a rest");
    return mask.size / row_length;
}

/// That there is a length for each row, within it.
template <class L> void check_lengths(const call& c, std::size_t rows, std::size_t row_length, const L& lengths) {
    if (std::size(lengths) != rows)
        fail(c.text() + "x has " + std::to_string(rows) + " rows, lengths has " + std::to_string(std::size(lengths)) +
             " elements");
    for (std::size_t r = 0; r < rows; ++r)
        if (!std::in_range<std::size_t>(std::data(lengths)[r]) ||
            static_cast<std::size_t>(std::data(lengths)[r]) > row_length)
            fail(c.text() + "lengths[" + std::to_string(r) + "] is " + std::to_string(std::data(lengths)[r]) +
                 ", a row has " + std::to_string(row_length) + " elements");
}

/// The rows of a call: those of x, and as many of y, which are as long as rows of outputs.
template <class X, class Y> struct checked_rows {
    call of;
    array_view<X> x;
    array_view<Y> y;
    std::size_t row_length, y_length, count;

    /// Also that f's parameters are in their domain.
    template <class F>
    checked_rows(const F& f, const char* entry, array_view<X> x_view, array_view<Y> y_view, std::size_t n)
        : of{entry, F::about.name}, x(x_view), y(y_view), row_length(n) {
        validate(f);
        count = count_rows(f, of, x.check(), n);
        y_length = output_length(f, n);
        check_row_count(of, x.check(), n, y.check(), y_length);
    }

    /// That y can be written: it is x, or lies apart from it.
    void check_y_is_output() const { check_no_partial_overlap(of, x.check(), y.check()); }

    X* x_row(std::size_t r) const { return x.data + r * row_length; }
    Y* y_row(std::size_t r) const { return y.data + r * y_length; }
};

/// bool as the byte that it is.
template <class M> auto mask_data(const M& mask) {
    if constexpr (std::same_as<element<const M>, bool>)
        return reinterpret_cast<const unsigned char*>(std::data(mask));
    else
        return std::data(mask);
}

template <class M> argument mask_argument(const char* name, const M& mask) {
    return {name, std::data(mask), static_cast<std::size_t>(std::size(mask)), sizeof(element<const M>)};
}

/// The rows of a second input beside those of x from the first on, taken again and again; or the numbers of elements
/// that count in them.
template <class M> struct second_rows {
    const M* data;
    std::size_t row_length, count, first;

    XACT_INLINE const M* operator()(std::size_t r) const {
        const std::size_t i = first + r;
        return data + (i < count ? i : i % count) * row_length;
    }
    second_rows from(std::size_t r) const { return {data, row_length, count, first + r}; }
};
template <class L> struct counted_rows {
    const L* valid;

    XACT_INLINE std::size_t operator()(std::size_t r) const { return static_cast<std::size_t>(valid[r]); }
    counted_rows from(std::size_t r) const { return {valid + r}; }
};

/// How many rows, of `rows`, f computes at once.
template <class V, class F, class X, class Second, class Y, class A>
std::size_t rows_at_once_done(const F& f, const X* x, const Second& second, Y* y, std::size_t n, std::size_t rows,
                              A a) {
    if constexpr (requires { f.template forward_rows<V>(x, second, y, n, rows, a); })
        return f.template forward_rows<V>(x, second, y, n, rows, a);
    else
        return 0;
}

/// The rows of a mask beside those of a call, which has as many, or takes them again and again.
template <class M> struct checked_mask {
    argument all;
    const M* data;
    std::size_t row_length, count;

    template <class Rows, class Range>
    checked_mask(const Rows& rows, const Range& mask)
        : all(mask_argument("mask", mask)),
          data(mask_data(mask)),
          row_length(rows.row_length),
          count(count_mask_rows(rows.of, rows.x.check(), row_length, all)) {}

    const M* row(std::size_t r) const { return data + r % count * row_length; }
    second_rows<M> from(std::size_t r) const { return {data, row_length, count, r}; }
};
template <class Rows, class Range>
checked_mask(const Rows&, const Range&)
    -> checked_mask<std::remove_cvref_t<decltype(*mask_data(std::declval<const Range&>()))>>;

/// What a mask's elements count as where the arithmetic type is chosen: bytes as nothing.
template <class M> using mask_storage = std::conditional_t<storage<M>, M, float>;

template <class F, class Second>
concept takes_second = requires(const F& f, const float* x, Second second, float* y) {
    f.template forward_row<vec<float>>(x, second, y, std::size_t{1}, accurate);
};
/// Calls use(first, last) for rows that follow each other, spread over threads.
template <execution E, class Use>
XACT_INLINE void for_row_ranges(E e, std::size_t rows, std::size_t row_length, const Use& use) {
    if constexpr (std::same_as<E, sequential_t>)
        use(std::size_t{0}, rows);
    else
        for_pieces(e, rows * row_length, row_length,
                   [&](std::size_t begin, std::size_t end) { use(begin / row_length, end / row_length); });
}

/// Calls row(r) for each of the rows, spread over threads.
template <execution E, class Row> void for_each_row(E e, std::size_t rows, std::size_t row_length, const Row& row) {
    for_row_ranges(e, rows, row_length, [&](std::size_t r, std::size_t last) {
        for (; r < last; ++r) row(r);
    });
}

/// The same, where at_once(r, count) computes as many of `count` rows from r on as it can, and returns how many.
template <class V, execution E, class AtOnce, class Row>
void for_rows(E e, std::size_t rows, std::size_t row_length, const AtOnce& at_once, const Row& row) {
    for_row_ranges(e, rows, row_length, [&](std::size_t r, std::size_t last) {
        while (r < last) {
            if (last - r >= double_lanes<V>::size) r += at_once(r, last - r);
            for (const std::size_t some = std::min(r + rows_at_once<V>, last); r < some; ++r) row(r);
        }
    });
}

/// How many rows go into one partial sum of parameter gradients, whatever the number of threads.
inline std::size_t rows_a_chunk(std::size_t row_length) {
    return std::max<std::size_t>(1, gradient_chunk / row_length);
}

/// The sums of row(r) over all rows, in an order that depends on nothing but their number and length.
template <class F, execution E, class Row>
gradient_sums<F> gradient_of_rows(E e, std::size_t rows, std::size_t row_length, const Row& row) {
    const std::size_t chunk = rows_a_chunk(row_length);
    const auto chunk_sum = [&](std::size_t begin) {
        gradient_sums<F> sums{};
        for (std::size_t r = begin; r < std::min(begin + chunk, rows); ++r) {
            const std::array<double, parameter_count<F>> part = row(r);
            for (std::size_t k = 0; k < sums.size(); ++k) sums[k].add(part[k]);
        }
        return sums;
    };
    gradient_sums<F> total{};
    const auto add = [&](const gradient_sums<F>& part) {
        for (std::size_t k = 0; k < total.size(); ++k) total[k].add(part[k]);
    };
    if constexpr (std::same_as<E, sequential_t>) {
        for (std::size_t begin = 0; begin < rows; begin += chunk) add(chunk_sum(begin));
    } else {
        std::vector<gradient_sums<F>> parts((rows + chunk - 1) / chunk);
        const std::size_t unit = chunk * row_length;
        for_pieces(e, parts.size() * unit, unit, [&](std::size_t begin, std::size_t end) {
            for (; begin < end; begin += unit) parts[begin / unit] = chunk_sum(begin / row_length);
        });
        for (const auto& part : parts) add(part);
    }
    return total;
}

/// Calls row(r, part) for each of the rows, `part` being where it writes its gradient of a row that is shared: row r
/// modulo `shared`. db gets their sums, which are compensated, in the order of the rows.
template <class T, execution E, class DB, class Row>
void sum_shared_rows(E e, std::size_t rows, std::size_t row_length, std::size_t shared, DB* db, const Row& row) {
    const std::size_t at_once = std::max<std::size_t>(1, (std::size_t{1} << 18) / row_length);
    std::vector<T> parts(std::min(at_once, rows) * row_length);
    std::vector<compensated_sum> sums(shared * row_length);
    for (std::size_t first = 0; first < rows; first += at_once) {
        const std::size_t count = std::min(at_once, rows - first);
        for_each_row(e, count, row_length, [&](std::size_t r) { row(first + r, parts.data() + r * row_length); });
        for (std::size_t r = 0; r < count; ++r) {
            compensated_sum* const sum = sums.data() + (first + r) % shared * row_length;
            for (std::size_t i = 0; i < row_length; ++i) sum[i].add(double(parts[r * row_length + i]));
        }
    }
    for (std::size_t i = 0; i < sums.size(); ++i) db[i] = pad<DB>(static_cast<T>(sums[i].value()));
}

} // namespace detail

/// Each row of y is f of that row of x.
template <execution E, rowwise F, readable X, writable Y, tier A = accurate_t>
void forward(E e, const F& f, const X& x, Y&& y, std::size_t row_length, A a = {}) {
    const detail::checked_rows rows(f, "forward", detail::view("x", x), detail::view("y", y), row_length);
    rows.check_y_is_output();
    using V = vec<compute_type<element<const X>, element<Y>>>;
    detail::for_rows<V>(
        e, rows.count, row_length,
        [&](std::size_t r, std::size_t count) -> std::size_t {
            if constexpr (joins_rows<F>)
                return f.template forward_row<V>(rows.x_row(r), rows.y_row(r), count * row_length, a), count;
            else if constexpr (requires {
                                   f.template forward_rows<V>(rows.x_row(r), rows.y_row(r), row_length, count, a);
                               })
                return f.template forward_rows<V>(rows.x_row(r), rows.y_row(r), row_length, count, a);
            else
                return 0;
        },
        [&](std::size_t r) {
            if constexpr (requires {
                              f.template forward_row<V>(rows.x_row(r), rows.y_row(r), row_length, a, rows.y.size);
                          })
                f.template forward_row<V>(rows.x_row(r), rows.y_row(r), row_length, a, rows.y.size);
            else
                f.template forward_row<V>(rows.x_row(r), rows.y_row(r), row_length, a);
        });
}
template <rowwise F, readable X, writable Y, tier A = accurate_t>
void forward(const F& f, const X& x, Y&& y, std::size_t row_length, A a = {}) {
    forward(sequential, f, x, y, row_length, a);
}
template <execution E, rowwise F, storage X, storage Y, tier A = accurate_t>
void forward(E e, const F& f, const X* x, Y* y, std::size_t n, std::size_t row_length, A a = {}) {
    forward(e, f, std::span(x, n), std::span(y, detail::output_size(f, n, row_length)), row_length, a);
}
template <rowwise F, storage X, storage Y, tier A = accurate_t>
void forward(const F& f, const X* x, Y* y, std::size_t n, std::size_t row_length, A a = {}) {
    forward(sequential, f, x, y, n, row_length, a);
}

/// The same with a second input: a mask, an addend … for each element, as the function says. A mask of fewer rows,
/// which go into those of x without a rest, is repeated.
template <execution E, rowwise F, readable X, row_mask M, writable Y, tier A = accurate_t>
requires detail::takes_second<F, decltype(detail::mask_data(std::declval<const M&>()))>
void forward(E e, const F& f, const X& x, const M& mask, Y&& y, std::size_t row_length, A a = {}) {
    const detail::checked_rows rows(f, "forward", detail::view("x", x), detail::view("y", y), row_length);
    const detail::checked_mask m(rows, mask);
    rows.check_y_is_output();
    detail::check_no_overlap(rows.of, m.all, rows.y.check());
    using V = vec<compute_type<element<const X>, detail::mask_storage<element<const M>>, element<Y>>>;
    detail::for_rows<V>(
        e, rows.count, row_length,
        [&](std::size_t r, std::size_t count) {
            return detail::rows_at_once_done<V>(f, rows.x_row(r), m.from(r), rows.y_row(r), row_length, count, a);
        },
        [&](std::size_t r) { f.template forward_row<V>(rows.x_row(r), m.row(r), rows.y_row(r), row_length, a); });
}
template <rowwise F, readable X, row_mask M, writable Y, tier A = accurate_t>
requires detail::takes_second<F, decltype(detail::mask_data(std::declval<const M&>()))>
void forward(const F& f, const X& x, const M& mask, Y&& y, std::size_t row_length, A a = {}) {
    forward(sequential, f, x, mask, y, row_length, a);
}

/// For a mask of n elements.
template <execution E, rowwise F, storage X, class M, storage Y, tier A = accurate_t>
requires row_mask<std::span<const M>> && detail::takes_second<F, decltype(detail::mask_data(std::span<const M>()))>
void forward(E e, const F& f, const X* x, const M* mask, Y* y, std::size_t n, std::size_t row_length, A a = {}) {
    forward(e, f, std::span(x, n), std::span(mask, n), std::span(y, detail::output_size(f, n, row_length)), row_length,
            a);
}
template <rowwise F, storage X, class M, storage Y, tier A = accurate_t>
requires row_mask<std::span<const M>> && detail::takes_second<F, decltype(detail::mask_data(std::span<const M>()))>
void forward(const F& f, const X* x, const M* mask, Y* y, std::size_t n, std::size_t row_length, A a = {}) {
    forward(sequential, f, x, mask, y, n, row_length, a);
}

/// The same with the number of valid elements of each row: the row that they are, and zeros behind it.
template <execution E, rowwise F, readable X, row_counts L, writable Y, tier A = accurate_t>
requires detail::takes_second<F, std::size_t>
void forward(E e, const F& f, const X& x, const L& lengths, Y&& y, std::size_t row_length, A a = {}) {
    const detail::checked_rows rows(f, "forward", detail::view("x", x), detail::view("y", y), row_length);
    detail::check_lengths(rows.of, rows.count, row_length, lengths);
    rows.check_y_is_output();
    detail::check_no_overlap(rows.of, detail::mask_argument("lengths", lengths), rows.y.check());
    using V = vec<compute_type<element<const X>, element<Y>>>;
    const detail::counted_rows<element<const L>> valid{std::data(lengths)};
    detail::for_rows<V>(
        e, rows.count, row_length,
        [&](std::size_t r, std::size_t count) {
            return detail::rows_at_once_done<V>(f, rows.x_row(r), valid.from(r), rows.y_row(r), row_length, count, a);
        },
        [&](std::size_t r) { f.template forward_row<V>(rows.x_row(r), valid(r), rows.y_row(r), row_length, a); });
}
template <rowwise F, readable X, row_counts L, writable Y, tier A = accurate_t>
requires detail::takes_second<F, std::size_t>
void forward(const F& f, const X& x, const L& lengths, Y&& y, std::size_t row_length, A a = {}) {
    forward(sequential, f, x, lengths, y, row_length, a);
}

template <execution E, rowwise F, storage X, class L, storage Y, tier A = accurate_t>
requires row_counts<std::span<const L>> && detail::takes_second<F, std::size_t>
void forward(E e, const F& f, const X* x, const L* lengths, Y* y, std::size_t n, std::size_t row_length, A a = {}) {
    const std::span counts(lengths, row_length == 0 ? 0 : n / row_length);
    forward(e, f, std::span(x, n), counts, std::span(y, n), row_length, a);
}
template <rowwise F, storage X, class L, storage Y, tier A = accurate_t>
requires row_counts<std::span<const L>> && detail::takes_second<F, std::size_t>
void forward(const F& f, const X* x, const L* lengths, Y* y, std::size_t n, std::size_t row_length, A a = {}) {
    forward(sequential, f, x, lengths, y, n, row_length, a);
}

/// Each row of dx is the gradient with respect to that row of x, from the gradients dy of the outputs and the outputs
/// y; from the inputs x instead where the function says so (backward_from_input).
template <execution E, rowwise F, readable From, readable DY, writable DX, tier A = accurate_t>
void backward(E e, const F& f, const From& from, const DY& dy, DX&& dx, std::size_t row_length, A a = {}) {
    static_assert(has_backward_from_input<F> || !has_output_length<F>, "outputs of another length");
    const auto in = detail::view(has_backward_from_input<F> ? "x" : "y", from);
    const detail::checked_rows rows(f, "backward", in, detail::view("dy", dy), row_length);
    const auto out = detail::view("dx", dx);
    detail::check_same_size(rows.of, in.check(), out.check());
    detail::check_no_partial_overlap(rows.of, in.check(), out.check());
    detail::check_no_partial_overlap(rows.of, rows.y.check(), out.check());
    using V = vec<compute_type<element<const From>, element<const DY>, element<DX>>>;
    const auto dx_row = [&](std::size_t r) { return out.data + r * row_length; };
    detail::for_rows<V>(
        e, rows.count, row_length,
        [&](std::size_t r, std::size_t count) -> std::size_t {
            if constexpr (joins_rows<F>)
                return f.template backward_row<V>(rows.x_row(r), rows.y_row(r), dx_row(r), count * row_length, a),
                       count;
            else if constexpr (requires {
                                   f.template backward_rows<V>(rows.x_row(r), rows.y_row(r), dx_row(r), row_length,
                                                               count, a);
                               })
                return f.template backward_rows<V>(rows.x_row(r), rows.y_row(r), dx_row(r), row_length, count, a);
            else
                return 0;
        },
        [&](std::size_t r) {
            if constexpr (requires {
                              f.template backward_row<V>(rows.x_row(r), rows.y_row(r), dx_row(r), row_length, a,
                                                         out.size);
                          })
                f.template backward_row<V>(rows.x_row(r), rows.y_row(r), dx_row(r), row_length, a, out.size);
            else
                f.template backward_row<V>(rows.x_row(r), rows.y_row(r), dx_row(r), row_length, a);
        });
}
template <rowwise F, readable From, readable DY, writable DX, tier A = accurate_t>
void backward(const F& f, const From& from, const DY& dy, DX&& dx, std::size_t row_length, A a = {}) {
    backward(sequential, f, from, dy, dx, row_length, a);
}
template <execution E, rowwise F, storage From, storage DY, storage DX, tier A = accurate_t>
void backward(E e, const F& f, const From* from, const DY* dy, DX* dx, std::size_t n, std::size_t row_length,
              A a = {}) {
    backward(e, f, std::span(from, n), std::span(dy, detail::output_size(f, n, row_length)), std::span(dx, n),
             row_length, a);
}
template <rowwise F, storage From, storage DY, storage DX, tier A = accurate_t>
void backward(const F& f, const From* from, const DY* dy, DX* dx, std::size_t n, std::size_t row_length, A a = {}) {
    backward(sequential, f, from, dy, dx, n, row_length, a);
}

/// The gradients of both inputs of a function with a second one, from the inputs. Where b has fewer rows than x, db has
/// as many, and each is the sum over the rows of x that it was taken for. dx and db may be inputs or dy of their size,
/// but not the same range.
template <execution E, rowwise F, readable X, readable B, readable DY, writable DX, writable DB, tier A = accurate_t>
requires has_second_gradient<F>
void backward(E e, const F& f, const X& x, const B& b, const DY& dy, DX&& dx, DB&& db, std::size_t row_length,
              A a = {}) {
    detail::validate(f);
    const detail::call c{"backward", F::about.name};
    const auto in = detail::view("x", x);
    const auto second = detail::view("b", b);
    const auto gradient = detail::view("dy", dy);
    const auto out = detail::view("dx", dx);
    const auto second_out = detail::view("db", db);
    const std::size_t rows = detail::count_rows(f, c, in.check(), row_length);
    const std::size_t length = detail::output_length(f, row_length);
    const std::size_t shared = detail::count_mask_rows(c, in.check(), row_length, second.check());
    detail::check_row_count(c, in.check(), row_length, gradient.check(), length);
    detail::check_same_size(c, in.check(), out.check());
    detail::check_same_size(c, second.check(), second_out.check());
    for (const detail::argument& written : {out.check(), second_out.check()})
        for (const detail::argument& read : {in.check(), second.check(), gradient.check()})
            detail::check_no_partial_overlap(c, read, written);
    detail::check_distinct(c, out, second_out);
    using T = compute_type<element<const X>, element<const B>, element<const DY>, element<DX>, element<DB>>;
    const auto row = [&](std::size_t r, auto* to) {
        f.template backward_row<vec<T>>(in.data + r * row_length, second.data + r % shared * row_length,
                                        gradient.data + r * length, out.data + r * row_length, to, row_length, a);
    };
    if (shared == rows)
        detail::for_each_row(e, rows, row_length, [&](std::size_t r) { row(r, second_out.data + r * row_length); });
    else
        detail::sum_shared_rows<T>(e, rows, row_length, shared, second_out.data, row);
}
template <rowwise F, readable X, readable B, readable DY, writable DX, writable DB, tier A = accurate_t>
requires has_second_gradient<F>
void backward(const F& f, const X& x, const B& b, const DY& dy, DX&& dx, DB&& db, std::size_t row_length, A a = {}) {
    backward(sequential, f, x, b, dy, dx, db, row_length, a);
}

/// The gradient of every parameter of f, summed over the rows, as an object like f: from the inputs x, whatever
/// backward is from. Deterministic: it does not depend on the number of threads.
template <execution E, rowwise F, readable X, readable DY>
requires has_row_parameter_gradient<F> F parameter_gradient(E e, const F& f, const X& x, const DY& dy,
                                                            std::size_t row_length) {
    const detail::checked_rows rows(f, "parameter_gradient", detail::view("x", x), detail::view("dy", dy), row_length);
    using V = vec<compute_type<element<const X>, element<const DY>>>;
    return detail::gradient_object<F>(detail::gradient_of_rows<F>(e, rows.count, row_length, [&](std::size_t r) {
        return f.template parameter_gradient_row<V>(rows.x_row(r), rows.y_row(r), row_length);
    }));
}
template <rowwise F, readable X, readable DY>
requires has_row_parameter_gradient<F> F parameter_gradient(const F& f, const X& x, const DY& dy,
                                                            std::size_t row_length) {
    return parameter_gradient(sequential, f, x, dy, row_length);
}
template <execution E, rowwise F, storage X, storage DY>
requires has_row_parameter_gradient<F> F parameter_gradient(E e, const F& f, const X* x, const DY* dy, std::size_t n,
                                                            std::size_t row_length) {
    return parameter_gradient(e, f, std::span(x, n), std::span(dy, detail::output_size(f, n, row_length)), row_length);
}
template <rowwise F, storage X, storage DY>
requires has_row_parameter_gradient<F> F parameter_gradient(const F& f, const X* x, const DY* dy, std::size_t n,
                                                            std::size_t row_length) {
    return parameter_gradient(sequential, f, x, dy, n, row_length);
}

/// The same with the second input of forward.
template <execution E, rowwise F, readable X, row_mask M, readable DY>
requires detail::takes_second<F, decltype(detail::mask_data(std::declval<const M&>()))> && has_row_parameter_gradient<F>
    F parameter_gradient(E e, const F& f, const X& x, const M& mask, const DY& dy, std::size_t row_length) {
    const detail::checked_rows rows(f, "parameter_gradient", detail::view("x", x), detail::view("dy", dy), row_length);
    const detail::checked_mask m(rows, mask);
    using V = vec<compute_type<element<const X>, detail::mask_storage<element<const M>>, element<const DY>>>;
    return detail::gradient_object<F>(detail::gradient_of_rows<F>(e, rows.count, row_length, [&](std::size_t r) {
        return f.template parameter_gradient_row<V>(rows.x_row(r), m.row(r), rows.y_row(r), row_length);
    }));
}
template <rowwise F, readable X, row_mask M, readable DY>
requires detail::takes_second<F, decltype(detail::mask_data(std::declval<const M&>()))> && has_row_parameter_gradient<F>
    F parameter_gradient(const F& f, const X& x, const M& mask, const DY& dy, std::size_t row_length) {
    return parameter_gradient(sequential, f, x, mask, dy, row_length);
}

} // namespace v0
} // namespace xact
