# What nearly every file reads is compiled once: half of a build was reading the same headers again. With unity off
# nothing is precompiled, and each file must include what it uses.
function(parvis_precompiled name header)
  file(CONFIGURE OUTPUT ${CMAKE_BINARY_DIR}/precompiled/${name}.cpp CONTENT "namespace parvis {}\n")
  add_library(parvis_precompiled_${name} OBJECT ${CMAKE_BINARY_DIR}/precompiled/${name}.cpp)
  target_link_libraries(parvis_precompiled_${name} PRIVATE fmt::fmt Threads::Threads)
  target_compile_options(parvis_precompiled_${name} PRIVATE ${ARGN})
  target_precompile_headers(parvis_precompiled_${name} PRIVATE ${header})
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    target_compile_options(parvis_precompiled_${name} PRIVATE -fpch-preprocess)  # for ccache
  endif()
endfunction()
if(PARVIS_UNITY)
  parvis_precompiled(product ${CMAKE_SOURCE_DIR}/cmake/precompiled.hpp)
  parvis_precompiled(app ${CMAKE_SOURCE_DIR}/cmake/precompiled.hpp -O1)
  if(PARVIS_TESTS)
    parvis_precompiled(tests ${CMAKE_SOURCE_DIR}/cmake/precompiled_tests.hpp -O1)
    target_link_libraries(parvis_precompiled_tests PRIVATE GTest::gmock GTest::gtest)
  endif()
endif()
function(parvis_reuse_precompiled target name)
  if(PARVIS_UNITY)
    target_precompile_headers(${target} REUSE_FROM parvis_precompiled_${name})
    if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
      target_compile_options(${target} PRIVATE -fpch-preprocess)
    endif()
  endif()
endfunction()

# parvis_library(people SOURCES ... DEPENDS base occupations LINKS fmt::fmt TESTS ... TEST_LINKS ... NEEDS ... FUZZ ...)
#
# One folder is one library: parvis_people. DEPENDS names other folders of ours, and `./dev check` holds the
# #includes against it; LINKS names third-party libraries, which stay inside (PRIVATE).
# TESTS become one program, people_test, and one entry in ctest. NEEDS postgresql starts the tests' server first. Each FUZZ source is one libFuzzer program.
# FUZZ_SOURCES and FUZZ_DEPENDS name what such a program stands on, where the whole library would be much more to build.
function(parvis_library name)
  cmake_parse_arguments(P "NO_UNITY" "" "SOURCES;DEPENDS;LINKS;TESTS;TEST_DEPENDS;TEST_LINKS;NEEDS;FUZZ;FUZZ_SOURCES;FUZZ_DEPENDS" ${ARGN})
  add_library(parvis_${name} STATIC ${P_SOURCES})
  target_include_directories(parvis_${name} PUBLIC ${CMAKE_SOURCE_DIR}/src)
  list(TRANSFORM P_DEPENDS PREPEND parvis_)
  target_link_libraries(parvis_${name} PUBLIC ${P_DEPENDS} PRIVATE ${P_LINKS} fmt::fmt Threads::Threads)
  # What waits for a database or a reader, not for the processor, is optimised less and built sooner.
  set(batch 6)
  if(CMAKE_CURRENT_SOURCE_DIR MATCHES "/src/app/")
    target_compile_options(parvis_${name} PRIVATE -O1)
    set(batch 4)
    parvis_reuse_precompiled(parvis_${name} app)
  else()
    parvis_reuse_precompiled(parvis_${name} product)
  endif()
  if(PARVIS_UNITY AND NOT P_NO_UNITY)
    set_target_properties(parvis_${name} PROPERTIES UNITY_BUILD ON UNITY_BUILD_BATCH_SIZE ${batch})
  endif()
  if(PARVIS_TESTS AND P_TESTS)
    list(TRANSFORM P_TEST_DEPENDS PREPEND parvis_)
    add_executable(${name}_test ${P_TESTS})
    target_link_libraries(${name}_test PRIVATE parvis_${name} ${P_TEST_DEPENDS} ${P_TEST_LINKS}
                          GTest::gmock GTest::gtest GTest::gtest_main fmt::fmt Threads::Threads)
    target_compile_definitions(${name}_test PRIVATE PARVIS_SOURCE_DIR="${CMAKE_SOURCE_DIR}")
    target_compile_options(${name}_test PRIVATE -O1)
    parvis_reuse_precompiled(${name}_test tests)
    if(PARVIS_UNITY)
      set_target_properties(${name}_test PROPERTIES UNITY_BUILD ON UNITY_BUILD_BATCH_SIZE ${batch})
    endif()
    add_test(NAME ${name} COMMAND ${name}_test WORKING_DIRECTORY ${CMAKE_SOURCE_DIR})
    if(P_NEEDS)
      set_tests_properties(${name} PROPERTIES FIXTURES_REQUIRED "${P_NEEDS}")
    endif()
  endif()
  if(PARVIS_FUZZ)
    foreach(source ${P_FUZZ})
      get_filename_component(target ${source} NAME_WE)
      add_executable(${target} ${source} ${P_FUZZ_SOURCES})
      if(P_FUZZ_SOURCES)
        list(TRANSFORM P_FUZZ_DEPENDS PREPEND parvis_ OUTPUT_VARIABLE fuzzed)
        target_include_directories(${target} PRIVATE ${CMAKE_SOURCE_DIR}/src)
      else()
        set(fuzzed parvis_${name})
      endif()
      target_link_libraries(${target} PRIVATE ${fuzzed} fmt::fmt -fsanitize=fuzzer)
      add_dependencies(fuzz_targets ${target})
    endforeach()
  endif()
