#!/usr/bin/env python3
"""Runs the command-line contract tests: tests/shell/run.py PROGRAM [NAME…], without names every
module in a process of its own, two at a time. Closing line: `N passed, N failed`.
SPDX-License-Identifier: Apache-2.0
"""
import concurrent.futures
import os
import pathlib
import re
import subprocess
import sys
import unittest

HERE = pathlib.Path(__file__).resolve().parent


CLOSING = re.compile(r"^(\d+) passed, (\d+) failed(?:, (\d+) skipped)?$", re.M)
SLOW_FIRST = ("test_check", "test_convert")


def run_module(program: str, name: str) -> tuple[list[int], str]:
    """Counts of passed, failed and skipped, and the output."""
    done = subprocess.run([sys.executable, __file__, program, name], stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, text=True, errors="replace", check=False)
    closing = CLOSING.search(done.stdout)
    counts = [int(part or 0) for part in closing.groups()] if closing else [0, 1, 0]
    if done.returncode and not counts[1]:
        counts[1] = 1
    return counts, CLOSING.sub("", done.stdout)


def run_modules(program: str) -> int:
    names = sorted((path.stem for path in HERE.glob("test_*.py")),
                   key=lambda name: (name not in SLOW_FIRST, name))
    total = [0, 0, 0]
    with concurrent.futures.ThreadPoolExecutor(max_workers=2) as pool:
        for counts, output in pool.map(lambda name: run_module(program, name), names):
            print(output)
            total = [sum(pair) for pair in zip(total, counts)]
    print(f"{total[0]} passed, {total[1]} failed" + (f", {total[2]} skipped" if total[2] else ""))
    return 1 if total[1] or not total[0] else 0


def main() -> int:
    if len(sys.argv) < 2:
        print("usage: run.py PROGRAM [NAME...]", file=sys.stderr)
        return 2
    if len(sys.argv) == 2:
        return run_modules(sys.argv[1])
    os.environ["TONGCHOU"] = str(pathlib.Path(sys.argv[1]).resolve())
    sys.path.insert(0, str(HERE))
    suite = unittest.TestLoader().loadTestsFromNames(sys.argv[2:])
    result = unittest.TextTestRunner(sys.stdout, verbosity=1).run(suite)
    bad = len(result.failures) + len(result.errors)
    skipped = len(result.skipped)
    print(f"{result.testsRun - bad - skipped} passed, {bad} failed"
          + (f", {skipped} skipped" if skipped else ""))
    return 1 if bad or not result.testsRun else 0


if __name__ == "__main__":
    sys.exit(main())
