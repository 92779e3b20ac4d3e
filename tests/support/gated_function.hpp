#pragma once

#include <array>
#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <xact/core/facts.hpp>
#include <xact/core/gated.hpp>
#include <xact/simd/float16.hpp>

#include "support/depth.hpp"
#include "support/dual.hpp"
#include "support/entry_call.hpp"
#include "support/wide.hpp"

/// A functor of two inputs behind virtual functions, so that what judges functors is compiled once, as function.hpp has
/// it for those of one. erased_gated.hpp makes one of a functor.

namespace test {

/// What a functor says of itself.
struct gated_traits {
    depth compiled;
    bool has_fast;
    std::size_t parameters;       ///< how many there are
    std::size_t tied_parameters;  ///< how many members `parameters` ties
    std::size_t stream_threshold; ///< the library's, with which its loops are compiled
};

/// A functor's results for a whole register, as vecs and as raw batches: y, y, da, da, db, db.
template <class T> using gated_register_results = std::array<std::vector<T>, 6>;

/// One class with nothing beside it, as row_function.
class gated_function {
public:
    template <class T> using in = std::span<const T>;
    template <class T> using out = std::span<T>;
    template <class T> using gradients = xact::gated_gradient<T>;
    template <class R> using dual2 = dual<dual<R>>;

    const xact::facts& about;
    const std::string description; ///< its name and parameters
    const gated_traits is;

    gated_function(const xact::facts& facts, std::string text, const gated_traits& traits)
        : about(facts), description(std::move(text)), is(traits) {}
    virtual ~gated_function() = default;

    /// The functor's members.
    virtual float value(float a, float b, bool fast = false) const = 0;
    virtual double value(double a, double b, bool fast = false) const = 0;
    virtual gradients<float> gradient(float a, float b, float dy, bool fast = false) const = 0;
    virtual gradients<double> gradient(double a, double b, double dy, bool fast = false) const = 0;
    virtual std::vector<float> parameter_slopes(float a, float b) const = 0;
    virtual std::vector<double> parameter_slopes(double a, double b) const = 0;
    virtual gated_register_results<float> in_register(const float* a, const float* b, const float* dy,
                                                      bool fast) const = 0;
    virtual gated_register_results<double> in_register(const double* a, const double* b, const double* dy,
                                                       bool fast) const = 0;

    /// The entry points for arrays. What is beyond the function's depth throws std::logic_error.
    virtual void forward(in<float> a, in<float> b, out<float> y, entry_call = {}) const = 0;
    virtual void forward(in<double> a, in<double> b, out<double> y, entry_call = {}) const = 0;
    virtual void forward(in<xact::float16> a, in<xact::float16> b, out<xact::float16> y) const = 0;
    virtual void forward(in<xact::bfloat16> a, in<xact::bfloat16> b, out<xact::bfloat16> y) const = 0;
    virtual void backward(in<float> a, in<float> b, in<float> dy, out<float> da, out<float> db,
                          entry_call = {}) const = 0;
    virtual void backward(in<double> a, in<double> b, in<double> dy, out<double> da, out<double> db,
                          entry_call = {}) const = 0;
    virtual void backward(in<xact::float16> a, in<xact::float16> b, in<xact::float16> dy, out<xact::float16> da,
                          out<xact::float16> db) const = 0;
    virtual void backward(in<xact::bfloat16> a, in<xact::bfloat16> b, in<xact::bfloat16> dy, out<xact::bfloat16> da,
                          out<xact::bfloat16> db) const = 0;
    virtual void backward_with_value(in<float> a, in<float> b, in<float> dy, out<float> da, out<float> db, out<float> y,
                                     entry_call = {}) const = 0;
    virtual void backward_with_value(in<double> a, in<double> b, in<double> dy, out<double> da, out<double> db,
                                     out<double> y, entry_call = {}) const = 0;

    virtual wide definition(const wide& a, const wide& b) const = 0;
    virtual dual<long double> definition(const dual<long double>& a, const dual<long double>& b) const = 0;
    virtual dual<wide> definition(const dual<wide>& a, const dual<wide>& b) const = 0;
    virtual dual2<long double> definition(const dual2<long double>& a, const dual2<long double>& b) const = 0;
    virtual dual2<wide> definition(const dual2<wide>& a, const dual2<wide>& b) const = 0;
    /// With the k-th parameter moved.
    virtual wide moved_definition(std::size_t k, const wide& by, const wide& a, const wide& b) const = 0;
    /// With the k-th parameter as the variable of differentiation; of the second order, as the inner one.
    virtual dual<long double> definition_by_parameter(std::size_t k, long double a, long double b) const = 0;
    virtual dual2<long double> definition_by_parameter(std::size_t k, const dual2<long double>& a,
                                                       const dual2<long double>& b) const = 0;

    /// The functor with its own parameters, and with others of their domain.
    virtual std::vector<std::unique_ptr<const gated_function>> parameter_variants() const = 0;
};

/// The function that this executable tests, and the name that it has.
struct gated_subject_entry {
    const gated_function* of = nullptr;
    std::string_view name;
};
inline gated_subject_entry& gated_entry() {
    static gated_subject_entry entry;
    return entry;
}
inline const gated_function& gated_subject() { return *gated_entry().of; }

} // namespace test
