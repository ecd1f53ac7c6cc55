"""The commands on real input: exit codes, JSON shapes, and what stays untouched.
SPDX-License-Identifier: Apache-2.0
"""
import hashlib
import json
import pathlib
import sqlite3
import unittest

from program import SHARED, InFolder, tongchou

REPORT = SHARED / "seed/report.txt"
DRAG = SHARED / "data/domain/templates/drag_expected.json"


def digest(path: pathlib.Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.exists() else "absent"


class Read(InFolder):
    @unittest.skipUnless(REPORT.is_file(), "the seed report is not beside the repository")
    def test_the_report_as_json(self) -> None:
        done = tongchou("read", str(REPORT), "--json", folder=str(self.folder))
        self.assertEqual((done.code, done.err), (0, ""))
        reading = done.json()
        self.assertEqual(len(reading["projects"]), 11)
        self.assertGreaterEqual(len(reading["directives"]), 10)
        self.assertEqual(len(reading["damage"]), 1)
        self.assertTrue(reading["visit"]["leader"])
        self.assertEqual(list(self.folder.iterdir()), [], "reading alone makes no file")

    def test_standard_input_that_is_no_report(self) -> None:
        done = tongchou("read", "-", "--json", stdin="今天天气很好。\n".encode())
        self.assertEqual((done.code, done.err), (1, ""))
        self.assertIsNone(done.json()["visit"])

    def test_bad_files(self) -> None:
        self.assert_error(tongchou("read", str(self.folder / "absent.txt")), 3)
        self.assert_error(tongchou("read", str(self.folder)), 3)
        self.assert_error(tongchou("read", self.write("a.bin", bytes(range(256)) * 40)), 3)
        for content in (b"", b"\n\n", b"\xef\xbb\xbf"):
            self.assertIn(tongchou("read", self.write("a.txt", content)).code, (1, 3))


class Database(InFolder):
    def init(self, example: str = "yangquan") -> None:
        done = tongchou("--db", self.database, "init", "--example", example)
        self.assertEqual((done.code, done.err), (0, ""), done)

    def test_init_twice_is_said_and_changes_nothing(self) -> None:
        self.init()
        before = tongchou("--db", self.database, "dispatch", "--json").out
        again = tongchou("--db", self.database, "init", "--example", "yangquan")
        self.assertIn(again.code, (0, 4), again)
        self.assertEqual(tongchou("--db", self.database, "dispatch", "--json").out, before)

    def test_an_unknown_example_names_those_there_are(self) -> None:
        done = tongchou("--db", self.database, "init", "--example", "yangqan")
        self.assertIn(done.code, (2, 3), done)
        self.assertIn("yangquan", done.err)

    def test_dispatch_in_both_languages_and_as_json(self) -> None:
        self.init()
        chinese = tongchou("--db", self.database, "--city", "140300", "dispatch")
        english = tongchou("--db", self.database, "--lang", "en", "dispatch")
        self.assertEqual((chinese.code, english.code), (0, 0))
        self.assertIn("阳泉", chinese.out)
        self.assertNotEqual(chinese.out, english.out)
        sheet = tongchou("--db", self.database, "dispatch", "--json").json()
        self.assertEqual(len(sheet["lines"]), 11)

    def test_days_saved_carry_their_mark_in_both_languages(self) -> None:
        self.assertEqual(tongchou("--db", self.database, "init", "--example", "demo-city").code, 0)
        sheet = tongchou("--db", self.database, "dispatch", "--json").json()
        assumed = [one for one in sheet["decisions"] if one["provenance"] == "assumed"
                   and one["kind"] == "release_blocker"]
        self.assertTrue(assumed, "some blockers of the demo city state no release")
        chinese = tongchou("--db", self.database, "dispatch").out
        english = tongchou("--db", self.database, "--lang", "en", "dispatch").out
        for one in assumed:
            self.assertIn("假定", one["basis"])
            self.assertIn("assumed", one["basis_en"])
            days = (one["days_saved"] if one["expected_days"] is None
                    else f"{one['expected_days']:.1f}")
            self.assertRegex(chinese, rf"保 {days} 天[^\n]*\(假定\)")
            self.assertRegex(english, rf"saves {days} days[^\n]*\(assumed\)")

    def test_unknown_city_and_project(self) -> None:
        self.init()
        for arguments in (("--city", "999999", "dispatch"), ("schedule", "--project", "999999")):
            done = tongchou("--db", self.database, *arguments)
            self.assertIn(done.code, (1, 2, 3, 4), done)
            self.assertTrue(done.rule, done.err)

    def test_an_empty_database_says_what_to_do(self) -> None:
        self.assertEqual(tongchou("--db", self.database, "init").code, 0)
        done = tongchou("--db", self.database, "dispatch")
        self.assertNotEqual(done.code, 0)
        self.assertIn("init", done.err)

    def test_schedule_lists_the_activities(self) -> None:
        self.init()
        rows = tongchou("--db", self.database, "schedule", "--all", "--csv").out.splitlines()
        self.assertEqual(rows[0], "project,activity,code,early_start,early_finish,late_start,"
                         "late_finish,start,finish,total_float_h,free_float_h,critical,longest_path")
        self.assertGreater(len(rows), 11)
        answer = tongchou("--db", self.database, "schedule", "--all", "--json").json()
        self.assertLessEqual({"read", "build", "cpm"}, set(answer["timings_ms"]))

    def test_audit_finds_a_changed_row(self) -> None:
        self.init()
        self.assertEqual(tongchou("--db", self.database, "audit", "verify").code, 0)
        with sqlite3.connect(self.folder / "city.db") as rows:
            table = next(name for (name,) in rows.execute(
                "SELECT name FROM sqlite_master WHERE type='table' AND name LIKE '%journal%'"))
            rows.execute(f"UPDATE {table} SET reason = reason || 'x' WHERE sequence = 3")
        rows.close()
        done = tongchou("--db", self.database, "audit", "verify")
        self.assertEqual(done.code, 1, done)
        self.assertIn("3", done.out)

    def test_what_the_record_teaches(self) -> None:
        self.init()
        priors = tongchou("--db", self.database, "priors", "--json").json()
        self.assertEqual(len(priors["blockers"]), 13)
        self.assertIn("×", tongchou("--db", self.database, "priors").out)
        score = tongchou("--db", self.database, "calibration", "--json").json()
        self.assertEqual(score["all"]["forecasts"], 0)
        self.assertIn("No forecast", tongchou("--db", self.database, "calibration", "--lang",
                                              "en").out)

    def test_a_back_test_of_what_is_no_portfolio(self) -> None:
        self.write("x.csv", b"a,b\n1,2\n")
        done = tongchou("backtest", str(self.folder / "x.csv"))
        self.assert_error(done, 3)
        self.assertEqual(done.rule, "portfolio.kind")

    def test_doctor(self) -> None:
        self.init()
        done = tongchou("--db", self.database, "doctor", "--json")
        self.assertEqual(done.code, 0, done)
        done.json()

    def test_a_file_that_is_no_database(self) -> None:
        self.write("city.db", b"this is a text, not a database\n" * 100)
        before = digest(self.folder / "city.db")
        self.assert_error(tongchou("--db", self.database, "dispatch"), 5)
        self.assertEqual(digest(self.folder / "city.db"), before)

    def test_a_locked_database(self) -> None:
        self.init()
        holder = sqlite3.connect(self.folder / "city.db", isolation_level=None)
        holder.execute("BEGIN EXCLUSIVE")
        try:
            done = tongchou("--db", self.database, "init", "--example", "demo-city", seconds=30)
            self.assert_error(done, 5)
            self.assertEqual(len(done.err.strip().splitlines()[0].split("\n")), 1)
        finally:
            holder.close()


class Import(InFolder):
    def programme(self, **changes: object) -> str:
        rows = {"format": "tongchou.programme", "version": 1,
                "city": {"code": 990002, "name": "测试市", "synthetic": True},
                "projects": [{"name": "污水处理厂", "activities": [{"id": 1, "name": "土建"}]}]}
        return self.write("programme.json", json.dumps(rows | changes, ensure_ascii=False))

    def test_a_dry_run_leaves_nothing(self) -> None:
        done = tongchou("--db", self.database, "import", self.programme(), "--dry-run")
        self.assertEqual(done.code, 0, done)
        self.assertFalse((self.folder / "city.db").exists())

    def test_import_then_dispatch(self) -> None:
        done = tongchou("--db", self.database, "import", self.programme(), "--json")
        self.assertEqual(done.code, 0, done)
        self.assertEqual(done.json()["city"], 990002)
        self.assertIn("污水处理厂", tongchou("--db", self.database, "dispatch").out)

    def test_a_bad_row_means_no_row(self) -> None:
        self.assertEqual(tongchou("--db", self.database, "init", "--example", "yangquan").code, 0)
        before = tongchou("--db", self.database, "dispatch", "--json").out
        bad = self.programme(projects=[{"name": "好"}, {"name": "坏", "level": 17}])
        done = tongchou("--db", self.database, "import", bad)
        self.assert_error(done, 3)
        self.assertIn("/projects/1", done.err)
        self.assertEqual(tongchou("--db", self.database, "dispatch", "--json").out, before)
        self.assertNotEqual(tongchou("--db", self.database, "--city", "990002", "dispatch").code, 0)

    def test_kinds(self) -> None:
        self.assert_error(tongchou("import", self.programme(), "--as", "parchment"), 2)
        self.assert_error(tongchou("import", str(self.folder / "absent.json"), "--dry-run"), 3)


class Drag(InFolder):
    @unittest.skipUnless(DRAG.is_file(), "the expectations are not beside the repository")
    def test_one_expected_hold(self) -> None:
        case = json.loads(DRAG.read_text())["cases"]["wwtp@2025-03-01"]
        done = tongchou("drag", "--template", "wwtp", "--start", case["start"], "--hold", "12=90",
                        "--json")
        self.assertEqual(done.code, 0, done)
        self.assertEqual(done.json()["drag_days"], case["drag_days"]["12"]["90"])

    def test_bad_holds(self) -> None:
        for hold in ("12", "12=", "=3", "12=-4", "12=x", "12=99999999999999", "999=3"):
            done = tongchou("drag", "--template", "wwtp", "--start", "2025-03-01", "--hold", hold)
            self.assertIn(done.code, (2, 3), (hold, done))
            self.assertTrue(done.rule, (hold, done.err))

    def test_an_unknown_template_names_the_nearest(self) -> None:
        done = tongchou("drag", "--template", "wwpt", "--start", "2025-03-01")
        self.assertIn(done.code, (2, 3), done)
        self.assertIn("wwtp", done.err)
