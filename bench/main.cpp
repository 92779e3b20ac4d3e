#include <algorithm>
#include <array>
#include <cctype>
#include <cstdlib>
#include <exception>
#include <filesystem>
#include <iostream>
#include <string>
#include <string_view>

#include "google.hpp"
#include "inputs.hpp"
#include "json.hpp"
#include "options.hpp"
#include "parallel.hpp"
#include "report.hpp"
#include "session.hpp"
#include "table.hpp"

#if __has_include(<unistd.h>)
#include <unistd.h>
#endif

namespace {

using namespace bench;

bool colours_wanted() {
#if __has_include(<unistd.h>)
    return isatty(STDOUT_FILENO) && !std::getenv("NO_COLOR");
#else
    return false;
#endif
}

void list(const session& s) {
    for (const function* f : s.functions()) std::cout << f->name << "  " << f->formula << '\n';
    std::cout << '\n';
    for (const contestant* c : s.contestants()) std::cout << c->name() << "  " << c->description() << '\n';
}

/// What the default run measures in memory: one function that only moves numbers, and three that compute.
bool is_shown_in_memory(const function& f) {
    constexpr std::array<std::string_view, 4> shown{"relu", "silu", "gelu", "swiglu"};
    return std::ranges::find(shown, f.name) != shown.end();
}

template <class T, class Chosen>
void measure_size(typed_session<T>& s, const table& t, size_class size, figures& all, Chosen is_chosen) {
    all.copies.emplace_back(size, s.measure_copy(size));
    t.title(size, all.copies.back().second);
    for (const function* f : s.functions()) {
        if (!is_chosen(*f)) continue;
        for (const direction way : s.chosen().directions) {
            if (size.in_place && f->kind != kind::elementwise) continue;
            if (size.row != 0 && f->kind != kind::rowwise) continue;
            all.rows.push_back(s.measure(*f, way, size));
            t.print(all.rows.back());
        }
    }
}

/// What was typed, for a shell again; without the folder of the program.
std::string command_line(int argc, char** argv) {
    std::string text = std::filesystem::path(argv[0]).filename().string();
    for (int i = 1; i < argc; ++i) {
        std::string argument;
        bool plain = *argv[i] != 0;
        for (const char c : std::string_view(argv[i])) {
            plain &= std::isalnum(static_cast<unsigned char>(c)) ||
                     std::string_view("-_=,./:+").find(c) != std::string_view::npos;
            argument += c == '\'' ? std::string("'\\''") : std::string(1, c);
        }
        text += plain ? " " + argument : " '" + argument + "'";
    }
    return text;
}

template <class T> void run(typed_session<T>& s, const std::string& command) {
    const options& o = s.chosen();
    const table t(std::cout, colours_wanted(), s);
    figures all;
    all.fma = s.measure_fma();
    t.head(all.fma);
    for (const size_class size : o.sizes) measure_size(s, t, size, all, [](const function&) { return true; });
    if (std::ranges::any_of(s.functions(), [](auto* f) { return is_shown_in_memory(*f); }))
        for (const size_class size : o.sample_sizes) measure_size(s, t, size, all, is_shown_in_memory);
    t.legend();
    if (!o.json.empty()) write_json(o.json, s, all);
    if (!o.report.empty()) write_report(o.report, s, all, command);
}

template <class T> int run(const options& o, int argc, char** argv) {
    typed_session<T> s(o);
    if (o.google) return run_google_benchmark(s, argc, argv);
    if (o.list)
        list(s);
    else if (o.inputs)
        measure_inputs(std::cout, s);
    else if (o.parallel)
        measure_parallel(std::cout, s);
    else
        run(s, command_line(argc, argv));
    return 0;
}

} // namespace

int main(int argc, char** argv) {
    try {
        const options o = parse({argv + 1, argv + argc});
        if (o.help) {
            std::cout << help_text;
            return 0;
        }
        return o.type == "double" ? run<double>(o, argc, argv) : run<float>(o, argc, argv);
    } catch (const std::exception& e) {
        std::cerr << "xact_bench: " << e.what() << "\nTry xact_bench --help.\n";
        return 2;
    }
}
