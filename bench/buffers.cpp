#include "buffers.hpp"

#include <algorithm>
#include <new>

#include "normal_deviates.hpp"

namespace bench {
namespace {

enum slot : std::size_t { input, other_input, gradient, output, other_output, row_output };

constexpr std::size_t line = 64;

} // namespace

template <class T> aligned_array<T>::aligned_array(std::size_t n) {
    const std::size_t bytes = (n * sizeof(T) + line - 1) / line * line;
    data_.reset(static_cast<T*>(std::aligned_alloc(line, bytes)));
    if (!data_) throw std::bad_alloc();
}

template <class T> T* buffers<T>::get(std::size_t slot) {
    // Arrays whole pages apart would meet in the same cache sets.
    const std::size_t stagger = slot * 5 * line / sizeof(T);
    for (const auto& [known, array] : slots_)
        if (known == slot) return array.data() + stagger;

    const std::size_t n = n_ + n_ / 64 + 1; // rows of 64, and longer ones, may have one more output
    slots_.emplace_back(slot, aligned_array<T>(n + stagger));
    T* const p = slots_.back().second.data() + stagger;
    if (slot == input && !values_.empty()) {
        const std::size_t step = std::max<std::size_t>(1, values_.size() / n_);
        for (std::size_t i = 0; i < n; ++i) p[i] = values_[i * step % values_.size()];
    } else if (slot >= output) {
        std::fill_n(p, n, T(0));
    } else {
        // 64 M deviates take seconds; beyond a few caches' worth they repeat.
        constexpr std::size_t period = 1 << 20;
        normal_deviates next(slot + 1);
        for (std::size_t i = 0; i < n; ++i) p[i] = i < period ? static_cast<T>(next()) : p[i - period];
    }
    return p;
}

template <class T> arrays<T> buffers<T>::of_copy() {
    arrays<T> a;
    a.n = n_;
    a.x = get(input);
    a.out = get(output);
    return a;
}

template <class T> arrays<T> buffers<T>::of(const function& f, direction way, std::size_t row) {
    arrays<T> a = of_copy();
    if (way == direction::backward) a.dy = get(gradient);
    if (f.kind == kind::gated) a.gate = get(other_input);
    if (f.kind == kind::gated && way == direction::backward) a.gate_out = get(other_output);
    if (f.kind == kind::rowwise) {
        a.row_length = std::min(n_, row);
        if (way == direction::backward) {
            T* const y = get(row_output);
            f.in<T>().fill_backward(a.x, y, n_, a.row_length);
            a.x = y;
        }
    }
    return a;
}

template class aligned_array<float>;
template class aligned_array<double>;
template class buffers<float>;
template class buffers<double>;

} // namespace bench
