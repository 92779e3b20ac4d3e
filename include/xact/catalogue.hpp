#pragma once

#include <array>
#include <cstddef>
#include <initializer_list>
#include <span>
#include <string_view>

#include <xact/lookup.hpp>

// Every activation is listed twice here, as its header and as its type; everything else (tests, bench rows, the
// documentation, lookup by name) is enumerated from this file. CMake reads the includes.

#include <xact/elementwise/abs.hpp>
#include <xact/elementwise/acon_c.hpp>
#include <xact/elementwise/affine.hpp>
#include <xact/elementwise/aglu.hpp>
#include <xact/elementwise/apa.hpp>
#include <xact/elementwise/aptx.hpp>
#include <xact/elementwise/arctan.hpp>
#include <xact/elementwise/asinh.hpp>
#include <xact/elementwise/atan_sq_minus_id.hpp>
#include <xact/elementwise/bent_identity.hpp>
#include <xact/elementwise/bump.hpp>
#include <xact/elementwise/cauchy.hpp>
#include <xact/elementwise/cbrt.hpp>
#include <xact/elementwise/celu.hpp>
#include <xact/elementwise/clamp.hpp>
#include <xact/elementwise/clip_to_zero.hpp>
#include <xact/elementwise/clipped_shifted_relu.hpp>
#include <xact/elementwise/clipped_soft_shrink.hpp>
#include <xact/elementwise/cloglog.hpp>
#include <xact/elementwise/colu.hpp>
#include <xact/elementwise/cos_lu.hpp>
#include <xact/elementwise/cos_minus_id.hpp>
#include <xact/elementwise/cosine.hpp>
#include <xact/elementwise/crrelu.hpp>
#include <xact/elementwise/dsilu.hpp>
#include <xact/elementwise/dual_slope.hpp>
#include <xact/elementwise/elephant.hpp>
#include <xact/elementwise/elish.hpp>
#include <xact/elementwise/elliott.hpp>
#include <xact/elementwise/elu.hpp>
#include <xact/elementwise/erf.hpp>
#include <xact/elementwise/erf_act.hpp>
#include <xact/elementwise/erfc.hpp>
#include <xact/elementwise/erfinv.hpp>
#include <xact/elementwise/eru.hpp>
#include <xact/elementwise/exp.hpp>
#include <xact/elementwise/expm1.hpp>
#include <xact/elementwise/falu.hpp>
#include <xact/elementwise/finer.hpp>
#include <xact/elementwise/fit_act.hpp>
#include <xact/elementwise/flatten_t_swish.hpp>
#include <xact/elementwise/gabor.hpp>
#include <xact/elementwise/gaussian.hpp>
#include <xact/elementwise/gcu.hpp>
#include <xact/elementwise/gelu.hpp>
#include <xact/elementwise/gelu_clipped.hpp>
#include <xact/elementwise/gelu_cubic.hpp>
#include <xact/elementwise/gelu_tanh.hpp>
#include <xact/elementwise/gish.hpp>
#include <xact/elementwise/gla_gate.hpp>
#include <xact/elementwise/golu.hpp>
#include <xact/elementwise/gsmelu.hpp>
#include <xact/elementwise/gumbel_cdf.hpp>
#include <xact/elementwise/hann.hpp>
#include <xact/elementwise/hard_elish.hpp>
#include <xact/elementwise/hard_elu.hpp>
#include <xact/elementwise/hard_shrink.hpp>
#include <xact/elementwise/hard_sigmoid.hpp>
#include <xact/elementwise/hard_swish.hpp>
#include <xact/elementwise/hardtanh.hpp>
#include <xact/elementwise/hgrn_gate.hpp>
#include <xact/elementwise/hyper_sinh.hpp>
#include <xact/elementwise/id_asinh_sq.hpp>
#include <xact/elementwise/identity.hpp>
#include <xact/elementwise/inverse_quadratic.hpp>
#include <xact/elementwise/isrlu.hpp>
#include <xact/elementwise/isru.hpp>
#include <xact/elementwise/jump_relu.hpp>
#include <xact/elementwise/keras_relu.hpp>
#include <xact/elementwise/leaky_relu.hpp>
#include <xact/elementwise/lisht.hpp>
#include <xact/elementwise/log.hpp>
#include <xact/elementwise/log1mexp.hpp>
#include <xact/elementwise/log1p.hpp>
#include <xact/elementwise/log_sigmoid.hpp>
#include <xact/elementwise/logish.hpp>
#include <xact/elementwise/logit.hpp>
#include <xact/elementwise/max_sigmoid.hpp>
#include <xact/elementwise/max_tanh.hpp>
#include <xact/elementwise/min_sin.hpp>
#include <xact/elementwise/mish.hpp>
#include <xact/elementwise/mpelu.hpp>
#include <xact/elementwise/multiquadratic.hpp>
#include <xact/elementwise/nlrelu.hpp>
#include <xact/elementwise/normal_cdf.hpp>
#include <xact/elementwise/normal_quantile.hpp>
#include <xact/elementwise/oru.hpp>
#include <xact/elementwise/pdelu.hpp>
#include <xact/elementwise/pelu.hpp>
#include <xact/elementwise/penalized_tanh.hpp>
#include <xact/elementwise/phish.hpp>
#include <xact/elementwise/pinn_wavelet.hpp>
#include <xact/elementwise/poisson1.hpp>
#include <xact/elementwise/power.hpp>
#include <xact/elementwise/prelu.hpp>
#include <xact/elementwise/pserf.hpp>
#include <xact/elementwise/quick_gelu.hpp>
#include <xact/elementwise/relu.hpp>
#include <xact/elementwise/relu6.hpp>
#include <xact/elementwise/relu_squared.hpp>
#include <xact/elementwise/repu.hpp>
#include <xact/elementwise/rprelu.hpp>
#include <xact/elementwise/sau.hpp>
#include <xact/elementwise/scaled_tanh.hpp>
#include <xact/elementwise/selu.hpp>
#include <xact/elementwise/sg_blend.hpp>
#include <xact/elementwise/sgelu.hpp>
#include <xact/elementwise/shifted_relu.hpp>
#include <xact/elementwise/shifted_softplus.hpp>
#include <xact/elementwise/shrink.hpp>
#include <xact/elementwise/sigmoid.hpp>
#include <xact/elementwise/silu.hpp>
#include <xact/elementwise/sin_lu.hpp>
#include <xact/elementwise/sinc.hpp>
#include <xact/elementwise/sinc_plus_id.hpp>
#include <xact/elementwise/sine.hpp>
#include <xact/elementwise/sine_relu.hpp>
#include <xact/elementwise/smelu.hpp>
#include <xact/elementwise/smish.hpp>
#include <xact/elementwise/smu.hpp>
#include <xact/elementwise/smu1.hpp>
#include <xact/elementwise/snake.hpp>
#include <xact/elementwise/snake_beta.hpp>
#include <xact/elementwise/soft_exponential.hpp>
#include <xact/elementwise/soft_shrink.hpp>
#include <xact/elementwise/soft_steps.hpp>
#include <xact/elementwise/softplus.hpp>
#include <xact/elementwise/softsign.hpp>
#include <xact/elementwise/spder.hpp>
#include <xact/elementwise/spline_log.hpp>
#include <xact/elementwise/sq_rbf.hpp>
#include <xact/elementwise/sqnl.hpp>
#include <xact/elementwise/squareplus.hpp>
#include <xact/elementwise/srelu.hpp>
#include <xact/elementwise/srs.hpp>
#include <xact/elementwise/stair.hpp>
#include <xact/elementwise/star_relu.hpp>
#include <xact/elementwise/swim.hpp>
#include <xact/elementwise/swish.hpp>
#include <xact/elementwise/symexp.hpp>
#include <xact/elementwise/symlog.hpp>
#include <xact/elementwise/tanh.hpp>
#include <xact/elementwise/tanhshrink.hpp>
#include <xact/elementwise/tanhsoft1.hpp>
#include <xact/elementwise/tanhsoft2.hpp>
#include <xact/elementwise/tempered_sigmoid.hpp>
#include <xact/elementwise/tent.hpp>
#include <xact/elementwise/threshold.hpp>
#include <xact/elementwise/tlu.hpp>
#include <xact/elementwise/vra.hpp>
#include <xact/elementwise/xatlu.hpp>
#include <xact/elementwise/xgelu.hpp>
#include <xact/elementwise/xielu.hpp>
#include <xact/elementwise/xsilu.hpp>

