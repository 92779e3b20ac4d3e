#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <vector>

#include "support/catch.hpp"
#include "support/gated/triples.hpp"

/// The fast tier, of functions that have one.

namespace test {

namespace {

/// The fast tier of a unit act(a)·b against the accurate one: errors of at most 2^-20·max(1, |act|) |b|, and of
/// 2^-20·max(1, |act'|) |b dy| and 2^-20·max(1, |act|) |dy|; no wrong sign.
template <class T> void check_gated_fast(const gated_function& f, const triples<T>& t) {
    const std::size_t n = t.size();
    std::vector<T> y(n), da(n), db(n);
    f.forward(t.a, t.b, y, {.fast = true});
    f.backward(t.a, t.b, t.dy, da, db, {.fast = true});
    worst value, by_a, by_b;
    for (std::size_t i = 0; i < n; ++i) {
        const double act = f.value(t.a[i], T(1)), slope = f.gradient(t.a[i], T(1), T(1)).da;
        const auto judge = [&](worst& w, double factor, double other, double computed) {
            const double exact = factor * other, bound = 0x1p-20 * std::max(1.0, std::abs(factor)) * std::abs(other);
            double error = std::abs(computed - exact) / (bound + double(std::numeric_limits<T>::min()));
            if (computed * exact < 0 || !(error >= 0)) error = infinite_error;
            if (error > w.ulp) w = {error, double(t.a[i]), computed, exact};
        };
        judge(value, act, double(t.b[i]), double(y[i]));
        judge(by_a, slope, double(t.b[i]) * double(t.dy[i]), double(da[i]));
        judge(by_b, act, double(t.dy[i]), double(db[i]));
    }
    INFO("in units of the bound, not ulps; value: " << value.text() << "; da: " << by_a.text()
                                                    << "; db: " << by_b.text());
    CHECK(value.ulp <= 1);
    CHECK(by_a.ulp <= 1);
    CHECK(by_b.ulp <= 1);
}

} // namespace

} // namespace test

TEST_CASE("the fast tier is within its bound", "[fast]") {
    if (!test::gated_subject().is.has_fast) return;
    for (const auto& f : test::gated_subject().parameter_variants()) {
        INFO(f->description);
        // A sum, or a function of b, has a test of its own (support/gated_fast.hpp).
        if (f->value(2.0f, 0.0f) != 0 || f->value(2.0f, 64.0f) != 64 * f->value(2.0f, 1.0f)) continue;
        test::check_gated_fast<float>(*f, test::usual_triples<float>(20000));
        test::check_gated_fast<float>(*f, test::triples_beside_usual<float>(f->about, 20000));
    }
}

TEST_CASE("the fast tier has the same bits everywhere", "[fast]") {
    const test::gated_function& f = test::gated_subject();
    if (!f.is.has_fast) return;
    if (f.is.compiled >= test::depth::float_loops) test::check_gated_positions<float>(f, true);
    test::check_gated_registers<float>(f, true);
}
