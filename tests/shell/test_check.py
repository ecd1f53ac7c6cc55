"""`tongchou check`: exit codes, JSON, the page of a terminal, loops, bad files; and its first
checks against a count of our own, straight from the XER text.
SPDX-License-Identifier: Apache-2.0
"""
from __future__ import annotations

import collections
import pathlib
import re
import unittest

from program import ROOT, SHARED, InFolder, tongchou

SCHEDULES = SHARED / "data/schedules"
BAD = SHARED / "data/badinput"
GOLDEN = ROOT / "tests/golden/check"
HEADER = ("project,data_date,id,code,name,duration,remaining,predecessors,constraint,"
          "constraint_date,actual_start,actual_finish,approved_finish\n")
#: Twelve activities of a small works: one is done late, one runs, one stands alone.
SAMPLE = HEADER + """\
泵站,2025-06-02 08:00,1,A10,测量放线,2d,0d,,,,2025-05-26 08:00,2025-05-29 17:00,2025-05-27 17:00
泵站,,2,A20,基坑开挖,5d,3d,1,,,2025-05-30 08:00,,2025-06-05 17:00
泵站,,3,A30,垫层,2d,,2,,,,,2025-06-09 17:00
泵站,,4,A40,底板,6d,,3,,,,,2025-06-17 17:00
泵站,,5,A50,墙身,50d,,4,,,,,2025-08-26 17:00
泵站,,6,A60,回填,4d,,5FS+3d,,,,,2025-09-04 17:00
泵站,,7,A70,设备采购,10d,,1,,,,,2025-06-16 17:00
泵站,,8,A80,设备安装,8d,,"6,7",mandatory_start,2025-09-05 08:00,,,2025-09-16 17:00
泵站,,9,A90,调试,3d,,8SS+1d,,,,,2025-09-10 17:00
泵站,,10,A95,验收,1d,,"8,9",,,,,2025-09-17 17:00
泵站,,11,A97,绿化,2d,,4FS-1d,,,,,2025-06-19 17:00
泵站,,12,A99,围墙,3d,,,,,,,2025-06-05 17:00
"""
SOUND = HEADER + "".join(
    f"泵站,{'2025-06-02 08:00' if i == 1 else ''},{i},A{i},工序{i},1d,,{i - 1 or ''},,,,,\n"
    for i in range(1, 41))
LOOP = HEADER + """\
泵站,2025-06-02 08:00,1,A1,一,2d,,,,,,,
泵站,,2,A2,二,2d,,"1,4",,,,,
泵站,,3,A3,三,2d,,2,,,,,
泵站,,4,A4,四,2d,,3FS-1d,,,,,
泵站,,5,A5,五,2d,,4,,,,,
"""


