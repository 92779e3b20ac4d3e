#include <memory>
#include <vector>
#include <xact/xact.hpp>

#include "buffers.hpp"
#include "contestants.hpp"

/// xact itself in both tiers, every function of its catalogue, and its gradients from saved outputs, as libtorch makes
/// them.
///
/// This file is compiled XACT_BENCH_PARTS times, into as many object files with every so manieth function each: all of
/// them in one would keep one core busy for minutes.

namespace bench {
namespace {

const std::string version = std::to_string(XACT_VERSION_MAJOR) + "." + std::to_string(XACT_VERSION_MINOR) + "." +
                            std::to_string(XACT_VERSION_PATCH);

template <class T, class F, class Tier> void add_elementwise(contestant& c) {
    c.elementwise<T>(
        F::about.name, [](const T* x, T* y, std::size_t n) { xact::forward(F{}, x, y, n, Tier{}); },
        [](const T* x, const T* dy, T* dx, std::size_t n) { xact::backward(F{}, x, dy, dx, n, Tier{}); });
}

template <class T, class F, class Tier> void add_gated(contestant& c) {
    c.gated<T>(
        F::about.name, [](const T* a, const T* b, T* y, std::size_t n) { xact::forward(F{}, a, b, y, n, Tier{}); },
        [](const T* a, const T* b, const T* dy, T* da, T* db, std::size_t n) {
            xact::backward(F{}, a, b, dy, da, db, n, Tier{});
        });
}

template <class T, class F, class Tier> void add_rowwise(contestant& c) {
    c.rowwise<T>(
        F::about.name,
        [](const T* x, T* y, std::size_t n, std::size_t row_length) {
            xact::forward(F{}, x, y, n, row_length, Tier{});
        },
        [](const T* y, const T* dy, T* dx, std::size_t n, std::size_t row_length) {
            xact::backward(F{}, y, dy, dx, n, row_length, Tier{});
        });
}

template <class T, class F, class Tier> void add(contestant& c) {
    if constexpr (xact::elementwise<F>)
        add_elementwise<T, F, Tier>(c);
    else if constexpr (xact::gated_function<F>)
        add_gated<T, F, Tier>(c);
    else if constexpr (xact::rowwise<F>)
        add_rowwise<T, F, Tier>(c);
}

/// The fast tier is one for floats: doubles are what people take who want digits.
template <class F, class Tier> void add(contestant& c) {
    add<float, F, Tier>(c);
    if constexpr (std::same_as<Tier, xact::accurate_t>) add<double, F, Tier>(c);
}

struct from_output {};

/// The gradient from y, which a caller has anyway.
template <class T, class F> void add_from_output(contestant& c) {
    if constexpr (xact::elementwise<F> && xact::has_derivative_from_output<F>)
        c.add_from_output(F::about.name, [](const arrays<T>& a) -> routine {
            const auto y = std::make_shared<aligned_array<T>>(a.n); // as all others: else each load meets two lines
            xact::forward(F{}, a.x, y->data(), a.n);
            return [y, a] { xact::backward_from_output(F{}, y->data(), a.dy, a.out, a.n); };
        });
}
template <class F, std::same_as<from_output>> void add(contestant& c) {
    add_from_output<float, F>(c);
    add_from_output<double, F>(c);
}

template <class Tier, class... F> void add_own_share(contestant& c, xact::type_list<F...>) {
    [&]<std::size_t... I>(std::index_sequence<I...>) {
        [[maybe_unused]] const auto one = [&]<std::size_t K, class G>() {
            if constexpr (K % XACT_BENCH_PARTS == XACT_BENCH_PART) add<G, Tier>(c);
        };
        (one.template operator()<I, F>(), ...);
    }
    (std::index_sequence_for<F...>{});
}

template <class Tier> constexpr const char* kernels_of = ", the accurate tier";
template <> constexpr const char* kernels_of<xact::fast_t> = ", the fast tier";
template <> constexpr const char* kernels_of<from_output> = ", gradients from saved outputs";

template <class Tier> void fill(contestant& c) {
    c.describe("xact " + version + kernels_of<Tier> + " on " + xact::default_arch::name());
    add_own_share<Tier>(c, xact::elementwise_functions{});
    add_own_share<Tier>(c, xact::learnable_functions{});
    add_own_share<Tier>(c, xact::gated_functions{});
    add_own_share<Tier>(c, xact::rowwise_functions{});
}

const entry accurate(column::xact, "xact", fill<xact::accurate_t>);
const entry fast(column::fast, "xact fast", fill<xact::fast_t>);
const entry outputs(column::outputs, "xact from y", fill<from_output>);

} // namespace
} // namespace bench
