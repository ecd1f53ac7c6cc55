# SPDX-License-Identifier: Apache-2.0
"""Blockers, visits and orders: what is stuck, who must decide, what was said on site."""
from __future__ import annotations

from . import network as net
from . import words
from .facts import name_of
from .plan import Draw

LEVELS = ["task_force", "county", "city_office", "vice_mayor", "mayor"]
LEVEL_DAYS = [0, 7, 15, 30, 60]
VISITS = [("2025-09-12", "示例市市长现场办公（上半年欠账项目）"), ("2025-12-05", "示例市市长现场办公（冬季施工与设备到货）"),
          ("2026-02-27", "示例市市长现场办公（开春复工）")]
VERBS = ["协调", "督促", "确保", "加快", "研究"]


def _fits(kind: str, row: dict) -> bool:
    word, phases, _, _ = words.BLOCKERS[kind]
    if row["phase"] not in phases.split():
        return False
    if kind in ("permits", "land", "ecology", "quotas"):
        return row["kind"] == "gate"
    if kind == "utilities":
        return any(w in row["name"] for w in ("电", "水", "气", "接入", "送出")) and row["phase"] in "CT"
    return kind != "ground" or row["weather"] == 2


def _open_places(project) -> list[int]:
    """Unfinished activities whose predecessors are done: where a blocker can bite today."""
    plan = project.plan
    rows = plan.template.rows
    return [i for i in range(len(rows)) if not plan.finished(i) and rows[i]["phase"] != "R"
            and all(plan.finished(b) for b in plan.template.before[i])]


def _closed_places(project) -> list[int]:
    plan = project.plan
    return [i for i in range(len(plan.template.rows))
            if plan.finished(i) and plan.today - plan.real[1][i] < 240]


def _level(days: int) -> str:
    return [level for level, least in zip(LEVELS, LEVEL_DAYS) if days >= least][-1]


