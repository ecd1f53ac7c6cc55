#!/usr/bin/env python3
"""Fails on what is too big to read: files over 400 lines (Vue components 200), functions over 60
lines, nesting over 4, more than 5 parameters. Generated files (`.gen.` in the name) are exempt;
another exception needs a line `path[:function] reason` in tools/size_allow.txt.
C++ functions are found by a brace scanner, Python's by its own parser.
SPDX-License-Identifier: Apache-2.0
"""
from __future__ import annotations

import ast
import dataclasses
import pathlib
import re

from house import Case, code_only, files, main, text_of

FILE_LINES = {".vue": 200}
FILE_LINES_ELSE = 400
FUNCTION_LINES, NESTING, PARAMETERS = 60, 4, 5
KINDS = (".h", ".cc", ".py", ".ts", ".mjs", ".js", ".vue", ".sh", ".sql", ".cmake", ".css")


@dataclasses.dataclass
class Function:
    name: str
    line: int
    lines: int
    nesting: int
    parameters: int


@dataclasses.dataclass
class Brace:
    kind: str            # scope, function, control, lambda, other
    head: str            # text before it, given back after a brace inside an expression
    head_line: int
    parens: int
    function: Function | None = None


def without_templates(head: str) -> str:
    """The head without its leading `template <…>` and attributes."""
    while match := re.match(r"\s*(template\s*<|\[\[)", head):
        if match[1] == "[[":
            head = head[head.find("]]") + 2:] if "]]" in head else ""
            continue
        depth, index = 0, match.end() - 1
        while index < len(head):
            depth += {"<": 1, ">": -1}.get(head[index], 0)
            index += 1
            if depth == 0:
                break
        head = head[index:]
    return head.strip()


def parameter_list(head: str) -> tuple[str, str]:
    """(name before, text inside) of the first outermost parentheses."""
    head = re.sub(r"\b(requires|alignas|decltype|noexcept|explicit)\s*\([^()]*\)", " ", head)
    head = re.sub(r"operator\s*\(\s*\)", "operator_call", head)
    start = head.find("(")
    depth = 0
    for index in range(start, len(head)):
        depth += {"(": 1, ")": -1}.get(head[index], 0)
        if depth == 0:
            return head[:start], head[start + 1:index]
    return head, ""


def count_parameters(inside: str) -> int:
    if inside.strip() in ("", "void"):
        return 0
    depth, count = 0, 1
    for character in inside.replace("->", "  "):
        depth += {"(": 1, "<": 1, "{": 1, "[": 1, ")": -1, ">": -1, "}": -1, "]": -1}.get(
            character, 0)
        count += character == "," and depth == 0
    return count


def function_of(head: str, line: int) -> Function:
    before, inside = parameter_list(head)
    if re.search(r"\b(TEST|TEST_F|TEST_P|RC_GTEST_PROP)\s*$", before):
        parts = [part.strip() for part in inside.split(",")[:2]]
        return Function(".".join(parts), line, 0, 0, 0)
    name = re.search(r"([\w:~]*operator\s*\S+|[\w:~]+)\s*$", before.strip())
    return Function(name[1] if name else before.strip()[-40:], line, 0, 0,
                    count_parameters(inside))


def kind_of(head: str, inside_function: bool, parens: int) -> str:
    """What the brace after this head opens."""
    plain = without_templates(head)
    if inside_function or parens:
        if re.search(r"(^|\belse\s+|^\s*\w+\s*:\s*)\s*(if|for|while|switch|do|try|else|catch)\b",
                     plain) and not parens and "[" not in plain.rsplit(")", 1)[-1]:
            return "control"
        if re.search(r"\]\s*(\(.*\)\s*(mutable|noexcept|->\s*[\w:<>,&*\s]+)*\s*|)$", plain, re.S):
            return "lambda"
        if re.search(r"\b(struct|class|union|enum)\b[^()=]*$", plain):
            return "scope"
        return "other"
    if re.search(r"\bnamespace\b|\bextern\s+\"", plain):
        return "scope"
    if re.search(r"\b(class|struct|union|enum)\b[^()=]*$",
                 re.sub(r"alignas\s*\([^()]*\)", "", plain)):
        return "scope"
    named = re.sub(r"operator\s*(\(\s*\)|[^\s(]+)", "operator_x", plain)
    outside = re.sub(r"\([^()]*\)", "", re.sub(r"\([^()]*\)", "", re.sub(r"\([^()]*\)", "", named)))
    if "(" not in named or ("=" in outside and "[" not in outside):
        return "other"
    # A member of a constructor's initializer list, `: a_(1), b_{2}`, is not yet the body.
    if re.search(r"\)\s*(noexcept\s*)?:(?!:)", named) and re.search(r"[\w>]$", named):
        return "other"
    return "function"


