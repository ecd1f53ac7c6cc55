#!/usr/bin/env python3
"""Runs every fuzz target of a build folder for some seconds, two at a time, from its own seeds in
tests/fuzz/corpus; the readers of planning files, which strangers send, six times as long. What
breaks a target is kept as crash-… in BUILD/fuzz. Usage: BUILD SECONDS.
SPDX-License-Identifier: Apache-2.0
"""
from __future__ import annotations

import concurrent.futures
import os
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
STRANGERS = {"csv", "mspdi", "pmxml", "xer"}


def fuzz(target: pathlib.Path, seconds: int, kept: pathlib.Path) -> tuple[str, bool, str]:
    """(name, sound, what to show). New inputs go to BUILD/fuzz/NAME; the seeds stay as they are."""
    name = target.name.removesuffix("_fuzz")
    found, seeds = kept / name, ROOT / "tests/fuzz/corpus" / name
    found.mkdir(parents=True, exist_ok=True)
    words = ROOT / "tests/fuzz" / f"{name}.dict"
    done = subprocess.run(
        [str(target), f"-max_total_time={seconds}", "-timeout=10", "-rss_limit_mb=1024",
         f"-artifact_prefix={kept}/{name}-", "-print_final_stats=1", "-seed=1",
         *([f"-dict={words}"] if words.is_file() else []), str(found),
         *([str(seeds)] if seeds.is_dir() else [])],
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace",
        stdin=subprocess.DEVNULL, check=False, timeout=seconds + 120,
        env={"UBSAN_OPTIONS": "print_stacktrace=1", **os.environ})
    runs = re.search(r"stat::number_of_executed_units:\s*(\d+)", done.stdout)
    if done.returncode:
        return name, False, "\n".join(done.stdout.splitlines()[-60:])
    return name, True, f"{runs[1] if runs else '?'} runs"


def seconds_for(target: pathlib.Path, seconds: int) -> int:
    return 6 * seconds if target.name.removesuffix("_fuzz") in STRANGERS else seconds


def main() -> int:
    build, seconds = pathlib.Path(sys.argv[1]), int(sys.argv[2])
    # The long ones first, so that two run side by side to the end.
    targets = sorted((path for path in (build / "tests/fuzz").glob("*_fuzz") if path.is_file()),
                     key=lambda target: (-seconds_for(target, 1), target.name))
    kept = build / "fuzz"
    failed = 0
    with concurrent.futures.ThreadPoolExecutor(max_workers=2) as pool:
        for name, sound, words in pool.map(
                lambda t: fuzz(t, seconds_for(t, seconds), kept), targets):
            print(f"fuzz {name}: {'sound, ' if sound else 'BROKEN'}{'' if sound else chr(10)}{words}")
            failed += not sound
    print(f"{len(targets) - failed} passed, {failed} failed")
    return 1 if failed or not targets else 0


if __name__ == "__main__":
    sys.exit(main())
