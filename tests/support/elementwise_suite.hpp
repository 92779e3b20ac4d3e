#pragma once

#include "support/accuracy_tests.hpp"
