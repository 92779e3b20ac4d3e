#pragma once

/// All of xact in one include. Each header below also compiles alone.

#include <xact/catalogue.hpp>
#include <xact/version.hpp>
