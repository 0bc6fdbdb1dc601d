# oracle_lemon: LEMON behind a small interface, for the tests and the measurements. Its headers are C++17 at most.
if(NOT TARGET oracle_lemon)
  pkg_check_modules(LEMON REQUIRED IMPORTED_TARGET lemon)
  add_library(oracle_lemon STATIC ${CMAKE_CURRENT_LIST_DIR}/lemon_flow.cpp)
  target_include_directories(oracle_lemon PUBLIC ${CMAKE_CURRENT_LIST_DIR})
  target_link_libraries(oracle_lemon PRIVATE PkgConfig::LEMON)
  target_compile_options(oracle_lemon PRIVATE -Wno-conversion -Wno-shadow -Wno-pedantic -Wno-deprecated-declarations)
  set_target_properties(oracle_lemon PROPERTIES CXX_STANDARD 17)
endif()
