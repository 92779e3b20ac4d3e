#pragma once

#include <array>
#include <string_view>

/// Names that stand for a function of the catalogue with some of its parameters set.

namespace xact {
inline namespace v0 {

/// A name beside those that the functions' facts have.
struct alias {
    std::string_view name;       ///< "system:name" where it is another system's
    std::string_view call;       ///< what it stands for, as visit() reads it: sets what is not the default
    std::string_view spelt = {}; ///< that system's names of parameters: "min_val=lo max_val=hi"

    /// "onnx" of "onnx:Elu"; empty where the name is nobody's in particular.
    constexpr std::string_view system() const {
        const auto colon = name.find(':');
        return colon == name.npos ? std::string_view() : name.substr(0, colon);
    }
    /// "Elu" of "onnx:Elu".
    constexpr std::string_view local() const {
        const auto colon = name.find(':');
        return colon == name.npos ? name : name.substr(colon + 1);
    }
};

// cmake/names.py reads this table: one entry a line or two, sections by the comments that begin with "//:".
inline constexpr std::array aliases{
    //: Presets
    // Piecewise.
    alias{"vlrelu", "leaky_relu(a=0.3333333333333333)"},       // arXiv:1505.00853
    alias{"leaky_relu_256", "leaky_relu(a=0.00390625)"},       // BeeDNN
    alias{"tri_state_relu_identity", "dual_slope(q=1)"},       // arXiv:1511.05497, w = d = 1
    alias{"tri_state_relu_off", "dual_slope(p=0)"},            // arXiv:1511.05497, w = 0
    alias{"arelu", "dual_slope(p=1.8807970779778823, q=0.9)"}, // arXiv:2006.13858, as it starts
    alias{"bounded_relu", "clamp(lo=0)"},
    alias{"clipped_relu", "clamp(lo=0, hi=20)"}, // arXiv:1412.5567
    alias{"relun", "clamp(lo=0, hi=6)"},         // Krizhevsky 2010, n = 6
    alias{"ranger", "clamp(lo=0, hi=6)"},        // its bound comes from profiling
    alias{"react", "clamp(lo=-inf)"},            // arXiv:2111.12797; hi is a quantile
    alias{"capped_relu", "keras_relu(m=6)"},
    alias{"leaky_capped_relu", "keras_relu(s=0.01, m=6)"},
    alias{"relu3", "repu(s=3)"}, // arXiv:1909.05479
    alias{"sparse_sigmoid", "hard_sigmoid(alpha=0.5)"},
    alias{"hard_sigmoid_02", "hard_sigmoid(alpha=0.2)"},
    alias{"hard_mish", "hard_swish(alpha=0.5, beta=1)"},
    alias{"hard_swish_02", "hard_swish(alpha=0.2)"},
    alias{"smooth_softplus_core", "smelu(beta=0.25)"}, // BeeDNN's smooth_softplus is this at x - 1/4
    alias{"leaky_twice_relu6", "srelu(u=6, a=0.2)"},   // BeeDNN
    alias{"bounded_leaky_relu", "srelu(b=0.01, u=6, a=0)"},
    alias{"plu", "srelu(l=-1, b=0.1, a=0.1)"},   // arXiv:1809.09534
    alias{"trec", "jump_relu(theta=1)"},         // arXiv:1402.3337
    alias{"plse_core", "srelu(b=0.08, a=0.08)"}, // Darknet's plse is this at x/8 + 1/2
    alias{"o3ru", "oru(k=3)"},                   // BeeDNN
    alias{"e3ru", "eru(k=3)"},                   // BeeDNN
    // Smooth.
    alias{"lecun_tanh", "scaled_tanh(a=0.6666666666666666)"},        // LeCun et al. 1998
    alias{"softcap_30", "scaled_tanh(a=0.03333333333333333, b=30)"}, // Gemma 2, final logits
    alias{"softcap_50", "scaled_tanh(a=0.02, b=50)"},                // Gemma 2, attention logits
    alias{"adaptive_slope_tanh", "scaled_tanh(a=1, b=1)"},           // as it starts
    alias{"parametric_softplus", "softplus(beta=5)"},                // Keras 1, as it starts: α = 1/β
    alias{"sqrt", "power(beta=0.5)"},
    alias{"rsqrt", "power(beta=-0.5)"},
    alias{"hard_elish_safs", "hard_elish(alpha=0.2)"},                                 // SAFS
    alias{"e_swish", "aptx(beta=0.5, gamma=0.875)"},                                   // arXiv:1801.07145, 1.75 x σ(x)
    alias{"laplace_exact", "normal_cdf(u=0.7071067811865475, s=0.28209479177387814)"}, // arXiv:2209.10655
    alias{"fts_plus", "flatten_t_swish(t=-0.25)"},
    // Periodic.
    alias{"siren", "sine(omega=30)"}, // arXiv:2006.09661
    alias{"wire", "gabor"},           // arXiv:2301.05187, its real layer
    alias{"elephant_8", "elephant(d=8)"},
    // Adaptive.
    alias{"acon_b", "acon_c(q=0.25)"}, // arXiv:2009.04759
    alias{"bipolar_sigmoid", "tempered_sigmoid(t=1)"},
    alias{"tanh_p1m2", "tempered_sigmoid(s=1, o=0)"}, // tiny-dnn, (tanh + 1)/2
    alias{"serf", "pserf(gamma=1, delta=1)"},         // arXiv:2108.09598
    alias{"silu_derivative", "falu(alpha=1)"},
    alias{"sswish", "sg_blend(a=2000)"}, // x σ(β x) - γ: σ(a) = 1 from a = 750 on
    alias{"star_relu_exact", "star_relu(s=0.8944271909999159, b=-0.4472135954999579)"}, // 2/√5, -1/√5
    // Thresholded.
    alias{"vra_plus", "vra(gamma=0.3)"}, // NeurIPS 2023; γ is an example
    // Gated units.
    alias{"xunit_sigmoid", "glu"}, // xUnit's gate in its authors' code
    // Functions of a row.
    alias{"softmin", "softmax_ext(scale=-1)"},
    alias{"softmax2d", "softmax"},                                            // along the axis of channels
    alias{"quiet_softmax", "softmax_ext(sink=0)"},                            // Miller 2023
    alias{"softmax_1", "softmax_ext(sink=0)"},                                // the same
    alias{"inhibited_softmax", "softmax_ext(sink=0)"},                        // arXiv:1810.01861; the sink is chosen
    alias{"relu_former", "over_length(alpha=0.5, gamma=0.7071067811865476)"}, // its γ is 1 here
    alias{"norm_chan", "l1_normalized(eps=0.0001)"},                          // Darknet
    alias{"norm_chan_softmax_maxval", "norm_chan_softmax"},                   // Darknet's name
    alias{"evonorm_s1", "evonorm_s0"},                                        // arXiv:2004.02967; v is not learned
    alias{"evonorm_s2", "evonorm_s0(q=1)"},                                   // the same
    alias{"evonorm_b1", "evonorm_b0(v=0, w=1, q=1)"},                         // the same
    alias{"evonorm_b2", "evonorm_b0(v=-1, q=1)"},                             // the same

    //: Other systems' presets
    alias{"beednn:sine_relu", "sine_relu(epsilon=0.0025)"},
    alias{"burn:Shrink", "shrink(b=0.5)", "bias=b"},
    alias{"darknet:leaky", "leaky_relu(a=0.1)"},
    alias{"darknet:lhtan", "srelu(b=0.001, a=0.001)"},
    alias{"darknet:loggy", "tempered_sigmoid(t=1)"},
    alias{"darknet:norm_chan_softmax", "softmax_ext(sink=-9.210340371976182)"}, // ε = 10^-4 beside Σ e^x
    alias{"darknet:ramp", "dual_slope(p=1.1, q=0.1)"},
    alias{"flax:PReLU", "prelu(a=0.01)", "negative_slope_init=a"},
    alias{"ggml:geglu", "geglu_tanh"},
    alias{"ggml:geglu_erf", "geglu"},
    alias{"ggml:geglu_quick", "geglu_quick"},
    alias{"keras2:hard_sigmoid", "hard_sigmoid(alpha=0.2)"},
    alias{"ncnn:ELU", "elu(alpha=0.1)"},
    alias{"ncnn:HardSigmoid", "hard_sigmoid(alpha=0.2)"},
    alias{"ncnn:HardSwish", "hard_swish(alpha=0.2)"},
    alias{"safs:ash", "percentile_keep"},

    //: PyTorch
    // torch.nn
    alias{"torch:CELU", "celu"},
    alias{"torch:ELU", "elu"},
    alias{"torch:GELU", "gelu"},
    alias{"torch:Hardshrink", "hard_shrink", "lambd=lambda"},
    alias{"torch:Hardsigmoid", "hard_sigmoid"},
    alias{"torch:Hardswish", "hard_swish"},
    alias{"torch:Hardtanh", "clamp", "min_val=lo max_val=hi"},
    alias{"torch:Identity", "identity"},
    alias{"torch:LeakyReLU", "leaky_relu", "negative_slope=a"},
    alias{"torch:LogSigmoid", "log_sigmoid"},
    alias{"torch:LogSoftmax", "log_softmax"},
    alias{"torch:Mish", "mish"},
    alias{"torch:PReLU", "prelu", "init=a weight=a"},
    alias{"torch:RReLU", "leaky_relu(a=0.22916666666666666)"}, // in evaluation, (1/8 + 1/3)/2
    alias{"torch:ReLU", "relu"},
    alias{"torch:ReLU6", "relu6"},
    alias{"torch:SELU", "selu"},
    alias{"torch:SiLU", "silu"},
    alias{"torch:Sigmoid", "sigmoid"},
    alias{"torch:Softmax", "softmax"},
    alias{"torch:Softmin", "softmax_ext(scale=-1)"},
    alias{"torch:Softplus", "softplus"}, // without PyTorch's threshold, beyond which it is the identity
    alias{"torch:Softshrink", "soft_shrink", "lambd=lambda"},
    alias{"torch:Softsign", "softsign"},
    alias{"torch:Tanh", "tanh"},
    alias{"torch:Tanhshrink", "tanhshrink"},
    alias{"torch:Threshold", "threshold", "threshold=t value=v"}, // without defaults there
    // torch.nn.functional
    alias{"torch:celu", "celu"},
    alias{"torch:elu", "elu"},
    alias{"torch:gelu", "gelu"},
    alias{"torch:hardshrink", "hard_shrink", "lambd=lambda"},
    alias{"torch:hardsigmoid", "hard_sigmoid"},
    alias{"torch:hardswish", "hard_swish"},
    alias{"torch:hardtanh", "clamp", "min_val=lo max_val=hi"},
    alias{"torch:leaky_relu", "leaky_relu", "negative_slope=a"},
    alias{"torch:log_softmax", "log_softmax"},
    alias{"torch:logsigmoid", "log_sigmoid"},
    alias{"torch:logsumexp", "log_sum_exp"},
    alias{"torch:mish", "mish"},
    alias{"torch:prelu", "prelu", "weight=a"},
    alias{"torch:relu", "relu"},
    alias{"torch:relu6", "relu6"},
    alias{"torch:selu", "selu"},
    alias{"torch:silu", "silu"},
    alias{"torch:sigmoid", "sigmoid"},
    alias{"torch:softmax", "softmax"},
    alias{"torch:softmin", "softmax_ext(scale=-1)"},
    alias{"torch:softplus", "softplus"},
    alias{"torch:softshrink", "soft_shrink", "lambd=lambda"},
    alias{"torch:softsign", "softsign"},
    alias{"torch:tanh", "tanh"},
    alias{"torch:tanhshrink", "tanhshrink"},
    alias{"torch:threshold", "threshold", "threshold=t value=v"},

    //: Keras
    // keras.activations
    alias{"keras:celu", "celu"},
    alias{"keras:elu", "elu"},
    alias{"keras:exponential", "exp"},
    alias{"keras:gelu", "gelu"},
    alias{"keras:hard_shrink", "hard_shrink", "threshold=lambda"},
    alias{"keras:hard_sigmoid", "hard_sigmoid"},
    alias{"keras:hard_silu", "hard_swish"},
    alias{"keras:hard_swish", "hard_swish"},
    alias{"keras:hard_tanh", "hardtanh"},
    alias{"keras:leaky_relu", "leaky_relu(a=0.2)", "negative_slope=a"},
    alias{"keras:linear", "identity"},
    alias{"keras:log_sigmoid", "log_sigmoid"},
    alias{"keras:log_softmax", "log_softmax"},
    alias{"keras:mish", "mish"},
    alias{"keras:relu", "keras_relu", "negative_slope=s max_value=m threshold=t"},
    alias{"keras:relu6", "relu6"},
    alias{"keras:selu", "selu"},
    alias{"keras:sigmoid", "sigmoid"},
    alias{"keras:silu", "silu"},
    alias{"keras:soft_shrink", "soft_shrink", "threshold=lambda"},
    alias{"keras:softmax", "softmax"},
    alias{"keras:softplus", "softplus"},
    alias{"keras:softsign", "softsign"},
    alias{"keras:sparse_plus", "smelu"},
    alias{"keras:sparse_sigmoid", "hard_sigmoid(alpha=0.5)"},
    alias{"keras:sparsemax", "sparsemax"},
    alias{"keras:squareplus", "squareplus"},
    alias{"keras:swish", "silu"},
    alias{"keras:tanh", "tanh"},
    alias{"keras:tanh_shrink", "tanhshrink"},
    alias{"keras:threshold", "threshold", "threshold=t default_value=v"}, // without defaults there
    // keras.layers
    alias{"keras:ELU", "elu"},
    alias{"keras:LeakyReLU", "leaky_relu(a=0.3)", "negative_slope=a"},
    alias{"keras:PReLU", "prelu(a=0)"},
    alias{"keras:Softmax", "softmax"},

    //: ONNX
    alias{"onnx:Abs", "abs"},
    alias{"onnx:Asinh", "asinh"},
    alias{"onnx:Atan", "arctan"},
    alias{"onnx:Celu", "celu"},
    alias{"onnx:Clip", "clamp(lo=-inf, hi=inf)", "min=lo max=hi"},
    alias{"onnx:Cos", "cosine"},
    alias{"onnx:Elu", "elu"},
    alias{"onnx:Erf", "erf"},
    alias{"onnx:Exp", "exp"},
    alias{"onnx:Gelu", "gelu"},
    alias{"onnx:HardSigmoid", "hard_sigmoid(alpha=0.2)"},
    alias{"onnx:HardSwish", "hard_swish"},
    alias{"onnx:Hardmax", "hardmax"},
    alias{"onnx:Identity", "identity"},
    alias{"onnx:LeakyRelu", "leaky_relu", "alpha=a"},
    alias{"onnx:Log", "log"},
    alias{"onnx:LogSoftmax", "log_softmax"},
    alias{"onnx:Mish", "mish"},
    alias{"onnx:PRelu", "prelu", "slope=a"},
    alias{"onnx:ReduceLogSumExp", "log_sum_exp"},
    alias{"onnx:Relu", "relu"},
    alias{"onnx:Selu", "selu"}, // to the precision of float, as ONNX writes the constants
    alias{"onnx:Shrink", "shrink", "lambd=lambda bias=b"},
    alias{"onnx:Sigmoid", "sigmoid"},
    alias{"onnx:Sin", "sine"},
    alias{"onnx:Softmax", "softmax"},
    alias{"onnx:Softplus", "softplus"},
    alias{"onnx:Softsign", "softsign"},
    alias{"onnx:Sqrt", "power(beta=0.5)"},
    alias{"onnx:Swish", "swish", "alpha=beta"},
    alias{"onnx:Tanh", "tanh"},
    alias{"onnx:ThresholdedRelu", "threshold", "alpha=t"},

    //: oneDNN
    // It has no defaults: a parameter stands here as what leaves the plain function.
    alias{"onednn:eltwise_abs", "abs"},
    alias{"onednn:eltwise_bounded_relu", "clamp(lo=0, hi=inf)", "alpha=hi"},
    alias{"onednn:eltwise_clip", "clamp(lo=-inf, hi=inf)", "alpha=lo beta=hi"},
    alias{"onednn:eltwise_clip_v2", "clamp(lo=-inf, hi=inf)", "alpha=lo beta=hi"},
    alias{"onednn:eltwise_elu", "elu"},
    alias{"onednn:eltwise_exp", "exp"},
    alias{"onednn:eltwise_gelu", "gelu_tanh"},
    alias{"onednn:eltwise_gelu_erf", "gelu"},
    alias{"onednn:eltwise_gelu_tanh", "gelu_tanh"},
    alias{"onednn:eltwise_hardsigmoid", "hard_sigmoid"},
    alias{"onednn:eltwise_hardswish", "hard_swish"},
    alias{"onednn:eltwise_linear", "affine"},
    alias{"onednn:eltwise_log", "log"},
    alias{"onednn:eltwise_logistic", "sigmoid"},
    alias{"onednn:eltwise_logsigmoid", "log_sigmoid"},
    alias{"onednn:eltwise_mish", "mish"},
    alias{"onednn:eltwise_pow", "power"},
    alias{"onednn:eltwise_relu", "leaky_relu(a=0)", "alpha=a"},
    alias{"onednn:eltwise_soft_relu", "softplus", "alpha=beta"},
    alias{"onednn:eltwise_sqrt", "power(beta=0.5)"},
    alias{"onednn:eltwise_square", "power"},
    alias{"onednn:eltwise_swish", "swish", "alpha=beta"},
    alias{"onednn:eltwise_tanh", "tanh"},
    alias{"onednn:softmax_accurate", "softmax"},
    alias{"onednn:softmax_log", "log_softmax"},

    //: Hugging Face transformers
    alias{"hf:gelu", "gelu"},
    alias{"hf:gelu_10", "gelu_clipped"},
    alias{"hf:gelu_accurate", "gelu_tanh"},
    alias{"hf:gelu_fast", "gelu_tanh"},
    alias{"hf:gelu_new", "gelu_tanh"},
    alias{"hf:gelu_python", "gelu"},
    alias{"hf:gelu_python_tanh", "gelu_tanh"},
    alias{"hf:gelu_pytorch_tanh", "gelu_tanh"},
    alias{"hf:laplace", "normal_cdf", "mu=u sigma=s"},
    alias{"hf:leaky_relu", "leaky_relu"},
    alias{"hf:linear", "identity"},
    alias{"hf:mish", "mish"},
    alias{"hf:prelu", "prelu"},
    alias{"hf:quick_gelu", "quick_gelu"},
    alias{"hf:relu", "relu"},
    alias{"hf:relu2", "relu_squared"},
    alias{"hf:relu6", "relu6"},
    alias{"hf:sigmoid", "sigmoid"},
    alias{"hf:silu", "silu"},
    alias{"hf:swish", "silu"},
    alias{"hf:tanh", "tanh"},
    alias{"hf:xielu", "xielu"},
};

} // namespace v0
} // namespace xact
