#include <xact/catalogue.hpp>

#include "libtorch/counterpart.hpp"

namespace test::libtorch {

const std::vector<counterpart>& counterparts() {
    const auto within = [](double lo, double hi, double ulp) { return region{ulp, {{.lo = lo, .hi = hi}}}; };
    // |x| is at least that.
    const auto outside = [](double x, double ulp) {
        return region{ulp, {{.lo = -1024, .hi = -x}, {.lo = x, .hi = 1024}}};
    };
    // But for exp(x) - 1 of small x.
    const region elu{some, {{.lo = -1024, .hi = -0.0625}, {.lo = 0, .hi = 1024}}};
    // But for what softplus takes for 0.
    const auto softplus = [](double beta) {
        return region{few, {{.lo = -1024, .hi = 16 / beta}, {.lo = 40 / beta, .hi = 1024}}};
    };
    // But for what lies around its root.
    const region mish_slope{some, {{.lo = -64, .hi = -2.5}, {.lo = -0.5, .hi = 8}}};
    // But for the kinks, see conventions.cpp.
    const region hard_swish{
        straight, {{.lo = -1024, .hi = -3.03125}, {.lo = -2.96875, .hi = 2.96875}, {.lo = 3.03125, .hi = 1024}}};
    const region all_straight{straight}, all{few};
    static const std::vector<counterpart> list{
        {"abs", xact::abs{}, all_straight, all_straight},
        {"asinh", xact::asinh{}, all, all},
        {"atan", xact::arctan{}, all, all},
        {"celu", xact::celu{}, elu, all},
        {"celu(0.5)", xact::celu{.alpha = 0.5}, elu, all},
        {"cos", xact::cosine{}, all, all},
        {"elu", xact::elu{}, elu, all},
        {"erf", xact::erf{}, all, within(-1.5, 1.5, few)},
        {"exp", xact::exp{}, all, all},
        {"expm1", xact::expm1{}, all, within(-2, 1024, few)},
        {"gelu", xact::gelu{}, within(-1, 1024, some), within(-0.25, 1024, some)},
        {"gelu_tanh", xact::gelu_tanh{}, within(-1, 1024, some), within(-0.5, 4, some)},
        {"hardshrink", xact::hard_shrink{}, all_straight, all_straight},
        {"hardsigmoid", xact::hard_sigmoid{}, all_straight,
         outside(3, straight)}, // its 1/6 is a float's, in double too
        {"hardswish", xact::hard_swish{}, all_straight, hard_swish},
        {"hardtanh", xact::hardtanh{}, all_straight, all_straight},
        {"hardtanh", xact::clamp{}, all_straight, all_straight},
        {"leaky_relu", xact::leaky_relu{}, all_straight, all_straight},
        {"log", xact::log{}, all, all},
        {"log1p", xact::log1p{}, all, all},
        {"logit", xact::logit{}, all, all},
        {"logsigmoid", xact::log_sigmoid{}, all, all},
        {"mish", xact::mish{}, within(-64, 1024, few), mish_slope},
        {"ndtr", xact::normal_cdf{.u = 0, .s = 1}, within(-1, 1024, few), within(-1.5, 1.5, few)},
        {"ndtri", xact::normal_quantile{}, all, within(0.0625, 0.9375, some)},
        {"prelu", xact::prelu{}, all_straight, all_straight},
        {"relu", xact::relu{}, all_straight, all_straight},
        {"relu6", xact::relu6{}, all_straight, all_straight},
        {"rrelu", xact::leaky_relu{.a = (1.0 / 8 + 1.0 / 3) / 2}, all_straight, all_straight},
        {"selu", xact::selu{}, elu, all},
        {"sigmoid", xact::sigmoid{}, all, within(-1024, 2, some)},
        {"silu", xact::silu{}, within(-64, 1024, few), within(-64, 8, some)},
        {"sin", xact::sine{}, all, all},
        {"sinc(x/pi)", xact::sinc{}, within(-2, 2, few), within(1, 2, some)},
        {"softplus", xact::softplus{}, softplus(1), softplus(1)},
        {"softplus(2)", xact::softplus{.beta = 2}, softplus(2), softplus(2)},
        {"softshrink", xact::soft_shrink{}, all_straight, all_straight},
        {"softsign", xact::softsign{}, all, within(-2, 2, few)},
        {"sqrt", xact::power{.beta = 0.5}, all, all, {.lo = 0}},
        {"square", xact::power{}, all_straight, all_straight},
        {"tanh", xact::tanh{}, all, within(-1.5, 1.5, some)},
        {"tanhshrink", xact::tanhshrink{}, outside(1, few), outside(0.25, some)},
        {"threshold", xact::threshold{}, all_straight, all_straight},
    };
    return list;
}

} // namespace test::libtorch
