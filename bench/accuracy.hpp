#pragma once

#include <string>
#include <utility>
#include <vector>

#include "functions.hpp"

/// How wrong each contestant is, over a sample of floats.

namespace bench {

/// Where pre-activations are in practice: an error beyond is another matter than one within.
inline constexpr float practical_range = 16;

struct accuracy {
    double max_ulp = 0;       ///< over the finite inputs; infinite where a finite answer came out as infinity or NaN
    float worst = 0;          ///< the input of max_ulp
    double practical_ulp = 0; ///< over the inputs within the practical range
    bool specials = true;     ///< whether -inf, +inf and NaN gave the limits and NaN

    bool keeps_tails() const { return max_ulp <= 1000 || max_ulp <= 10 * practical_ulp; }
};

/// About 200,000 floats: half at a constant stride through all finite ones, half through those from 2^-6 to 2^7, where
/// activations bend and their tails run out.
std::vector<float> sweep_of_floats();

class accuracy_check {
public:
    /// Over `inputs`; over the sweep where there are none.
    explicit accuracy_check(std::vector<float> inputs);

    accuracy measure(const function& f, const kernel& k);
    std::size_t size() const { return inputs_.size(); }

private:
    arrays inputs_of(const function& f);
    const answers& right_answers(const function& f, direction way, const arrays& in);

    std::vector<float> inputs_;
    std::vector<float> gate_, ones_, out_, gate_out_;
    std::vector<float> rows_, row_gradients_, row_outputs_;
    std::pair<std::string, direction> solved_; ///< what `answers_` are of: rows ask for one function at a time
    answers answers_;
};

} // namespace bench
