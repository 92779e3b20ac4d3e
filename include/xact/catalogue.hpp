#pragma once

#include <array>
#include <cstddef>
#include <initializer_list>
#include <span>
#include <string_view>

#include <xact/lookup.hpp>

// Every activation is listed twice here, as its header and as its type; everything else (tests, bench rows, the
// documentation, lookup by name) is enumerated from this file. CMake reads the includes.

#include <xact/elementwise/clamp.hpp>
#include <xact/elementwise/elish.hpp>
#include <xact/elementwise/elu.hpp>
#include <xact/elementwise/exp.hpp>
#include <xact/elementwise/gelu.hpp>
#include <xact/elementwise/gelu_tanh.hpp>
#include <xact/elementwise/golu.hpp>
#include <xact/elementwise/hard_swish.hpp>
#include <xact/elementwise/hardtanh.hpp>
#include <xact/elementwise/leaky_relu.hpp>
#include <xact/elementwise/mish.hpp>
#include <xact/elementwise/prelu.hpp>
#include <xact/elementwise/quick_gelu.hpp>
#include <xact/elementwise/relu.hpp>
#include <xact/elementwise/relu6.hpp>
#include <xact/elementwise/relu_squared.hpp>
#include <xact/elementwise/repu.hpp>
#include <xact/elementwise/selu.hpp>
#include <xact/elementwise/sigmoid.hpp>
#include <xact/elementwise/silu.hpp>
#include <xact/elementwise/smelu.hpp>
#include <xact/elementwise/softplus.hpp>
#include <xact/elementwise/swish.hpp>
#include <xact/elementwise/tanh.hpp>
#include <xact/elementwise/xatlu.hpp>
#include <xact/elementwise/xgelu.hpp>
#include <xact/elementwise/xsilu.hpp>

#include <xact/gated/bilinear.hpp>
#include <xact/gated/drelu.hpp>
#include <xact/gated/geglu.hpp>
#include <xact/gated/reglu.hpp>
#include <xact/gated/swiglu.hpp>

#include <xact/learnable/pau_a.hpp>
#include <xact/learnable/pau_b.hpp>

#include <xact/rowwise/log_softmax.hpp>
#include <xact/rowwise/softmax.hpp>

namespace xact {
inline namespace v0 {

template <class... F> struct type_list { static constexpr std::size_t size = sizeof...(F); };

namespace detail {

template <class... List> struct joined_lists;
template <class... F> struct joined_lists<type_list<F...>> { using type = type_list<F...>; };
template <class... F, class... G, class... Rest> struct joined_lists<type_list<F...>, type_list<G...>, Rest...> {
    using type = typename joined_lists<type_list<F..., G...>, Rest...>::type;
};

} // namespace detail

/// One list of all functions of several lists.
template <class... List> using joined = typename detail::joined_lists<List...>::type;

// Element-wise functions by family: made of straight lines and parabolas; smooth; periodic, wavelets and bells; with
// parameters to learn; cut off by a threshold.
using piecewise_functions =
    type_list<relu, leaky_relu, prelu, repu, relu_squared, clamp, relu6, hardtanh, hard_swish, smelu>;
using smooth_functions =
    type_list<elu, elish, selu, sigmoid, tanh, softplus, swish, silu, quick_gelu, gelu, gelu_tanh, mish, golu, exp>;
using periodic_functions = type_list<>;
using adaptive_functions = type_list<xatlu, xgelu, xsilu>;
using thresholded_functions = type_list<>;
using elementwise_functions =
    joined<piecewise_functions, smooth_functions, periodic_functions, adaptive_functions, thresholded_functions>;

using learnable_functions = type_list<pau_a, pau_b>; // element-wise too, with many parameters
using gated_functions = type_list<swiglu, geglu, reglu, drelu, bilinear>;
using rowwise_functions = type_list<softmax, log_softmax>;

namespace detail {

template <class... F, class Visitor> constexpr void for_each_in(type_list<F...>, Visitor&& visitor) {
    (visitor(F{}), ...);
}

} // namespace detail

/// Calls visitor(f) for every function of the catalogue, with its default parameters.
template <class Visitor> constexpr void for_each(Visitor&& visitor) {
    detail::for_each_in(elementwise_functions{}, visitor);
    detail::for_each_in(learnable_functions{}, visitor);
    detail::for_each_in(gated_functions{}, visitor);
    detail::for_each_in(rowwise_functions{}, visitor);
}

namespace detail {

using all_functions = joined<elementwise_functions, learnable_functions, gated_functions, rowwise_functions>;

/// The facts of all functions, in the order of for_each.
inline constexpr auto all_facts = []<class... F>(type_list<F...>) {
    return std::array<const facts*, sizeof...(F)>{&F::about...};
}(all_functions{});

inline constexpr auto function_names = [] {
    std::array<std::string_view, all_facts.size()> all{};
    for (std::size_t i = 0; i < all.size(); ++i) all[i] = all_facts[i]->name;
    return all;
}();

inline constexpr std::size_t facts_alias_count = [] {
    std::size_t n = 0;
    for (const facts* f : all_facts) n += f->aliases.count;
    return n;
}();

inline constexpr auto names = [] {
    std::array<std::string_view, function_names.size() + facts_alias_count + aliases.size()> all{};
    std::size_t i = 0;
    for (const std::string_view name : function_names) all[i++] = name;
    for (const facts* f : all_facts)
        for (const std::string_view name : f->aliases) all[i++] = name;
    for (const alias& a : aliases) all[i++] = a.name;
    return all;
}();

} // namespace detail

/// The names of all functions, in the order of for_each.
constexpr std::span<const std::string_view> function_names() { return detail::function_names; }

/// All names that visit() knows: the functions', then their aliases, then the presets and other systems' names
/// (aliases.hpp).
constexpr std::span<const std::string_view> names() { return detail::names; }

/// Calls visitor(f) for the function that `text` names: "elu", "elu(alpha=0.5)", "hf:gelu_new"; arrays are set by a0,
/// a1 … Parameters that are not named keep their defaults, `values` set further ones. Throws std::invalid_argument
/// where there is no such function (and says which is most like it) or no such parameter, where the text is malformed,
/// and where a value is outside of its parameter's domain.
template <class Visitor> void visit(std::string_view text, std::span<const setting> values, Visitor&& visitor) {
    detail::visit_in(detail::all_functions{}, detail::resolve(detail::all_facts, text, values), visitor);
}
template <class Visitor> void visit(std::string_view text, std::initializer_list<setting> values, Visitor&& visitor) {
    visit(text, std::span<const setting>(values.begin(), values.size()), visitor);
}
template <class Visitor> void visit(std::string_view text, Visitor&& visitor) {
    visit(text, std::span<const setting>(), visitor);
}

} // namespace v0
} // namespace xact
