#!/usr/bin/env python3
"""Fails on documents that no longer fit the tree: a src folder without its short README, a noun
without its glossary row, an ADR without its parts, a link that leads nowhere, a `make` target or a
`tongchou` command that a page names and nobody offers.
SPDX-License-Identifier: Apache-2.0
"""
from __future__ import annotations

import pathlib
import re

from house import Case, files, line_at, main, text_of

README_LINES, ADR_LINES = 15, 40
ADR_HEADINGS = ("## Context", "## Decision", "## Consequence")
NOUN = re.compile(r'kNoun\s*=\s*"(\w+)"')
LINK = re.compile(r"(?<!!)\[[^\]\n]*\]\(([^)\s]+)\)|!\[[^\]\n]*\]\(([^)\s]+)\)")
TARGET = re.compile(r"`make ([a-z][a-z0-9-]*)")
COMMAND = re.compile(r"`tongchou ([a-z]+)")


def check_readmes(root: pathlib.Path) -> list[str]:
    problems = []
    for folder in sorted((root / "src").glob("*")) if (root / "src").is_dir() else []:
        if not folder.is_dir() or not any(folder.rglob("*.[hc]*")):
            continue
        readme = folder / "README.md"
        name = readme.relative_to(root).as_posix()
        if not readme.is_file():
            problems.append(f"{name}:1: missing; say purpose, may include, first header, tests")
        elif (lines := len(text_of(readme).splitlines())) > README_LINES:
            problems.append(f"{name}:1: {lines} lines, at most {README_LINES}")
    return problems


def check_glossary(root: pathlib.Path) -> list[str]:
    page = root / "docs/glossary.md"
    rows = [row for row in (text_of(page) if page.is_file() else "").splitlines()
            if row.startswith("|")]
    problems = []
    for path in files(root, ".h"):
        name = path.relative_to(root).as_posix()
        if not name.startswith("src/model/"):
            continue
        text = text_of(path)
        for match in NOUN.finditer(text):
            if not any(f"`{match[1]}`" in row for row in rows):
                problems.append(f"{name}:{line_at(text, match.start())}: noun '{match[1]}' has no "
                                "row in docs/glossary.md")
    return problems


def check_adrs(root: pathlib.Path) -> list[str]:
    problems = []
    for number, path in enumerate(sorted((root / "docs/adr").glob("[0-9]*.md")), 1):
        name, text = path.relative_to(root).as_posix(), text_of(path)
        if not path.name.startswith(f"{number:04d}-"):
            problems.append(f"{name}:1: expected number {number:04d}")
        if not re.match(rf"# {number}\. \S", text):
            problems.append(f"{name}:1: expected the heading '# {number}. Title'")
        for heading in ADR_HEADINGS:
            if heading not in text:
                problems.append(f"{name}:1: has no '{heading}'")
        if (lines := len(text.splitlines())) > ADR_LINES:
            problems.append(f"{name}:1: {lines} lines, at most {ADR_LINES}")
    return problems


def check_pages(root: pathlib.Path) -> list[str]:
    makefile = root / "Makefile"
    targets = set(re.findall(r"^([a-z][a-z0-9-]*)[^:=\n]*:(?!=)", text_of(makefile), re.M)) \
        if makefile.is_file() else set()
    if makefile.is_file():
        phony = re.search(r"^\.PHONY:((?:[^\n\\]|\\\n|\\.)*)", text_of(makefile), re.M)
        targets |= set(phony[1].replace("\\", " ").split()) if phony else set()
    commands = cli_commands(root)
    problems = []
    for path in files(root, ".md"):
        name, text = path.relative_to(root).as_posix(), text_of(path)
        for match in LINK.finditer(text):
            link = (match[1] or match[2]).split("#")[0]
            if link and not re.match(r"[a-z]+:", link) and not (path.parent / link).exists():
                problems.append(f"{name}:{line_at(text, match.start())}: link to {link} leads "
                                "nowhere")
        for pattern, known, what in ((TARGET, targets, "make target"),
                                     (COMMAND, commands, "command")):
            problems += [f"{name}:{line_at(text, match.start())}: no {what} '{match[1]}'"
                         for match in pattern.finditer(text) if known and match[1] not in known]
    return problems


def cli_commands(root: pathlib.Path) -> set[str]:
    """The commands that src/cli registers; empty (nothing to hold pages against) without them."""
    found: set[str] = set()
    for path in files(root, ".cc", ".h"):
        if path.relative_to(root).as_posix().startswith("src/cli/"):
            found |= set(re.findall(r'\b(?:command|add_subcommand)\((?:\*?\w+,\s*)?"([a-z]+)"',
                                    text_of(path)))
    return found


def check(root: pathlib.Path) -> list[str]:
    return check_readmes(root) + check_glossary(root) + check_adrs(root) + check_pages(root)


ADR = "# 1. Layers\n\n## Context\n\n## Decision\n\n## Consequences\n"
CASES = [
    Case("documents that fit", {
        "src/base/a.h": "", "src/base/README.md": "# base\n", "docs/adr/0001-layers.md": ADR,
        "src/model/README.md": "", "src/model/a.h": 'kNoun = "orders";',
        "docs/glossary.md": "| 交办 | order | `orders` |\n",
        "Makefile": ".PHONY: run \\\n  fmt\nrun: setup-run ## run\n",
        "README.md": "[a](docs/glossary.md#x) [b](https://example.org) `make run` `make fmt`"}, None),
    Case("folder without README", {"src/base/a.h": ""}, "src/base/README.md:1: missing"),
    Case("long README", {"src/base/a.h": "", "src/base/README.md": "x\n" * 16}, "16 lines"),
    Case("noun without a row", {"src/model/a.h": '\nkNoun = "orders";', "src/model/README.md": "",
                                "docs/glossary.md": "| 交办 | order | `order` |"},
         "a.h:2: noun 'orders' has no row"),
    Case("ADR without its parts", {"docs/adr/0001-a.md": "# 1. A\n## Context\n## Decision\n"},
         "has no '## Consequence'"),
    Case("ADR out of order", {"docs/adr/0002-a.md": ADR}, "expected number 0001"),
    Case("broken link", {"README.md": "\n![a](docs/a.png)"}, "README.md:2: link to docs/a.png"),
    Case("unknown target", {"Makefile": "run:\n", "README.md": "`make fly`"}, "no make target 'fly'"),
    Case("unknown command", {"src/cli/a.cc": 'app.add_subcommand("read", "");',
                             "src/cli/b.cc": 'command(*app, "take", "");',
                             "src/cli/README.md": "", "README.md": "`tongchou take` `tongchou fly x`"},
         "no command 'fly'"),
]

if __name__ == "__main__":
    main("check_docs", check, CASES)
