# Sets XACT_XSIMD_INCLUDE_DIR to where xsimd's headers are: those of a target that the project already has, of an
# installed package, or of a bare include directory. Empty when there are none. Installed beside xact's package file.
#
# Only the include path is taken, and xsimd is never linked: the target in Debian 12 asks for -lxtl, which does not exist.
if(NOT TARGET xsimd)
    find_package(xsimd CONFIG QUIET)
endif()
if(TARGET xsimd)
    get_target_property(XACT_XSIMD_INCLUDE_DIR xsimd INTERFACE_INCLUDE_DIRECTORIES)
else()
    find_path(XSIMD_INCLUDE_DIR xsimd/xsimd.hpp)
    set(XACT_XSIMD_INCLUDE_DIR ${XSIMD_INCLUDE_DIR})
endif()
if(NOT XACT_XSIMD_INCLUDE_DIR)
    set(XACT_XSIMD_INCLUDE_DIR "")
endif()
