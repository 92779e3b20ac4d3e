#pragma once

/// All of xact in one include. Each header below also compiles alone.

#include <xact/catalogue.hpp>
#include <xact/core/channelwise.hpp>
#include <xact/core/forward.hpp>
#include <xact/core/parameter_gradient.hpp>
#include <xact/version.hpp>
