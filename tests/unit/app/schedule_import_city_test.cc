// Imports of plans in their city: calendars, several projects, confirmation, rules, real files.
// SPDX-License-Identifier: Apache-2.0
#include <filesystem>
#include <fstream>
#include <iterator>

#include "app/file_schedule.h"
#include "app/import_plan.h"
#include "app/picture.h"
#include "formats/exchange/exchange.h"
#include "formats/noun/noun_json.h"
#include "import_fixture.h"
#include "store/memory/memory_store.h"

namespace tc::app::testing {
namespace {

TEST_F(ImportTest, CalendarsAreFoundByTheirWorkingTime) {
  SmallXer xer = small_plan();
  xer.tasks[1].calendar = 2;
  const std::size_t before = state().calendars.size();
  const ProjectId first = take(xer);
  EXPECT_EQ(state().calendars.size(), before + 2);
  xer.projects[0].name = "二厂";
  const ProjectId second = take(xer);
  EXPECT_EQ(state().calendars.size(), before + 2) << "equal working time is one calendar";
  EXPECT_EQ(activity(first, "A1010").calendar_id, activity(second, "A1010").calendar_id);
  // Changed working time: a calendar that the other project uses too must not change under it.
  const model::Calendar shared = *std::ranges::find(
      state().calendars, activity(first, "A1000").calendar_id, &model::Calendar::id);
  xer.week_end = "19:00";
  take(xer, second);
  EXPECT_EQ(state().calendars.size(), before + 3);
  EXPECT_NE(activity(second, "A1000").calendar_id, shared.id);
  EXPECT_EQ(*std::ranges::find(state().calendars, shared.id, &model::Calendar::id), shared);
  // Now it is the second project's alone, so the next change is made in place.
  xer.week_end = "20:00";
  take(xer, second);
  EXPECT_EQ(state().calendars.size(), before + 3);
  EXPECT_EQ(last_.calendars.back().origin, CalendarOrigin::changed);
}

SmallXer two_projects() {
  SmallXer xer = small_plan();
  xer.projects.push_back({.id = 2, .code = "ROAD", .name = "进厂路"});
  xer.tasks.push_back({.id = 201, .code = "R10", .name = "路基", .hours = 90, .project = 2});
  xer.tasks.push_back({.id = 202, .code = "R20", .name = "路面", .hours = 90, .project = 2});
  xer.links.push_back({201, 202});
  xer.links.push_back({201, 103});
  return xer;
}

TEST_F(ImportTest, SeveralProjectsOfAFileComeWithTheLinksBetweenThem) {
  const std::size_t before = state().projects.size();
  take(two_projects());
  ASSERT_EQ(state().projects.size(), before + 2);
  const ProjectId plant{last_.projects[0].project_id};
  const ProjectId road{last_.projects[1].project_id};
  EXPECT_EQ(file_of(plant).links.size(), 4u);
  EXPECT_EQ(file_of(road).links.size(), 1u);
  // One of them again: the link between the two stays.
  const std::string bytes = to_text(two_projects());
  ImportRequest again = into(plant, bytes);
  EXPECT_EQ(import_schedule(*app_, request(), again).error().rule, "import.file_project");
  again.file_project = "PLANT";
  const auto done = import_schedule(*app_, request(), again);
  ASSERT_TRUE(done) << tc::to_line(done.error());
  EXPECT_TRUE(done->view.unchanged);
  // The road without its first step: another project's link hangs on it.
  SmallXer shorter = two_projects();
  std::erase_if(shorter.tasks, [](const XerTask& task) { return task.id == 201; });
  std::erase_if(shorter.links, [](const XerLink& link) { return link.before == 201; });
  const std::string short_bytes = to_text(shorter);
  again = into(road, short_bytes);
  again.file_project = "ROAD";
  const auto kept = import_schedule(*app_, request(), again);
  ASSERT_TRUE(kept) << tc::to_line(kept.error());
  EXPECT_EQ(kept->view.projects.front().counts.kept, 1);
  EXPECT_EQ(file_of(plant).links.size(), 4u);
}

TEST_F(ImportTest, APreviewIsConfirmedAsItWasOrNotAtAll) {
  const ProjectId id = take(small_plan());
  SmallXer update = small_plan();
  update.tasks[0].hours = 90;
  const std::string bytes = to_text(update);
  ImportRequest import = into(id, bytes);
  const auto preview = preview_schedule_import(*app_, request(), import);
  ASSERT_TRUE(preview);
  import.token = "another";
  EXPECT_EQ(import_schedule(*app_, request(), import).error().rule, "import.stale");
  import.token = preview->token;
  raise_blocker_on(activity(id, "A1000").id);
  const auto stale = import_schedule(*app_, request(), import);
  ASSERT_FALSE(stale);
  EXPECT_EQ(stale.error().rule, "import.stale");
  EXPECT_EQ(stale.error().code, Code::conflict);
  import.token = preview_schedule_import(*app_, request(), import)->token;
  EXPECT_TRUE(import_schedule(*app_, request(), import));
}

TEST_F(ImportTest, OneCommitWithItsAction) {
  const std::int64_t head = journal_head();
  const ProjectId id = take(small_plan());
  const auto entries = project_journal(*app_, query(), id);
  ASSERT_TRUE(entries);
  for (const model::JournalEntry& entry : *entries) {
    EXPECT_EQ(entry.action, "schedule.import");
    EXPECT_EQ(entry.reason, "plan.xer");
    EXPECT_EQ(entry.commit_sequence, head + 1);
  }
  EXPECT_TRUE(app_->store().verify(city_)->ok);
}

TEST_F(ImportTest, AnIdempotencyKeyIsAnsweredOnce) {
  const std::string bytes = to_text(small_plan());
  const Request keyed = request("key-1");
  const auto done = import_schedule(*app_, keyed, into({}, bytes));
  ASSERT_TRUE(done);
  const auto kept = kept_reply(*app_, keyed);
  ASSERT_TRUE(kept && *kept);
  EXPECT_EQ(**kept, to_json(*done));
}

TEST_F(ImportTest, TheScopeIsKept) {
  const ProjectId id = take(small_plan());
  Request narrow = request();
  narrow.acting.scope = {
      .kind = model::ScopeKind::county, .county = "盂县", .organization = {}, .project_id = {}};
  EXPECT_EQ(preview_schedule_import(*app_, narrow, into(id, bytes_)).error().rule,
            "project.unknown");
  EXPECT_EQ(preview_schedule_import(*app_, narrow, into({}, bytes_)).error().rule, "import.scope");
}

/// The dates of the programme are those of `tongchou schedule FILE` when both stand at one day.
TEST_F(ImportTest, TheProgrammeComputesByTheFilesRules) {
  SmallXer xer = small_plan();
  xer.projects[0].data_date = "2026-03-20 00:00";
  xer.tasks[0].started = "2026-03-02 08:00";
  xer.tasks[0].left = 36;
  xer.tasks[1].started = "2026-03-09 08:00";  // out of sequence
  xer.tasks[1].left = 90;
  for (const char* options : {"Y\tN", "N\tY", "N\tN"}) {
    xer.projects[0].options = options;
    const ProjectId id = take(xer);
    const auto own = compute_file(bytes_, "plan.xer");
    ASSERT_TRUE(own) << tc::to_line(own.error());
    const auto page = project_page(*app_, query(), id);
    ASSERT_TRUE(page) << tc::to_line(page.error());
    const std::vector<FileRow> rows = file_rows(**own);
    ASSERT_EQ(rows.size(), page->activities.size());
    for (std::size_t i = 0; i < rows.size(); ++i) {
      const ActivityView& here = page->activities[i];
      EXPECT_EQ(here.early_finish, rows[i].early_finish) << options << " " << here.code;
      EXPECT_EQ(here.late_start, rows[i].late_start) << options << " " << here.code;
      EXPECT_EQ(here.late_finish, rows[i].late_finish) << options << " " << here.code;
      EXPECT_EQ(here.critical, rows[i].critical) << options << " " << here.code;
    }
  }
}

TEST_F(ImportTest, RulesThatCannotBeReadFallBackWithANote) {
  const ProjectId id = take(small_plan());
  ProjectFile file = file_of(id);
  file.project.scheduling = "dates=guesswork";
  const auto shared = std::make_shared<const ProjectFile>(std::move(file));
  model::CityState broken = state();
  model::put(broken, shared->project);
  const auto again = app_->pictures().of(
      app_->library(), std::make_shared<const model::CityState>(broken), Day{20532});
  ASSERT_TRUE(again);
  const ProjectPicture& picture = *(*again)->projects.back();
  EXPECT_TRUE(picture.finish);
  ASSERT_TRUE(picture.note);
  EXPECT_EQ(picture.note->rule, "project.scheduling");
}

/// The plan's rows as a commit of their own, for a store beside the App's.
store::Commit commit_of(const model::CityState& before, const ImportPlan& plan) {
  store::Commit commit;
  commit.acting.city = before.city.code;
  commit.day = *before.city.data_date;
  commit.action = "schedule.import";
  const auto add = [&](const model::Row& row, bool removed) {
    const auto json = [](const model::Row& one) {
      return formats::to_json_text(one, formats::Revisions::leave_out);
    };
    const std::optional<model::Row> old = model::find_row(before, row);
    commit.changes.push_back({.row = row,
                              .removed = removed,
                              .before = old ? json(*old) : std::string(),
                              .after = removed ? std::string() : json(row)});
  };
  for (const model::Row& row : plan.put) add(row, false);
  for (const model::Row& row : plan.removed) add(row, true);
  return commit;
}

/// Revisions are the store's own; everything else must be what the App holds.
TEST_F(ImportTest, TheMemoryStoreTakesTheSameRows) {
  const auto memory = store::make_memory_store([] { return std::int64_t{1'774'000'000'000}; });
  const auto carry = [&](const SmallXer& xer, ProjectId into) {
    const formats::ScheduleFile file = *formats::read_schedule(to_text(xer), "plan.xer");
    const model::CityState before = memory->load(city_)->state;
    std::map<std::string, std::int64_t, std::less<>> last = memory->load(city_)->last_ids;
    IdSource ids(std::move(last));
    const ImportSource source{.library = app_->library(),
                              .state = before,
                              .file = file,
                              .data_date = *before.city.data_date,
                              .file_name = "plan.xer",
                              .projects = {0},
                              .into = into};
    const auto plan = plan_import(source, ids);
    ASSERT_TRUE(plan) << tc::to_line(plan.error());
    const auto receipt = memory->commit(commit_of(before, *plan));
    ASSERT_TRUE(receipt) << tc::to_line(receipt.error());
  };
  ImportPlan frame;
  frame.put = model::all_rows(state());
  model::CityState nothing;
  nothing.city = state().city;
  store::Commit first = commit_of(nothing, frame);
  first.changes.front().before.clear();
  ASSERT_TRUE(memory->commit(std::move(first)));
  carry(small_plan(), {});
  const ProjectId id = take(small_plan());
  SmallXer update = small_plan();
  update.tasks[1].hours = 200;
  update.tasks.erase(update.tasks.begin());
  update.links.erase(update.links.begin());
  carry(update, id);
  take(update, id);
  const model::CityState there = memory->load(city_)->state;
  const model::CityState& here = state();
  ASSERT_EQ(model::all_rows(there).size(), model::all_rows(here).size());
  for (const model::Row& row : model::all_rows(here)) {
    const auto same = model::find_row(there, row);
    ASSERT_TRUE(same) << model::noun_of(row) << model::id_of(row);
    EXPECT_EQ(formats::to_json_text(*same, formats::Revisions::leave_out),
              formats::to_json_text(row, formats::Revisions::leave_out));
  }
}

/// Real files: into a new project, again without a change, and an update two months later.
TEST_F(ImportTest, RealFilesComeInAndStandStill) {
  const std::filesystem::path folder = std::filesystem::path(TC_SHARED_DIR) / "data/schedules";
  if (!std::filesystem::exists(folder)) GTEST_SKIP() << "no sample schedules beside the repository";
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    const std::string name = entry.path().filename().string();
    if (!name.ends_with(".xer") && !name.ends_with(".xml")) continue;
    std::ifstream stream(entry.path(), std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(stream),
                            std::istreambuf_iterator<char>()};
    const auto done = import_schedule(*app_, request(), into({}, bytes, name));
    ASSERT_TRUE(done) << name << ": " << tc::to_line(done.error());
    const std::int64_t head = journal_head();
    for (const ImportedProject& project : done->view.projects) {
      ImportRequest again = into(ProjectId{project.project_id}, bytes, name);
      again.file_project = project.file_code;
      const auto same = import_schedule(*app_, request(), again);
      ASSERT_TRUE(same) << name << ": " << tc::to_line(same.error());
      EXPECT_TRUE(same->view.unchanged) << name << " " << project.file_code;
    }
    EXPECT_EQ(journal_head(), head) << name;
  }
  open();
  EXPECT_TRUE(app_->store().verify(city_)->ok);
}

}  // namespace
}  // namespace tc::app::testing
