#pragma once

#include "support/ulp.hpp"

namespace test {

/// How far a functor's number is from the exact one, in ulps of its type.
template <class T> double ulps_of(T computed, long double exact) {
    return ulp_error(format_of<T>, static_cast<long double>(computed), exact);
}

} // namespace test
