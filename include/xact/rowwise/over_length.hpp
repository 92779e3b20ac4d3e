#pragma once

#include <array>
#include <cmath>
#include <span>
#include <tuple>

#include <xact/elementwise/relu.hpp>
#include <xact/math/real.hpp>
#include <xact/rowwise/log_sum_exp.hpp>

namespace xact {
inline namespace v0 {

/// F(x)/(γ n^α) for an element-wise F, n the length of the row: attention without softmax. Errors: 1 ulp more than F's.
/// backward is from the inputs: F'(x) g/(γ n^α).
template <class F, class P = double> struct basic_over_length {
    P alpha{1};
    P gamma{1};
    F function{};

    static constexpr bool is_rowwise = true, backward_from_input = true;
    static constexpr bool nan_stays_local = true;
    static constexpr facts about{.name = "over_length",
                                 .formula = "F(x_i) / (γ n^α)",
                                 .source = "arXiv:2309.08586",
                                 .value = {.ulp = F::about.value.ulp + 1, .ulp_double = F::about.value.ulp_double + 1},
                                 .slope = {.ulp = F::about.slope.ulp + 1, .ulp_double = F::about.slope.ulp_double + 1},
                                 .parameters = {"alpha", "gamma"}};

    /// Throws unless α is at least 0, γ above 0, and both are finite.
    void validate() const {
        const double a = static_cast<double>(alpha);
        if (!(a >= 0) || !std::isfinite(a)) detail::fail_parameter(about.name, "alpha", a, "at least 0 and finite");
        const double g = static_cast<double>(gamma);
        if (!(g > 0) || !std::isfinite(g)) detail::fail_parameter(about.name, "gamma", g, "above 0 and finite");
        detail::validate(function);
    }

    template <class R> void definition(std::span<const R> x, std::span<R> y) const {
        using std::exp;
        using std::log;
        const R factor = exp(-R(alpha) * log(R(static_cast<double>(x.size())))) / R(gamma);
        for (std::size_t i = 0; i < x.size(); ++i) y[i] = function.definition(x[i]) * factor;
    }

    template <class V, class X, class Y, tier A> void forward_row(const X* x, Y* y, std::size_t n, A a) const {
        with_factor<V>(n, [&](const auto& product) {
            detail::transform<V>([product, f = function, a](V v) { return product(f(v, a)); }, n, detail::outputs<Y>(y),
                                 detail::inputs<X>(x));
        });
    }

    template <class V, class X, class DY, class DX, tier A>
    void backward_row(const X* x, const DY* dy, DX* dx, std::size_t n, A a) const {
        with_factor<V>(n, [&](const auto& product) {
            detail::transform<V>([product, f = function, a](V v, V g) { return product(backward_of(f, v, g, a)); }, n,
                                 detail::outputs<DX>(dx), detail::inputs<X, DY>(x, dy));
        });
    }

    /// dα = -ln n Σ g y, dγ = -Σ g y/γ.
    template <class V, class X, class DY>
    std::array<double, 2> parameter_gradient_row(const X* x, const DY* dy, std::size_t n) const {
        double sum = 0;
        with_factor<V>(n, [&](const auto& product) {
            detail::row_state<V, detail::row_sum<V>> state{};
            const auto term = [product, f = function](detail::row_sum<V>&, V v, V g) { return g * product(f(v)); };
            detail::row_pass<V>(term, state, n, 0, detail::outputs<>(), detail::inputs<X, DY>(x, dy));
            sum = detail::as_number(detail::total<V>(state));
        });
        return {-std::log(double(n)) * sum, -sum / static_cast<double>(gamma)};
    }

    static constexpr auto parameters(auto& self) { return std::tie(self.alpha, self.gamma); }

private:
    /// Calls use(product), product(v) = v/(γ n^α).
    template <class V, class Use> void with_factor(std::size_t n, const Use& use) const {
        using D = vec<double>;
        const math::real exponent_of_e = detail::real_product(-static_cast<double>(alpha), detail::log_of({double(n)}));
        const math::scaled<D> e = math::precise_exp(math::exp_bounded(math::as<D>(exponent_of_e)));
        math::real factor =
            alpha == 1 ? math::inverse_of(double(n)) : math::real{double(e.significand.hi), double(e.significand.lo)};
        int exponent_of_gamma = 0;
        if (gamma != 1) factor = factor / std::frexp(static_cast<double>(gamma), &exponent_of_gamma);
        const math::dw<V> significand = math::as<V>(factor);
        const double exponent = (alpha == 1 ? 0 : double(e.exponent)) - exponent_of_gamma;
        if (std::abs(exponent) < 30)
            use([p = math::times_power(significand, V(std::exp2(exponent)))](V v) {
                return math::limit_product(p, v);
            });
        else
            use([p = math::scaled<V>{significand, V(exponent)}](V v) { return math::full_product(p, v); });
    }
};

/// The one that has the name, since relu is F there; with another F it is basic_over_length<F>.
using over_length = basic_over_length<relu>;

} // namespace v0
} // namespace xact
