"""`tongchou why`: what set a date, of a file and of the programme; why it moved since an earlier
file or day; the page of a terminal in both languages, JSON, exit codes.
SPDX-License-Identifier: Apache-2.0
"""
from __future__ import annotations

import os
import unittest

from program import ROOT, SHARED, InFolder, tongchou

SCHEDULES = SHARED / "data/schedules"
GOLDEN = ROOT / "tests/golden/why"
HEADER = ("project,data_date,id,code,name,duration,remaining,predecessors,constraint,"
          "constraint_date,actual_start,actual_finish,deadline\n")
#: A pumping station in June: the pit is dug, the slab waits for it, plant comes on its own way.
BEFORE = HEADER + """\
泵站,2025-06-02 08:00,1,A10,测量放线,2d,0d,,,,2025-05-26 08:00,2025-05-27 17:00,
泵站,,2,A20,基坑开挖,5d,,1,,,,,
泵站,,3,A30,垫层,2d,,2,,,,,
泵站,,4,A40,底板,6d,,3,,,,,
泵站,,5,A70,设备采购,10d,,1,,,,,
泵站,,6,A80,设备安装,8d,,"4FS+2d,5",,,,,
泵站,,7,A95,验收,1d,,6,,,,,
"""
#: A week later: the pit started late and takes longer, the slab shorter, plant comes on a set day,
#: and a hidden-works check stands before the slab.
AFTER = HEADER + """\
泵站,2025-06-09 08:00,1,A10,测量放线,2d,0d,,,,2025-05-26 08:00,2025-05-27 17:00,
泵站,,2,A20,基坑开挖,5d,4d,1,,,2025-06-04 08:00,,
泵站,,3,A30,垫层,2d,,2,,,,,
泵站,,8,A35,隐蔽验收,1d,,3,,,,,
泵站,,4,A40,底板,4d,,8,,,,,
泵站,,5,A70,设备采购,10d,,1,start_not_earlier,2025-06-12 08:00,,,
泵站,,6,A80,设备安装,8d,,"4FS+1d,5",,,,,
泵站,,7,A95,验收,1d,,6,,,,,
"""


def causes(move: dict) -> list[tuple[str, int]]:
    return [(cause["kind"], cause["minutes"]) for group in move["groups"]
            for cause in group["causes"]]


