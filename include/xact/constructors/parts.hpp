#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <string_view>
#include <tuple>
#include <type_traits>

#include <xact/core/forward.hpp>
#include <xact/core/parameters.hpp>
#include <xact/math/double_word.hpp>

/// What functions made of other functions share.
///
/// They are functors like any other: for forward, backward, double_backward, parameter_gradient, channelwise and each
/// other. Their parameters are their own, then those of their parts; their facts follow from those of the parts as far
/// as these go, and leave a limit out (NaN) where they do not. No bound is promised for their errors: those of the
/// parts are amplified by the conditioning of what follows. The product of a slope or value that is 0 with an infinite
/// one is 0: what has fallen to 0 has outrun what grows.

namespace xact {
inline namespace v0 {
namespace detail {

// Facts.

/// The bounds of a composed function: none.
inline constexpr bound no_bound{.ulp = infinity, .ulp_double = infinity};

/// A text as a template argument.
template <std::size_t N> struct literal {
    char at[N]{};

    constexpr literal(const char (&text)[N]) { std::copy_n(text, N, at); }
    constexpr std::string_view view() const { return {at, N - 1}; }
};

/// The texts of some types, between an opening and a closing one.
template <literal Open, literal Separator, literal Close, class... Text> struct joined_text {
private:
    static constexpr std::size_t length = (Open.view().size() + ... + Text::value.size()) + Close.view().size() +
                                          (sizeof...(Text) > 1 ? (sizeof...(Text) - 1) * Separator.view().size() : 0);
    static constexpr std::array<char, length + 1> characters = [] {
        std::array<char, length + 1> to{};
        std::size_t n = 0;
        const auto put = [&](std::string_view text) {
            for (const char c : text) to[n++] = c;
        };
        put(Open.view());
        [[maybe_unused]] bool first = true;
        ((put(first ? std::string_view{} : Separator.view()), put(Text::value), first = false), ...);
        put(Close.view());
        return to;
    }();

public:
    static constexpr std::string_view value{characters.data(), length};
};

template <class F> struct name_of { static constexpr std::string_view value = F::about.name; };
template <class F> struct source_of { static constexpr std::string_view value = F::about.source; };
template <class F, std::size_t I> struct parameter_name_of {
    static constexpr std::string_view value = F::about.parameters.at[I];
};

/// "compose<tanh,silu>" for Open = "compose<".
template <literal Open, class... F>
inline constexpr std::string_view composed_name = joined_text<Open, ",", ">", name_of<F>...>::value;

template <class... F>
inline constexpr std::string_view joined_sources = joined_text<"", "; ", "", source_of<F>...>::value;

/// A kink somewhere: where, the facts of the parts do not tell.
inline constexpr points unknown_kinks{no_limit};

/// As many of both as there is room for.
constexpr words joined(words a, const words& b) {
    for (const std::string_view w : b)
        if (a.count < a.at.size()) a.at[a.count++] = w;
    return a;
}
constexpr points joined(points a, const points& b) {
    for (const double p : b)
        if (a.count < a.at.size() && std::find(a.begin(), a.end(), p) == a.end()) a.at[a.count++] = p;
    return a;
}

/// The names of F's parameters as those of a part: "inner.beta" for Prefix = "inner.".
template <literal Prefix, class F>
inline constexpr words prefixed_parameters = []<std::size_t... I>(std::index_sequence<I...>) {
    return words{joined_text<Prefix, "", "", parameter_name_of<F, I>>::value...};
}
(std::make_index_sequence<F::about.parameters.count>{});

constexpr points negated(points a) {
    for (std::size_t i = 0; i < a.count; ++i) a.at[i] = -a.at[i];
    return a;
}

constexpr bool is_infinite(double x) { return x == infinity || x == -infinity; }

/// Of limits: no_limit where there is none or where it is not known. The sign of a zero is not promised: none is -0.
constexpr double limit_sum(double a, double b) {
    return a != a || b != b || (is_infinite(a) && a == -b) ? no_limit : a + b + 0.0;
}
constexpr double limit_times(double a, double b) {
    return a != a || b != b || (is_infinite(a) && b == 0) || (a == 0 && is_infinite(b)) ? no_limit : a * b + 0.0;
}

/// f and f' at an infinite x, where the facts are of use.
constexpr double limit_at(const facts& f, double x) {
    return x == infinity ? f.limit_at_plus_inf : x == -infinity ? f.limit_at_minus_inf : no_limit;
}
constexpr double slope_at(const facts& f, double x) {
    return x == infinity ? f.slope_at_plus_inf : x == -infinity ? f.slope_at_minus_inf : no_limit;
}

constexpr interval intersection(const interval& a, const interval& b) {
    return {std::max(a.lo, b.lo), std::min(a.hi, b.hi)};
}

// Parameters.

template <class F, class Q, bool = has_parameters<F>> struct rebound_part_type { using type = F; };
template <class F, class Q> struct rebound_part_type<F, Q, true> { using type = rebind_t<F, Q>; };

/// A part over another parameter type; itself if it has no parameters.
template <class F, class Q> using rebound_part = typename rebound_part_type<F, Q>::type;

/// Whether any part has parameters.
template <class... F>
concept any_parameters = (has_parameters<F> || ...);

template <class F> constexpr auto part_parameters(F& f) {
    if constexpr (has_parameters<F>)
        return parameters(f);
    else
        return std::tuple<>{};
}

// Values.

/// a·b, and 0 where one is 0, also beside an infinity.
template <class V> XACT_INLINE V vanishing_product(V a, V b) {
    const V p = a * b;
    // Of two numbers only 0 and infinity have no product.
    return select((a == a) & (b == b) & (p != p), V(0), p);
}

/// p·x + q, rounded about once; for an infinite x, or beyond the largest number, the limit.
template <class V> XACT_INLINE V affine(math::dw<V> p, V x, math::dw<V> q) {
    const V rough = math::limit_product(p, x) + q.hi, fine = math::round(x * p + q);
    return select(fine == fine, fine, rough);
}

/// ∂f/∂p(x) for the parameters of a part, as an object like the part; times a factor.
template <class F, value V> XACT_INLINE rebound_part<F, V> part_derivatives(const F& f, V x) {
    if constexpr (has_parameters<F>)
        return f.parameter_derivatives(x);
    else
        return f;
}
template <class F, value V> XACT_INLINE rebound_part<F, V> part_derivatives(const F& f, V x, V factor) {
    auto g = part_derivatives(f, x);
    if constexpr (has_parameters<F>)
        for_each_parameter(g, [&](V& p) { p = V(vanishing_product(lanes<V>(p), lanes<V>(factor))); });
    return g;
}

/// f'(x)·g for a part, where g is a product already.
template <class F, class V, class A> XACT_INLINE V part_backward(const F& f, V x, V g, A tag) {
    if constexpr (has_backward<F, V>)
        return f.backward(x, g, tag);
    else
        return vanishing_product(g, f.derivative(x, tag));
}

} // namespace detail
} // namespace v0
} // namespace xact
