#include "formula.hpp"

#include "support/catch.hpp"

using gallery::typeset;
using gallery::typeset_name;

TEST_CASE("variables are in italics, functions are not") {
    CHECK(typeset("x tanh(x)") == "<i>x</i> tanh(<i>x</i>)");
    CHECK(typeset("x σ(β x)") == "<i>x</i> <i>σ</i>(<i>β</i> <i>x</i>)");
    CHECK(typeset("min(x, hi)") == "min(<i>x</i>, <i>hi</i>)");
    CHECK(typeset("λ1 x + 4β") == "<i>λ</i><sub>1</sub> <i>x</i> + 4<i>β</i>");
    CHECK(typeset("log1p(x1)") == "log1p(<i>x</i><sub>1</sub>)");
}

TEST_CASE("exponents are raised, indices lowered") {
    CHECK(typeset("e^-x + 1") == "<i>e</i><sup>−<i>x</i></sup> + 1");
    CHECK(typeset("e^(x_i/τ)") == "<i>e</i><sup><i>x</i><sub><i>i</i></sub>/<i>τ</i></sup>");
    CHECK(typeset("max(0, x)^2.5 y") == "max(0, <i>x</i>)<sup>2.5</sup> <i>y</i>");
    CHECK(typeset("x^{s-1}") == "<i>x</i><sup><i>s</i>−1</sup>");
}

TEST_CASE("signs") { CHECK(typeset("-1 <= x && x >= 1") == "−1 ≤ <i>x</i> and <i>x</i> ≥ 1"); }

TEST_CASE("what depends on a condition has a line for each case") {
    const std::string text = typeset("x <= -1 ? 0 : x >= 1 ? x : (x + 1)²");
    CHECK(text.find("<span>0</span><span>if <i>x</i> ≤ −1</span>") != text.npos);
    CHECK(text.find("<span><i>x</i></span><span>if <i>x</i> ≥ 1</span>") != text.npos);
    CHECK(text.find("<span>(<i>x</i> + 1)²</span><span>otherwise</span>") != text.npos);

    const std::string inside = typeset("λ (x > 0 ? x : α expm1(x))");
    CHECK(inside.starts_with("<i>λ</i> <span class=\"cases\">"));
    CHECK(inside.find("if <i>x</i> &gt; 0") != inside.npos);
}

TEST_CASE("a definition has a line of its own") {
    CHECK(typeset("x G, G = 1") == "<i>x</i> <i>G</i><span class=\"where\"><i>G</i> = 1</span>");
}

TEST_CASE("half a formula is shown as it is") {
    CHECK(typeset("(x") == "(<i>x</i>");
    CHECK(typeset("x ? y").find("<i>y</i>") != std::string::npos);
    CHECK(typeset("x^").starts_with("<i>x</i>"));
    CHECK(typeset("").empty());
}

TEST_CASE("names of parameters") {
    CHECK(typeset_name("alpha") == "<i>α</i>");
    CHECK(typeset_name("a_1") == "<i>a</i><sub>1</sub>");
    CHECK(typeset_name("p1") == "<i>p</i><sub>1</sub>");
    CHECK(typeset_name("lambda2") == "<i>λ</i><sub>2</sub>");
    CHECK(typeset_name("function.alpha") == "function.<i>α</i>");
}
