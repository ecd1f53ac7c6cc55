#!/usr/bin/env python3
"""Hands hostile files to the program and holds it to what bad input must get: no crash, no hang, no
growth past 512 MiB, a clear error or an honest partial result, never a 5xx, nothing changed by what
is refused, accepted text given back exactly. Usage: PROGRAM [FOLDER]; FOLDER is the set of files,
by default ../shared/data/badinput (skipped with a word when it is absent).
SPDX-License-Identifier: Apache-2.0
"""
from __future__ import annotations

import dataclasses
import hashlib
import json
import os
import pathlib
import re
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
import urllib.parse

ROOT = pathlib.Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests/shell"))

SECONDS, GROWTH_KIB = 10, 512 * 1024
EXITS = {"read": {0, 1, 3, 6}, "import": {0, 3, 6}}
ERROR_LINE = re.compile(r"^error\[[a-z][a-z0-9_]*(\.[a-z0-9_]+)+\]: .+", re.M)
# Folders whose files hold one hostile text a line, and those whose JSON must be refused or parsed.
TEXT_FOLDERS = {"strings", "xss", "sqli", "traversal", "formula", "filenames"}
MADE_HERE = {
    "made/empty": b"", "made/nul.txt": b"\0" * 65536, "made/long-line.txt": b"a" * (4 << 20),
    "made/deep.json": b"[" * 200_000, "made/deep-closed.json": b"[" * 60_000 + b"]" * 60_000,
    "made/many.json": b"[" + b"0," * 2_000_000 + b"0]",
    "made/notes.txt": "书(shū)".encode() * 200_000,
    "made/half.txt": "重点工程".encode("gb18030")[:-1], "made/surrogates.txt": b"\xff\xfe\x00\xd8" * 999,
    "made/programme.json": b'{"format":"tongchou.programme","version":1,"city":{"code":1e400}}',
    "made/code.json": b'{"format":"tongchou.programme","version":1,"city":{"code":-1},"projects":['
                      b'{"name":"a","activities":[{"id":1,"duration_likely":9223372036854775807}]}]}',
}


@dataclasses.dataclass
class Verdicts:
    """What was tried, and what did not hold."""
    tried: int = 0
    broken: list[str] = dataclasses.field(default_factory=list)

    def note(self, what: str, *reasons: str) -> None:
        self.tried += 1
        if reasons:
            self.broken.append(f"{what}: {'; '.join(reasons)}")


def measured(program: str, arguments: list[str]) -> tuple[int, str, str, float, int]:
    """(exit code or minus the signal, stdout, stderr, seconds, peak KiB) of one run."""
    begun = time.monotonic()
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        process = subprocess.Popen([program, *arguments], stdout=out, stderr=err,
                                   stdin=subprocess.DEVNULL)
        peak, code = 0, None
        while code is None:
            pid, status, usage = os.wait4(process.pid, os.WNOHANG)
            if pid:
                peak, code = usage.ru_maxrss, os.waitstatus_to_exitcode(status)
            elif time.monotonic() - begun > SECONDS:
                os.kill(process.pid, signal.SIGKILL)
                os.wait4(process.pid, 0)
                code = -signal.SIGALRM
            else:
                time.sleep(0.002)
        process.returncode = code
        seconds = time.monotonic() - begun
        texts = []
        for stream in (out, err):
            stream.seek(0)
            texts.append(stream.read().decode("utf-8", "replace"))
    return code, texts[0], texts[1], seconds, peak


def command_reasons(done: tuple, command: str, ordinary_kib: int) -> list[str]:
    code, out, err, _, peak = done
    reasons = []
    if code == -signal.SIGALRM:
        reasons.append(f"not done in {SECONDS} s")
    elif code not in EXITS[command] and "error[import.target]" not in err:  # a sound plan
        reasons.append(f"exit {code}: {err.strip()[-200:]}")
    if peak - ordinary_kib > GROWTH_KIB:
        reasons.append(f"grew by {(peak - ordinary_kib) // 1024} MiB")
    if code in (3, 6) and not ERROR_LINE.search(err):
        reasons.append(f"no clear error line: {err.strip()[:200]!r}")
    if code in (0, 1):
        try:
            json.loads(out)
        except ValueError:
            reasons.append(f"stdout is no JSON object: {out[:100]!r}")
    return reasons


