#pragma once

#include <cmath>
#include <tuple>

#include <xact/core/forward.hpp>
#include <xact/math/sincos.hpp>

namespace xact {
inline namespace v0 {

/// The wavelet of PINNsFormer: a sine and a cosine with weights to learn.
template <class P> struct basic_pinn_wavelet {
    P u = P(1);
    P v = P(1);

    static constexpr facts about{.name = "pinn_wavelet",
                                 .formula = "u sin(x) + v cos(x)",
                                 .source = "arXiv:2307.11833",
                                 .slope_at_minus_inf = no_limit,
                                 .slope_at_plus_inf = no_limit,
                                 .roots = {-0.78539816339744831, 2.3561944901923449},
                                 .slope_roots = {-2.3561944901923449, 0.78539816339744831},
                                 .roots_everywhere_from = 1.1780972450961724,
                                 .parameters = {"u", "v"}};

    template <class R> R definition(R x) const {
        using std::cos;
        using std::sin;
        return R(u) * sin(x) + R(v) * cos(x);
    }

    template <value V, tier A = accurate_t> V operator()(V value, A = {}) const {
        return V(wave(math::angle<lanes<V>>::of(lanes<V>(value)).both()));
    }

    template <value V, tier A = accurate_t> V derivative(V value, A = {}) const {
        const auto [s, c] = math::angle<lanes<V>>::of(lanes<V>(value)).both();
        return V(wave(math::sine_and_cosine<lanes<V>>{c, -s}));
    }

    template <value V> V second_derivative(V value) const {
        return V(-wave(math::angle<lanes<V>>::of(lanes<V>(value)).both()));
    }

    static constexpr auto parameters(auto& self) { return std::tie(self.u, self.v); }

    template <value V> basic_pinn_wavelet<V> parameter_derivatives(V value) const {
        const auto a = math::short_angle<lanes<V>>::of(lanes<V>(value));
        return {V(a.sin()), V(a.cos())};
    }

private:
    template <class V> XACT_INLINE V wave(math::sine_and_cosine<V> w) const {
        return math::round(math::exact<V>(u) * w.sin + math::exact<V>(v) * w.cos);
    }
};

using pinn_wavelet = basic_pinn_wavelet<double>;

} // namespace v0
} // namespace xact