class OfAFile(InFolder):
    def setUp(self) -> None:
        super().setUp()
        self.before = self.write("before.csv", BEFORE)
        self.after = self.write("after.csv", AFTER)

    def golden(self, name: str, *arguments: str) -> None:
        for language in ("zh", "en"):
            path = GOLDEN / f"{name}.{language}.txt"
            done = tongchou("--lang", language, "why", *arguments)
            self.assertEqual((done.code, done.err), (0, ""), done)
            if os.environ.get("TC_UPDATE_GOLDEN"):
                path.write_text(done.out, "utf-8")
            self.assertEqual(done.out, path.read_text("utf-8"), path.name)

    def test_the_page_of_a_terminal(self) -> None:
        self.golden("chain", self.after, "A80", "--paths", "2")

    def test_the_page_of_a_move(self) -> None:
        self.golden("move", self.after, "--since", self.before)

    def test_an_activity_is_found_by_id_and_by_code(self) -> None:
        by_id = tongchou("why", self.after, "6", "--json").json()
        self.assertEqual(by_id, tongchou("why", self.after, "A80", "--json").json())
        self.assertEqual(by_id["activity"]["name"], "设备安装")
        self.assertIsNone(by_id["move"])

    def test_a_chain_ends_at_finished_work(self) -> None:
        chain = tongchou("why", self.before, "A20", "--json").json()["chain"]
        self.assertTrue(chain[-1]["activity"]["code"] in ("A10", "A20"), chain[-1])

    def test_causes_sum_to_the_move(self) -> None:
        for word in ("A80", "A95", "A40", "6"):
            answer = tongchou("why", self.after, word, "--since", self.before, "--json").json()
            move = answer["move"]
            self.assertEqual(sum(minutes for _, minutes in causes(move)), move["minutes"], word)
            self.assertEqual(move["to"], answer["chain"][0]["date"])
            then = tongchou("why", self.before, word, "--json").json()
            self.assertEqual(move["from"], then["chain"][0]["date"])
            self.assertEqual(move["since"], "before.csv")

    def test_each_change_is_named_once(self) -> None:
        move = tongchou("why", self.after, "A40", "--since", self.before, "--json").json()["move"]
        kinds = [kind for kind, _ in causes(move)]
        self.assertIn("activity_added", kinds)
        self.assertNotIn(None, kinds)
        self.assertEqual(len(kinds), len(set(kinds)), kinds)

    def test_the_same_file_has_not_moved(self) -> None:
        move = tongchou("why", self.after, "A95", "--since", self.after, "--json").json()["move"]
        self.assertEqual((move["minutes"], move["groups"]), (0, []))

    def test_what_cannot_be_asked(self) -> None:
        cases = [(3, "why.activity", (self.after, "A8")),
                 (3, "why.since", (self.after, "A35", "--since", self.before)),
                 (2, "why.what", (self.after, "A80", "A95")),
                 (2, "why.what", ()),
                 (2, "why.paths", (self.after, "A80", "--paths", "101")),
                 (2, "usage.value", (self.after, "A80", "--date", "someday")),
                 (3, "file.missing", (self.after, "A80", "--since", self.after + ".none"))]
        for code, rule, arguments in cases:
            done = tongchou("why", *arguments)
            self.assertEqual((done.code, done.rule, done.out), (code, rule, ""), arguments)
        self.assertIn("A80", tongchou("why", self.after, "A8").err)

    @unittest.skipUnless(SCHEDULES.exists(), "no schedules of other tools here")
    def test_two_updates_of_a_real_plan(self) -> None:
        old, new = (str(SCHEDULES / f"building-f-update{n}.xer") for n in (3, 5))
        move = tongchou("why", new, "--since", old, "--json").json()["move"]
        self.assertTrue(move["project_finish"])
        self.assertNotEqual(move["minutes"], 0)
        self.assertEqual(sum(minutes for _, minutes in causes(move)), move["minutes"])
        self.assertNotIn(None, [kind for kind, _ in causes(move)])


class OfTheProgramme(InFolder):
    def ask(self, *arguments: str):
        return tongchou("--db", "sqlite:t.db", "why", "--project", "1", *arguments,
                        folder=self.folder)

    def setUp(self) -> None:
        super().setUp()
        made = tongchou("--db", "sqlite:t.db", "init", "--example", "demo-city",
                        folder=self.folder)
        self.assertEqual(made.code, 0, made)

    def test_an_activity_and_the_last_one(self) -> None:
        last = self.ask("--json").json()
        self.assertEqual(last["field"], "early_finish")
        one = self.ask(last["activity"]["file_id"], "--date", "float", "--json").json()
        self.assertEqual(one["text"], one["float"]["text"])

    def test_since_a_day(self) -> None:
        move = self.ask("--since", "2026-03-15", "--json").json()["move"]
        self.assertEqual((move["minutes"], move["since"]), (0, "2026-03-15"))
        self.assertTrue(move["project_finish"])
        for day, rule in (("2001-01-01", "why.since"), ("2199-01-01", "why.since"),
                          ("soon", "day.shape")):
            done = self.ask("--since", day)
            self.assertEqual((done.rule, done.out), (rule, ""), done)

    def test_nobody_there(self) -> None:
        self.assertEqual(self.ask("nothing").rule, "why.activity")
        done = tongchou("--db", "sqlite:t.db", "why", "--project", "9999", "A1", folder=self.folder)
        self.assertEqual(done.rule, "project.unknown")


if __name__ == "__main__":
    unittest.main()
