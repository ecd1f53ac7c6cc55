# Precompiled headers: std.h for the libraries (g++ only), std.h with GoogleTest for the tests. A
# third of each compile was the same standard headers. For ccache g++ names the header in the
# preprocessor's output (-fpch-preprocess), clang leaves the time out of it (-fno-pch-timestamp), and
# macros before it are not compared (CCACHE_SLOPPINESS, Toolchain).
option(TC_PRECOMPILE "Precompile the standard headers" ON)

# The target that owns the precompiled headers of those that name it in tc_precompiled.
function(tc_precompiled_headers owner)
  if(TC_PRECOMPILE)
    add_library(${owner} OBJECT ${PROJECT_SOURCE_DIR}/cmake/std.cc)
    target_link_libraries(${owner} PRIVATE tc_flags fmt::fmt)
    target_precompile_headers(${owner} PRIVATE ${PROJECT_SOURCE_DIR}/cmake/std.h ${ARGN})
  endif()
endfunction()

function(tc_precompiled target owner)
  if(TARGET ${owner})
    target_precompile_headers(${target} REUSE_FROM ${owner})
  endif()
endfunction()
