#pragma once

#include <xact/core/forward.hpp>

/// Functions of three inputs, elementwise: forward(f, a, b, c, y) and backward(f, a, b, c, dy, da, db, dc).
///
/// Ranges, storage types, xact::parallel and a tier as in core/forward.hpp. The output may be the same range as an
/// input; of the gradients each may be an input or dy, but no two of them the same range. backward needs the inputs
/// alone.
///
/// Each throws std::invalid_argument, before anything is written, where ranges differ in length or overlap in part.

namespace xact {
inline namespace v0 {

/// dy·∂f/∂a, dy·∂f/∂b and dy·∂f/∂c.
template <value V> struct ternary_gradient { V da, db, dc; };

namespace detail {

template <class F, class A> struct ternary_value_body {
    F f;
    A tier;

    template <class V> V operator()(V a, V b, V c) const { return f(a, b, c, tier); }
};
template <class F, class A> struct ternary_gradient_body {
    F f;
    A tier;

    template <class V> ternary_gradient<V> operator()(V a, V b, V c, V dy) const {
        return f.backward(a, b, c, dy, tier);
    }
};

} // namespace detail

/// y[i] = f(a[i], b[i], c[i]).
template <execution E, ternary_function F, readable A, readable B, readable C, writable Y, tier T = accurate_t>
void forward(E e, const F& f, const A& a, const B& b, const C& c, Y&& y, T t = {}) {
    detail::validate(f);
    detail::apply(e, {"forward", F::about.name}, detail::ternary_value_body<F, detail::loop_tier<F, T>>{f, t},
                  detail::view("y", y), detail::view("a", a), detail::view("b", b), detail::view("c", c));
}
template <ternary_function F, readable A, readable B, readable C, writable Y, tier T = accurate_t>
void forward(const F& f, const A& a, const B& b, const C& c, Y&& y, T t = {}) {
    forward(sequential, f, a, b, c, y, t);
}
template <execution E, ternary_function F, storage A, storage B, storage C, storage Y, tier T = accurate_t>
void forward(E e, const F& f, const A* a, const B* b, const C* c, Y* y, std::size_t n, T t = {}) {
    forward(e, f, std::span(a, n), std::span(b, n), std::span(c, n), std::span(y, n), t);
}
template <ternary_function F, storage A, storage B, storage C, storage Y, tier T = accurate_t>
void forward(const F& f, const A* a, const B* b, const C* c, Y* y, std::size_t n, T t = {}) {
    forward(sequential, f, a, b, c, y, n, t);
}

/// da[i] = dy[i]·∂f/∂a(a[i], b[i], c[i]), and likewise db and dc.
template <execution E, ternary_function F, readable A, readable B, readable C, readable DY, writable DA, writable DB,
          writable DC, tier T = accurate_t>
void backward(E e, const F& f, const A& a, const B& b, const C& c, const DY& dy, DA&& da, DB&& db, DC&& dc, T t = {}) {
    detail::validate(f);
    detail::apply3(e, {"backward", F::about.name}, detail::ternary_gradient_body<F, detail::loop_tier<F, T>>{f, t},
                   detail::view("da", da), detail::view("db", db), detail::view("dc", dc), detail::view("a", a),
                   detail::view("b", b), detail::view("c", c), detail::view("dy", dy));
}
template <ternary_function F, readable A, readable B, readable C, readable DY, writable DA, writable DB, writable DC,
          tier T = accurate_t>
void backward(const F& f, const A& a, const B& b, const C& c, const DY& dy, DA&& da, DB&& db, DC&& dc, T t = {}) {
    backward(sequential, f, a, b, c, dy, da, db, dc, t);
}
template <execution E, ternary_function F, storage A, storage B, storage C, storage DY, storage DA, storage DB,
          storage DC, tier T = accurate_t>
void backward(E e, const F& f, const A* a, const B* b, const C* c, const DY* dy, DA* da, DB* db, DC* dc, std::size_t n,
              T t = {}) {
    backward(e, f, std::span(a, n), std::span(b, n), std::span(c, n), std::span(dy, n), std::span(da, n),
             std::span(db, n), std::span(dc, n), t);
}
template <ternary_function F, storage A, storage B, storage C, storage DY, storage DA, storage DB, storage DC,
          tier T = accurate_t>
void backward(const F& f, const A* a, const B* b, const C* c, const DY* dy, DA* da, DB* db, DC* dc, std::size_t n,
              T t = {}) {
    backward(sequential, f, a, b, c, dy, da, db, dc, n, t);
}

} // namespace v0
} // namespace xact
