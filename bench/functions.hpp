#pragma once

#include <functional>
#include <span>
#include <string>
#include <vector>

#include "contestants.hpp"
#include "ulp.hpp"

/// The functions of xact's catalogue and the right answers, from each one's `definition` in a wider type and, for
/// derivatives, in dual numbers over it.

namespace bench {

enum class kind { elementwise, gated, rowwise };

/// Where outputs are compared with right answers, in units of the type that was asked about.
struct answers {
    std::vector<exact> out;
    std::vector<exact> gate_out; ///< of a gated backward only
    std::vector<bool> skip;      ///< inputs that no answer is defined for: a derivative at a kink
};

template <class T> struct oracle {
    /// For n inputs, as a kernel gets them; with dy = 1, except that row-wise functions read it.
    std::function<answers(direction, const arrays<T>&)> solve;
    /// At -inf, +inf and NaN; empty where the catalogue has no facts about them.
    std::function<std::vector<T>(direction)> at_specials;
    /// Of row-wise functions: writes what their backward starts from, the outputs of x or x itself.
    std::function<rowwise_forward<T>> fill_backward;
};

struct function {
    std::string name;
    std::string formula;
    bench::kind kind;
    std::tuple<oracle<float>, oracle<double>> oracles;

    template <class T> const oracle<T>& in() const { return std::get<oracle<T>>(oracles); }
};

/// All of them, in the catalogue's order.
const std::vector<function>& functions();

} // namespace bench
