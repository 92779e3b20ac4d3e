#pragma once

#include <string>
#include <utility>
#include <vector>

#include "functions.hpp"

/// How wrong each contestant is, over a sample of numbers.

namespace bench {

/// Where pre-activations are in practice: an error beyond is another matter than one within.
inline constexpr float practical_range = 16;

struct accuracy {
    double max_ulp = 0;       ///< over the finite inputs; infinite where a finite answer came out as infinity or NaN
    double worst = 0;         ///< the input of max_ulp
    double practical_ulp = 0; ///< over the inputs within the practical range
    bool specials = true;     ///< whether -inf, +inf and NaN gave the limits and NaN
    double max_scaled = 0;    ///< the largest |error|/max(1, |exact|) over the finite inputs

    bool keeps_tails() const { return max_ulp <= 1000 || max_ulp <= 10 * practical_ulp; }
};

/// About 200,000 floats: half at a constant stride through all finite ones, half through those from 2^-6 to 2^7, where
/// activations bend and their tails run out.
/// Of doubles, whose right answers take longer, a tenth as many.
template <class T> std::vector<T> sweep();

template <class T> class accuracy_check {
public:
    /// Over `inputs`; over the sweep where there are none.
    explicit accuracy_check(std::vector<T> inputs);

    accuracy measure(const function& f, const kernel<T>& k);
    std::size_t size() const { return inputs_.size(); }

private:
    arrays<T> inputs_of(const function& f);
    const answers& right_answers(const function& f, direction way, const arrays<T>& in);

    std::vector<T> inputs_;
    std::vector<T> gate_, ones_, out_, gate_out_;
    std::vector<T> rows_, row_gradients_, row_outputs_;
    std::pair<std::string, direction> solved_; ///< what `answers_` are of: rows ask for one function at a time
    answers answers_;
};

} // namespace bench
