#!/usr/bin/env python3
"""Fails when web/src/api/schema.gen.ts is not what api/openapi.yaml generates (`make api`).
SPDX-License-Identifier: Apache-2.0
"""
from __future__ import annotations

import difflib
import pathlib
import platform
import subprocess
import tempfile

from house import ROOT, Case, main, text_of

GENERATED = "web/src/api/schema.gen.ts"


def generate(description: pathlib.Path) -> str:
    """The TypeScript types of an OpenAPI description, by the generator of the web lockfile."""
    modules = ROOT / "web/node_modules"
    machine = "arm64" if platform.machine() == "aarch64" else "x64"
    own = modules / f"node-linux-{machine}/bin/node"
    with tempfile.TemporaryDirectory() as folder:
        out = pathlib.Path(folder) / "schema.gen.ts"
        subprocess.run([str(own) if own.exists() else "node",
                        str(modules / "openapi-typescript/bin/cli.js"), str(description), "-o",
                        str(out)], check=True, capture_output=True, cwd=ROOT / "web")
        return text_of(out)


def check(root: pathlib.Path) -> list[str]:
    if not (root / GENERATED).is_file():
        return [f"{GENERATED}:1: missing; run make api"]
    try:
        expected = generate(root / "api/openapi.yaml").splitlines()
    except subprocess.CalledProcessError as error:
        return [f"api/openapi.yaml:1: cannot be generated from: {error.stderr.decode()[-500:]}"]
    actual = text_of(root / GENERATED).splitlines()
    changed = [line for line in difflib.unified_diff(actual, expected, "committed", "generated",
                                                     lineterm="", n=0)]
    return [f"{GENERATED}:1: stale, run make api: " + " / ".join(changed[2:8])] if changed else []


TOY = ("openapi: 3.1.0\ninfo: {title: T, version: '1'}\npaths: {}\ncomponents:\n  schemas:\n"
       "    City: {type: object, properties: {name: {type: string}}}\n")
CASES = [
    Case("no client", {"api/openapi.yaml": TOY}, "missing"),
    Case("stale client", {"api/openapi.yaml": TOY, GENERATED: "export interface paths {}\n"},
         "stale, run make api"),
    Case("broken description", {"api/openapi.yaml": "openapi: [", GENERATED: ""},
         "cannot be generated from"),
]

if __name__ == "__main__":
    main("check_api", check, CASES)
