#pragma once

#include <cstddef>
#include <cstdlib>
#include <memory>
#include <span>
#include <vector>

#include "functions.hpp"

/// The arrays that are measured on.

namespace bench {

/// Numbers on the heap that start at a multiple of 64 bytes: a cache line, and the largest register.
template <class T> class aligned_array {
public:
    explicit aligned_array(std::size_t n);
    T* data() const { return data_.get(); }

private:
    struct release {
        void operator()(T* p) const { std::free(p); }
    };
    std::unique_ptr<T[], release> data_;
};

/// Inputs and outputs for calls of n elements, allocated and written once, when first asked for, and then kept.
template <class T> class buffers {
public:
    /// Where `values` is not empty, the inputs are taken from it, at even distances or over and over; else they are
    /// normal deviates.
    buffers(std::size_t n, std::span<const T> values) : n_(n), values_(values) {}

    std::size_t size() const { return n_; }
    /// For rows of `row` elements at most, if f is row-wise.
    arrays<T> of(const function& f, direction way, std::size_t row = 1024);
    arrays<T> of_copy();

private:
    T* get(std::size_t slot);

    std::size_t n_;
    std::span<const T> values_;
    std::vector<std::pair<std::size_t, aligned_array<T>>> slots_;
};

} // namespace bench
