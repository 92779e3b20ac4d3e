#pragma once

#include "support/erased.hpp"

// Hands `subject`, as far as `subject_depth` says, to the tests of support/elementwise, which are linked to it.

namespace {

const test::erased<subject, subject_depth> erased_subject;
[[maybe_unused]] const auto& entry = test::subjects().emplace_back(test::subject_entry{&erased_subject, subject_name});

} // namespace
