#include <algorithm>
#include <cstddef>
#include <initializer_list>
#include <map>
#include <stdexcept>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>

#include <xact/catalogue.hpp>

#include "support/catch.hpp"

// Lookup by name: parameters, aliases, other systems' names, and what is said of a wrong call.

namespace {

/// What a text stands for: the function, with the values of its parameters as the facts name them.
struct found {
    std::string_view function;
    std::map<std::string, double> parameters;
};

found find(std::string_view text, std::initializer_list<xact::setting> values = {}) {
    found r;
    xact::visit(text, values, [&](const auto& f) {
        r.function = f.about.name;
        if constexpr (xact::has_parameters<std::remove_reference_t<decltype(f)>>) {
            std::size_t i = 0;
            const auto put = [&](const auto& p) {
                const std::string name(f.about.parameters.at[i++]);
                if constexpr (std::is_arithmetic_v<std::remove_cvref_t<decltype(p)>>)
                    r.parameters[name] = p;
                else
                    for (std::size_t k = 0; k < p.size(); ++k) r.parameters[name + std::to_string(k)] = p[k];
            };
            std::apply([&](const auto&... p) { (put(p), ...); }, xact::parameters(f));
        }
    });
    return r;
}

bool same(const found& a, const found& b) { return a.function == b.function && a.parameters == b.parameters; }

std::string message_of(std::string_view text, std::initializer_list<xact::setting> values = {}) {
    try {
        find(text, values);
    } catch (const std::invalid_argument& e) { return e.what(); }
    return "nothing was thrown";
}

} // namespace

TEST_CASE("parameters are set by name", "[core]") {
    CHECK(find("elu").parameters.at("alpha") == 1);
    CHECK(find("elu", {{"alpha", 0.5}}).parameters.at("alpha") == 0.5);
    CHECK(find("elu(alpha=0.5)").parameters.at("alpha") == 0.5);
    const found f = find("golu(gamma=3)", {{"beta", 2}});
    CHECK(f.parameters == std::map<std::string, double>{{"alpha", 1}, {"beta", 2}, {"gamma", 3}});
    const found pau = find("pau_a(a0=-1, a5=7, b3=1e-3)");
    CHECK(pau.parameters.at("a0") == -1);
    CHECK(pau.parameters.at("a5") == 7);
    CHECK(pau.parameters.at("b3") == 1e-3);
    CHECK(pau.parameters.at("a1") == xact::pau_a{}.a[1]);
    CHECK(find("softmax(tau=2)").parameters.at("tau") == 2);
    CHECK(find("swiglu(beta=2)").parameters.at("beta") == 2);
}

TEST_CASE("a call in words may have spaces, signs and infinities", "[core]") {
    CHECK(find(" clamp ( lo = -inf ,hi=+2.5e-1 ) ").parameters ==
          std::map<std::string, double>{{"lo", -xact::infinity}, {"hi", 0.25}});
    CHECK(same(find("relu()"), find("relu")));
}

TEST_CASE("malformed calls say where", "[core]") {
    const std::string start = "xact::visit: ";
    CHECK(message_of("") == start + "'': at column 1 it ends, expected the name of a function");
    CHECK(message_of("elu(") == start + "'elu(': at column 5 it ends, expected the name of a parameter");
    CHECK(message_of("elu(alpha") == start + "'elu(alpha': at column 10 it ends, expected '='");
    CHECK(message_of("elu(alpha=)") == start + "'elu(alpha=)': at column 11 there is ')', expected a number");
    CHECK(message_of("elu(alpha=1") == start + "'elu(alpha=1': at column 12 it ends, expected ',' or ')'");
    CHECK(message_of("elu(alpha=1,)") ==
          start + "'elu(alpha=1,)': at column 13 there is ')', expected the name of a parameter");
    CHECK(message_of("elu(alpha=1) x") == start + "'elu(alpha=1) x': at column 14 there is 'x', expected the end");
    CHECK(message_of("elu x") == start + "'elu x': at column 5 there is 'x', expected '(' or the end");
    CHECK(message_of("elu(alpha=1, alpha=2)") == start + "'elu(alpha=1, alpha=2)': 'alpha' is given twice");
    CHECK(message_of("elu(alpha=1)", {{"alpha", 2}}) == start + "'elu(alpha=1)': 'alpha' is given twice");
}

