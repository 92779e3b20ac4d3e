#include "libtorch/reference.hpp"

#include <ATen/ATen.h>
#include <ATen/Parallel.h>
#include <torch/version.h>

#include <cstdint>
#include <stdexcept>

namespace test::libtorch {
namespace {

using at::Tensor;
using in = const Tensor&;

struct unary {
    std::string_view name;
    Tensor (*f)(in);
};
struct gated {
    std::string_view name;
    Tensor (*f)(in, in);
};

// As torch.nn.functional makes them of ATen's ops.
constexpr unary unaries[] = {
    {"abs", [](in x) { return at::abs(x); }},
    {"asinh", [](in x) { return at::asinh(x); }},
    {"atan", [](in x) { return at::atan(x); }},
    {"celu", [](in x) { return at::celu(x, 1); }},
    {"celu(0.5)", [](in x) { return at::celu(x, 0.5); }},
    {"clamp", [](in x) { return at::clamp(x, -1, 1); }},
    {"cos", [](in x) { return at::cos(x); }},
    {"elu", [](in x) { return at::elu(x); }},
    {"erf", [](in x) { return at::erf(x); }},
    {"exp", [](in x) { return at::exp(x); }},
    {"expm1", [](in x) { return at::expm1(x); }},
    {"gelu", [](in x) { return at::gelu(x); }},
    {"gelu_tanh", [](in x) { return at::gelu(x, "tanh"); }},
    {"hardshrink", [](in x) { return at::hardshrink(x, 0.5); }},
    {"hardsigmoid", [](in x) { return at::hardsigmoid(x); }},
    {"hardswish", [](in x) { return at::hardswish(x); }},
    {"hardtanh", [](in x) { return at::hardtanh(x); }},
    {"leaky_relu", [](in x) { return at::leaky_relu(x); }},
    {"log", [](in x) { return at::log(x); }},
    {"log1p", [](in x) { return at::log1p(x); }},
    {"logit", [](in x) { return at::logit(x); }},
    {"logsigmoid", [](in x) { return at::log_sigmoid(x); }},
    {"mish", [](in x) { return at::mish(x); }},
    {"ndtr", [](in x) { return at::special_ndtr(x); }},
    {"ndtri", [](in x) { return at::special_ndtri(x); }},
    {"prelu", [](in x) { return at::prelu(x, at::full({1}, 0.25, x.options().requires_grad(false))); }},
    {"relu", [](in x) { return at::relu(x); }},
    {"relu6", [](in x) { return at::hardtanh(x, 0, 6); }},
    {"rrelu", [](in x) { return at::rrelu(x, 1.0 / 8, 1.0 / 3, false); }},
    {"selu", [](in x) { return at::selu(x); }},
    {"sigmoid", [](in x) { return at::sigmoid(x); }},
    {"silu", [](in x) { return at::silu(x); }},
    {"sin", [](in x) { return at::sin(x); }},
    {"sinc(x/pi)", [](in x) { return at::sinc(x / 3.14159265358979323846); }},
    {"softplus", [](in x) { return at::softplus(x); }},
    {"softplus(2)", [](in x) { return at::softplus(x, 2); }},
    {"softshrink", [](in x) { return at::softshrink(x, 0.5); }},
    {"softsign", [](in x) { return x / (at::abs(x) + 1); }},
    {"sqrt", [](in x) { return at::sqrt(x); }},
    {"square", [](in x) { return at::square(x); }},
    {"tanh", [](in x) { return at::tanh(x); }},
    {"tanhshrink", [](in x) { return x - at::tanh(x); }},
    {"threshold", [](in x) { return at::threshold(x, 1, 0); }},
};

constexpr gated gateds[] = {
    {"swiglu", [](in a, in b) { return at::silu(a) * b; }},
    {"geglu", [](in a, in b) { return at::gelu(a) * b; }},
    {"reglu", [](in a, in b) { return at::relu(a) * b; }},
    {"bilinear", [](in a, in b) { return a * b; }},
};

constexpr unary rowwise[] = {
    {"softmax", [](in x) { return at::softmax(x, -1); }},
    {"log_softmax", [](in x) { return at::log_softmax(x, -1); }},
    {"logsumexp", [](in x) { return at::logsumexp(x, -1, true); }},
    {"layer_norm", [](in x) { return at::layer_norm(x, {x.size(-1)}); }},
    {"normalize", [](in x) { return x / at::linalg_vector_norm(x, 2, -1, true).clamp_min(1e-12); }},
    // RMSNorm before there was an op for it.
    {"rms_norm", [](in x) { return x * at::rsqrt(at::mean(x * x, -1, true) + 1e-6); }},
    {"topk",
     [](in x) {
         const auto [values, indices] = at::topk(x, (x.size(-1) + 2) / 4, -1);
         return at::zeros_like(x).scatter(-1, indices, values);
     }},
    {"glu", [](in x) { return at::glu(x, -1); }},
};

template <class Table> auto find(const Table& table, std::string_view name) {
    for (const auto& entry : table)
        if (entry.name == name) return entry.f;
    throw std::invalid_argument("reference.cpp has no " + std::string(name));
}

template <class T> Tensor tensor_of(std::span<const T> x) {
    return at::from_blob(const_cast<T*>(x.data()), {static_cast<std::int64_t>(x.size())},
                         c10::CppTypeToScalarType<T>::value)
        .clone();
}

/// A tensor that autograd follows.
template <class T> Tensor variable_of(std::span<const T> x) { return tensor_of(x).set_requires_grad(true); }

template <class T> std::vector<T> vector_of(const Tensor& t) {
    const Tensor flat = t.detach().contiguous();
    return {flat.data_ptr<T>(), flat.data_ptr<T>() + flat.numel()};
}

void use_one_thread() { at::set_num_threads(1); }

} // namespace

template <class T> results<T> compute(std::string_view name, std::span<const T> x) {
    use_one_thread();
    const Tensor input = variable_of(x), y = find(unaries, name)(input);
    y.backward(at::ones_like(y));
    return {vector_of<T>(y), vector_of<T>(input.grad())};
}

template <class T> gated_results<T> compute(std::string_view name, std::span<const T> a, std::span<const T> b) {
    use_one_thread();
    const Tensor left = variable_of(a), right = variable_of(b), y = find(gateds, name)(left, right);
    y.backward(at::ones_like(y));
    return {vector_of<T>(y), vector_of<T>(left.grad()), vector_of<T>(right.grad())};
}

template <class T>
results<T> compute_rows(std::string_view name, std::span<const T> x, std::span<const T> dy, std::size_t row_length) {
    use_one_thread();
    const Tensor input = variable_of(x);
    const Tensor y = find(rowwise, name)(input.view({-1, static_cast<std::int64_t>(row_length)}));
    y.backward(tensor_of(dy).view_as(y));
    return {vector_of<T>(y), vector_of<T>(input.grad())};
}

template results<float> compute(std::string_view, std::span<const float>);
template results<double> compute(std::string_view, std::span<const double>);
template gated_results<float> compute(std::string_view, std::span<const float>, std::span<const float>);
template gated_results<double> compute(std::string_view, std::span<const double>, std::span<const double>);
template results<float> compute_rows(std::string_view, std::span<const float>, std::span<const float>, std::size_t);
template results<double> compute_rows(std::string_view, std::span<const double>, std::span<const double>, std::size_t);

std::string version() { return TORCH_VERSION; }

} // namespace test::libtorch
