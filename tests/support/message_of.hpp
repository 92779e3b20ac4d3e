#pragma once

#include <stdexcept>
#include <string>

namespace test {

/// The message of what `call` throws.
template <class Call> std::string message_of(const Call& call) {
    try {
        call();
    } catch (const std::invalid_argument& e) { return e.what(); }
    return "nothing was thrown";
}

} // namespace test
