#!/usr/bin/env bash
# What `make run` does after the build: make the example database if it is not there, print the
# Yangquan dispatch sheet, then serve. tools/run.sh PROGRAM DATABASE PORT SERVE(0|1)
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
program=$1 database=$2 port=$3 serve=$4

if [[ ! -e $database ]]; then
  # Both examples or none: the file gets its name only when it is whole.
  part=$database.part
  remove_part() { rm -f "$part" "$part-wal" "$part-shm" "$part.lock"; }
  trap remove_part EXIT
  remove_part
  echo "Creating $database with the examples yangquan and demo-city"
  "$program" --db "sqlite:$part" init --example yangquan >/dev/null
  "$program" --db "sqlite:$part" init --example demo-city >/dev/null
  if [[ -s $part-wal ]]; then
    echo "run: $part still has unsaved pages beside it; is another program reading it?" >&2
    exit 5
  fi
  mv "$part" "$database"
  rm -f "$part.lock"
  trap - EXIT
fi

"$program" --db "sqlite:$database" --city 140300 dispatch
[[ $serve == 0 ]] && exit 0
exec "$program" --db "sqlite:$database" serve --listen "127.0.0.1:$port"
