#include <algorithm>
#include <cmath>
#include <cstddef>
#include <vector>

#include "support/catch.hpp"
#include "support/gated/triples.hpp"

/// Derivatives against differences.

namespace test {

namespace {

/// Values, gradients and parameter derivatives in double against extrapolated differences of the definition.
void check_gated_differences(const gated_function& f) {
    const auto extrapolated = [](const auto& at) {
        const wide h(0x1p-16);
        const auto difference = [&](const wide& s) { return (at(s) - at(-s)) / (2 * s); };
        return static_cast<double>((4 * difference(h / 2) - difference(h)) / 3);
    };
    const auto close = [](double computed, double expected) {
        return std::abs(computed - expected) <= 1e-10 * std::max(std::abs(expected), 1e-3);
    };
    for (const double a : {-7.3, -1.9, -0.61, 0.027, 0.83, 2.4, 11.7})
        for (const double b : {-3.7, -0.4, 0.9, 5.1}) {
            INFO(f.description << " at a = " << a << ", b = " << b);
            const double dy = -1.7;
            const auto g = f.gradient(a, b, dy);
            CHECK(close(f.value(a, b), static_cast<double>(f.definition(wide(a), wide(b)))));
            CHECK(close(g.da, dy * extrapolated([&](const wide& s) { return f.definition(wide(a) + s, wide(b)); })));
            CHECK(close(g.db, dy * extrapolated([&](const wide& s) { return f.definition(wide(a), wide(b) + s); })));
            const std::vector<double> computed = f.parameter_slopes(a, b);
            for (std::size_t k = 0; k < computed.size(); ++k)
                CHECK(close(computed[k],
                            extrapolated([&](const wide& s) { return f.moved_definition(k, s, wide(a), wide(b)); })));
        }
}

} // namespace

} // namespace test

TEST_CASE("gradients agree with extrapolated differences", "[gradient]") {
    for (const auto& f : test::gated_subject().parameter_variants()) test::check_gated_differences(*f);
}
