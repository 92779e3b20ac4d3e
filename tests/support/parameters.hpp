#pragma once

#include <cstddef>
#include <stdexcept>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include <xact/core/parameters.hpp>

/// Functors with other parameters: of another type of number, or moved away from their defaults.

namespace test {

using xact::has_parameters;
using xact::detail::for_each_parameter;
using xact::detail::parameter_count;

/// How many members F's `parameters` ties.
template <class F> constexpr std::size_t tied_parameters() {
    if constexpr (has_parameters<F>)
        return std::tuple_size_v<decltype(F::parameters(std::declval<F&>()))>;
    else
        return 0;
}

/// F with parameters of type P.
template <class F, class P> using rebind = xact::detail::rebind_t<F, P>;

/// f with parameters of type P, the k-th being make(p, k).
template <class P, class F, class Make> rebind<F, P> map_parameters(const F& f, const Make& make) {
    std::vector<double> values;
    for_each_parameter(f, [&](const auto& p) { values.push_back(static_cast<double>(p)); });
    rebind<F, P> g;
    std::size_t k = 0;
    for_each_parameter(g, [&](P& p) { p = make(values[k], k), ++k; });
    return g;
}

/// f itself, and with its parameters moved within their domain.
template <class F> std::vector<F> parameter_variants(const F& f) {
    std::vector<F> all{f};
    if constexpr (has_parameters<F>) {
        const auto with = [&](auto change) {
            F g = f;
            std::size_t k = 0;
            for_each_parameter(g, [&](auto& p) { p = change(p, k++); });
            if constexpr (requires { g.validate(); }) {
                try {
                    g.validate();
                } catch (const std::invalid_argument&) { return; }
            }
            all.push_back(g);
        };
        with([](double p, std::size_t) { return p * 1.5; });
        with([](double p, std::size_t) { return p * 0.625; });
        with([](double p, std::size_t k) { return p * (k % 2 == 0 ? 1.25 : 0.8) + 0.015625; });
        with([](double p, std::size_t) { return p * 1.1; });
    }
    return all;
}

template <class F> std::string describe(const F& f) {
    std::string text(F::about.name);
    if constexpr (has_parameters<F>)
        for_each_parameter(f, [&](const auto& p) { text += ", " + std::to_string(static_cast<double>(p)); });
    return text;
}

} // namespace test
