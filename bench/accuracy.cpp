#include "accuracy.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <concepts>
#include <cstdint>
#include <limits>
#include <type_traits>

#include "normal_deviates.hpp"

namespace bench {
namespace {

template <class T> using bits_of = std::conditional_t<std::same_as<T, float>, std::uint32_t, std::uint64_t>;

/// The numbers of both signs with bit patterns from `first` to `last`, `stride` apart.
template <class T> void append(std::vector<T>& to, T first, T last, bits_of<T> stride) {
    const auto end = std::bit_cast<bits_of<T>>(last);
    for (auto bits = std::bit_cast<bits_of<T>>(first); bits < end; bits += stride) {
        to.push_back(std::bit_cast<T>(bits));
        to.push_back(-std::bit_cast<T>(bits + stride / 2)); // the signs take different ones
    }
}

template <class T>
void compare(const std::vector<exact>& right, const std::vector<bool>& skip, const T* got, const arrays<T>& in,
             accuracy& so_far) {
    for (std::size_t i = 0; i < right.size(); ++i) {
        const double error = ulp_error(got[i], right[i]);
        const T x = in.x[i * in.n / right.size()]; // a row of outputs may have another length
        if (skip[i] || !std::isfinite(x)) continue;
        so_far.max_scaled = std::max(so_far.max_scaled, scaled_error(got[i], right[i]));
        if (std::fabs(x) <= practical_range) so_far.practical_ulp = std::max(so_far.practical_ulp, error);
        if (!(error > so_far.max_ulp)) continue;
        so_far.max_ulp = error;
        so_far.worst = x;
    }
}

constexpr std::size_t row = 1024;

/// As many logits as the sweep has numbers, from rows of nearly equal ones to rows that one element dominates.
template <class T> std::vector<T> sample_of_rows() {
    constexpr std::size_t rows = std::same_as<T, float> ? 192 : 24;
    std::vector<T> all;
    normal_deviates next(11);
    for (std::size_t r = 0; r < rows; ++r) {
        const T spread = std::exp2(static_cast<T>(r % 24) / 2 - 5);
        for (std::size_t i = 0; i < row; ++i) all.push_back(spread * static_cast<T>(next()));
    }
    return all;
}

template <class T> bool same(T got, T expected) { return got == expected || (std::isnan(got) && std::isnan(expected)); }

} // namespace

template <class T> std::vector<T> sweep() {
    // Primes, so that mantissas differ.
    constexpr bool is_float = std::same_as<T, float>;
    constexpr auto far = static_cast<bits_of<T>>(is_float ? 42649 : 1844674407370967);
    constexpr auto near = static_cast<bits_of<T>>(is_float ? 2179 : 11709359031191);
    std::vector<T> all;
    append<T>(all, 0, std::numeric_limits<T>::max(), far);
    append<T>(all, T(0x1p-6), T(0x1p7), near);
    return all;
}

template <class T> accuracy_check<T>::accuracy_check(std::vector<T> inputs) : inputs_(std::move(inputs)) {
    const bool own_sample = inputs_.empty();
    if (own_sample) inputs_ = sweep<T>();
    const std::size_t n = inputs_.size();
    ones_.assign(n, T(1));
    gate_out_.resize(n);
    // Two inputs of a gated unit: each number of the sample beside another one, far from it.
    gate_.resize(n);
    for (std::size_t i = 0; i < n; ++i) gate_[i] = inputs_[(i * 7919 + n / 3) % n];

    // Rows of numbers of all exponents would have one element that is not 0.
    if (own_sample)
        rows_ = sample_of_rows<T>();
    else
        rows_.assign(inputs_.begin(), inputs_.end() - static_cast<std::ptrdiff_t>(n < row ? 0 : n % row));
    const std::size_t outputs = outputs_of(rows_.size());
    out_.resize(std::max(n, outputs));
    normal_deviates next(17);
    for (std::size_t i = 0; i < outputs; ++i) row_gradients_.push_back(static_cast<T>(next()));
}

template <class T>
const answers& accuracy_check<T>::right_answers(const function& f, direction way, const arrays<T>& in) {
    if (solved_ != std::pair(f.name, way)) {
        answers_ = f.in<T>().solve(way, in);
        solved_ = {f.name, way};
    }
    return answers_;
}

template <class T> arrays<T> accuracy_check<T>::inputs_of(const function& f) {
    arrays<T> in;
    in.n = inputs_.size();
    in.x = inputs_.data();
    in.gate = gate_.data();
    in.dy = ones_.data();
    in.out = out_.data();
    in.gate_out = gate_out_.data();
    if (f.kind == kind::rowwise) {
        in.row_length = rows_.size() < row ? rows_.size() : row;
        in.n = rows_.size();
        in.x = rows_.data();
        in.dy = row_gradients_.data();
    }
    return in;
}

template <class T> accuracy accuracy_check<T>::measure(const function& f, const kernel<T>& k) {
    arrays<T> in = inputs_of(f);
    if (f.kind == kind::rowwise && k.way == direction::backward) {
        row_outputs_.resize(in.n);
        f.in<T>().fill_backward(in.x, row_outputs_.data(), in.n, in.row_length);
        in.x = row_outputs_.data();
    }
    const answers& right = right_answers(f, k.way, in);
    k.prepare(in)();

    accuracy result;
    compare(right.out, right.skip, out_.data(), in, result);
    compare(right.gate_out, right.skip, gate_out_.data(), in, result);

    if (f.in<T>().at_specials) {
        constexpr T infinity = std::numeric_limits<T>::infinity();
        const std::vector<T> x{-infinity, infinity, std::numeric_limits<T>::quiet_NaN()};
        in.n = x.size();
        in.x = x.data();
        k.prepare(in)();
        const std::vector<T> expected = f.in<T>().at_specials(k.way);
        for (std::size_t i = 0; i < x.size(); ++i) result.specials &= same(out_[i], expected[i]);
    }
    return result;
}

template std::vector<float> sweep();
template std::vector<double> sweep();
template class accuracy_check<float>;
template class accuracy_check<double>;

} // namespace bench
