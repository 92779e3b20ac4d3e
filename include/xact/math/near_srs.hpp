#pragma once

#include <array>

#include <xact/math/near_pieces.hpp>

namespace xact {
inline namespace v0 {
namespace math {

// The slope of SRS with its default parameters as polynomials of degree 7 about each integer from -8 to 7, told apart
// by the last bits of x + 0x1.8p23: pieces of equal size, since it has no tail there. Error: 2^-25.9; script:
// tests/certificates/near_srs.sollya.
// clang-format off
struct near_srs_pieces {
    using column = std::array<float, 16>;
    alignas(64) static constexpr column center{
        0.0f, 0x1.fffcp-1f, 0x1.fff8p0f, 0x1.7ffcp1f, 0x1.fffap1f, 0x1.3ffd8p2f, 0x1.7ffb8p2f, 0x1.bfff8p2f,
        -0x1.00018p3f, -0x1.bffcp2f, -0x1.7ffc8p2f, -0x1.4008p2f, -0x1.fffep1f, -0x1.8p1f, -0x1.ffc6p0f, -0x1.ff8cp-1f};
    alignas(64) static constexpr std::array<column, 8> slope{{
        {{0x1p0f, 0x1.2326d2p0f, 0x1.068fc4p0f, 0x1.92248cp-1f, 0x1.1665b6p-1f, 0x1.6cec32p-2f, 0x1.d26024p-3f,
          0x1.276a6ep-3f, -0x1.2c3352p-3f, -0x1.628996p-3f, -0x1.8b1264p-3f, -0x1.87fa64p-3f, -0x1.20f6ep-3f, 0.0f,
          0x1.15d70ep-2f, 0x1.4d6c9cp-1f}},
        {{0x1.111112p-2f, 0x1.ac39b6p-10f, -0x1.9cc2dcp-3f, -0x1.06a10ap-2f, -0x1.bee946p-3f, -0x1.404e8p-3f,
          -0x1.a7a8ccp-4f, -0x1.0e380ap-4f, -0x1.bd63eep-6f, -0x1.960d2cp-6f, -0x1.9863d6p-7f, 0x1.4785cap-6f,
          0x1.6795p-4f, 0x1.9d8eacp-3f, 0x1.5a3ec4p-2f, 0x1.96bb72p-2f}},
        {{-0x1.d03692p-4f, -0x1.0eee7ap-3f, -0x1.0519bep-4f, 0x1.70824cp-9f, 0x1.e03162p-6f, 0x1.eb2e04p-6f,
          0x1.72004cp-6f, 0x1.effd6p-7f, -0x1.9f8d72p-13f, 0x1.8fc096p-9f, 0x1.4b6fb6p-7f, 0x1.83e01p-6f,
          0x1.72dbbap-5f, 0x1.13b476p-4f, 0x1.ecfd5cp-5f, -0x1.9de37cp-7f}},
        {{-0x1.9b05b4p-6f, 0x1.9c4204p-7f, 0x1.b9f6e6p-6f, 0x1.fb40d2p-7f, 0x1.b07ebep-9f, -0x1.de00c2p-10f,
          -0x1.613786p-9f, -0x1.1d838p-9f, 0x1.6403d6p-11f, 0x1.a03492p-10f, 0x1.add852p-9f, 0x1.820b8ep-8f,
          0x1.0bceap-7f, 0x1.3eb62ap-8f, -0x1.9046dep-7f, -0x1.1a60e2p-5f}},
        {{0x1.0161b4p-7f, 0x1.0a1f6p-7f, -0x1.91e25cp-11f, -0x1.e71046p-9f, -0x1.170f6p-9f, -0x1.36d156p-11f,
          0x1.2bd004p-15f, 0x1.7171eep-13f, 0x1.49be3ap-13f, 0x1.4614a4p-12f, 0x1.1dc444p-11f, 0x1.7a68ap-11f,
          0x1.b2917ep-13f, -0x1.2b70c6p-9f, -0x1.8b723ap-8f, -0x1.9daa6ep-9f}},
        {{0x1.c97e8ep-10f, -0x1.8c3bd8p-10f, -0x1.6ea46p-10f, 0x1.3808eep-14f, 0x1.98c4e2p-12f, 0x1.b2b408p-13f,
          0x1.00835ep-14f, 0x1.5ffe78p-18f, 0x1.7c3382p-16f, 0x1.49d07ep-15f, 0x1.aa482ap-15f, 0x1.5ce9aap-21f,
          -0x1.0ced9cp-12f, -0x1.870656p-11f, -0x1.dd98c4p-12f, 0x1.d25ff2p-10f}},
        {{-0x1.d37794p-12f, -0x1.6a1324p-12f, 0x1.149ee8p-12f, 0x1.3af78ap-13f, -0x1.c3450ep-17f, -0x1.10deb4p-15f,
          -0x1.07bfd4p-16f, -0x1.40d226p-18f, 0x1.3cb53p-19f, 0x1.8f1c64p-19f, -0x1.7c6842p-21f, -0x1.59e8dcp-16f,
          -0x1.1fc4c8p-14f, -0x1.1463d4p-14f, 0x1.d97dcep-13f, 0x1.7e4b7ep-12f}},
        {{-0x1.d06684p-14f, 0x1.d01e7ap-14f, 0x1.f240dep-16f, -0x1.bea974p-16f, -0x1.c9912ep-18f, 0x1.fa8338p-20f,
          0x1.e64672p-19f, 0x1.ffa862p-21f, 0x1.065b92p-22f, 0x1.2197d4p-22f, -0x1.76534p-20f, -0x1.544dd8p-18f,
          -0x1.67421p-18f, 0x1.da22a8p-17f, 0x1.159c24p-14f, -0x1.a21bfep-15f}},
    }};
};
// clang-format on

} // namespace math
} // namespace v0
} // namespace xact
