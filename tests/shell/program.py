"""The program under test as the shell sees it: run it, serve with it, ask it over HTTP.
SPDX-License-Identifier: Apache-2.0
"""
from __future__ import annotations

import dataclasses
import http.client
import json
import os
import pathlib
import re
import signal
import socket
import subprocess
import tempfile
import time
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"
PROGRAM = os.environ.get("TONGCHOU", str(ROOT / "build/test/tongchou"))
ERROR_LINE = re.compile(r"^error\[([a-z][a-z0-9_]*(?:\.[a-z0-9_]+)+)\]: .+$", re.M)


@dataclasses.dataclass
class Done:
    code: int
    out: str
    err: str

    @property
    def rule(self) -> str:
        """The rule id of the error line on stderr, or nothing."""
        found = ERROR_LINE.search(self.err)
        return found[1] if found else ""

    def json(self) -> dict:
        return json.loads(self.out)


def tongchou(*arguments: str, seconds: float = 60, stdin: bytes = b"",
             folder: str | None = None) -> Done:
    done = subprocess.run([PROGRAM, *arguments], input=stdin, capture_output=True, timeout=seconds,
                          check=False, cwd=folder)
    return Done(done.returncode, done.stdout.decode("utf-8", "replace"),
                done.stderr.decode("utf-8", "replace"))


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Server:
    """`tongchou serve` on a free port of the loopback, stopped at the end of the with block."""

    def __init__(self, database: str, *options: str, unread_pipe: bool = False) -> None:
        self.port = free_port()
        self.asker = "127.0.0.1"  # the loopback address that requests come from
        self.log = tempfile.TemporaryFile()
        log = subprocess.PIPE if unread_pipe else self.log
        self.process = subprocess.Popen(
            [PROGRAM, "--db", database, "serve", "--listen", f"127.0.0.1:{self.port}", *options],
            stdout=subprocess.DEVNULL, stderr=log, stdin=subprocess.DEVNULL)

    def __enter__(self) -> Server:
        for _ in range(200):
            if self.process.poll() is not None:
                self.log.seek(0)
                raise AssertionError("the server ended: " + self.log.read().decode())
            try:
                if self.ask("GET", "/healthz")[0] == 200:
                    return self
            except OSError:
                pass
            time.sleep(0.05)
        self.stop()
        raise AssertionError("the server did not answer /healthz within 10 s")

    def __exit__(self, *_: object) -> None:
        self.stop()

    def stop(self) -> int:
        """Asks for a clean end and gives its exit code; ends it by force after 25 s."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        try:
            return self.process.wait(25)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
            return -9
        finally:
            self.log.close()
            if self.process.stderr is not None:
                self.process.stderr.close()

    def ask(self, method: str, path: str, body: bytes | None = None,
            headers: dict[str, str] | None = None) -> tuple[int, dict[str, str], bytes]:
        """(status, headers in lower case, body)."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=15,
                                                source_address=(self.asker, 0))
        try:
            connection.request(method, path, body, headers or {})
            answer = connection.getresponse()
            return (answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read())
        finally:
            connection.close()

    def get(self, path: str) -> dict:
        status, _, body = self.ask("GET", path)
        if status != 200:
            raise AssertionError(f"GET {path}: {status} {body[:300]!r}")
        return json.loads(body)


class InFolder(unittest.TestCase):
    """A test that works in a folder of its own."""

    def setUp(self) -> None:
        holder = tempfile.TemporaryDirectory()
        self.addCleanup(holder.cleanup)
        self.folder = pathlib.Path(holder.name)
        self.database = f"sqlite:{self.folder / 'city.db'}"

    def write(self, name: str, content: str | bytes) -> str:
        path = self.folder / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return str(path)

    def assert_error(self, done: Done, code: int, rule: str = "") -> None:
        """One clear line with a rule id on stderr, the right exit code, nothing half said."""
        self.assertEqual(done.code, code, done)
        self.assertRegex(done.err, ERROR_LINE)
        if rule:
            self.assertEqual(done.rule, rule, done.err)
        self.assertNotIn("Traceback", done.err)
        self.assertNotIn("terminate called", done.err)
