#pragma once

#include <string>
#include <vector>

#include "contestants.hpp"

namespace bench {

/// A size that the arrays are measured at: that many floats, or half as many doubles.
struct size_class {
    std::string_view name;
    std::size_t n;
    bool in_place = false; ///< results take the place of x, or of dy
    std::size_t row = 0;   ///< of row-wise functions, which are measured alone then; 0: 1024
};
inline constexpr size_class l1{"L1", 4096}, l2{"L2", 262144}, memory{"memory", std::size_t{64} << 20},
    in_place{"in place", memory.n, true};
/// --rows: of attention, of a hidden layer, of a vocabulary.
inline constexpr size_class rows[] = {{"rows of 64", 16384, false, 64},
                                      {"rows of 512", 16384, false, 512},
                                      {"rows of 4096", 16384, false, 4096},
                                      {"rows of 32768", 32768, false, 32768},
                                      {"rows of 151936", 151936, false, 151936}};

struct options {
    std::vector<std::string> functions;   ///< empty: all
    std::vector<std::string> contestants; ///< empty: all
    std::vector<direction> directions{direction::forward, direction::backward};
    std::vector<size_class> sizes{l1};                      ///< where all chosen functions are measured
    std::vector<size_class> sample_sizes{memory, in_place}; ///< where a few functions are measured too
    std::string type = "float";                             ///< or "double"
    int rounds = 15;
    bool errors = true;
    bool scaled_errors = false; ///< the table shows accuracy::max_scaled instead of ulp
    std::string input;
    std::string json;
    std::string report;
    bool inputs = false;   ///< xact on inputs of several kinds, instead of everyone on normal deviates
    bool parallel = false; ///< xact on all cores, instead of everyone on one
    bool help = false;
    bool list = false;
    bool google = false; ///< some --benchmark_ option is there: Google Benchmark runs the rows
};

/// Throws std::invalid_argument, with the option and what is wrong with it. Leaves --benchmark_ options alone.
options parse(const std::vector<std::string>& arguments);

extern const char* const help_text;

} // namespace bench
