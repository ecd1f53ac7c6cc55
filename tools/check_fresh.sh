#!/usr/bin/env bash
# Shows that a clone builds from nothing: in one minimal Debian 12 root `make run SERVE=0`, in a second
# one `make test`, each cold and then warm. Prints the wall times; exit 1 when one was not green.
# Needs root and debootstrap. docs/operations.md has the variables. Arguments: run, test, or both.
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
repository=$(cd "$(dirname "$0")/.." && pwd)
mirror=${MIRROR:-http://deb.debian.org/debian}
roots=${ROOTS:-$(mktemp -d)}
what=("$@")
[[ ${#what[@]} -gt 0 ]] || what=(run test)

[[ $(id -u) -eq 0 ]] || {
  echo "check_fresh: needs root for chroot and mounts" >&2
  exit 1
}

make_base() {
  if [[ -n ${BASE:-} ]]; then
    printf '%s\n' "$BASE"
    return
  fi
  local base=$roots/base
  if [[ ! -d $base/usr ]]; then
    command -v debootstrap >/dev/null || {
      echo "check_fresh: debootstrap is missing; run 'make setup'" >&2
      exit 1
    }
    debootstrap --variant=minbase --include=git,make bookworm "$base" "$mirror" \
      >"$roots/debootstrap.log" 2>&1 || {
      tail -n 5 "$roots/debootstrap.log" >&2
      exit 1
    }
  fi
  printf '%s\n' "$base"
}

mounted=()
release() {
  local place
  for place in "${mounted[@]}"; do umount -l "$place" 2>/dev/null || true; done
  mounted=()
}
trap release EXIT

# A root of its own with the clone in /src/tongchou and, when SHARED is given, the data beside it.
prepare() {
  local root=$1 base=$2 file
  rm -rf --one-file-system "$root"
  cp -a "$base" "$root"
  cp -L /etc/resolv.conf "$root/etc/resolv.conf"
  for file in ${CA_FILE:-}; do
    mkdir -p "$root/usr/local/share/ca-certificates"
    cp "$file" "$root/usr/local/share/ca-certificates/$(basename "${file%.*}").crt"
  done
  mount -t proc proc "$root/proc" 2>/dev/null || mount --bind /proc "$root/proc"
  mounted+=("$root/proc")
  mount --rbind /dev "$root/dev"
  mount --make-rslave "$root/dev"
  mounted+=("$root/dev")
  git clone -q --no-hardlinks "$repository" "$root/src/tongchou"
  if [[ -n ${SHARED:-} ]]; then cp -a "$SHARED" "$root/src/shared"; fi
}

# Nothing of this machine's environment goes in but the terminal's language.
inside() {
  local root=$1
  shift
  env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/src LANG=C.UTF-8 CI="${CI:-}" \
    chroot "$root" /bin/bash -c "cd /src/tongchou && $*"
}

verdict=0
trial() {
  local name=$1 root=$2 command=$3 begun log
  log=$roots/$name.log
  begun=$(date +%s.%N)
  if inside "$root" "$command" >"$log" 2>&1; then
    printf '%-12s %-22s green  %6.1f s\n' "$name" "$command" "$(seconds_since "$begun")"
  else
    printf '%-12s %-22s FAILED %6.1f s, log %s\n' "$name" "$command" \
      "$(seconds_since "$begun")" "$log"
    tail -n 30 "$log"
    verdict=1
  fi
}

seconds_since() { awk -v a="$1" -v b="$(date +%s.%N)" 'BEGIN { print b - a }'; }

mkdir -p "$roots"
base=$(make_base)
for one in "${what[@]}"; do
  case $one in
    run) command='make run SERVE=0' ;;
    test) command='make test' ;;
    *) echo "check_fresh: expected run or test, got '$one'" >&2; exit 2 ;;
  esac
  root=$roots/root-$one
  prepare "$root" "$base"
  trial "$one-cold" "$root" "$command"
  trial "$one-warm" "$root" "$command"
  release
  [[ -n ${KEEP:-} ]] || rm -rf --one-file-system "$root"
done
exit "$verdict"
