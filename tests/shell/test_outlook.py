"""`tongchou outlook`: one answer for any number of threads, and what is printed can be tried out.
SPDX-License-Identifier: Apache-2.0
"""
from __future__ import annotations

import datetime
import pathlib
import signal
import subprocess
import tempfile
import time
import unittest

from program import PROGRAM, tongchou


def mean_of(answer: dict) -> datetime.datetime:
    """The mean finish of the project."""
    return datetime.datetime.fromisoformat(answer["nodes"][0]["mean"])


class Outlook(unittest.TestCase):
    @classmethod
    def setUpClass(cls) -> None:
        cls.folder = tempfile.TemporaryDirectory()
        cls.base = {}
        for example in ("yangquan", "demo-city"):
            cls.base[example] = f"sqlite:{cls.folder.name}/{example}.db"
            made = tongchou("--db", cls.base[example], "init", "--example", example)
            assert made.code == 0, made.err

    @classmethod
    def tearDownClass(cls) -> None:
        cls.folder.cleanup()

    def ask(self, example: str, project: int, *more: str) -> dict:
        done = tongchou("--db", self.base[example], "outlook", "--project", str(project), "--json",
                        "--trials", "400", *more)
        self.assertEqual(done.code, 0, done.err)
        return done.json()

    def test_threads_change_no_byte(self) -> None:
        for example, project in (("yangquan", 3), ("demo-city", 2)):
            answers = {
                tongchou("--db", self.base[example], "outlook", "--project", str(project), "--json",
                         "--threads", threads).out for threads in ("1", "2", "3", "8")}
            self.assertEqual(len(answers), 1)

    def test_seeds_and_trials_are_kept(self) -> None:
        first = self.ask("demo-city", 2, "--seed", "7")
        self.assertEqual((first["seed"], first["trials"]), (7, 400))
        self.assertEqual(first, self.ask("demo-city", 2, "--seed", "7"))
        self.assertNotEqual(first["nodes"], self.ask("demo-city", 2, "--seed", "8")["nodes"])

    def test_ranges_rise_and_chances_agree_with_them(self) -> None:
        for project in range(1, 12):
            for node in self.ask("yangquan", project)["nodes"]:
                rising = [node[f"p{percent}"] for percent in (10, 20, 50, 80, 90)]
                self.assertEqual(rising, sorted(rising))
                self.assertEqual(len(node["quantiles"]), 101)
                self.assertEqual(node["quantiles"][80], node["p80"])
                self.assertEqual(sum(node["histogram"]["count"]), 400)
                chance, due = node["chance_of_baseline"], node["approved"] or node["current"]
                if chance is not None and chance >= 0.8:
                    self.assertLessEqual(node["p80"], due)

    def check_switching_off(self, example: str, projects: range) -> set[str]:
        kinds = set()
        for project in projects:
            with_all = self.ask(example, project)
            for drag in with_all["drags"][:2]:
                without = self.ask(example, project, "--without", drag["id"])
                days = (mean_of(with_all) - mean_of(without)).total_seconds() / 86400
                self.assertAlmostEqual(days, drag["days"], delta=0.002, msg=(project, drag))
                kinds.add(drag["kind"])
        return kinds

    def test_switching_off_changes_the_outlook_by_its_printed_drag(self) -> None:
        self.assertEqual(self.check_switching_off("yangquan", range(1, 12)), {"gate"})
        self.assertEqual(self.check_switching_off("demo-city", range(1, 20)), {"gate", "blocker"})

    def test_text_in_both_languages(self) -> None:
        base = self.base["demo-city"]
        zh = tongchou("--db", base, "outlook", "--project", "2")
        self.assertIn("竣工 P50 2026-", zh.out)
        self.assertIn("按期机会", zh.out)
        self.assertIn("依据与假定", zh.out)
        self.assertIn("(假定)", zh.out)
        self.assertIn("【示例数据】", zh.out)
        en = tongchou("--db", base, "--lang", "en", "outlook", "--project", "2")
        self.assertIn("As things stand: finish P50 2026-", en.out)
        self.assertIn("chance of the approved date", en.out)
        self.assertIn("(assumed)", en.out)
        for text in (zh.out, en.out):
            self.assertLessEqual(max(len(line) for line in text.splitlines()), 100)

    def test_of_a_file_and_its_own_ids(self) -> None:
        path = pathlib.Path(self.folder.name) / "plan.csv"
        path.write_text("id,name,duration,predecessors\nA,dig,10,\nB,pour,20,A\nC,done,0,B\n")
        done = tongchou("outlook", str(path), "--json", "--every-activity", "--trials", "1000")
        self.assertEqual(done.code, 0, done.err)
        answer = done.json()
        ids = {node["id"] for node in answer["nodes"]}
        self.assertLessEqual({"A", "B"}, ids)
        self.assertTrue(any(one["key"].startswith("spread.") for one in answer["assumptions"]))
        gone = tongchou("outlook", str(path), "--json", "--without", "B", "--trials", "1000").json()
        self.assertLess(mean_of(gone), mean_of(answer))

    def test_of_the_city(self) -> None:
        done = tongchou("--db", self.base["yangquan"], "outlook", "--all", "--json",
                        "--trials", "200")
        self.assertEqual(len(done.json()["nodes"]), 11)

    def test_what_is_wrong_is_said(self) -> None:
        base = self.base["yangquan"]
        for rule, words in (("outlook.what", ["outlook"]),
                            ("outlook.without", ["outlook", "--project", "1", "--without", "zz"]),
                            ("project.unknown", ["outlook", "--project", "99"]),
                            ("usage.value", ["outlook", "--project", "1", "--trials", "0"])):
            self.assertEqual(tongchou("--db", base, *words).rule, rule)

    def test_ctrl_c_stops_cleanly(self) -> None:
        running = subprocess.Popen(
            [PROGRAM, "--db", self.base["demo-city"], "outlook", "--project", "1", "--trials",
             "1000000"], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        time.sleep(1.5)
        running.send_signal(signal.SIGINT)
        out, err = running.communicate(timeout=20)
        self.assertEqual((running.returncode, out), (6, b""), err)
        self.assertIn(b"error[outlook.cancelled]", err)


if __name__ == "__main__":
    unittest.main()
