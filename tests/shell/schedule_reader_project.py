"""Microsoft Project XML (MSPDI) as the dict that schedule_reader describes. Written from Microsoft's
Project XML data interchange schema. SPDX-License-Identifier: Apache-2.0
"""
from __future__ import annotations

import calendar as months
import datetime
import re
import xml.etree.ElementTree

LINKS = {"0": "FF", "1": "FS", "2": "SF", "3": "SS"}
CONSTRAINTS = {"1": "late", "2": "start on", "3": "finish on", "4": "start after",
               "5": "start before", "6": "finish after", "7": "finish before"}
ELAPSED = {4, 6, 8, 10, 12, 20}  # duration and lag formats that count the clock; + 32: estimated
MOST_DAYS = 366 * 60


def fields_of(element: xml.etree.ElementTree.Element) -> dict[str, str | None]:
    return {child.tag.rsplit("}", 1)[-1]: child.text for child in element if not len(child)}


def children_of(element: xml.etree.ElementTree.Element | None, *path: str) -> list:
    found = [element] if element is not None else []
    for name in path:
        found = [child for one in found for child in one if child.tag.rsplit("}", 1)[-1] == name]
    return found


def stamp(text: str | None) -> str | None:
    return text.strip().replace("T", " ")[:16] if text and text.strip() else None


def span(text: str | None) -> int | None:
    """PT8H30M0S."""
    match = re.fullmatch(r"(-?)P(?:(\d+)D)?T?(?:(\d+)H)?(?:(\d+)M)?(?:([\d.]+)S)?", (text or "").strip())
    if not match or not text:
        return None
    days, hours, mins = (int(match[i] or 0) for i in (2, 3, 4))
    total = days * 1440 + hours * 60 + mins + round(float(match[5] or 0) / 60)
    return -total if match[1] else total


def clock(text: str) -> int:
    return int(text[:2]) * 60 + int(text[3:5])


def shifts_of(element: xml.etree.ElementTree.Element) -> list:
    found = []
    for work in children_of(element, "WorkingTimes", "WorkingTime"):
        row = fields_of(work)
        if row.get("FromTime") and row.get("ToTime"):
            start, end = clock(row["FromTime"].strip()), clock(row["ToTime"].strip())
            found.append((start, end if end > start else 1440))
    result: list = []
    for start, end in sorted(found):
        if result and start <= result[-1][1]:
            result[-1] = (result[-1][0], max(end, result[-1][1]))
        else:
            result.append((start, end))
    return result


def position(year: int, month: int, item: int, which: int) -> datetime.date | None:
    """The first … fourth, last (4) day, weekday, weekend day or named day of a month."""
    fits = {0: lambda d: True, 1: lambda d: d.weekday() < 5, 2: lambda d: d.weekday() > 4}.get(
        item, lambda d: (d.weekday() + 1) % 7 == item - 3)
    days = [day for day in (datetime.date(year, month, n + 1)
                            for n in range(months.monthrange(year, month)[1])) if fits(day)]
    if which == 4:
        return days[-1]
    return days[which] if which < len(days) else None


def month_days(row: dict, kind: int, first: datetime.date, last: datetime.date) -> list:
    """Days of the recurrences by month and year."""
    every = max(int(row.get("Period") or 1), 1) if kind in (4, 5) else 12
    month = int(row.get("Month") or 0) + 1 if kind in (2, 3) else first.month
    year, found = first.year, []
    while (year, month) <= (last.year, last.month):
        if kind in (2, 4):
            number = int(row.get("MonthDay") or 1)
            fits = number <= months.monthrange(year, month)[1]
            day = datetime.date(year, month, number) if fits else None
        else:
            day = position(year, month, int(row.get("MonthItem") or 0),
                           int(row.get("MonthPosition") or 0))
        if day and first <= day <= last:
            found.append(day)
        year, month = year + (month + every - 1) // 12, (month + every - 1) % 12 + 1
    return found


