#pragma once

#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "accuracy.hpp"
#include "limits.hpp"
#include "measure.hpp"
#include "options.hpp"

/// What a run measured.

namespace bench {

struct result {
    const contestant* who;
    timing time;
    std::optional<accuracy> error;
    bool from_output = false;
};

/// One function in one direction at one size: who can do it, in the order of the columns.
struct row {
    const bench::function* function;
    direction way;
    size_class size;
    std::vector<result> results;

    const result* find(std::string_view contestant) const;
    /// A result's time over that of xact's accurate tier, or of xact from the output where the result is; empty without
    /// xact's.
    std::optional<double> time_over_xact(const result& r) const;
    /// That with the least of it, or without xact the fastest; null where no peer has the function.
    const result* fastest_peer() const;
    std::size_t peers() const;
    /// The peers that neither tier of xact is at least as fast as and at least as accurate as.
    std::vector<const result*> undominated_peers() const;
};

/// A whole run.
struct figures {
    timing fma;
    std::vector<std::pair<size_class, copy_limits>> copies;
    std::vector<row> rows;
};

} // namespace bench
