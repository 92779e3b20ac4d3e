#pragma once

#include <complex>
#include <concepts>
#include <cstddef>
#include <span>
#include <string_view>
#include <type_traits>

#include <xact/core/groups.hpp>
#include <xact/core/moments.hpp>
#include <xact/core/rowwise.hpp>
#include <xact/simd/interleave.hpp>

/// Complex functions: functions of a row whose elements are real and imaginary parts in turn, as std::complex has them.
/// A row is any number of complex numbers, of which each goes its own way. The gradient dx is that by the real and by
/// the imaginary part, dL/da + i dL/db for a real loss L, which is what PyTorch calls the gradient of a complex tensor.
/// Where a part is NaN both parts of the result are.

namespace xact {
inline namespace v0 {

/// A contiguous range of std::complex<float> or std::complex<double>.
template <class Z>
concept complex_range = requires(Z& z) {
    { std::size(z) } -> std::convertible_to<std::size_t>;
    typename std::remove_pointer_t<decltype(std::data(z))>::value_type;
    requires std::same_as<std::remove_cv_t<std::remove_pointer_t<decltype(std::data(z))>>,
                          std::complex<typename std::remove_pointer_t<decltype(std::data(z))>::value_type>>;
};

/// Complex numbers as their parts, for entry points: forward(cardioid{}, reals(z), reals(y), 2 * z.size()).
template <complex_range Z> auto reals(Z&& z) noexcept {
    using C = std::remove_pointer_t<decltype(std::data(z))>;
    using T = std::conditional_t<std::is_const_v<C>, const typename C::value_type, typename C::value_type>;
    return std::span<T>(reinterpret_cast<T*>(std::data(z)), 2 * static_cast<std::size_t>(std::size(z)));
}

namespace detail {

inline void check_complex_row(std::string_view function, std::size_t n) {
    if (n % 2 != 0) fail_row_length(function, n, "even");
}

/// For definitions, which give limits where their formulas have none.
template <class R> bool is_infinite_part(const R& x) { return x == R(infinity) || x == R(-infinity); }

/// a/|a + ib|, neither it nor its derivatives by differences that cancel; of 0 the direction of the positive axis.
template <class R> R defined_cosine(const R& a, const R& b) {
    using std::abs;
    using std::sqrt;
    if (a == 0 && b == 0) return R(1);
    const bool is_steep = abs(a) < abs(b);
    const R ratio = is_steep ? R(a / abs(b)) : R(b / a), root = sqrt(1 + ratio * ratio);
    return is_steep ? R(ratio / root) : R(R(a < 0 ? -1 : 1) / root);
}

/// As transform, for n / 2 complex numbers: body takes and returns simd::lane_pairs.
template <class V, class Body, class Y, class... X>
void transform_complex(const Body& body, std::size_t n, outputs<Y> out, inputs<X...> in) {
    const auto as_pairs = [&](const X*... x) {
        transform<V>(body, n / 2, outputs<simd::pair_of<Y>>(simd::as_pairs(std::get<0>(out.at))),
                     inputs<simd::pair_of<X>...>(simd::as_pairs(x)...));
    };
    std::apply(as_pairs, in.at);
}

/// Σ term(z, g), in double, over the complex numbers of a row and their gradients.
template <class V, class Term, class X, class DY>
double complex_total(const Term& term, std::size_t n, inputs<X, DY> in) {
    using W = double_lanes<V>;
    const auto first = first_of_pairs<W>();
    const auto pair = [first](W x) {
        const W partner = swap_neighbours(x);
        return simd::lane_pairs<W>{select(first, x, partner), select(first, partner, x)};
    };
    // Each number comes twice, in the lanes of both of its parts.
    const auto once = [=](W z, W g) { return select(first, W(term(pair(z), pair(g))), W(0)); };
    return row_total<V>(n, once, in).hi;
}

} // namespace detail
} // namespace v0
} // namespace xact
