# xact_libtorch: what links libtorch, where there is one that this compiler can use.
include_guard(GLOBAL)
include(CheckCXXSourceCompiles)

# A prefix with include/ and lib/, built for the C++11 ABI.
set(XACT_TORCH_ROOT "" CACHE PATH "Where libtorch is, if not where the system has its libraries")

# libtorch's package file looks for all that libtorch was built with, which nothing here needs.
find_path(torch_include_dir ATen/ATen.h HINTS "${XACT_TORCH_ROOT}" PATH_SUFFIXES include NO_CACHE)
find_path(torch_api_include_dir torch/version.h HINTS "${XACT_TORCH_ROOT}"
    PATH_SUFFIXES include/torch/csrc/api/include torch/csrc/api/include include NO_CACHE)
find_library(torch_library torch_cpu HINTS "${XACT_TORCH_ROOT}" PATH_SUFFIXES lib NO_CACHE)
find_library(c10_library c10 HINTS "${XACT_TORCH_ROOT}" PATH_SUFFIXES lib NO_CACHE)
if(NOT (torch_include_dir AND torch_api_include_dir AND torch_library AND c10_library))
    return()
endif()

# clang 14 does not compile libtorch 1.13's headers as C++20.
string(MAKE_C_IDENTIFIER "compiles_${torch_include_dir}" compiles)
block(SCOPE_FOR VARIABLES)
    set(CMAKE_TRY_COMPILE_TARGET_TYPE STATIC_LIBRARY)
    set(CMAKE_REQUIRED_FLAGS ${CMAKE_CXX20_STANDARD_COMPILE_OPTION})
    set(CMAKE_REQUIRED_INCLUDES "${torch_include_dir}")
    check_cxx_source_compiles("#include <ATen/ATen.h>" ${compiles})
endblock()
if(${compiles})
    add_library(xact_libtorch INTERFACE)
    target_include_directories(xact_libtorch SYSTEM INTERFACE "${torch_include_dir}" "${torch_api_include_dir}")
    target_link_libraries(xact_libtorch INTERFACE "${torch_library}" "${c10_library}")
endif()
