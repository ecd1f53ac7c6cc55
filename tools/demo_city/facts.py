# SPDX-License-Identifier: Apache-2.0
"""What stands around a project's network: money, factors, returns, hazards, outputs, promises."""
from __future__ import annotations

import math

from . import network as net
from . import words
from .plan import Draw, Plan


# Share of the year's work that is booked by the end of each month: late in spring, whole in December.
BOOKED = [0.3, 0.35, 0.5, 0.6, 0.7, 0.8, 0.82, 0.85, 0.88, 0.9, 0.95, 1.0]


def name_of(draw: Draw) -> str:
    return f"{draw.pick(words.SURNAMES)}某（示例）"


def money(value: float) -> float:
    """万元, in tens, so that the file stays small."""
    return max(10, round(value / 10) * 10)


def _months(first: tuple[int, int], last: tuple[int, int]):
    year, month = first
    while (year, month) <= last:
        yield year, month
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)


def annual_plan(plan: Plan, investment: float, year: int) -> float | None:
    """Planned until the end of the year, less what truly stood at its beginning (carried over)."""
    begin = plan.progress(net.month_end(year - 1, 12))
    share = plan.planned_progress(net.month_end(year, 12), plan.current) - begin
    if share < 0.01:
        share = 0.02 if 0 < begin < 1 else 0
    return money(investment * share) if share else None


def returns(plan: Plan, project: dict, draw: Draw) -> list[dict]:
    """January 2025 to February 2026, from the month of the start on; some units fall silent."""
    if "started_day" not in project:
        return []
    rows = []
    silent_from = draw.whole(2, 8) if draw.chance(0.12) else None
    months = list(_months((2025, 1), (2026, 2)))
    honest = draw.pick([0.8, 0.9, 0.95, 1.0, 1.0, 1.05])
    crew = draw.whole(40, 260)
    end = max(plan.real[1][i] for i in plan.template.first_end)
    spent_year, year_begin = 0.0, 0.0
    for index, (year, month) in enumerate(months):
        close = net.month_end(year, month)
        if month == 1:
            year_begin, spent_year = plan.progress(net.month_end(year - 1, 12)), 0.0
        if close <= net.day_of(project["started_day"]) or close > end + 60:
            continue
        if silent_from is not None and len(months) - index <= silent_from:
            continue
        progress = plan.progress(close)
        spent = project["investment"] * max(0.0, progress - year_begin) * honest * BOOKED[month - 1]
        spent_year = max(spent_year, round(spent))
        winter = month in (12, 1, 2)
        handed_in = close + draw.whole(1, 9)
        rows.append({"period": f"{year}-{month:02}", "day": net.text_of(handed_in), "version": 1,
                     "progress": round(min(1.0, progress * draw.between(0.98, 1.02)), 3),
                     "spend": spent_year,
                     "people_on_site": round(crew * draw.between(0.8, 1.2) * (0.35 if winter else 1))})
        if draw.chance(0.03):
            again = dict(rows[-1], day=net.text_of(handed_in + 5), version=2,
                         spend=round(spent_year * 0.97), remark="更正当月投资数")
            rows.append(again)
    return rows


def fund_lines(plan: Plan, project: dict, draw: Draw) -> list[dict]:
    public = project["type"] in ("wwtp", "pipenet", "factory", "railfreight")
    sources = (["special_bond", "central_budget", "bank_loan", "ultra_long_bond", "provincial"] if public
               else ["bank_loan", "provincial"])
    shares = [("own_funds", draw.between(0.2, 0.4))]
    shares += [(s, 0.0) for s in draw.shuffled(sources)[: draw.whole(1, 2)]]
    rest = 1 - shares[0][1]
    done = plan.progress(plan.today)
    late = project["stage"] not in ("conceived", "preparing")
    rows = []
    for source, share in shares:
        share = share or rest / (len(shares) - 1)
        asked = money(project["investment"] * share)
        approved = money(asked * draw.between(0.8, 1.0)) if late or source == "own_funds" else 0
        arrived = money(approved * min(1.0, done + draw.between(0.05, 0.4))) if approved and late else 0
        paid = min(arrived, money(arrived * draw.between(0.55, 1.0))) if arrived and done > 0.02 else 0
        row = {"source": source, "asked": asked, "approved": approved, "arrived": arrived, "paid": paid}
        if source in ("special_bond", "ultra_long_bond", "central_budget"):
            year = 2025 if arrived else 2026
            row |= {"window_from": f"{year}-02-01", "window_to": f"{year}-{draw.whole(4, 10):02}-30"}
        rows.append(row)
    return rows


