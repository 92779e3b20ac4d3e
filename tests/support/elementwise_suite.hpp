#pragma once

#include "support/accuracy_tests.hpp"
#include "support/fast_tests.hpp"
#include "support/gradient_tests.hpp"
#include "support/position_tests.hpp"
#include "support/special_tests.hpp"
