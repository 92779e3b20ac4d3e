# Headers, the CMake package (find_package(xact)) and xact.pc. All of it is the same on every architecture.
include(GNUInstallDirs)
include(CMakePackageConfigHelpers)

set(package_dir "${CMAKE_INSTALL_DATADIR}/cmake/xact")

target_include_directories(xact INTERFACE "$<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}>")
install(DIRECTORY "${PROJECT_SOURCE_DIR}/include/xact" DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}")
install(TARGETS xact EXPORT xact)
install(EXPORT xact NAMESPACE xact:: FILE xactTargets.cmake DESTINATION "${package_dir}")

configure_package_config_file(cmake/xactConfig.cmake.in xactConfig.cmake INSTALL_DESTINATION "${package_dir}")
write_basic_package_version_file(xactConfigVersion.cmake COMPATIBILITY SameMinorVersion ARCH_INDEPENDENT)
install(FILES "${PROJECT_BINARY_DIR}/xactConfig.cmake" "${PROJECT_BINARY_DIR}/xactConfigVersion.cmake"
    cmake/find_xsimd.cmake DESTINATION "${package_dir}")

configure_file(cmake/xact.pc.in xact.pc @ONLY)
install(FILES "${PROJECT_BINARY_DIR}/xact.pc" DESTINATION "${CMAKE_INSTALL_DATADIR}/pkgconfig")
