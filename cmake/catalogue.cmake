# xact_catalogue(<out>): every function of include/xact/catalogue.hpp as "kind/name", such as "elementwise/gelu", read
# from its #include lines. Warns about a header that declares the type it is named after and is missing there.
function(xact_catalogue out)
    set(root "${PROJECT_SOURCE_DIR}/include/xact")
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${root}/catalogue.hpp")

    set(kinds "elementwise|gated|ternary|rowwise|learnable")
    file(STRINGS "${root}/catalogue.hpp" listed REGEX "^#include <xact/(${kinds})/")
    list(TRANSFORM listed REPLACE "^#include <xact/(.*)\\.hpp>.*" "\\1")

    string(REPLACE "|" ";" kinds "${kinds}")
    list(TRANSFORM kinds REPLACE "(.+)" "${root}/\\1/*.hpp" OUTPUT_VARIABLE patterns)
    file(GLOB headers RELATIVE "${root}" CONFIGURE_DEPENDS ${patterns})
    foreach(header IN LISTS headers)
        cmake_path(REMOVE_EXTENSION header OUTPUT_VARIABLE function)
        cmake_path(GET function FILENAME name)
        file(STRINGS "${root}/${header}" declared REGEX "^(struct|class|using) ${name}( |;|$)")
        if(declared AND NOT function IN_LIST listed)
            message(WARNING "include/xact/${header} is missing from include/xact/catalogue.hpp: "
                            "add its include and its type to the list, or nothing tests it")
        endif()
    endforeach()
    set(${out} ${listed} PARENT_SCOPE)
endfunction()
