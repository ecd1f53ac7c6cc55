#!/usr/bin/env python3
"""Mixed requests, nine reads to one write, against one server for some time: prints the latencies
and the growth, and fails on any error or on growth beyond 64 MiB. Usage: PROGRAM SECONDS.
SPDX-License-Identifier: Apache-2.0
"""
from __future__ import annotations

import json
import os
import pathlib
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests/shell"))

READS = ("/overview", "/projects?limit=100", "/dispatch", "/projects/1", "/projects?offset=100")
PAUSE = 0.055  # below the limit of 20 requests a second for one user
GROWTH_KIB = 64 * 1024


def resident_kib(process_id: int) -> int:
    pages = int(pathlib.Path(f"/proc/{process_id}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") // 1024


def quantile(values: list[float], share: float) -> float:
    return sorted(values)[min(len(values) - 1, int(share * len(values)))] * 1000 if values else 0.0


def request(server: object, city: str, number: int) -> tuple[bool, int]:
    """(was it a read, status) of the number-th request."""
    if number % 10:
        return True, server.ask("GET", city + READS[number % len(READS)])[0]
    body = json.dumps({"addressee": "市发改委", "text": f"第{number}件"}).encode()
    return False, server.ask("POST", city + "/orders", body,
                             {"Content-Type": "application/json",
                              "Idempotency-Key": f"soak-{number}"})[0]


def main() -> int:
    program, seconds = str(pathlib.Path(sys.argv[1]).resolve()), float(sys.argv[2])
    os.environ["TONGCHOU"] = program
    from program import Server
    times: dict[bool, list[float]] = {True: [], False: []}
    errors: dict[int, int] = {}
    with tempfile.TemporaryDirectory() as folder:
        database = f"sqlite:{folder}/city.db"
        subprocess.run([program, "--db", database, "init", "--example", "demo-city"], check=True,
                       stdout=subprocess.DEVNULL)
        with Server(database) as server:
            code = server.get("/api/v1/cities")["cities"][0]["code"]
            city = f"/api/v1/cities/{code}"
            end, number, settled = time.monotonic() + seconds, 0, 0
            while time.monotonic() < end:
                number += 1
                begun = time.monotonic()
                read, status = request(server, city, number)
                times[read].append(time.monotonic() - begun)
                if status >= 400:
                    errors[status] = errors.get(status, 0) + 1
                if number == 500:
                    settled = resident_kib(server.process.pid)
                time.sleep(max(0.0, PAUSE - (time.monotonic() - begun)))
            grown = resident_kib(server.process.pid) - settled if settled else 0
            ended = server.stop()
    for read, name in ((True, "read"), (False, "write")):
        print(f"{name:<5} {len(times[read])} requests, p50 {quantile(times[read], 0.5):.1f} ms, "
              f"p99 {quantile(times[read], 0.99):.1f} ms")
    print(f"grown by {grown / 1024:.1f} MiB, errors {errors or 'none'}, exit {ended}")
    return 1 if errors or grown > GROWTH_KIB or ended else 0


if __name__ == "__main__":
    sys.exit(main())
