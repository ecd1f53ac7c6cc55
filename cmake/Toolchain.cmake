# Warnings are errors; the same answer on every machine (no fused multiply-add); fast builds where
# ccache and mold are there.
set(CMAKE_CXX_FLAGS_RELEASE "-O2 -DNDEBUG")
add_library(tc_flags INTERFACE)
target_include_directories(tc_flags INTERFACE ${PROJECT_SOURCE_DIR}/src)
target_compile_options(tc_flags INTERFACE
  -Wall -Wextra -Wpedantic -Wconversion -Wsign-conversion -Wshadow -Wnon-virtual-dtor
  -Wold-style-cast -Wnull-dereference -Werror -ffp-contract=off)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  # libstdc++ 12 raises these inside its own headers at -O2 and above (GCC PR105562, PR105651).
  target_compile_options(tc_flags INTERFACE -Wno-restrict -Wno-maybe-uninitialized
    -Wno-null-dereference -Wno-array-bounds
    -Wno-stringop-overflow -Wno-stringop-overread)
  target_compile_options(tc_flags INTERFACE -fpch-preprocess)
else()
  target_compile_options(tc_flags INTERFACE "SHELL:-Xclang -fno-pch-timestamp")
endif()
if(TC_SANITIZE)
  target_compile_options(tc_flags INTERFACE -fsanitize=${TC_SANITIZE} -fno-omit-frame-pointer
    -fno-sanitize-recover=all)
  if(TC_SANITIZE MATCHES "thread" AND CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    # Asio's fences; the sanitizer sees the queues' mutexes instead.
    target_compile_options(tc_flags INTERFACE -Wno-tsan)
  endif()
  target_link_options(tc_flags INTERFACE -fsanitize=${TC_SANITIZE})
endif()

find_program(TC_CCACHE ccache)
if(TC_CCACHE)
  set(CMAKE_CXX_COMPILER_LAUNCHER
    ${CMAKE_COMMAND} -E env CCACHE_SLOPPINESS=pch_defines,time_macros ${TC_CCACHE})
endif()
find_program(TC_MOLD mold)
if(TC_MOLD AND CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  add_link_options(-fuse-ld=mold)
endif()
