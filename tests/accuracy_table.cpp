// Prints the largest error of every function and its derivative as a Markdown table: in float over a sweep, in double
// over a sample; with --exhaustive over all floats and ten million doubles. With names, those functions only; --stride
// N sets the sweep's step, --samples N the size of the sample.
#include <algorithm>
#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include <xact/catalogue.hpp>

#include "support/accuracy.hpp"

namespace {

struct row {
    const test::function* of;
    test::worst value, slope, value_double, slope_double;
};

struct options {
    std::vector<std::string_view> names;
    bool exhaustive = false;
    std::uint64_t stride = test::sweep_stride();
    std::size_t samples = 20000;
};

options parse(int argc, char** argv) {
    options o;
    for (int i = 1; i < argc; ++i) {
        const std::string_view argument = argv[i];
        if (argument == "--exhaustive")
            o.exhaustive = true;
        else if (argument == "--stride" && i + 1 < argc)
            o.stride = std::strtoull(argv[++i], nullptr, 10);
        else if (argument == "--samples" && i + 1 < argc)
            o.samples = std::strtoull(argv[++i], nullptr, 10);
        else if (argument.starts_with("-") || o.stride == 0) {
            std::fprintf(stderr, "usage: %s [--exhaustive | --stride N --samples N] [name ...]\n", argv[0]);
            std::exit(2);
        } else
            o.names.push_back(argument);
    }
    return o;
}

std::string cell(const test::worst& w) {
    char text[80];
    if (w.ulp == 0) return "exact";
    std::snprintf(text, sizeof text, "%.2f at %.9g", w.ulp, w.at);
    return text;
}

std::vector<row> rows_of(const options& o) {
    std::vector<row> rows;
    const auto names = xact::function_names();
    for (const std::string_view name : o.names)
        if (std::find(names.begin(), names.end(), name) == names.end()) xact::visit(name, [](const auto&) {}); // throws
    for (const std::string_view name : names) {
        if (!o.names.empty() && std::find(o.names.begin(), o.names.end(), name) == o.names.end()) continue;
        for (const test::subject_entry& entry : test::subjects())
            if (entry.header == name) rows.push_back({entry.of, {}, {}, {}, {}});
    }
    return rows;
}

void measure(row& r, const options& o) {
    const test::function& f = *r.of;
    const auto a = o.exhaustive ? test::sweep_all_floats(f) : test::sweep_float(f, o.stride);
    const auto b = o.exhaustive ? test::sample_many_doubles(f, 5'000'000) : test::sample_double(f, o.samples / 2);
    r.value = a.value, r.slope = a.slope;
    r.value_double = b.value, r.slope_double = b.slope;
}

} // namespace

int main(int argc, char** argv) {
    const options o = parse(argc, argv);
    std::vector<row> rows = rows_of(o);
    std::atomic<std::size_t> next = 0;
    std::vector<std::thread> threads;
    for (unsigned t = 0; t < std::max(1u, std::thread::hardware_concurrency()); ++t)
        threads.emplace_back([&] {
            for (std::size_t i = next++; i < rows.size(); i = next++) measure(rows[i], o);
        });
    for (std::thread& t : threads) t.join();

    std::puts("| function | float: f | float: f' | double: f | double: f' |");
    std::puts("|---|---|---|---|---|");
    for (const row& r : rows)
        std::printf("| `%s` | %s | %s | %s | %s |\n", r.of->about.name.data(), cell(r.value).c_str(),
                    cell(r.slope).c_str(), cell(r.value_double).c_str(), cell(r.slope_double).c_str());
}