#include <xact/gated/bilinear.hpp>
#include <xact/gated/drelu.hpp>
#include <xact/gated/fatrelu_gate.hpp>
#include <xact/gated/gabor2.hpp>
#include <xact/gated/geglu.hpp>
#include <xact/gated/geglu_quick.hpp>
#include <xact/gated/geglu_tanh.hpp>
#include <xact/gated/glu.hpp>
#include <xact/gated/gtu.hpp>
#include <xact/gated/mglu.hpp>
#include <xact/gated/monet_mu.hpp>
#include <xact/gated/nac_weight.hpp>
#include <xact/gated/reglu.hpp>
#include <xact/gated/rg_lru_decay.hpp>
#include <xact/gated/smooth_swiglu.hpp>
#include <xact/gated/swiglu.hpp>
#include <xact/gated/swiglu_clamped.hpp>
#include <xact/gated/swiglu_oai.hpp>
#include <xact/gated/xatglu.hpp>
#include <xact/gated/xgeglu.hpp>
#include <xact/gated/xswiglu.hpp>
#include <xact/gated/xunit_gate.hpp>

#include <xact/learnable/pau_a.hpp>
#include <xact/learnable/pau_b.hpp>

#include <xact/rowwise/corn.hpp>
#include <xact/rowwise/entmax.hpp>
#include <xact/rowwise/entmax15.hpp>
#include <xact/rowwise/gumbel_softmax.hpp>
#include <xact/rowwise/hardmax.hpp>
#include <xact/rowwise/l1_normalized.hpp>
#include <xact/rowwise/log_mean_exp.hpp>
#include <xact/rowwise/log_softmax.hpp>
#include <xact/rowwise/log_sum_exp.hpp>
#include <xact/rowwise/masked_log_softmax.hpp>
#include <xact/rowwise/masked_softmax.hpp>
#include <xact/rowwise/norm_chan_softmax.hpp>
#include <xact/rowwise/ordinal_softmax.hpp>
#include <xact/rowwise/over_length.hpp>
#include <xact/rowwise/sdm_softmax.hpp>
#include <xact/rowwise/softmax.hpp>
#include <xact/rowwise/softmax_ext.hpp>
#include <xact/rowwise/sparsemax.hpp>

