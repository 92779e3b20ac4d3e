#pragma once

#include <xact/constructors/parts.hpp>

namespace xact {
inline namespace v0 {

/// f(x) and f'(x).
template <value V> struct value_and_slope { V value, slope; };

/// F and F' in one pass over the input, for Newton's method and forward-mode differentiation.
template <class F> struct value_and_derivative {
    F function{};

    static constexpr facts about = [] {
        facts f = F::about;
        f.name = detail::composed_name<"value_and_derivative<", F>;
        f.aliases = {};
        return f;
    }();

    void validate() const { detail::validate(function); }

    template <value V, tier A = accurate_t> value_and_slope<V> operator()(V value, A tag = {}) const {
        const lanes<V> x(value);
        return {V(function(x, tag)), V(function.derivative(x, tag))};
    }
};

template <class F> value_and_derivative(F) -> value_and_derivative<F>;

/// y[i] = f(x[i]), slope[i] = f'(x[i]). Either may be the range of x, not both.
template <execution E, class F, readable X, writable Y, writable S, tier A = accurate_t>
void forward(E e, const value_and_derivative<F>& f, const X& x, Y&& y, S&& slope, A a = {}) {
    f.validate();
    detail::apply2(
        e, {"forward", f.about.name}, [f, a](auto v) { return f(v, a); }, detail::view("y", y),
        detail::view("slope", slope), detail::view("x", x));
}
template <class F, readable X, writable Y, writable S, tier A = accurate_t>
void forward(const value_and_derivative<F>& f, const X& x, Y&& y, S&& slope, A a = {}) {
    forward(sequential, f, x, y, slope, a);
}
template <execution E, class F, storage X, storage Y, storage S, tier A = accurate_t>
void forward(E e, const value_and_derivative<F>& f, const X* x, Y* y, S* slope, std::size_t n, A a = {}) {
    forward(e, f, std::span(x, n), std::span(y, n), std::span(slope, n), a);
}
template <class F, storage X, storage Y, storage S, tier A = accurate_t>
void forward(const value_and_derivative<F>& f, const X* x, Y* y, S* slope, std::size_t n, A a = {}) {
    forward(sequential, f, std::span(x, n), std::span(y, n), std::span(slope, n), a);
}

} // namespace v0
} // namespace xact
