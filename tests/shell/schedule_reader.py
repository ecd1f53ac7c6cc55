"""A second reader of schedule files, for checking what the program writes: XER, PMXML and MSPDI as
plain dicts. Written from the published field lists (Oracle's XER import/export data map and P6 EPPM
integration reference, Microsoft's Project XML data interchange schema), not from the program.

A file becomes {"projects": {id: …}, "activities": {id: …}, "links": [(from, to, type, minutes)],
"calendars": {name: [{"week": seven lists, "days": {date: list}}]}}. Spans are minutes, shifts pairs
of minutes of the day, dates "YYYY-MM-DD HH:MM" or None, the week begins on Monday. A calendar whose
working time the file does not say is left out; an activity without one has the project's.
SPDX-License-Identifier: Apache-2.0
"""
from __future__ import annotations

import datetime
import re
import xml.etree.ElementTree

import schedule_reader_project

KINDS = {"TT_Task": "task", "TT_Rsrc": "resource", "TT_LOE": "effort", "TT_Mile": "start milestone",
         "TT_FinMile": "finish milestone", "TT_WBS": "summary",
         "Task Dependent": "task", "Resource Dependent": "resource", "Level of Effort": "effort",
         "Start Milestone": "start milestone", "Finish Milestone": "finish milestone",
         "WBS Summary": "summary"}
CONSTRAINTS = {
    "CS_MSO": "start on", "CS_MSOA": "start after", "CS_MSOB": "start before", "CS_MEO": "finish on",
    "CS_MEOA": "finish after", "CS_MEOB": "finish before", "CS_ALAP": "late",
    "CS_MANDSTART": "mandatory start", "CS_MANDFIN": "mandatory finish",
    "start on": "start on", "start on or after": "start after", "start on or before": "start before",
    "finish on": "finish on", "finish on or after": "finish after",
    "finish on or before": "finish before", "as late as possible": "late",
    "mandatory start": "mandatory start", "mandatory finish": "mandatory finish"}
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def read(data: bytes, encoding: str = "utf-8") -> dict:
    """The file as a dict; `encoding` is that of an XER."""
    if data.lstrip(b"\xef\xbb\xbf \r\n").startswith(b"<") or data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        try:
            root = xml.etree.ElementTree.fromstring(data)
        except xml.etree.ElementTree.ParseError:
            root = None
        if root is not None:
            name = root.tag.rsplit("}", 1)[-1]
            return read_pmxml(root) if name == "APIBusinessObjects" \
                else schedule_reader_project.read(root)
    return read_xer(data.decode(encoding, "replace"))


def minutes(hours: str | None) -> int | None:
    if hours is None or not hours.strip():
        return None
    return round(float(hours.replace(",", ".")) * 60)


def stamp(text: str | None) -> str | None:
    found = re.match(r"\d{4}-\d\d-\d\d[ T]\d\d:\d\d", (text or "").strip())
    return found[0].replace("T", " ") if found else None


def by_name(calendars: list[tuple[str, dict]]) -> dict[str, list]:
    result: dict[str, list] = {}
    for name, calendar in calendars:
        result.setdefault(name, []).append(calendar)
    return result


def clock(text: str) -> int:
    hour, minute = text.strip().split(":")[:2]
    return int(hour) * 60 + int(minute)


def joined(shifts: list) -> list:
    """In order, touching shifts as one."""
    result: list = []
    for start, end in sorted(shifts):
        if result and start <= result[-1][1]:
            result[-1] = (result[-1][0], max(end, result[-1][1]))
        elif end > start:
            result.append((start, end))
    return result


def constraint(word: str | None, date: str | None) -> tuple | None:
    if not word or not word.strip():
        return None
    kind = CONSTRAINTS[word.strip() if word.startswith("CS_") else word.strip().lower()]
    if kind == "late":
        return ("late", None)
    return (kind, stamp(date)) if stamp(date) else None


def inherit(calendars: dict[str, tuple[dict, str | None]]) -> None:
    """In P6 a calendar has its own week and the exceptions of its base, its own over them."""
    whole = {}
    for key, (calendar, base) in calendars.items():
        days, seen = dict(calendar["days"]), {key}
        while base in calendars and base not in seen:
            seen.add(base)
            days = {**calendars[base][0]["days"], **days}
            base = calendars[base][1]
        whole[key] = days
    for key, days in whole.items():
        calendars[key][0]["days"] = days


# XER ------------------------------------------------------------------------------------------


def tables_of(text: str) -> dict[str, list[dict]]:
    """Rows of each table by field name. A line that opens with no mark goes on the one before."""
    tables: dict[str, list[dict]] = {}
    rows: list[dict] = []
    fields: list[str] = []
    for line in re.split(r"\r\n|\n|\r", text):
        cells = line.split("\t")
        if cells[0] == "%T":
            rows = tables.setdefault(cells[1].strip(), [])
            fields = []
        elif cells[0] == "%F":
            fields = [cell.strip() for cell in cells[1:]]
        elif cells[0] == "%R":
            rows.append(dict(zip(fields, cells[1:])))
        elif line and line != "%E" and rows and not line.startswith("ERMHDR"):
            last = fields[min(len(rows[-1]), len(fields)) - 1]
            rows[-1][last] = rows[-1].get(last, "") + "\n" + line
    return tables