def factor_needs(plan: Plan, project: dict, draw: Draw) -> list[dict]:
    rows = []
    settled = project["stage"] not in ("conceived", "preparing")
    first = net.text_of(plan.current[0][plan.template.roots[0]])
    for factor, by_type in words.FACTORS.items():
        per_unit = by_type.get(project["type"])
        if per_unit is None:
            continue
        amount = round(per_unit * project["capacity_value"] * draw.between(0.9, 1.1), 1)
        if amount <= 0:
            continue
        part = 1.0 if settled else draw.pick([0.0, 0.0, 0.3, 0.6, 1.0])
        rows.append({"factor": factor, "amount": amount, "allotted": round(amount * part, 1),
                     "needed_by": first})
    return rows


def hazards(plan: Plan, project: dict, draw: Draw) -> list[dict]:
    if project["stage"] not in ("building", "completed", "trial"):
        return []
    fields = [i for i, row in enumerate(plan.template.rows)
              if row["phase"] in ("C", "T") and plan.started(i) and not plan.finished(i)]
    rows = []
    for _ in range(draw.pick([0, 0, 1, 1, 2])):
        if not fields:
            break
        i = draw.pick(fields)
        level = "major" if draw.chance(0.2) and project["stage"] == "building" else "general"
        found = plan.today - draw.whole(1, 90)
        row = {"at": i, "level": level, "text": draw.pick(words.HAZARDS[level]),
               "found_day": net.text_of(found)}
        if draw.chance(0.6):
            row["closed_day"] = net.text_of(min(plan.today - 1, found + draw.whole(1, 25)))
        rows.append(row)
    return rows


def outputs(plan: Plan, project: dict, draw: Draw) -> list[dict]:
    """Logistic ramp-up from the first trial month; t90 12 to 24 months."""
    design = project.get("design_output")
    if design is None or project["stage"] not in ("trial", "producing"):
        return []
    begin = min(plan.real[0][i] for i in plan.template.trial) + 30
    now = (plan.today - begin) / net.MONTH
    t10, t90, reach = 1.0, draw.between(12, 24), draw.pick([0.7, 0.85, 0.95])
    if project["stage"] == "producing":  # reached its design before today; some have fallen back since
        t90, reach = min(t90, max(2.0, now - 10)), draw.between(1.0, 1.06)
    slump = project["stage"] == "producing" and draw.chance(0.25)
    price = draw.between(0.05, 0.25) * project["investment"] / design / 12
    rows = []
    for year, month in _months((net.date_of(begin).year, net.date_of(begin).month), (2026, 2)):
        age = (net.month_end(year, month) - begin) / net.MONTH
        k = 2 * math.log(9) / (t90 - t10)
        rate = reach / (1 + math.exp(-k * (age - (t10 + t90) / 2)))
        if slump and now - age < 6:
            rate *= 0.75
        quantity = round(design * rate * draw.between(0.97, 1.03), 1)
        value = money(quantity * price)
        rows.append({"month": f"{year}-{month:02}", "quantity": quantity, "value": value,
                     "tax": round(value * 0.06), "jobs": round(30 + 200 * rate)})
    return rows[-18:]


def promises(plan: Plan, project: dict, draw: Draw) -> list[dict]:
    """Dates given by named people for key nodes: kept, broken, moved by a decision, still open."""
    if project["stage"] in ("conceived", "producing"):
        return []
    rows = []
    keys = [i for i, row in enumerate(plan.template.rows)
            if row["key"] and abs(plan.real[1][i] - plan.today) < 260]
    for i in draw.shuffled(keys)[: draw.pick([0, 0, 1, 1, 2])]:
        finish = plan.real[1][i]
        due = plan.approved[1][i] + draw.pick([-10, 0, 10, 30, 60])
        made = min(plan.today - draw.whole(5, 60), due - draw.whole(30, 150))
        row = {"at": i, "person": name_of(draw), "made_day": net.text_of(made), "due": net.text_of(due),
               "text": f"{net.text_of(due)}前完成{plan.template.rows[i]['name']}"}
        if finish <= plan.today:
            row["state"] = "kept" if finish <= due else "broken"
        elif due < plan.today:
            row["state"] = draw.pick(["broken", "moved", "moved"])
        else:
            row["state"] = "open"
        if row["state"] == "moved":
            row["decision"] = "示例市重点项目周调度会同意顺延"
            row["due"] = net.text_of(plan.today + draw.whole(10, 60))
        rows.append(row)
    return rows
