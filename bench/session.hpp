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

/// What does not depend on the elements' type.
class session {
public:
    const options& chosen() const { return options_; }
    const std::vector<const function*>& functions() const { return functions_; }
    const std::vector<const contestant*>& contestants() const { return contestants_; }
    /// How many numbers --input has; 0 without.
    std::size_t input_size() const { return input_size_; }
    /// 0 with --no-errors.
    std::size_t error_sample_size() const { return error_sample_size_; }

protected:
    explicit session(const options&);

    options options_;
    std::vector<const function*> functions_;
    std::vector<const contestant*> contestants_;
    std::size_t input_size_ = 0, error_sample_size_ = 0;
};

template <class T> class typed_session : public session {
public:
    /// Throws std::invalid_argument for a function or contestant that does not exist, std::runtime_error for a bad
    /// file.
    explicit typed_session(const options&);

    row measure(const function&, direction, size_class);
    copy_limits measure_copy(size_class);
    timing measure_fma();
    /// Once for each; empty with --no-errors.
    std::optional<accuracy> error_of(const function&, const contestant&, const kernel<T>&);
    buffers<T>& arrays_of(std::size_t n);
    race_options race_at(size_class) const;

private:
    bool can_in_place(const function&, const kernel<T>&);

    std::vector<T> input_;
    std::optional<accuracy_check<T>> check_;
    std::map<std::tuple<std::string, direction, std::string>, accuracy> errors_;
    std::map<std::size_t, buffers<T>> buffers_;
};

} // namespace bench
