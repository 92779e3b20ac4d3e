#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <span>
#include <vector>

#include <xact/core/forward.hpp>
#include <xact/core/gated.hpp>
#include <xact/core/parameter_gradient.hpp>
#include <xact/core/parameters.hpp>

/// One functor a channel: forward(channelwise(fs, inner), x, y), and likewise backward, backward_from_output,
/// double_backward and parameter_gradient. x has the shape (outer, channels, inner), channels being the number of
/// functors and outer what the length of x leaves: inner = height·width for an image stored channel by channel, inner =
/// 1 where the channels are the last axis. An element has the bits that its channel's functor gives it alone. Of a
/// gated function a, b and y have that shape: forward(channelwise(fs, inner), a, b, y), and backward.

namespace xact {
inline namespace v0 {

/// What channelwise() returns: a view of the functors, which outlive it.
template <class F> struct channelwise_functor {
    const F* functors;
    std::size_t channels;
    std::size_t inner;
};

/// The functor fs[c] for channel c of (outer, channels, inner).
template <class Functors> auto channelwise(const Functors& fs, std::size_t inner) {
    using F = std::remove_cv_t<std::remove_pointer_t<decltype(std::data(fs))>>;
    return channelwise_functor<F>{std::data(fs), static_cast<std::size_t>(std::size(fs)), inner};
}

namespace detail {

template <class F>
void check_shape(const call& c, const channelwise_functor<F>& fs, std::size_t n, const char* name = "x") {
    if (fs.channels == 0) fail(c.text() + "channelwise has no functors");
    if (fs.inner == 0) fail(c.text() + "inner is 0");
    if (n % (fs.channels * fs.inner) != 0)
        fail(c.text() + name + " has " + std::to_string(n) + " elements, not a multiple of " +
             std::to_string(fs.channels) + " channels times inner = " + std::to_string(fs.inner));
    for (std::size_t i = 0; i < fs.channels; ++i) validate(fs.functors[i]);
}

/// One functor whose lanes are those of the channels of elements first, first + 1 … of a row (outer index fixed).
template <class V, class F> auto lane_functor(const channelwise_functor<F>& fs, std::size_t first, std::size_t count) {
    if constexpr (has_parameters<F>) {
        using T = typename V::scalar;
        constexpr std::size_t n = parameter_count<F>;
        struct words {
            T hi[V::size], lo[V::size];
        };
        words value[n], inverse[n];
        for (std::size_t lane = 0; lane < V::size; ++lane) {
            const F& f = fs.functors[(first + std::min(lane, count - 1)) / fs.inner];
            std::size_t k = 0;
            for_each_parameter(f, [&](const auto& p) {
                const auto put = [lane](words& w, math::real c) {
                    const T hi = static_cast<T>(c.hi);
                    w.hi[lane] = hi, w.lo[lane] = static_cast<T>((c.hi - double(hi)) + c.lo);
                };
                put(value[k], {double(p)});
                put(inverse[k], math::inverse_of(double(p)));
                ++k;
            });
        }
        rebind_t<F, math::lane_parameter<V>> g{};
        std::size_t k = 0;
        for_each_parameter(g, [&](math::lane_parameter<V>& p) {
            const auto get = [](const words& w) { return math::dw<V>{simd::load<V>(w.hi), simd::load<V>(w.lo)}; };
            p.value = get(value[k]), p.inverse = get(inverse[k]);
            ++k;
        });
        return g;
    } else {
        return fs.functors[0];
    }
}

/// out = maker(functor)(in...) over (outer, channels, inner).
template <execution E, class F, class Maker, class... Out, class... In>
void apply_channelwise(E e, const channelwise_functor<F>& fs, std::size_t n, const Maker& maker, outputs<Out...> out,
                       inputs<In...> in) {
    using V = vec<compute_type<Out..., In...>>;
    const std::size_t row = fs.channels * fs.inner;
    if (fs.inner >= V::size) {
        for_pieces(e, n, fs.inner, [&](std::size_t begin, std::size_t end) {
            for (; begin < end; begin += fs.inner)
                transform<V>(maker(fs.functors[begin / fs.inner % fs.channels]), fs.inner, advance(out, begin),
                             advance(in, begin));
        });
        return;
    }
    // Several channels share a register. Its functor is made once for a block of rows that stays in the cache.
    const std::size_t rows_per_block = std::max<std::size_t>(1, (std::size_t{1} << 15) / row);
    for_pieces(e, n, row, [&](std::size_t begin, std::size_t end) {
        for (; begin < end; begin += std::min(rows_per_block * row, end - begin)) {
            const std::size_t rows = std::min(rows_per_block, (end - begin) / row);
            std::size_t at = 0;
            for (; at + V::size <= row; at += V::size)
                transform_registers<V, reach::cached>(maker(lane_functor<V>(fs, at, V::size)), rows, row,
                                                      advance(out, begin + at), advance(in, begin + at));
            if (at < row) {
                const auto body = maker(lane_functor<V>(fs, at, row - at));
                for (std::size_t r = 0; r < rows; ++r)
                    transform_partial<V>(body, row - at, advance(out, begin + r * row + at),
                                         advance(in, begin + r * row + at));
            }
        }
    });
}

} // namespace detail

/// y[o, c, i] = fs[c](x[o, c, i]). Throws also where the length of x is not a multiple of channels·inner.
template <execution E, class F, readable X, writable Y, tier A = accurate_t>
void forward(E e, const channelwise_functor<F>& fs, const X& x, Y&& y, A a = {}) {
    const detail::call c{"forward", F::about.name};
    const auto vx = detail::view("x", x);
    const auto vy = detail::view("y", y);
    detail::check_output(c, vy, vx);
    detail::check_shape(c, fs, vx.size);
    detail::apply_channelwise(
        e, fs, vx.size, [a](const auto& f) { return [f, a](auto v) { return f(v, a); }; },
        detail::outputs<element<Y>>(vy.data), detail::inputs<element<X>>(vx.data));
}
template <class F, readable X, writable Y, tier A = accurate_t>
void forward(const channelwise_functor<F>& fs, const X& x, Y&& y, A a = {}) {
    forward(sequential, fs, x, y, a);
}
template <execution E, class F, storage X, storage Y, tier A = accurate_t>
void forward(E e, const channelwise_functor<F>& fs, const X* x, Y* y, std::size_t n, A a = {}) {
    forward(e, fs, std::span(x, n), std::span(y, n), a);
}
template <class F, storage X, storage Y, tier A = accurate_t>
void forward(const channelwise_functor<F>& fs, const X* x, Y* y, std::size_t n, A a = {}) {
    forward(sequential, fs, std::span(x, n), std::span(y, n), a);
}

/// dx[o, c, i] = dy[o, c, i]·fs[c]'(x[o, c, i]).
template <execution E, class F, readable X, readable DY, writable DX, tier A = accurate_t>
void backward(E e, const channelwise_functor<F>& fs, const X& x, const DY& dy, DX&& dx, A a = {}) {
    const detail::call c{"backward", F::about.name};
    const auto vx = detail::view("x", x);
    const auto vdy = detail::view("dy", dy);
    const auto vdx = detail::view("dx", dx);
    detail::check_output(c, vdx, vx, vdy);
    detail::check_shape(c, fs, vx.size);
    detail::apply_channelwise(
        e, fs, vx.size, [a](const auto& f) { return [f, a](auto v, auto g) { return backward_of(f, v, g, a); }; },
        detail::outputs<element<DX>>(vdx.data), detail::inputs<element<X>, element<DY>>(vx.data, vdy.data));
}
template <class F, readable X, readable DY, writable DX, tier A = accurate_t>
void backward(const channelwise_functor<F>& fs, const X& x, const DY& dy, DX&& dx, A a = {}) {
    backward(sequential, fs, x, dy, dx, a);
}
template <execution E, class F, storage X, storage DY, storage DX, tier A = accurate_t>
void backward(E e, const channelwise_functor<F>& fs, const X* x, const DY* dy, DX* dx, std::size_t n, A a = {}) {
    backward(e, fs, std::span(x, n), std::span(dy, n), std::span(dx, n), a);
}
template <class F, storage X, storage DY, storage DX, tier A = accurate_t>
void backward(const channelwise_functor<F>& fs, const X* x, const DY* dy, DX* dx, std::size_t n, A a = {}) {
    backward(sequential, fs, std::span(x, n), std::span(dy, n), std::span(dx, n), a);
}

/// dx[o, c, i] = dy[o, c, i]·fs[c]'(x[o, c, i]) from y = fs[c](x).
template <execution E, class F, readable Y, readable DY, writable DX, tier A = accurate_t>
requires has_derivative_from_output<F>
void backward_from_output(E e, const channelwise_functor<F>& fs, const Y& y, const DY& dy, DX&& dx, A = {}) {
    const detail::call c{"backward_from_output", F::about.name};
    const auto vy = detail::view("y", y);
    const auto vdy = detail::view("dy", dy);
    const auto vdx = detail::view("dx", dx);
    detail::check_output(c, vdx, vy, vdy);
    detail::check_shape(c, fs, vy.size);
    detail::apply_channelwise(
        e, fs, vy.size, [](const auto& f) { return [f](auto v, auto g) { return g * f.derivative_from_output(v); }; },
        detail::outputs<element<DX>>(vdx.data), detail::inputs<element<Y>, element<DY>>(vy.data, vdy.data));
}
template <class F, readable Y, readable DY, writable DX, tier A = accurate_t>
requires has_derivative_from_output<F>
void backward_from_output(const channelwise_functor<F>& fs, const Y& y, const DY& dy, DX&& dx, A a = {}) {
    backward_from_output(sequential, fs, y, dy, dx, a);
}
template <execution E, class F, storage Y, storage DY, storage DX, tier A = accurate_t>
requires has_derivative_from_output<F>
void backward_from_output(E e, const channelwise_functor<F>& fs, const Y* y, const DY* dy, DX* dx, std::size_t n,
                          A a = {}) {
    backward_from_output(e, fs, std::span(y, n), std::span(dy, n), std::span(dx, n), a);
}
template <class F, storage Y, storage DY, storage DX, tier A = accurate_t>
requires has_derivative_from_output<F>
void backward_from_output(const channelwise_functor<F>& fs, const Y* y, const DY* dy, DX* dx, std::size_t n, A a = {}) {
    backward_from_output(sequential, fs, std::span(y, n), std::span(dy, n), std::span(dx, n), a);
}

/// The gradient of backward: d_dy = ddx·fs[c]'(x), d_x = ddx·dy·fs[c]''(x).
template <execution E, class F, readable X, readable DY, readable DDX, writable D_DY, writable D_X, tier A = accurate_t>
requires has_second_derivative<F>
void double_backward(E e, const channelwise_functor<F>& fs, const X& x, const DY& dy, const DDX& ddx, D_DY&& d_dy,
                     D_X&& d_x, A a = {}) {
    const detail::call c{"double_backward", F::about.name};
    const auto vx = detail::view("x", x);
    const auto vdy = detail::view("dy", dy);
    const auto vddx = detail::view("ddx", ddx);
    const auto vd_dy = detail::view("d_dy", d_dy);
    const auto vd_x = detail::view("d_x", d_x);
    detail::check_outputs(c, vd_dy, vd_x, vx, vdy, vddx);
    detail::check_shape(c, fs, vx.size);
    detail::apply_channelwise(
        e, fs, vx.size, [a](const auto& f) { return detail::double_backward_body(f, a); },
        detail::outputs<element<D_DY>, element<D_X>>(vd_dy.data, vd_x.data),
        detail::inputs<element<X>, element<DY>, element<DDX>>(vx.data, vdy.data, vddx.data));
}
template <class F, readable X, readable DY, readable DDX, writable D_DY, writable D_X, tier A = accurate_t>
requires has_second_derivative<F>
void double_backward(const channelwise_functor<F>& fs, const X& x, const DY& dy, const DDX& ddx, D_DY&& d_dy, D_X&& d_x,
                     A a = {}) {
    double_backward(sequential, fs, x, dy, ddx, d_dy, d_x, a);
}
template <execution E, class F, storage X, storage DY, storage DDX, storage D_DY, storage D_X, tier A = accurate_t>
requires has_second_derivative<F>
void double_backward(E e, const channelwise_functor<F>& fs, const X* x, const DY* dy, const DDX* ddx, D_DY* d_dy,
                     D_X* d_x, std::size_t n, A a = {}) {
    double_backward(e, fs, std::span(x, n), std::span(dy, n), std::span(ddx, n), std::span(d_dy, n), std::span(d_x, n),
                    a);
}
template <class F, storage X, storage DY, storage DDX, storage D_DY, storage D_X, tier A = accurate_t>
requires has_second_derivative<F>
void double_backward(const channelwise_functor<F>& fs, const X* x, const DY* dy, const DDX* ddx, D_DY* d_dy, D_X* d_x,
                     std::size_t n, A a = {}) {
    double_backward(sequential, fs, x, dy, ddx, d_dy, d_x, n, a);
}

/// The parameter gradient of every channel, in a vector of objects like fs[0].
template <execution E, class F, readable X, readable DY>
requires has_parameter_derivatives<F> std::vector<F> parameter_gradient(E e, const channelwise_functor<F>& fs,
                                                                        const X& x, const DY& dy) {
    const detail::call c{"parameter_gradient", F::about.name};
    const auto vx = detail::view("x", x);
    const auto vdy = detail::view("dy", dy);
    detail::check_same_size(c, vx.check(), vdy.check());
    detail::check_shape(c, fs, vx.size);
    using T = compute_type<element<X>, element<DY>>;
    std::vector<F> gradients(fs.channels);
    for (std::size_t channel = 0; channel < fs.channels; ++channel)
        gradients[channel] = detail::gradient_object<F>(detail::gradient_of_channels<T>(
            e, fs.functors[channel], vx, vdy, fs.channels, fs.inner, std::span(&channel, 1)));
    return gradients;
}
template <class F, readable X, readable DY>
requires has_parameter_derivatives<F> std::vector<F> parameter_gradient(const channelwise_functor<F>& fs, const X& x,
                                                                        const DY& dy) {
    return parameter_gradient(sequential, fs, x, dy);
}
template <execution E, class F, storage X, storage DY>
requires has_parameter_derivatives<F> std::vector<F> parameter_gradient(E e, const channelwise_functor<F>& fs,
                                                                        const X* x, const DY* dy, std::size_t n) {
    return parameter_gradient(e, fs, std::span(x, n), std::span(dy, n));
}
template <class F, storage X, storage DY>
requires has_parameter_derivatives<F> std::vector<F> parameter_gradient(const channelwise_functor<F>& fs, const X* x,
                                                                        const DY* dy, std::size_t n) {
    return parameter_gradient(sequential, fs, std::span(x, n), std::span(dy, n));
}

/// One gated function a channel: y[o, c, i] = fs[c](a[o, c, i], b[o, c, i]).
template <execution E, gated_function F, readable A, readable B, writable Y, tier T = accurate_t>
void forward(E e, const channelwise_functor<F>& fs, const A& a, const B& b, Y&& y, T t = {}) {
    const detail::call c{"forward", F::about.name};
    const auto va = detail::view("a", a);
    const auto vb = detail::view("b", b);
    const auto vy = detail::view("y", y);
    detail::check_inputs(c, va, vb);
    detail::check_output(c, vy, va, vb);
    detail::check_shape(c, fs, va.size, "a");
    detail::apply_channelwise(
        e, fs, va.size,
        [t]<class G>(const G& g) {
            return detail::gated_value_body<G, T>{g, t};
        },
        detail::outputs<element<Y>>(vy.data), detail::inputs<element<A>, element<B>>(va.data, vb.data));
}
template <gated_function F, readable A, readable B, writable Y, tier T = accurate_t>
void forward(const channelwise_functor<F>& fs, const A& a, const B& b, Y&& y, T t = {}) {
    forward(sequential, fs, a, b, y, t);
}

/// Its gradients: da[o, c, i] = dy[o, c, i]·∂fs[c]/∂a, and db likewise.
template <execution E, gated_function F, readable A, readable B, readable DY, writable DA, writable DB,
          tier T = accurate_t>
void backward(E e, const channelwise_functor<F>& fs, const A& a, const B& b, const DY& dy, DA&& da, DB&& db, T t = {}) {
    const detail::call c{"backward", F::about.name};
    const auto va = detail::view("a", a);
    const auto vb = detail::view("b", b);
    const auto vdy = detail::view("dy", dy);
    const auto vda = detail::view("da", da);
    const auto vdb = detail::view("db", db);
    detail::check_inputs(c, va, vb, vdy);
    detail::check_outputs(c, vda, vdb, va, vb, vdy);
    detail::check_shape(c, fs, va.size, "a");
    detail::apply_channelwise(
        e, fs, va.size,
        [t]<class G>(const G& g) {
            return detail::gated_gradient_body<G, T>{g, t};
        },
        detail::outputs<element<DA>, element<DB>>(vda.data, vdb.data),
        detail::inputs<element<A>, element<B>, element<DY>>(va.data, vb.data, vdy.data));
}
template <gated_function F, readable A, readable B, readable DY, writable DA, writable DB, tier T = accurate_t>
void backward(const channelwise_functor<F>& fs, const A& a, const B& b, const DY& dy, DA&& da, DB&& db, T t = {}) {
    backward(sequential, fs, a, b, dy, da, db, t);
}

} // namespace v0
} // namespace xact
