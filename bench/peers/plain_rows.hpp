#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <functional>
#include <vector>

#include "contestants.hpp"

/// The textbook formulas of norms and selections in plain loops, beside the plain loops of the softmax family.
/// Gradients are from the inputs.

namespace bench {
namespace { // as in naive.hpp

template <class T> void plain_rms_norm(const T* __restrict x, T* __restrict y, std::size_t n, std::size_t row_length) {
    for (std::size_t r = 0; r < n; r += row_length) {
        T squares = 0;
        for (std::size_t i = r; i < r + row_length; ++i) squares += x[i] * x[i];
        const T factor = 1 / std::sqrt(squares / static_cast<T>(row_length) + T(1e-6));
        for (std::size_t i = r; i < r + row_length; ++i) y[i] = x[i] * factor;
    }
}
template <class T>
void plain_rms_norm_backward(const T* __restrict x, const T* __restrict dy, T* __restrict dx, std::size_t n,
                             std::size_t row_length) {
    for (std::size_t r = 0; r < n; r += row_length) {
        T squares = 0, product = 0;
        for (std::size_t i = r; i < r + row_length; ++i) squares += x[i] * x[i], product += dy[i] * x[i];
        const T factor = 1 / std::sqrt(squares / static_cast<T>(row_length) + T(1e-6));
        const T share = product * factor * factor / static_cast<T>(row_length);
        for (std::size_t i = r; i < r + row_length; ++i) dx[i] = (dy[i] - x[i] * share) * factor;
    }
}

template <class T> struct plain_moments {
    T mean = 0, factor = 0;

    plain_moments(const T* x, std::size_t n) {
        T squares = 0;
        for (std::size_t i = 0; i < n; ++i) mean += x[i];
        mean /= static_cast<T>(n);
        for (std::size_t i = 0; i < n; ++i) squares += (x[i] - mean) * (x[i] - mean);
        factor = 1 / std::sqrt(squares / static_cast<T>(n) + T(1e-5));
    }
};
template <class T>
void plain_standardize(const T* __restrict x, T* __restrict y, std::size_t n, std::size_t row_length) {
    for (std::size_t r = 0; r < n; r += row_length) {
        const plain_moments<T> m(x + r, row_length);
        for (std::size_t i = r; i < r + row_length; ++i) y[i] = (x[i] - m.mean) * m.factor;
    }
}
template <class T>
void plain_standardize_backward(const T* __restrict x, const T* __restrict dy, T* __restrict dx, std::size_t n,
                                std::size_t row_length) {
    for (std::size_t r = 0; r < n; r += row_length) {
        const plain_moments<T> m(x + r, row_length);
        T sum = 0, product = 0;
        for (std::size_t i = r; i < r + row_length; ++i) sum += dy[i], product += dy[i] * (x[i] - m.mean) * m.factor;
        sum /= static_cast<T>(row_length), product /= static_cast<T>(row_length);
        for (std::size_t i = r; i < r + row_length; ++i)
            dx[i] = (dy[i] - sum - (x[i] - m.mean) * m.factor * product) * m.factor;
    }
}

/// The quarter of a row that top_k keeps by default: the smallest number of it, by std::nth_element, and how many that
/// are equal to it.
template <class T> struct kth_largest {
    T value;
    std::size_t ties;

    kth_largest(std::vector<T>& z, const T* x, std::size_t n) {
        const std::size_t k = std::max<std::size_t>(1, static_cast<std::size_t>(0.25 * double(n) + 0.5));
        z.assign(x, x + n);
        const auto kth = z.begin() + static_cast<std::ptrdiff_t>(k - 1);
        std::nth_element(z.begin(), kth, z.end(), std::greater<T>());
        value = *kth;
        ties = static_cast<std::size_t>(std::count(z.begin(), kth + 1, value));
    }
    bool keeps(T v) { return v > value || (v == value && ties > 0 && ties-- > 0); }
};
template <class T> void nth_element_top_k(const T* x, T* y, std::size_t n, std::size_t row_length) {
    std::vector<T> z;
    for (std::size_t r = 0; r < n; r += row_length) {
        kth_largest<T> k(z, x + r, row_length);
        for (std::size_t i = r; i < r + row_length; ++i) y[i] = k.keeps(x[i]) ? x[i] : 0;
    }
}
template <class T>
void nth_element_top_k_backward(const T* x, const T* dy, T* dx, std::size_t n, std::size_t row_length) {
    std::vector<T> z;
    for (std::size_t r = 0; r < n; r += row_length) {
        kth_largest<T> k(z, x + r, row_length);
        for (std::size_t i = r; i < r + row_length; ++i) dx[i] = k.keeps(x[i]) ? dy[i] : 0;
    }
}

template <class T> void plain_max_min(const T* __restrict x, T* __restrict y, std::size_t n, std::size_t) {
    for (std::size_t i = 0; i + 1 < n; i += 2) y[i] = std::max(x[i], x[i + 1]), y[i + 1] = std::min(x[i], x[i + 1]);
}
template <class T>
void plain_max_min_backward(const T* __restrict x, const T* __restrict dy, T* __restrict dx, std::size_t n,
                            std::size_t) {
    for (std::size_t i = 0; i + 1 < n; i += 2) {
        const bool rising = x[i + 1] > x[i];
        dx[i] = rising ? dy[i + 1] : dy[i], dx[i + 1] = rising ? dy[i] : dy[i + 1];
    }
}

// Complex numbers, their parts in turn.

template <class T> void plain_mod_relu(const T* __restrict x, T* __restrict y, std::size_t n, std::size_t) {
    for (std::size_t i = 0; i + 1 < n; i += 2) {
        const T length = std::sqrt(x[i] * x[i] + x[i + 1] * x[i + 1]), f = std::max(length - T(0.5), T(0)) / length;
        y[i] = x[i] * f, y[i + 1] = x[i + 1] * f;
    }
}
template <class T>
void plain_mod_relu_backward(const T* __restrict x, const T* __restrict dy, T* __restrict dx, std::size_t n,
                             std::size_t) {
    for (std::size_t i = 0; i + 1 < n; i += 2) {
        const T length = std::sqrt(x[i] * x[i] + x[i + 1] * x[i + 1]), open = length > T(0.5) ? T(1) : T(0);
        const T turn = T(0.5) / (length * length * length) * (dy[i + 1] * x[i] - dy[i] * x[i + 1]);
        dx[i] = open * (dy[i] + turn * x[i + 1]), dx[i + 1] = open * (dy[i + 1] - turn * x[i]);
    }
}

template <class T> void plain_z_relu(const T* __restrict x, T* __restrict y, std::size_t n, std::size_t) {
    for (std::size_t i = 0; i + 1 < n; i += 2) {
        const bool open = x[i] > 0 && x[i + 1] > 0;
        y[i] = open ? x[i] : 0, y[i + 1] = open ? x[i + 1] : 0;
    }
}
template <class T>
void plain_z_relu_backward(const T* __restrict x, const T* __restrict dy, T* __restrict dx, std::size_t n,
                           std::size_t) {
    for (std::size_t i = 0; i + 1 < n; i += 2) {
        const bool open = x[i] > 0 && x[i + 1] > 0;
        dx[i] = open ? dy[i] : 0, dx[i + 1] = open ? dy[i + 1] : 0;
    }
}

template <class T> void plain_cardioid(const T* __restrict x, T* __restrict y, std::size_t n, std::size_t) {
    for (std::size_t i = 0; i + 1 < n; i += 2) {
        const T f = T(0.5) * (1 + x[i] / std::sqrt(x[i] * x[i] + x[i + 1] * x[i + 1]));
        y[i] = x[i] * f, y[i + 1] = x[i + 1] * f;
    }
}
template <class T>
void plain_cardioid_backward(const T* __restrict x, const T* __restrict dy, T* __restrict dx, std::size_t n,
                             std::size_t) {
    for (std::size_t i = 0; i + 1 < n; i += 2) {
        const T inverse = 1 / std::sqrt(x[i] * x[i] + x[i + 1] * x[i + 1]), c = x[i] * inverse, s = x[i + 1] * inverse;
        const T f = T(0.5) * (1 + c), turn = T(0.5) * s * (c * dy[i] + s * dy[i + 1]);
        dx[i] = f * dy[i] + turn * s, dx[i + 1] = f * dy[i + 1] - turn * c;
    }
}

template <class T> void plain_gabor_complex(const T* __restrict x, T* __restrict y, std::size_t n, std::size_t) {
    for (std::size_t i = 0; i + 1 < n; i += 2) {
        const T e = std::exp(-10 * x[i + 1] - 100 * (x[i] * x[i] + x[i + 1] * x[i + 1]));
        y[i] = e * std::cos(10 * x[i]), y[i + 1] = e * std::sin(10 * x[i]);
    }
}
template <class T>
void plain_gabor_complex_backward(const T* __restrict x, const T* __restrict dy, T* __restrict dx, std::size_t n,
                                  std::size_t) {
    for (std::size_t i = 0; i + 1 < n; i += 2) {
        const T e = std::exp(-10 * x[i + 1] - 100 * (x[i] * x[i] + x[i + 1] * x[i + 1]));
        const T c = e * std::cos(10 * x[i]), s = e * std::sin(10 * x[i]);
        const T along = dy[i] * c + dy[i + 1] * s, across = dy[i + 1] * c - dy[i] * s;
        dx[i] = 10 * across - 200 * x[i] * along, dx[i + 1] = -(10 + 200 * x[i + 1]) * along;
    }
}

template <class T> void fill_with_plain_rows_over(contestant& c) {
    c.rowwise<T>("rms_norm", plain_rms_norm<T>, plain_rms_norm_backward<T>);
    c.rowwise<T>("standardize", plain_standardize<T>, plain_standardize_backward<T>);
    c.rowwise<T>("top_k", nth_element_top_k<T>, nth_element_top_k_backward<T>);
    c.rowwise<T>("max_min", plain_max_min<T>, plain_max_min_backward<T>);
    c.rowwise<T>("mod_relu", plain_mod_relu<T>, plain_mod_relu_backward<T>);
    c.rowwise<T>("z_relu", plain_z_relu<T>, plain_z_relu_backward<T>);
    c.rowwise<T>("cardioid", plain_cardioid<T>, plain_cardioid_backward<T>);
    c.rowwise<T>("gabor_complex", plain_gabor_complex<T>, plain_gabor_complex_backward<T>);
}

} // namespace
} // namespace bench
