#pragma once

#include <concepts>
#include <cstddef>
#include <iterator>
#include <type_traits>

#include <xact/core/facts.hpp>
#include <xact/core/value.hpp>
#include <xact/simd/memory.hpp>

/// What the entry points ask of their arguments.
///
/// An element-wise functor has
///   about                                   its facts
///   definition(x)                           for the tests: the formula, of a wider type or of dual numbers
///   f(x, tier), derivative(x, tier)         for any value V
/// and may have
///   second_derivative(x)                    if it is smooth
///   derivative_from_output(y)               if f' is a function of f
///   backward(x, dy, tier)                   where dy·f'(x) would be wrong or wasteful
///   parameters(self), validate(), parameter_derivatives(x)
///   has_fast = true                         its fast tier differs from the accurate one
///   fast_scale(x), fast_slope_scale(x)      for the tests: what its errors are measured by where sums cancel, instead
///                                           of |f(x)|, |f'(x)|
/// and for the loop over an array, with the bits of the members above,
///   begin(x, tier), finish(begun, x)        the value in halves, which run apart: core/transform.hpp; likewise
///   begin_derivative(x, tier)               with finish_derivative(begun, x), and finish_backward(begun, x, dy) where
///                                           there is a backward
///   quick(x, tier), quick_derivative(…)     attempts (math/attempt.hpp) at them, judged once for several registers,
///                                           with far(x) and far_derivative(x) as below, and anywhere(x) and
///                                           anywhere_derivative(x), the kernels for what is left
///   quick_default(x)                        and quick_default_derivative(x), the same for the default parameters only
///   prepared_derivative<V>()                a functor whose derivative has computed what parameters alone decide
///   few_at_once = true                      a turn of the loop with 16 registers computes two of numbers, not four:
///                                           loads and stores take as long as it does, or four do not fit
///   simplest(use)                           calls use(g) with a functor g that is f for these parameters, but simpler,
///                                           such as detail::with_usual_parameters
///   has_default_loop = true                 the default parameters get a loop that knows them, others one of
///                                           usual_value(x) and usual_derivative(x) where it has these, which do not
///                                           ask for default ones; has_fast_default_loop, in the fast tier
///
/// A gated functor has about, definition(a, b), f(a, b, tier) and backward(a, b, dy, tier), and may have parameters as
/// above, simplest(use), has_default_loop, and
///   quick(a, b, tier)                       an attempt (math/attempt.hpp) at the value, judged once for several
///   quick_backward(a, b, dy, tier)          registers, and at the gradients; or in halves
///   begin_quick(a)                          with finish_quick(begun, a, b) and finish_quick_backward(begun, a, b, dy)
///   far(a, b), far_backward(a, b, dy)       what needs no kernel where an attempt is not right (math/far_gate.hpp)
///
/// What a functor of rows may have is in core/rowwise.hpp.

namespace xact {
inline namespace v0 {

template <class F>
concept has_facts = requires {
    { std::remove_cvref_t<F>::about } -> std::convertible_to<const facts&>;
};

/// A function of one number: f(x) and its derivative.
template <class F>
concept elementwise = has_facts<F> && requires(const F& f, float x) {
    { f(x) } -> std::same_as<float>;
    { f.derivative(x) } -> std::same_as<float>;
};

/// A function of two numbers, the activated a and the value b: f(a, b) and dy·∂f/∂a, dy·∂f/∂b.
template <class F>
concept gated_function = has_facts<F> && requires(const F& f, float a) {
    { f(a, a) } -> std::same_as<float>;
    f.backward(a, a, a);
};

/// A function of three numbers, and dy times its derivatives by each; see core/ternary.hpp.
template <class F>
concept ternary_function = has_facts<F> && requires(const F& f, float a) {
    { f(a, a, a) } -> std::same_as<float>;
    f.backward(a, a, a, a);
};

/// A function of a whole row; see core/rowwise.hpp.
template <class F>
concept rowwise = has_facts<F> && std::remove_cvref_t<F>::is_rowwise;

namespace detail {

template <class F> constexpr bool declares_fast() {
    if constexpr (requires { F::has_fast; }) return F::has_fast;
    return false;
}
template <class F> inline constexpr bool has_fast = declares_fast<F>();
template <template <class...> class C, class... Part>
inline constexpr bool has_fast<C<Part...>> = declares_fast<C<Part...>>() || (has_fast<Part> || ...);

} // namespace detail

/// Whether a functor has a fast version, for some types at least: it says so by `has_fast = true`, or a functor that it
/// is made of does.
template <class F>
concept has_fast_version = detail::has_fast<std::remove_cvref_t<F>>;

/// Of a functor, or of the body of a loop.
template <class F>
concept has_few_at_once = requires {
    requires std::remove_cvref_t<F>::few_at_once;
};

template <class F, class V = float>
concept has_second_derivative = requires(const F& f, V x) {
    f.second_derivative(x);
};
template <class F, class V = float>
concept has_derivative_from_output = requires(const F& f, V y) {
    f.derivative_from_output(y);
};
template <class F, class V = float>
concept has_backward = requires(const F& f, V x) {
    f.backward(x, x);
};
/// The value in two halves, which loops run apart: f(x, tier) = finish(begin(x, tier), x), and the derivative.
template <class F, class V, class A>
concept has_value_halves = requires(const F& f, V x, A tier) {
    f.finish(f.begin(x, tier), x);
};
template <class F, class V, class A>
concept has_derivative_halves = requires(const F& f, V x, A tier) {
    f.finish_derivative(f.begin_derivative(x, tier), x);
};
template <class F, class V = float>
concept has_parameter_derivatives = requires(const F& f, V x) {
    f.parameter_derivatives(x);
};
template <class F, class V = float>
concept has_gated_parameter_derivatives = requires(const F& f, V x) {
    f.parameter_derivatives(x, x);
};
template <class F>
concept has_validate = requires(const F& f) {
    f.validate();
};

/// A contiguous range whose size is known: a vector, an array, a span, an Eigen::Map, a built-in array.
template <class X>
concept readable = requires(const std::remove_reference_t<X>& x) {
    { std::size(x) } -> std::convertible_to<std::size_t>;
    requires storage<std::remove_cv_t<std::remove_pointer_t<decltype(std::data(x))>>>;
};
template <class Y>
concept writable = requires(std::remove_reference_t<Y>& y) {
    { std::size(y) } -> std::convertible_to<std::size_t>;
    requires storage<std::remove_pointer_t<decltype(std::data(y))>>;
};

template <class X> using element = std::remove_cv_t<std::remove_pointer_t<decltype(std::data(std::declval<X&>()))>>;

} // namespace v0
} // namespace xact
