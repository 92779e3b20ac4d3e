#pragma once

#include <array>
#include <cmath>
#include <cstddef>
#include <string>
#include <tuple>
#include <type_traits>
#include <vector>

/// The parameters of a functor as one list of numbers, whatever their number and shape, and the functor over another
/// type of number.

namespace test {

template <class F, class P> struct rebind_parameters;

template <template <class> class B, class Old, class P> struct rebind_parameters<B<Old>, P> { using type = B<P>; };
template <template <class, class> class B, class Option, class Old, class P>
struct rebind_parameters<B<Option, Old>, P> {
    using type = B<Option, P>;
};

/// F with parameters of type P.
template <class F, class P> using rebind = typename rebind_parameters<F, P>::type;

template <class F>
concept has_parameters = requires(F& f) {
    F::parameters(f);
};

template <class T> struct is_array : std::false_type {};
template <class T, std::size_t N> struct is_array<std::array<T, N>> : std::true_type {};

/// Calls visit(p) for every single parameter of f, in order; the elements of arrays one by one.
template <class F, class Visit> void for_each_parameter(F& f, const Visit& visit) {
    if constexpr (has_parameters<F>) {
        std::apply(
            [&](auto&... member) {
                const auto one = [&](auto& p) {
                    if constexpr (is_array<std::remove_cvref_t<decltype(p)>>::value)
                        for (auto& element : p) visit(element);
                    else
                        visit(p);
                };
                (one(member), ...);
            },
            F::parameters(f));
    }
}

/// f with parameters of type P, the k-th being make(p, k).
template <class P, class F, class Make> rebind<F, P> map_parameters(const F& f, const Make& make) {
    std::vector<double> values;
    for_each_parameter(f, [&](const auto& p) { values.push_back(static_cast<double>(p)); });
    rebind<F, P> g;
    std::size_t k = 0;
    for_each_parameter(g, [&](P& p) { p = make(values[k], k), ++k; });
    return g;
}

template <class F> std::size_t parameter_count(const F& f) {
    std::size_t n = 0;
    for_each_parameter(f, [&](const auto&) { ++n; });
    return n;
}

/// f itself, and with its parameters moved in ways that leave every functor's domain intact.
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
    for_each_parameter(f, [&](const auto& p) { text += ", " + std::to_string(static_cast<double>(p)); });
    return text;
}

} // namespace test
