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
    // piecewise
    alias{"vlrelu", "leaky_relu(a=0.3333333333333333)"},
    alias{"leaky_relu_256", "leaky_relu(a=0.00390625)"},
    alias{"hard_mish", "hard_swish(alpha=0.5, beta=1)"},

    //: PyTorch
    // torch.nn
    alias{"torch:ELU", "elu"},
    alias{"torch:GELU", "gelu"},
    alias{"torch:Hardswish", "hard_swish"},
    alias{"torch:Hardtanh", "clamp", "min_val=lo max_val=hi"},
    alias{"torch:LeakyReLU", "leaky_relu", "negative_slope=a"},
    alias{"torch:LogSoftmax", "log_softmax"},
    alias{"torch:Mish", "mish"},
    alias{"torch:PReLU", "prelu", "init=a weight=a"},
    alias{"torch:ReLU", "relu"},
    alias{"torch:ReLU6", "relu6"},
    alias{"torch:SELU", "selu"},
    alias{"torch:SiLU", "silu"},
    alias{"torch:Sigmoid", "sigmoid"},
    alias{"torch:Softmax", "softmax"},
    alias{"torch:Softplus", "softplus"}, // without PyTorch's threshold, beyond which it is the identity
    alias{"torch:Tanh", "tanh"},
    // torch.nn.functional
    alias{"torch:elu", "elu"},
    alias{"torch:gelu", "gelu"},
    alias{"torch:hardswish", "hard_swish"},
    alias{"torch:hardtanh", "clamp", "min_val=lo max_val=hi"},
    alias{"torch:leaky_relu", "leaky_relu", "negative_slope=a"},
    alias{"torch:log_softmax", "log_softmax"},
    alias{"torch:mish", "mish"},
    alias{"torch:prelu", "prelu", "weight=a"},
    alias{"torch:relu", "relu"},
    alias{"torch:relu6", "relu6"},
    alias{"torch:selu", "selu"},
    alias{"torch:silu", "silu"},
    alias{"torch:sigmoid", "sigmoid"},
    alias{"torch:softmax", "softmax"},
    alias{"torch:softplus", "softplus"},
    alias{"torch:tanh", "tanh"},

    //: Keras
    // keras.activations
    alias{"keras:elu", "elu"},
    alias{"keras:exponential", "exp"},
    alias{"keras:gelu", "gelu"},
    alias{"keras:hard_silu", "hard_swish"},
    alias{"keras:hard_swish", "hard_swish"},
    alias{"keras:hard_tanh", "hardtanh"},
    alias{"keras:leaky_relu", "leaky_relu(a=0.2)", "negative_slope=a"},
    alias{"keras:log_softmax", "log_softmax"},
    alias{"keras:mish", "mish"},
    alias{"keras:relu", "relu"},
    alias{"keras:relu6", "relu6"},
    alias{"keras:selu", "selu"},
    alias{"keras:sigmoid", "sigmoid"},
    alias{"keras:silu", "silu"},
    alias{"keras:softmax", "softmax"},
    alias{"keras:softplus", "softplus"},
    alias{"keras:sparse_plus", "smelu"},
    alias{"keras:swish", "silu"},
    alias{"keras:tanh", "tanh"},
    // keras.layers
    alias{"keras:ELU", "elu"},
    alias{"keras:LeakyReLU", "leaky_relu(a=0.3)", "negative_slope=a"},
    alias{"keras:PReLU", "prelu(a=0)"},
    alias{"keras:Softmax", "softmax"},

    //: ONNX
    alias{"onnx:Clip", "clamp(lo=-inf, hi=inf)", "min=lo max=hi"},
    alias{"onnx:Elu", "elu"},
    alias{"onnx:Exp", "exp"},
    alias{"onnx:Gelu", "gelu"},
    alias{"onnx:HardSwish", "hard_swish"},
    alias{"onnx:LeakyRelu", "leaky_relu", "alpha=a"},
    alias{"onnx:LogSoftmax", "log_softmax"},
    alias{"onnx:Mish", "mish"},
    alias{"onnx:PRelu", "prelu", "slope=a"},
    alias{"onnx:Relu", "relu"},
    alias{"onnx:Selu", "selu"}, // to the precision of float, as ONNX writes the constants
    alias{"onnx:Sigmoid", "sigmoid"},
    alias{"onnx:Softmax", "softmax"},
    alias{"onnx:Softplus", "softplus"},
    alias{"onnx:Swish", "swish", "alpha=beta"},
    alias{"onnx:Tanh", "tanh"},

    //: oneDNN
    // It has no defaults: a parameter stands here as what leaves the plain function.
    alias{"onednn:eltwise_bounded_relu", "clamp(lo=0, hi=inf)", "alpha=hi"},
    alias{"onednn:eltwise_clip", "clamp(lo=-inf, hi=inf)", "alpha=lo beta=hi"},
    alias{"onednn:eltwise_clip_v2", "clamp(lo=-inf, hi=inf)", "alpha=lo beta=hi"},
    alias{"onednn:eltwise_elu", "elu"},
    alias{"onednn:eltwise_exp", "exp"},
    alias{"onednn:eltwise_gelu", "gelu_tanh"},
    alias{"onednn:eltwise_gelu_erf", "gelu"},
    alias{"onednn:eltwise_gelu_tanh", "gelu_tanh"},
    alias{"onednn:eltwise_hardswish", "hard_swish"},
    alias{"onednn:eltwise_logistic", "sigmoid"},
    alias{"onednn:eltwise_logsigmoid", "softplus(beta=-1)"},
    alias{"onednn:eltwise_mish", "mish"},
    alias{"onednn:eltwise_relu", "leaky_relu(a=0)", "alpha=a"},
    alias{"onednn:eltwise_soft_relu", "softplus", "alpha=beta"},
    alias{"onednn:eltwise_swish", "swish", "alpha=beta"},
    alias{"onednn:eltwise_tanh", "tanh"},
    alias{"onednn:softmax_accurate", "softmax"},
    alias{"onednn:softmax_log", "log_softmax"},

    //: Hugging Face transformers
    alias{"hf:gelu", "gelu"},
    alias{"hf:gelu_accurate", "gelu_tanh"},
    alias{"hf:gelu_fast", "gelu_tanh"},
    alias{"hf:gelu_new", "gelu_tanh"},
    alias{"hf:gelu_python", "gelu"},
    alias{"hf:gelu_python_tanh", "gelu_tanh"},
    alias{"hf:gelu_pytorch_tanh", "gelu_tanh"},
    alias{"hf:leaky_relu", "leaky_relu"},
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
};

} // namespace v0
} // namespace xact
