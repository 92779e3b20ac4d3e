#pragma once

#include <span>
#include <vector>

#include <xact/simd/float16.hpp>
#include <xact/simd/vec.hpp>

#include "support/function.hpp"

/// A function of which only the arithmetic on registers is its own. Its arrays go through loops that are compiled once
/// for all functions, and are not the library's: the numbers are the same, which is all that accuracy, derivatives and
/// special values are about, and positions as far as a lane's neighbours matter. erased.hpp has what overrides this
/// with the library's loops.

namespace test {

enum class quantity { value, slope, gradient, second_slope, gradient_from_output };

class register_function : public function {
protected:
    using function::function;

    /// Of x, or of y for what is from the output; and of dy for a gradient.
    virtual xact::vec<float> compute(quantity, xact::vec<float> x, xact::vec<float> dy, way) const = 0;
    virtual xact::vec<double> compute(quantity, xact::vec<double> x, xact::vec<double> dy, way) const = 0;

    /// For each element of arrays whose storage type is S.
    template <class S>
    void compute_each(quantity, std::span<const S> x, std::span<const S> dy, std::span<S> out, way) const;
    template <class T> T compute_one(quantity of, T x, T dy, way how) const {
        T result;
        compute_each<T>(of, {&x, 1}, {&dy, 1}, {&result, 1}, how);
        return result;
    }
};

/// The members for numbers of type T, and for arrays of them.
template <class T, class Base> class numbers_by_registers : public Base {
protected:
    using Base::Base;

public:
    using Base::in_register, Base::forward, Base::backward, Base::backward_from_output;
    using Base::value, Base::slope, Base::gradient, Base::second_slope, Base::slope_from_output;

    T value(T x, way how) const override { return Base::compute_one(quantity::value, x, x, how); }
    T slope(T x, way how) const override { return Base::compute_one(quantity::slope, x, x, how); }
    T gradient(T x, T dy, way how) const override { return Base::compute_one(quantity::gradient, x, dy, how); }
    T second_slope(T x) const override { return Base::compute_one(quantity::second_slope, x, x, way::plain); }
    T slope_from_output(T y) const override {
        return Base::compute_one(quantity::gradient_from_output, y, T(1), way::plain);
    }

    register_results<T> in_register(const T* x, way how) const override {
        std::vector<T> y(xact::vec<T>::size), dx(y.size());
        forward({x, y.size()}, y, how);
        Base::template compute_each<T>(quantity::slope, {x, y.size()}, {x, y.size()}, dx, how);
        return {y, y, dx, dx};
    }
    void forward(std::span<const T> x, std::span<T> y, way how) const override {
        Base::template compute_each<T>(quantity::value, x, x, y, how);
    }
    void backward(std::span<const T> x, std::span<const T> dy, std::span<T> dx, way how) const override {
        Base::template compute_each<T>(quantity::gradient, x, dy, dx, how);
    }
    void backward_from_output(std::span<const T> y, std::span<const T> dy, std::span<T> dx) const override {
        Base::template compute_each<T>(quantity::gradient_from_output, y, dy, dx, way::plain);
    }
};

/// The members for arrays of a 16-bit type.
template <class S, class Base> class sixteen_bits_by_registers : public Base {
protected:
    using Base::Base;

public:
    using Base::forward, Base::backward;

    void forward(std::span<const S> x, std::span<S> y) const override {
        Base::template compute_each<S>(quantity::value, x, x, y, way::plain);
    }
    void backward(std::span<const S> x, std::span<const S> dy, std::span<S> dx) const override {
        Base::template compute_each<S>(quantity::gradient, x, dy, dx, way::plain);
    }
};

using numbers_of_registers = numbers_by_registers<float, numbers_by_registers<double, register_function>>;
using by_registers =
    sixteen_bits_by_registers<xact::bfloat16, sixteen_bits_by_registers<xact::float16, numbers_of_registers>>;

} // namespace test