def days_of(row: dict, first: datetime.date, last: datetime.date) -> list:
    """The days of one exception, recurring or not."""
    kind = int(row.get("Type") or 1)
    period = max(int(row.get("Period") or 1), 1)
    count = min((last - first).days + 1, MOST_DAYS)
    every = [first + datetime.timedelta(days=n) for n in range(count)]
    if kind == 7:
        return every[::period]
    if kind == 6:
        mask = int(row.get("DaysOfWeek") or 0)
        sunday = first - datetime.timedelta(days=(first.weekday() + 1) % 7)
        return [day for day in every if mask >> ((day.weekday() + 1) % 7) & 1
                and (day - sunday).days // 7 % period == 0]
    if kind in (2, 3, 4, 5):
        return month_days(row, kind, first, last)
    return every


def read_exceptions(element: xml.etree.ElementTree.Element, days: dict) -> None:
    """Of the newer list where there is one, else of the week days of type 0."""
    entries = children_of(element, "Exceptions", "Exception")
    if not entries:
        entries = [day for day in children_of(element, "WeekDays", "WeekDay")
                   if fields_of(day).get("DayType") == "0"]
    for entry in reversed(entries):
        row = fields_of(entry)
        period = fields_of(children_of(entry, "TimePeriod")[0])
        first, last = (datetime.date.fromisoformat(stamp(period[name])[:10])
                       for name in ("FromDate", "ToDate"))
        for day in days_of(row, first, last):
            days[day.isoformat()] = shifts_of(entry) if row.get("DayWorking") == "1" else []


def read_calendars(root: xml.etree.ElementTree.Element) -> dict:
    """Days that a derived calendar leaves open, and exceptions, are those of its base."""
    found: dict = {}
    for element in children_of(root, "Calendars", "Calendar"):
        row = fields_of(element)
        week: list = [None] * 7
        for day in children_of(element, "WeekDays", "WeekDay"):
            number = int(fields_of(day).get("DayType") or 0)
            if number:
                working = fields_of(day).get("DayWorking") == "1"
                week[(number + 5) % 7] = shifts_of(day) if working else []
        days: dict = {}
        read_exceptions(element, days)
        found[row["UID"]] = {"name": row.get("Name") or "", "base": row.get("BaseCalendarUID"),
                             "week": week, "days": days}
    for one in found.values():
        base, steps = found.get(one["base"]), 0
        while base is not None and base is not one and steps < 50:
            one["week"] = [own if own is not None else other
                           for own, other in zip(one["week"], base["week"])]
            one["days"] = {**base["days"], **one["days"]}
            base, steps = found.get(base["base"]), steps + 1
        one["week"] = [day or [] for day in one["week"]]
    return found


def kind_of(row: dict) -> str:
    if row.get("Summary") == "1":
        return "summary"
    return "milestone" if row.get("Milestone") == "1" and not span(row.get("Duration")) else "task"


def read_task(row: dict, calendars: dict, usual: str | None) -> dict:
    word = CONSTRAINTS.get((row.get("ConstraintType") or "0").strip())
    date = stamp(row.get("ConstraintDate"))
    given = word and (word == "late" or date)
    calendar = calendars.get(row.get("CalendarUID") or "-1") or calendars.get(usual, {})
    under_way = row.get("ActualStart") and not row.get("ActualFinish") \
        and row.get("Summary") != "1"
    return {"project": "1", "code": row.get("WBS"), "name": row.get("Name") or "",
            "kind": kind_of(row), "duration": span(row.get("Duration")) or 0,
            "elapsed": int(row.get("DurationFormat") or 7) % 32 in ELAPSED,
            "remaining": span(row.get("RemainingDuration")), "calendar": calendar.get("name"),
            "constraint": (word, None if word == "late" else date) if given else None,
            "constraint2": None, "deadline": stamp(row.get("Deadline")),
            "actual_start": stamp(row.get("ActualStart")),
            "actual_finish": stamp(row.get("ActualFinish")), "expected_finish": None,
            "suspended": None,
            "resumed": stamp(row.get("Resume") or row.get("Stop")) if under_way else None,
            "manual": row.get("Manual") == "1", "active": row.get("Active") != "0",
            "early_start": stamp(row.get("EarlyStart")), "early_finish": stamp(row.get("EarlyFinish")),
            "late_start": stamp(row.get("LateStart")), "late_finish": stamp(row.get("LateFinish"))}


def read(root: xml.etree.ElementTree.Element) -> dict:
    own = fields_of(root)
    calendars = read_calendars(root)
    result: dict = {"projects": {"1": {"code": None, "data_date": stamp(own.get("StatusDate")),
                                       "start": stamp(own.get("StartDate")), "must_finish": None}},
                    "activities": {}, "links": [], "calendars": {}}
    for one in calendars.values():
        result["calendars"].setdefault(one["name"], []).append(one)
    tasks = [(fields_of(task), task) for task in children_of(root, "Tasks", "Task")]
    tasks = [(row, task) for row, task in tasks if row.get("IsNull") != "1" and row["UID"] != "0"]
    for row, _ in tasks:
        result["activities"][row["UID"]] = read_task(row, calendars, own.get("CalendarUID"))
    for row, task in tasks:
        for element in children_of(task, "PredecessorLink"):
            link = fields_of(element)
            if link.get("PredecessorUID") not in result["activities"]:
                continue
            lag = round(float(link.get("LinkLag") or 0) / 10)
            percent = int(link.get("LagFormat") or 7) % 32 in (19, 20)
            if percent:  # tenths of a percent of the predecessor's duration
                before = result["activities"][link["PredecessorUID"]]["duration"]
                lag = round(before * float(link["LinkLag"]) / 100)
            result["links"].append((link["PredecessorUID"], row["UID"],
                                    LINKS[link.get("Type") or "1"], lag))
    return result
