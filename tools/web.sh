#!/usr/bin/env bash
# Runs one npm script of the web app with the Node of its lockfile: tools/web.sh SCRIPT [ARG...]
# Quiet when it succeeds, unless TC_VERBOSE=1.
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
cd "$(dirname "$0")/../web"
script=$1
shift
case $(uname -m) in aarch64) machine=arm64 ;; *) machine=x64 ;; esac
export PATH="$PWD/node_modules/node-linux-$machine/bin:$PATH"
if [[ ${TC_VERBOSE:-} == 1 ]]; then
  exec npm run --silent "$script" -- "$@"
fi
log=$(mktemp)
trap 'rm -f "$log"' EXIT
npm run --silent "$script" -- "$@" >"$log" 2>&1 || {
  cat "$log" >&2
  echo "web: npm run $script failed" >&2
  exit 1
}
