#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <span>
#include <vector>

#include "support/catch.hpp"
#include "support/elementwise/positions.hpp"
#include "support/function.hpp"
#include "support/inputs.hpp"
#include "support/ulp.hpp"

/// The fast tier: its bound, 2^-20·max(1, |f|), or a function's own scale instead of |f|, no wrong sign, and the same
/// bits everywhere. NaN and the limits are in special.cpp.

namespace test {

/// The largest errors of the fast tier against the accurate one, in units of the bound.
template <class T> class fast_errors {
public:
    worst value, slope;

    void add(const function& f, std::span<const T> x) {
        accurate_.resize(x.size()), fast_.resize(x.size()), ones_.assign(x.size(), T(1));
        f.forward(x, accurate_);
        f.forward(x, fast_, way::fast);
        for (std::size_t i = 0; i < x.size(); ++i) judge(value, x[i], accurate_[i], fast_[i], f.fast_scale(x[i]));
        f.backward(x, ones_, accurate_);
        f.backward(x, ones_, fast_, way::fast);
        for (std::size_t i = 0; i < x.size(); ++i) judge(slope, x[i], accurate_[i], fast_[i], f.fast_slope_scale(x[i]));
    }

    void check() const {
        INFO("in units of the bound, not ulps; value: " << value.text());
        INFO("derivative: " << slope.text());
        CHECK(value.ulp <= 1);
        CHECK(slope.ulp <= 1);
    }

private:
    static void judge(worst& w, T at, T accurate, T quick, double scale) {
        const double a = accurate, q = quick;
        double error = std::isfinite(a) && std::isfinite(q)
                           ? std::abs(q - a) / (0x1p-20 * std::max({1.0, std::abs(a), scale}))
                       : a == q || (std::isnan(a) && std::isnan(q)) ? 0
                                                                    : infinite_error;
        if (a * q < 0) error = infinite_error;
        if (error > w.ulp) w = {error, static_cast<double>(at), q, a};
    }

    std::vector<T> accurate_, fast_, ones_;
};

template <class T> void check_fast(const function& f) {
    fast_errors<T> e;
    e.add(f, sample<T>(4000));
    e.add(f, near_break_points<T>(f.about));
    e.check();
}

/// Over every `stride`-th finite float.
void sweep_fast(const function& f, std::uint32_t stride) {
    constexpr std::size_t block = 4096;
    fast_errors<float> e;
    std::vector<float> x;
    for (std::uint64_t bits = 0; bits < std::uint64_t(1) << 32; bits += stride) {
        const float at = std::bit_cast<float>(static_cast<std::uint32_t>(bits));
        if (std::isfinite(at)) x.push_back(at);
        if (x.size() == block) e.add(f, x), x.clear();
    }
    e.add(f, x);
    e.check();
}

} // namespace test

TEST_CASE("the fast tier is within its bound", "[fast]") {
    test::check_fast<float>(test::subject());
    test::check_fast<double>(test::subject());
    test::sweep_fast(test::subject(), test::sweep_stride());
}

TEST_CASE("the fast tier is within its bound for every float", "[.exhaustive]") {
    test::sweep_fast(test::subject(), 1);
}

TEST_CASE("the fast tier has the same bits everywhere", "[fast]") {
    test::check_entry_points<float>(test::subject(), test::way::fast);
    test::check_registers<float>(test::subject(), test::way::fast);
}
