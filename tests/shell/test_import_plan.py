"""`tongchou import` of a planning file: previews, imports, updates, refusals.
SPDX-License-Identifier: Apache-2.0
"""
import unittest

from program import SHARED, InFolder, tongchou

UPDATE3 = SHARED / "data/schedules/building-f-update3.xer"
UPDATE5 = SHARED / "data/schedules/building-f-update5.xer"
PLAN = """code,name,duration,predecessors
A,土方,10d,
B,基础,20d,A
C,厂房,30d,B
"""


class ImportPlan(InFolder):
    def setUp(self) -> None:
        super().setUp()
        self.assertEqual(self.run_on("init", "--example", "demo-city").code, 0)

    def run_on(self, *arguments: str):
        return tongchou("--db", self.database, *arguments)

    def activities(self, project: int) -> dict[str, int]:
        answer = self.run_on("schedule", "--project", str(project), "--json").json()
        return {row["code"]: row["id"] for row in answer["rows"]}

    def test_a_preview_changes_nothing(self) -> None:
        plan = self.write("plan.csv", PLAN)
        preview = self.run_on("import", plan, "--new", "--dry-run", "--json")
        self.assertEqual((preview.code, preview.err), (0, ""))
        self.assertFalse(preview.json()["done"])
        self.assertEqual(preview.json()["projects"][0]["counts"]["added"], 3)
        self.assert_error(self.run_on("schedule", "--project", "121"), 3, "project.unknown")
        chinese = self.run_on("import", plan, "--new", "--dry-run")
        english = self.run_on("--lang", "en", "import", plan, "--new", "--dry-run")
        self.assertIn("竣工", chinese.out)
        self.assertIn("finish", english.out)

    def test_an_update_keeps_ids(self) -> None:
        plan = self.write("plan.csv", PLAN)
        done = self.run_on("import", plan, "--new", "--json")
        self.assertEqual((done.code, done.err), (0, ""))
        project = done.json()["projects"][0]["project_id"]
        before = self.activities(project)
        again = self.run_on("import", plan, "--project", str(project), "--json").json()
        self.assertTrue(again["unchanged"])
        self.assertEqual(again["rows"], {})
        longer = self.write("plan.csv", PLAN.replace("B,基础,20d,A", "B,基础,25d,A") + "D,验收,5d,C\n")
        update = self.run_on("import", longer, "--project", str(project), "--json").json()
        self.assertEqual(update["projects"][0]["counts"]["added"], 1)
        self.assertGreater(update["projects"][0]["finish_days"], 0)
        after = self.activities(project)
        self.assertEqual({code: after[code] for code in before}, before)
        self.assertEqual(self.run_on("audit", "verify").code, 0)

    def test_what_is_refused(self) -> None:
        plan = self.write("plan.csv", PLAN)
        self.assert_error(self.run_on("import", plan), 2, "import.target")
        self.assert_error(self.run_on("import", plan, "--new", "--project", "3"), 2, "import.target")
        self.assert_error(self.run_on("import", plan, "--project", "9999"), 3, "project.unknown")
        self.assert_error(self.run_on("import", plan, "--new", "--in-project", "X"), 3,
                          "import.file_project")
        self.assert_error(self.run_on("import", plan, "--as", "poem"), 2, "import.kind")
        loop = self.write("loop.csv", PLAN.replace("A,土方,10d,", "A,土方,10d,C"))
        self.assert_error(self.run_on("import", loop, "--new"), 3, "network.loop")
        nowhere = tongchou("--db", f"sqlite:{self.folder / 'none.db'}", "import", plan, "--new",
                           "--dry-run")
        self.assert_error(nowhere, 3, "city.none")
        self.assertFalse((self.folder / "none.db").exists())

    @unittest.skipUnless(UPDATE3.is_file(), "no sample schedules beside the repository")
    def test_a_real_update_two_months_later(self) -> None:
        first = self.run_on("import", str(UPDATE3), "--new", "--json").json()
        project = first["projects"][0]["project_id"]
        before = self.activities(project)
        done = self.run_on("import", str(UPDATE5), "--project", str(project), "--json").json()
        counts = done["projects"][0]["counts"]
        self.assertEqual(counts["activities"], counts["added"] + counts["found_by_id"]
                         + counts["found_by_code"])
        after = self.activities(project)
        for code in before.keys() & after.keys():
            self.assertEqual(after[code], before[code])


if __name__ == "__main__":
    unittest.main()