def try_commands(program: str, files: dict[str, pathlib.Path], folder: pathlib.Path,
                 verdicts: Verdicts) -> None:
    plain = folder / "plain.txt"
    plain.write_text("今天天气很好。\n", encoding="utf-8")
    ordinary = measured(program, ["read", str(plain), "--json"])[4]
    database = f"sqlite:{folder / 'unmade.db'}"
    for name, path in files.items():
        done = measured(program, ["read", str(path), "--json"])
        verdicts.note(f"read {name}", *command_reasons(done, "read", ordinary))
        done = measured(program, ["--db", database, "import", str(path), "--dry-run", "--json"])
        reasons = command_reasons(done, "import", ordinary)
        if name.startswith("json/n_") and done[0] == 0:
            reasons.append("malformed JSON was accepted")
        verdicts.note(f"import {name}", *reasons)
    left = [path.name for path in folder.glob("unmade.db*")]
    verdicts.note("a dry run leaves no file", *(left and [f"left {left}"]))


def digest(database: pathlib.Path) -> str:
    """Of every row but the kept answers to repeated requests; the server must not be running."""
    total = hashlib.sha256()
    with sqlite3.connect(f"file:{database}?mode=ro", uri=True) as rows:
        tables = [name for (name,) in rows.execute(
            "SELECT name FROM sqlite_master WHERE type='table' ORDER BY name")]
        for table in tables:
            if "key" in table or "idempot" in table or table.startswith("sqlite_"):
                continue
            total.update(table.encode())
            for row in sorted(map(repr, rows.execute(f'SELECT * FROM "{table}"'))):
                total.update(row.encode())
    rows.close()
    return total.hexdigest()


def peak_kib(process_id: int) -> int:
    status = pathlib.Path(f"/proc/{process_id}/status").read_text()
    return int(re.search(r"VmHWM:\s*(\d+)", status)[1])


class Web:
    """Requests to one server from many loopback addresses, for its rate limit is per address."""

    def __init__(self, server: object) -> None:
        self.server, self.keys = server, 0

    def ask(self, method: str, path: str, body: bytes | None = None,
            kind: str = "") -> tuple[int, bytes, float]:
        """(status, body, seconds); status 0 when the connection was lost or stood still."""
        self.keys += 1
        self.server.asker = f"127.0.1.{1 + self.keys % 200}"
        headers = {"Idempotency-Key": f"bad-{self.keys}", "Content-Type": kind} if kind else {}
        for _ in range(20):
            begun = time.monotonic()
            try:
                status, answered, content = self.server.ask(method, path, body, headers)
            except OSError as error:
                return 0, repr(error).encode(), time.monotonic() - begun
            if status != 429:
                return status, content, time.monotonic() - begun
            time.sleep(float(answered.get("retry-after", "1")))
        return 429, b"", 0.0

    def reasons(self, answer: tuple[int, bytes, float]) -> list[str]:
        status, content, seconds = answer
        reasons = []
        if status >= 500 or status < 200:
            reasons.append(f"{status}: {content[:200]!r}")
        if seconds > SECONDS:
            reasons.append(f"{seconds:.1f} s")
        if 400 <= status < 500 and b'"rule"' not in content:
            reasons.append(f"{status} without a rule: {content[:200]!r}")
        return reasons


def post_files(web: Web, files: dict[str, pathlib.Path], verdicts: Verdicts) -> None:
    """Every file as a report and as a programme to be taken in for good."""
    for name, path in files.items():
        body = path.read_bytes()
        for what, where, kind in (
                ("readings", "/api/v1/cities/140300/readings", "text/plain; charset=utf-8"),
                ("imports", "/api/v1/imports?dry_run=false", "application/json")):
            answer = web.ask("POST", where, body, kind)
            reasons = web.reasons(answer)
            if name.startswith("json/n_") and what == "imports" and answer[0] < 400:
                reasons.append("malformed JSON was accepted")
            verdicts.note(f"POST {what} {name}", *reasons)


def texts_of(files: dict[str, pathlib.Path]) -> list[str]:
    """The hostile lines, those that are text at all, once each."""
    lines: dict[str, None] = {}
    for name, path in files.items():
        if name.split("/")[0] in TEXT_FOLDERS:
            for line in path.read_bytes().split(b"\n"):
                line = line.removesuffix(b"\r")
                if line.strip() and len(line) <= 2000:
                    lines[line.decode("utf-8", "replace")] = None
    return list(lines)


