#include <array>
#include <concepts>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

#include <xact/catalogue.hpp>
#include <xact/core/channelwise.hpp>
#include <xact/core/parameter_gradient.hpp>
#include <xact/elementwise/elu.hpp>
#include <xact/elementwise/silu.hpp>

#include "support/catch.hpp"

// A wrong call throws before anything is written, and its message names the function, the arguments and the numbers.

namespace {

/// The message of the std::invalid_argument that call() throws; empty if it throws none.
template <class Call> std::string message(const Call& call) {
    try {
        call();
    } catch (const std::invalid_argument& e) { return e.what(); }
    return {};
}

/// Expects a message that contains all of the texts.
template <class Call> void expect(const Call& call, std::initializer_list<const char*> texts) {
    const std::string m = message(call);
    INFO("the message: " << m);
    for (const std::string text : texts) {
        INFO("is looked through for: " << text);
        CHECK(m.find(text) != std::string::npos);
    }
}

const std::vector<float> x5(5, 1.f), x6(6, 1.f);

} // namespace

TEST_CASE("ranges of different length are refused by every entry point", "[core]") {
    const xact::silu f;
    const xact::sigmoid s;
    const xact::elu e;
    std::vector<float> y5(5, 7.f), y6(6, 7.f);

    expect([&] { xact::forward(f, x5, y6); }, {"forward", "silu", "x has 5", "y has 6"});
    expect([&] { xact::forward(f, x6, y5, xact::fast); }, {"forward", "silu", "x has 6", "y has 5"});
    expect([&] { xact::forward(xact::parallel, f, x5, y6); }, {"forward", "silu", "x has 5", "y has 6"});
    expect([&] { xact::backward(f, x5, x6, y5); }, {"backward", "silu", "x has 5", "dy has 6"});
    expect([&] { xact::backward(f, x5, x5, y6); }, {"backward", "silu", "x has 5", "dx has 6"});
    expect([&] { xact::backward_from_output(s, x5, x6, y5); },
           {"backward_from_output", "sigmoid", "y has 5", "dy has 6"});
    expect([&] { xact::double_backward(f, x5, x5, x6, y5, y5); }, {"double_backward", "silu", "x has 5", "ddx has 6"});
    std::vector<float> z5(5, 7.f);
    expect([&] { xact::double_backward(f, x5, x5, x5, y5, y6); }, {"double_backward", "silu", "d_x has 6"});
    expect([&] { (void)xact::parameter_gradient(e, x5, x6); }, {"parameter_gradient", "elu", "x has 5", "dy has 6"});
    for (const float v : y5) CHECK(v == 7.f);
    for (const float v : y6) CHECK(v == 7.f);
}

TEST_CASE("ranges that overlap in part are refused, the same range is not", "[core]") {
    const xact::silu f;
    std::vector<float> a(20, 3.f);
    const std::span<float> whole(a);
    expect([&] { xact::forward(f, whole.subspan(0, 10), whole.subspan(4, 10)); },
           {"forward", "silu", "x", "y", "16 bytes", "40 bytes"});
    expect([&] { xact::forward(f, whole.subspan(4, 10), whole.subspan(0, 10)); }, {"forward", "silu", "-16 bytes"});
    expect([&] { xact::backward(f, whole.subspan(0, 10), whole.subspan(10, 10), whole.subspan(9, 10)); },
           {"backward", "silu", "dx"});
    for (const float v : a) CHECK(v == 3.f);

    CHECK(message([&] { xact::forward(f, whole.subspan(0, 10), whole.subspan(10, 10)); }).empty());
    CHECK(message([&] { xact::forward(f, whole, whole); }).empty());
    CHECK(message([&] { xact::backward(f, whole, whole, whole); }).empty());
}

TEST_CASE("the same bytes as elements of another size overlap in part", "[core]") {
    const xact::silu f;
    std::vector<double> memory(10, 3.0);
    const auto* halves = reinterpret_cast<const xact::float16*>(memory.data());
    expect([&] { xact::forward(f, std::span(halves, 10), std::span(memory)); }, {"forward", "silu", "overlap"});
    for (const double v : memory) CHECK(v == 3.0);
}

TEST_CASE("two outputs are two ranges", "[core]") {
    const xact::silu f;
    std::vector<float> out(5, 7.f);
    expect([&] { xact::double_backward(f, x5, x5, x5, out, out); }, {"double_backward", "silu", "d_dy", "d_x"});
    for (const float v : out) CHECK(v == 7.f);
}

TEST_CASE("parameters outside their domain are refused with name, parameter and value", "[core]") {
    std::vector<float> y(5, 7.f);
    expect([&] { xact::forward(xact::softplus{.beta = 0}, x5, y); }, {"softplus", "beta", "0"});
    expect([&] { xact::forward(xact::clamp{.lo = 2, .hi = 1}, x5, y); }, {"clamp", "lo", "2", "hi", "1"});
    expect([&] { xact::backward(xact::smelu{.beta = -1}, x5, x5, y); }, {"smelu", "beta", "-1"});
    expect([&] { xact::forward(xact::repu{.s = 0.5}, x5, y); }, {"repu", "s", "0.5"});
    for (const float v : y) CHECK(v == 7.f);
}

TEST_CASE("channelwise says what does not fit", "[core]") {
    std::vector<float> y(6, 7.f);
    const std::vector<xact::elu> four(4), none;
    expect([&] { xact::forward(xact::channelwise(four, 1), x6, y); }, {"forward", "elu", "6", "4"});
    expect([&] { xact::forward(xact::channelwise(four, 0), x6, y); }, {"forward", "elu", "inner"});
    expect([&] { xact::forward(xact::channelwise(none, 1), x6, y); }, {"forward", "elu"});
    const std::vector<xact::softplus> bad{{.beta = 1}, {.beta = 0}};
    expect([&] { xact::forward(xact::channelwise(bad, 1), x6, y); }, {"softplus", "beta"});
    expect(
        [&] {
            xact::forward(xact::channelwise(std::array{xact::elu{}, xact::elu{}}, 3), x5, y);
        },
        {"x has 5", "y has 6"});
    for (const float v : y) CHECK(v == 7.f);
}

TEST_CASE("a parameter that six decimals would hide is shown", "[core]") {
    std::vector<float> x(4);
    expect([&] { xact::forward(xact::hard_shrink{.lambda = -1e-9}, x, x); }, {"lambda = -1e-09, must be at least 0"});
    expect([&] { xact::forward(xact::clamp{.lo = 2e-5, .hi = 1e-7}, x, x); }, {"lo = 2e-05, must be below hi = 1e-07"});
    expect([&] { xact::forward(xact::softplus{.beta = 0}, x, x); }, {"beta = 0.000000"});
}

TEST_CASE("a name that is none throws", "[core]") {
    expect([] { xact::visit("gelou", [](const auto&) {}); }, {"gelou"});
}