#include <xact/rowwise/abrelu.hpp>
#include <xact/rowwise/ash.hpp>
#include <xact/rowwise/evonorm_b0.hpp>
#include <xact/rowwise/evonorm_s0.hpp>
#include <xact/rowwise/gelu_sparse_gate.hpp>
#include <xact/rowwise/group_sort.hpp>
#include <xact/rowwise/hard_ash.hpp>
#include <xact/rowwise/householder.hpp>
#include <xact/rowwise/householder_row.hpp>
#include <xact/rowwise/k_cap.hpp>
#include <xact/rowwise/k_max_pool.hpp>
#include <xact/rowwise/l2_normalize.hpp>
#include <xact/rowwise/lwta.hpp>
#include <xact/rowwise/max_min.hpp>
#include <xact/rowwise/maxout.hpp>
#include <xact/rowwise/nalu_mul.hpp>
#include <xact/rowwise/nau.hpp>
#include <xact/rowwise/nmu.hpp>
#include <xact/rowwise/percentile_keep.hpp>
#include <xact/rowwise/poly_norm.hpp>
#include <xact/rowwise/rela.hpp>
#include <xact/rowwise/rms_norm.hpp>
#include <xact/rowwise/scale_shaping.hpp>
#include <xact/rowwise/standardize.hpp>
#include <xact/rowwise/top_k.hpp>
#include <xact/rowwise/top_k_subtract.hpp>
#include <xact/rowwise/velu.hpp>

#include <xact/rowwise/cardioid.hpp>
#include <xact/rowwise/gabor_complex.hpp>
#include <xact/rowwise/mod_relu.hpp>
#include <xact/rowwise/z_relu.hpp>

#include <xact/ternary/lerp_gate.hpp>
#include <xact/ternary/mul_add.hpp>

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
using piecewise_functions = type_list<identity, affine, relu, abs, dual_slope, leaky_relu, prelu, tlu, clamp, relu6,
                                      hardtanh, keras_relu, threshold, repu, relu_squared, hard_sigmoid, hard_swish,
                                      hard_elu, smelu, gsmelu, sqnl, srelu, nlrelu, oru, eru, tent, stair>;
