#pragma once

#include "support/elementwise_suite.hpp"
