#!/usr/bin/env python3
"""Fails on SQL written in C++: statements stand in src/store/**.sql, which is embedded and bound.
SPDX-License-Identifier: Apache-2.0
"""
from __future__ import annotations

import pathlib
import re

from house import Case, files, literals, main, text_of

SQL = re.compile(
    r"\b(SELECT\s+\S|INSERT\s+(OR\s+\w+\s+)?INTO\b|UPDATE\s+\S+\s+SET\b|DELETE\s+FROM\b"
    r"|REPLACE\s+INTO\b|(CREATE|DROP|ALTER)\s+(UNIQUE\s+)?(TABLE|INDEX|VIEW|TRIGGER)\b"
    r"|PRAGMA\s+\w|BEGIN\s+(IMMEDIATE|EXCLUSIVE|TRANSACTION)|^COMMIT$|^ROLLBACK$)")


def check(root: pathlib.Path) -> list[str]:
    return [f"{path.relative_to(root).as_posix()}:{line}: SQL in a literal ({match[0].strip()}…); "
            "put the statement into src/store/sql"
            for path in files(root, ".h", ".cc")
            if path.relative_to(root).parts[0] == "src"
            for line, text in literals(text_of(path)) if (match := SQL.search(text))]


CASES = [
    Case("SQL in its place, a method name, a comment, an English sentence", {
        "src/store/sql/a.sql": "SELECT 1;", "src/server/a.cc": 'f("DELETE"); // DELETE FROM x\n',
        "src/cli/b.cc": 'f("select one of the following", "an update that set it");\n',
        "tests/unit/store/c.cc": 'f("SELECT 1");'}, None),
    Case("a query", {"src/store/sqlite/a.cc": '\nf("SELECT a FROM b");'}, "a.cc:2: SQL"),
    Case("a split query", {"src/app/a.cc": 'f("INSERT "\n  "INTO b VALUES (1)");'}, "a.cc:1: SQL"),
    Case("a raw string", {"src/app/a.cc": 'f(R"(\nUPDATE b SET c=1)");'}, "SQL in a literal"),
    Case("a pragma", {"src/store/a.cc": 'f("PRAGMA journal_mode=WAL");'}, "SQL in a literal"),
]

if __name__ == "__main__":
    main("check_sql", check, CASES)
