#include "google.hpp"

#include <benchmark/benchmark.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "machine.hpp"

namespace bench {
namespace {

std::size_t arrays_touched(const function& f, direction way) {
    switch (f.kind) {
        case kind::gated:
            return way == direction::forward ? 3 : 5;
        default:
            return way == direction::forward ? 2 : 3;
    }
}

template <class T> void report(benchmark::State& state, std::size_t n, std::size_t arrays) {
    const auto elements = state.iterations() * static_cast<std::int64_t>(n);
    state.SetItemsProcessed(elements);
    state.SetBytesProcessed(elements * static_cast<std::int64_t>(arrays * sizeof(T)));
}

template <class T>
void register_row(typed_session<T>& s, const function& f, direction way, const contestant& c, std::size_t n) {
    const kernel<T>* k = c.find<T>(f.name, way);
    if (!k) return;
    std::string own_name = c.name();
    std::ranges::replace(own_name, ' ', '_'); // for --benchmark_filter in a shell
    const std::string name = f.name + "/" + std::string(name_of(way)) + "/" + own_name + "/" + std::to_string(n);
    benchmark::RegisterBenchmark(name.c_str(), [&s, &f, &c, k, way, n](benchmark::State& state) {
        const routine run = k->prepare(s.arrays_of(n).of(f, way));
        for ([[maybe_unused]] auto _ : state) run();
        report<T>(state, n, arrays_touched(f, way));
        if (const auto error = s.error_of(f, c, *k)) {
            state.counters["max_ulp"] = error->max_ulp;
            state.counters["max_ulp_within_16"] = error->practical_ulp;
        }
    });
}

template <class T> void register_limits(typed_session<T>& s, std::size_t n) {
    benchmark::RegisterBenchmark(("copy/memcpy/" + std::to_string(n)).c_str(), [&s, n](benchmark::State& state) {
        const arrays<T> a = s.arrays_of(n).of_copy();
        for ([[maybe_unused]] auto _ : state) {
            std::copy_n(a.x, n, a.out);
            benchmark::ClobberMemory();
        }
        report<T>(state, n, 2);
    });
    benchmark::RegisterBenchmark(("copy/streaming/" + std::to_string(n)).c_str(), [&s, n](benchmark::State& state) {
        const arrays<T> a = s.arrays_of(n).of_copy();
        for ([[maybe_unused]] auto _ : state) streaming_copy(a.x, a.out, n * sizeof(T));
        report<T>(state, n, 2);
    });
}

} // namespace

template <class T> int run_google_benchmark(typed_session<T>& s, int argc, char** argv) {
    std::vector<char*> own{argv[0]};
    for (int i = 1; i < argc; ++i)
        if (std::string_view(argv[i]).starts_with("--benchmark_")) own.push_back(argv[i]);
    int count = static_cast<int>(own.size());
    own.push_back(nullptr);
    benchmark::Initialize(&count, own.data());
    if (benchmark::ReportUnrecognizedArguments(count, own.data())) return 2;

    benchmark::AddCustomContext("compiler", compiler());
    for (const contestant* c : s.contestants()) benchmark::AddCustomContext(c->name(), c->description());
    for (const size_class size : s.chosen().sizes) {
        register_limits(s, size.n);
        for (const function* f : s.functions())
            for (const direction way : s.chosen().directions)
                for (const contestant* c : s.contestants()) register_row(s, *f, way, *c, size.n);
    }
    benchmark::RunSpecifiedBenchmarks();
    benchmark::Shutdown();
    return 0;
}

template int run_google_benchmark(typed_session<float>&, int, char**);
template int run_google_benchmark(typed_session<double>&, int, char**);

} // namespace bench
