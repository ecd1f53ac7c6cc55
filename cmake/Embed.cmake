# tc_embed(NAME FOLDER): library tc_data_NAME with `tc::data::NAME()`, the folder's files as bytes.
# A folder that does not exist (the web app before its build) gives an empty list.
find_package(Python3 REQUIRED COMPONENTS Interpreter)
function(tc_embed name folder)
  set(source ${PROJECT_SOURCE_DIR}/${folder})
  set(out ${PROJECT_BINARY_DIR}/embedded/${name})
  file(GLOB_RECURSE files CONFIGURE_DEPENDS ${source}/*)
  if(name STREQUAL "sql")
    list(FILTER files INCLUDE REGEX "\\.sql$")
  endif()
  add_custom_command(
    OUTPUT ${out}.cc ${out}.s
    COMMAND Python3::Interpreter ${PROJECT_SOURCE_DIR}/tools/embed.py ${name} ${source} ${out}
    DEPENDS ${files} ${PROJECT_SOURCE_DIR}/tools/embed.py
    COMMENT "Embedding ${folder}")
  add_library(tc_data_${name} STATIC ${out}.cc ${out}.s)
  set_source_files_properties(${out}.s PROPERTIES LANGUAGE ASM)
  set_property(SOURCE ${out}.s APPEND PROPERTY OBJECT_DEPENDS "${files}")
  target_include_directories(tc_data_${name} PUBLIC ${PROJECT_SOURCE_DIR}/src)
endfunction()
