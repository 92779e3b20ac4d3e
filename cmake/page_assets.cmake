# xact_page_assets(<name> <namespace>): <name>_assets.hpp in the binary directory, with <name>.css and <name>.js as
# strings: a page's style and script are files of their own, and part of the program that writes it.
function(xact_page_assets name space)
    foreach(type IN ITEMS css js)
        file(READ "${name}.${type}" ${type})
        set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${CMAKE_CURRENT_SOURCE_DIR}/${name}.${type}")
    endforeach()
    configure_file("${PROJECT_SOURCE_DIR}/cmake/page_assets.hpp.in" "${name}_assets.hpp" @ONLY)
endfunction()
