#include <algorithm>
#include <bit>
#include <cmath>
#include <cstddef>
#include <functional>
#include <limits>
#include <span>
#include <string>
#include <vector>

#include <xact/core/stream.hpp>
#include <xact/simd/vec.hpp>

#include "support/elementwise/positions.hpp"

#include "support/catch.hpp"
#include "support/function.hpp"
#include "support/inputs.hpp"
#include "support/ulp.hpp"

/// Promise 2: the bits of f(x[i]) depend on x[i] alone.

namespace test {

template <class T> std::vector<T> mixed_inputs(std::size_t n) {
    using limits = std::numeric_limits<T>;
    const T special[] = {0,
                         -T(0),
                         limits::infinity(),
                         -limits::infinity(),
                         limits::quiet_NaN(),
                         limits::max(),
                         limits::lowest(),
                         limits::min(),
                         -limits::denorm_min(),
                         T(-3),
                         T(1)};
    std::vector<T> x = sample<T>(n);
    x.erase(x.begin(), x.end() - static_cast<std::ptrdiff_t>(n));
    for (std::size_t i = 0; i < n; ++i) {
        x[i] *= T(0.25);
        if (i % 3 == 2) x[i] = special[i / 3 % std::size(special)];
    }
    return x;
}

/// Calls run(x, dy, out) for every length up to four registers and a bit and every offset within a register; expects
/// of out[i] the bits of one(x[i], dy[i]) and of the rest of the buffer that it is left alone. Also in place of each
/// input.
template <class T>
void check_positions(const std::string& what, const std::function<T(T, T)>& one,
                     const std::function<void(std::span<const T>, std::span<const T>, std::span<T>)>& run) {
    constexpr std::size_t width = xact::vec<T>::size, longest = 4 * width + 3;
    const std::vector<T> x = mixed_inputs<T>(longest + width);
    std::vector<T> dy = sample<T>(longest + width), expected;
    dy.erase(dy.begin(), dy.end() - static_cast<std::ptrdiff_t>(x.size()));
    for (std::size_t i = 0; i < x.size(); ++i) expected.push_back(one(x[i], dy[i]));

    std::string failure;
    const T guard = T(-1.2345e30);
    const auto check = [&](const char* place, std::size_t offset, std::size_t n, std::size_t out_offset,
                           const std::vector<T>& before, const std::vector<T>& after) {
        for (std::size_t i = 0; i < after.size() && failure.empty(); ++i) {
            const bool inside = i >= out_offset && i < out_offset + n;
            const T wanted = inside ? expected[i - out_offset + offset] : before[i];
            if (!same(after[i], wanted))
                failure = std::string(place) + ", offset " + std::to_string(offset) + ", length " + std::to_string(n) +
                          ": element " +
                          std::to_string(static_cast<std::ptrdiff_t>(i) - static_cast<std::ptrdiff_t>(out_offset)) +
                          " is " + show(double(after[i])) + " instead of " + show(double(wanted));
        }
    };
    for (std::size_t offset = 0; offset <= width; ++offset)
        for (std::size_t n = 0; n <= longest; ++n) {
            const std::span<const T> xs(x.data() + offset, n), dys(dy.data() + offset, n);
            const std::vector<T> fresh(longest + 2 * width + 1, guard);
            const std::size_t elsewhere = (5 * offset + 3) % (width + 1);
            std::vector<T> out = fresh;
            run(xs, dys, std::span(out.data() + elsewhere, n));
            check("out of place", offset, n, elsewhere, fresh, out);
            out = x;
            run(std::span<const T>(out.data() + offset, n), dys, std::span(out.data() + offset, n));
            check("in place of x", offset, n, offset, x, out);
            out = dy;
            run(xs, std::span<const T>(out.data() + offset, n), std::span(out.data() + offset, n));
            check("in place of dy", offset, n, offset, dy, out);
        }
    INFO(what << ": " << failure);
    CHECK(failure.empty());
}

template <class T> void check_entry_points(const function& f, way how) {
    using in = std::span<const T>;
    using out = std::span<T>;
    const auto value = [&](T x, T) { return f.value(x, how); };
    const auto slope = [&](T x, T) { return f.slope(x, how); };
    const auto product = [&](T x, T dy) { return f.gradient(x, dy, how); };
    const auto both = [&](const std::string& what, way called) {
        check_positions<T>("forward" + what, value, [&](in x, in, out y) { f.forward(x, y, called); });
        check_positions<T>("backward" + what, product, [&](in x, in dy, out dx) { f.backward(x, dy, dx, called); });
    };
    both("", how);
    if (how == way::plain) both(", pointers", way::pointers);
    const std::vector<T> ones(8 * xact::vec<T>::size, T(1));
    if (!f.has_backward)
        check_positions<T>("backward of 1", slope,
                           [&](in x, in, out dx) { f.backward(x, in(ones.data(), x.size()), dx, how); });
    if (how == way::plain && f.has_derivative_from_output)
        check_positions<T>(
            "backward_from_output", [&](T y, T dy) { return dy * f.slope_from_output(y); },
            [&](in y, in dy, out dx) { f.backward_from_output(y, dy, dx); });
}

/// Long arrays: threads, memory beyond the caches, and stores past them, whose outputs start off a register's boundary.
template <class T> void check_long_arrays(const function& f) {
    const std::vector<T> pattern = mixed_inputs<T>(4099);
    const auto repeated = [&](std::size_t n) {
        std::vector<T> x(n);
        for (std::size_t i = 0; i < n; ++i) x[i] = pattern[i % pattern.size()];
        return x;
    };
    std::vector<T> once(pattern.size()), slope_once(pattern.size());
    for (std::size_t i = 0; i < pattern.size(); ++i)
        once[i] = f.value(pattern[i]), slope_once[i] = f.gradient(pattern[i], T(-2));
    const auto wrong = [&](std::span<const T> y, const std::vector<T>& expected) {
        std::size_t n = 0;
        for (std::size_t i = 0; i < y.size(); ++i) n += same(y[i], expected[i % expected.size()]) ? 0 : 1;
        return n;
    };

    const std::vector<T> x = repeated(200003), dy(x.size(), T(-2));
    std::vector<T> y(x.size());
    f.forward(x, y, way::threads);
    CHECK(wrong(y, once) == 0);
    f.backward(x, dy, y, way::threads);
    CHECK(wrong(y, slope_once) == 0);

    if (f.stream_threshold == std::numeric_limits<std::size_t>::max()) return; // compiled without the loops for these
    const std::vector<T> large = repeated(f.stream_threshold / sizeof(T) + 1237);
    std::vector<T> in_place = large;
    f.forward(in_place, in_place);
    CHECK(wrong(in_place, once) == 0);
    for (const std::size_t offset : {0u, 1u, 5u}) {
        std::vector<T> out(large.size() + 8, T(77));
        const std::span<T> target(out.data() + offset, large.size());
        f.forward(large, target);
        CHECK(wrong(target, once) == 0);
        const auto untouched = [](T v) { return v == T(77); };
        CHECK(std::all_of(out.data(), target.data(), untouched));
        CHECK(std::all_of(target.data() + target.size(), out.data() + out.size(), untouched));
    }
}

/// A vec and a raw batch as argument.
template <class T> void check_registers(const function& f, way how) {
    constexpr std::size_t width = xact::vec<T>::size;
    const std::vector<T> x = mixed_inputs<T>(20 * width);
    std::size_t wrong = 0;
    for (std::size_t i = 0; i < x.size(); i += width) {
        const register_results<T> r = f.in_register(&x[i], how);
        for (std::size_t k = 0; k < width; ++k) {
            const T value = f.value(x[i + k], how), slope = f.slope(x[i + k], how);
            wrong += same(r.by_vec[k], value) && same(r.by_batch[k], value) && same(r.slope_by_vec[k], slope) &&
                             same(r.slope_by_batch[k], slope)
                         ? 0
                         : 1;
        }
    }
    CHECK(wrong == 0);
}

template std::vector<float> mixed_inputs<float>(std::size_t);
template std::vector<double> mixed_inputs<double>(std::size_t);
template void check_entry_points<float>(const function&, way);
template void check_entry_points<double>(const function&, way);
template void check_registers<float>(const function&, way);
template void check_registers<double>(const function&, way);

} // namespace test

TEST_CASE("every element has the bits of the scalar call, whatever its place", "[position]") {
    test::check_entry_points<float>(test::subject(), test::way::plain);
    test::check_entry_points<double>(test::subject(), test::way::plain);
}

TEST_CASE("threads and streaming stores do not change bits", "[position]") {
    test::check_long_arrays<float>(test::subject());
    test::check_long_arrays<double>(test::subject());
}

TEST_CASE("a vec and a batch give the bits of the scalar call", "[position]") {
    test::check_registers<float>(test::subject(), test::way::plain);
    test::check_registers<double>(test::subject(), test::way::plain);
}
