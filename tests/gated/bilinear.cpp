#include <cstddef>
#include <vector>

#include <xact/gated/bilinear.hpp>

#include "support/catch.hpp"
#include "support/inputs.hpp"

// Storage types in any mix; no other functor is quicker to compile.

namespace {

template <class S> void check_mixed_storage() {
    const xact::bilinear f{};
    const std::vector<float> in = test::sample<float>(500);
    std::vector<S> a, b;
    for (std::size_t i = 0; i < in.size(); ++i) a.push_back(S(in[i])), b.push_back(S(in[in.size() - 1 - i]));
    const std::vector<double> b_in_double(b.begin(), b.end());
    std::vector<float> in_float(a.size());
    std::vector<double> in_double(a.size());
    xact::forward(f, a, b, in_float);
    xact::forward(f, a, b_in_double, in_double);
    std::size_t wrong = 0;
    for (std::size_t i = 0; i < a.size(); ++i) {
        const float u = a[i], v = b[i];
        wrong += in_float[i] == f(u, v) && in_double[i] == f(double(u), double(v)) ? 0 : 1;
    }
    CHECK(wrong == 0);
}

} // namespace

TEST_CASE("bilinear: mixed storage is computed in the widest arithmetic and rounded once", "[gated]") {
    check_mixed_storage<xact::float16>();
    check_mixed_storage<xact::bfloat16>();
}
