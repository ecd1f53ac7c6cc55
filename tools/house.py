"""What the checkers of tools/check_*.py share: the files of the tree, C++ text without its comments
and literals, and the self-test that shows on a bad toy tree that a check can fail.

A checker is `check(root) -> list of "path:line: reason"` plus CASES, and calls `main`.
SPDX-License-Identifier: Apache-2.0
"""
from __future__ import annotations

import argparse
import dataclasses
import pathlib
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator

ROOT = pathlib.Path(__file__).resolve().parent.parent

# Longest first: a comment marker inside a string is no comment, a quote inside a number no literal.
TOKEN = re.compile(
    r"""(?P<comment>//[^\n]*(?:\\\n[^\n]*)*|/\*.*?\*/)
      | (?P<raw>R"(?P<delimiter>[^()\\\s]{0,16})\((?P<body>.*?)\)(?P=delimiter)")
      | (?P<number>(?<![\w.])\.?\d(?:[eEpP][+-]|'?[\w.])*)
      | (?P<string>"(?:\\.|[^"\\\n])*")
      | (?P<character>'(?:\\.|[^'\\\n])+')""",
    re.S | re.X)


@dataclasses.dataclass
class Case:
    """A toy tree and a part of the problem it must raise; expect=None: it must raise none."""
    what: str
    tree: dict[str, str]
    expect: str | None


def files(root: pathlib.Path, *suffixes: str) -> list[pathlib.Path]:
    """The files of the tree with one of the suffixes (all when none is given), sorted: what git
    tracks or would track, or every file where there is no git."""
    if (root / ".git").exists():
        listed = subprocess.run(
            ["git", "-C", str(root), "ls-files", "-z", "-co", "--exclude-standard"],
            check=True, capture_output=True).stdout.decode()
        found = [root / name for name in listed.split("\0") if name]
    else:
        found = [path for path in root.rglob("*") if path.is_file()]
    return sorted(path for path in found
                  if path.is_file() and (not suffixes or path.suffix in suffixes))


def text_of(path: pathlib.Path) -> str:
    return path.read_text(encoding="utf-8", errors="replace")


def _blank(text: str) -> str:
    return "".join(c if c == "\n" else " " for c in text)


def code_only(text: str) -> str:
    """C++ with comments and literal contents blanked; offsets and line numbers are kept."""
    def replace(match: re.Match) -> str:
        if match["number"]:
            return match[0].replace("'", " ")
        if match["comment"]:
            return _blank(match[0])
        return '"' + _blank(match[0])[1:-1] + '"'
    return TOKEN.sub(replace, text)


def literals(text: str) -> Iterator[tuple[int, str]]:
    """(line, content) of each run of adjacent C++ string literals."""
    run, line, end = "", 0, -1
    for match in TOKEN.finditer(text):
        if not (match["string"] or match["raw"]):
            continue
        content = match["body"] if match["raw"] else match[0][1:-1]
        if end >= 0 and not text[end:match.start()].strip():
            run += content
        else:
            if run:
                yield line, run
            run, line = content, text.count("\n", 0, match.start()) + 1
        end = match.end()
    if run:
        yield line, run


def line_at(text: str, offset: int) -> int:
    return text.count("\n", 0, offset) + 1


def self_test(check: Callable[[pathlib.Path], list[str]], cases: list[Case]) -> list[str]:
    """Runs the check over each toy tree; returns what did not come out as the case says."""
    wrong = []
    for case in cases:
        with tempfile.TemporaryDirectory() as folder:
            root = pathlib.Path(folder)
            for name, text in case.tree.items():
                (root / name).parent.mkdir(parents=True, exist_ok=True)
                (root / name).write_text(text, encoding="utf-8")
            problems = check(root)
        if case.expect is None and problems:
            wrong.append(f"{case.what}: expected no problem, got {problems}")
        if case.expect is not None and not any(case.expect in problem for problem in problems):
            wrong.append(f"{case.what}: expected {case.expect!r}, got {problems}")
    return wrong


def main(name: str, check: Callable[[pathlib.Path], list[str]], cases: list[Case]) -> None:
    """Command line of a checker: the tree by default, `--root DIR` another, `--self-test`."""
    parser = argparse.ArgumentParser(prog=name)
    parser.add_argument("--root", type=pathlib.Path, default=ROOT)
    parser.add_argument("--self-test", action="store_true")
    arguments = parser.parse_args()
    problems = self_test(check, cases) if arguments.self_test else check(arguments.root.resolve())
    for problem in problems:
        print(problem)
    if problems:
        print(f"{name}: {len(problems)} problem{'s' if len(problems) > 1 else ''}")
    sys.exit(1 if problems else 0)
