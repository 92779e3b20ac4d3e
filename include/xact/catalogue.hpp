#pragma once

#include <array>
#include <string>
#include <string_view>
#include <utility>

#include <xact/core/error.hpp>

// Every activation is listed twice here, as its header and as its type; everything else (tests, bench rows, the
// documentation, lookup by name) is enumerated from this file. CMake reads the includes.

#include <xact/elementwise/bump.hpp>
#include <xact/elementwise/clamp.hpp>
#include <xact/elementwise/cos_lu.hpp>
#include <xact/elementwise/cos_minus_id.hpp>
#include <xact/elementwise/cosine.hpp>
#include <xact/elementwise/elephant.hpp>
#include <xact/elementwise/elish.hpp>
#include <xact/elementwise/elu.hpp>
#include <xact/elementwise/exp.hpp>
#include <xact/elementwise/finer.hpp>
#include <xact/elementwise/gabor.hpp>
#include <xact/elementwise/gaussian.hpp>
#include <xact/elementwise/gcu.hpp>
#include <xact/elementwise/gelu.hpp>
#include <xact/elementwise/gelu_tanh.hpp>
#include <xact/elementwise/golu.hpp>
#include <xact/elementwise/hann.hpp>
#include <xact/elementwise/hard_swish.hpp>
#include <xact/elementwise/hardtanh.hpp>
#include <xact/elementwise/inverse_quadratic.hpp>
#include <xact/elementwise/leaky_relu.hpp>
#include <xact/elementwise/min_sin.hpp>
#include <xact/elementwise/mish.hpp>
#include <xact/elementwise/pinn_wavelet.hpp>
#include <xact/elementwise/prelu.hpp>
#include <xact/elementwise/quick_gelu.hpp>
#include <xact/elementwise/relu.hpp>
#include <xact/elementwise/relu6.hpp>
#include <xact/elementwise/relu_squared.hpp>
#include <xact/elementwise/repu.hpp>
#include <xact/elementwise/selu.hpp>
#include <xact/elementwise/sigmoid.hpp>
#include <xact/elementwise/silu.hpp>
#include <xact/elementwise/sin_lu.hpp>
#include <xact/elementwise/sinc.hpp>
#include <xact/elementwise/sinc_plus_id.hpp>
#include <xact/elementwise/sine.hpp>
#include <xact/elementwise/sine_relu.hpp>
#include <xact/elementwise/smelu.hpp>
#include <xact/elementwise/snake.hpp>
#include <xact/elementwise/snake_beta.hpp>
#include <xact/elementwise/soft_steps.hpp>
#include <xact/elementwise/softplus.hpp>
#include <xact/elementwise/spder.hpp>
#include <xact/elementwise/sq_rbf.hpp>
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
using periodic_functions = type_list<sine, cosine, gcu, snake, snake_beta, spder, finer, gabor, gaussian,
                                     inverse_quadratic, sq_rbf, bump, hann, elephant, sinc, sinc_plus_id, cos_minus_id,
                                     min_sin, sine_relu, sin_lu, cos_lu, soft_steps, pinn_wavelet>;
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

/// The names of all functions, in the order of for_each.
constexpr auto names() {
    constexpr std::size_t n =
        elementwise_functions::size + learnable_functions::size + gated_functions::size + rowwise_functions::size;
    std::array<std::string_view, n> all{};
    std::size_t i = 0;
    for_each([&](const auto& f) { all[i++] = f.about.name; });
    return all;
}

/// Calls visitor(f) for the function of that name, with its default parameters. Throws std::invalid_argument where
/// there is none.
template <class Visitor> void visit(std::string_view name, Visitor&& visitor) {
    bool found = false;
    for_each([&](const auto& f) {
        if (f.about.name != name || found) return;
        found = true;
        visitor(f);
    });
    if (!found) detail::fail("xact::visit: there is no function named '" + std::string(name) + "'");
}

} // namespace v0
} // namespace xact