TEST_CASE("what is not there is told what is most like it", "[core]") {
    CHECK(message_of("siluu") == "xact::visit: there is no function named 'siluu'; did you mean 'silu'?");
    CHECK(message_of("SILU") == "xact::visit: there is no function named 'SILU'; did you mean 'silu'?");
    CHECK(message_of("gleu") == "xact::visit: there is no function named 'gleu'; did you mean 'gelu'?");
    CHECK(message_of("onnx:Leakyrelu") ==
          "xact::visit: there is no function named 'onnx:Leakyrelu'; did you mean 'onnx:LeakyRelu'?");
    CHECK(message_of("act_gate") == "xact::visit: 'act_gate' is a template: xact::act_gate<F, G>");
    CHECK(message_of("xglu") ==
          "xact::visit: 'xglu' is a template: xact::xglu<Gate>, of which xatglu, xgeglu and xswiglu have names");
    CHECK(message_of("qqqqqqqqqqqq") == "xact::visit: there is no function named 'qqqqqqqqqqqq'");
    CHECK(message_of("elu(aplha=1)") ==
          "xact::visit: elu has no parameter 'aplha', it has alpha; did you mean 'alpha'?");
    CHECK(message_of("pau_a(a6=1)") == "xact::visit: pau_a has no parameter 'a6', it has a0 … a5, b0 … b3");
    CHECK(message_of("relu(alpha=1)") == "xact::visit: relu has no parameters, and so none named 'alpha'");
}

TEST_CASE("values outside of a domain are refused", "[core]") {
    CHECK(message_of("smelu(beta=-1)") == "xact::smelu: beta = -1.000000, must be above 0");
    CHECK(message_of("clamp", {{"lo", 2}}) == "xact::clamp: lo = 2.000000, must be below hi = 1.000000");
}

TEST_CASE("every alias is a function with those parameters set that differ from its defaults", "[core]") {
    const auto functions = xact::function_names();
    for (const xact::alias& a : xact::aliases) {
        INFO(a.name << " = " << a.call);
        CHECK(std::find(functions.begin(), functions.end(), a.name) == functions.end());
        CHECK_FALSE(a.local().empty());
        CHECK(same(find(a.name), find(a.call)));
        const xact::detail::call_text call = xact::detail::call_reader(a.call).read();
        const found plain = find(call.name);
        CHECK(plain.function == call.name);
        for (const auto& [parameter, value] : call.settings)
            CHECK(plain.parameters.at(std::string(parameter)) != value);
    }
}

TEST_CASE("an alias's parameters have its system's names, and ours", "[core]") {
    for (const xact::alias& a : xact::aliases) {
        INFO(a.name << " (" << a.spelt << ")");
        const found plain = find(a.name);
        std::string_view rest = a.spelt;
        while (!rest.empty()) {
            const std::string_view pair = rest.substr(0, rest.find(' '));
            rest.remove_prefix(std::min(rest.size(), pair.size() + 1));
            const std::string theirs(pair.substr(0, pair.find('='))), ours(pair.substr(pair.find('=') + 1));
            REQUIRE(plain.parameters.count(ours) == 1);
            const double value = plain.parameters.at(ours);
            CHECK(find(a.name, {{theirs, value}}).parameters.at(ours) == value);
        }
    }
    CHECK(find("torch:LeakyReLU(negative_slope=0.5)").parameters.at("a") == 0.5);
    CHECK(find("onednn:eltwise_clip(alpha=1, beta=2)").parameters ==
          std::map<std::string, double>{{"lo", 1}, {"hi", 2}});
    CHECK(find("hard_mish(beta=0.75)").parameters == std::map<std::string, double>{{"alpha", 0.5}, {"beta", 0.75}});
}

TEST_CASE("systems' names are found without the system where all agree", "[core]") {
    CHECK(find("gelu_new").function == "gelu_tanh");
    CHECK(find("gelu_pytorch_tanh").function == "gelu_tanh");
    CHECK(find("SiLU").function == "silu");
    CHECK(find("eltwise_gelu_erf").function == "gelu");
    CHECK(find("LeakyRelu").parameters.at("a") == 0.01);
    CHECK(find("leaky_relu").parameters.at("a") == 0.01);
    CHECK(find("keras:leaky_relu").parameters.at("a") == 0.2);
    CHECK(message_of("LeakyReLU") ==
          "xact::visit: 'LeakyReLU' is leaky_relu as 'torch:LeakyReLU', but "
          "leaky_relu(a=0.3) as 'keras:LeakyReLU'");
}
