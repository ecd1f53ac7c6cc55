#!/usr/bin/env python3
"""Runs the command-line contract tests: tests/shell/run.py PROGRAM [NAME…]. Closing line:
`N passed, N failed`.
SPDX-License-Identifier: Apache-2.0
"""
import os
import pathlib
import sys
import unittest

HERE = pathlib.Path(__file__).resolve().parent


def main() -> int:
    if len(sys.argv) < 2:
        print("usage: run.py PROGRAM [NAME...]", file=sys.stderr)
        return 2
    os.environ["TONGCHOU"] = str(pathlib.Path(sys.argv[1]).resolve())
    sys.path.insert(0, str(HERE))
    loader = unittest.TestLoader()
    suite = loader.loadTestsFromNames(sys.argv[2:]) if sys.argv[2:] else \
        loader.discover(str(HERE), "test_*.py")
    result = unittest.TextTestRunner(sys.stdout, verbosity=1).run(suite)
    bad = len(result.failures) + len(result.errors)
    skipped = len(result.skipped)
    print(f"{result.testsRun - bad - skipped} passed, {bad} failed"
          + (f", {skipped} skipped" if skipped else ""))
    return 1 if bad or not result.testsRun else 0


if __name__ == "__main__":
    sys.exit(main())
