#pragma once

#include <xact/constructors/parts.hpp>

namespace xact {
inline namespace v0 {

/// F'' as a function. It has a value alone: F''' is not offered.
template <class F>
requires has_second_derivative<F>
struct second_derivative {
    F function{};

    static constexpr facts about{.name = detail::composed_name<"second_derivative<", F>,
                                 .formula = "F''(x)",
                                 .source = F::about.source,
                                 .value = detail::no_bound,
                                 .slope = detail::no_bound,
                                 .kinks = F::about.kinks,
                                 .domain = F::about.domain};

    void validate() const { detail::validate(function); }

    template <value V> V operator()(V x) const { return function.second_derivative(x); }
};

template <class F> second_derivative(F) -> second_derivative<F>;

/// y[i] = f''(x[i]).
template <execution E, class F, readable X, writable Y>
void forward(E e, const second_derivative<F>& f, const X& x, Y&& y) {
    f.validate();
    detail::apply(
        e, {"forward", f.about.name}, [f](auto v) { return f(v); }, detail::view("y", y), detail::view("x", x));
}
template <class F, readable X, writable Y> void forward(const second_derivative<F>& f, const X& x, Y&& y) {
    forward(sequential, f, x, y);
}
template <execution E, class F, storage X, storage Y>
void forward(E e, const second_derivative<F>& f, const X* x, Y* y, std::size_t n) {
    forward(e, f, std::span(x, n), std::span(y, n));
}
template <class F, storage X, storage Y> void forward(const second_derivative<F>& f, const X* x, Y* y, std::size_t n) {
    forward(sequential, f, std::span(x, n), std::span(y, n));
}

} // namespace v0
} // namespace xact
