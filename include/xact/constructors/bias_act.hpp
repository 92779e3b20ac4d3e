#pragma once

#include <array>
#include <cmath>
#include <cstdint>

#include <xact/constructors/by_channel.hpp>
#include <xact/core/parameter_gradient.hpp>

namespace xact {
inline namespace v0 {

/// F(x + b) with a bias b for each channel, in one pass. x + b is rounded once, which the conditioning of F amplifies.
template <class F> struct bias_act {
    F function{};

    static constexpr facts about{.name = detail::composed_name<"bias_act<", F>,
                                 .formula = "F(x + b)",
                                 .source = F::about.source,
                                 .value = detail::no_bound,
                                 .slope = detail::no_bound};

    void validate() const { detail::validate(function); }
};

template <class F> bias_act(F) -> bias_act<F>;

namespace detail {

/// F(x + b), whose only parameter is b.
template <class F, class P = double> struct biased {
    F function{};
    P b = P(0);

    static constexpr auto parameters(auto& self) { return std::tie(self.b); }

    template <value V> biased<F, V> parameter_derivatives(V x) const {
        return {function, function.derivative(x + math::rounded<V>(b))};
    }
};

/// Two ranges that may not share memory at all.
inline void check_disjoint(const call& c, const argument& a, const argument& b) {
    const auto first = reinterpret_cast<std::uintptr_t>(a.data), second = reinterpret_cast<std::uintptr_t>(b.data);
    const std::size_t bytes_a = a.size * a.element_size, bytes_b = b.size * b.element_size;
    if (bytes_a == 0 || bytes_b == 0 || first + bytes_a <= second || second + bytes_b <= first) return;
    fail(c.text() + a.name + " and " + b.name + " share memory");
}

/// Σ dy·F'(x + b) for up to bias_columns neighbouring columns of rows that are `row` elements long, in twice the
/// precision: hi + lo.
inline constexpr std::size_t bias_columns = 512;

template <class V, class F, class X, class DY>
XACT_LOOP void bias_gradient_of_columns(const F& shared, const X* x, const DY* dy, const typename V::scalar* bias,
                                        std::size_t columns, std::size_t row, std::size_t rows,
                                        typename V::scalar* to_hi, typename V::scalar* to_lo) {
    const F f = shared;
    const auto add = [&](const X* at_x, const DY* at_dy, std::size_t k) {
        const V slope = f.derivative(simd::load<V>(at_x) + simd::load<V>(bias + k));
        const auto product = math::two_product(simd::load<V>(at_dy), slope);
        const auto total = math::two_sum(simd::load<V>(to_hi + k), product.hi);
        simd::store(total.hi, to_hi + k);
        simd::store(simd::load<V>(to_lo + k) + (total.lo + product.lo), to_lo + k);
    };
    const std::size_t whole = columns / V::size * V::size, rest = columns - whole;
    for (std::size_t r = 0; r < rows; ++r, x += row, dy += row) {
        for (std::size_t k = 0; k < whole; k += V::size) add(x + k, dy + k, k);
        if (rest > 0) {
            std::array<X, V::size> padded_x{};
            std::array<DY, V::size> padded_dy{};
            simd::copy_to_padded<V>(x + whole, padded_x.data(), rest);
            simd::copy_to_padded<V>(dy + whole, padded_dy.data(), rest);
            add(padded_x.data(), padded_dy.data(), whole);
        }
    }
}

/// db[c] = Σ dy·F'(x + b[c]) over channel c.
template <execution E, class F, class X, class B, class DY, class DB>
void bias_gradient(E e, const F& f, array_view<X> x, array_view<B> b, std::size_t inner, array_view<DY> dy,
                   array_view<DB> db) {
    using T = compute_type<std::remove_const_t<X>, std::remove_const_t<B>, std::remove_const_t<DY>>;
    using V = vec<T>;
    const std::size_t channels = b.size, row = channels * inner, rows = x.size / row;
    const auto put = [&](std::size_t channel, double sum) {
        if constexpr (sizeof(DB) == 2)
            db.data[channel] = DB(static_cast<float>(sum));
        else
            db.data[channel] = static_cast<DB>(sum);
    };
    if (rows == 0) {
        for (std::size_t channel = 0; channel < channels; ++channel) put(channel, 0);
        return;
    }
    if (inner >= V::size) {
        using G = biased<F>;
        for (std::size_t channel = 0; channel < channels; ++channel) {
            const G g{f, static_cast<double>(static_cast<T>(b.data[channel]))};
            const auto sums = gradient_of_channels<T>(e, g, x, dy, channels, inner, std::span(&channel, 1));
            put(channel, sums[0].value());
        }
        return;
    }
    // Whole channels side by side; threads take columns, so that sums do not depend on their number.
    const std::size_t together = bias_columns / inner, unit = std::max<std::size_t>(1, rows) * together;
    for_pieces(e, (channels + together - 1) / together * unit, unit, [&](std::size_t begin, std::size_t end) {
        for (; begin < end; begin += unit) {
            const std::size_t first = begin / unit * together, count = std::min(together, channels - first);
            const std::size_t from = first * inner, columns = count * inner;
            T hi[bias_columns + V::size]{}, lo[bias_columns + V::size]{}, bias[bias_columns + V::size]{};
            spread_numbers([&](std::size_t c) { return static_cast<T>(b.data[c]); }, channels, inner, from, columns,
                           bias);
            bias_gradient_of_columns<V>(f, x.data + from, dy.data + from, bias, columns, row, rows, hi, lo);
            for (std::size_t c = 0; c < count; ++c) {
                compensated_sum sum;
                for (std::size_t k = c * inner; k < (c + 1) * inner; ++k) {
                    sum.add(double(hi[k]));
                    // An overflowed or NaN sum has no error term.
                    if (std::isfinite(hi[k])) sum.add(double(lo[k]));
                }
                put(first + c, sum.value());
            }
        }
    });
}

} // namespace detail

/// y[o, c, i] = f(x[o, c, i] + b[c]) for x of the shape (outer, channels, inner), channels being the length of b.
template <execution E, class F, readable X, readable B, writable Y, tier A = accurate_t>
void forward(E e, const bias_act<F>& f, const X& x, const B& b, std::size_t inner, Y&& y, A a = {}) {
    const detail::call c{"forward", f.about.name};
    const auto vx = detail::view("x", x);
    const auto vb = detail::view("b", b);
    const auto vy = detail::view("y", y);
    detail::check_output(c, vy, vx);
    detail::check_disjoint(c, vb.check(), vy.check());
    detail::check_channels(c, vx.check(), vb.size, inner);
    f.validate();
    using T = compute_type<element<X>, element<B>, element<Y>>;
    using V = vec<T>;
    const auto body = [g = f.function, a](V bias, V v) { return g(v + bias, a); };
    const auto number = [&](std::size_t channel) { return static_cast<T>(vb.data[channel]); };
    detail::apply_by_channel<V>(
        e, vx.size, vb.size, inner, number, body,
        [&](std::size_t channel, const auto& run) {
            run([body, bias = V(number(channel))](V v) { return body(bias, v); });
        },
        detail::outputs<element<Y>>(vy.data), detail::inputs<element<X>>(vx.data));
}
template <class F, readable X, readable B, writable Y, tier A = accurate_t>
void forward(const bias_act<F>& f, const X& x, const B& b, std::size_t inner, Y&& y, A a = {}) {
    forward(sequential, f, x, b, inner, y, a);
}
template <execution E, class F, storage X, storage B, storage Y, tier A = accurate_t>
void forward(E e, const bias_act<F>& f, const X* x, const B* b, std::size_t channels, std::size_t inner, Y* y,
             std::size_t n, A a = {}) {
    forward(e, f, std::span(x, n), std::span(b, channels), inner, std::span(y, n), a);
}
template <class F, storage X, storage B, storage Y, tier A = accurate_t>
void forward(const bias_act<F>& f, const X* x, const B* b, std::size_t channels, std::size_t inner, Y* y, std::size_t n,
             A a = {}) {
    forward(sequential, f, x, b, channels, inner, y, n, a);
}

/// dx[o, c, i] = dy[o, c, i]·f'(x[o, c, i] + b[c]), and db[c] = Σ dx[o, c, i], the sum of what is not rounded, as that
/// of parameter_gradient. db shares no memory with the others.
template <execution E, class F, readable X, readable B, readable DY, writable DX, writable DB, tier A = accurate_t>
void backward(E e, const bias_act<F>& f, const X& x, const B& b, std::size_t inner, const DY& dy, DX&& dx, DB&& db,
              A a = {}) {
    const detail::call c{"backward", f.about.name};
    const auto vx = detail::view("x", x);
    const auto vb = detail::view("b", b);
    const auto vdy = detail::view("dy", dy);
    const auto vdx = detail::view("dx", dx);
    const auto vdb = detail::view("db", db);
    detail::check_inputs(c, vx, vdy);
    detail::check_output(c, vdx, vx, vdy);
    detail::check_same_size(c, vb.check(), vdb.check());
    detail::check_disjoint(c, vb.check(), vdx.check());
    for (const detail::argument& other : {vx.check(), vb.check(), vdy.check(), vdx.check()})
        detail::check_disjoint(c, other, vdb.check());
    detail::check_channels(c, vx.check(), vb.size, inner);
    f.validate();
    detail::bias_gradient(e, f.function, vx, vb, inner, vdy, vdb);
    using T = compute_type<element<X>, element<B>, element<DY>, element<DX>>;
    using V = vec<T>;
    const auto body = [g = f.function, a](V bias, V v, V d) { return backward_of(g, v + bias, d, a); };
    const auto number = [&](std::size_t channel) { return static_cast<T>(vb.data[channel]); };
    detail::apply_by_channel<V>(
        e, vx.size, vb.size, inner, number, body,
        [&](std::size_t channel, const auto& run) {
            run([body, bias = V(number(channel))](V v, V d) { return body(bias, v, d); });
        },
        detail::outputs<element<DX>>(vdx.data), detail::inputs<element<X>, element<DY>>(vx.data, vdy.data));
}
template <class F, readable X, readable B, readable DY, writable DX, writable DB, tier A = accurate_t>
void backward(const bias_act<F>& f, const X& x, const B& b, std::size_t inner, const DY& dy, DX&& dx, DB&& db,
              A a = {}) {
    backward(sequential, f, x, b, inner, dy, dx, db, a);
}
template <execution E, class F, storage X, storage B, storage DY, storage DX, storage DB, tier A = accurate_t>
void backward(E e, const bias_act<F>& f, const X* x, const B* b, std::size_t channels, std::size_t inner, const DY* dy,
              DX* dx, DB* db, std::size_t n, A a = {}) {
    backward(e, f, std::span(x, n), std::span(b, channels), inner, std::span(dy, n), std::span(dx, n),
             std::span(db, channels), a);
}
template <class F, storage X, storage B, storage DY, storage DX, storage DB, tier A = accurate_t>
void backward(const bias_act<F>& f, const X* x, const B* b, std::size_t channels, std::size_t inner, const DY* dy,
              DX* dx, DB* db, std::size_t n, A a = {}) {
    backward(sequential, f, x, b, channels, inner, dy, dx, db, n, a);
}

/// Σ dy·∂f/∂p(x + b) for the parameters of the function, as an object like f.
template <execution E, class F, readable X, readable B, readable DY>
requires has_parameter_derivatives<F> bias_act<F> parameter_gradient(E e, const bias_act<F>& f, const X& x, const B& b,
                                                                     std::size_t inner, const DY& dy) {
    const detail::call c{"parameter_gradient", f.about.name};
    const auto vx = detail::view("x", x);
    const auto vb = detail::view("b", b);
    const auto vdy = detail::view("dy", dy);
    detail::check_inputs(c, vx, vdy);
    detail::check_channels(c, vx.check(), vb.size, inner);
    f.validate();
    using T = compute_type<element<X>, element<B>, element<DY>>;
    const auto number = [&](std::size_t channel) { return static_cast<T>(vb.data[channel]); };
    const auto chunk = [&](std::size_t begin, std::size_t n) {
        return detail::gradient_of_chunk<T>(f.function, n, [&](T* to_x, T* to_dy) {
            detail::spread_numbers(number, vb.size, inner, begin % (vb.size * inner), n, to_x);
            for (std::size_t k = 0; k < n; ++k) to_x[k] += static_cast<T>(vx.data[begin + k]);
            detail::widen(vdy.data + begin, n, to_dy);
        });
    };
    return {detail::gradient_object<F>(detail::gradient_of_all<F>(e, vx.size, chunk))};
}
template <class F, readable X, readable B, readable DY>
requires has_parameter_derivatives<F> bias_act<F> parameter_gradient(const bias_act<F>& f, const X& x, const B& b,
                                                                     std::size_t inner, const DY& dy) {
    return parameter_gradient(sequential, f, x, b, inner, dy);
}
template <execution E, class F, storage X, storage B, storage DY>
requires has_parameter_derivatives<F> bias_act<F> parameter_gradient(E e, const bias_act<F>& f, const X* x, const B* b,
                                                                     std::size_t channels, std::size_t inner,
                                                                     const DY* dy, std::size_t n) {
    return parameter_gradient(e, f, std::span(x, n), std::span(b, channels), inner, std::span(dy, n));
}
template <class F, storage X, storage B, storage DY>
requires has_parameter_derivatives<F> bias_act<F> parameter_gradient(const bias_act<F>& f, const X* x, const B* b,
                                                                     std::size_t channels, std::size_t inner,
                                                                     const DY* dy, std::size_t n) {
    return parameter_gradient(sequential, f, x, b, channels, inner, dy, n);
}

} // namespace v0
} // namespace xact
