#!/usr/bin/env bash
# Configures a CMake preset when needed and builds one target of it: tools/build.sh PRESET TARGET...
# Quiet when all goes well; the compiler's own words when not. JOBS limits the parallel compilers.
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
cd "$(dirname "$0")/.."
preset=$1
shift

case $preset in asan) compiler=clang++ ;; *) compiler=g++ ;; esac
for tool in cmake ninja "$compiler"; do
  command -v "$tool" >/dev/null || {
    echo "build: '$tool' is missing; run 'make setup'" >&2
    exit 1
  }
done

log=build/$preset.log
mkdir -p build
if [[ ! -f build/$preset/build.ninja || CMakePresets.json -nt build/$preset/build.ninja ]]; then
  cmake --preset "$preset" >"$log" 2>&1 || {
    cat "$log" >&2
    echo "build: CMake could not configure preset '$preset'" >&2
    exit 1
  }
fi
if [[ -t 1 ]]; then
  ninja -C "build/$preset" ${JOBS:+-j "$JOBS"} "$@"
else
  ninja -C "build/$preset" ${JOBS:+-j "$JOBS"} "$@" >"$log" 2>&1 || {
    grep -v '^\[[0-9]*/[0-9]*\] \(Building\|Linking\|Embedding\)' "$log" | tail -n 200 >&2
    echo "build: preset '$preset' did not build" >&2
    exit 1
  }
fi
