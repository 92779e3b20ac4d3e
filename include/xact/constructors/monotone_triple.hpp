#pragma once

#include <array>

#include <xact/constructors/channel_dispatch.hpp>
#include <xact/constructors/concave.hpp>
#include <xact/constructors/saturated.hpp>

namespace xact {
inline namespace v0 {

/// What makes a layer with weights of constrained sign able to approximate any monotone function: F for the first
/// channels, concave<F> for the next, saturated<F> for the rest. F is monotone, convex and not bounded above: relu,
/// elu, selu, softplus.
template <class F, class P = double> struct monotone_triple {
    F function{};
    P c = P(1); ///< of saturated<F>
    std::array<std::size_t, 3> shares{7, 7, 2};

    static constexpr facts about{.name = detail::composed_name<"monotone_triple<", F>,
                                 .formula = "F(x), -F(-x), x <= 0 ? F(x + c) - F(c) : F(c) - F(c - x)",
                                 .source = "arXiv:2205.11775",
                                 .value = detail::no_bound,
                                 .slope = detail::no_bound,
                                 .parameters = detail::joined({"c"}, detail::prefixed_parameters<"function.", F>)};

    /// Throws where all shares are 0.
    void validate() const {
        if (total() == 0) detail::fail_parameter(about.name, "shares", 0, "not all 0");
        detail::validate(function);
    }

    /// How many of so many channels have F, concave<F> and saturated<F>: the first two rounded, ties to even.
    std::array<std::size_t, 3> split(std::size_t channels) const {
        const auto part = [&](std::size_t share) {
            const std::size_t n = channels * share / total(), twice_rest = 2 * (channels * share % total());
            return twice_rest > total() || (twice_rest == total() && n % 2 == 1) ? n + 1 : n;
        };
        const std::size_t first = part(shares[0]), second = std::min(part(shares[1]), channels - first);
        return {first, second, channels - first - second};
    }

    /// The three functions.
    auto functions() const { return std::tuple<F, concave<F>, saturated<F, P>>{function, {function}, {function, c}}; }

private:
    std::size_t total() const { return shares[0] + shares[1] + shares[2]; }
};

namespace detail {

/// The index of a channel's function.
template <class F, class P> auto index_of_part(const monotone_triple<F, P>& f, std::size_t channels) {
    const std::array<std::size_t, 3> parts = f.split(channels);
    return [second_from = parts[0], third_from = parts[0] + parts[1]](std::size_t channel) -> std::size_t {
        return channel < second_from ? 0 : channel < third_from ? 1 : 2;
    };
}

} // namespace detail

/// Each channel of x, of the shape (outer, channels, inner), by its part's function.
template <execution E, class F, class P, readable X, writable Y, tier A = accurate_t>
void forward(E e, const monotone_triple<F, P>& f, std::size_t channels, std::size_t inner, const X& x, Y&& y,
             A a = {}) {
    f.validate();
    detail::forward_by_index(e, {"forward", f.about.name}, f.functions(), channels, inner,
                             detail::index_of_part(f, channels), detail::view("x", x), detail::view("y", y), a);
}
template <class F, class P, readable X, writable Y, tier A = accurate_t>
void forward(const monotone_triple<F, P>& f, std::size_t channels, std::size_t inner, const X& x, Y&& y, A a = {}) {
    forward(sequential, f, channels, inner, x, y, a);
}
template <execution E, class F, class P, storage X, storage Y, tier A = accurate_t>
void forward(E e, const monotone_triple<F, P>& f, std::size_t channels, std::size_t inner, const X* x, Y* y,
             std::size_t n, A a = {}) {
    forward(e, f, channels, inner, std::span(x, n), std::span(y, n), a);
}
template <class F, class P, storage X, storage Y, tier A = accurate_t>
void forward(const monotone_triple<F, P>& f, std::size_t channels, std::size_t inner, const X* x, Y* y, std::size_t n,
             A a = {}) {
    forward(sequential, f, channels, inner, std::span(x, n), std::span(y, n), a);
}

/// dx = dy·f'(x), f being the channel's function.
template <execution E, class F, class P, readable X, readable DY, writable DX, tier A = accurate_t>
void backward(E e, const monotone_triple<F, P>& f, std::size_t channels, std::size_t inner, const X& x, const DY& dy,
              DX&& dx, A a = {}) {
    f.validate();
    detail::backward_by_index(e, {"backward", f.about.name}, f.functions(), channels, inner,
                              detail::index_of_part(f, channels), detail::view("x", x), detail::view("dy", dy),
                              detail::view("dx", dx), a);
}
template <class F, class P, readable X, readable DY, writable DX, tier A = accurate_t>
void backward(const monotone_triple<F, P>& f, std::size_t channels, std::size_t inner, const X& x, const DY& dy,
              DX&& dx, A a = {}) {
    backward(sequential, f, channels, inner, x, dy, dx, a);
}
template <execution E, class F, class P, storage X, storage DY, storage DX, tier A = accurate_t>
void backward(E e, const monotone_triple<F, P>& f, std::size_t channels, std::size_t inner, const X* x, const DY* dy,
              DX* dx, std::size_t n, A a = {}) {
    backward(e, f, channels, inner, std::span(x, n), std::span(dy, n), std::span(dx, n), a);
}
template <class F, class P, storage X, storage DY, storage DX, tier A = accurate_t>
void backward(const monotone_triple<F, P>& f, std::size_t channels, std::size_t inner, const X* x, const DY* dy, DX* dx,
              std::size_t n, A a = {}) {
    backward(sequential, f, channels, inner, std::span(x, n), std::span(dy, n), std::span(dx, n), a);
}

/// Σ dy·∂f/∂p(x) for c, over the channels of saturated<F>, and for the parameters of F, over all: an object like f.
template <execution E, class F, class P, readable X, readable DY>
monotone_triple<F, P> parameter_gradient(E e, const monotone_triple<F, P>& f, std::size_t channels, std::size_t inner,
                                         const X& x, const DY& dy) {
    const detail::call c{"parameter_gradient", f.about.name};
    const auto vx = detail::view("x", x);
    const auto vdy = detail::view("dy", dy);
    f.validate();
    detail::check_inputs(c, vx, vdy);
    detail::check_channels(c, vx.check(), channels, inner);
    const auto functions = f.functions();
    const auto sums = [&]<std::size_t J>(std::integral_constant<std::size_t, J>) {
        return detail::gradient_of_index(e, std::get<J>(functions), J, channels, inner,
                                         detail::index_of_part(f, channels), vx, vdy);
    };
    auto total = sums(std::integral_constant<std::size_t, 2>{}); // of c, then of the parameters of F
    if constexpr (has_parameters<F>) {
        const auto add = [&](const detail::gradient_sums<F>& part) {
            for (std::size_t k = 0; k < part.size(); ++k) total[k + 1].add(part[k]);
        };
        add(sums(std::integral_constant<std::size_t, 0>{}));
        add(sums(std::integral_constant<std::size_t, 1>{}));
    }
    const auto g = detail::gradient_object<saturated<F, P>>(total);
    return {g.function, g.c, f.shares};
}
template <class F, class P, readable X, readable DY>
monotone_triple<F, P> parameter_gradient(const monotone_triple<F, P>& f, std::size_t channels, std::size_t inner,
                                         const X& x, const DY& dy) {
    return parameter_gradient(sequential, f, channels, inner, x, dy);
}
template <execution E, class F, class P, storage X, storage DY>
monotone_triple<F, P> parameter_gradient(E e, const monotone_triple<F, P>& f, std::size_t channels, std::size_t inner,
                                         const X* x, const DY* dy, std::size_t n) {
    return parameter_gradient(e, f, channels, inner, std::span(x, n), std::span(dy, n));
}
template <class F, class P, storage X, storage DY>
monotone_triple<F, P> parameter_gradient(const monotone_triple<F, P>& f, std::size_t channels, std::size_t inner,
                                         const X* x, const DY* dy, std::size_t n) {
    return parameter_gradient(sequential, f, channels, inner, std::span(x, n), std::span(dy, n));
}

} // namespace v0
} // namespace xact
