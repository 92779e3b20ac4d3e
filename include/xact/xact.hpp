#pragma once

/// All of xact in one include. Each header below also compiles alone.

#include <xact/catalogue.hpp>
#include <xact/constructors/act_add.hpp>
#include <xact/constructors/act_gate.hpp>
#include <xact/constructors/act_mul.hpp>
#include <xact/constructors/bias_act.hpp>
#include <xact/constructors/channel_dispatch.hpp>
#include <xact/constructors/clamped.hpp>
#include <xact/constructors/compose.hpp>
#include <xact/constructors/concat_signed.hpp>
#include <xact/constructors/concave.hpp>
#include <xact/constructors/lerp.hpp>
#include <xact/constructors/max_of.hpp>
#include <xact/constructors/min_of.hpp>
#include <xact/constructors/mixture.hpp>
#include <xact/constructors/monotone_triple.hpp>
#include <xact/constructors/nan_to_zero.hpp>
#include <xact/constructors/product.hpp>
#include <xact/constructors/rescu.hpp>
#include <xact/constructors/residual.hpp>
#include <xact/constructors/saturated.hpp>
#include <xact/constructors/scaled.hpp>
#include <xact/constructors/second_derivative.hpp>
#include <xact/constructors/sum.hpp>
#include <xact/constructors/thresholded.hpp>
#include <xact/constructors/value_and_derivative.hpp>
#include <xact/core/along_axis.hpp>
#include <xact/core/channelwise.hpp>
#include <xact/core/each_channel.hpp>
#include <xact/core/forward.hpp>
#include <xact/core/packed.hpp>
#include <xact/core/parameter_gradient.hpp>
#include <xact/core/summed.hpp>
#include <xact/rowwise/online_softmax.hpp>
#include <xact/version.hpp>
