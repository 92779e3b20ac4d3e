#pragma once

#include <map>
#include <optional>
#include <tuple>

#include "accuracy.hpp"
#include "buffers.hpp"
#include "figures.hpp"
#include "limits.hpp"
#include "options.hpp"

/// One run of the program: what was chosen, the arrays, and the figures as they are measured.

namespace bench {

class session {
public:
    /// Throws std::invalid_argument for a function or contestant that does not exist, std::runtime_error for a bad
    /// file.
    explicit session(const options&);

    const options& chosen() const { return options_; }
    const std::vector<const function*>& functions() const { return functions_; }
    const std::vector<const contestant*>& contestants() const { return contestants_; }
    /// How many numbers --input has; 0 without.
    std::size_t input_size() const { return input_.size(); }
    std::size_t error_sample_size() const { return check_ ? check_->size() : 0; }

    row measure(const function&, direction, size_class);
    copy_limits measure_copy(size_class);
    timing measure_fma();
    /// Once for each; empty with --no-errors.
    std::optional<accuracy> error_of(const function&, const contestant&, const kernel&);
    buffers& arrays_of(std::size_t n);

private:
    race_options race_at(size_class) const;

    options options_;
    std::vector<float> input_;
    std::vector<const function*> functions_;
    std::vector<const contestant*> contestants_;
    std::optional<accuracy_check> check_;
    std::map<std::tuple<std::string, direction, std::string>, accuracy> errors_;
    std::map<std::size_t, buffers> buffers_;
};

} // namespace bench
