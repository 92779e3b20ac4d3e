#pragma once

#include <xact/constructors/parts.hpp>
#include <xact/elementwise/relu.hpp>

namespace xact {
inline namespace v0 {

/// [F(x), F(-x)]: both signs of the input side by side, so that rows are twice as long as those of x.
template <class F> struct concat_signed {
    F function{};

    static constexpr facts about{.name = detail::composed_name<"concat_signed<", F>,
                                 .formula = "[F(x), F(-x)]",
                                 .source = "arXiv:1603.05201",
                                 .value = F::about.value,
                                 .slope = detail::no_bound,
                                 .kinks = detail::joined(F::about.kinks, detail::negated(F::about.kinks)),
                                 .parameters = detail::prefixed_parameters<"function.", F>};

    void validate() const { detail::validate(function); }
};

template <class F> concat_signed(F) -> concat_signed<F>;

/// CReLU. (clipped_shifted_relu is another function of that name.)
using crelu = concat_signed<relu>;

namespace detail {

template <class V> struct both_signs { V plus, minus; };

/// A range that has `factor` times as many elements as another, in rows of row_length and of factor·row_length.
inline void check_rows(const call& c, const argument& narrow, const argument& doubled, std::size_t row_length) {
    if (row_length == 0) fail(c.text() + "row_length is 0");
    if (narrow.size % row_length != 0)
        fail(c.text() + narrow.name + " has " + std::to_string(narrow.size) +
             " elements, not a multiple of row_length = " + std::to_string(row_length));
    if (doubled.size % 2 != 0 || doubled.size / 2 != narrow.size)
        fail(c.text() + narrow.name + " has " + std::to_string(narrow.size) + " elements, " + doubled.name + " has " +
             std::to_string(doubled.size) + ", not twice as many");
}

} // namespace detail

/// y[r] = [f(x[r]), f(-x[r])] for each row r of row_length elements; y has twice as many. For channels that are not the
/// last axis, row_length = channels·inner.
template <execution E, class F, readable X, writable Y, tier A = accurate_t>
void forward(E e, const concat_signed<F>& f, const X& x, std::size_t row_length, Y&& y, A a = {}) {
    const detail::call c{"forward", f.about.name};
    const auto vx = detail::view("x", x);
    const auto vy = detail::view("y", y);
    detail::check_rows(c, vx.check(), vy.check(), row_length);
    detail::check_no_partial_overlap(c, vx.check(), vy.check());
    f.validate();
    using S = element<Y>;
    using V = vec<compute_type<element<X>, S>>;
    const auto body = [g = f.function, a](V v) { return detail::both_signs<V>{g(v, a), g(-v, a)}; };
    detail::for_pieces(e, vx.size, row_length, [&](std::size_t begin, std::size_t end) {
        for (; begin < end; begin += row_length) {
            S* const plus = vy.data + 2 * begin;
            detail::transform<V>(body, row_length, detail::outputs<S, S>(plus, plus + row_length),
                                 detail::inputs<element<X>>(vx.data + begin));
        }
    });
}
template <class F, readable X, writable Y, tier A = accurate_t>
void forward(const concat_signed<F>& f, const X& x, std::size_t row_length, Y&& y, A a = {}) {
    forward(sequential, f, x, row_length, y, a);
}
/// The same for n elements of x.
template <execution E, class F, storage X, storage Y, tier A = accurate_t>
void forward(E e, const concat_signed<F>& f, const X* x, std::size_t row_length, Y* y, std::size_t n, A a = {}) {
    forward(e, f, std::span(x, n), row_length, std::span(y, 2 * n), a);
}
template <class F, storage X, storage Y, tier A = accurate_t>
void forward(const concat_signed<F>& f, const X* x, std::size_t row_length, Y* y, std::size_t n, A a = {}) {
    forward(sequential, f, std::span(x, n), row_length, std::span(y, 2 * n), a);
}

/// dx[r] = dy₁[r]·f'(x[r]) - dy₂[r]·f'(-x[r]) for the halves dy₁ and dy₂ of each row of dy.
template <execution E, class F, readable X, readable DY, writable DX, tier A = accurate_t>
void backward(E e, const concat_signed<F>& f, const X& x, std::size_t row_length, const DY& dy, DX&& dx, A a = {}) {
    const detail::call c{"backward", f.about.name};
    const auto vx = detail::view("x", x);
    const auto vdy = detail::view("dy", dy);
    const auto vdx = detail::view("dx", dx);
    detail::check_rows(c, vx.check(), vdy.check(), row_length);
    detail::check_output(c, vdx, vx);
    detail::check_no_partial_overlap(c, vdy.check(), vdx.check());
    f.validate();
    using S = element<DY>;
    using V = vec<compute_type<element<X>, S, element<DX>>>;
    const auto body = [g = f.function, a](V v, V plus, V minus) {
        return backward_of(g, v, plus, a) - backward_of(g, -v, minus, a);
    };
    detail::for_pieces(e, vx.size, row_length, [&](std::size_t begin, std::size_t end) {
        for (; begin < end; begin += row_length) {
            const S* const plus = vdy.data + 2 * begin;
            detail::transform<V>(body, row_length, detail::outputs<element<DX>>(vdx.data + begin),
                                 detail::inputs<element<X>, S, S>(vx.data + begin, plus, plus + row_length));
        }
    });
}
template <class F, readable X, readable DY, writable DX, tier A = accurate_t>
void backward(const concat_signed<F>& f, const X& x, std::size_t row_length, const DY& dy, DX&& dx, A a = {}) {
    backward(sequential, f, x, row_length, dy, dx, a);
}
template <execution E, class F, storage X, storage DY, storage DX, tier A = accurate_t>
void backward(E e, const concat_signed<F>& f, const X* x, std::size_t row_length, const DY* dy, DX* dx, std::size_t n,
              A a = {}) {
    backward(e, f, std::span(x, n), row_length, std::span(dy, 2 * n), std::span(dx, n), a);
}
template <class F, storage X, storage DY, storage DX, tier A = accurate_t>
void backward(const concat_signed<F>& f, const X* x, std::size_t row_length, const DY* dy, DX* dx, std::size_t n,
              A a = {}) {
    backward(sequential, f, std::span(x, n), row_length, std::span(dy, 2 * n), std::span(dx, n), a);
}

} // namespace v0
} // namespace xact
