// must fail: XACT_ALLOW_FAST_MATH
// flags: -ffast-math
#ifndef MUST_FAIL
#define XACT_ALLOW_FAST_MATH
#endif
#include <xact/xact.hpp>
