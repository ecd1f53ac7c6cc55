#!/usr/bin/env python3
"""Fails on an include that layers.txt does not allow, on a library or system header outside the
layers that may use it, and on a web import against the same idea. With `--build DIR`, also looks
into the objects of the pure layers for clocks, environment, randomness, threads and files.
SPDX-License-Identifier: Apache-2.0
"""
from __future__ import annotations

import os
import pathlib
import re
import subprocess
import sys

from house import Case, code_only, files, line_at, main, text_of

PURE = {"base", "model", "formats", "engine", "rules"}
EVERY = PURE | {"store", "app", "server", "cli"}

# Header pattern, the layers that may include it, and why not the others.
THIRD_PARTY = [
    (r"(fstream|iostream|filesystem|fcntl\.h|unistd\.h|dirent\.h|sys/.*)",
     EVERY - PURE, "pure layers open no file and print nothing"),
    (r"(thread|mutex|shared_mutex|condition_variable|future|semaphore|latch|barrier|pthread\.h)",
     EVERY - PURE, "pure layers start and wait for no thread; the caller lends the loop"),
    (r"(chrono|ctime|time\.h)", EVERY - PURE, "pure layers know no clock; dates come in"),
    (r"random", EVERY - PURE, "standard distributions differ between libraries; use our samplers"),
    (r"(locale|clocale|locale\.h)", EVERY - PURE, "pure layers know no locale"),
    (r"ranges", set(), "clang 14 cannot compile <ranges>; use the algorithms of <algorithm>"),
    (r"(sqlite3\.h|SQLiteCpp/.*)", {"store"}, "SQL has one door, src/store"),
    (r"boost/.*", {"server"}, "Boost stays in src/server"),
    (r"spdlog/.*", {"server", "cli"}, "only the faces log"),
    (r"CLI/.*", {"cli"}, "only the command line parses options"),
    (r"nlohmann/.*", {"formats", "store", "app", "server", "cli"}, "JSON stays at the edges"),
    (r"openssl/.*", {"store", "app", "server"}, "digests belong to the store"),
    (r"opencc/.*|opencc\.h", {"app"}, "OpenCC reads its tables from files"),
    (r"unicode/.*", {"base", "app"}, "ICU is behind base/text; only the app's search adds to it"),
    (r"pugixml\.hpp", {"formats"}, "XML is a format"),
    (r"(Cbc|Cgl|Clp|Coin|Osi)\w*\.hpp", {"engine"}, "the solver is behind engine/lp"),
]
IMPURE_SYMBOLS = re.compile(
    r"(_clock::now|random_device|\bgetenv\b|basic_[io]?fstream|basic_filebuf|\bfopen\b"
    r"|std::thread|pthread_create|\bsetlocale\b|\bclock_gettime\b|\bgettimeofday\b"
    r"|\blocaltime(_r)?\b|\bU time\b)")

INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*(["<])([^">\n]+)[">]', re.M)
IMPORT = re.compile(r"""(?:\bfrom\s*|\bimport\s*\(?\s*)(['"])([^'"\n]+)\1""")
NETWORK = re.compile(r"(?<![\w.$])(?:window\.|globalThis\.)?(fetch\s*\(|new\s+(?:XMLHttpRequest|"
                     r"EventSource|WebSocket)\b|navigator\.sendBeacon)")


def read_layers(root: pathlib.Path) -> tuple[dict[str, set[str]], list[str]]:
    """The layers and whom each may use, and what is wrong with layers.txt itself."""
    layers: dict[str, set[str]] = {}
    problems = []
    for number, line in enumerate(text_of(root / "layers.txt").splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        name, _, uses = line.partition(":")
        for use in uses.split():
            if use not in layers:
                problems.append(f"layers.txt:{number}: {name} uses '{use}', which is not above it")
        layers[name.strip()] = set(uses.split())
    return layers, problems


def third_party_problem(layer: str, header: str) -> str | None:
    for pattern, allowed, why in THIRD_PARTY:
        if re.fullmatch(pattern, header) and layer not in allowed:
            return f"{layer} may not include <{header}>: {why}"
    return None


def check_cpp(root: pathlib.Path) -> list[str]:
    layers, problems = read_layers(root)
    for path in files(root, ".h", ".cc"):
        name = path.relative_to(root).as_posix()
        if not name.startswith("src/"):
            continue
        layer = name.split("/")[1]
        if layer not in layers:
            problems.append(f"{name}:1: folder src/{layer} is not in layers.txt")
            continue
        text = text_of(path)
        plain = code_only(text)
        for match in INCLUDE.finditer(text):
            line = line_at(text, match.start())
            if plain[match.start():match.start(2)].strip() == "":
                continue  # inside a comment
            header, used = match[2], match[2].split("/")[0]
            if match[1] == '"' and ("/" not in header or header.startswith(".")):
                problems.append(f"{name}:{line}: include \"{header}\" by its path from src/")
            elif used in layers and used != layer and used not in layers[layer]:
                problems.append(f"{name}:{line}: {layer} may not include {used} (\"{header}\")")
            elif reason := third_party_problem(layer, header):
                problems.append(f"{name}:{line}: {reason}")
    return problems


def web_area(name: str) -> tuple[str, str]:
    """("features", "projects") of web/src/features/projects/List.vue, ("ui", "") of web/src/ui/…"""
    parts = name.split("/")[2:]
    if not parts or parts[0].split(".")[0] in ("main", "App"):
        return "", ""
    return parts[0], parts[1] if parts[0] == "features" and len(parts) > 1 else ""


def web_target(name: str, target: str) -> str:
    if target.startswith(("@/", "~/")):
        return "web/src/" + target[2:]
    if target.startswith("."):
        return os.path.normpath(os.path.join(os.path.dirname(name), target))
    return ""


def check_web(root: pathlib.Path) -> list[str]:
    problems = []
    for path in files(root, ".ts", ".vue", ".js"):
        name = path.relative_to(root).as_posix()
        if not name.startswith("web/src/"):
            continue
        text, (area, feature) = text_of(path), web_area(name)
        for match in IMPORT.finditer(text):
            other, other_feature = web_area(web_target(name, match[2]))
            where = f"{name}:{line_at(text, match.start())}"
            if area == "ui" and other in ("stores", "features", "api", "composables"):
                problems.append(f"{where}: ui is dumb parts and may not import {other}")
            if area == "features" and other == "features" and other_feature != feature:
                problems.append(f"{where}: feature {feature} may not import {other_feature}")
        if area == "api" or name.endswith((".spec.ts", ".test.ts")):
            continue
        for match in NETWORK.finditer(text):
            problems.append(f"{name}:{line_at(text, match.start())}: only web/src/api talks to the "
                            f"server ({match[1].strip()})")
    return problems


def check_objects(build: pathlib.Path) -> list[str]:
    """Undefined symbols of the pure layers' archives that no pure function can need."""
    problems = []
    archives = [build / f"libtc_{layer}.a" for layer in sorted(PURE)]
    if not any(archive.is_file() for archive in archives):
        return [f"{build}: holds no library of a pure layer; build first"]
    for archive in archives:
        if not archive.is_file():
            continue
        listed = subprocess.run(["nm", "-C", "--undefined-only", str(archive)], check=True,
                                capture_output=True, text=True).stdout
        member = ""
        for line in listed.splitlines():
            if line.endswith(".o:"):
                member = line[:-1]
            elif match := IMPURE_SYMBOLS.search(line):
                problems.append(f"{archive.name}({member}): calls {match[1].strip()}")
    return sorted(set(problems))


def check(root: pathlib.Path) -> list[str]:
    return check_cpp(root) + check_web(root)


LAYERS = "base:\nmodel: base\nengine: base model\nstore: base model\napp: base model engine store\n"
CASES = [
    Case("a clean tree", {
        "layers.txt": LAYERS, "src/base/a.h": "#include <vector>\n",
        "src/engine/b.cc": '#include "base/a.h"\n#include "engine/b.h"\n// #include "app/c.h"\n',
        "web/src/features/plan/a.ts": "import x from '@/features/plan/b'\nimport y from '@/ui/z'",
        "web/src/api/client.ts": "await fetch('/api')"}, None),
    Case("upward include", {"layers.txt": LAYERS, "src/base/a.h": '#include "model/m.h"\n'},
         "src/base/a.h:1: base may not include model"),
    Case("sideways include", {"layers.txt": LAYERS, "src/store/a.cc": '\n#include <engine/e.h>\n'},
         "src/store/a.cc:2: store may not include engine"),
    Case("a file in a pure layer", {"layers.txt": LAYERS, "src/engine/a.cc": "#include <fstream>"},
         "engine may not include <fstream>"),
    Case("SQL outside the store", {"layers.txt": LAYERS, "src/app/a.cc": "#include <sqlite3.h>\n"},
         "app may not include <sqlite3.h>"),
    Case("neighbour by bare name", {"layers.txt": LAYERS, "src/app/a.cc": '#include "b.h"\n'},
         "by its path from src/"),
    Case("unknown folder", {"layers.txt": LAYERS, "src/helpers/a.h": ""}, "not in layers.txt"),
    Case("circle in layers.txt", {"layers.txt": "base: model\nmodel: base\n"}, "not above it"),
    Case("ui imports a feature", {"layers.txt": LAYERS,
                                  "web/src/ui/A.vue": "import x from '../features/plan/b'"},
         "ui is dumb parts"),
    Case("feature imports another", {
        "layers.txt": LAYERS, "web/src/features/a/x.ts": "const y = import('@/features/b/y')"},
         "feature a may not import b"),
    Case("a page fetches", {"layers.txt": LAYERS, "web/src/features/a/x.ts": "\nfetch('/api/v1')"},
         "x.ts:2: only web/src/api talks"),
]

if __name__ == "__main__":
    if len(sys.argv) == 3 and sys.argv[1] == "--build":
        found = check_objects(pathlib.Path(sys.argv[2]))
        print("\n".join(found), end="\n" if found else "")
        sys.exit(1 if found else 0)
    main("check_layers", check, CASES)