using smooth_functions =
    type_list<elu, elish, selu, sigmoid, tanh, softplus, shifted_softplus, swish, silu, quick_gelu, gelu, gelu_tanh,
              mish, golu, exp, log_sigmoid, scaled_tanh, penalized_tanh, softsign, elliott, squareplus, arctan, asinh,
              isru, isrlu, bent_identity, cloglog, gumbel_cdf, erf, erfc, erfinv, expm1, log, log1p, log1mexp, logit,
              power, cbrt, symlog, symexp, celu, hard_elish, hyper_sinh, normal_quantile, gelu_cubic, gelu_clipped,
              dsilu, flatten_t_swish, lisht, aptx, max_sigmoid, max_tanh, poisson1, multiquadratic, smish, logish, colu,
              gish, phish, normal_cdf, atan_sq_minus_id, sgelu, tanhshrink, id_asinh_sq, spline_log, gla_gate,
              hgrn_gate>;
using periodic_functions = type_list<sine, cosine, gcu, snake, snake_beta, spder, finer, gabor, gaussian,
                                     inverse_quadratic, sq_rbf, bump, hann, elephant, sinc, sinc_plus_id, cos_minus_id,
                                     min_sin, sine_relu, sin_lu, cos_lu, soft_steps, pinn_wavelet>;
using adaptive_functions = type_list<xatlu, xgelu, xsilu, rprelu, star_relu, pelu, mpelu, crrelu, tempered_sigmoid,
                                     acon_c, smu, sau, apa, aglu, pdelu, swim, cauchy, srs, smu1, sg_blend, tanhsoft1,
                                     tanhsoft2, falu, xielu, soft_exponential, erf_act, pserf>;
using thresholded_functions = type_list<hard_shrink, soft_shrink, shrink, shifted_relu, clipped_shifted_relu,
                                        clipped_soft_shrink, jump_relu, clip_to_zero, fit_act, vra>;
using elementwise_functions =
    joined<piecewise_functions, smooth_functions, periodic_functions, adaptive_functions, thresholded_functions>;

using learnable_functions = type_list<pau_a, pau_b>; // element-wise too, with many parameters
using gated_functions = type_list<swiglu, geglu, reglu, drelu, bilinear, glu, gtu, geglu_tanh, geglu_quick, nac_weight,
                                  fatrelu_gate, monet_mu, mglu, smooth_swiglu, xatglu, xgeglu, xswiglu, swiglu_oai,
                                  swiglu_clamped, gabor2, rg_lru_decay, xunit_gate>;
using ternary_functions = type_list<mul_add, lerp_gate>; // of three inputs

// Functions of a row: the softmax family; those that keep or order elements; those that divide by what a row has; sums
// and products; complex numbers.
using softmax_functions = type_list<softmax, log_softmax, log_sum_exp, log_mean_exp, softmax_ext, masked_softmax,
                                    masked_log_softmax, sdm_softmax, hardmax, gumbel_softmax, sparsemax, entmax15,
                                    entmax, ordinal_softmax, corn, l1_normalized, norm_chan_softmax, over_length>;
using selecting_functions = type_list<top_k, top_k_subtract, percentile_keep, k_cap, k_max_pool, lwta, maxout, max_min,
                                      group_sort, householder, householder_row>;
using normalising_functions = type_list<rms_norm, l2_normalize, standardize, abrelu, ash, hard_ash, rela, poly_norm,
                                        evonorm_s0, evonorm_b0, scale_shaping, gelu_sparse_gate, velu>;
using arithmetic_functions = type_list<nau, nmu, nalu_mul>;
using complex_functions = type_list<mod_relu, z_relu, cardioid, gabor_complex>;
using rowwise_functions =
    joined<softmax_functions, selecting_functions, normalising_functions, arithmetic_functions, complex_functions>;

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
    detail::for_each_in(ternary_functions{}, visitor);
    detail::for_each_in(rowwise_functions{}, visitor);
}

namespace detail {

using all_functions =
    xact::joined<elementwise_functions, learnable_functions, gated_functions, ternary_functions, rowwise_functions>;

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
