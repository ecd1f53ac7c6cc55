#!/usr/bin/env bash
# Installs what is missing, and only that: Debian packages by apt-get (sudo when not root) and the
# web app's npm packages from its lockfile. Quick when nothing is missing.
# Usage: tools/setup.sh run|test|dev   (each includes the one before it)
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
cd "$(dirname "$0")/.."

run_packages=(g++ cmake ninja-build ccache mold pkg-config python3 ca-certificates
  libboost1.81-dev libsqlitecpp-dev libsqlite3-dev nlohmann-json3-dev libfmt-dev libspdlog-dev
  libtomlplusplus-dev libcli11-dev libexpected-dev libicu-dev libopencc-dev libssl-dev
  libpugixml-dev coinor-libclp-dev coinor-libcbc-dev)
test_packages=(libgtest-dev librapidcheck-dev clang libclang-rt-14-dev clang-format chromium
  fonts-noto-cjk)
dev_packages=(clang-tidy libbenchmark-dev debootstrap)

level=${1:-dev}
wanted=("${run_packages[@]}")
case $level in
  run) ;;
  test) wanted+=("${test_packages[@]}") ;;
  dev) wanted+=("${test_packages[@]}" "${dev_packages[@]}") ;;
  *) echo "setup: unknown level '$level', expected run, test or dev" >&2; exit 2 ;;
esac

give_up() {
  echo "setup: $1" >&2
  exit 1
}

# Names of wanted packages that dpkg does not hold as installed.
missing_packages() {
  local have
  have=" $(dpkg-query -W -f '${db:Status-Status}:${Package} ' "${wanted[@]}" 2>/dev/null || true) "
  for package in "${wanted[@]}"; do
    [[ $have == *" installed:$package "* ]] || printf '%s\n' "$package"
  done
  # Any npm will do: Debian's, or one that came with another Node.
  command -v npm >/dev/null || printf 'nodejs\nnpm\n'
}

install_packages() {
  local as_root=()
  if [[ $(id -u) -ne 0 ]]; then
    command -v sudo >/dev/null ||
      give_up "these Debian packages are missing and neither root nor sudo is at hand: $*"
    as_root=(sudo)
  fi
  local apt=("${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -qq
    -o Dpkg::Use-Pty=0 -o Acquire::Retries=3)
  echo "setup: installing $# Debian packages: $*"
  local log
  log=$(mktemp)
  if ! { "${apt[@]}" update && "${apt[@]}" install -y --no-install-recommends "$@"; } \
      >"$log" 2>&1; then
    tail -n 20 "$log" >&2
    rm -f "$log"
    give_up "apt-get could not install the packages above (see its last lines)"
  fi
  rm -f "$log"
}

if command -v dpkg-query >/dev/null && command -v apt-get >/dev/null; then
  mapfile -t missing < <(missing_packages)
  [[ ${#missing[@]} -eq 0 ]] || install_packages "${missing[@]}"
else
  for tool in g++ cmake ninja python3 npm; do
    command -v "$tool" >/dev/null ||
      give_up "'$tool' is missing and this is not Debian: install it by hand (docs/operations.md)"
  done
fi

# Debian's Node is older than the web tools want, and npm leaves out the native parts that the running
# Node does not suit. So npm is run by the Node that package.json pins, fetched first where needed.
npm_ci() {
  local kind version home npm
  npm=$(readlink -f "$(command -v npm)")
  if [[ $(node -p 'Number(process.versions.node.split(".")[0])') -ge 20 || $npm != *.js ]]; then
    npm ci "$@"
    return
  fi
  kind=node-linux-$([[ $(uname -m) == aarch64 ]] && echo arm64 || echo x64)
  version=$(node -p "require('./package.json').optionalDependencies['$kind']")
  home=$(mktemp -d)
  # A Node from npm trusts only its own list; the machine's may know the proxy in between.
  export NODE_EXTRA_CA_CERTS=${NODE_EXTRA_CA_CERTS:-/etc/ssl/certs/ca-certificates.crt}
  npm install --prefix "$home" --no-save "$@" "$kind@$version" &&
    PATH=$home/node_modules/$kind/bin:$PATH node "$npm" ci "$@" &&
    rm -rf "$home"
}

# The stamp holds the digest of the lockfile that node_modules was made from.
lock=web/package-lock.json
stamp=web/node_modules/.lockfile.sha256
[[ -f $lock ]] || give_up "$lock is not in this copy; is the clone complete?"
if [[ $(sha256sum <"$lock") != "$(cat "$stamp" 2>/dev/null)" ]]; then
  echo "setup: installing the web packages of $lock"
  log=$(mktemp)
  if ! (cd web && npm_ci --no-audit --no-fund --loglevel=error) >"$log" 2>&1; then
    tail -n 20 "$log" >&2
    rm -f "$log"
    give_up "npm ci failed in web/ (see its last lines)"
  fi
  rm -f "$log"
  sha256sum <"$lock" >"$stamp"
fi

# Contributors get the checks before each commit; a copy without .git has nothing to hook.
if [[ $level == dev && -e .git && ${CI:-} != true ]]; then
  [[ $(git config core.hooksPath || true) == .githooks ]] || git config core.hooksPath .githooks
fi
