#pragma once

#include <cmath>
#include <cstdio>
#include <string>
#include <string_view>

#include "libtorch/reference.hpp"
#include "support/ulp.hpp"

/// The largest errors seen, and the table of libtorch's.

namespace test::libtorch {

inline void see(worst& w, double ulp, double x, double computed, double exact) {
    if (ulp > w.ulp) w = {ulp, x, computed, exact};
}

inline void print_heading() {
    std::printf("Where libtorch %s is off most, beyond what its regions allow; ulps are those of the exact result.\n",
                version().c_str());
    std::printf("%-12s %-6s %-6s %14s %14s %14s %10s %8s\n", "function", "of", "type", "x", "exact", "libtorch",
                "its ulps", "xact's");
}

/// A row of the table, where libtorch is off by more than it is where it is right.
inline void print_row(std::string_view name, const char* what, const char* type, const worst& theirs, double their_ulp,
                      double ours) {
    if (theirs.ulp <= their_ulp) return;
    char ulp[24] = "NaN";
    if (!std::isnan(theirs.computed)) std::snprintf(ulp, sizeof ulp, "%.3g", theirs.ulp);
    std::printf("%-12s %-6s %-6s %14.7g %14.6g %14.6g %10s %8.2f\n", std::string(name).c_str(), what, type, theirs.at,
                theirs.exact, theirs.computed, ulp, ours);
}

} // namespace test::libtorch
