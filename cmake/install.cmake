# What `cmake --install` writes: the library for find_package(cred) and pkg-config, man pages, completions, licence. The
# tools install themselves (issuer/, holder/, verifier/). tests/install builds a program against the result both ways.
include(CMakePackageConfigHelpers)

set_target_properties(cred_qr PROPERTIES EXPORT_NAME qr)
install(TARGETS cred cred_qr EXPORT cred-targets)
install(DIRECTORY libcred/include/cred TYPE INCLUDE)

set(cmake_dir ${CMAKE_INSTALL_LIBDIR}/cmake/cred)
install(EXPORT cred-targets NAMESPACE cred:: DESTINATION ${cmake_dir})
write_basic_package_version_file(cred-config-version.cmake COMPATIBILITY SameMinorVersion)
install(FILES cmake/cred-config.cmake ${PROJECT_BINARY_DIR}/cred-config-version.cmake DESTINATION ${cmake_dir})

# Relative, so that a moved tree keeps working.
file(RELATIVE_PATH pc_to_prefix /p/${CMAKE_INSTALL_LIBDIR}/pkgconfig /p)
foreach(module cred cred-qr)
  configure_file(cmake/${module}.pc.in ${module}.pc @ONLY)
  install(FILES ${PROJECT_BINARY_DIR}/${module}.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)
endforeach()

install(FILES LICENSE TYPE DOC)
if(CRED_TOOLS)
  file(GLOB man_pages ${PROJECT_SOURCE_DIR}/docs/man/*.1)
  install(FILES ${man_pages} DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)
  foreach(tool issuer holder verifier)
    install(FILES completions/cred.bash DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions
            RENAME cred-${tool})
  endforeach()
  install(FILES completions/_cred DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/site-functions)
endif()
