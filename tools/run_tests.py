#!/usr/bin/env python3
"""Runs the stages of `make test` (all), `make check` (check) or one stage by its name, counts what
passed and failed in each, shows the output of what failed, and closes with `N passed, N failed`.
A stage that ends badly without naming a failed test counts as one failed; a stage whose build
failed counts as one failed and is not run. Exit 1 when anything failed or nothing ran.
SPDX-License-Identifier: Apache-2.0
"""
from __future__ import annotations

import dataclasses
import os
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import time
import xml.etree.ElementTree as xml
from collections.abc import Callable

ROOT = pathlib.Path(__file__).resolve().parent.parent
BUILD = ROOT / "build/test"
ASAN = ROOT / "build/asan"
REPORTS = ROOT / "build/reports"
CHECKS = ("layers", "sizes", "sql", "words", "docs", "api")
# The parsers and the pure engine: where a memory error could come from outside.
SANITIZED = [f"unit_{layer}" for layer in ("base", "model", "formats", "engine", "rules")
             if any((ROOT / "tests/unit" / layer).rglob("*.cc"))]
FUZZ_SECONDS = os.environ.get("FUZZ_SECONDS", "10")
SHOWN_LINES = 150
CLOSING = re.compile(r"^(?:\w+: )?(\d+) passed, (\d+) failed(?:, (\d+) skipped)?$", re.M)
VITEST = re.compile(r"^\s*Tests\s+(.*)$", re.M)
COLOURS = re.compile(r"\x1b\[[0-9;]*m")


@dataclasses.dataclass
class Count:
    passed: int = 0
    failed: int = 0
    skipped: int = 0

    def add(self, other: Count) -> None:
        self.passed += other.passed
        self.failed += other.failed
        self.skipped += other.skipped


def run(arguments: list[str], seconds: int, **environment: str) -> tuple[int, str]:
    """Exit code and output. Everything the command started is ended with it."""
    with subprocess.Popen(arguments, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                          stdin=subprocess.DEVNULL, text=True, errors="replace",
                          env={**os.environ, **environment}, start_new_session=True) as process:
        try:
            output, _ = process.communicate(timeout=seconds)
            return process.returncode, COLOURS.sub("", output)
        except (subprocess.TimeoutExpired, KeyboardInterrupt) as reason:
            os.killpg(process.pid, signal.SIGKILL)
            output, _ = process.communicate()
            if isinstance(reason, KeyboardInterrupt):
                raise
            return 124, COLOURS.sub("", output) + f"\nended after {seconds} s\n"


def show(title: str, output: str) -> None:
    lines = output.rstrip().splitlines()
    print(f"--- {title}")
    if len(lines) > SHOWN_LINES:
        print(f"(the last {SHOWN_LINES} of {len(lines)} lines)")
    print("\n".join(lines[-SHOWN_LINES:]), flush=True)


def one(title: str, arguments: list[str], seconds: int = 300, **environment: str) -> Count:
    """A command that is itself the test: passed when it exits 0."""
    code, output = run(arguments, seconds, **environment)
    if code:
        show(title, output)
    return Count(passed=int(code == 0), failed=int(code != 0))


def counted(title: str, arguments: list[str], seconds: int,
            read: Callable[[str], Count | None]) -> Count:
    """A command that reports many tests; `read` finds the counts in its output."""
    code, output = run(arguments, seconds)
    count = read(output) or Count()
    if code and not count.failed:
        count.failed = 1
    if not code and not count.passed:
        output, count.failed = output + "\nno test ran\n", 1
    if count.failed:
        show(title, output)
    return count


def closing_line(output: str) -> Count | None:
    found = CLOSING.findall(output)
    return Count(*(int(number or 0) for number in found[-1])) if found else None


def vitest_line(output: str) -> Count | None:
    found = VITEST.findall(output)
    if not found:
        return None
    numbers = {word: int(number) for number, word in re.findall(r"(\d+) (\w+)", found[-1])}
    return Count(numbers.get("passed", 0), numbers.get("failed", 0), numbers.get("skipped", 0))


def gtest_reports() -> Count:
    count = Count()
    for report in sorted(REPORTS.glob("*.xml")):
        for case in xml.parse(report).getroot().iter("testcase"):
            if case.get("status") == "notrun":
                continue
            if case.find("failure") is not None or case.find("error") is not None:
                count.failed += 1
            elif case.get("result") == "skipped":
                count.skipped += 1
            else:
                count.passed += 1
    return count


