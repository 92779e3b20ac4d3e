#pragma once

#include <algorithm>
#include <cstddef>
#include <type_traits>
#include <vector>

#include <xact/core/along_axis.hpp>

/// Functions of a row of all that a channel has in a batch: forward(each_channel(evonorm_b0{.instance = inner},
/// channels, inner), x, y), and likewise backward and parameter_gradient. x has the shape (outer, channels, inner), and
/// each channel of it is a row of outer·inner elements. A channel has the bits that it has as a row; each call
/// allocates memory for one.
///
/// What throws is as in core/rowwise.hpp.

namespace xact {
inline namespace v0 {

/// What each_channel() returns.
template <rowwise F> struct each_channel_functor {
    F functor;
    std::size_t channels, inner;
};

/// f of each channel of (outer, channels, inner).
template <rowwise F> each_channel_functor<F> each_channel(const F& f, std::size_t channels, std::size_t inner) {
    static_assert(!has_output_length<F>, "outputs of another length have no place");
    return {f, channels, inner};
}

namespace detail {

/// One channel of an array of the shape (outer, channels, inner), copied into a row.
template <class S> class channel_as_row {
public:
    template <class F>
    channel_as_row(const each_channel_functor<F>& f, array_view<S> array)
        : array_(array.data), channels_(f.channels), inner_(f.inner), row_(array.size / f.channels) {}

    void read(std::size_t channel) {
        for (std::size_t at = 0; at < row_.size(); at += inner_)
            std::copy_n(run(channel, at), inner_, row_.data() + at);
    }
    void write(std::size_t channel) const {
        for (std::size_t at = 0; at < row_.size(); at += inner_)
            std::copy_n(row_.data() + at, inner_, run(channel, at));
    }
    std::remove_const_t<S>* row() { return row_.data(); }

private:
    S* run(std::size_t channel, std::size_t at) const { return array_ + at * channels_ + channel * inner_; }

    S* array_;
    std::size_t channels_, inner_;
    std::vector<std::remove_const_t<S>> row_;
};

/// The length of a channel's row, which f takes.
template <class F> std::size_t channel_length(const call& c, const each_channel_functor<F>& f, const argument& x) {
    check_channels(c, x, f.channels, f.inner);
    const std::size_t n = x.size / f.channels;
    if (n > 0) count_rows(f.functor, c, x, n);
    return n;
}

/// Calls what make() returns with each channel; there is one of those for each thread.
template <execution E, class Make>
void for_each_channel(E e, std::size_t channels, std::size_t length, const Make& make) {
    for_pieces(e, channels * length, length, [&](std::size_t begin, std::size_t end) {
        auto use = make();
        for (std::size_t channel = begin / length; channel < end / length; ++channel) use(channel);
    });
}

} // namespace detail

/// Each channel of y is f of that channel of x.
template <execution E, class F, readable X, writable Y, tier A = accurate_t>
void forward(E e, const each_channel_functor<F>& f, const X& x, Y&& y, A a = {}) {
    detail::validate(f.functor);
    const detail::call c{"forward", F::about.name};
    const auto in = detail::view("x", x);
    const auto out = detail::view("y", y);
    const std::size_t n = detail::channel_length(c, f, in.check());
    detail::check_output(c, out, in);
    if (n == 0) return;
    if (f.inner == 1) return forward(e, along_axis(f.functor, f.channels), x, y, n, a);
    using V = vec<compute_type<element<const X>, element<Y>>>;
    detail::for_each_channel(e, f.channels, n, [&] {
        return [&, from = detail::channel_as_row(f, in), to = detail::channel_as_row(f, out)](std::size_t i) mutable {
            from.read(i);
            f.functor.template forward_row<V>(from.row(), to.row(), n, a);
            to.write(i);
        };
    });
}
template <class F, readable X, writable Y, tier A = accurate_t>
void forward(const each_channel_functor<F>& f, const X& x, Y&& y, A a = {}) {
    forward(sequential, f, x, y, a);
}

/// Each channel of dx is the gradient with respect to that channel of x, from the outputs y or the inputs x, as of
/// rows.
template <execution E, class F, readable From, readable DY, writable DX, tier A = accurate_t>
void backward(E e, const each_channel_functor<F>& f, const From& from, const DY& dy, DX&& dx, A a = {}) {
    detail::validate(f.functor);
    const detail::call c{"backward", F::about.name};
    const auto in = detail::view(has_backward_from_input<F> ? "x" : "y", from);
    const auto gradient = detail::view("dy", dy);
    const auto out = detail::view("dx", dx);
    const std::size_t n = detail::channel_length(c, f, in.check());
    detail::check_inputs(c, in, gradient);
    detail::check_output(c, out, in, gradient);
    if (n == 0) return;
    if (f.inner == 1) return backward(e, along_axis(f.functor, f.channels), from, dy, dx, n, a);
    using V = vec<compute_type<element<const From>, element<const DY>, element<DX>>>;
    detail::for_each_channel(e, f.channels, n, [&] {
        return [&, read = detail::channel_as_row(f, in), by = detail::channel_as_row(f, gradient),
                to = detail::channel_as_row(f, out)](std::size_t i) mutable {
            read.read(i), by.read(i);
            f.functor.template backward_row<V>(read.row(), by.row(), to.row(), n, a);
            to.write(i);
        };
    });
}
template <class F, readable From, readable DY, writable DX, tier A = accurate_t>
void backward(const each_channel_functor<F>& f, const From& from, const DY& dy, DX&& dx, A a = {}) {
    backward(sequential, f, from, dy, dx, a);
}

/// The gradient of every parameter of f, summed over the channels, with the bits that it has of rows in their order.
template <execution E, class F, readable X, readable DY>
requires has_row_parameter_gradient<F> F parameter_gradient(E e, const each_channel_functor<F>& f, const X& x,
                                                            const DY& dy) {
    detail::validate(f.functor);
    const detail::call c{"parameter_gradient", F::about.name};
    const auto in = detail::view("x", x);
    const auto gradient = detail::view("dy", dy);
    const std::size_t n = detail::channel_length(c, f, in.check());
    detail::check_inputs(c, in, gradient);
    using V = vec<compute_type<element<const X>, element<const DY>>>;
    const std::size_t rows = n == 0 ? 0 : f.channels;
    return detail::gradient_object<F>(
        detail::gradient_of_rows<F>(e, rows, std::max<std::size_t>(1, n), [&](std::size_t channel) {
            detail::channel_as_row from(f, in), by(f, gradient);
            from.read(channel), by.read(channel);
            return f.functor.template parameter_gradient_row<V>(from.row(), by.row(), n);
        }));
}
template <class F, readable X, readable DY>
requires has_row_parameter_gradient<F> F parameter_gradient(const each_channel_functor<F>& f, const X& x,
                                                            const DY& dy) {
    return parameter_gradient(sequential, f, x, dy);
}

} // namespace v0
} // namespace xact
