#include <atomic>
#include <cstddef>
#include <stdexcept>
#include <thread>
#include <vector>

#include <xact/core/forward.hpp>
#include <xact/elementwise/silu.hpp>

#include "support/catch.hpp"
#include "support/inputs.hpp"

namespace {

using xact::detail::for_pieces;

} // namespace

TEST_CASE("pieces cover the range once, in whole units but for the last", "[core]") {
    for (const std::size_t unit : {1u, 64u, 1000u, 4096u})
        for (const std::size_t n : {std::size_t(0), std::size_t(1), std::size_t(70000), std::size_t(131072),
                                    std::size_t(200003), std::size_t(1) << 20}) {
            std::vector<std::atomic<int>> seen(n);
            std::atomic<std::size_t> broken = 0;
            for_pieces(xact::parallel, n, unit, [&](std::size_t begin, std::size_t end) {
                if (begin % unit != 0 || (end % unit != 0 && end != n) || end > n) ++broken;
                for (std::size_t i = begin; i < end; ++i) ++seen[i];
            });
            std::size_t wrong = 0;
            for (const auto& s : seen) wrong += s == 1 ? 0 : 1;
            CHECK(broken == 0);
            CHECK(wrong == 0);
        }
}

TEST_CASE("many threads may call at once", "[core]") {
    const xact::silu f;
    const std::vector<float> x = test::sample<float>(100000);
    std::vector<float> expected(x.size());
    xact::forward(f, x, expected);
    std::atomic<int> wrong = 0;
    std::vector<std::thread> callers;
    for (int t = 0; t < 6; ++t)
        callers.emplace_back([&] {
            std::vector<float> y(x.size());
            for (int i = 0; i < 20; ++i) {
                std::fill(y.begin(), y.end(), 0.f);
                xact::forward(xact::parallel, f, x, y);
                if (y != expected) ++wrong;
            }
        });
    for (std::thread& t : callers) t.join();
    CHECK(wrong == 0);
}

#if !defined(_OPENMP)

TEST_CASE("the pool runs every task once, also from within a task", "[core]") {
    auto& pool = xact::detail::thread_pool::instance();
    std::vector<std::atomic<int>> outer(50), inner(50);
    pool.run(outer.size(), [&](std::size_t i) {
        ++outer[i];
        pool.run(2, [&](std::size_t) { ++inner[i]; });
    });
    for (const auto& n : outer) CHECK(n == 1);
    for (const auto& n : inner) CHECK(n == 2);
}

TEST_CASE("the pool has as many threads as the machine", "[core]") {
    const unsigned cores = std::thread::hardware_concurrency();
    CHECK(xact::detail::thread_pool::instance().size() == (cores == 0 ? 1 : cores));
}

#endif
