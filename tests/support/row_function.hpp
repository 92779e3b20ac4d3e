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

#include "support/depth.hpp"
#include "support/dual.hpp"
#include "support/entry_call.hpp"
#include "support/wide.hpp"

/// A functor of rows behind virtual functions, so that what judges functors is compiled once, as function.hpp has it
/// for those of elements. erased_rows.hpp makes one of a functor.

namespace test {

/// What a functor says of itself.
struct row_traits {
    depth compiled;
    bool backward_from_input, has_parameter_gradient, has_row_check, has_fast, nan_stays_local;
    bool learns;                  ///< it has parameters that do not only choose, as how many elements top_k keeps
    std::size_t tied_parameters;  ///< how many members `parameters` ties
    std::size_t stream_threshold; ///< the library's, with which its loops are compiled
};

/// One class with nothing beside it: a second base would have the compiler emit each function twice, for its thunk,
/// too.
class row_function {
public:
    template <class T> using in = std::span<const T>;
    template <class T> using out = std::span<T>;
    template <class R> using row = std::vector<R>;
    template <class R> using dual_row = std::vector<dual<R>>;

    const xact::facts& about;
    const std::string description; ///< its name and parameters
    const row_traits is;

    row_function(const xact::facts& facts, std::string text, const row_traits& traits)
        : about(facts), description(std::move(text)), is(traits) {}
    virtual ~row_function() = default;

    /// The entry points for rows of n numbers. What is beyond the function's depth throws std::logic_error.
    virtual void forward(in<float> x, out<float> y, std::size_t n, entry_call = {}) const = 0;
    virtual void forward(in<double> x, out<double> y, std::size_t n, entry_call = {}) const = 0;
    virtual void forward(in<xact::float16> x, out<xact::float16> y, std::size_t n) const = 0;
    virtual void forward(in<xact::bfloat16> x, out<xact::bfloat16> y, std::size_t n) const = 0;
    virtual void forward(in<xact::float16> x, out<float> y, std::size_t n) const = 0;
    virtual void forward(in<xact::bfloat16> x, out<float> y, std::size_t n) const = 0;
    virtual void forward(in<double> x, out<float> y, std::size_t n) const = 0;
    /// Columns whose elements are `inner` apart, in the fast tier.
    virtual void forward_columns(in<float> x, out<float> y, std::size_t n, std::size_t inner) const = 0;

    /// From x or from y, as the function has it.
    virtual void backward(in<float> from, in<float> dy, out<float> dx, std::size_t n, entry_call = {}) const = 0;
    virtual void backward(in<double> from, in<double> dy, out<double> dx, std::size_t n, entry_call = {}) const = 0;
    virtual void backward(in<xact::float16> from, in<float> dy, out<xact::float16> dx, std::size_t n) const = 0;
    virtual void backward(in<xact::bfloat16> from, in<float> dy, out<xact::bfloat16> dx, std::size_t n) const = 0;

    /// Empty without parameters that learn.
    virtual std::vector<double> parameter_gradient(in<float> x, in<float> dy, std::size_t n, entry_call = {}) const = 0;
    virtual std::vector<double> parameter_gradient(in<double> x, in<double> dy, std::size_t n,
                                                   entry_call = {}) const = 0;

    /// The definition for one row.
    virtual row<long double> definition(const row<long double>& x) const = 0;
    virtual row<wide> definition(const row<wide>& x) const = 0;
    virtual dual_row<long double> definition(const dual_row<long double>& x) const = 0;
    virtual dual_row<wide> definition(const dual_row<wide>& x) const = 0;
    /// With the k-th parameter as the variable of differentiation.
    virtual dual_row<long double> definition_by_parameter(std::size_t k, const row<long double>& x) const = 0;
    virtual dual_row<wide> definition_by_parameter(std::size_t k, const row<wide>& x) const = 0;

    /// What errors are measured by where it is larger than what they are errors of: numbers that a functor gives where
    /// outputs are differences, or the terms of gradients; else zeros.
    virtual row<long double> error_scales(const row<long double>& x) const = 0;
    virtual row<wide> error_scales(const row<wide>& x) const = 0;
    virtual row<long double> gradient_scales(const row<long double>& x, const row<long double>& dy) const = 0;
    virtual row<wide> gradient_scales(const row<wide>& x, const row<wide>& dy) const = 0;
    /// What the fast tier's gradients may differ by, from x or y as backward is.
    virtual row<double> fast_gradient_scales(const row<double>& from, const row<double>& dy) const = 0;

    /// Whether it takes rows of n elements, and how long their outputs are.
    virtual bool takes_row(std::size_t n) const = 0;
    virtual std::size_t output_length(std::size_t n) const = 0;

    /// The functor with its own parameters, and with others of their domain.
    virtual std::vector<std::unique_ptr<const row_function>> parameter_variants() const = 0;
};

/// The function that this executable tests, and the name that its header has.
struct row_subject_entry {
    const row_function* of = nullptr;
    std::string_view header;
};
inline row_subject_entry& row_entry() {
    static row_subject_entry entry;
    return entry;
}
inline const row_function& row_subject() { return *row_entry().of; }

} // namespace test
