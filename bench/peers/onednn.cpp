#include <dlfcn.h>
#include <oneapi/dnnl/dnnl_debug.h>

#include <cstdlib>
#include <memory>
#include <oneapi/dnnl/dnnl.hpp>
#include <string>
#include <unordered_map>

#include "contestants.hpp"

/// oneDNN's primitives, versions 2 and 3: created, and bound to the caller's memory, before any time is taken. What
/// remains in the loop is execute() and wait().

namespace bench {
namespace {

using dnnl::algorithm;
using dnnl::memory;
constexpr bool is_v2 = DNNL_VERSION_MAJOR < 3;

const dnnl::engine& engine() {
    static const dnnl::engine cpu(dnnl::engine::kind::cpu, 0);
    return cpu;
}

/// Everything is measured on one thread. oneDNN takes as many as its OpenMP runtime, of which this file knows no more
/// than that the library has loaded it.
void use_one_thread() {
    using setter = void (*)(int);
    if (const auto set = reinterpret_cast<setter>(dlsym(RTLD_DEFAULT, "omp_set_num_threads"))) set(1);
}

/// oneDNN takes the best instruction set that the machine has, unless told of a lesser one before its first primitive.
void use_this_instruction_set() {
    if (std::getenv("DNNL_MAX_CPU_ISA") || std::getenv("ONEDNN_MAX_CPU_ISA")) return;
#if defined(__AVX512F__)
#elif defined(__AVX2__)
    dnnl::set_max_cpu_isa(dnnl::cpu_isa::avx2);
#elif defined(__AVX__)
    dnnl::set_max_cpu_isa(dnnl::cpu_isa::avx);
#elif defined(__SSE2__)
    dnnl::set_max_cpu_isa(dnnl::cpu_isa::sse41); // its least
#endif
}

/// As "avx2", of "cpu_isa_avx2".
std::string instruction_set() {
    const std::string name = dnnl_cpu_isa2str(dnnl_get_effective_cpu_isa()), prefix = "cpu_isa_";
    return name.starts_with(prefix) ? name.substr(prefix.size()) : name;
}

memory::desc vector_of(std::size_t n) {
    return {{static_cast<memory::dim>(n)}, memory::data_type::f32, memory::format_tag::a};
}
memory::desc rows_of(std::size_t n, std::size_t row_length) {
    return {{static_cast<memory::dim>(n / row_length), static_cast<memory::dim>(row_length)},
            memory::data_type::f32,
            memory::format_tag::ab};
}

memory bind(const memory::desc& desc, const float* p) { return {desc, engine(), const_cast<float*>(p)}; }

routine executed(dnnl::primitive p, std::unordered_map<int, memory> arguments) {
    struct call {
        dnnl::stream stream{engine()};
        dnnl::primitive primitive;
        std::unordered_map<int, memory> arguments;
    };
    const auto c = std::make_shared<call>();
    c->primitive = std::move(p);
    c->arguments = std::move(arguments);
    return [c] {
        c->primitive.execute(c->stream, c->arguments);
        c->stream.wait();
    };
}

/// One of oneDNN's element-wise algorithms and its parameters.
struct eltwise {
    algorithm kind;
    float alpha = 0, beta = 0;

