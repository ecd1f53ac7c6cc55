#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes a synthetic city as a programme file: everything in it is made up and says so (示例).

The same seed and sizes give the same bytes. --projects and --activities make large cities for load
tests (building phases repeated as further lots); --activities-total spreads a number of activities
over the projects. Durations, approvals and links come from templates/networks.
"""
from __future__ import annotations

import argparse
import json
import pathlib
import random
import sys
import tomllib

ROOT = pathlib.Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tools"))

from demo_city import dispatch, facts, network as net, words  # noqa: E402
from demo_city.plan import Draw, make_plan  # noqa: E402

DATA_DATE = "2026-03-15"
CITY = 990100
# Share of projects at each stage, in parts of 120.
STAGES = [("conceived", 10), ("preparing", 26), ("ready", 10), ("building", 44), ("completed", 6),
          ("trial", 10), ("producing", 14)]
SIDES = ["paused", "paused", "paused", "deferred", "deferred", "withdrawn", "withdrawn", "terminated"]
DAY = 1440


class Ids:
    """The next local id of each list."""

    def __init__(self) -> None:
        self.last: dict[str, int] = {}

    def __call__(self, kind: str) -> int:
        self.last[kind] = self.last.get(kind, 0) + 1
        return self.last[kind]


class Project:
    """A project's row of the file, its plan, and the ids of its first activity and link.

    Rows of activities and links are made when the project is written: a city of 600 000 activities
    fits into memory as plans only. `row["links"]` holds the links from other projects.
    """

    def __init__(self, row: dict, plan, first: int, first_link: int) -> None:
        self.row, self.plan, self.first, self.first_link = row, plan, first, first_link

    def whole_row(self, lean: bool) -> dict:
        row = dict(self.row, activities=activity_rows(self.plan, self.first, lean),
                   links=link_rows(self.plan, self.first, self.first_link) + self.row["links"])
        return {key: value for key, value in row.items() if value != [] and value != "none"}


def stage_list(count: int, draw: Draw) -> list[str]:
    stages = [stage for stage, part in STAGES for _ in range(round(part * count / 120))]
    return draw.shuffled((stages + ["building"] * count)[:count])


def figures(kind: str, number: int, county: str, draw: Draw) -> dict:
    sector, name, unit, (low, high, step), base, text, (cheap, dear), part = words.TYPES[kind]
    value = low + step * draw.whole(0, (high - low) // step)
    ten_thousands = f"{value / 10000:g}"
    fill = {"c": county, "n": number, "v": value, "w": ten_thousands}
    row = {"name": name.format(**fill), "unit": f"{county}{unit}第{number}有限公司", "type": kind,
           "sector": sector, "county": county, "place": f"{county}示例{draw.pick(words.SURNAMES)}家沟片区",
           "capacity_value": value, "capacity_unit": base, "capacity_text": text.format(**fill),
           "investment": facts.money(value * draw.between(cheap, dear))}
    if part is not None:
        row["design_output"] = round(value * part, 2)
    return row


def dated(row: dict, plan, draw: Draw) -> None:
    """Start, statistics and the year's plan, as far as the stage has them."""
    t = plan.template
    due = min(plan.approved[0][i] for i in t.roots)
    if row["stage"] == "ready" and draw.chance(0.6):  # promised for this spring, not yet due
        due = plan.today + draw.whole(10, 60)
    row["due_start_day"] = net.text_of(due)
    started = min(plan.real[0][i] for i in t.roots)
    if started < plan.today:
        row["started_day"] = net.text_of(started)
        registered = started + draw.pick([10, 20, 25, 28, 40, 75])
        settled = row["stage"] in ("completed", "trial", "producing")
        if registered < plan.today and (draw.chance(0.93) or settled):
            row["in_register_day"] = net.text_of(registered)
    plan_money = facts.annual_plan(plan, row["investment"], 2026)
    if plan_money is not None:
        row["annual_plan"] = plan_money


def national_code(number: int, plan, draw: Draw) -> str:
    day = net.date_of(max(plan.real[0][0] + 30, 0))
    return (f"{day.year % 100:02}{day.month:02}-{CITY}-04-{draw.pick(['01', '02'])}-"
            f"{10000 + number * 7 % 89999:05}{draw.whole(0, 9)}")


