#include <algorithm>
#include <cmath>
#include <deque>
#include <fstream>
#include <iostream>
#include <limits>

#include "report.hpp"
#include "text.hpp"

/// report_page FILE: writes a report of invented figures, with every case that is hard to draw, and prints as JSON what
/// has to be in it. report.py looks at it in a browser.

using namespace bench;

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();

/// One contestant's figures: nanoseconds, and the errors over all floats and within the practical range.
struct figure {
    double ns, max_ulp, practical_ulp;
    bool specials = true;
};

timing rounds_of(double ns) { return {ns, 0.98 * ns, {1.01 * ns, ns, 0.98 * ns}}; }

class invented_run {
public:
    explicit invented_run(std::span<const std::string> names) {
        for (const std::string& name : names) {
            contestants_.emplace_back(name, name.starts_with("xact"));
            contestants_.back().describe("what " + name + " is, at some length, with a <b> & \"quotes\"");
            all_contestants.push_back(&contestants_.back());
        }
        for (const size_class size : {l1, l2, memory})
            all.copies.emplace_back(size, copy_limits{size.n, rounds_of(size.n == memory.n ? 0.5 : 0.04),
                                                      rounds_of(size.n == memory.n ? 0.3 : 0.2)});
        all.fma = rounds_of(0.01);
    }

    /// The figures go to the contestants in their order; one with a time below 0 is left out.
    void add(const std::string& name, std::span<const direction> ways, std::span<const size_class> sizes,
             const std::vector<figure>& figures, bool errors = true) {
        functions_.push_back({name, "formula of " + name, kind::elementwise, {}});
        for (const direction way : ways) {
            for (const size_class size : sizes) {
                row r{&functions_.back(), way, size, {}};
                for (std::size_t i = 0; i < figures.size(); ++i) {
                    const figure& f = figures[i];
                    if (f.ns < 0) continue;
                    result one{all_contestants[i], rounds_of(f.ns * (size.n == memory.n ? 1.5 : 1)), std::nullopt};
                    if (errors) one.error = accuracy{f.max_ulp, -87.3, f.practical_ulp, f.specials};
                    r.results.push_back(std::move(one));
                }
                bars += r.results.size();
                all.rows.push_back(std::move(r));
            }
            charts += errors ? 2 : 1;
            panels += sizes.size();
            if (errors) points += all.rows.back().results.size();
        }
    }

    std::size_t functions() const { return functions_.size(); }

    std::vector<const contestant*> all_contestants;
    figures all;
    std::size_t charts = 0, panels = 0, points = 0, bars = 0;

private:
    std::deque<contestant> contestants_; // which stay where they are
    std::deque<function> functions_;
};

constexpr direction both[] = {direction::forward, direction::backward};
constexpr size_class all_sizes[] = {l1, l2, memory};

void fill(invented_run& run) {
    run.add("ordinary", both, all_sizes,
            {{0.21, 1.2, 0.9},
             {0.15, 8, 8},
             {1.9, 3, 3},
             {0.4, 5e4, 12},
             {0.35, 2.1, 2.1},
             {0.3, 165, 165},
             {0.5, infinity, 3, false},
             {0.45, 1, 1},
             {0.38, 4e6, 4},
             {0.25, 6, 5.5},
             {0.6, 0.7, 0.6},
             {-1, 0, 0},
             {0.7, 1e7, 9}});
    run.add("edges", both, std::span(all_sizes, 2),
            {{0.02, 0, 0},
             {0.03, 1e-9, 1e-9},
             {0.04, not_a_number, not_a_number, false},
             {0.05, infinity, infinity},
             {0.06, infinity, 0},
             {0.07, 0x1p24, 0x1p24},
             {0.08, 0x1p23, 0},
             {0.09, 8388607, 0.5},
             {0, 3, 3},
             {20000, 1e30, 1}});
    // All at the same place: not all of them can have a label.
    run.add("crowd", both, all_sizes, std::vector<figure>(13, {0.3, 1, 1}));
    std::vector<figure> lane;
    for (int i = 0; i < 13; ++i) lane.push_back({0.3 + 0.01 * i, i % 2 ? infinity : 0, i % 3 ? 2.0 : 0.0});
    run.add("lanes", both, all_sizes, lane);
    run.add("slow", std::span(both, 1), std::span(all_sizes, 1),
            {{0.3, 1, 1}, {0.31, 1, 1}, {12345.6, 2, 2}, {999.99, 2, 2}});
    // The last tick of time, 0.08, is at the chart's right edge.
    run.add("rim", std::span(both, 1), std::span(all_sizes, 1), {{0.02, 1, 1}, {0.02, 1, 1}, {0.067, 2, 2}});
    run.add("alone", std::span(both, 1), std::span(all_sizes + 2, 1), {{0.3, 1, 1}});
    run.add("without_xact", std::span(both + 1, 1), all_sizes, {{-1, 0, 0}, {-1, 0, 0}, {0.3, 1, 1}, {0.2, 2, 2}});
    run.add("without_errors", both, std::span(all_sizes, 1), {{0.3, 0, 0}, {0.3, 0, 0}, {0.3, 0, 0}}, false);
    run.add("a<b>&'\"", std::span(both, 1), std::span(all_sizes, 1), {{0.3, 1, 1}, {0.2, 2, 2}, {0.1, 3, 3}});
}

} // namespace

int main(int argc, char** argv) {
    if (argc != 2) return 2;
    const std::vector<std::string> names{"xact",     "xact fast",   "plain",   "fast-math", "xsimd",
                                         "Eigen",    "oneDNN",      "SLEEF",   "Highway",   "XNNPACK",
                                         "libtorch", "<a> & \"b\"", "WWWWWWWW"};
    invented_run run(names);
    fill(run);
    const std::string long_flags(300, 'f');
    std::ofstream file(argv[1]);
    file << report_page({"A <CPU> & more", "L1 32 KiB", "GNU 0 -" + long_flags, "2000-01-01 00:00 UTC",
                         "xact_bench --report '" + long_flags + "'", "the largest over 3 floats"},
                        run.all_contestants, run.all);
    std::cout << "{\"functions\": " << run.functions() << ", \"contestants\": " << names.size()
              << ", \"charts\": " << run.charts << ", \"panels\": " << run.panels << ", \"points\": " << run.points
              << ", \"bars\": " << run.bars << "}\n";
    return file ? 0 : 1;
}