    auto forward_descriptor(const memory::desc& d) const {
        constexpr auto training = dnnl::prop_kind::forward_training;
#if DNNL_VERSION_MAJOR < 3
        return dnnl::eltwise_forward::primitive_desc({training, kind, d, alpha, beta}, engine());
#else
        return dnnl::eltwise_forward::primitive_desc(engine(), training, kind, d, d, alpha, beta);
#endif
    }
    auto backward_descriptor(const memory::desc& d) const {
#if DNNL_VERSION_MAJOR < 3
        return dnnl::eltwise_backward::primitive_desc({kind, d, d, alpha, beta}, engine(), forward_descriptor(d));
#else
        return dnnl::eltwise_backward::primitive_desc(engine(), kind, d, d, d, alpha, beta, forward_descriptor(d));
#endif
    }
};

void add_eltwise(contestant& c, std::string_view function, eltwise e) {
    c.add(function, direction::forward, [e](const arrays<float>& a) {
        const memory::desc d = vector_of(a.n);
        return executed(dnnl::eltwise_forward(e.forward_descriptor(d)),
                        {{DNNL_ARG_SRC, bind(d, a.x)}, {DNNL_ARG_DST, bind(d, a.out)}});
    });
    c.add(function, direction::backward, [e](const arrays<float>& a) {
        const memory::desc d = vector_of(a.n);
        return executed(
            dnnl::eltwise_backward(e.backward_descriptor(d)),
            {{DNNL_ARG_SRC, bind(d, a.x)}, {DNNL_ARG_DIFF_DST, bind(d, a.dy)}, {DNNL_ARG_DIFF_SRC, bind(d, a.out)}});
    });
}

#if DNNL_VERSION_MAJOR < 3
template <class Forward> auto row_forward_descriptor(const memory::desc& d) {
    return typename Forward::primitive_desc({dnnl::prop_kind::forward_training, d, 1}, engine());
}
template <class Forward, class Backward> void add_rowwise(contestant& c, std::string_view function) {
    const auto forward = [](const memory::desc& d) { return Forward(row_forward_descriptor<Forward>(d)); };
    const auto backward = [](const memory::desc& d) {
        return Backward(typename Backward::primitive_desc({d, d, 1}, engine(), row_forward_descriptor<Forward>(d)));
    };
#else
auto row_forward_descriptor(algorithm kind, const memory::desc& d) {
    return dnnl::softmax_forward::primitive_desc(engine(), dnnl::prop_kind::forward_training, kind, d, d, 1);
}
void add_rowwise(contestant& c, std::string_view function, algorithm kind) {
    const auto forward = [kind](const memory::desc& d) {
        return dnnl::softmax_forward(row_forward_descriptor(kind, d));
    };
    const auto backward = [kind](const memory::desc& d) {
        return dnnl::softmax_backward(
            dnnl::softmax_backward::primitive_desc(engine(), kind, d, d, d, 1, row_forward_descriptor(kind, d)));
    };
#endif
    c.add(function, direction::forward, [forward](const arrays<float>& a) {
        const memory::desc d = rows_of(a.n, a.row_length);
        return executed(forward(d), {{DNNL_ARG_SRC, bind(d, a.x)}, {DNNL_ARG_DST, bind(d, a.out)}});
    });
    c.add(function, direction::backward, [backward](const arrays<float>& a) {
        const memory::desc d = rows_of(a.n, a.row_length);
        return executed(
            backward(d),
            {{DNNL_ARG_DST, bind(d, a.x)}, {DNNL_ARG_DIFF_DST, bind(d, a.dy)}, {DNNL_ARG_DIFF_SRC, bind(d, a.out)}});
    });
}

const entry onednn(column::onednn, "oneDNN", [](contestant& c) {
    const dnnl_version_t& v = *dnnl_version();
    use_one_thread();
    use_this_instruction_set();
    c.describe("oneDNN " + std::to_string(v.major) + "." + std::to_string(v.minor) + "." + std::to_string(v.patch) +
               ", primitives made beforehand for " + instruction_set() +
               (v.cpu_runtime == DNNL_RUNTIME_TBB ? ", on TBB's threads" : ""));

    add_eltwise(c, "relu", {algorithm::eltwise_relu});
    add_eltwise(c, "leaky_relu", {algorithm::eltwise_relu, 0.01f});
    add_eltwise(c, "prelu", {algorithm::eltwise_relu, 0.25f});
    add_eltwise(c, "clamp", {algorithm::eltwise_clip_v2, -1, 1});
    add_eltwise(c, "hardtanh", {algorithm::eltwise_clip_v2, -1, 1});
    add_eltwise(c, "relu6", {algorithm::eltwise_clip_v2, 0, 6});
    add_eltwise(c, "elu", {algorithm::eltwise_elu, 1});
    add_eltwise(c, "sigmoid", {algorithm::eltwise_logistic});
    add_eltwise(c, "tanh", {algorithm::eltwise_tanh});
    add_eltwise(c, "softplus", {algorithm::eltwise_soft_relu, 1});
    add_eltwise(c, "swish", {algorithm::eltwise_swish, 1});
    add_eltwise(c, "silu", {algorithm::eltwise_swish, 1});
    add_eltwise(c, "xsilu", {algorithm::eltwise_swish, 1});
    add_eltwise(c, "quick_gelu", {algorithm::eltwise_swish, 1.702f});
    add_eltwise(c, "hard_swish", {algorithm::eltwise_hardswish, is_v2 ? 0 : 1.f / 6, is_v2 ? 0 : 0.5f});
    add_eltwise(c, "gelu", {algorithm::eltwise_gelu_erf});
    add_eltwise(c, "xgelu", {algorithm::eltwise_gelu_erf});
    add_eltwise(c, "gelu_tanh", {algorithm::eltwise_gelu_tanh});
    add_eltwise(c, "mish", {algorithm::eltwise_mish});
    add_eltwise(c, "exp", {algorithm::eltwise_exp});
#if DNNL_VERSION_MAJOR < 3
    add_rowwise<dnnl::softmax_forward, dnnl::softmax_backward>(c, "softmax");
    add_rowwise<dnnl::logsoftmax_forward, dnnl::logsoftmax_backward>(c, "log_softmax");
#else
    add_rowwise(c, "softmax", algorithm::softmax_accurate);
    add_rowwise(c, "log_softmax", algorithm::softmax_log);
#endif
});

} // namespace
} // namespace bench
