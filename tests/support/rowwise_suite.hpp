#pragma once

#include "support/erased_rows.hpp"

// Hands `subject`, as far as `subject_depth` says, to the tests of support/rowwise, which are linked to it.

namespace {

const test::erased_rows<subject, subject_depth> erased_subject;
[[maybe_unused]] const auto& entry = test::row_entry() = test::row_subject_entry{&erased_subject, subject_name};

} // namespace
