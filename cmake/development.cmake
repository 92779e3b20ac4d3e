# xact_development: what every test and bench links; xact, our warnings, and the flags that XACT_ARCH stands for.
include(warnings)

set(flags_ "")
set(flags_native -march=native)
set(flags_sse2 -march=x86-64)
set(flags_avx2 -mavx2 -mfma -mf16c)
set(flags_avx512 -march=skylake-avx512)
set(flags_neon "") # every 64-bit Arm has it
if(NOT DEFINED flags_${XACT_ARCH})
    message(FATAL_ERROR "XACT_ARCH is \"${XACT_ARCH}\"; it can be sse2, avx2, avx512, neon, native or empty")
endif()
set(XACT_ARCH_FLAGS ${flags_${XACT_ARCH}})

add_library(xact_development INTERFACE)
target_link_libraries(xact_development INTERFACE xact::xact xact_warnings)
target_compile_options(xact_development INTERFACE ${XACT_ARCH_FLAGS})

# Hundreds of executables are linked: 0.22 seconds each by ld, 0.11 by gold, 0.07 by lld.
include(CheckLinkerFlag)
foreach(linker IN ITEMS lld gold)
    check_linker_flag(CXX -fuse-ld=${linker} has_${linker})
    if(has_${linker})
        target_link_options(xact_development INTERFACE -fuse-ld=${linker})
        break()
    endif()
endforeach()
