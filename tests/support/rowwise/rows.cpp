#include "support/rowwise/rows.hpp"

#include <algorithm>

namespace test {

std::size_t row_like(const row_function& f, std::size_t n) {
    while (!f.takes_row(n)) ++n;
    return n;
}

std::vector<std::size_t> lengths_like(const row_function& f, std::vector<std::size_t> lengths) {
    for (std::size_t& n : lengths) n = row_like(f, n);
    lengths.erase(std::unique(lengths.begin(), lengths.end()), lengths.end());
    return lengths;
}

std::vector<std::size_t> lengths_to(const row_function& f, std::size_t last) {
    std::vector<std::size_t> all;
    for (std::size_t n = 1; n <= last; ++n) all.push_back(n);
    return lengths_like(f, all);
}

} // namespace test