def activity_rows(plan, first: int, lean: bool) -> list[dict]:
    out = []
    for i, t in enumerate(plan.template.rows):
        low, likely, high = plan.months[i]
        row = {"id": first + i, "code": t["id"], "name": t["name"]}
        if not lean:
            row["name_en"] = t["en"]
        if t["kind"] != "task":
            row["kind"] = t["kind"]
        row |= {"phase": t["phase"], "owner": t["owner"], "calendar_id": 1}
        if t["weather"]:
            row["weather"] = t["weather"]
        row |= {"duration_low": low * DAY, "duration_likely": likely * DAY, "duration_high": high * DAY}
        if plan.template.weight[i]:
            row["weight"] = plan.template.weight[i]
        if t["key"]:
            row["key_node"] = True
        if t["statutory"]:
            row["statutory_days"] = t["statutory"]
        if not lean or t["key"]:
            row |= {"approved_start": net.text_of(plan.approved[0][i]),
                    "approved_finish": net.text_of(plan.approved[1][i])}
        row |= {"planned_start": net.text_of(plan.current[0][i]),
                "planned_finish": net.text_of(plan.current[1][i])}
        if plan.started(i):
            row["actual_start"] = net.text_of(plan.real[0][i])
            if plan.finished(i):
                row["actual_finish"] = net.text_of(plan.real[1][i])
            else:
                left = likely * (1 - plan.share(i, plan.today))
                row["remaining"] = max(1, round(left)) * DAY
        out.append(row)
    return out


def link_rows(plan, first: int, first_link: int) -> list[dict]:
    pairs = [(b, i) for i, befores in enumerate(plan.template.before) for b in befores]
    return [{"id": first_link + n, "predecessor_id": first + b, "successor_id": first + i}
            for n, (b, i) in enumerate(pairs)]


def with_ids(kind: str, rows: list[dict], first: int, ids: Ids) -> list[dict]:
    out = []
    for row in rows:
        row = {"id": ids(kind), **row}
        if "at" in row:
            row["activity_id"] = first + row.pop("at")
        out.append(row)
    return out


def make_project(number: int, kind: str, stage: str, world: dict, draw: Draw) -> Project:
    ids = world["ids"]
    if stage == "trial" and not world["templates"][kind].trial:
        stage = "completed"  # standard factories have no trial run
    county = draw.pick(words.COUNTIES)
    world["numbers"][kind, county] = world["numbers"].get((kind, county), 0) + 1
    row = {"id": number, "stage": stage, "side_state": "none",
           **figures(kind, world["numbers"][kind, county], county, draw)}
    template = net.padded(world["templates"][kind], world["sizes"][number - 1])
    plan = make_plan(template, world["winter"], world["today"], stage, draw)
    row |= {"level": draw.pick(["city", "city", "county", "county", "provincial", "national"]),
            "lead_leader": f"示例市副市长{facts.name_of(draw)}",
            "lead_department": draw.pick(list(words.DEPARTMENTS.values())),
            "contact": facts.name_of(draw), "stage_words": words.STAGE_WORDS[stage],
            "provenance": "assumed", "source_note": "合成示例数据，非真实项目"}
    if stage != "conceived":
        row["national_code"] = national_code(number, plan, draw)
    if draw.chance(0.85):
        row["worth_per_day"] = max(1, round(row["investment"] * draw.between(0.0002, 0.0006), 1))
    dated(row, plan, draw)
    first = ids.last.get("activities", 0) + 1
    ids.last["activities"] = first + len(template.rows) - 1
    first_link = ids.last.get("links", 0) + 1
    ids.last["links"] = first_link - 1 + sum(map(len, template.before))
    row |= {"activities": [], "links": [], "blockers": [], "visit_stops": [], "orders": []}
    for name in ("promises", "returns", "fund_lines", "factor_needs", "hazards", "outputs"):
        row[name] = with_ids(name, getattr(facts, name)(plan, row, draw), first, ids)
    return Project(row, plan, first, first_link)


