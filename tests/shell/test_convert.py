"""`tongchou convert` against a reader that was not written from its code: what comes back after a
round trip is what was there, or a printed note says how many values of that kind are not.
SPDX-License-Identifier: Apache-2.0
"""
from __future__ import annotations

import collections
import csv
import datetime
import json
import pathlib
import re
import unittest

import schedule_reader
from program import SHARED, InFolder, tongchou

FOLDER = SHARED / "data/schedules"
FILES = sorted(FOLDER.glob("*.x*")) if FOLDER.is_dir() else []
ENDINGS = {"xer": ".xer", "mspdi": ".mspdi.xml", "pmxml": ".pmxml.xml", "csv": ".csv"}
# The words of notes that account for a difference in a field of ours.
WORDS = {
    "activity": {"activity"}, "new activity": {"activity"}, "link": {"link"}, "code": {"code"}, "name": {"name"},
    "kind": {"kind"}, "duration": {"duration_likely"}, "elapsed": {"elapsed"},
    "remaining": {"remaining", "duration_likely"}, "calendar": {"calendar"},
    "constraint": {"constraint_kind", "constraint_at"},
    "constraint2": {"secondary_kind", "secondary_at"}, "deadline": {"deadline"},
    "actual_start": {"actual_start"}, "actual_finish": {"actual_finish"},
    "expected_finish": {"expected_finish"}, "suspended": {"suspended_at"},
    "resumed": {"resumed_at"}, "manual": {"manual", "constraint_kind"}, "active": {"inactive"},
    "early_start": {"stored early dates"}, "early_finish": {"stored early dates"},
    "late_start": {"stored late dates"}, "late_finish": {"stored late dates"},
    "working time": {"working time", "calendar left out"},
}
# What must come through whatever a note says: between P6's own two formats everything, and these to
# and from Microsoft Project. Where work that never began is finished, its start is the reader's.
P6_KEPT = (set(WORDS) | {"new link"}) - {"actual_start"}
PROJECT_KEPT = {"name", "duration", "calendar", "actual_finish", "early_start", "early_finish",
                "late_start", "late_finish", "working time", "new link"}
COUNTED = re.compile(r"(\d+) × ([^:]+): ")


def format_of(path: pathlib.Path) -> str:
    return "xer" if path.suffix == ".xer" else "pmxml" if ".pmxml" in path.name else "mspdi"


def working_time(calendar: dict) -> tuple:
    """The week, and the days that differ from it."""
    week = [tuple(day) for day in calendar["week"]]
    days = {date: tuple(shifts) for date, shifts in calendar["days"].items()
            if "1900" <= date < "2200"
            and tuple(shifts) != week[datetime.date.fromisoformat(date).weekday()]}
    return week, days


def left(activity: dict) -> int:
    if activity["remaining"] is not None:
        return activity["remaining"]
    return 0 if activity["actual_finish"] else activity["duration"]


def differences(before: dict, after: dict) -> list[tuple[str, str, object, object]]:
    """(field, who, before, after) of everything that is not the same."""
    found: list = []
    for key, activity in before["activities"].items():
        other = after["activities"].get(key)
        if other is None:
            found.append(("activity", key, activity, None))
            continue
        for field in activity:
            if field in ("project", "remaining"):
                continue
            if activity[field] != other.get(field, activity[field]):
                found.append((field, key, activity[field], other.get(field)))
        if left(activity) != left(other):
            found.append(("remaining", key, activity["remaining"], other["remaining"]))
    old, new = collections.Counter(before["links"]), collections.Counter(after["links"])
    found += [("link", str(link), link, None) for link in (old - new).elements()]
    found += [("new link", str(link), None, link) for link in (new - old).elements()]
    found += [("new activity", key, None, key) for key in after["activities"]
              if key not in before["activities"]]
    used = {activity["calendar"] for activity in before["activities"].values()}
    for name, calendars in before["calendars"].items():
        others = [working_time(other) for other in after["calendars"].get(name, [])]
        for calendar in calendars:
            if working_time(calendar) not in others and (others or name in used):
                found.append(("working time", name, calendar, others))
    return found


