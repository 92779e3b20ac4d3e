#pragma once

#include <xact/elementwise/exponential_gated.hpp>
#include <xact/math/erf_words.hpp>
#include <xact/math/normal_in_double.hpp>

namespace xact {
inline namespace v0 {

/// The error function, for basic_exponential_gated.
struct erf_shape {
    static constexpr double alpha = 0.75, beta = 0.75;
    static constexpr facts about{.name = "erf_act",
                                 .formula = "x erf(α e^(β x))",
                                 .source = "arXiv:2109.04386",
                                 .limit_at_minus_inf = -0.0,
                                 .limit_at_plus_inf = infinity,
                                 .slope_roots = {-1.3966119764212963},
                                 .parameters = {"alpha", "beta"}};

    template <class R> static R definition(R w) {
        using std::erf;
        return erf(w);
    }
    template <class W> static XACT_INLINE auto in_double(W w) { return math::in_double::erf_and_slope(w); }
    template <std::size_t N> using pieces = math::erf_pieces<N>;
    template <class V> using parts = math::erf_parts<V>;
};

/// ErfAct: the input, gated by the error function of an exponential.
template <class P> using basic_erf_act = basic_exponential_gated<erf_shape, P>;
using erf_act = basic_erf_act<double>;

} // namespace v0
} // namespace xact
