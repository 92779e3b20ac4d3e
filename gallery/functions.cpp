#include <algorithm>
#include <concepts>
#include <limits>
#include <stdexcept>
#include <xact/xact.hpp>

#include "function.hpp"

/// Every function of the catalogue without its type.
///
/// This file is compiled XACT_GALLERY_PARTS times, into as many object files with every so manieth function each: all
/// of them in one would keep one core busy for minutes.

namespace gallery {
namespace {

template <class F, class List> inline constexpr bool is_in = false;
template <class F, class... G> inline constexpr bool is_in<F, xact::type_list<G...>> = (std::same_as<F, G> || ...);

template <class F> constexpr std::string_view family_of() {
    if (is_in<F, xact::piecewise_functions>) return "Straight lines and parabolas";
    if (is_in<F, xact::smooth_functions>) return "Smooth";
    if (is_in<F, xact::periodic_functions>) return "Waves, wavelets and bells";
    if (is_in<F, xact::adaptive_functions>) return "With parameters to learn";
    if (is_in<F, xact::thresholded_functions>) return "Cut off by a threshold";
    if (is_in<F, xact::learnable_functions>) return "With many parameters to learn";
    if (xact::gated_function<F>) return "Gated units";
    if (xact::ternary_function<F>) return "Functions of three inputs";
    if (xact::rowwise<F>) return "Functions of a row";
    return "Others";
}

constexpr std::size_t position_of(std::string_view name) {
    constexpr auto names = xact::names();
    return static_cast<std::size_t>(std::ranges::find(names, name) - names.begin());
}

template <class F> std::vector<parameter> parameters_of(const F& f) {
    std::vector<parameter> all;
    std::size_t group = 0;
    const auto add = [&](const auto& p) {
        const xact::words& names = F::about.parameters;
        const bool is_named = group < names.count;
        const std::string name = is_named ? std::string(names.at[group]) : "p" + std::to_string(group + 1);
        ++group;
        if constexpr (requires { p.size(); })
            for (std::size_t i = 0; i < p.size(); ++i)
                all.push_back({name + (is_named ? "" : "_") + std::to_string(i), static_cast<double>(p[i])});
        else
            all.push_back({name, static_cast<double>(p)});
    };
    std::apply([&](const auto&... p) { (add(p), ...); }, xact::parameters(f));
    return all;
}

template <class F> evaluator evaluator_with(std::span<const double> values) {
    F f{};
    if constexpr (xact::has_parameters<F>) {
        std::size_t i = 0;
        xact::detail::for_each_parameter(
            f, [&](auto& p) { p = static_cast<std::remove_cvref_t<decltype(p)>>(values[i++]); });
    }
    if constexpr (xact::has_validate<F>) {
        try {
            f.validate();
        } catch (const std::invalid_argument&) { return nullptr; }
    }
    return [f](double x) {
        jet at{f(x), f.derivative(x), std::numeric_limits<double>::quiet_NaN()};
        if constexpr (xact::has_second_derivative<F, double>) at[2] = f.second_derivative(x);
        return at;
    };
}

template <class F> function make_function(const F& f) {
    function made{&F::about, family_of<F>(), position_of(F::about.name), {}, nullptr};
    if constexpr (xact::elementwise<F>) {
        if constexpr (xact::has_parameters<F>) made.parameters = parameters_of(f);
        made.with = evaluator_with<F>;
    }
    return made;
}

[[maybe_unused]] const bool has_added_share = [] {
    xact::for_each([]<class F>(const F& f) {
        if constexpr (position_of(F::about.name) % XACT_GALLERY_PARTS == XACT_GALLERY_PART)
            detail::registry().push_back(make_function(f));
    });
    return true;
}();

} // namespace
} // namespace gallery
