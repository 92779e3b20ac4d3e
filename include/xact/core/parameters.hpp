#pragma once

#include <array>
#include <cstddef>
#include <tuple>
#include <type_traits>

#include <xact/core/concepts.hpp>

/// A functor's learnable parameters, one after the other.

namespace xact {
inline namespace v0 {

template <class F>
concept has_parameters = requires(F& f) {
    std::remove_const_t<F>::parameters(f);
};

/// The parameters of f in order, as a tuple of references.
template <has_parameters F> constexpr auto parameters(F& f) { return std::remove_const_t<F>::parameters(f); }

namespace detail {

template <class P> inline constexpr bool is_array = false;
template <class P, std::size_t N> inline constexpr bool is_array<std::array<P, N>> = true;

/// Calls visit(p) for every single parameter of f, those of arrays included.
template <class F, class Visitor> constexpr void for_each_parameter(F& f, Visitor&& visit) {
    const auto each = [&](auto& p) {
        if constexpr (is_array<std::remove_cvref_t<decltype(p)>>)
            for (auto& q : p) visit(q);
        else
            visit(p);
    };
    std::apply([&](auto&... p) { (each(p), ...); }, parameters(f));
}

template <class F>
inline constexpr std::size_t parameter_count = [] {
    std::size_t n = 0;
    F f{};
    for_each_parameter(f, [&](const auto&) { ++n; });
    return n;
}();

/// The functor F over another parameter type: F::rebound<Q> where F says so itself, being made of other functors.
template <class F, class Q> struct rebind;
template <template <class> class F, class P, class Q> struct rebind<F<P>, Q> { using type = F<Q>; };
template <template <class, class> class F, class Gate, class P, class Q> struct rebind<F<Gate, P>, Q> {
    using type = F<Gate, Q>;
};
template <class F, class Q> constexpr auto rebound_type() {
    if constexpr (requires { typename F::template rebound<Q>; })
        return std::type_identity<typename F::template rebound<Q>>{};
    else
        return rebind<F, Q>{};
}
template <class F, class Q> using rebind_t = typename decltype(rebound_type<F, Q>())::type;

} // namespace detail
} // namespace v0
} // namespace xact