def unexplained(found: list, dropped: list[dict], notes: list[dict]) -> list:
    """Differences of a field beyond the number that notes admit for it."""
    admitted: dict[str, int] = {}
    for note in dropped:
        counted = COUNTED.match(note["message"])
        if counted:
            admitted[counted[2]] = admitted.get(counted[2], 0) + int(counted[1])
    for note in notes:  # work that is finished and never began is said to begin where it ends
        if note["rule"].endswith(".progress") and "act_end_date" in note["where"]:
            more = re.match(r"(\d+) more of this kind", note["message"])
            admitted["actual_start"] = admitted.get("actual_start", 0) + int(more[1] if more else 1)
    result: list = []
    for field in {entry[0] for entry in found}:
        entries = [entry for entry in found if entry[0] == field]
        allowed = sum(admitted.get(word, 0) for word in WORDS.get(field, ()))
        if len(entries) > allowed:
            result.append((field, f"{len(entries)} differ, {allowed} admitted", entries[:3]))
    return result


@unittest.skipUnless(FILES, "data/schedules is not beside the repository")
class RoundTrips(InFolder):
    def convert(self, source: pathlib.Path, target: str) -> tuple[pathlib.Path, dict]:
        number = len(list(self.folder.iterdir()))
        path = self.folder / f"{number}{ENDINGS[target]}"
        done = tongchou("convert", str(source), str(path), "--json")
        self.assertEqual((done.code, done.err), (0, ""), (source.name, target))
        return path, done.json()

    def read(self, path: pathlib.Path, encoding: str) -> dict:
        return schedule_reader.read(path.read_bytes(), encoding or "utf-8")

    def trip(self, source: pathlib.Path, *steps: str) -> None:
        path, dropped, notes = source, [], []
        encoding = ""
        for step in steps:
            path, said = self.convert(path, step)
            dropped += said["dropped"]
            notes += said["notes"]
            encoding = encoding or said["read"]["encoding"]
        final = tongchou("convert", str(path), str(self.folder / "last.csv"), "--json").json()
        before = self.read(source, encoding)
        after = self.read(path, final["read"]["encoding"])
        self.assertTrue(before["activities"] or before["calendars"], "the second reader sees it")
        found = differences(before, after)
        kept = PROJECT_KEPT if "mspdi" in (*steps, format_of(source)) else P6_KEPT
        self.assertEqual([entry for entry in found if entry[0] in kept], [])
        problems = unexplained(found, dropped, notes)
        self.assertEqual(problems, [], json.dumps(dropped, ensure_ascii=False)[:3000])
        if len(steps) == 1 and steps[0] == format_of(source):
            self.assertEqual(dropped, [], "its own format drops nothing")
            self.assertEqual(before, after)

    def test_every_format_keeps_its_own(self) -> None:
        for source in FILES:
            with self.subTest(source.name):
                self.trip(source, format_of(source))

    def test_through_another_format_and_back(self) -> None:
        ways = {"xer": ("mspdi", "pmxml"), "mspdi": ("xer", "pmxml"), "pmxml": ("xer", "mspdi")}
        for source in FILES:
            own = format_of(source)
            for other in ways[own]:
                with self.subTest(f"{source.name} {own} {other} {own}"):
                    self.trip(source, other, own)

    def test_one_way_is_the_same_schedule(self) -> None:
        for source in FILES:
            for other in ("xer", "mspdi", "pmxml"):
                if other != format_of(source):
                    with self.subTest(f"{source.name} {other}"):
                        self.trip(source, other)

    def test_a_table_holds_every_activity_and_link(self) -> None:
        for source in FILES:
            with self.subTest(source.name):
                path, said = self.convert(source, "csv")
                before = self.read(source, said["read"]["encoding"])
                with open(path, encoding="utf-8-sig", newline="") as stream:
                    rows = {row["id"]: row for row in csv.DictReader(stream)}
                self.assertEqual(set(rows), set(before["activities"]))
                units = {"d": 480, "h": 60, "m": 1, "ed": 1440, "eh": 60, "em": 1}
                for key, activity in before["activities"].items():
                    span = re.fullmatch(r"(-?\d+)(\D+)", rows[key]["duration"])
                    minutes = int(span[1]) * units[span[2]]
                    if "milestone" not in activity["kind"]:
                        self.assertEqual(minutes, activity["duration"], key)
                written = sum(len([item for item in row["predecessors"].split(";") if item])
                              for row in rows.values())
                self.assertEqual(written, said["read"]["links"])


