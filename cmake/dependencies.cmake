# Each dependency is the installed one where there is one, else a pinned release from the network.
include(FetchContent)

find_package(Threads REQUIRED)
if(XACT_OPENMP)
    find_package(OpenMP REQUIRED COMPONENTS CXX)
endif()

include(find_xsimd)
if(NOT XACT_XSIMD_INCLUDE_DIR)
    FetchContent_Declare(xsimd
        URL https://github.com/xtensor-stack/xsimd/archive/refs/tags/14.2.0.tar.gz
        URL_HASH SHA256=21e841ab684b05331e81e7f782431753a029ef7b7d9d6d3ddab837e7782a40ee)
    FetchContent_MakeAvailable(xsimd)
    set(XACT_XSIMD_INCLUDE_DIR "${xsimd_SOURCE_DIR}/include")
endif()

if(XACT_BUILD_TESTS)
    find_package(Catch2 CONFIG QUIET)
    if(NOT Catch2_FOUND)
        FetchContent_Declare(Catch2
            URL https://github.com/catchorg/Catch2/archive/refs/tags/v3.8.1.tar.gz
            URL_HASH SHA256=18b3f70ac80fccc340d8c6ff0f339b2ae64944782f8d2fca2bd705cf47cadb79)
        FetchContent_MakeAvailable(Catch2)
        set(Catch2_VERSION 3.8.1)
    endif()

    # Catch2 and a main(), whichever version it is.
    if(Catch2_VERSION VERSION_LESS 3)
        add_library(xact_catch2 STATIC "${PROJECT_SOURCE_DIR}/tests/support/main.cpp")
        # Catch2's own code takes the optimiser longer than it saves in all tests together.
        target_compile_options(xact_catch2 PRIVATE $<$<CXX_COMPILER_ID:GNU,Clang>:-O0>)
        target_link_libraries(xact_catch2 PUBLIC Catch2::Catch2)
    else()
        add_library(xact_catch2 INTERFACE)
        target_link_libraries(xact_catch2 INTERFACE Catch2::Catch2WithMain)
    endif()

    find_path(XACT_BOOST_INCLUDE_DIR boost/multiprecision/cpp_bin_float.hpp)
    if(NOT XACT_BOOST_INCLUDE_DIR)
        message(FATAL_ERROR "The tests need the headers of Boost.Multiprecision: run cmake/setup.sh test")
    endif()
endif()

if(XACT_BUILD_BENCH)
    find_package(benchmark CONFIG QUIET)
    if(NOT benchmark_FOUND)
        set(BENCHMARK_ENABLE_TESTING OFF)
        set(BENCHMARK_ENABLE_INSTALL OFF)
        set(BENCHMARK_ENABLE_WERROR OFF)
        FetchContent_Declare(benchmark
            URL https://github.com/google/benchmark/archive/refs/tags/v1.9.5.tar.gz
            URL_HASH SHA256=9631341c82bac4a288bef951f8b26b41f69021794184ece969f8473977eaa340)
        FetchContent_MakeAvailable(benchmark)
    endif()
endif()