class Answers(InFolder):
    def test_a_sound_schedule_passes(self) -> None:
        done = tongchou("check", self.write("a.csv", SOUND))
        self.assertEqual((done.code, done.err), (0, ""), done)
        self.assertIn("✓ 通过", done.out)

    def test_a_faulty_one_does_not_and_says_where(self) -> None:
        path = self.write("a.csv", SAMPLE)
        done = tongchou("check", path)
        self.assertEqual((done.code, done.err), (1, ""), done)
        answer = tongchou("check", path, "--json")
        self.assertEqual((answer.code, answer.err), (1, ""))
        view = answer.json()
        self.assertFalse(view["passed"])
        self.assertLessEqual({"passed", "pack", "pack_source", "projects", "activities", "incomplete",
                              "links", "checks", "faults", "practices"}, set(view))
        self.assertEqual([check["number"] for check in view["checks"]], list(range(1, 15)))
        self.assertEqual([practice["number"] for practice in view["practices"]], list(range(1, 11)))
        checks = {check["check"]: check for check in view["checks"]}
        codes = {name: [one["code"] for one in check["offenders"]]
                 for name, check in checks.items()}
        self.assertEqual(codes["missing_logic"], ["A95", "A97", "A99"])
        self.assertEqual(codes["leads"], ["A97"])
        self.assertEqual(codes["lags"], ["A60", "A90"])
        self.assertEqual(codes["link_types"], ["A90"])
        self.assertEqual(codes["hard_constraints"], ["A80"])
        self.assertEqual(codes["high_duration"], ["A50"])
        self.assertEqual(codes["missed_activities"], ["A10"])
        self.assertEqual(checks["resources"]["state"], "not_applicable")
        for check in view["checks"]:
            self.assertEqual(len(check["offenders"]), check["count"], check["check"])

    def test_the_terminal_page_in_both_languages(self) -> None:
        path = self.write("a.csv", SAMPLE)
        for language in ("zh", "en"):
            golden = GOLDEN / f"sample.{language}.txt"
            self.assertEqual(tongchou("--lang", language, "check", path).out,
                             golden.read_text("utf-8"), golden.name)

    def test_csv(self) -> None:
        done = tongchou("check", self.write("a.csv", SAMPLE), "--csv")
        lines = done.out.splitlines()
        self.assertEqual(lines[0], "row,rule,state,figure,count,population,project,activity,code,"
                         "name,predecessor,value,text")
        kinds = collections.Counter(line.split(",")[0] for line in lines[1:])
        self.assertEqual((kinds["check"], kinds["practice"]), (14, 10))

    def test_a_long_list_is_cut_on_the_terminal_alone(self) -> None:
        rows = "".join(f"泵站,{'2025-06-02 08:00' if i == 1 else ''},{i},A{i},工序,1d,,,,,,,\n"
                       for i in range(1, 61))
        path = self.write("a.csv", HEADER + rows)
        self.assertIn("另有 48 处（--json）", tongchou("check", path).out)
        self.assertIn("… and 48 more (--json)", tongchou("--lang", "en", "check", path).out)
        checks = tongchou("check", path, "--json").json()["checks"]
        self.assertEqual(len(checks[0]["offenders"]), 60)

    def test_a_loop_is_a_finding(self) -> None:
        path = self.write("a.csv", LOOP)
        done = tongchou("check", path, "--json")
        self.assertEqual((done.code, done.err), (1, ""), done)
        view = done.json()
        fault = next(one for one in view["faults"] if one["rule"] == "quality.loop")
        self.assertEqual(fault["count"], 1)
        self.assertIn("A2 二 → A3 三 → A4 四 → A2 二", fault["places"][0]["text"])
        states = {check["check"]: check["state"] for check in view["checks"]}
        self.assertEqual(states["leads"], "failed")
        self.assertEqual(states["high_float"], "not_applicable")
        self.assertIn("quality.loop", tongchou("check", path).out)

    def test_packs(self) -> None:
        path = self.write("a.csv", SAMPLE)
        pack = self.write("own.toml", """zh = "本地"
en = "local"
source = "某指挥部"
[[check]]
check = "high_duration"
number = 8
zh = "工期过长"
en = "High duration"
at_most = 0.05
days = 60
source = "某指挥部"
""")
        done = tongchou("check", path, "--pack", pack, "--json")
        self.assertEqual(done.code, 0, done)
        self.assertEqual(len(done.json()["checks"]), 1)
        self.assertEqual(tongchou("check", path, "--pack", "dcma14").code, 1)
        self.assert_error(tongchou("check", path, "--pack", "dcma15"), 2, "quality.pack")
        self.assert_error(tongchou("check", path, "--pack", self.write("b.toml", "zh = ")), 3,
                          "pack.syntax")

    def test_usage(self) -> None:
        path = self.write("a.csv", SAMPLE)
        self.assert_error(tongchou("check"), 2, "check.what")
        self.assert_error(tongchou("check", path, path), 2, "check.what")
        self.assert_error(tongchou("check", path, "--project", "1"), 2, "check.what")
        self.assert_error(tongchou("check", path, "--packs", "x"), 2, "usage.option")

    def test_an_empty_table_is_nothing_that_passes(self) -> None:
        done = tongchou("check", self.write("a.csv", HEADER))
        self.assertIn(done.code, (1, 3), done)

    def test_bad_files(self) -> None:
        self.assert_error(tongchou("check", str(self.folder / "absent.xer")), 3)
        self.assert_error(tongchou("check", self.write("a.xer", b"ERMHDR\t")), 3)
        self.assert_error(tongchou("check", self.write("a.bin", bytes(range(256)) * 40)), 3)

    def test_a_project_of_the_programme(self) -> None:
        self.assertEqual(tongchou("--db", self.database, "init", "--example", "yangquan").code, 0)
        done = tongchou("--db", self.database, "check", "--project", "3", "--json")
        self.assertIn(done.code, (0, 1), done)
        view = done.json()
        self.assertEqual([one["id"] for one in view["projects"]], [3])
        plan = tongchou("--db", self.database, "schedule", "--project", "3", "--json").json()
        self.assertEqual(view["activities"], plan["activities"])
        self.assert_error(tongchou("--db", self.database, "check", "--project", "999"), 3,
                          "project.unknown")


