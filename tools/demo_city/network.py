# SPDX-License-Identifier: Apache-2.0
"""Templates, the daily calendar with its winter, and a small forward pass in whole days."""
from __future__ import annotations

import bisect
import datetime as dt
import math
import pathlib
import tomllib

EPOCH = dt.date(1996, 1, 1)
DAYS = 366 * 60
MONTH = 30.4375


def day_of(text: str) -> int:
    return (dt.date.fromisoformat(text) - EPOCH).days


def text_of(day: int) -> str:
    return (EPOCH + dt.timedelta(days=day)).isoformat()


def date_of(day: int) -> dt.date:
    return EPOCH + dt.timedelta(days=day)


def month_end(year: int, month: int) -> int:
    """The day after the last one of the month."""
    after = dt.date(year + month // 12, month % 12 + 1, 1)
    return (after - EPOCH).days


class Winter:
    """Work in half days done before each day, by weather class; 15 November to 14 March is winter."""

    def __init__(self) -> None:
        self.done: list[list[int]] = []
        for halves in ((2, 2), (2, 1), (2, 0)):
            total, rows = 0, [0]
            for index in range(DAYS):
                day = date_of(index)
                winter = (day.month, day.day) >= (11, 15) or (day.month, day.day) <= (3, 14)
                total += halves[winter]
                rows.append(total)
            self.done.append(rows)

    def start(self, day: int, weather: int) -> int:
        """First day from `day` on which this class works."""
        rows = self.done[weather]
        return bisect.bisect_right(rows, rows[day]) - 1 if weather == 2 else day

    def finish(self, start: int, days: int, weather: int) -> int:
        """The first free midnight after `days` of work."""
        rows = self.done[weather]
        return bisect.bisect_left(rows, rows[start] + 2 * days, start)

    def share(self, start: int, finish: int, at: int, weather: int) -> float:
        rows = self.done[weather]
        at = min(max(at, start), finish)
        whole = rows[finish] - rows[start]
        return (rows[at] - rows[start]) / whole if whole else 1.0


class Template:
    """A network in topological order; predecessors and successors by position."""

    def __init__(self, key: str, name: str, rows: list[dict]) -> None:
        self.key, self.name = key, name
        self.rows = _in_order(rows)
        place = {row["id"]: i for i, row in enumerate(self.rows)}
        self.before = [[place[b] for b in row["after"]] for row in self.rows]
        self.after: list[list[int]] = [[] for _ in self.rows]
        for i, befores in enumerate(self.before):
            for b in befores:
                self.after[b].append(i)
        self.trial = [i for i, r in enumerate(self.rows) if r["phase"] == "T" and r["kind"] == "task"]
        past_trial = self._reach(self.trial, self.after)
        into_end = self._reach(self._of("T", "S4"), self.before)
        into_work = self._reach(self._of("C", "E"), self.before)
        self.permits = [i for i in self._of("S1", "S2", "S3") if i in into_work - past_trial]
        self.works = [i for i in self._of("C", "E") if i in into_end - past_trial]
        self.roots = [i for i in self.works if self.rows[i]["phase"] == "C"
                      and all(self.rows[b]["phase"] not in "CE" for b in self.before[i])]
        self.first_end = [i for i in self._of("T", "S4") if not (
            past_trial & set(self._of("C", "E")) & self._reach([i], self.before))]
        physical = sum(r["months"][1] for r in self.rows if r["phase"] in ("C", "E", "T"))
        self.weight = [round(r["months"][1] / physical, 4) if r["phase"] in ("C", "E", "T") else 0
                       for r in self.rows]

    def _of(self, *phases: str) -> list[int]:
        return [i for i, row in enumerate(self.rows) if row["phase"] in phases]

    @staticmethod
    def _reach(seeds: list[int], ways: list[list[int]]) -> set[int]:
        seen: set[int] = set()
        stack = [n for s in seeds for n in ways[s]]
        while stack:
            node = stack.pop()
            if node not in seen:
                seen.add(node)
                stack += ways[node]
        return seen


def _in_order(rows: list[dict]) -> list[dict]:
    done: set[str] = set()
    out: list[dict] = []
    while len(out) < len(rows):
        for row in rows:
            if row["id"] not in done and all(b in done for b in row["after"]):
                done.add(row["id"])
                out.append(row)
    return out


def load(folder: pathlib.Path) -> dict[str, Template]:
    out = {}
    for path in sorted(folder.glob("*.toml")):
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        rows = []
        for a in data["activity"]:
            rows.append({"id": str(a["id"]), "name": a["name"], "en": a.get("en", ""),
                         "kind": a.get("kind", "task"), "phase": a["phase"],
                         "owner": a.get("owner", ""), "months": a["months"],
                         "after": [str(b) for b in a.get("after", [])],
                         "weather": a.get("weather", 0), "key": a.get("key", False),
                         "statutory": a.get("statutory_days")})
        out[data["key"]] = Template(data["key"], data["name"], rows)
    return out


def padded(template: Template, count: int) -> Template:
    """The template with its building phases repeated as further lots until it has `count` rows."""
    base = template.rows
    if count <= len(base):
        return template
    body = [row for row in base if row["phase"] in ("C", "E") and base.index(row) in template.works]
    inside = {row["id"] for row in body}
    rows = [dict(row, after=list(row["after"])) for row in base]
    lot = 1
    while len(rows) < count:
        lot += 1
        for row in body[: count - len(rows)]:
            after = [f"{b}-{lot}" if b in inside else b for b in row["after"]]
            if lot > 8 and not any(b in inside for b in row["after"]):
                after.append(f"{row['id']}-{lot - 7}")  # seven lots at a time
            rows.append(dict(row, id=f"{row['id']}-{lot}", name=f"{row['name']}（第{lot}标段）",
                             en=f"{row['en']} (lot {lot})", after=after, key=False))
    known = {row["id"] for row in rows}
    for row in rows:
        if row["phase"] in ("T", "S4"):
            copies = [f"{b}-{k}" for b in row["after"] if b in inside for k in range(2, lot + 1)]
            row["after"] += [c for c in copies if c in known]
    return Template(template.key, template.name, rows)


def forward(template: Template, winter: Winter, start: int, days: list[int],
            floors: dict[int, int]) -> tuple[list[int], list[int]]:
    """Start and finish day of each row; `floors` are days before which a row cannot start."""
    starts, finishes = [0] * len(days), [0] * len(days)
    for i, row in enumerate(template.rows):
        at = max([start] + [finishes[b] for b in template.before[i]])
        at = winter.start(max(at, floors.get(i, 0)), row["weather"])
        starts[i] = at
        finishes[i] = winter.finish(at, days[i], row["weather"])
    return starts, finishes


def whole_days(months: float) -> int:
    return max(1, math.floor(months * MONTH + 0.5))