endfunction()

# parvis_embed(TARGET SYMBOL files... BASE dir)
#
# Puts files into the program, so that one file is the whole product. `SYMBOL()` then gives
# std::span<const parvis::EmbeddedFile> (platform/base/embedded.hpp), sorted by path relative to BASE.
# A file may be made by an add_custom_command of the same CMakeLists.txt: it is embedded anew when it changes.
function(parvis_embed target symbol)
  cmake_parse_arguments(E "" "BASE" "FILES" ${ARGN})
  set(asm "\t.section .rodata\n")
  set(decl "")
  set(rows "")
  set(n 0)
  foreach(file ${E_FILES})
    file(RELATIVE_PATH path ${E_BASE} ${file})
    string(APPEND asm "\t.balign 16\n\t.global parvis_${symbol}_${n}\nparvis_${symbol}_${n}:\n\t.incbin \"${file}\"\n"
                      "\t.global parvis_${symbol}_${n}_end\nparvis_${symbol}_${n}_end:\n\t.byte 0\n")
    string(APPEND decl "extern const char parvis_${symbol}_${n}, parvis_${symbol}_${n}_end;\n")
    string(APPEND rows "    {\"${path}\", {&parvis_${symbol}_${n}, static_cast<std::size_t>("
                       "&parvis_${symbol}_${n}_end - &parvis_${symbol}_${n})}},\n")
    math(EXPR n "${n} + 1")
  endforeach()
  string(APPEND asm "\t.section .note.GNU-stack,\"\",@progbits\n")
  set(dir ${CMAKE_CURRENT_BINARY_DIR}/embedded)
  file(CONFIGURE OUTPUT ${dir}/${symbol}.s CONTENT "${asm}" @ONLY)
  file(CONFIGURE OUTPUT ${dir}/${symbol}.cpp CONTENT "#include \"platform/base/embedded.hpp\"
extern \"C\" {
${decl}}
namespace parvis {
std::span<const EmbeddedFile> ${symbol}() {
  static const EmbeddedFile files[] = {
${rows}  };
  return files;
}
}  // namespace parvis
" @ONLY)
  set_source_files_properties(${dir}/${symbol}.s PROPERTIES OBJECT_DEPENDS "${E_FILES}" LANGUAGE CXX
                              COMPILE_OPTIONS "-xassembler" SKIP_UNITY_BUILD_INCLUSION ON SKIP_PRECOMPILE_HEADERS ON)
  set_source_files_properties(${dir}/${symbol}.cpp PROPERTIES SKIP_UNITY_BUILD_INCLUSION ON)
  target_sources(${target} PRIVATE ${dir}/${symbol}.s ${dir}/${symbol}.cpp)
endfunction()