def post_texts(web: Web, texts: list[str], verdicts: Verdicts) -> None:
    """Every line as the text of an order, which must come back as it was, and inside addresses."""
    for text in texts:
        body = json.dumps({"addressee": "市发改委", "text": text}, ensure_ascii=False).encode()
        answer = web.ask("POST", "/api/v1/cities/140300/orders", body, "application/json")
        reasons = web.reasons(answer)
        if answer[0] == 201 and json.loads(answer[1])["row"]["text"] != text:
            reasons.append("the text came back changed")
        verdicts.note(f"POST orders {text[:60]!r}", *reasons)
        quoted = urllib.parse.quote(text, safe="")
        for where in (f"/api/v1/cities/{quoted}/overview", f"/{quoted}",
                      f"/api/v1/cities/140300/dispatch?as_of={quoted}"):
            answer = web.ask("GET", where)
            reasons = web.reasons(answer)
            if b"root:x:0" in answer[1]:
                reasons.append("a file of the machine came out")
            verdicts.note(f"GET {where[:80]}", *reasons)


def try_server(program: str, files: dict[str, pathlib.Path], folder: pathlib.Path,
               verdicts: Verdicts) -> None:
    from program import Server
    database = folder / "city.db"
    subprocess.run([program, "--db", f"sqlite:{database}", "init", "--example", "yangquan"],
                   check=True, stdout=subprocess.DEVNULL)
    before = digest(database)
    with Server(f"sqlite:{database}") as server:
        ordinary = peak_kib(server.process.pid)
        post_files(Web(server), files, verdicts)
        alive = server.ask("GET", "/healthz")[0]
        grown = peak_kib(server.process.pid) - ordinary
        verdicts.note("the server lives on", *([f"healthz {alive}"] if alive != 200 else []))
        verdicts.note("the server stays small",
                      *([f"grew by {grown // 1024} MiB"] if grown > GROWTH_KIB else []))
        verdicts.note("the server ends cleanly",
                      *([f"exit {code}"] if (code := server.stop()) else []))
    verdicts.note("what was refused changed nothing",
                  *(["the database's digest differs"] if digest(database) != before else []))
    with Server(f"sqlite:{database}") as server:
        post_texts(Web(server), texts_of(files), verdicts)
        verdicts.note("the server ends cleanly after the texts",
                      *([f"exit {code}"] if (code := server.stop()) else []))
    audit = measured(program, ["--db", f"sqlite:{database}", "--city", "140300", "audit", "verify"])
    verdicts.note("the chain is whole", *([audit[1] + audit[2]] if audit[0] else []))
    strange = {path.name for path in folder.iterdir()} - {
        "city.db", "city.db-wal", "city.db-shm", "city.db.lock", "plain.txt", "made"}
    verdicts.note("no file was made elsewhere", *(strange and [f"found {sorted(strange)}"]))


def gather(source: pathlib.Path, folder: pathlib.Path) -> dict[str, pathlib.Path]:
    files = {}
    for name, content in MADE_HERE.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(content)
        files[name] = folder / name
    if not source.is_dir():
        print(f"badinput: {source} is absent; only the inputs made here are tried")
    for path in sorted(source.rglob("*")) if source.is_dir() else []:
        if path.is_file():
            files[path.relative_to(source).as_posix()] = path
    return files


def main() -> int:
    if len(sys.argv) not in (2, 3):
        print("usage: check_badinput.py PROGRAM [FOLDER]", file=sys.stderr)
        return 2
    program = str(pathlib.Path(sys.argv[1]).resolve())
    os.environ["TONGCHOU"] = program
    source = pathlib.Path(sys.argv[2]) if len(sys.argv) == 3 else \
        ROOT.parent / "shared/data/badinput"
    verdicts = Verdicts()
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        files = gather(source, folder)
        try_commands(program, files, folder, verdicts)
        try_server(program, files, folder, verdicts)
    for line in verdicts.broken:
        print(line)
    print(f"{verdicts.tried - len(verdicts.broken)} passed, {len(verdicts.broken)} failed")
    return 1 if verdicts.broken else 0


if __name__ == "__main__":
    sys.exit(main())
