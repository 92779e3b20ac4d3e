#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <random>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

#include "support/message_of.hpp"
#include "support/same_bits.hpp"

/// What the suites of functions of two and of three inputs share.

namespace test {

/// Arguments of one call for each index.
template <class T> struct triples {
    std::vector<T> a, b, dy;

    explicit triples(std::size_t n = 0) : a(n), b(n), dy(n) {}
    std::size_t size() const { return a.size(); }
};

/// Every exponent and sign of a beside any of b and of dy, and the neighbours of a's break points.
template <class T> triples<T> sample_triples(const xact::facts& about, std::size_t n) {
    std::mt19937_64 random(7);
    triples<T> t;
    t.a = near_break_points<T>(about, 16);
    const std::vector<T> more = sample<T>(n);
    t.a.insert(t.a.end(), more.begin(), more.end());
    const std::vector<T> others = sample<T>(t.size());
    for (std::size_t i = 0; i < t.size(); ++i) {
        t.b.push_back(others[random() % others.size()]);
        t.dy.push_back(others[random() % others.size()]);
    }
    return t;
}

/// a where the gate opens, beside moderate b and dy: all lanes of a register are usual ones.
template <class T> triples<T> usual_triples(std::size_t n) {
    std::mt19937_64 random(13);
    std::uniform_real_distribution<double> wide(-24, 24), near(-4, 4);
    std::normal_distribution<double> normal(0, 4);
    triples<T> t(n);
    for (std::size_t i = 0; i < n; ++i) {
        t.a[i] = static_cast<T>(i % 2 == 0 ? near(random) : wide(random));
        t.b[i] = static_cast<T>(normal(random));
        t.dy[i] = static_cast<T>(normal(random));
    }
    return t;
}

/// Moderate numbers with every third one special, so that a lane's neighbours take other branches than it.
template <class T> triples<T> mixed_triples(std::size_t n) {
    using limits = std::numeric_limits<T>;
    const T special[] = {0,
                         -T(0),
                         limits::infinity(),
                         -limits::infinity(),
                         limits::quiet_NaN(),
                         limits::max(),
                         limits::lowest(),
                         limits::denorm_min(),
                         T(-25),
                         T(1)};
    std::mt19937_64 random(11);
    std::normal_distribution<double> normal(0, 4);
    triples<T> t(n);
    for (std::size_t i = 0; i < n; ++i)
        for (std::vector<T>* v : {&t.a, &t.b, &t.dy})
            (*v)[i] = random() % 3 == 0 ? special[random() % std::size(special)] : static_cast<T>(normal(random));
    return t;
}

/// Usual numbers, and a few for which a quick form of a gated unit is not right.
inline triples<float> mostly_usual_triples() {
    using limits = std::numeric_limits<float>;
    triples<float> t(259);
    for (std::size_t i = 0; i < t.size(); ++i) {
        t.a[i] = 0.37f * float(i % 23) - 4, t.b[i] = 1 - 0.11f * float(i % 17), t.dy[i] = 0.5f + float(i % 3);
        // Gates that fall below the smallest number beside factors that make up for it, and what is not finite.
        if (i % 61 == 7) t.a[i] = -95, t.b[i] = 1e30f, t.dy[i] = 1e7f;
        if (i % 67 == 11) t.b[i] = limits::infinity();
        if (i == 100) t.a[i] = -limits::infinity();
        if (i == 190) t.dy[i] = limits::quiet_NaN();
        if (i == 220) t.a[i] = 1e30f, t.b[i] = 1e20f, t.dy[i] = 1e-20f;
    }
    return t;
}

/// A guarded copy of one range, which begins `offset` elements into its buffer.
template <class T> struct guarded {
    std::vector<T> buffer, before;
    std::size_t offset, n;

    guarded(const T* from, std::size_t count, std::size_t begin)
        : buffer(count + 40, T(-1.2345e30)), offset(begin), n(count) {
        std::copy_n(from, n, data());
        before = buffer;
    }
    T* data() { return buffer.data() + offset; }
    std::span<T> range() { return {data(), n}; }
    bool untouched_around() const {
        for (std::size_t i = 0; i < buffer.size(); ++i)
            if ((i < offset || i >= offset + n) && buffer[i] != before[i]) return false;
        return true;
    }
    bool holds(const T* wanted) {
        return std::equal(data(), data() + n, wanted, [](T u, T v) { return same_bits(u, v); }) && untouched_around();
    }
};

} // namespace test