def tree_of(text: str) -> tuple:
    """"(0||name(args)(children))" as (name, args, children)."""
    at = 0

    def node() -> tuple:
        nonlocal at
        head = re.compile(r"\s*\(\s*\d+\|\|([^()]*)\(").match(text, at)
        if not head:
            raise ValueError(f"no node at {at}: {text[at:at + 40]!r}")
        end = text.index(")", head.end())
        args = text[head.end():end]
        at = end + 1
        children = []
        opening = re.compile(r"\s*\(").match(text, at)
        at = opening.end()
        while not re.compile(r"\s*\)").match(text, at):
            children.append(node())
        at = re.compile(r"\s*\)\s*\)").match(text, at).end()
        return head[1].strip(), args.split("|"), children

    return node()


def shifts_of(children: list) -> list:
    found = []
    for _, args, _ in children:
        values = dict(zip(args[::2], args[1::2]))
        if "s" in values and "f" in values:
            start, end = clock(values["s"]), clock(values["f"])
            found.append((start, end if end > start else 1440))
    return joined(found)


def xer_calendar(text: str) -> dict:
    text = re.sub("[\x00-\x08\x0b-\x1f\x7f]", " ", text)
    calendar: dict = {"week": [[] for _ in DAYS], "days": {}}
    for name, _, children in tree_of(text)[2]:
        if name == "DaysOfWeek":
            for day, _, shifts in children:
                calendar["week"][(int(day) + 5) % 7] = shifts_of(shifts)  # 1 is Sunday
        elif name == "Exceptions":
            for _, args, shifts in children:
                serial = int(args[args.index("d") + 1])
                date = datetime.date(1899, 12, 30) + datetime.timedelta(days=serial)
                calendar["days"][date.isoformat()] = shifts_of(shifts)
    return calendar


def read_xer(text: str) -> dict:
    tables = tables_of(text)
    calendars = {row["clndr_id"]: row for row in tables.get("CALENDAR", [])}
    times = {key: xer_calendar(row["clndr_data"]) for key, row in calendars.items()
             if "(" in row.get("clndr_data", "")}
    inherit({key: (time, calendars[key].get("base_clndr_id")) for key, time in times.items()})
    result: dict = {"projects": {}, "activities": {}, "links": [], "calendars": by_name(
        [(calendars[key]["clndr_name"], time) for key, time in times.items()])}
    usual = next((row for row in calendars.values() if row.get("default_flag") == "Y"),
                 next(iter(calendars.values()), {}))
    defaults = {}
    for row in tables.get("PROJECT", []):
        defaults[row["proj_id"]] = calendars.get(row.get("clndr_id", ""), usual)
        result["projects"][row["proj_id"]] = {
            "code": row.get("proj_short_name"), "data_date": stamp(row.get("last_recalc_date")),
            "start": stamp(row.get("plan_start_date")), "must_finish": stamp(row.get("plan_end_date"))}
    for row in tables.get("TASK", []):
        calendar = calendars.get(row.get("clndr_id", "")) or defaults.get(row.get("proj_id"), usual)
        result["activities"][row["task_id"]] = {
            "project": row.get("proj_id"), "code": row.get("task_code"), "name": row.get("task_name"),
            "kind": KINDS.get(row.get("task_type", ""), "task"),
            "duration": minutes(row.get("target_drtn_hr_cnt")) or 0,
            "remaining": minutes(row.get("remain_drtn_hr_cnt")),
            "calendar": calendar.get("clndr_name"),
            "constraint": constraint(row.get("cstr_type"), row.get("cstr_date")),
            "constraint2": constraint(row.get("cstr_type2"), row.get("cstr_date2")),
            "deadline": None,
            "actual_start": stamp(row.get("act_start_date")),
            "actual_finish": stamp(row.get("act_end_date")),
            "expected_finish": stamp(row.get("expect_end_date")),
            "suspended": stamp(row.get("suspend_date")), "resumed": stamp(row.get("resume_date")),
            "early_start": stamp(row.get("early_start_date")),
            "early_finish": stamp(row.get("early_end_date")),
            "late_start": stamp(row.get("late_start_date")),
            "late_finish": stamp(row.get("late_end_date"))}
    for row in tables.get("TASKPRED", []):
        ends = row["pred_task_id"], row["task_id"]
        if all(end in result["activities"] for end in ends):
            kind = row.get("pred_type", "").replace("PR_", "") or "FS"
            result["links"].append((*ends, kind, minutes(row.get("lag_hr_cnt")) or 0))
    return result