class BraceScanner:
    """Walks C++ code without comments and literals, one character at a time."""

    def __init__(self) -> None:
        self.found: list[Function] = []
        self.stack: list[Brace] = []
        self.head, self.head_line, self.line, self.parens = "", 1, 1, 0

    def run(self, code: str) -> list[Function]:
        for character in code:
            if character == "{":
                self.open()
            elif character == "}" and self.stack:
                self.close()
            elif character == ";" and self.parens == 0:
                self.head = ""
            else:
                self.extend(character)
            self.line += character == "\n"
        return self.found

    def open(self) -> None:
        inner = next((b.function for b in reversed(self.stack) if b.function), None)
        kind = kind_of(self.head, inner is not None, self.parens)
        brace = Brace(kind, self.head, self.head_line, self.parens)
        if kind == "function" or (kind == "lambda" and inner is None):
            brace.function = function_of(without_templates(self.head), self.head_line)
        self.stack.append(brace)
        if inner:
            inner.nesting = max(inner.nesting, self.depth())
        self.head, self.parens = "", 0

    def depth(self) -> int:
        """Control blocks and lambdas open since the innermost function began."""
        depth = 0
        for brace in reversed(self.stack):
            if brace.function:
                break
            depth += brace.kind in ("control", "lambda")
        return depth

    def close(self) -> None:
        brace = self.stack.pop()
        if brace.function:
            brace.function.lines = self.line - brace.function.line + 1
            self.found.append(brace.function)
        self.head, self.parens = "", brace.parens
        # A brace inside an expression gives the statement before it back.
        if brace.kind in ("other", "lambda") and (brace.head.strip() or brace.parens):
            self.head, self.head_line = brace.head + "{}", brace.head_line

    def extend(self, character: str) -> None:
        self.parens += {"(": 1, ")": -1}.get(character, 0)
        if not self.head.strip():
            self.head, self.head_line = "", self.line
        self.head += character
        if character == ":" and re.fullmatch(r"\s*(public|private|protected|default):", self.head):
            self.head = ""


def cpp_functions(text: str) -> list[Function]:
    code = re.sub(r"^[ \t]*#(?:[^\n\\]|\\.|\\\n)*", lambda m: re.sub(r"[^\n]", " ", m[0]),
                  code_only(text), flags=re.M)
    return BraceScanner().run(code)


def python_functions(text: str) -> list[Function]:
    blocks = (ast.For, ast.While, ast.If, ast.With, ast.Try)

    def nesting(node: ast.AST, depth: int) -> int:
        deepest = depth
        for field, children in ast.iter_fields(node):
            for child in children if isinstance(children, list) else [children]:
                if isinstance(child, ast.AST):
                    chained = isinstance(node, ast.If) and field == "orelse" and \
                        isinstance(child, ast.If)
                    step = isinstance(child, blocks) and not chained
                    deepest = max(deepest, nesting(child, depth + step))
        return deepest

    return [Function(node.name, node.lineno, (node.end_lineno or 0) - node.lineno + 1,
                     nesting(node, 0), len(node.args.args) + len(node.args.kwonlyargs))
            for node in ast.walk(ast.parse(text))
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))]


def excesses(name: str, path: pathlib.Path) -> list[tuple[str, int, str]]:
    """(key of size_allow.txt, line, what is too much) of one file."""
    text = text_of(path)
    found, limit = [], FILE_LINES.get(path.suffix, FILE_LINES_ELSE)
    if (lines := text.count("\n")) > limit:
        found.append((name, 1, f"{lines} lines, at most {limit}"))
    functions = []
    if path.suffix in (".h", ".cc"):
        functions = cpp_functions(text)
    elif path.suffix == ".py":
        functions = python_functions(text)
    for one in functions:
        for value, most, what in ((one.lines, FUNCTION_LINES, "lines"),
                                  (one.nesting, NESTING, "levels of nesting"),
                                  (one.parameters, PARAMETERS, "parameters")):
            if value > most:
                found.append((f"{name}:{one.name}", one.line,
                              f"{one.name} has {value} {what}, at most {most}"))
    return found


