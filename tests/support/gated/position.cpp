#include <array>
#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include <xact/simd/vec.hpp>

#include "support/catch.hpp"
#include "support/gated/triples.hpp"

/// Promise 2: the bits of an output depend on its inputs alone.

namespace test {

template <class T> void check_gated_positions(const gated_function& f, bool fast) {
    constexpr std::size_t width = xact::vec<T>::size, longest = 4 * width + 3;
    const triples<T> t = mixed_triples<T>(longest + width);
    std::vector<T> y, da, db;
    for (std::size_t i = 0; i < t.size(); ++i) {
        y.push_back(f.value(t.a[i], t.b[i], fast));
        const auto g = f.gradient(t.a[i], t.b[i], t.dy[i], fast);
        da.push_back(g.da), db.push_back(g.db);
    }
    const entry_call by_ranges{.fast = fast}, by_pointers{.fast = fast, .pointers = true};
    std::string failure;
    for (std::size_t offset = 0; offset <= width; ++offset)
        for (std::size_t n = 0; n <= longest && failure.empty(); ++n) {
            const std::size_t elsewhere = (5 * offset + 3) % (width + 1);
            const T* const wanted_y = y.data() + offset;
            const auto expect = [&](const char* what, bool ok) {
                if (!ok && failure.empty())
                    failure =
                        std::string(what) + ", offset " + std::to_string(offset) + ", length " + std::to_string(n);
            };
            const auto copy = [&](const std::vector<T>& from, std::size_t begin) {
                return guarded<T>(from.data() + offset, n, begin);
            };
            guarded<T> a = copy(t.a, offset), b = copy(t.b, elsewhere), dy = copy(t.dy, 0), out = copy(t.a, elsewhere),
                       out2 = copy(t.a, 1);
            f.forward(a.range(), b.range(), out.range(), by_ranges);
            expect("forward", out.holds(wanted_y));
            f.forward(a.range(), b.range(), a.range(), by_pointers);
            expect("forward in place of a", a.holds(wanted_y));
            a = copy(t.a, offset);
            f.forward(a.range(), b.range(), b.range(), by_ranges);
            expect("forward in place of b", b.holds(wanted_y));

            const auto gradients = [&](const char* what, auto pick_da, auto pick_db) {
                a = copy(t.a, offset), b = copy(t.b, elsewhere), dy = copy(t.dy, 2);
                guarded<T>&to_a = pick_da(), &to_b = pick_db();
                f.backward(a.range(), b.range(), dy.range(), to_a.range(), to_b.range(), by_ranges);
                expect(what, to_a.holds(da.data() + offset) && to_b.holds(db.data() + offset));
            };
            const auto at = [](guarded<T>& g) { return [&g]() -> guarded<T>& { return g; }; };
            gradients("backward", at(out), at(out2));
            gradients("backward, da in a, db in b", at(a), at(b));
            gradients("backward, da in b, db in a", at(b), at(a));
            gradients("backward, da in dy, db in b", at(dy), at(b));
            gradients("backward, db in dy", at(out), at(dy));
            a = copy(t.a, offset), b = copy(t.b, elsewhere), dy = copy(t.dy, 2);
            f.backward_with_value(a.range(), b.range(), dy.range(), out.range(), out2.range(), dy.range(), by_ranges);
            expect("backward_with_value, y in dy",
                   out.holds(da.data() + offset) && out2.holds(db.data() + offset) && dy.holds(wanted_y));
            dy = copy(t.dy, 1);
            f.backward_with_value(a.range(), b.range(), dy.range(), b.range(), out.range(), a.range(), by_pointers);
            expect("backward_with_value, pointers, da in b, y in a",
                   b.holds(da.data() + offset) && out.holds(db.data() + offset) && a.holds(wanted_y));
            a = copy(t.a, 0), b = copy(t.b, 1), dy = copy(t.dy, 2);
            f.backward(a.range(), b.range(), dy.range(), out.range(), out2.range(), by_pointers);
            expect("backward, pointers", out.holds(da.data() + offset) && out2.holds(db.data() + offset));
        }
    INFO(failure);
    CHECK(failure.empty());
}

template <class T> void check_gated_long_arrays(const gated_function& f) {
    const triples<T> t = mixed_triples<T>(4099);
    std::vector<T> y, da, db;
    for (std::size_t i = 0; i < t.size(); ++i) {
        y.push_back(f.value(t.a[i], t.b[i]));
        const auto g = f.gradient(t.a[i], t.b[i], t.dy[i]);
        da.push_back(g.da), db.push_back(g.db);
    }
    const auto repeated = [&](const std::vector<T>& pattern, std::size_t n) {
        std::vector<T> x(n);
        for (std::size_t i = 0; i < n; ++i) x[i] = pattern[i % pattern.size()];
        return x;
    };
    const auto wrong = [&](std::span<const T> computed, const std::vector<T>& wanted) {
        std::size_t n = 0;
        for (std::size_t i = 0; i < computed.size(); ++i)
            n += same_bits(computed[i], wanted[i % wanted.size()]) ? 0 : 1;
        return n;
    };
    const std::size_t n = 200003;
    const std::vector<T> a = repeated(t.a, n), b = repeated(t.b, n), dy = repeated(t.dy, n);
    std::vector<T> out(n), out2(n);
    f.forward(a, b, out, {.threads = true});
    CHECK(wrong(out, y) == 0);
    f.backward(a, b, dy, out, out2, {.threads = true});
    CHECK(wrong(out, da) == 0);
    CHECK(wrong(out2, db) == 0);
    std::vector<T> out3(n);
    f.backward_with_value(a, b, dy, out, out2, out3, {.threads = true});
    CHECK(wrong(out, da) == 0);
    CHECK(wrong(out2, db) == 0);
    CHECK(wrong(out3, y) == 0);
    f.forward(a, b, out, {.fast = true, .pointers = true, .threads = true});
    f.backward(a, b, dy, out, out2, {.fast = true, .pointers = true, .threads = true});

    if (f.is.compiled == depth::all_loops) {
        const std::size_t large = f.is.stream_threshold / sizeof(T) + 1237;
        const std::vector<T> long_a = repeated(t.a, large), long_b = repeated(t.b, large),
                             long_dy = repeated(t.dy, large);
        std::vector<T> streamed(large + 8), streamed2(large + 8);
        for (const std::size_t offset : std::array<std::size_t, 3>{0, 1, 5}) {
            const std::span<T> target(streamed.data() + offset, large);
            f.forward(long_a, long_b, target);
            CHECK(wrong(target, y) == 0);
            // Outputs that begin alike, and such as do not.
            for (const std::size_t offset2 : std::array<std::size_t, 2>{offset, 2}) {
                const std::span<T> target2(streamed2.data() + offset2, large);
                f.backward(long_a, long_b, long_dy, target, target2);
                CHECK(wrong(target, da) == 0);
                CHECK(wrong(target2, db) == 0);
            }
        }
    }
}

/// Value and gradients of an array in which a few elements need the careful form of an attempt (math/attempt.hpp).
void check_careful_turns(const gated_function& f) {
    const triples<float> t = mostly_usual_triples();
    std::vector<float> y(t.size()), da(t.size()), db(t.size());
    f.forward(t.a, t.b, y);
    f.backward(t.a, t.b, t.dy, da, db);
    for (std::size_t i = 0; i < t.size(); ++i) {
        INFO(f.description << " at " << t.a[i] << ", " << t.b[i] << ", " << t.dy[i]);
        const auto alone = f.gradient(t.a[i], t.b[i], t.dy[i]);
        CHECK(same_bits(y[i], f.value(t.a[i], t.b[i])));
        CHECK(same_bits(da[i], alone.da));
        CHECK(same_bits(db[i], alone.db));
    }
}

template <class T> void check_gated_registers(const gated_function& f, bool fast) {
    constexpr std::size_t width = xact::vec<T>::size;
    const triples<T> t = mixed_triples<T>(500 * width);
    std::size_t wrong = 0;
    for (std::size_t i = 0; i < t.size(); i += width) {
        const gated_register_results<T> lane = f.in_register(&t.a[i], &t.b[i], &t.dy[i], fast);
        for (std::size_t k = 0; k < width; ++k) {
            const T value = f.value(t.a[i + k], t.b[i + k], fast);
            const auto g = f.gradient(t.a[i + k], t.b[i + k], t.dy[i + k], fast);
            const T wanted[] = {value, value, g.da, g.da, g.db, g.db};
            for (std::size_t j = 0; j < 6; ++j) wrong += same_bits(lane[j][k], wanted[j]) ? 0 : 1;
        }
    }
    CHECK(wrong == 0);
}

template void check_gated_positions<float>(const gated_function&, bool);
template void check_gated_registers<float>(const gated_function&, bool);

} // namespace test

TEST_CASE("every element has the bits of the scalar call, whatever its place", "[position]") {
    const test::gated_function& f = test::gated_subject();
    if (f.is.compiled >= test::depth::float_loops) test::check_gated_positions<float>(f, false);
    if (f.is.compiled == test::depth::all_loops) test::check_gated_positions<double>(f, false);
}

TEST_CASE("a turn with an element that needs the careful form gives every element its own bits", "[position]") {
    const test::gated_function& f = test::gated_subject();
    if (f.is.compiled >= test::depth::float_loops)
        for (const auto& variant : f.parameter_variants()) test::check_careful_turns(*variant);
}

TEST_CASE("threads and streaming stores do not change bits", "[position]") {
    const test::gated_function& f = test::gated_subject();
    if (f.is.compiled >= test::depth::float_loops) test::check_gated_long_arrays<float>(f);
    if (f.is.compiled == test::depth::all_loops) test::check_gated_long_arrays<double>(f);
}

TEST_CASE("a vec and a batch give the bits of the scalar call", "[position]") {
    test::check_gated_registers<float>(test::gated_subject(), false);
    test::check_gated_registers<double>(test::gated_subject(), false);
}