# PMXML ----------------------------------------------------------------------------------------


def fields_of(element: xml.etree.ElementTree.Element) -> dict[str, str | None]:
    return {child.tag.rsplit("}", 1)[-1]: child.text for child in element if not len(child)}


def children_of(element: xml.etree.ElementTree.Element | None, name: str) -> list:
    if element is None:
        return []
    return [child for child in element if child.tag.rsplit("}", 1)[-1] == name]


def pmxml_shifts(element: xml.etree.ElementTree.Element, inclusive: bool) -> list:
    found = []
    for work in children_of(element, "WorkTime"):
        fields = fields_of(work)
        if fields.get("Start") and fields.get("Finish"):
            start, end = clock(fields["Start"]), clock(fields["Finish"]) + inclusive
            found.append((start, end if end > start else 1440))
    return joined(found)


def pmxml_calendars(elements: list) -> dict:
    """Exceptions are those of the base calendar with the calendar's own over them."""
    finishes = [clock(node.text) for element in elements for node in element.iter()
                if node.tag.endswith("}Finish") and node.text]
    inclusive = any(finish % 5 for finish in finishes)
    found: dict = {}
    for element in elements:
        fields = fields_of(element)
        week: list = [[] for _ in DAYS]
        for day in children_of(next(iter(children_of(element, "StandardWorkWeek")), None),
                               "StandardWorkHours"):
            week[DAYS.index(fields_of(day)["DayOfWeek"])] = pmxml_shifts(day, inclusive)
        days = {stamp(fields_of(one)["Date"])[:10]: pmxml_shifts(one, inclusive)
                for one in children_of(next(iter(children_of(element, "HolidayOrExceptions")), None),
                                       "HolidayOrException")}
        found[fields["ObjectId"]] = {"name": fields["Name"], "usual": fields.get("IsDefault") == "1",
                                     "base": fields.get("BaseCalendarObjectId"), "week": week,
                                     "days": days}
    inherit({key: (one, one["base"]) for key, one in found.items()})
    return found


def read_pmxml(root: xml.etree.ElementTree.Element) -> dict:
    projects = children_of(root, "Project")
    elements = children_of(root, "Calendar") + [one for project in projects
                                                for one in children_of(project, "Calendar")]
    calendars = pmxml_calendars(elements)
    result: dict = {"projects": {}, "activities": {}, "links": [], "calendars": by_name(
        [(one["name"], one) for one in calendars.values()])}
    relations = children_of(root, "Relationship")
    for project in projects:
        own = fields_of(project)
        result["projects"][own["ObjectId"]] = {
            "code": own.get("Id"), "data_date": stamp(own.get("DataDate")),
            "start": stamp(own.get("PlannedStartDate")),
            "must_finish": stamp(own.get("MustFinishByDate"))}
        relations += children_of(project, "Relationship")
        for element in children_of(project, "Activity"):
            result["activities"][fields_of(element)["ObjectId"]] = \
                pmxml_activity(fields_of(element), own, calendars)
    for relation in relations:
        row = fields_of(relation)
        ends = row["PredecessorActivityObjectId"], row["SuccessorActivityObjectId"]
        if all(end in result["activities"] for end in ends):
            kind = "".join(word[0] for word in row["Type"].split(" to "))
            result["links"].append((*ends, kind, minutes(row.get("Lag")) or 0))
    return result


def pmxml_activity(row: dict, project: dict, calendars: dict) -> dict:
    calendar = calendars.get(row.get("CalendarObjectId")) \
        or calendars.get(project.get("ActivityDefaultCalendarObjectId")) \
        or next((one for one in calendars.values() if one["usual"]), {})
    return {"project": project["ObjectId"], "code": row.get("Id"), "name": row.get("Name") or "",
            "kind": KINDS.get(row.get("Type") or "", "task"),
            "duration": minutes(row.get("PlannedDuration")) or 0,
            "remaining": minutes(row.get("RemainingDuration")), "calendar": calendar.get("name"),
            "constraint": constraint(row.get("PrimaryConstraintType"),
                                     row.get("PrimaryConstraintDate")),
            "constraint2": constraint(row.get("SecondaryConstraintType"),
                                      row.get("SecondaryConstraintDate")),
            "deadline": None,
            "actual_start": stamp(row.get("ActualStartDate")),
            "actual_finish": stamp(row.get("ActualFinishDate")),
            "expected_finish": stamp(row.get("ExpectedFinishDate")),
            "suspended": stamp(row.get("SuspendDate")), "resumed": stamp(row.get("ResumeDate")),
            "early_start": stamp(row.get("RemainingEarlyStartDate")),
            "early_finish": stamp(row.get("RemainingEarlyFinishDate")),
            "late_start": stamp(row.get("RemainingLateStartDate")),
            "late_finish": stamp(row.get("RemainingLateFinishDate"))}
