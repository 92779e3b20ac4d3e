#pragma once

#include <tuple>
#include <vector>

#include <xact/constructors/by_channel.hpp>
#include <xact/core/parameter_gradient.hpp>

namespace xact {
inline namespace v0 {

/// One of several functions for each channel: what remains when a mixture has been trained, or when some of a layer's
/// activations are replaced. Every element has the errors and the bits of its channel's function.
template <class... F> struct channel_dispatch {
    static_assert(sizeof...(F) > 0);

    std::tuple<F...> functions{};

    static constexpr facts about{.name = detail::composed_name<"channel_dispatch<", F...>,
                                 .formula = "F_k(c)(x)",
                                 .source = detail::joined_sources<F...>,
                                 .value = detail::no_bound,
                                 .slope = detail::no_bound};

    void validate() const {
        std::apply([](const F&... f) { (detail::validate(f), ...); }, functions);
    }
};

/// A contiguous, sized range of integers: one index a channel.
template <class K>
concept channel_indices = requires(const std::remove_reference_t<K>& k) {
    { std::size(k) } -> std::convertible_to<std::size_t>;
    requires std::integral<std::remove_cv_t<std::remove_pointer_t<decltype(std::data(k))>>>;
};

namespace detail {

/// Throws unless every index is one of `count` functions.
template <class K> void check_indices(const call& c, const K& k, std::size_t count) {
    for (std::size_t channel = 0; channel < static_cast<std::size_t>(std::size(k)); ++channel)
        if (const auto index = std::data(k)[channel]; index < 0 || static_cast<std::size_t>(index) >= count)
            fail(c.text() + "the index of channel " + std::to_string(channel) + " is " + std::to_string(index) +
                 ", there are " + std::to_string(count) + " functions");
}

/// out = call(function, in...), the function being that of index(channel) in the tuple.
template <class V, execution E, class Functions, class Index, class Call, class... Out, class... In>
void dispatch_by_channel(E e, const Functions& functions, std::size_t n, std::size_t channels, std::size_t inner,
                         const Index& index, const Call& call, outputs<Out...> out, inputs<In...> in) {
    using T = typename V::scalar;
    // Of each register, all functions that any of its lanes asks for.
    const auto body = [functions, call](V k, auto... v) {
        V result(0);
        const auto add = [&](const auto& f, std::size_t j) {
            const auto mine = k == V(static_cast<T>(j));
            if (any(mine)) result = select(mine, call(f, v...), result);
        };
        std::apply(
            [&](const auto&... f) {
                std::size_t j = 0;
                (add(f, j++), ...);
            },
            functions);
        return result;
    };
    const auto use = [&](std::size_t channel, const auto& run) {
        const auto try_one = [&](const auto& f, std::size_t j) {
            if (index(channel) == j) run([f, call](auto... v) { return call(f, v...); });
        };
        std::apply(
            [&](const auto&... f) {
                std::size_t j = 0;
                (try_one(f, j++), ...);
            },
            functions);
    };
    const auto number = [&](std::size_t channel) { return static_cast<T>(index(channel)); };
    apply_by_channel<V>(e, n, channels, inner, number, body, use, out, in);
}

template <execution E, class Functions, class Index, class X, class Y, class A>
void forward_by_index(E e, const call& c, const Functions& functions, std::size_t channels, std::size_t inner,
                      const Index& index, array_view<X> x, array_view<Y> y, A a) {
    check_output(c, y, x);
    check_channels(c, x.check(), channels, inner);
    using V = vec<compute_type<std::remove_const_t<X>, Y>>;
    dispatch_by_channel<V>(
        e, functions, x.size, channels, inner, index, [a](const auto& f, V v) { return f(v, a); }, outputs<Y>(y.data),
        inputs<std::remove_const_t<X>>(x.data));
}

template <execution E, class Functions, class Index, class X, class DY, class DX, class A>
void backward_by_index(E e, const call& c, const Functions& functions, std::size_t channels, std::size_t inner,
                       const Index& index, array_view<X> x, array_view<DY> dy, array_view<DX> dx, A a) {
    check_inputs(c, x, dy);
    check_output(c, dx, x, dy);
    check_channels(c, x.check(), channels, inner);
    using V = vec<compute_type<std::remove_const_t<X>, std::remove_const_t<DY>, DX>>;
    dispatch_by_channel<V>(
        e, functions, x.size, channels, inner, index, [a](const auto& f, V v, V g) { return backward_of(f, v, g, a); },
        outputs<DX>(dx.data), inputs<std::remove_const_t<X>, std::remove_const_t<DY>>(x.data, dy.data));
}

/// The sums of f's parameter gradients over the channels whose index is j.
template <execution E, class F, class Index, class X, class DY>
gradient_sums<F> gradient_of_index(E e, const F& f, std::size_t j, std::size_t channels, std::size_t inner,
                                   const Index& index, array_view<X> x, array_view<DY> dy) {
    std::vector<std::size_t> which;
    for (std::size_t channel = 0; channel < channels; ++channel)
        if (index(channel) == j) which.push_back(channel);
    using T = compute_type<std::remove_const_t<X>, std::remove_const_t<DY>>;
    return gradient_of_channels<T>(e, f, x, dy, channels, inner, which);
}

} // namespace detail

/// y[o, c, i] = F_k[c](x[o, c, i]) for x of the shape (outer, channels, inner), channels being the length of k.
template <execution E, class... F, channel_indices K, readable X, writable Y, tier A = accurate_t>
void forward(E e, const channel_dispatch<F...>& f, const K& k, std::size_t inner, const X& x, Y&& y, A a = {}) {
    const detail::call c{"forward", f.about.name};
    detail::check_indices(c, k, sizeof...(F));
    f.validate();
    const auto* const indices = std::data(k);
    detail::forward_by_index(
        e, c, f.functions, static_cast<std::size_t>(std::size(k)), inner,
        [indices](std::size_t channel) { return static_cast<std::size_t>(indices[channel]); }, detail::view("x", x),
        detail::view("y", y), a);
}
template <class... F, channel_indices K, readable X, writable Y, tier A = accurate_t>
void forward(const channel_dispatch<F...>& f, const K& k, std::size_t inner, const X& x, Y&& y, A a = {}) {
    forward(sequential, f, k, inner, x, y, a);
}
template <execution E, class... F, channel_indices K, storage X, storage Y, tier A = accurate_t>
void forward(E e, const channel_dispatch<F...>& f, const K& k, std::size_t inner, const X* x, Y* y, std::size_t n,
             A a = {}) {
    forward(e, f, k, inner, std::span(x, n), std::span(y, n), a);
}
template <class... F, channel_indices K, storage X, storage Y, tier A = accurate_t>
void forward(const channel_dispatch<F...>& f, const K& k, std::size_t inner, const X* x, Y* y, std::size_t n,
             A a = {}) {
    forward(sequential, f, k, inner, std::span(x, n), std::span(y, n), a);
}

/// dx[o, c, i] = dy[o, c, i]·F_k[c]'(x[o, c, i]).
template <execution E, class... F, channel_indices K, readable X, readable DY, writable DX, tier A = accurate_t>
void backward(E e, const channel_dispatch<F...>& f, const K& k, std::size_t inner, const X& x, const DY& dy, DX&& dx,
              A a = {}) {
    const detail::call c{"backward", f.about.name};
    detail::check_indices(c, k, sizeof...(F));
    f.validate();
    const auto* const indices = std::data(k);
    detail::backward_by_index(
        e, c, f.functions, static_cast<std::size_t>(std::size(k)), inner,
        [indices](std::size_t channel) { return static_cast<std::size_t>(indices[channel]); }, detail::view("x", x),
        detail::view("dy", dy), detail::view("dx", dx), a);
}
template <class... F, channel_indices K, readable X, readable DY, writable DX, tier A = accurate_t>
void backward(const channel_dispatch<F...>& f, const K& k, std::size_t inner, const X& x, const DY& dy, DX&& dx,
              A a = {}) {
    backward(sequential, f, k, inner, x, dy, dx, a);
}
template <execution E, class... F, channel_indices K, storage X, storage DY, storage DX, tier A = accurate_t>
void backward(E e, const channel_dispatch<F...>& f, const K& k, std::size_t inner, const X* x, const DY* dy, DX* dx,
              std::size_t n, A a = {}) {
    backward(e, f, k, inner, std::span(x, n), std::span(dy, n), std::span(dx, n), a);
}
template <class... F, channel_indices K, storage X, storage DY, storage DX, tier A = accurate_t>
void backward(const channel_dispatch<F...>& f, const K& k, std::size_t inner, const X* x, const DY* dy, DX* dx,
              std::size_t n, A a = {}) {
    backward(sequential, f, k, inner, std::span(x, n), std::span(dy, n), std::span(dx, n), a);
}

/// Σ dy·∂F_k/∂p(x) for the parameters of every function, over its channels: an object like f.
template <execution E, class... F, channel_indices K, readable X, readable DY>
requires(has_parameter_derivatives<F> ||
         ...) channel_dispatch<F...> parameter_gradient(E e, const channel_dispatch<F...>& f, const K& k,
                                                        std::size_t inner, const X& x, const DY& dy) {
    const detail::call c{"parameter_gradient", f.about.name};
    const auto channels = static_cast<std::size_t>(std::size(k));
    const auto* const indices = std::data(k);
    const auto vx = detail::view("x", x);
    const auto vdy = detail::view("dy", dy);
    detail::check_indices(c, k, sizeof...(F));
    detail::check_inputs(c, vx, vdy);
    detail::check_channels(c, vx.check(), channels, inner);
    f.validate();
    const auto index = [indices](std::size_t channel) { return static_cast<std::size_t>(indices[channel]); };
    channel_dispatch<F...> all{};
    const auto add = [&]<class G>(const G& function, G& g, [[maybe_unused]] std::size_t j) {
        if constexpr (has_parameter_derivatives<G>)
            g = detail::gradient_object<G>(detail::gradient_of_index(e, function, j, channels, inner, index, vx, vdy));
    };
    [&]<std::size_t... J>(std::index_sequence<J...>) {
        (add(std::get<J>(f.functions), std::get<J>(all.functions), J), ...);
    }
    (std::index_sequence_for<F...>{});
    return all;
}
template <class... F, channel_indices K, readable X, readable DY>
requires(has_parameter_derivatives<F> || ...) channel_dispatch<F...> parameter_gradient(const channel_dispatch<F...>& f,
                                                                                        const K& k, std::size_t inner,
                                                                                        const X& x, const DY& dy) {
    return parameter_gradient(sequential, f, k, inner, x, dy);
}
template <execution E, class... F, channel_indices K, storage X, storage DY>
requires(has_parameter_derivatives<F> ||
         ...) channel_dispatch<F...> parameter_gradient(E e, const channel_dispatch<F...>& f, const K& k,
                                                        std::size_t inner, const X* x, const DY* dy, std::size_t n) {
    return parameter_gradient(e, f, k, inner, std::span(x, n), std::span(dy, n));
}
template <class... F, channel_indices K, storage X, storage DY>
requires(has_parameter_derivatives<F> ||
         ...) channel_dispatch<F...> parameter_gradient(const channel_dispatch<F...>& f, const K& k, std::size_t inner,
                                                        const X* x, const DY* dy, std::size_t n) {
    return parameter_gradient(sequential, f, k, inner, std::span(x, n), std::span(dy, n));
}

} // namespace v0
} // namespace xact
