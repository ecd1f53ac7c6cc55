# SPDX-License-Identifier: Apache-2.0
"""One project's dated network: approved, current and actual dates that fit the stage it stands at."""
from __future__ import annotations

from . import network as net

TRIES = 2000
RESERVE = 1.05  # approved plans keep some time in hand


class Draw:
    """A small seeded source; only `random()` of the library, which never changes between versions."""

    def __init__(self, source) -> None:
        self.random = source.random

    def pick(self, rows):
        return rows[int(self.random() * len(rows))]

    def between(self, low: float, high: float) -> float:
        return low + (high - low) * self.random()

    def whole(self, low: int, high: int) -> int:
        return low + int(self.random() * (high - low + 1))

    def chance(self, share: float) -> bool:
        return self.random() < share

    def shuffled(self, rows):
        keyed = [(self.random(), i) for i in range(len(rows))]
        return [rows[i] for _, i in sorted(keyed)]


class Plan:
    """Dates by position in the template, as day numbers; real ones run on past the data date."""

    def __init__(self, template: net.Template, winter: net.Winter, today: int) -> None:
        self.template, self.winter, self.today = template, winter, today
        self.likely: list[int] = []
        self.months: list[tuple[int, int, int]] = []
        self.approved: tuple[list[int], list[int]] = ([], [])
        self.current: tuple[list[int], list[int]] = ([], [])
        self.real: tuple[list[int], list[int]] = ([], [])
        self.held: dict[int, int] = {}

    def started(self, i: int) -> bool:
        return self.real[0][i] < self.today

    def finished(self, i: int) -> bool:
        return self.real[1][i] <= self.today

    def share(self, i: int, at: int) -> float:
        start, finish = self.real[0][i], self.real[1][i]
        if at >= finish:
            return 1.0
        if at <= start:
            return 0.0
        return self.winter.share(start, finish, at, self.template.rows[i]["weather"])

    def progress(self, at: int) -> float:
        weights = self.template.weight
        total = sum(weights)
        return sum(w * self.share(i, at) for i, w in enumerate(weights) if w) / total

    def planned_progress(self, at: int, dates: tuple[list[int], list[int]]) -> float:
        total = done = 0.0
        for i, weight in enumerate(self.template.weight):
            start, finish = dates[0][i], dates[1][i]
            total += weight
            done += weight * min(1.0, max(0.0, (at - start) / max(1, finish - start)))
        return done / total


def _stands_at(plan: Plan, stage: str) -> bool:
    """Whether the real dates put the project at this stage today."""
    t = plan.template
    permits = all(plan.finished(i) for i in t.permits)
    works = all(plan.finished(i) for i in t.works)
    field = any(plan.started(i) for i in t.roots)
    trial = any(plan.started(i) for i in t.trial)
    since = plan.today - max(plan.real[1][i] for i in (t.permits if stage == "ready" else t.works))
    if stage == "conceived":
        return not any(plan.started(i) for i in range(len(t.rows)))
    if stage == "preparing":
        return plan.started(0) and not permits and not field
    if stage == "ready":
        return permits and not field and since < 300
    if stage == "building":
        return field and not works and not trial and plan.progress(plan.today) > 0.05
    if stage == "completed":
        return works and not trial and since < 300
    ends = all(plan.finished(i) for i in t.first_end)
    if stage == "trial":
        return trial and not ends
    return ends and 200 < plan.today - max(plan.real[1][i] for i in t.first_end) < 900


def _holds(plan: Plan, stage: str, draw: Draw) -> dict[int, int]:
    """Stages that wait for something: the field work of a ready project, the trial of a finished one."""
    waits = {"ready": plan.template.roots, "completed": plan.template.trial}.get(stage, [])
    until = plan.today + draw.whole(5, 60)
    return {i: until for i in waits}


def _find_begin(plan: Plan, stage: str, actual: list[int], draw: Draw) -> int:
    """A first day from which the project stands at `stage` today; sets the real dates."""
    nominal = net.forward(plan.template, plan.winter, plan.today - 600, actual, {})
    longest = max(nominal[1][i] for i in plan.template.first_end) - (plan.today - 600) + 400
    for _ in range(TRIES):
        back = draw.between(-240, -5) if stage == "conceived" else draw.between(0, longest)
        begin = plan.today - round(back)
        plan.real = net.forward(plan.template, plan.winter, begin, actual, plan.held)
        if _stands_at(plan, stage):
            return begin
    raise SystemExit(f"template {plan.template.key} never stands at stage {stage}")


def make_plan(template: net.Template, winter: net.Winter, today: int, stage: str, draw: Draw) -> Plan:
    plan = Plan(template, winter, today)
    scale = draw.between(0.85, 1.15)
    pace = draw.pick([0.9, 0.95, 1.0, 1.0, 1.05, 1.05, 1.1, 1.15, 1.25, 1.4])
    actual: list[int] = []
    for row in template.rows:
        varied = scale * draw.between(0.85, 1.15)
        low, likely, high = (net.whole_days(m * varied) for m in row["months"])
        plan.months.append((low, likely, high))
        plan.likely.append(likely)
        actual.append(max(1, round(likely * pace * draw.between(0.85, 1.2))))
    slip = draw.pick([0, 0, 0, 7, 15, 30, 45, 75])
    plan.held = _holds(plan, stage, draw)
    begin = _find_begin(plan, stage, actual, draw)
    with_reserve = [round(days * RESERVE) for days in plan.likely]
    plan.approved = net.forward(template, winter, begin - slip, with_reserve, {})
    plan.current = plan.approved
    if draw.chance(0.35):  # planned anew some months ago: facts until then, likely durations after
        replan = today - draw.whole(60, 240)
        mixed = [a if f <= replan else l for a, f, l in zip(actual, plan.real[1], plan.likely)]
        plan.current = net.forward(template, winter, begin, mixed, {})
    return plan
