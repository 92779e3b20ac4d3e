#pragma once

#include "support/erased.hpp"

/// Hands `subject` to the tests of support/elementwise, which are linked to it.

namespace test {

const function& subject() {
    static const erased<::subject> f;
    return f;
}
const std::string_view subject_name = ::subject_name;

} // namespace test
