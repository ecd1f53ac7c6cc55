"""`tongchou sprint`: the shared time-cost studies against their proven costs, the plans against a
pass of our own; planning files, exit codes and bad input.
SPDX-License-Identifier: Apache-2.0
"""
from __future__ import annotations

import json
import pathlib
import unittest

from program import SHARED, InFolder, tongchou

CRASH = SHARED / "data/domain/crash"
SMALL = {"units": "days, wan yuan", "linear": True, "activities": [
    {"id": "A", "normal_days": 10, "crash_days": 6, "slope_wan_per_day": 2.5, "preds": []},
    {"id": "B", "normal_days": 8, "crash_days": 8, "slope_wan_per_day": 0, "preds": ["A"]},
    {"id": "C", "normal_days": 9, "crash_days": 5, "slope_wan_per_day": 1.25, "preds": ["A"]},
    {"id": "D", "normal_days": 4, "crash_days": 2, "slope_wan_per_day": 7, "preds": ["B", "C"]}]}
PLAN = "project,data_date,id,name,duration,predecessors\n" + "".join(
    f"泵站,{'2025-06-02 08:00' if i == 1 else ''},{i},工序{i},20d,{i - 1 or ''}\n" for i in range(1, 7))


def finish(study: dict, durations: dict[str, int]) -> int:
    """The longest path, by its own recursion."""
    ends: dict[str, int] = {}
    by_id = {one["id"]: one for one in study["activities"]}

    def end(name: str) -> int:
        if name not in ends:
            ends[name] = durations[name] + max(map(end, by_id[name]["preds"]), default=0)
        return ends[name]
    return max(map(end, by_id))


def cost(study: dict, durations: dict[str, int]) -> float:
    return sum((one["normal_days"] - durations[one["id"]]) * one["slope_wan_per_day"]
               for one in study["activities"])


class Studies(InFolder):
    def check(self, study: dict, answer: dict) -> None:
        for one in answer["deadlines"]:
            durations = one["durations"]
            self.assertEqual(len(durations), len(study["activities"]))
            for activity in study["activities"]:
                self.assertTrue(activity["crash_days"] <= durations[activity["id"]]
                                <= activity["normal_days"])
            self.assertLessEqual(finish(study, durations), one["deadline"])
            self.assertAlmostEqual(cost(study, durations), one["cost"], delta=1e-6)

    @unittest.skipUnless(CRASH.is_dir(), f"the shared studies are not at {CRASH}")
    def test_the_shared_studies_cost_what_is_proven(self) -> None:
        expected = json.loads((CRASH / "expected.json").read_text())
        self.assertTrue(expected)
        for name, known in expected.items():
            study = json.loads((CRASH / name).read_text())
            done = tongchou("sprint", str(CRASH / name), "--json")
            self.assertEqual((done.code, done.err), (0, ""), name)
            answer = done.json()
            self.check(study, answer)
            self.assertEqual(answer["normal_finish"], known["normal_makespan"])
            self.assertEqual(answer["crash_finish"], known["crash_makespan"])
            costs = {str(one["deadline"]): one["cost"] for one in answer["deadlines"]}
            self.assertEqual(costs.keys(), known["min_extra_cost_by_deadline"].keys())
            for deadline, least in known["min_extra_cost_by_deadline"].items():
                self.assertAlmostEqual(costs[deadline], least, delta=1e-6, msg=name)

    def test_one_deadline_and_one_that_cannot_be_met(self) -> None:
        path = self.write("a.json", json.dumps(SMALL))
        done = tongchou("sprint", path, "--json", "--by", "21")
        self.assertEqual((done.code, done.err), (0, ""))
        answer = done.json()
        self.check(SMALL, answer)
        self.assertEqual([one["deadline"] for one in answer["deadlines"]], [21])
        self.assertAlmostEqual(answer["deadlines"][0]["cost"], 1.25 + 2.5, delta=1e-9)
        late = tongchou("sprint", path, "--json", "--by", "15")
        self.assertEqual((late.code, late.err), (1, ""))
        self.assertFalse(late.json()["deadlines"][0]["feasible"])
        self.assertEqual(late.json()["deadlines"][0]["finish"], 16)
        self.assertIn("赶不上", tongchou("sprint", path, "--by", "15").out)
        self.assertIn("knee", tongchou("sprint", path, "--lang", "en").out)

    def test_bad_studies_are_refused_with_their_place(self) -> None:
        for change, rule in (({"units": "hours"}, "crash.units"), ({"linear": False}, "crash.linear"),
                             ({"activities": []}, "crash.empty")):
            done = tongchou("sprint", self.write("bad.json", json.dumps(SMALL | change)), "--json")
            self.assertEqual((done.code, done.rule), (3, rule))
            self.assertEqual(done.json()["error"]["rule"], rule)
            self.assertIn("bad.json", done.err)
        self.assertEqual(tongchou("sprint", self.write("b.json", "{")).code, 3)


class Schedules(InFolder):
    def test_a_planning_file_by_a_date(self) -> None:
        path = self.write("a.csv", PLAN)
        free = tongchou("sprint", path, "--json", "--points", "5").json()
        self.assertEqual((free["price"], free["proved"], free["measures"]), (0, True, []))
        self.assertLess(free["earliest_finish"], free["normal_finish"])
        self.assertEqual(free["curve"][-1]["price"], 0)
        by = free["curve"][1]["finish"]
        done = tongchou("sprint", path, "--json", "--by", by)
        self.assertEqual((done.code, done.err), (0, ""))
        view = done.json()
        self.assertTrue(view["proved"])
        self.assertLessEqual(view["finish"], by)
        self.assertAlmostEqual(sum(one["price"] for one in view["measures"]), view["price"], 6)
        self.assertTrue(all(one["provenance"] == "assumed" for one in view["measures"]))
        self.assertEqual(len(view["countdown"]), 6)
        self.assertIn("倒排工期", tongchou("sprint", path, "--by", by).out)
        late = tongchou("sprint", path, "--json", "--by", "2025-06-03")
        self.assertEqual((late.code, late.err), (1, ""))
        self.assertTrue(late.json()["holding"])

    def test_usage(self) -> None:
        path = self.write("a.csv", PLAN)
        for arguments, rule in (((), "sprint.what"), ((path, "--project", "1"), "sprint.what"),
                                ((path, "--by", "soon"), "day.shape"),
                                ((self.write("s.json", json.dumps(SMALL)), "--by", "2025-01-01"),
                                 "sprint.days")):
            done = tongchou("sprint", *arguments)
            self.assertEqual((done.code, done.rule), (2, rule), done)
        missing = tongchou("sprint", str(pathlib.Path(path).parent / "none.xer"))
        self.assertEqual((missing.code, missing.rule), (3, "file.missing"))


if __name__ == "__main__":
    unittest.main()