def check(root: pathlib.Path) -> list[str]:
    allow_file = root / "tools/size_allow.txt"
    allowed, problems, used = {}, [], set()
    lines = text_of(allow_file).splitlines() if allow_file.is_file() else []
    for number, row in enumerate(lines, 1):
        if not row.strip() or row.startswith("#"):
            continue
        key, _, reason = row.partition(" ")
        allowed[key] = number
        if not reason.strip():
            problems.append(f"tools/size_allow.txt:{number}: {key} gives no reason")
    for path in files(root, *KINDS):
        name = path.relative_to(root).as_posix()
        if ".gen." in path.name:
            continue
        for key, line, what in excesses(name, path):
            if key in allowed:
                used.add(key)
            else:
                problems.append(f"{name}:{line}: {what}")
    for key in sorted(set(allowed) - used):
        problems.append(f"tools/size_allow.txt:{allowed[key]}: {key} is not too big; drop the line")
    return problems


LONG = "void f() {\n" + "  g();\n" * 59 + "}\n"
DEEP = "void C::f() const {\n  if (a) {\n    for (;;) {\n      while (b) {\n        h([&] {\n" \
       "          if (c) {\n            g();\n          }\n        });\n      }\n    }\n  }\n}\n"
CASES = [
    Case("what is allowed", {
        "a.h": "struct A { std::vector<int> v{1, 2}; int f(int a, int b, int c, int d, int e) {\n"
               + " g();\n" * 50 + "} };\nconstexpr std::array kRows{\n" + " Row{},\n" * 90 + "};\n",
        "b.gen.h": "\n" * 500, "c.py": "def f(a, b):\n" + "    g()\n" * 59}, None),
    Case("long file", {"a.cc": "\n" * 401}, "401 lines, at most 400"),
    Case("long component", {"web/A.vue": "\n" * 201}, "201 lines, at most 200"),
    Case("long function", {"a.cc": "int x;\n" + LONG}, "a.cc:2: f has 61 lines"),
    Case("long method of a template", {
        "a.h": "namespace n {\ntemplate <class T>\nstruct S {\n  template <class U> requires (x<U>)\n"
               "  auto m(U u) -> int {\n" + "    g();\n" * 60 + "  }\n};\n}\n"}, "m has 63 lines"),
    Case("long constructor", {
        "a.cc": "A::A(int a)\n    : a_(a), b_{1, 2}, c_(3) {\n" + "  g();\n" * 60 + "}\n"},
         "A::A has 63 lines"),
    Case("long operator", {"a.cc": "bool operator==(A a, B b) {\n" + "g();\n" * 60 + "}\n"},
         "62 lines"),
    Case("long test", {"a.cc": "TEST(Suite, case) {\n" + "g();\n" * 60 + "}\n"},
         "Suite.case has 62 lines"),
    Case("braces in literals and comments", {
        "a.cc": "void f() { g(\"}\", '}', R\"(})\"); /* } */ // }\n" + "  g(1'000);\n" * 60 + "}\n"},
         "f has 62 lines"),
    Case("deep function", {"a.cc": DEEP}, "C::f has 5 levels of nesting"),
    Case("many parameters", {
        "a.cc": "int f(std::map<int, int> a, int b, int c, int d, int e, int g = h(1, 2)) { }\n"},
         "f has 6 parameters"),
    Case("long Python function", {"a.py": "def f():\n" + "    g()\n" * 61}, "f has 62 lines"),
    Case("deep Python function", {
        "a.py": "def f():\n if a:\n  if b:\n   for c in d:\n    while e:\n     with g:\n      h()\n"},
         "f has 5 levels"),
    Case("allowed without a reason", {"a.cc": "\n" * 401, "tools/size_allow.txt": "a.cc\n"},
         "gives no reason"),
    Case("allowed with a reason", {"a.cc": LONG, "tools/size_allow.txt": "a.cc:f one table\n"},
         None),
    Case("stale allowance", {"tools/size_allow.txt": "a.cc was long once\n"}, "drop the line"),
]

if __name__ == "__main__":
    main("check_sizes", check, CASES)