def set_sides(projects: list[Project], draw: Draw) -> None:
    reasons = {"paused": "资金未落实，暂停建设（示例）", "deferred": "经批准延期开工（示例）",
               "withdrawn": "业主调整投向，调出年度计划（示例）", "terminated": "选址被否，终止（示例）"}
    wanted = {"paused": ("building",), "deferred": ("preparing", "ready"),
              "withdrawn": ("conceived", "preparing"), "terminated": ("preparing",)}
    for side in SIDES[: max(1, len(projects) // 15)]:
        free = [p for p in projects if p.row["stage"] in wanted[side] and p.row["side_state"] == "none"]
        if free:
            row = draw.pick(free).row
            row |= {"side_state": side, "side_reason": reasons[side]}
            if side in ("paused", "deferred"):
                row["side_review_day"] = net.text_of(net.day_of(DATA_DATE) + draw.whole(20, 80))


def couple(projects: list[Project], per_pair: int, draw: Draw, ids: Ids) -> None:
    """Links between projects: the later one waits; only where nothing that has happened is denied."""
    for before_kind, after_kind, phase, _ in words.COUPLINGS:
        pairs = []
        for a in projects:
            if a.row["type"] != before_kind:
                continue
            last = max(a.plan.template.first_end, key=lambda i: a.plan.real[1][i])
            for b in projects:
                if b.row["type"] != after_kind:
                    continue
                waits = [i for i, r in enumerate(b.plan.template.rows)
                         if r["phase"] == phase and not b.plan.started(i)]
                if not waits:
                    continue
                gap = b.plan.current[0][waits[0]] - a.plan.real[1][last]
                if -60 < gap < 900:
                    pairs.append((a, last, b, waits[0]))
        used: set[int] = set()
        for a, last, b, wait in draw.shuffled(pairs):
            if len(used) >= 2 * per_pair or used & {a.row["id"], b.row["id"]}:
                continue
            used |= {a.row["id"], b.row["id"]}
            b.row["links"].append({"id": ids("links"), "predecessor_id": a.first + last,
                                   "successor_id": b.first + wait})


def quotas(projects: list[Project]) -> list[dict]:
    """What the city may still allot in 2026: most, not all, of what is asked."""
    rows = []
    for number, factor in enumerate(words.FACTORS, 1):
        short = sum(n["amount"] - n["allotted"] for p in projects for n in p.row["factor_needs"]
                    if n["factor"] == factor)
        rows.append({"id": number, "factor": factor, "year": 2026, "amount": round(short * 0.8)})
    return rows


def organizations() -> list[dict]:
    rows = [("示例市人民政府办公室", "leader_office"), ("示例市重点项目办", "key_project_office")]
    rows += [(name, "department") for name in words.DEPARTMENTS.values()]
    out = [{"id": i, "name": name, "kind": kind} for i, (name, kind) in enumerate(rows, 1)]
    for county in words.COUNTIES:
        out.append({"id": len(out) + 1, "name": f"{county}人民政府", "kind": "county", "county": county})
    return out


def calendars() -> list[dict]:
    out = []
    for number, key in enumerate(("daily", "working"), 1):
        data = tomllib.loads((ROOT / f"templates/calendars/{key}.toml").read_text(encoding="utf-8"))
        row = {"id": number, "name": data["name"], "week": data["week"]}
        for field in ("exceptions", "winter", "whole_days", "provisional"):
            if data.get(field):
                row[field] = data[field].strip() if field == "exceptions" else data[field]
        out.append(row)
    return out


def sizes(options) -> list[int]:
    """Activities of each project; 0 leaves the template as it is."""
    if options.activities_total:
        each, rest = divmod(options.activities_total, options.projects)
        return [each + (i < rest) for i in range(options.projects)]
    return [options.activities] * options.projects


def make_city(options) -> tuple[dict, list[Project]]:
    draw = Draw(random.Random(options.seed))
    ids = Ids()
    today = net.day_of(DATA_DATE)
    world = {"ids": ids, "today": today, "winter": net.Winter(), "numbers": {}, "sizes": sizes(options),
             "templates": net.load(ROOT / "templates/networks")}
    kinds = [list(words.TYPES)[i % len(words.TYPES)] for i in range(options.projects)]
    stages = stage_list(options.projects, draw)
    projects = [make_project(i + 1, kind, stage, world, draw)
                for i, (kind, stage) in enumerate(zip(kinds, stages))]
    scale = max(1, options.projects // 120)
    set_sides(projects, draw)
    couple(projects, 3 * scale, draw, ids)
    dispatch.add_blockers(projects, 80 * scale, today, draw, ids)
    visits, orders = dispatch.add_visits(projects, today, draw, ids)
    head = {"format": "tongchou.programme", "version": 1,
            "note": "合成示例数据，由 tools/make_demo_city.py 生成，其中没有真实的项目、单位和人",
            "city": {"code": CITY, "name": "示例市", "synthetic": True, "data_date": DATA_DATE,
                     "light_pack": "seasonal", "default_worth_per_day": 5, "default_year": 2026},
            "calendars": calendars(), "organizations": organizations(), "visits": visits,
            "orders": orders, "factor_quotas": quotas(projects)}
    return head, projects


def line(value) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def write(out, head: dict, projects: list[Project]) -> None:
    """One project a line, so that a change of the generator shows as lines."""
    out.write("{" + "".join(f"{line(key)}:{line(value)},\n" for key, value in head.items()))
    out.write('"projects":[\n')
    for i, project in enumerate(projects):
        out.write(line(project.whole_row(len(projects) > 300)) + (",\n" if i + 1 < len(projects) else "\n"))
    out.write("]}\n")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=20260315)
    parser.add_argument("--projects", type=int, help="default 120, or one for each 200 of the total")
    parser.add_argument("--activities", type=int, default=0, help="pad each project to this many")
    parser.add_argument("--activities-total", type=int, default=0, help="pad to this many in all")
    parser.add_argument("--out", default=str(ROOT / "examples/demo-city/programme.json"),
                        help="file to write, - for standard output")
    options = parser.parse_args()
    if options.projects is None:
        options.projects = max(1, options.activities_total // 200) if options.activities_total else 120
    if options.projects < 1 or options.activities < 0 or options.activities_total < 0:
        parser.error("sizes are positive")
    head, projects = make_city(options)
    if options.out == "-":
        write(sys.stdout, head, projects)
    else:
        with open(options.out, "w", encoding="utf-8", newline="\n") as out:
            write(out, head, projects)
    return 0


if __name__ == "__main__":
    sys.exit(main())
