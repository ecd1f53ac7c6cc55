#!/usr/bin/env python3
"""clang-tidy over the C++ files changed since the main line (TIDY=all: every file), two at a time.
Usage: BUILD [all]. The checks stand in .clang-tidy.
SPDX-License-Identifier: Apache-2.0
"""
from __future__ import annotations

import concurrent.futures
import json
import pathlib
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent


def git(*arguments: str) -> list[str]:
    done = subprocess.run(["git", "-C", str(ROOT), *arguments], capture_output=True, text=True,
                          check=False)
    return done.stdout.split() if done.returncode == 0 else []


def chosen(every: bool) -> list[str]:
    """Sources to look at: those changed, or all; a changed header brings the source beside it."""
    if every:
        return git("ls-files", "src/*.cc", "tests/*.cc")
    base = (git("merge-base", "HEAD", "origin/main") or git("rev-parse", "HEAD~1") or ["HEAD"])[0]
    changed = set(git("diff", "--name-only", base)) | set(git("ls-files", "-o", "--exclude-standard"))
    sources = {str(pathlib.Path(name).with_suffix(".cc")) for name in changed
               if name.endswith((".cc", ".h"))}
    return sorted(name for name in sources if (ROOT / name).is_file())


def tidy(build: pathlib.Path, name: str) -> tuple[str, int, str]:
    done = subprocess.run(
        ["clang-tidy", "-p", str(build), "--quiet", "--extra-arg=-Wno-unknown-warning-option", name],
        cwd=ROOT, capture_output=True, text=True, check=False)
    return name, done.returncode, done.stdout


def main() -> int:
    build, every = pathlib.Path(sys.argv[1]).resolve(), sys.argv[2:] == ["all"]
    known = {str(pathlib.Path(row["file"]).relative_to(ROOT))
             for row in json.loads((build / "compile_commands.json").read_text())
             if row["file"].startswith(str(ROOT))}
    names = [name for name in chosen(every) if name in known]
    failed = 0
    with concurrent.futures.ThreadPoolExecutor(max_workers=2) as pool:
        for name, code, output in pool.map(lambda n: tidy(build, n), names):
            if code:
                failed += 1
                print(f"--- {name}\n{output}", flush=True)
    print(f"{len(names) - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
