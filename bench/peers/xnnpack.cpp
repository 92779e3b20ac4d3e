#include <xnnpack.h>

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <stdexcept>
#include <string>
#include <type_traits>

#include "contestants.hpp"

#if XACT_BENCH_CPUINFO
#include <cpuinfo.h>
#endif

/// XNNPACK's operators, created, told their shape and bound to the caller's arrays before any time is taken, without a
/// thread pool. What remains in the loop is xnn_run_operator(), which flushes subnormal numbers while it runs. There
/// are no backward ones. The interface has changed over time: XACT_BENCH_XNNPACK_UNARY says that one operator computes
/// all unary functions.

namespace bench {
namespace {

constexpr float infinity = std::numeric_limits<float>::infinity();

void check(xnn_status status) {
    if (status != xnn_status_success)
        throw std::runtime_error("XNNPACK refuses an operator: status " + std::to_string(status));
}

/// XNNPACK takes the best instruction set that cpuinfo finds, which is made to forget those that this file is not
/// compiled for. Returns the best one left.
std::string use_this_instruction_set() {
#if XACT_BENCH_CPUINFO && (CPUINFO_ARCH_X86 || CPUINFO_ARCH_X86_64)
    if (cpuinfo_initialize()) {
        cpuinfo_x86_isa& has = cpuinfo_isa;
#if !defined(__AVX512F__)
        has.avx512f = has.avx512cd = has.avx512bw = has.avx512dq = has.avx512vl = false;
#endif
#if !defined(__AVX2__)
        has.avx2 = has.fma3 = has.f16c = false;
#endif
#if !defined(__AVX__)
        has.avx = false;
#endif
        return has.avx512f ? "AVX-512" : has.avx2 ? "AVX2" : has.avx ? "AVX" : "SSE";
    }
#endif
    return "the best instruction set of this machine";
}

/// make(arrays) creates the operator and binds it.
template <class Make> void add(contestant& c, std::string_view function, Make make) {
    c.add(function, direction::forward, [make](const arrays<float>& a) -> routine {
        const std::shared_ptr<xnn_operator> op(make(a), xnn_delete_operator);
        return [op] { xnn_run_operator(op.get(), nullptr); };
    });
}

#if XACT_BENCH_XNNPACK_UNARY

/// Some versions take a look-up table after the parameters.
template <class Create>
xnn_status create_unary(Create* create, xnn_unary_operator kind, const xnn_unary_params& parameters,
                        xnn_operator_t* op) {
    constexpr xnn_datatype f32 = xnn_datatype_fp32;
    if constexpr (std::is_invocable_v<Create, xnn_unary_operator, xnn_datatype, xnn_datatype, const xnn_unary_params*,
                                      std::nullptr_t, std::nullptr_t, uint32_t, xnn_operator_t*>)
        return create(kind, f32, f32, &parameters, nullptr, nullptr, 0, op);
    else
        return create(kind, f32, f32, &parameters, nullptr, nullptr, nullptr, 0, op);
}

void add_unary(contestant& c, std::string_view function, xnn_unary_operator kind, xnn_unary_params parameters = {}) {
    add(c, function, [kind, parameters](const arrays<float>& a) {
        xnn_operator_t op = nullptr;
        check(create_unary(xnn_create_unary_elementwise_nc, kind, parameters, &op));
        check(xnn_reshape_unary_elementwise_nc(op, a.n, 1, 1, 1, nullptr));
        check(xnn_setup_unary_elementwise_nc(op, a.x, a.out));
        return op;
    });
}

void add_functions(contestant& c) {
    add_unary(c, "relu", xnn_unary_clamp, {.clamp = {0, infinity}});
    add_unary(c, "clamp", xnn_unary_clamp, {.clamp = {-1, 1}});
    add_unary(c, "hardtanh", xnn_unary_clamp, {.clamp = {-1, 1}});
    add_unary(c, "relu6", xnn_unary_clamp, {.clamp = {0, 6}});
    add_unary(c, "leaky_relu", xnn_unary_leaky_relu, {.leaky_relu = {0.01f}});
    add_unary(c, "prelu", xnn_unary_leaky_relu, {.leaky_relu = {0.25f}});
    add_unary(c, "elu", xnn_unary_elu, {.elu = {1}});
    add_unary(c, "hard_swish", xnn_unary_hardswish);
    add_unary(c, "sigmoid", xnn_unary_sigmoid);
    add_unary(c, "tanh", xnn_unary_tanh);
    add_unary(c, "exp", xnn_unary_exp);
    add_unary(c, "gelu", xnn_unary_gelu);
    add_unary(c, "xgelu", xnn_unary_gelu);
#ifdef XNN_FLAG_SLOW_CONSISTENT_ARITHMETIC // came a little later than xnn_unary_approxgelu
    add_unary(c, "gelu_tanh", xnn_unary_approxgelu);
#endif
    add(c, "softmax", [](const arrays<float>& a) {
        const std::size_t row = a.row_length;
        xnn_operator_t op = nullptr;
        check(xnn_create_softmax_nc_f32(0, &op));
        check(xnn_reshape_softmax_nc_f32(op, row, row, row, a.n / row, nullptr));
        check(xnn_setup_softmax_nc_f32(op, a.x, a.out));
        return op;
    });
}

#else

using setup_function = xnn_status(xnn_operator_t, std::size_t batch, const float* x, float* y, pthreadpool_t);

/// create(channels, stride of the input, stride of the output, parameters ..., flags, operator)
template <class Create, std::same_as<float>... Parameters>
void add_unary(contestant& c, std::string_view function, Create* create, setup_function* setup,
               Parameters... parameters) {
    add(c, function, [=](const arrays<float>& a) {
        xnn_operator_t op = nullptr;
        check(create(1, 1, 1, parameters..., 0, &op));
        check(setup(op, a.n, a.x, a.out, nullptr));
        return op;
    });
}

void add_functions(contestant& c) {
    add_unary(c, "relu", xnn_create_clamp_nc_f32, xnn_setup_clamp_nc_f32, 0.f, infinity);
    add_unary(c, "clamp", xnn_create_clamp_nc_f32, xnn_setup_clamp_nc_f32, -1.f, 1.f);
    add_unary(c, "hardtanh", xnn_create_clamp_nc_f32, xnn_setup_clamp_nc_f32, -1.f, 1.f);
    add_unary(c, "relu6", xnn_create_clamp_nc_f32, xnn_setup_clamp_nc_f32, 0.f, 6.f);
    add_unary(c, "leaky_relu", xnn_create_leaky_relu_nc_f32, xnn_setup_leaky_relu_nc_f32, 0.01f);
    add_unary(c, "prelu", xnn_create_leaky_relu_nc_f32, xnn_setup_leaky_relu_nc_f32, 0.25f);
    add_unary(c, "elu", xnn_create_elu_nc_f32, xnn_setup_elu_nc_f32, 1.f);
    add_unary(c, "hard_swish", xnn_create_hardswish_nc_f32, xnn_setup_hardswish_nc_f32);
    add_unary(c, "sigmoid", xnn_create_sigmoid_nc_f32, xnn_setup_sigmoid_nc_f32);
    add(c, "softmax", [](const arrays<float>& a) {
        const std::size_t row = a.row_length;
        xnn_operator_t op = nullptr;
        check(xnn_create_softmax_nc_f32(row, row, row, 0, &op));
        check(xnn_setup_softmax_nc_f32(op, a.n / row, a.x, a.out, nullptr));
        return op;
    });
}

#endif

const entry xnnpack(column::xnnpack, "XNNPACK", [](contestant& c) {
    c.describe("XNNPACK, operators made beforehand for " + use_this_instruction_set());
    if (xnn_initialize(nullptr) == xnn_status_success) add_functions(c);
});

} // namespace
} // namespace bench