@unittest.skipUnless(BAD.is_dir(), "the bad inputs are not beside the repository")
class BadInput(unittest.TestCase):
    def test_none_of_them_is_taken_badly(self) -> None:
        files = [path for path in sorted(BAD.rglob("*")) if path.is_file()
                 and path.suffix.lower() in (".xer", ".xml", ".csv", ".zip", ".json", ".txt")]
        self.assertTrue(files)
        for path in files[:120]:
            with self.subTest(path=path.relative_to(BAD)):
                done = tongchou("check", str(path), seconds=120)
                self.assertIn(done.code, (0, 1, 3, 6), done)
                if done.code > 1:
                    self.assertTrue(done.rule, done.err)


# --- an independent reading of XER -----------------------------------------------------------

#: Calendars without a day length of their own are taken to have eight hours.
HARD = {"CS_MSO", "CS_MEO", "CS_MSOB", "CS_MEOB", "CS_MANDSTART", "CS_MANDFIN"}
SPANS = {"TT_LOE", "TT_WBS"}


def tables(path: pathlib.Path) -> dict[str, list[dict[str, str]]]:
    raw = path.read_bytes()
    text = raw.decode("utf-16" if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else "latin-1")
    out: dict[str, list[dict[str, str]]] = collections.defaultdict(list)
    name, fields = "", []
    for line in re.split(r"\r?\n", text):
        cells = line.split("\t")
        if cells[0] == "%T":
            name = cells[1].strip()
        elif cells[0] == "%F":
            fields = cells[1:]
        elif cells[0] == "%R":
            out[name].append(collections.defaultdict(str, zip(fields, cells[1:])))
    return out


def hours(text: str) -> float:
    return float(text.replace(",", ".")) if text else 0.0


def offenders(path: pathlib.Path) -> dict[str, list[str]]:
    """Task ids that the checks 1–6 and 8 must name, float as P6 stored it; of a link its
    successor's."""
    read = tables(path)
    tasks = {row["task_id"]: row for row in read["TASK"]}
    day = {row["clndr_id"]: hours(row["day_hr_cnt"]) or 8 for row in read["CALENDAR"]}
    limit = {key: 44 * day.get(row["clndr_id"], 8) for key, row in tasks.items()}
    open_ = {key: row for key, row in tasks.items()
             if row["status_code"] != "TK_Complete" and row["task_type"] not in SPANS}
    links = [row for row in read["TASKPRED"] if row["task_id"] in open_
             and tasks.get(row["pred_task_id"], {"task_type": ""})["task_type"] not in SPANS]
    before = {row["task_id"] for row in read["TASKPRED"]}
    after = {row["pred_task_id"] for row in read["TASKPRED"]}
    found = {
        "missing_logic": [key for key in open_ if key not in before or key not in after],
        "leads": [row["task_id"] for row in links if hours(row["lag_hr_cnt"]) < 0],
        "lags": [row["task_id"] for row in links if hours(row["lag_hr_cnt"]) > 0],
        "link_types": [row["task_id"] for row in links if row["pred_type"] != "PR_FS"],
        "hard_constraints": [key for key, row in open_.items()
                             if {row["cstr_type"], row["cstr_type2"]} & HARD],
        "high_float": [key for key, row in open_.items()
                       if hours(row["total_float_hr_cnt"]) > limit[key]],
        "high_duration": [key for key, row in open_.items()
                          if hours(row["remain_drtn_hr_cnt"]) > limit[key]]}
    return {name: sorted(keys) for name, keys in found.items()}


def never_scheduled(path: pathlib.Path) -> set[str]:
    """Tasks for which P6 had not yet worked out any float when it wrote the file."""
    return {row["task_id"] for row in tables(path)["TASK"] if not row["total_float_hr_cnt"]}


@unittest.skipUnless(SCHEDULES.is_dir(), "the sample schedules are not beside the repository")
class AgainstTheText(unittest.TestCase):
    def test_the_offenders_of_each_xer(self) -> None:
        looked_at = 0
        for path in sorted(SCHEDULES.glob("*.xer")):
            if path.name.startswith("handmade"):
                continue  # its rows do not fit its own header
            with self.subTest(path=path.name):
                done = tongchou("check", str(path), "--json")
                self.assertIn(done.code, (0, 1), done.err)
                checks = {check["check"]: check for check in done.json()["checks"]}
                unscheduled = never_scheduled(path)
                for name, expected in offenders(path).items():
                    got = [one["file_id"] for one in checks[name]["offenders"]]
                    if name == "high_float":
                        got = [one for one in got if one not in unscheduled]
                    self.assertEqual(sorted(got), expected, name)
                    looked_at += len(got)
        self.assertGreater(looked_at, 100)


if __name__ == "__main__":
    unittest.main()