def with_reports(title: str, arguments: list[str], seconds: int) -> Count:
    """GoogleTest binaries, counted from the XML they write; a crash writes none and counts one."""
    shutil.rmtree(REPORTS, ignore_errors=True)
    REPORTS.mkdir(parents=True)
    code, output = run(arguments, seconds, GTEST_OUTPUT=f"xml:{REPORTS}/")
    count = gtest_reports()
    if code and not count.failed:
        count.failed = 1
    if count.failed:
        show(title, output)
    return count


def stage_checks() -> Count:
    count = Count()
    sources = subprocess.run(["git", "ls-files", "*.h", "*.cc"], cwd=ROOT, check=True,
                             capture_output=True, text=True).stdout.split() \
        if (ROOT / ".git").exists() else []
    if sources:
        count.add(one("format (make fmt)", ["clang-format", "--dry-run", "--Werror", *sources]))
    for name in CHECKS:
        script = f"tools/check_{name}.py"
        count.add(one(f"check {name}", [sys.executable, script]))
        count.add(one(f"check {name} on bad trees", [sys.executable, script, "--self-test"]))
    return count


def stage_build() -> Count:
    return one("build", ["tools/build.sh", "test", "all"], 1800)


def stage_ctest() -> Count:
    count = with_reports("ctest", ["ctest", "--test-dir", str(BUILD), "-j2", "--output-on-failure",
                                   "--timeout", "600"], 1500)
    count.add(one("symbols of the pure layers",
                  [sys.executable, "tools/check_layers.py", "--build", str(BUILD)]))
    return count


def stage_shell() -> Count:
    return counted("shell", [sys.executable, "tests/shell/run.py", str(BUILD / "tongchou")], 600,
                   closing_line)


def stage_badinput() -> Count:
    return counted("badinput", [sys.executable, "tools/check_badinput.py",
                                str(BUILD / "tongchou")], 600, closing_line)


def stage_web() -> Count:
    count = one("web lint", ["tools/web.sh", "lint"])
    count.add(one("web types", ["tools/web.sh", "typecheck"]))
    os.environ["TC_VERBOSE"] = "1"
    count.add(counted("web units", ["tools/web.sh", "test"], 300, vitest_line))
    del os.environ["TC_VERBOSE"]
    return count


def stage_e2e() -> Count:
    os.environ["TONGCHOU"] = str(BUILD / "tongchou")
    return counted("e2e", ["node", "tests/e2e/run.mjs"], 600, closing_line)


def stage_sanitizers() -> Count:
    """Parser and engine tests under ASan and UBSan, then a short run of each fuzz target."""
    count = one("sanitizer build", ["tools/build.sh", "asan", *SANITIZED, "fuzzers"], 1500)
    if count.failed:
        return count
    count = with_reports("sanitizers", ["ctest", "--test-dir", str(ASAN), "-j2",
                                        "--output-on-failure", "-R", "|".join(
                                            f"^{name}$" for name in SANITIZED)], 900)
    count.add(counted("fuzz", [sys.executable, "tools/run_fuzz.py", str(ASAN), FUZZ_SECONDS], 600,
                      closing_line))
    return count


STAGES = {
    "checks": stage_checks,
    "build": stage_build,
    "ctest": stage_ctest,
    "shell": stage_shell,
    "badinput": stage_badinput,
    "web": stage_web,
    "e2e": stage_e2e,
    "sanitizers": stage_sanitizers,
}
NEEDS_BUILD = {"ctest", "shell", "badinput", "e2e"}
WEB_BUILD = ["make", "web"]
PLANS = {"all": list(STAGES), "check": ["checks", "build", "ctest"], "e2e": ["e2e"]}


def run_stage(name: str, total: Count) -> Count:
    begun = time.monotonic()
    count = STAGES[name]()
    skipped = f", {count.skipped} skipped" if count.skipped else ""
    print(f"{name:<11} {count.passed:5d} passed {count.failed:4d} failed{skipped}"
          f"  ({time.monotonic() - begun:.1f} s)", flush=True)
    total.add(count)
    return count


def main() -> int:
    plan = PLANS.get(sys.argv[1], [sys.argv[1]]) if len(sys.argv) == 2 else []
    if not plan or any(name not in STAGES for name in plan):
        print(f"run_tests: expected one of {', '.join([*PLANS, *STAGES])}", file=sys.stderr)
        return 2
    total, built = Count(), True
    if plan != ["e2e"]:
        web = one("web build", WEB_BUILD, 600)
        total.add(web)
        built = not web.failed
    for name in plan:
        if name in NEEDS_BUILD and not built:
            print(f"{name:<11} not run: the build failed", flush=True)
            total.failed += 1
            continue
        count = run_stage(name, total)
        built = built and not (name == "build" and count.failed)
    print(f"{total.passed} passed, {total.failed} failed")
    return 1 if total.failed or not total.passed else 0


if __name__ == "__main__":
    sys.exit(main())
