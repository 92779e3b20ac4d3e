#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <xact/core/facts.hpp>
#include <xact/simd/float16.hpp>

#include "support/dual.hpp"
#include "support/wide.hpp"

/// An element-wise functor behind virtual functions, so that what judges functors is compiled once, and not once for
/// each: a functor's own file then takes half the time. erased.hpp makes one of a functor.

namespace test {

/// How a functor's members and the entry points are called.
enum class way { plain, fast, pointers, threads };

/// A functor's results for a whole register, as a vec and as a raw batch.
template <class T> struct register_results { std::vector<T> by_vec, by_batch, slope_by_vec, slope_by_batch; };

/// The functor's members and the entry points for numbers of type T. What the functor does not have gives NaN.
template <class T> class evaluations {
public:
    virtual T value(T x, way how = way::plain) const = 0;
    virtual T slope(T x, way how = way::plain) const = 0;
    /// dy·f'(x), as xact::backward_of computes it.
    virtual T gradient(T x, T dy, way how = way::plain) const = 0;
    virtual T second_slope(T x) const = 0;
    virtual T slope_from_output(T y) const = 0;
    virtual std::vector<T> parameter_slopes(T x) const = 0;

    virtual register_results<T> in_register(const T* x, way) const = 0;
    virtual void forward(std::span<const T> x, std::span<T> y, way = way::plain) const = 0;
    virtual void backward(std::span<const T> x, std::span<const T> dy, std::span<T> dx, way = way::plain) const = 0;
    virtual void backward_from_output(std::span<const T> y, std::span<const T> dy, std::span<T> dx) const = 0;

protected:
    ~evaluations() = default;
};

/// The entry points for arrays of a 16-bit type.
template <class S> class sixteen_bit_arrays {
public:
    virtual void forward(std::span<const S> x, std::span<S> y) const = 0;
    virtual void backward(std::span<const S> x, std::span<const S> dy, std::span<S> dx) const = 0;

protected:
    ~sixteen_bit_arrays() = default;
};

class function : public evaluations<float>,
                 public evaluations<double>,
                 public sixteen_bit_arrays<xact::float16>,
                 public sixteen_bit_arrays<xact::bfloat16> {
public:
    const xact::facts& about;
    const std::string description; ///< its name and parameters
    const std::vector<double> parameters;
    const bool has_second_derivative, has_derivative_from_output, has_backward;
    const std::size_t stream_threshold; ///< the library's, with which its loops are compiled

    function(const xact::facts& facts, std::string text, std::vector<double> values, bool second_derivative,
             bool derivative_from_output, bool backward, std::size_t threshold)
        : about(facts),
          description(std::move(text)),
          parameters(std::move(values)),
          has_second_derivative(second_derivative),
          has_derivative_from_output(derivative_from_output),
          has_backward(backward),
          stream_threshold(threshold) {}
    virtual ~function() = default;

    using evaluations<float>::value, evaluations<double>::value;
    using evaluations<float>::slope, evaluations<double>::slope;
    using evaluations<float>::gradient, evaluations<double>::gradient;
    using evaluations<float>::second_slope, evaluations<double>::second_slope;
    using evaluations<float>::slope_from_output, evaluations<double>::slope_from_output;
    using evaluations<float>::parameter_slopes, evaluations<double>::parameter_slopes;
    using evaluations<float>::in_register, evaluations<double>::in_register;
    using evaluations<float>::forward, evaluations<double>::forward;
    using sixteen_bit_arrays<xact::float16>::forward, sixteen_bit_arrays<xact::bfloat16>::forward;
    using evaluations<float>::backward, evaluations<double>::backward;
    using sixteen_bit_arrays<xact::float16>::backward, sixteen_bit_arrays<xact::bfloat16>::backward;
    using evaluations<float>::backward_from_output, evaluations<double>::backward_from_output;

    /// What the fast tier's errors are measured by where it is larger than the function, and than its derivative.
    virtual double fast_scale(double x) const = 0;
    virtual double fast_slope_scale(double x) const = 0;

    virtual wide definition(const wide& x) const = 0;
    virtual dual<double> definition(const dual<double>& x) const = 0;
    virtual dual<long double> definition(const dual<long double>& x) const = 0;
    virtual dual<wide> definition(const dual<wide>& x) const = 0;
    virtual dual<dual<double>> definition(const dual<dual<double>>& x) const = 0;
    virtual dual<dual<long double>> definition(const dual<dual<long double>>& x) const = 0;
    virtual dual<dual<wide>> definition(const dual<dual<wide>>& x) const = 0;

    /// The definition and its derivative by the k-th parameter.
    virtual dual<double> definition_by_parameter(std::size_t k, double x) const = 0;
    virtual dual<wide> definition_by_parameter(std::size_t k, const wide& x) const = 0;
    /// The definition with the k-th parameter moved.
    virtual wide moved_definition(std::size_t k, const wide& by, const wide& x) const = 0;

    /// The functor with its own parameters, and with others of their domain.
    virtual std::vector<std::unique_ptr<const function>> parameter_variants() const = 0;
    /// The functor with its parameters moved by these.
    virtual std::unique_ptr<const function> moved_by(std::span<const double> step) const = 0;
    /// How many members `parameters` ties.
    virtual std::size_t tied_parameters() const = 0;
};

/// A function in its file, which holds no other, and the name that its header has. An executable that tests it links
/// one such file, the table of accuracy all.
struct subject_entry {
    const function* of;
    std::string_view header;
};
std::vector<subject_entry>& subjects();

/// The function that this executable tests.
const function& subject();

} // namespace test
