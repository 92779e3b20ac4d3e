#pragma once

#include <cmath>
#include <tuple>

#include <xact/constructors/act_gate.hpp>
#include <xact/gated/glu.hpp>
#include <xact/math/arctan_gate.hpp>
#include <xact/math/erf_words.hpp>
#include <xact/math/factors.hpp>
#include <xact/math/normal_product.hpp>

namespace xact {
inline namespace v0 {

/// G(a) = atan(a)/π + ½.
struct arctan_glu_gate {
    template <class V> static XACT_INLINE auto in_single_words(V a) requires math::is_fused<V> {
        return math::single_arctan_gate<V>(a);
    }
    template <class V> static XACT_INLINE auto far(V a) requires math::in_double::is_possible<V> {
        return math::far_arctan_gate<V>(a);
    }

    static constexpr facts about{.name = "xatglu",
                                 .formula = "((1 + 2α) G - α) b, G = atan(a)/π + ½",
                                 .source = "arXiv:2405.20768",
                                 .parameters = {"alpha"},
                                 .aliases = {"atglu"}};

    template <class V> using factor = math::arctan_gate_factor<V>;

    template <class R> static R definition(R a) {
        using std::atan;
        return a < -1 ? R(-atan(1 / a) / (4 * atan(R(1)))) : R((1 + odd_definition(a)) / 2);
    }
    template <class R> static R odd_definition(R a) {
        using std::atan;
        return atan(a) / (2 * atan(R(1)));
    }

    /// 2 G(a) - 1 = 2 atan(a)/π, from ½ on by the complement of the arc tangent, which has two words.
    template <class V> static XACT_INLINE math::scaled<V> odd_part(V a) {
        const V t = math::finite(math::abs(a)), sign = copysign(V(1), a);
        const math::dw<V> two_over_pi = math::times_power(math::as<V>(math::inverse_pi), V(2));
        const math::dw<V> far = V(1) - math::arccot(t) * two_over_pi;
        return math::select(t < V(0.5), two_over_pi * math::moderated(math::atan(a)),
                            {{sign * keep_nan(a, far.hi), sign * far.lo}, V(0)});
    }
};

/// G = Φ.
struct normal_glu_gate {
    template <class V> static XACT_INLINE auto in_single_words(V a) requires math::has_normal_pieces<V> {
        return math::single_gelu<V>(a);
    }
    template <class V> static XACT_INLINE math::far_gate<V, true> far(V a) {
        return {a, math::far_deviation<typename V::scalar>};
    }

    static constexpr facts about{
        .name = "xgeglu", .formula = "((1 + 2α) Φ(a) - α) b", .source = "arXiv:2405.20768", .parameters = {"alpha"}};

    template <class V> using factor = math::normal_cdf_factor<V>;

    template <class R> static R definition(R a) {
        using std::erfc;
        using std::sqrt;
        return erfc(-a / sqrt(R(2))) / 2;
    }
    template <class R> static R odd_definition(R a) {
        using std::erf;
        using std::sqrt;
        return erf(a / sqrt(R(2)));
    }

    /// 2 Φ(a) - 1 = erf(a/√2); a √(2/π) where its cube does not count.
    template <class V> static XACT_INLINE math::scaled<V> odd_part(V a) {
        using T = typename V::scalar;
        const math::dw<V> e = math::erf_parts<V>(argument(a)).value();
        const V sign = copysign(V(1), a);
        const auto tiny = math::abs(a) < V(T(sizeof(T) == 4 ? 0x1p-14 : 0x1p-29));
        const math::dw<V> slope = math::times_power(math::as<V>(math::inverse_sqrt_2pi), V(2));
        return math::select(tiny, slope * math::moderated(a), {{sign * keep_nan(a, e.hi), sign * e.lo}, V(0)});
    }
    /// The same for |a| <= 1, beside larger numbers.
    template <class V> static XACT_INLINE math::dw<V> small_odd_part(V a) {
        const math::dw<V> e = math::small_erf(argument(a));
        const V sign = copysign(V(1), a);
        return {sign * e.hi, sign * e.lo};
    }

private:
    /// |a|/√2.
    template <class V> static XACT_INLINE math::dw<V> argument(V a) {
        return math::abs(a) * math::times_power(math::as<V>(math::sqrt_2), V(0.5));
    }
};

/// G = σ.
struct logistic_glu_gate {
    using narrow = act_gate<detail::exact_sigmoid>;

    template <class V> static XACT_INLINE auto in_single_words(V a) requires math::is_fused<V> {
        return math::make_swish_product(math::unit_beta{}, a);
    }

    static constexpr facts about{
        .name = "xswiglu", .formula = "((1 + 2α) σ(a) - α) b", .source = "arXiv:2405.20768", .parameters = {"alpha"}};

    template <class V> using factor = math::sigmoid_factor<V>;

    template <class R> static R definition(R a) {
        using std::exp;
        return 1 / (1 + exp(-a));
    }
    template <class R> static R odd_definition(R a) {
        using std::tanh;
        return tanh(a / 2);
    }

    /// 2 σ(a) - 1.
    template <class V> static XACT_INLINE math::scaled<V> odd_part(V a) {
        return math::sigmoid_factor<V>(a).odd_part();
    }
};

namespace detail {

template <class Gate, class V>
concept has_single_words = requires(V a) {
    Gate::in_single_words(a);
};

/// One whose products are known far out.
template <class Gate, class V>
concept has_far_gate = requires(V a) {
    Gate::far(a);
};

template <class Gate, class V>
concept widens_in_single_words = has_single_words<Gate, V> && sizeof(typename V::scalar) == 4;

/// The unit with α = 0, G(a) b, in single words wherever Gate has such products.
template <class Gate> struct narrow_xglu {
    template <class V> using factor = typename Gate::template factor<V>;

    template <class V, tier A> V operator()(V a, V b, A tag) const {
        return completed_value(*this, a, b, tag,
                               [&]() XACT_INLINE_LAMBDA { return math::full_product(factor<V>(a).value(), b); });
    }
    template <class V, tier A> XACT_INLINE auto quick(V a, V b, A) const requires has_single_words<Gate, V> {
        return gate_attempt(Gate::in_single_words(a), b);
    }

    template <class V, tier A> gated_gradient<V> backward(V a, V b, V dy, A tag) const {
        const auto [da, db] = completed_gradients(*this, a, b, dy, tag, [&]() XACT_INLINE_LAMBDA {
            const factor<V> gate(a);
            return math::gated_products<V>{math::full_product(gate.slope(), b, dy),
                                           math::full_product(gate.value(), dy)};
        });
        return {da, db};
    }
    template <class V, tier A>
    XACT_INLINE auto quick_backward(V a, V b, V dy, A) const requires has_single_words<Gate, V> {
        return gate_attempts(Gate::in_single_words(a), a, b, dy);
    }

    /// Far out. Apart, as otherwise their constants push those of the loop out of its registers (measured with AVX-512:
    /// xatglu takes 1.07 times the time; units with less in their loops are quicker as they are).
    template <class V> XACT_APART math::known<V> far(V a, V b) const requires has_far_gate<Gate, V> {
        return math::far_gate_product(Gate::far(a), b);
    }
    template <class V>
    XACT_APART math::gated_known<V> far_backward(V a, V b, V dy) const requires has_far_gate<Gate, V> {
        return math::far_gate_products(Gate::far(a), b, dy);
    }
};

template <class Gate> struct narrow_of { using type = narrow_xglu<Gate>; };
template <class Gate>
requires requires { typename Gate::narrow; }
struct narrow_of<Gate> {
    using type = typename Gate::narrow;
};

/// The same with any α, in float in single words where Gate has such products.
template <class Gate, class P> struct wide_xglu {
    P alpha;

    template <class V> using factor = typename Gate::template factor<V>;

    template <class V, tier A> V operator()(V a, V b, A tag) const {
        return completed_value(*this, a, b, tag, [&]() XACT_INLINE_LAMBDA {
            return math::full_product(widened(a, factor<V>(a).value()), b);
        });
    }
    template <class V, tier A>
    XACT_INLINE math::attempt<V> quick(V a, V b, A) const requires widens_in_single_words<Gate, V> {
        const auto f = Gate::in_single_words(a);
        return {math::round_product(b, f.open_gate_product(range<V>()) - math::exact<V>(alpha)), margin(f, f.margin())};
    }

    template <class V, tier A> gated_gradient<V> backward(V a, V b, V dy, A tag) const {
        const auto [da, db] = completed_gradients(*this, a, b, dy, tag, [&]() XACT_INLINE_LAMBDA {
            const factor<V> gate(a);
            return math::gated_products<V>{math::full_product(range<V>() * gate.slope(), b, dy),
                                           math::full_product(widened(a, gate.value()), dy)};
        });
        return {da, db};
    }
    template <class V, tier A>
    XACT_INLINE math::gated_attempt<V> quick_backward(V a, V b, V dy,
                                                      A) const requires widens_in_single_words<Gate, V> {
        const auto f = Gate::in_single_words(a);
        const V unit(f.unit), back(1 / f.unit);
        return {{f.gate_slope_product(range<V>() * math::two_product(b, dy * unit)) * back,
                 math::round_product(dy, f.open_gate_product(range<V>()) - math::exact<V>(alpha))},
                margin(f, V(f.slope_limit) - math::abs(a))};
    }

private:
    /// Where α is of so moderate a size that what G lacks does not count where the difference cancels.
    template <class V, class Words> XACT_INLINE V margin(const Words&, V of_gate) const {
        const V a = math::exact<V>(alpha).hi;
        return math::margin_where((a <= V(Words::widest)) & (a >= V(-0.75f)) & (math::abs(a) >= V(0x1p-60f)), of_gate);
    }

    /// 1 + 2α.
    template <class V> XACT_INLINE math::dw<V> range() const {
        return V(1) + math::times_power(math::exact<V>(alpha), V(2));
    }

    /// (1 + 2α) G - α, beside 0 and unless α is small as (1 + (1 + 2α) (2 G - 1))/2.
    template <class V> XACT_INLINE math::scaled<V> widened(V a, math::scaled<V> gate) const {
        const math::dw<V> wide = range<V>();
        const auto plain = math::moderated(math::normalized(wide * math::summand(gate) - math::exact<V>(alpha)));
        if constexpr (requires { Gate::small_odd_part(a); }) {
            // G's errors count where its product and α nearly cancel.
            const auto near = (math::abs(a) < V(0.75)) & (math::abs(wide.hi) > V(1.25));
            if (any(near)) {
                const math::dw<V> twice = math::normalized(V(1) + wide * Gate::small_odd_part(a));
                return math::select(near, math::moderated(math::times_power(twice, V(0.5))), plain);
            }
        }
        return plain;
    }
};

} // namespace detail

/// b, gated by a gate of a whose range is widened to (-α, 1 + α): ((1 + 2α) G(a) - α) b. One α is learnt a block. With
/// a·G(a) in place of G(a) it is gated<xatlu>, gated<xgelu>, gated<xsilu>.
template <class Gate, class P> struct basic_xglu {
    P alpha = P(0);

    static constexpr const facts& about = Gate::about;

    /// Near 0 as (1 + (1 + 2α) (2 G - 1))/2, where α counts little.
    template <class R> R definition(R a, R b) const {
        if (a > -1 && a < 1) return (1 + (1 + 2 * R(alpha)) * Gate::odd_definition(a)) / 2 * b;
        return ((1 + 2 * R(alpha)) * Gate::definition(a) - R(alpha)) * b;
    }

    template <value V, tier A = accurate_t> V operator()(V a, V b, A tag = {}) const {
        using L = lanes<V>;
        const L u(a), v(b);
        return V(math::either(
            math::is_exactly<L>(alpha, 0), [&] { return narrow(u, v, tag); }, [&] { return wide()(u, v, tag); }));
    }

    template <value V, tier A = accurate_t> gated_gradient<V> backward(V a, V b, V dy, A tag = {}) const {
        using L = lanes<V>;
        const L u(a), v(b), g(dy);
        const auto products = [&](const auto& f) {
            const auto [da, db] = f.backward(u, v, g, tag);
            return math::gated_products<L>{da, db};
        };
        const auto [da, db] = math::either(
            math::is_exactly<L>(alpha, 0), [&] { return products(narrow); }, [&] { return products(wide()); });
        return {V(da), V(db)};
    }

    /// Calls use(f) with an f of the same bits, which may have a quick form.
    template <class Use> void simplest(const Use& use) const requires std::is_arithmetic_v<P> {
        alpha == 0 ? use(narrow) : use(wide());
    }

    static constexpr auto parameters(auto& self) { return std::tie(self.alpha); }

    /// (2 G(a) - 1) b.
    template <value V> basic_xglu<Gate, V> parameter_derivatives(V a, V b) const {
        using L = lanes<V>;
        return {V(math::full_product(Gate::odd_part(L(a)), L(b)))};
    }

private:
    static constexpr typename detail::narrow_of<Gate>::type narrow{};
    XACT_INLINE detail::wide_xglu<Gate, P> wide() const { return {alpha}; }
};

template <class Gate> using xglu = basic_xglu<Gate, double>;

} // namespace v0
} // namespace xact
