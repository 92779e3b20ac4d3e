#pragma once

#include <cstddef>
#include <span>

#include <xact/constructors/parts.hpp>
#include <xact/core/complex.hpp>

namespace xact {
inline namespace v0 {

/// F of the real and of the imaginary part of complex numbers, F being element-wise: F itself of their array, for where
/// a complex function is asked for. Its errors and bits are F's.
template <class F> struct split_complex {
    F function{};

    static constexpr bool is_rowwise = true, backward_from_input = true, nan_stays_local = true, rows_join = true;
    static constexpr facts about{.name = detail::composed_name<"split_complex<", F>,
                                 .formula = "F(Re z) + i F(Im z), z complex",
                                 .source = F::about.source,
                                 .value = F::about.value,
                                 .slope = F::about.slope,
                                 .parameters = detail::prefixed_parameters<"function.", F>};

    void check_row(std::size_t n) const { detail::check_complex_row(about.name, n); }
    void validate() const { detail::validate(function); }

    template <class R> void definition(std::span<const R> x, std::span<R> y) const {
        for (std::size_t i = 0; i < x.size(); ++i) y[i] = function.definition(x[i]);
    }

    template <class V, class X, class Y, tier A> void forward_row(const X* x, Y* y, std::size_t n, A tag) const {
        detail::transform<V>(detail::value_body<F, A>{function, tag}, n, detail::outputs<Y>(y), detail::inputs<X>(x));
    }
    template <class V, class X, class DY, class DX, tier A>
    void backward_row(const X* x, const DY* dy, DX* dx, std::size_t n, A tag) const {
        const auto body = [f = function, tag](V v, V g) { return backward_of(f, v, g, tag); };
        detail::transform<V>(body, n, detail::outputs<DX>(dx), detail::inputs<X, DY>(x, dy));
    }
};

template <class F> split_complex(F) -> split_complex<F>;

} // namespace v0
} // namespace xact
