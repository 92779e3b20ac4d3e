#pragma once

#include <algorithm>
#include <cstddef>
#include <string>

#include <xact/core/gated.hpp>
#include <xact/math/double_word.hpp>

/// Several gated units of one value, added: forward(summed(mglu{}, masks), a, b, y), and backward. a has that many
/// arrays of the length of b and y, one after the other, and y[i] = Σ f(a[m, i], b[i]). Sums are compensated: a unit's
/// errors are all that counts.
///
/// y and db may be b (or dy), da may be a; all else that overlaps throws, as do 0 units, and other lengths.

namespace xact {
inline namespace v0 {

/// What summed() returns.
template <gated_function F> struct summed_gate {
    F functor;
    std::size_t count;
};

/// The sum of `count` units.
template <gated_function F> summed_gate<F> summed(const F& f, std::size_t count) { return {f, count}; }

namespace detail {

/// Elements whose sums are kept at once.
inline constexpr std::size_t summed_block = 1024;

template <class F, class A> struct summed_value_body {
    F f;
    A tier;

    template <class V> math::dw<V> operator()(V a, V b, V hi, V lo) const {
        const math::dw<V> s = math::two_sum(hi, f(a, b, tier));
        return {s.hi, lo + s.lo};
    }
};
template <class V> struct summed_gradient { V da, hi, lo; };
template <class F, class A> struct summed_gradient_body {
    F f;
    A tier;

    template <class V> summed_gradient<V> operator()(V a, V b, V dy, V hi, V lo) const {
        const auto [da, db] = f.backward(a, b, dy, tier);
        const math::dw<V> s = math::two_sum(hi, db);
        return {da, s.hi, lo + s.lo};
    }
};

/// hi + lo, and where that is NaN beside an infinity, hi.
struct sum_of_words {
    template <class V> V operator()(V hi, V lo) const {
        const V s = hi + lo;
        return select(s == s, s, hi);
    }
};

template <class F> void check_summed(const call& c, const summed_gate<F>& f, const argument& a, const argument& b) {
    validate(f.functor);
    if (f.count == 0) fail(c.text() + "count is 0");
    if (a.size / f.count != b.size || a.size % f.count != 0)
        fail(c.text() + "b has " + std::to_string(b.size) + " elements, a has " + std::to_string(a.size) +
             ", which must be " + std::to_string(f.count) + " times as many");
}

/// Calls body(first, n, hi, lo) for blocks, with sums that are 0, and stores these.
template <class T, execution E, class Out, class Body> void for_sums(E e, std::size_t n, Out* out, const Body& body) {
    for_pieces(e, n, summed_block, [&](std::size_t begin, std::size_t end) {
        for (; begin < end; begin += summed_block) {
            const std::size_t count = std::min(summed_block, end - begin);
            alignas(64) T hi[summed_block], lo[summed_block];
            std::fill_n(hi, count, T(0)), std::fill_n(lo, count, T(0));
            body(begin, count, hi, lo);
            transform<vec<T>>(sum_of_words{}, count, outputs<Out>(out + begin), inputs<T, T>(hi, lo));
        }
    });
}

} // namespace detail

/// y[i] = Σ f(a[m, i], b[i]).
template <execution E, class F, readable A, readable B, writable Y, tier T = accurate_t>
void forward(E e, const summed_gate<F>& f, const A& a, const B& b, Y&& y, T t = {}) {
    const detail::call c{"forward", F::about.name};
    const auto va = detail::view("a", a);
    const auto vb = detail::view("b", b);
    const auto vy = detail::view("y", y);
    detail::check_summed(c, f, va.check(), vb.check());
    detail::check_output(c, vy, vb);
    detail::check_no_overlap(c, va.check(), vy.check());
    using S = compute_type<element<const A>, element<const B>, element<Y>>;
    const detail::summed_value_body<F, detail::loop_tier<F, T>> body{f.functor, t};
    detail::for_sums<S>(e, vb.size, vy.data, [&](std::size_t first, std::size_t n, S* hi, S* lo) {
        for (std::size_t m = 0; m < f.count; ++m)
            detail::transform<vec<S>>(body, n, detail::outputs<S, S>(hi, lo),
                                      detail::inputs<element<const A>, element<const B>, S, S>(
                                          va.data + m * vb.size + first, vb.data + first, hi, lo));
    });
}
template <class F, readable A, readable B, writable Y, tier T = accurate_t>
void forward(const summed_gate<F>& f, const A& a, const B& b, Y&& y, T t = {}) {
    forward(sequential, f, a, b, y, t);
}

/// da[m, i] = dy[i]·∂f/∂a(a[m, i], b[i]), and db[i] = Σ dy[i]·∂f/∂b(a[m, i], b[i]).
template <execution E, class F, readable A, readable B, readable DY, writable DA, writable DB, tier T = accurate_t>
void backward(E e, const summed_gate<F>& f, const A& a, const B& b, const DY& dy, DA&& da, DB&& db, T t = {}) {
    const detail::call c{"backward", F::about.name};
    const auto va = detail::view("a", a);
    const auto vb = detail::view("b", b);
    const auto vdy = detail::view("dy", dy);
    const auto vda = detail::view("da", da);
    const auto vdb = detail::view("db", db);
    detail::check_summed(c, f, va.check(), vb.check());
    detail::check_output(c, vda, va);
    detail::check_inputs(c, vb, vdy);
    detail::check_output(c, vdb, vb, vdy);
    for (const detail::argument& other : {vb.check(), vdy.check(), vdb.check()})
        detail::check_no_overlap(c, other, vda.check());
    detail::check_no_overlap(c, va.check(), vdb.check());
    using S = compute_type<element<const A>, element<const B>, element<const DY>, element<DA>, element<DB>>;
    const detail::summed_gradient_body<F, detail::loop_tier<F, T>> body{f.functor, t};
    detail::for_sums<S>(e, vb.size, vdb.data, [&](std::size_t first, std::size_t n, S* hi, S* lo) {
        for (std::size_t m = 0; m < f.count; ++m) {
            const std::size_t at = m * vb.size + first;
            detail::transform<vec<S>>(body, n, detail::outputs<element<DA>, S, S>(vda.data + at, hi, lo),
                                      detail::inputs<element<const A>, element<const B>, element<const DY>, S, S>(
                                          va.data + at, vb.data + first, vdy.data + first, hi, lo));
        }
    });
}
template <class F, readable A, readable B, readable DY, writable DA, writable DB, tier T = accurate_t>
void backward(const summed_gate<F>& f, const A& a, const B& b, const DY& dy, DA&& da, DB&& db, T t = {}) {
    backward(sequential, f, a, b, dy, da, db, t);
}

} // namespace v0
} // namespace xact
