#pragma once

#include <xact/elementwise/exponential_gated.hpp>
#include <xact/math/in_double.hpp>
#include <xact/math/tanh_words.hpp>

namespace xact {
inline namespace v0 {

/// The hyperbolic tangent, for basic_exponential_gated.
struct tanh_shape {
    static constexpr double alpha = 1, beta = 1;
    static constexpr facts about{.name = "tanhsoft2",
                                 .formula = "x tanh(α e^(β x))",
                                 .source = "arXiv:2009.03863",
                                 .limit_at_minus_inf = -0.0,
                                 .limit_at_plus_inf = infinity,
                                 .slope_roots = {-1.0788600584646241},
                                 .parameters = {"alpha", "beta"},
                                 .aliases = {"tanhexp", "telu"}};

    template <class R> static R definition(R w) {
        using std::tanh;
        return tanh(w);
    }
    template <class W> static XACT_INLINE auto in_double(W w) { return math::in_double::tanh_and_slope(w); }
    template <class V> using parts = math::tanh_parts<V>;
};

/// TanhSoft-2: the input, gated by the hyperbolic tangent of an exponential; the default is TanhExp.
template <class P> using basic_tanhsoft2 = basic_exponential_gated<tanh_shape, P>;
using tanhsoft2 = basic_tanhsoft2<double>;

} // namespace v0
} // namespace xact
