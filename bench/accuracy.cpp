#include "accuracy.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>

#include "normal_deviates.hpp"

namespace bench {
namespace {

constexpr float infinity = std::numeric_limits<float>::infinity();

/// The floats of both signs with bit patterns from `first` to `last`, `stride` apart.
void append(std::vector<float>& to, float first, float last, std::uint32_t stride) {
    const auto end = std::bit_cast<std::uint32_t>(last);
    for (auto bits = std::bit_cast<std::uint32_t>(first); bits < end; bits += stride) {
        to.push_back(std::bit_cast<float>(bits));
        to.push_back(-std::bit_cast<float>(bits + stride / 2)); // the signs take different ones
    }
}

void compare(const std::vector<exact>& right, const std::vector<bool>& skip, const float* got, const float* x,
             accuracy& so_far) {
    for (std::size_t i = 0; i < right.size(); ++i) {
        const double error = ulp_error(got[i], right[i]);
        if (skip[i] || !std::isfinite(x[i])) continue;
        if (std::fabs(x[i]) <= practical_range) so_far.practical_ulp = std::max(so_far.practical_ulp, error);
        if (!(error > so_far.max_ulp)) continue;
        so_far.max_ulp = error;
        so_far.worst = x[i];
    }
}

constexpr std::size_t row = 1024;

/// As many logits as the sweep has floats, from rows of nearly equal ones to rows that one element dominates.
std::vector<float> sample_of_rows() {
    std::vector<float> all;
    normal_deviates next(11);
    for (std::size_t r = 0; r < 192; ++r) {
        const float spread = std::exp2(static_cast<float>(r % 24) / 2 - 5);
        for (std::size_t i = 0; i < row; ++i) all.push_back(spread * next());
    }
    return all;
}

bool same(float got, float expected) { return got == expected || (std::isnan(got) && std::isnan(expected)); }

} // namespace

std::vector<float> sweep_of_floats() {
    std::vector<float> all;
    append(all, 0, std::numeric_limits<float>::max(), 42649); // primes, so that mantissas differ
    append(all, 0x1p-6f, 0x1p7f, 2179);
    return all;
}

accuracy_check::accuracy_check(std::vector<float> inputs) : inputs_(std::move(inputs)) {
    const bool own_sample = inputs_.empty();
    if (own_sample) inputs_ = sweep_of_floats();
    const std::size_t n = inputs_.size();
    ones_.assign(n, 1.f);
    out_.resize(n);
    gate_out_.resize(n);
    // Two inputs of a gated unit: each float of the sample beside another one, far from it.
    gate_.resize(n);
    for (std::size_t i = 0; i < n; ++i) gate_[i] = inputs_[(i * 7919 + n / 3) % n];

    // Rows of floats of all exponents would have one element that is not 0.
    if (own_sample)
        rows_ = sample_of_rows();
    else
        rows_.assign(inputs_.begin(), inputs_.end() - static_cast<std::ptrdiff_t>(n < row ? 0 : n % row));
    normal_deviates next(17);
    for (std::size_t i = 0; i < rows_.size(); ++i) row_gradients_.push_back(next());
}

const answers& accuracy_check::right_answers(const function& f, direction way, const arrays& in) {
    if (solved_ != std::pair(f.name, way)) {
        answers_ = f.solve(way, in);
        solved_ = {f.name, way};
    }
    return answers_;
}

arrays accuracy_check::inputs_of(const function& f) {
    arrays in;
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

accuracy accuracy_check::measure(const function& f, const kernel& k) {
    arrays in = inputs_of(f);
    if (f.kind == kind::rowwise && k.way == direction::backward) {
        row_outputs_.resize(in.n);
        f.fill_outputs(in.x, row_outputs_.data(), in.n, in.row_length);
        in.x = row_outputs_.data();
    }
    const answers& right = right_answers(f, k.way, in);
    k.prepare(in)();

    accuracy result;
    compare(right.out, right.skip, out_.data(), in.x, result);
    compare(right.gate_out, right.skip, gate_out_.data(), in.x, result);

    if (f.at_specials) {
        const std::vector<float> x{-infinity, infinity, std::numeric_limits<float>::quiet_NaN()};
        in.n = x.size();
        in.x = x.data();
        k.prepare(in)();
        const std::vector<float> expected = f.at_specials(k.way);
        for (std::size_t i = 0; i < x.size(); ++i) result.specials &= same(out_[i], expected[i]);
    }
    return result;
}

} // namespace bench
