# xact_warnings: what our own code is compiled with.
add_library(xact_warnings INTERFACE)
target_compile_options(xact_warnings INTERFACE -Wall -Wextra -Wpedantic -Wconversion -Wshadow)
if(XACT_WARNINGS_AS_ERRORS)
    target_compile_options(xact_warnings INTERFACE -Werror)
endif()
