#pragma once

#include <cstddef>
#include <cstdlib>
#include <memory>
#include <span>
#include <vector>

#include "functions.hpp"

/// The arrays that are measured on.

namespace bench {

/// Floats on the heap that start at a multiple of 64 bytes: a cache line, and the largest register.
class aligned_floats {
public:
    explicit aligned_floats(std::size_t n);
    float* data() const { return data_.get(); }

private:
    struct release {
        void operator()(float* p) const { std::free(p); }
    };
    std::unique_ptr<float[], release> data_;
};

/// Inputs and outputs for calls of n elements, allocated and written once, when first asked for, and then kept.
class buffers {
public:
    /// Where `values` is not empty, the inputs are taken from it, at even distances or over and over; else they are
    /// normal deviates.
    buffers(std::size_t n, std::span<const float> values) : n_(n), values_(values) {}

    std::size_t size() const { return n_; }
    arrays of(const function& f, direction way);
    arrays of_copy();

private:
    float* get(std::size_t slot);

    std::size_t n_;
    std::span<const float> values_;
    std::vector<std::pair<std::size_t, aligned_floats>> slots_;
};

} // namespace bench
