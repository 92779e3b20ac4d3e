# cmake -DCOMPILE=<command line> -DFILE=<file> -P check.cmake
# FILE must compile as it is, and with MUST_FAIL defined be refused with a message that matches its first line,
# "// must fail: <regex>". A second line "// flags: <flags>" adds flags to both.
file(STRINGS "${FILE}" lines LIMIT_COUNT 2)
list(GET lines 0 expected)
if(NOT expected MATCHES "^// must fail: (.+)")
    message(FATAL_ERROR "${FILE} does not begin with \"// must fail: <regex>\"")
endif()
set(expected "${CMAKE_MATCH_1}")
if(lines MATCHES "// flags: ([^;]+)")
    separate_arguments(flags NATIVE_COMMAND "${CMAKE_MATCH_1}")
endif()

execute_process(COMMAND ${COMPILE} ${flags} "${FILE}" RESULT_VARIABLE failed ERROR_VARIABLE errors)
if(failed)
    message(FATAL_ERROR "The good half of ${FILE} does not compile:\n${errors}")
endif()
execute_process(COMMAND ${COMPILE} ${flags} -DMUST_FAIL "${FILE}" RESULT_VARIABLE failed ERROR_VARIABLE errors)
if(NOT failed)
    message(FATAL_ERROR "The bad half of ${FILE} compiles")
endif()
if(NOT errors MATCHES "${expected}")
    message(FATAL_ERROR "The bad half of ${FILE} fails without saying \"${expected}\":\n${errors}")
endif()
