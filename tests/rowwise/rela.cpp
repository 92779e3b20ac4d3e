#include <vector>

#include <xact/rowwise/rela.hpp>

#include "support/catch.hpp"

namespace {

template <class T, class F> std::vector<T> output(const F& f, const std::vector<T>& x) {
    std::vector<T> y(x.size());
    xact::forward(f, x, y, x.size());
    return y;
}
/// What a paper would print.
template <class F> void check_printed(const F& f, const std::vector<double>& x, const std::vector<double>& expected) {
    const std::vector<double> y = output(f, x);
    for (std::size_t i = 0; i < x.size(); ++i) CHECK(y[i] == Approx(expected[i]).epsilon(1e-13).margin(1e-20));
}

} // namespace

TEST_CASE("rela: printed values") {
    check_printed(xact::rela{}, {-2, 0.5, 1, 3},
                  {-0.1263104840922108, 0.16489348188384145, 0.38732424256087505, 1.514058091675786});
}

TEST_CASE("rela: is rms_norm, twice as large, where the gate is half open") {
    CHECK(output(xact::rela{.gamma = 2, .w = 0, .eps = 0}, std::vector<float>{3, -4, 0, 0}) ==
          std::vector<float>{1.2f, -1.6f, 0, 0});
}
