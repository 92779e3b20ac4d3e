#pragma once

#include <array>
#include <cmath>
#include <cstddef>
#include <string>
#include <tuple>
#include <utility>

#include <xact/constructors/parts.hpp>

namespace xact {
inline namespace v0 {

/// Σ m_k F_k(x), by default with equal weights, which need not sum to 1: a layer that learns which activation it wants.
/// The gradient of m_k is F_k(x); that of logits, of which m is the softmax, is softmax's backward of those.
///
/// A function whose weight is 0 is left out: where it is infinite or NaN, beyond its domain for one, the sum is not.
/// Its weight's gradient is its value all the same. With one_hot weights the mixture is therefore the one function that
/// is left; when training has made them so for each channel, channel_dispatch runs one function a channel. Where terms
/// cancel, the error is that of the largest.
template <class P, class... F> struct basic_mixture {
    static constexpr std::size_t size = sizeof...(F);
    static_assert(size > 0 && size <= 10);

    /// What the names of F_k's parameters begin with, which are named as far as there is room for.
    template <std::size_t K>
    static constexpr detail::literal<4> part_prefix = [] {
        detail::literal<4> text("f0.");
        text.at[1] = static_cast<char>('0' + K);
        return text;
    }();

    std::tuple<F...> functions{};
    std::array<P, size> m = [] {
        std::array<P, size> equal{};
        for (P& share : equal) share = P(1.0 / double(size));
        return equal;
    }();

    static constexpr facts about = [] {
        const auto mean = [](auto... limit) {
            double all = 0;
            ((all = detail::limit_sum(all, detail::limit_times(1.0 / double(size), limit))), ...);
            return all;
        };
        facts f{.name = detail::composed_name<"mixture<", F...>,
                .formula = "Σ m_k F_k(x)",
                .source = detail::joined_sources<F...>,
                .limit_at_minus_inf = mean(F::about.limit_at_minus_inf...),
                .limit_at_plus_inf = mean(F::about.limit_at_plus_inf...),
                .slope_at_minus_inf = mean(F::about.slope_at_minus_inf...),
                .slope_at_plus_inf = mean(F::about.slope_at_plus_inf...),
                .value = detail::no_bound,
                .slope = detail::no_bound,
                .parameters = {"m"}};
        ((f.kinks = detail::joined(f.kinks, F::about.kinks)), ...);
        ((f.domain = detail::intersection(f.domain, F::about.domain)), ...);
        [&]<std::size_t... K>(std::index_sequence<K...>) {
            ((f.parameters = detail::joined(f.parameters, detail::prefixed_parameters<part_prefix<K>, F>)), ...);
        }
        (std::index_sequence_for<F...>{});
        return f;
    }();

    /// The weights softmax(logits/τ). A logit of -inf leaves its function out.
    static basic_mixture softmax(const std::array<double, size>& logits, double tau = 1,
                                 const std::tuple<F...>& functions = {}) {
        if (!(tau > 0 && tau < infinity)) detail::fail_parameter(about.name, "tau", tau, "finite and above 0");
        const double largest = logits[first_of_largest(logits)];
        if (largest == -infinity) detail::fail_parameter(about.name, "the largest logit", largest, "finite");
        basic_mixture f{functions};
        double sum = 0;
        for (std::size_t k = 0; k < size; ++k) {
            const double e = std::exp((logits[k] - largest) / tau);
            f.m[k] = P(e), sum += e;
        }
        for (P& share : f.m) share = P(share / sum);
        return f;
    }

    /// The function of the largest logit, the first of several, alone.
    static basic_mixture one_hot(const std::array<double, size>& logits, const std::tuple<F...>& functions = {}) {
        basic_mixture f{functions, {}};
        f.m[first_of_largest(logits)] = P(1);
        return f;
    }

    void validate() const {
        for (std::size_t k = 0; k < size; ++k)
            if (!std::isfinite(double(m[k])))
                detail::fail_parameter(about.name, ("m" + std::to_string(k)).c_str(), double(m[k]), "finite");
        std::apply([](const F&... f) { (detail::validate(f), ...); }, functions);
    }

    template <class R> R definition(R x) const {
        R sum(0);
        each([&](const auto& f, const P& share) {
            if (!(share == 0)) sum = R(sum + R(R(share) * f.definition(x)));
        });
        return sum;
    }

    template <value V, tier A = accurate_t> V operator()(V value, A tag = {}) const {
        const lanes<V> x(value);
        return V(sum_of(x, [&](const auto& f) { return f(x, tag); }));
    }

    template <value V, tier A = accurate_t> V derivative(V value, A tag = {}) const {
        const lanes<V> x(value);
        return V(sum_of(x, [&](const auto& f) { return f.derivative(x, tag); }));
    }

    template <value V, tier A = accurate_t>
    V backward(V value, V dy, A tag = {}) const requires(has_backward<F> || ...) {
        const lanes<V> x(value), g(dy);
        return V(sum_of(x, [&](const auto& f) { return backward_of(f, x, g, tag); }));
    }

    template <value V> V second_derivative(V value) const requires(has_second_derivative<F>&&...) {
        const lanes<V> x(value);
        return V(sum_of(x, [&](const auto& f) { return f.second_derivative(x); }));
    }

    template <class Q> using rebound = basic_mixture<Q, detail::rebound_part<F, Q>...>;

    static constexpr auto parameters(auto& self) {
        return std::apply([&](auto&... f) { return std::tuple_cat(std::tie(self.m), detail::part_parameters(f)...); },
                          self.functions);
    }

    /// F_k by m_k.
    template <value V> rebound<V> parameter_derivatives(V value) const {
        return [&]<std::size_t... K>(std::index_sequence<K...>) {
            return rebound<V>{{weighted<K>(value)...}, {V(std::get<K>(functions)(lanes<V>(value)))...}};
        }
        (std::index_sequence_for<F...>{});
    }

private:
    /// Throws where they are not numbers, or +inf.
    static std::size_t first_of_largest(const std::array<double, size>& logits) {
        std::size_t first = 0;
        for (std::size_t k = 0; k < size; ++k) {
            if (!(logits[k] < infinity))
                detail::fail_parameter(about.name, ("logit " + std::to_string(k)).c_str(), logits[k], "below infinity");
            if (logits[k] > logits[first]) first = k;
        }
        return first;
    }

    template <class Visitor> XACT_INLINE void each(const Visitor& visitor) const {
        [&]<std::size_t... K>(std::index_sequence<K...>) XACT_INLINE_LAMBDA {
            (visitor(std::get<K>(functions), m[K]), ...);
        }
        (std::index_sequence_for<F...>{});
    }

    /// Σ m_k of(F_k); NaN where x is.
    template <class V, class Of> XACT_INLINE V sum_of(V x, const Of& of) const {
        V sum(0);
        each([&](const auto& f, const P& share) XACT_INLINE_LAMBDA {
            // Without a branch, which would keep compilers from mixing the functions' instructions.
            const auto is_absent = math::as_condition<V>(math::is_exactly<V>(share, 0));
            sum = sum + select(is_absent, V(0), math::limit_product(math::exact<V>(share), of(f)));
        });
        return keep_nan(x, sum);
    }

    /// m_k ∂F_k/∂p.
    template <std::size_t K, class V> auto weighted(V x) const {
        using L = lanes<V>;
        const L share = math::rounded<L>(m[K]);
        auto g = detail::part_derivatives(std::get<K>(functions), x, V(share));
        if constexpr (has_parameters<decltype(g)>)
            detail::for_each_parameter(g, [&](V& p) { p = V(select(share == L(0), L(0), L(p))); });
        return g;
    }
};

template <class... F> using mixture = basic_mixture<double, F...>;

} // namespace v0
} // namespace xact
