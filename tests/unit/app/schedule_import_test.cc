// Plans of planning tools into a project: what is found again, what stays, what is refused.
// SPDX-License-Identifier: Apache-2.0
#include "import_fixture.h"

namespace tc::app::testing {
namespace {

TEST_F(ImportTest, AFirstImportMakesAProjectWithItsPlan) {
  SmallXer xer = small_plan();
  xer.tasks[0].started = "2026-03-05 08:00";
  xer.tasks[0].left = 40;
  const ProjectId id = take(xer);
  const ProjectFile& file = file_of(id);
  EXPECT_EQ(file.project.name, "新厂");
  EXPECT_EQ(file.project.stage, model::Stage::building);
  EXPECT_EQ(file.project.provenance, model::Provenance::reported);
  ASSERT_EQ(file.field_sources.size(), 1u);
  EXPECT_EQ(file.field_sources.front().provenance, model::Provenance::inferred);
  EXPECT_TRUE(file.project.unit.empty());
  EXPECT_NE(file.project.scheduling.find("dates=p6"), std::string::npos);
  ASSERT_EQ(file.activities.size(), 4u);
  ASSERT_EQ(file.links.size(), 3u);
  const Activity& first = activity(id, "A1000");
  EXPECT_EQ(first.file_id, "101");
  EXPECT_EQ(first.source_note, "plan.xer #101");
  EXPECT_EQ(*first.remaining, 40 * 60);
  EXPECT_EQ(last_.projects.front().counts.added, 4);
  EXPECT_TRUE(last_.done);
  const auto page = project_page(*app_, query(), id);
  ASSERT_TRUE(page) << tc::to_line(page.error());
  EXPECT_EQ(page->row.forecast_finish, last_.projects.front().finish_after);
}

TEST_F(ImportTest, TheSameFileAgainWritesNothing) {
  SmallXer xer = small_plan();
  xer.tasks[1].calendar = 2;
  xer.links[1].lag = 16;
  const ProjectId id = take(xer);
  raise_blocker_on(activity(id, "A1010").id);
  const std::int64_t head = journal_head();
  const model::CityState before = state();
  take(xer, id);
  EXPECT_TRUE(last_.unchanged);
  EXPECT_EQ(journal_head(), head);
  EXPECT_TRUE(model::equal(state(), before));
  // Under another name it still says nothing new.
  const auto renamed = import_schedule(*app_, request(), into(id, bytes_, "copy.xer"));
  ASSERT_TRUE(renamed) << tc::to_line(renamed.error());
  EXPECT_EQ(journal_head(), head);
}

TEST_F(ImportTest, AnUpdateAddsMovesAndRemoves) {
  const ProjectId id = take(small_plan());
  const ActivityId hall = activity(id, "A1020").id;
  SmallXer update = small_plan();
  update.tasks[1].hours = 216;
  update.tasks[0].name = "土方与支护";
  update.tasks.erase(update.tasks.begin() + 3);
  update.tasks.push_back({.id = 105, .code = "A1040", .name = "设备安装", .hours = 90});
  update.links = {{101, 102}, {102, 103}, {103, 105, "PR_FS", 8}};
  const std::string bytes = to_text(update);
  const auto preview = preview_schedule_import(*app_, request(), into(id, bytes));
  ASSERT_TRUE(preview) << tc::to_line(preview.error());
  EXPECT_EQ(file_of(id).activities.size(), 4u) << "a preview changes nothing";
  const ImportedProject& project = preview->projects.front();
  EXPECT_EQ(project.counts.added, 1);
  EXPECT_EQ(project.counts.removed, 1);
  EXPECT_EQ(project.removed.front().code, "A1030");
  EXPECT_EQ(project.counts.durations, 1);
  EXPECT_EQ(project.counts.links_added, 1);
  EXPECT_EQ(project.counts.links_removed, 1);
  ASSERT_EQ(project.moved.size(), 2u) << "the foundation ends later, the hall moves with it";
  EXPECT_GE(std::abs(project.moved[0].days), std::abs(project.moved[1].days));
  ASSERT_TRUE(project.finish_days);
  EXPECT_GT(*project.finish_days, 0);
  take(update, id);
  EXPECT_EQ(activity(id, "A1020").id, hall) << "our ids stay";
  EXPECT_EQ(activity(id, "A1000").name, "土方与支护");
  EXPECT_EQ(file_of(id).activities.size(), 4u);
  EXPECT_EQ(file_of(id).links.size(), 3u);
  const auto page = project_page(*app_, query(), id);
  EXPECT_EQ(page->row.forecast_finish, project.finish_after) << "as previewed, so it is";
}

TEST_F(ImportTest, ABlockerStaysOnItsActivityByFileId) {
  const ProjectId id = take(small_plan());
  const ActivityId foundation = activity(id, "A1010").id;
  const std::int64_t blocker = raise_blocker_on(foundation);
  SmallXer update = small_plan();
  update.tasks[1].code = "B77";
  update.tasks[1].name = "桩基与承台";
  std::swap(update.tasks[1], update.tasks[2]);
  take(update, id);
  EXPECT_EQ(activity(id, "B77").id, foundation);
  EXPECT_EQ(file_of(id).blockers.front().id.value, blocker);
  EXPECT_EQ(file_of(id).blockers.front().activity_id, foundation);
  EXPECT_TRUE(has_note(last_.notes, "import.renamed"));
}

TEST_F(ImportTest, ABlockerStaysOnItsActivityByCodeWhenTheFilesIdsAreNew) {
  const ProjectId id = take(small_plan());
  const ActivityId foundation = activity(id, "A1010").id;
  raise_blocker_on(foundation);
  // Another database of the same tool: its ids are those of other activities here.
  SmallXer update = small_plan();
  for (std::size_t i = 0; i < 4; ++i) update.tasks[i].id = 101 + static_cast<int>((i + 1) % 4);
  update.links = {{102, 103}, {103, 104}, {104, 101}};
  take(update, id);
  EXPECT_EQ(last_.projects.front().counts.found_by_code, 4);
  EXPECT_EQ(last_.projects.front().counts.links_added, 0);
  EXPECT_EQ(activity(id, "A1010").id, foundation);
  EXPECT_EQ(activity(id, "A1010").file_id, "103");
  EXPECT_EQ(file_of(id).blockers.front().activity_id, foundation);
}

TEST_F(ImportTest, EqualNamesAloneAreNotTheSameActivity) {
  const ProjectId id = take(small_plan());
  const ActivityId foundation = activity(id, "A1010").id;
  raise_blocker_on(foundation);
  SmallXer other = small_plan();
  for (XerTask& task : other.tasks) {
    task.id += 900;
    task.code = "X" + task.code;
  }
  other.links = {{1001, 1002}};
  take(other, id);
  const ImportedProject& project = last_.projects.front();
  EXPECT_EQ(project.counts.added, 4);
  EXPECT_EQ(project.counts.removed, 3);
  EXPECT_EQ(project.counts.kept, 1) << "the blocker hangs on it";
  ASSERT_EQ(file_of(id).activities.size(), 5u);
  EXPECT_EQ(file_of(id).blockers.front().activity_id, foundation);
  for (const model::Link& link : file_of(id).links) {
    EXPECT_NE(link.predecessor_id, foundation) << "its links are gone";
    EXPECT_NE(link.successor_id, foundation);
  }
  EXPECT_TRUE(has_note(last_.notes, "import.nothing_found"));
}

TEST_F(ImportTest, WhatPeopleEnteredHereStays) {
  const ProjectId id = take(small_plan());
  Activity entered = activity(id, "A1020");
  entered.key_node = true;
  entered.owner = "住建";
  entered.phase = "C";
  entered.weight = 3;
  entered.weather = 2;
  entered.statutory_days = 20;
  entered.duration_low = 100 * 60;
  entered.duration_high = 400 * 60;
  const auto put = app_->change(
      {.acting = request().acting, .origin = {}, .create = false, .reply = {}},
      [&](const model::CityState&, IdSource&) -> Result<Plan> {
        return Plan{.action = "test", .reason = {}, .day = {}, .put = {entered}, .removed = {}};
      });
  ASSERT_TRUE(put) << tc::to_line(put.error());
  SmallXer update = small_plan();
  update.tasks[2].hours = 450;
  take(update, id);
  const Activity& after = activity(id, "A1020");
  EXPECT_TRUE(after.key_node);
  EXPECT_EQ(after.owner, "住建");
  EXPECT_EQ(after.phase, "C");
  EXPECT_EQ(after.weight, 3);
  EXPECT_EQ(after.weather, 2);
  EXPECT_EQ(after.statutory_days, 20);
  EXPECT_EQ(after.duration_low, 100 * 60);
  EXPECT_EQ(after.duration_likely, 450 * 60);
  EXPECT_EQ(after.duration_high, 450 * 60) << "a range holds the likely value";
  ASSERT_EQ(last_.projects.front().key_nodes.size(), 1u);
  EXPECT_EQ(last_.projects.front().key_nodes.front().code, "A1020");
}

TEST_F(ImportTest, AnApprovedDateIsNeverOverwritten) {
  SmallXer xer = small_plan();
  xer.tasks[2].approved = "2026-06-01 17:00";
  const ProjectId id = take(xer);
  EXPECT_EQ(tc::to_text(*activity(id, "A1020").approved_finish), "2026-06-01T17:00");
  xer.tasks[2].approved = "2026-08-01 17:00";
  take(xer, id);
  EXPECT_EQ(tc::to_text(*activity(id, "A1020").approved_finish), "2026-06-01T17:00");
  ASSERT_EQ(last_.projects.front().counts.baselines_kept, 1);
  EXPECT_EQ(last_.projects.front().baselines.front().after, "2026-08-01T17:00");
  EXPECT_TRUE(last_.unchanged);
}

TEST_F(ImportTest, WhatIsReportedHereAfterTheFilesDataDateStays) {
  const ProjectId id = take(small_plan());
  ActivityReport report;
  report.id = activity(id, "A1000").id;
  report.revision = activity(id, "A1000").revision;
  report.actual_start = parse_minute("2026-03-20T08:00").value();
  ASSERT_TRUE(report_activity(*app_, request(), report));
  SmallXer older = small_plan();
  older.projects[0].data_date = "2026-03-10 08:00";
  take(older, id);
  EXPECT_TRUE(activity(id, "A1000").actual_start);
  SmallXer newer = small_plan();
  newer.projects[0].data_date = "2026-03-25 08:00";
  take(newer, id);
  EXPECT_FALSE(activity(id, "A1000").actual_start) << "the later file denies it";
  EXPECT_TRUE(has_note(last_.notes, "import.actual_withdrawn"));
}

TEST_F(ImportTest, ALoopInTheFileLeavesEverythingAsItWas) {
  const ProjectId id = take(small_plan());
  const std::int64_t head = journal_head();
  const model::CityState before = state();
  SmallXer loop = small_plan();
  loop.tasks[0].hours = 80;
  loop.links.push_back({103, 101});
  const std::string bytes = to_text(loop);
  const auto preview = preview_schedule_import(*app_, request(), into(id, bytes));
  ASSERT_FALSE(preview);
  EXPECT_EQ(preview.error().rule, "network.loop");
  const auto done = import_schedule(*app_, request(), into(id, bytes));
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().rule, "network.loop");
  EXPECT_EQ(journal_head(), head);
  EXPECT_TRUE(model::equal(state(), before));
  open();
  EXPECT_TRUE(model::equal(state(), before));
}

TEST_F(ImportTest, ADateThatNoDatabaseTakesIsRefusedInThePreview) {
  SmallXer xer = small_plan();
  xer.tasks[0].approved = "1802-03-01 08:00";
  const std::string bytes = to_text(xer);
  const auto preview = preview_schedule_import(*app_, request(), into({}, bytes));
  const auto done = import_schedule(*app_, request(), into({}, bytes));
  EXPECT_EQ(preview.has_value(), done.has_value());
}

}  // namespace
}  // namespace tc::app::testing
