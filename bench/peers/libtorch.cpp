#include <ATen/ATen.h>
#include <ATen/Parallel.h>
#include <ATen/Version.h>
#include <torch/version.h>

#include <cstdlib>
#include <string>
#include <utility>

#include "contestants.hpp"

/// libtorch's eager ops in their out variants, on tensors made of the caller's arrays before any time is taken. Each
/// call pays for dispatch and shape checks, 0.3 microseconds (gelu, which asks oneDNN, 4), as it does for every user.
/// Where autograd starts from a saved result (sigmoid, tanh, exp, gated units), that is made beforehand too.

namespace bench {
namespace {

using at::Tensor;

template <class T> Tensor vector_of(const T* p, std::size_t n) {
    return at::from_blob(const_cast<T*>(p), {static_cast<std::int64_t>(n)}, c10::CppTypeToScalarType<T>::value);
}
template <class T> Tensor rows_of(const T* p, const arrays<T>& a) {
    return vector_of(p, a.n).view({-1, static_cast<std::int64_t>(a.row_length)});
}

/// forward(y, x)
template <class Forward> void add_forward(contestant& c, std::string_view name, Forward forward) {
    c.add(name, direction::forward, [forward](const auto& a) -> routine {
        return [forward, y = vector_of(a.out, a.n), x = vector_of(a.x, a.n)]() mutable { forward(y, x); };
    });
}

/// forward(y, x) and backward(dx, dy, x)
template <class Forward, class Backward>
void add(contestant& c, std::string_view name, Forward forward, Backward backward) {
    add_forward(c, name, forward);
    c.add(name, direction::backward, [backward](const auto& a) -> routine {
        return [backward, dx = vector_of(a.out, a.n), dy = vector_of(a.dy, a.n), x = vector_of(a.x, a.n)]() mutable {
            backward(dx, dy, x);
        };
    });
}

/// forward(y, x) and backward(dx, dy, y)
template <class Forward, class Backward>
void add_from_output(contestant& c, std::string_view name, Forward forward, Backward backward) {
    add_forward(c, name, forward);
    c.add_from_output(name, [forward, backward](const auto& a) -> routine {
        const Tensor x = vector_of(a.x, a.n);
        Tensor y = at::empty_like(x);
        forward(y, x);
        return [backward, dx = vector_of(a.out, a.n), dy = vector_of(a.dy, a.n), y]() mutable { backward(dx, dy, y); };
    });
}

/// forward(y, x) and dx = backward(dy, x), of an op that has no out variant and returns a new tensor. The array that is
/// checked gets it the first time only: no user would copy it.
template <class Forward, class Backward>
void add_returning(contestant& c, std::string_view name, Forward forward, Backward backward) {
    add_forward(c, name, forward);
    c.add(name, direction::backward, [backward](const auto& a) -> routine {
        return [backward, out = vector_of(a.out, a.n), dy = vector_of(a.dy, a.n), x = vector_of(a.x, a.n),
                is_first = true]() mutable {
            const Tensor dx = backward(dy, x);
            if (std::exchange(is_first, false)) out.copy_(dx);
        };
    });
}

/// f(a)·b from forward(y, a) and backward(da, d, a).
template <class Forward, class Backward>
void add_gated(contestant& c, std::string_view name, Forward forward, Backward backward) {
    c.add(name, direction::forward, [forward](const auto& in) -> routine {
        return
            [forward, y = vector_of(in.out, in.n), a = vector_of(in.x, in.n), b = vector_of(in.gate, in.n)]() mutable {
                forward(y, a);
                at::mul_out(y, y, b);
            };
    });
    c.add(name, direction::backward, [forward, backward](const auto& in) -> routine {
        const Tensor a = vector_of(in.x, in.n);
        Tensor activated = at::empty_like(a);
        forward(activated, a);
        return [backward, a, activated, b = vector_of(in.gate, in.n), dy = vector_of(in.dy, in.n),
                da = vector_of(in.out, in.n), db = vector_of(in.gate_out, in.n)]() mutable {
            at::mul_out(db, dy, activated);
            at::mul_out(da, dy, b);
            backward(da, da, a);
        };
    });
}

/// forward(y, x) and backward(dx, dy, y), by rows.
template <class Forward, class Backward>
void add_rowwise(contestant& c, std::string_view name, Forward forward, Backward backward) {
    c.add(name, direction::forward, [forward](const auto& a) -> routine {
        return [forward, y = rows_of(a.out, a), x = rows_of(a.x, a)]() mutable { forward(y, x); };
    });
    c.add(name, direction::backward, [backward](const auto& a) -> routine {
        return [backward, dx = rows_of(a.out, a), dy = rows_of(a.dy, a), y = rows_of(a.x, a)]() mutable {
            backward(dx, dy, y);
        };
    });
}

using in = const Tensor&;
using out = Tensor&;

void relu(out y, in x) { at::clamp_min_out(y, x, 0); }
void relu_backward(out dx, in dy, in x) { at::threshold_backward_out(dx, dy, x, 0); }
void silu(out y, in x) { at::silu_out(y, x); }
void silu_backward(out dx, in dy, in x) { at::silu_backward_out(dx, dy, x); }
void gelu(out y, in x) { at::gelu_out(y, x); }
void gelu_backward(out dx, in dy, in x) { at::gelu_backward_out(dx, dy, x); }

void add_rectifiers(contestant& c) {
    const auto add_leaky = [&](std::string_view name, double slope) {
        add(
            c, name, [=](out y, in x) { at::leaky_relu_out(y, x, slope); },
            [=](out dx, in dy, in x) { at::leaky_relu_backward_out(dx, dy, x, slope, false); });
    };
    const auto add_clamp = [&](std::string_view name, double low, double high) {
        add(
            c, name, [=](out y, in x) { at::hardtanh_out(y, x, low, high); },
            [=](out dx, in dy, in x) { at::hardtanh_backward_out(dx, dy, x, low, high); });
    };
    add(c, "relu", relu, relu_backward);
    add_leaky("leaky_relu", 0.01);
    add_leaky("prelu", 0.25);
    add_clamp("clamp", -1, 1);
    add_clamp("hardtanh", -1, 1);
    add_clamp("relu6", 0, 6);
    add_returning(
        c, "hard_swish", [](out y, in x) { at::hardswish_out(y, x); },
        [](in dy, in x) { return at::hardswish_backward(dy, x); });
}

void add_exponentials(contestant& c) {
    const auto add_elu = [&](std::string_view name, double alpha, double scale) {
        add(
            c, name, [=](out y, in x) { at::elu_out(y, x, alpha, scale, 1); },
            [=](out dx, in dy, in x) { at::elu_backward_out(dx, dy, alpha, scale, 1, false, x); });
    };
    add_elu("elu", 1, 1);
    add_elu("selu", 1.6732632423543772848170429916717, 1.0507009873554804934193349852946);
    add_from_output(
        c, "exp", [](out y, in x) { at::exp_out(y, x); }, [](out dx, in dy, in y) { at::mul_out(dx, dy, y); });
    add_from_output(
        c, "sigmoid", [](out y, in x) { at::sigmoid_out(y, x); },
        [](out dx, in dy, in y) { at::sigmoid_backward_out(dx, dy, y); });
    add_from_output(
        c, "tanh", [](out y, in x) { at::tanh_out(y, x); },
        [](out dx, in dy, in y) { at::tanh_backward_out(dx, dy, y); });
    add(
        c, "softplus", [](out y, in x) { at::softplus_out(y, x); },
        [](out dx, in dy, in x) { at::softplus_backward_out(dx, dy, x, 1, 20); });
}

void add_gates(contestant& c) {
    for (const char* name : {"swish", "silu", "xsilu"}) add(c, name, silu, silu_backward);
    for (const char* name : {"gelu", "xgelu"}) add(c, name, gelu, gelu_backward);
    add(
        c, "gelu_tanh", [](out y, in x) { at::gelu_out(y, x, "tanh"); },
        [](out dx, in dy, in x) { at::gelu_backward_out(dx, dy, x, "tanh"); });
    add_returning(
        c, "mish", [](out y, in x) { at::mish_out(y, x); }, [](in dy, in x) { return at::mish_backward(dy, x); });
    add_gated(c, "swiglu", silu, silu_backward);
    add_gated(c, "geglu", gelu, gelu_backward);
    add_gated(c, "reglu", relu, relu_backward);
}

void add_softmax(contestant& c) {
    add_rowwise(
        c, "softmax", [](out y, in x) { at::_softmax_out(y, x, 1, false); },
        [](out dx, in dy, in y) { at::_softmax_backward_data_out(dx, dy, y, 1, y.scalar_type()); });
    add_rowwise(
        c, "log_softmax", [](out y, in x) { at::_log_softmax_out(y, x, 1, false); },
        [](out dx, in dy, in y) { at::_log_softmax_backward_data_out(dx, dy, y, 1, y.scalar_type()); });
}

/// Some versions take AVX2 for the better choice where there is AVX-512; it is not for these functions. libtorch reads
/// the variable once, at its first op.
void use_this_instruction_set() {
#if defined(__AVX512F__)
    setenv("ATEN_CPU_CAPABILITY", "avx512", 0);
#elif defined(__AVX2__)
    setenv("ATEN_CPU_CAPABILITY", "avx2", 0);
#elif defined(__SSE2__)
    setenv("ATEN_CPU_CAPABILITY", "default", 0);
#endif
}

/// As libtorch names it among its settings.
std::string instruction_set() {
    const std::string settings = at::show_config(), label = "CPU capability usage: ";
    const std::size_t at = settings.find(label);
    if (at == settings.npos) return "an unknown instruction set";
    const std::size_t begin = at + label.size();
    return settings.substr(begin, settings.find('\n', begin) - begin);
}

const entry libtorch(column::libtorch, "libtorch", [](contestant& c) {
    use_this_instruction_set();
    at::set_num_threads(1);
    static const c10::InferenceMode no_gradients; // of this thread, which all ops run on
    c.describe("libtorch " TORCH_VERSION ", ATen's out variants for " + instruction_set() +
               ", gradients from saved results as in autograd");
    add_rectifiers(c);
    add_exponentials(c);
    add_gates(c);
    add_softmax(c);
});

} // namespace
} // namespace bench
