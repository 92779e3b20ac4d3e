#pragma once

#include "support/erased_gated.hpp"

// Hands `subject`, as far as `subject_depth` says, to the tests of support/gated, which are linked to it.

namespace {

const test::erased_gated<subject, subject_depth> erased_subject;
[[maybe_unused]] const auto& entry = test::gated_entry() = test::gated_subject_entry{&erased_subject, subject_name};

} // namespace