class Convert(InFolder):
    TABLE = "id,name,duration,predecessors\n1,挖,5d,\n2,浇,40h,1FS+2d\n"

    def test_a_table_becomes_each_format(self) -> None:
        source = self.write("plan.csv", self.TABLE)
        for target, ending in ENDINGS.items():
            done = tongchou("convert", source, str(self.folder / f"out{ending}"), "--json")
            self.assertEqual((done.code, done.err), (0, ""), done)
            self.assertEqual(done.json()["written"]["format"], target)
            if target == "csv":
                continue
            written = self.folder / f"out{ending}"
            again = tongchou("convert", str(written), str(self.folder / "again.csv"), "--json")
            plan = schedule_reader.read(written.read_bytes(), again.json()["read"]["encoding"])
            self.assertEqual({key: (one["name"], one["duration"])
                              for key, one in plan["activities"].items()},
                             {"1": ("挖", 2400), "2": ("浇", 2400)})
            self.assertEqual(plan["links"], [("1", "2", "FS", 960)])

    def test_the_lines_for_people(self) -> None:
        source = self.write("plan.csv", self.TABLE)
        target = str(self.folder / "out.xer")
        chinese = tongchou("convert", source, target)
        english = tongchou("--lang", "en", "convert", source, target)
        self.assertEqual((chinese.code, english.code), (0, 0))
        self.assertRegex(chinese.out, "(?m)^读入 .*作业 2")
        self.assertRegex(chinese.out, "(?m)^写出 ")
        self.assertRegex(english.out, "(?m)^read .*activities 2")

    def test_the_format_of_the_target(self) -> None:
        source = self.write("plan.csv", self.TABLE)
        self.assert_error(tongchou("convert", source, str(self.folder / "out.doc")), 2,
                          "convert.format")
        self.assert_error(tongchou("convert", source, str(self.folder / "o.xer"), "--as", "mpp"), 2,
                          "convert.as")
        self.assert_error(tongchou("convert", source, source), 2, "convert.same")
        self.assert_error(tongchou("convert", source), 2)
        done = tongchou("convert", source, str(self.folder / "odd.name"), "--as", "pmxml")
        self.assertEqual(done.code, 0, done)
        self.assertIn(b"APIBusinessObjects", (self.folder / "odd.name").read_bytes())

    def test_files_that_are_no_schedules(self) -> None:
        target = self.folder / "out.xer"
        for name, content, word in (
                ("plan.mpp", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "XML"),
                ("plan.xlsx", b"PK\x03\x04" + bytes(100), "CSV"),
                ("plan.xml", b"<html><body/></html>", "html"),
                ("empty.xer", b"", "empty"), ("plan.txt", "今天天气很好。\n".encode(), "今天")):
            done = tongchou("convert", self.write(name, content), str(target))
            self.assert_error(done, 3)
            self.assertIn(word, done.err, name)
            self.assertFalse(target.exists(), "nothing half written")

    def test_a_folder_that_cannot_be_written(self) -> None:
        source = self.write("plan.csv", self.TABLE)
        self.assert_error(tongchou("convert", source, str(self.folder / "none" / "out.xer")), 5,
                          "file.write")
