#!/usr/bin/env python3
"""Fails on words of unfinished work, on paths of one machine, and on talk about who typed a line.
The patterns are spelt in pieces so that this file does not hold the words themselves.
SPDX-License-Identifier: Apache-2.0
"""
from __future__ import annotations

import pathlib
import re

from house import Case, files, line_at, main, text_of

KINDS = (".h", ".cc", ".py", ".ts", ".mjs", ".js", ".vue", ".css", ".html", ".sh", ".sql", ".cmake",
         ".txt", ".toml", ".json", ".yaml", ".yml", ".md", "")
# Input of tests is other people's text; lockfiles and the licence are not ours to word.
EXEMPT = re.compile(r"(^tests/(fixtures|golden|fuzz/corpus)/|package-lock\.json$|^LICENSE$"
                    r"|^examples/.*\.txt$|\.gen\.)")
UNFINISHED = re.compile(
    r"\b(TO" r"DO|FIX" r"ME|XX" r"X|HA" r"CK)\b|\b(?i:place" r"holder|stu" r"b|dum" r"my"
    r"|not " r"implemented|for " r"now)\b")
MACHINE = re.compile(r"(?<![\w./*~}$\])-])/(wo" r"rk|ro" r"ot|fa" r"rm|ho" r"me/\w+|tm" r"p)(/|\b)")
AUTHOR = re.compile(r"\b(?i:clau" r"de|anthro" r"pic|chat" r"gpt|copi" r"lot|language " r"model"
                    r"|ai (assistant|agent)|co-authored-" r"by|generated " r"with)\b")
# HTML's own attribute, and Vue's binding of it, is not a word of ours.
ATTRIBUTE = re.compile(r":?place" r"holder\s*[=:?]|['\"\[]place" r"holder['\"\]]|::place" r"holder"
                       r"|\.place" r"holder\b")


def check(root: pathlib.Path) -> list[str]:
    problems = []
    for path in files(root, *KINDS):
        name = path.relative_to(root).as_posix()
        if EXEMPT.search(name):
            continue
        text = text_of(path)
        if path.suffix in (".vue", ".ts", ".mjs", ".css", ".html"):
            text = ATTRIBUTE.sub(lambda match: " " * len(match[0]), text)
        for pattern, what in ((UNFINISHED, "a word of unfinished work"),
                              (MACHINE, "a path of one machine"),
                              (AUTHOR, "talk about who or what wrote it")):
            problems += [f"{name}:{line_at(text, match.start())}: {what}: '{match[0]}'"
                         for match in pattern.finditer(text)]
    return problems


CASES = [
    Case("plain words", {
        "a.cc": "// A method of todos and hacksaws; see docs/work/plan.md and src/root/x.h\n",
        "web/A.vue": '<input :place' 'holder="x" />', "LICENSE": "XX" "X"}, None),
    Case("unfinished", {"a.cc": "x;\n// TO" "DO: later\n"}, "a.cc:2: a word of unfinished work"),
    Case("unfinished in prose", {"a.md": "This is fine for " "now."}, "for " "now"),
    Case("machine path", {"Makefile": "x:\n\tcp a /wo" "rk/b\n"}, "Makefile:2: a path"),
    Case("home path", {"a.py": "open('/ho" "me/li/x')"}, "a path of one machine"),
    Case("author talk", {"README.md": "Generated " "with love"}, "talk about who"),
]

if __name__ == "__main__":
    main("check_words", check, CASES)
