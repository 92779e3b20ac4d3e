#include "parallel.hpp"

#include <algorithm>
#include <cstring>
#include <ostream>
#include <string>
#include <thread>
#include <vector>
#include <xact/xact.hpp>

#include "table.hpp"
#include "text.hpp"

namespace bench {
namespace {

using shown = xact::type_list<xact::relu, xact::silu, xact::gelu>;

template <class T, class F, class Execution> routine call(Execution e, direction way, const arrays<T>& a) {
    if (way == direction::forward) return [=] { xact::forward(e, F{}, a.x, a.out, a.n); };
    return [=] { xact::backward(e, F{}, a.x, a.dy, a.out, a.n); };
}

template <class T, class F>
void measure(std::ostream& out, typed_session<T>& s, const function& f, direction way, size_class size) {
    const arrays<T> a = s.arrays_of(size.n).of(f, way);
    const routine one = call<T, F>(xact::sequential, way, a), all = call<T, F>(xact::parallel, way, a);
    const std::vector<timing> times = race({one, all}, a.n, s.race_at(size));

    one();
    const std::vector<T> expected(a.out, a.out + a.n);
    std::fill_n(a.out, a.n, T(0));
    all();
    const bool same = std::memcmp(a.out, expected.data(), a.n * sizeof(T)) == 0;
    out << format("%-13s%-4s%12s%12s%10.2f   %s", f.name.c_str(), way == direction::forward ? "fwd" : "bwd",
                  ns_text(times[0].median).c_str(), ns_text(times[1].median).c_str(), ratio(times[0], times[1]),
                  same ? "the same" : "DIFFERENT")
        << std::endl; // as soon as it is measured
}

/// How many times as fast as one core all of them do plain arithmetic: fewer than there are where others use them too.
double cores_at_hand(unsigned cores) {
    const auto work = [] {
        volatile double x = 1; // each step waits for the last one's store: tens of milliseconds
        for (int i = 0; i < 5'000'000; ++i) x = 0.5 * x + 1;
    };
    const routine one = [=] {
        for (unsigned i = 0; i < cores; ++i) work();
    };
    const routine all = [=] {
        std::vector<std::thread> threads;
        for (unsigned i = 1; i < cores; ++i) threads.emplace_back(work);
        work();
        for (std::thread& t : threads) t.join();
    };
    const std::vector<timing> times = race({one, all}, 1, {5, 0});
    return ratio(times[0], times[1]);
}

} // namespace

template <class T> void measure_parallel(std::ostream& out, typed_session<T>& s) {
    const unsigned cores = std::max(1u, std::thread::hardware_concurrency());
    out << cores
        << format(" cores, which together do plain arithmetic %.2f times as fast as one\n", cores_at_hand(cores));
    for (const size_class size : s.chosen().sizes) {
        out << '\n'
            << size.name << ": " << size.n << ' ' << s.chosen().type << "s per array\n"
            << "                  one thread   all cores   speed-up  bits\n";
        const auto rows_of = [&]<class F>(F) {
            for (const function* f : s.functions())
                for (const direction way : s.chosen().directions)
                    if (f->name == F::about.name) measure<T, F>(out, s, *f, way, size);
        };
        [&]<class... F>(xact::type_list<F...>) { (rows_of(F{}), ...); }(shown{});
    }
}

template void measure_parallel(std::ostream&, typed_session<float>&);
template void measure_parallel(std::ostream&, typed_session<double>&);

} // namespace bench