def _open_blocker(draw: Draw, today: int, blocker: dict) -> None:
    raised = today - draw.whole(3, 100)
    limit = raised + draw.pick([15, 30, 30, 45, 60])
    past = max(0, today - limit)
    blocker |= {"raised_day": net.text_of(raised), "limit_day": net.text_of(limit),
                "level": _level(past), "state": draw.pick(["raised", "accepted", "in_hand", "in_hand"])}
    if draw.chance(0.65):
        likely = draw.whole(10, 90)
        blocker |= {"release_low": net.text_of(today + likely // 2),
                    "release_likely": net.text_of(today + likely),
                    "release_high": net.text_of(today + likely * 2)}
    if draw.chance(0.12):
        blocker["reopened"] = 1


def _done_blocker(draw: Draw, finish: int, today: int, blocker: dict) -> None:
    resolved = min(today - 3, finish - draw.whole(0, 10))
    raised = resolved - draw.whole(5, 80)
    blocker |= {"raised_day": net.text_of(raised), "limit_day": net.text_of(raised + draw.pick([15, 30, 45])),
                "level": draw.pick(LEVELS[:4]), "state": "resolved", "resolved_day": net.text_of(resolved),
                "evidence": f"示例批复〔2026〕{draw.whole(1, 90)}号"}
    if draw.chance(0.8):
        blocker |= {"state": "closed", "closed_day": net.text_of(min(today - 1, resolved + draw.whole(1, 9))),
                    "closed_by": "示例市重点项目办核查员（示例）"}
        if draw.chance(0.15):
            blocker["reopened"] = 1


def add_blockers(projects: list, count: int, today: int, draw: Draw, ids) -> None:
    """Spread over all kinds; two in five resolved or closed, tied to activities that went on."""
    taken: set[tuple[int, int]] = set()
    kinds = list(words.BLOCKERS)
    for n in range(count):
        kind = kinds[n % len(kinds)]
        done = n % 5 in (1, 3)
        word, _, texts, asks = words.BLOCKERS[kind]
        places = _closed_places if done else _open_places
        for project in draw.shuffled(projects):
            rows = project.plan.template.rows
            fitting = [i for i in places(project) if _fits(kind, rows[i])
                       and (project.row["id"], i) not in taken]
            if not fitting or project.row["side_state"] in ("withdrawn", "terminated"):
                continue
            i = draw.pick(fitting)
            taken.add((project.row["id"], i))
            blocker = {"id": ids("blockers"), "activity_id": project.first + i, "kind": kind,
                       "text": draw.pick(texts), "owner_organization": words.DEPARTMENTS[word],
                       "owner_person": name_of(draw), "ask": draw.pick(asks)}
            if done:
                _done_blocker(draw, project.plan.real[1][i], today, blocker)
            else:
                _open_blocker(draw, today, blocker)
            project.row["blockers"].append(blocker)
            break


def _order_state(draw: Draw, order: dict, due: int, today: int) -> None:
    if due >= today:
        order["state"] = draw.pick(["open", "open", "replied"])
        if order["state"] == "replied":
            order["reply"] = "已制定措施，按期推进（示例）"
        return
    order["state"] = draw.pick(["kept", "kept", "kept", "broken", "open", "replied"])
    if order["state"] in ("kept", "broken"):
        closed = min(today - 1, due + (draw.whole(5, 20) if order["state"] == "broken" else -draw.whole(0, 6)))
        order |= {"closed_day": net.text_of(closed), "reply": "已办结（示例）" if order["state"] == "kept"
                  else "逾期办结（示例）", "evidence": f"示例督办回执{draw.whole(1, 999):03}"}


def _order_on(project, verb: str, issued: int, draw: Draw, ids) -> dict:
    plan = project.plan
    today = plan.today
    due = issued + draw.pick([7, 14, 20, 30, 45, 60])
    order = {"id": ids("orders"), "verb": verb, "issued_day": net.text_of(issued), "due": net.text_of(due),
             "due_text": f"{net.text_of(due)}前"}
    open_rows = [b for b in project.row["blockers"] if b["state"] in ("raised", "accepted", "in_hand")
                 and b["raised_day"] <= order["issued_day"]]
    if open_rows:
        blocker = draw.pick(open_rows)
        order |= {"blocker_id": blocker["id"], "activity_id": blocker["activity_id"],
                  "addressee": blocker["owner_organization"],
                  "text": f"{verb}解决“{blocker['text']}”", "atoms": [blocker["ask"]]}
    else:
        places = _open_places(project) or [len(plan.template.rows) - 1]
        i = draw.pick(places)
        name = plan.template.rows[i]["name"]
        order |= {"activity_id": project.first + i, "addressee": project.row["unit"],
                  "text": f"{verb}{name}，倒排工期", "atoms": [f"倒排{name}工期", "周报进展"]}
    _order_state(draw, order, due, today)
    return order


def add_visits(projects: list, today: int, draw: Draw, ids) -> tuple[list[dict], list[dict]]:
    """Visits with their stops and orders; returns the city's own visits and orders."""
    visits, city_orders = [], []
    live = [p for p in projects if p.row["stage"] in ("preparing", "ready", "building", "completed", "trial")
            and p.row["side_state"] == "none"]
    stuck = [p for p in live if p.row["blockers"]]
    for day, title in VISITS:
        visit = ids("visits")
        visits.append({"id": visit, "day": day, "leader": "示例市市长（示例）", "title": title,
                       "participants": ["示例市副市长（示例）"], "source_name": "合成示例"})
        stops = draw.shuffled(stuck)[:5] + draw.shuffled([p for p in live if p not in stuck])[:3]
        for n, project in enumerate(stops, 1):
            project.row["visit_stops"].append({"id": ids("visit_stops"), "visit_id": visit, "sequence": n,
                                               "asked": ["察看现场进度", "听取堵点汇报"]})
            order = _order_on(project, draw.pick(VERBS), net.day_of(day), draw, ids)
            project.row["orders"].append(order | {"visit_id": visit, "speaker": "示例市市长（示例）"})
        due = net.day_of(day) + 30
        order = {"id": ids("orders"), "visit_id": visit, "verb": "要求", "speaker": "示例市市长（示例）",
                 "addressee": "示例市重点项目办", "text": "对未开工项目逐个建立台账，按周调度", "atoms": ["建立台账", "按周调度"],
                 "issued_day": day, "due": net.text_of(due), "due_text": "一个月内"}
        _order_state(draw, order, due, today)
        city_orders.append(order)
    for project in stuck[: max(20, len(projects) // 4)]:
        issued = today - draw.whole(2, 75)
        project.row["orders"].append(
            _order_on(project, "督办", issued, draw, ids) | {"speaker": "示例市重点项目办"})
    return visits, city_orders
