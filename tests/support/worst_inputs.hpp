#pragma once

#include <array>
#include <string_view>
#include <vector>

#include "support/inputs.hpp"

/// Where the sweeps over all floats, and over ten million doubles, found the largest errors, now or before a mend: so
/// that every run sees them.

namespace test {

struct worst_input {
    std::string_view name;
    double x;
};

inline constexpr std::array worst_inputs{
    worst_input{"elish", -0.360952765},
    worst_input{"elish", -0.136068463},
    worst_input{"elish", -1.03905427},
    worst_input{"xatlu", -0.99127388},
    worst_input{"xatlu", -0.992012262},
    worst_input{"xatlu", -0.994392097},
    worst_input{"xatlu", -0.823877633},
    worst_input{"xatlu", -0.984171331},
    worst_input{"xatlu", -0.91171540799423745},
    worst_input{"gelu_tanh", -1.86228478},
    worst_input{"gelu_tanh", -6.81800652},
    worst_input{"gelu_tanh", -7.06058788},
    worst_input{"gelu", -0.59281908657449334},
    worst_input{"xgelu", -0.59281908657449334},
    worst_input{"gelu", -1.83459187},
    worst_input{"gelu", -1.84400332},
    worst_input{"gelu", -2.4973712},
    worst_input{"gelu", -0.522904515},
    worst_input{"silu", -1.65076852},
    worst_input{"silu", -0.913965881},
    worst_input{"silu", -87.6615601},
    worst_input{"swish", -1.65076852},
    worst_input{"quick_gelu", -0.951965451},
    worst_input{"quick_gelu", -10.7872725},
    worst_input{"quick_gelu", -0.498163379},
    worst_input{"quick_gelu", -0.50983055711157821},
    worst_input{"quick_gelu", -0.49398629501639724},
    worst_input{"gelu_tanh", -0.598653793},
    worst_input{"sigmoid", 0.294295102},
    worst_input{"sigmoid", -4.8464551},
    worst_input{"tanh", 0.517457247},
    worst_input{"tanh", 0.147147551},
    worst_input{"softplus", 0.0196534712},
    worst_input{"mish", 0.321879476},
    worst_input{"smelu", 0.413976252},
    worst_input{"selu", -0.310711145},
    worst_input{"selu", -86.523201},
    worst_input{"golu", 0.00526525034},
    worst_input{"golu", 1.16699922},
    worst_input{"hard_swish", -1.49970114},
    worst_input{"fit_act", 3.13667917},
    worst_input{"fit_act", 2.22935176},
    worst_input{"fit_act", 4.30786684},
    worst_input{"fit_act", 0.762401879},
    worst_input{"nlrelu", 255.654831},
    worst_input{"eru", -0.15498288},
    worst_input{"eru", -0.168972701},
    worst_input{"eru", 0.254323453},
    worst_input{"eru", 0.756224692},
    worst_input{"oru", -264.666138},
    worst_input{"oru", 0.756224692},
    // With parameters to learn.
    worst_input{"tempered_sigmoid", -0.518271804},
    worst_input{"tempered_sigmoid", 0.517457247},
    worst_input{"tempered_sigmoid", 0.201906758},
    worst_input{"acon_c", -0.700887382},
    worst_input{"acon_c", -0.548869742},
    worst_input{"acon_c", -1.65076852},
    worst_input{"aglu", -1.65076852},
    worst_input{"aglu", -0.548869742},
    worst_input{"crrelu", -1.42259169},
    worst_input{"apa", -4.8464551},
    worst_input{"apa", 0.294295102},
    // Smooth functions.
    worst_input{"isru", 257.02124},
    worst_input{"isru", -128.371078},
    worst_input{"isrlu", -128.371078},
    worst_input{"asinh", -0.07913661},
    worst_input{"log_sigmoid", -1.20112591e-05},
    worst_input{"log_sigmoid", 16.9801617},
    worst_input{"penalized_tanh", 0.506846428},
    worst_input{"penalized_tanh", 0.147173882},
    worst_input{"scaled_tanh", -1.07101438e-38},
    worst_input{"scaled_tanh", 9.01622772},
    worst_input{"hard_elish", -0.490724236},
    worst_input{"expm1", 0.387693226},
    worst_input{"symexp", -0.37528342},
    worst_input{"erf", -1.19918106e-38},
    worst_input{"arctan", 0.0131450059},
    worst_input{"inverse_quadratic", -4204.28174},
    worst_input{"squareplus", -0.000845610804},
    worst_input{"bent_identity", -1.001279},
    worst_input{"smish", -0.379385114},
    worst_input{"hard_elish", -0.0159252007},
    worst_input{"hyper_sinh", 0.899572074},
    worst_input{"tanhshrink", 0.0621753447},
    worst_input{"tanhshrink", 0.771665335},
    worst_input{"erf", 0.142735988},
    worst_input{"erf_act", -0.986901879},
    worst_input{"erf_act", -2.22434139},
    worst_input{"hard_elish", -0.835013330},
    worst_input{"sgelu", 0.00120200368},
    worst_input{"quick_gelu", -0.509830557},
    worst_input{"silu", -2.3268880697982032e-05},
};

/// Those of a function, with their neighbours, `reach` on each side.
template <class T> std::vector<T> worst_inputs_of(std::string_view name, int reach = 16) {
    std::vector<T> all;
    for (const auto& [function, x] : worst_inputs)
        if (function == name)
            for (int k = -reach; k <= reach; ++k) all.push_back(step(static_cast<T>(x), k));
    return all;
}

} // namespace test
