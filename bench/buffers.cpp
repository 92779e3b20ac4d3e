#include "buffers.hpp"

#include <algorithm>
#include <new>

#include "normal_deviates.hpp"

namespace bench {
namespace {

enum slot : std::size_t { input, other_input, gradient, output, other_output, row_output };

constexpr std::size_t line = 64;

} // namespace

aligned_floats::aligned_floats(std::size_t n) {
    const std::size_t bytes = (n * sizeof(float) + line - 1) / line * line;
    data_.reset(static_cast<float*>(std::aligned_alloc(line, bytes)));
    if (!data_) throw std::bad_alloc();
}

float* buffers::get(std::size_t slot) {
    // Arrays whole pages apart would meet in the same cache sets.
    const std::size_t stagger = slot * 5 * line / sizeof(float);
    for (const auto& [known, floats] : slots_)
        if (known == slot) return floats.data() + stagger;

    slots_.emplace_back(slot, aligned_floats(n_ + stagger));
    float* const p = slots_.back().second.data() + stagger;
    if (slot == input && !values_.empty()) {
        const std::size_t step = std::max<std::size_t>(1, values_.size() / n_);
        for (std::size_t i = 0; i < n_; ++i) p[i] = values_[i * step % values_.size()];
    } else if (slot >= output) {
        std::fill_n(p, n_, 0.f);
    } else {
        // 64 M deviates take seconds; beyond a few caches' worth they repeat.
        constexpr std::size_t period = 1 << 20;
        normal_deviates next(slot + 1);
        for (std::size_t i = 0; i < n_; ++i) p[i] = i < period ? next() : p[i - period];
    }
    return p;
}

arrays buffers::of_copy() {
    arrays a;
    a.n = n_;
    a.x = get(input);
    a.out = get(output);
    return a;
}

arrays buffers::of(const function& f, direction way) {
    arrays a = of_copy();
    if (way == direction::backward) a.dy = get(gradient);
    if (f.kind == kind::gated) a.gate = get(other_input);
    if (f.kind == kind::gated && way == direction::backward) a.gate_out = get(other_output);
    if (f.kind == kind::rowwise) {
        a.row_length = std::min<std::size_t>(n_, 1024);
        if (way == direction::backward) {
            float* const y = get(row_output);
            f.fill_outputs(a.x, y, n_, a.row_length);
            a.x = y;
        }
    }
    return a;
}

} // namespace bench
