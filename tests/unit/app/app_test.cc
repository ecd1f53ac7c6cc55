// The use cases against the real store: load → decide → save, replays, past states, scope.
// SPDX-License-Identifier: Apache-2.0
#include <SQLiteCpp/SQLiteCpp.h>

#include <algorithm>
#include <thread>

#include "app/checks.h"
#include "app/picture.h"
#include "app/queries.h"
#include "app/reports.h"
#include "app/views/json.h"
#include "fixture.h"

namespace tc::app::testing {
namespace {

using model::Activity;
using model::ProjectFile;

/// An unfinished activity that has started, with its project.
std::pair<const ProjectFile*, const Activity*> started(const model::CityState& state) {
  for (const auto& file : state.projects) {
    for (const Activity& activity : file->activities) {
      if (activity.actual_start && !activity.actual_finish) return {file.get(), &activity};
    }
  }
  return {nullptr, nullptr};
}

ActivityReport finish_of(const Activity& activity, Day day) {
  ActivityReport report;
  report.id = activity.id;
  report.revision = activity.revision;
  report.actual_finish = std::optional<Minute>(start_of(day));
  report.reason = "现场核实";
  return report;
}

TEST_F(AppTest, MemoryEqualsStoreAfterChangesAndAfterReopening) {
  init("demo-city");
  const auto [file, activity] = started(state());
  ASSERT_NE(activity, nullptr);
  const auto changed =
      report_activity(*app_, request(), finish_of(*activity, *state().city.data_date));
  ASSERT_TRUE(changed) << to_line(changed.error());
  const model::CityState before = state();
  EXPECT_TRUE(model::equal(app_->store().load(city_)->state, before));
  open();
  EXPECT_TRUE(model::equal(state(), before));
  for (const Finding& finding : doctor(*app_)) EXPECT_TRUE(finding.ok) << finding.text;
}

TEST_F(AppTest, AFinishMovesTheForecastAndOnlyItsGroupIsComputedAgain) {
  init("demo-city");
  const auto [file, activity] = started(state());
  const auto before =
      app_->pictures().of(app_->library(), *app_->state(city_), *state().city.data_date);
  ASSERT_TRUE(before);
  const model::ProjectId touched = file->project.id;
  ASSERT_TRUE(report_activity(*app_, request(), finish_of(*activity, *state().city.data_date)));
  const auto after =
      app_->pictures().of(app_->library(), *app_->state(city_), *state().city.data_date);
  ASSERT_TRUE(after);
  std::size_t computed = 0;
  for (std::size_t i = 0; i < (*after)->projects.size(); ++i) {
    if ((*after)->projects[i] == (*before)->projects[i]) continue;
    ++computed;
  }
  EXPECT_GE(computed, 1u);
  EXPECT_LT(computed, (*after)->projects.size() / 2);
  // Kept pictures must be what a fresh computation gives.
  open();
  const auto fresh =
      app_->pictures().of(app_->library(), *app_->state(city_), *state().city.data_date);
  for (std::size_t i = 0; i < (*fresh)->projects.size(); ++i) {
    const ProjectPicture& kept = *(*after)->projects[i];
    const ProjectPicture& anew = *(*fresh)->projects[i];
    EXPECT_EQ(kept.finish, anew.finish) << i;
    EXPECT_EQ(kept.chain, anew.chain) << i;
    EXPECT_EQ(kept.light.zh, anew.light.zh) << i;
  }
  EXPECT_TRUE(std::ranges::any_of((*after)->projects, [&](const PicturePtr& picture) {
    return picture->file->project.id == touched;
  }));
}

TEST_F(AppTest, ASummaryIsShownAndIsNoFinishOfItsProject) {
  init("demo-city");
  const auto [file, activity] = started(state());
  const Day day = *state().city.data_date;
  const auto picture_now = [&] {
    const auto pictures = app_->pictures().of(app_->library(), *app_->state(city_), day);
    const auto& all = (*pictures)->projects;
    return *std::ranges::find(all, file->project.id,
                              [](const PicturePtr& one) { return one->file->project.id; });
  };
  const auto finish = picture_now()->finish;
  ASSERT_TRUE(finish);
  Activity summary;
  summary.project_id = file->project.id;
  summary.calendar_id = activity->calendar_id;
  summary.kind = model::ActivityKind::summary;
  summary.wbs = "1.2";
  summary.duration_likely = 9999 * kMinutesPerDay;
  summary.constraint_kind = model::ConstraintKind::mandatory_finish;
  summary.constraint_at = *finish;
  summary.secondary_kind = model::ConstraintKind::as_late_as_possible;
  summary.deadline = *finish + kMinutesPerDay;
  const auto put = app_->change(
      {.acting = request().acting, .origin = {}, .create = false, .reply = {}},
      [&](const model::CityState&, IdSource& ids) -> Result<Plan> {
        summary.id = ids.next<Activity>();
        return Plan{.action = "test", .reason = {}, .day = day, .put = {summary}, .removed = {}};
      });
  ASSERT_TRUE(put) << to_line(put.error());
  EXPECT_EQ(picture_now()->finish, finish);
  const auto page = project_page(*app_, query(), file->project.id);
  const auto shown = std::ranges::find(page->activities, summary.id.value, &ActivityView::id);
  ASSERT_NE(shown, page->activities.end());
  EXPECT_EQ(shown->kind, summary.kind);
  EXPECT_EQ(shown->wbs, "1.2");
  EXPECT_EQ(shown->constraint_kind, summary.constraint_kind);
  EXPECT_EQ(shown->constraint_at, summary.constraint_at);
  EXPECT_EQ(shown->secondary_kind, summary.secondary_kind);
  EXPECT_EQ(shown->secondary_at, std::nullopt);
  EXPECT_EQ(shown->deadline, summary.deadline);
}

TEST_F(AppTest, SwitchingABlockerOffMovesTheFinishByItsDrag) {
  init("demo-city");
  const auto picture =
      *app_->pictures().of(app_->library(), *app_->state(city_), *state().city.data_date);
  int tried = 0;
  for (const PicturePtr& project : picture->projects) {
    for (const BlockerDrag& drag : project->drags) {
      if (drag.days <= 0 || tried >= 5) continue;
      ++tried;
      const auto& blocker =
          *std::ranges::find(project->file->blockers, drag.id, &model::Blocker::id);
      model::CityState without = state();
      model::Blocker resolved = blocker;
      resolved.state = model::BlockerState::resolved;
      model::put(without, resolved);
      PictureCache cache;
      const auto other =
          *cache.of(app_->library(), std::make_shared<const model::CityState>(without),
                    *state().city.data_date);
      const auto at = std::ranges::find_if(other->projects, [&](const PicturePtr& p) {
        return p->file->project.id == project->file->project.id;
      });
      EXPECT_EQ((*project->finish - *(*at)->finish) / kMinutesPerDay, drag.days);
    }
  }
  EXPECT_GE(tried, 3);
}

TEST_F(AppTest, AStaleRevisionIsAConflictAndChangesNothing) {
  init("demo-city");
  const auto [file, activity] = started(state());
  ActivityReport report = finish_of(*activity, *state().city.data_date);
  report.revision += 1;
  const auto sequence = app_->store().head(city_)->sequence;
  const auto changed = report_activity(*app_, request(), report);
  ASSERT_FALSE(changed);
  EXPECT_EQ(changed.error().rule, "if_match.stale");
  EXPECT_EQ(changed.error().code, Code::conflict);
  EXPECT_EQ(app_->store().head(city_)->sequence, sequence);
}

TEST_F(AppTest, BadActualsAreRefused) {
  init("demo-city");
  const auto [file, activity] = started(state());
  const Day today = *state().city.data_date;
  struct Case {
    Patch<Minute> start, finish;
    Patch<double> remaining;
    const char* rule;
  };
  const std::optional<Minute> none;
  const Case cases[] = {
      {{}, std::optional(start_of(today + 2)), {}, "activity.future"},
      {none, std::optional(start_of(today)), {}, "activity.finish_unstarted"},
      {std::optional(start_of(today)),
       std::optional(start_of(today - 30)),
       {},
       "activity.finish_before_start"},
      {{}, {}, std::optional(-1.0), "activity.remaining"},
      {{}, {}, std::optional(1e300), "activity.remaining"},
  };
  for (const Case& c : cases) {
    ActivityReport report;
    report.id = activity->id;
    report.revision = activity->revision;
    report.actual_start = c.start;
    report.actual_finish = c.finish;
    report.remaining_days = c.remaining;
    const auto changed = report_activity(*app_, request(), report);
    ASSERT_FALSE(changed) << c.rule;
    EXPECT_EQ(changed.error().rule, c.rule);
  }
}

TEST_F(AppTest, OneKeyOneEffect) {
  init("demo-city");
  const auto [file, activity] = started(state());
  BlockerDraft draft{.activity_id = activity->id,
                     .kind = model::BlockerKind::utilities,
                     .text = "示例：外电未接通",
                     .owner_organization = "供电公司",
                     .owner_person = "甲",
                     .ask = "定接入方案",
                     .release_likely = std::nullopt,
                     .level = model::BlockerLevel::county};
  const auto first = raise_blocker(*app_, request("key-1"), draft);
  ASSERT_TRUE(first) << to_line(first.error());
  const auto kept = kept_reply(*app_, request("key-1"));
  ASSERT_TRUE(kept && *kept);
  EXPECT_EQ(**kept, to_json(*first));
  EXPECT_EQ(raise_blocker(*app_, request("key-1"), draft).error().rule, "store.key_used");
  Request other = request("key-1");
  other.origin.request_digest = "another";
  EXPECT_EQ(kept_reply(*app_, other).error().rule, "idempotency.reused");
}

TEST_F(AppTest, ABlockerGoesStepByStepAndIsNotClosedByItsOwner) {
  init("demo-city");
  const auto [file, activity] = started(state());
  const auto raised = raise_blocker(*app_, request(),
                                    {.activity_id = activity->id,
                                     .kind = model::BlockerKind::funds,
                                     .text = "示例：配套资金未到",
                                     .owner_organization = "财政局",
                                     .owner_person = "甲",
                                     .ask = "定拨付日期",
                                     .release_likely = std::nullopt,
                                     .level = {}});
  ASSERT_TRUE(raised);
  auto row = std::get<model::Blocker>(raised->row);
  const auto move = [&](model::BlockerState to, std::string evidence, std::string closer) {
    const auto moved = move_blocker(*app_, request(),
                                    {.id = row.id,
                                     .revision = row.revision,
                                     .state = to,
                                     .evidence = std::move(evidence),
                                     .closed_by = std::move(closer),
                                     .release_likely = {},
                                     .reason = {}});
    if (moved) row = std::get<model::Blocker>(moved->row);
    return moved ? std::string("ok") : moved.error().rule;
  };
  using S = model::BlockerState;
  EXPECT_EQ(move(S::closed, "文件", "乙"), "blocker.move");
  EXPECT_EQ(move(S::accepted, "", ""), "ok");
  EXPECT_EQ(move(S::in_hand, "", ""), "ok");
  EXPECT_EQ(move(S::resolved, "", ""), "blocker.evidence");
  EXPECT_EQ(move(S::resolved, "拨款凭证", ""), "ok");
  EXPECT_EQ(move(S::closed, "", "甲"), "blocker.owner");
  EXPECT_EQ(move(S::closed, "", "财政局"), "blocker.owner");
  EXPECT_EQ(move(S::closed, "", ""), "blocker.closer");
  EXPECT_EQ(move(S::closed, "", "督查室 乙"), "ok");
  EXPECT_EQ(move(S::in_hand, "", ""), "ok");
  EXPECT_EQ(row.reopened, 1);
  EXPECT_FALSE(row.closed_day);
}

TEST_F(AppTest, ThePastIsRebuiltFromTheJournal) {
  init("demo-city");
  const Day day = *state().city.data_date;
  const model::CityState at_init = state();
  const auto [file, activity] = started(state());
  // A fact dated later: the city's data date moves on first.
  model::City city = state().city;
  city.data_date = day + 10;
  const auto moved =
      app_->change({.acting = request().acting, .origin = {}, .create = false, .reply = {}},
                   [&](const model::CityState&, IdSource&) -> Result<Plan> {
                     return Plan{.action = "city.data_date",
                                 .reason = {},
                                 .day = day + 10,
                                 .put = {city},
                                 .removed = {}};
                   });
  ASSERT_TRUE(moved);
  ASSERT_TRUE(report_activity(*app_, request(), finish_of(*activity, day + 5)));
  const auto past = app_->state_at(city_, day);
  ASSERT_TRUE(past) << to_line(past.error());
  EXPECT_TRUE(model::equal(**past, at_init));
  EXPECT_EQ(app_->state_at(city_, day + 10)->get(), app_->state(city_)->get());
  EXPECT_EQ(app_->state_at(city_, day - 4000).error().rule, "as_of.empty");
}

TEST_F(AppTest, ARowChangedBehindTheJournalIsNamed) {
  init("demo-city");
  EXPECT_TRUE(verify_journal(*app_, request().acting)->ok);
  const model::ProjectId id = state().projects[3]->project.id;
  app_.reset();
  {
    SQLite::Database raw((folder_ / "test.db").string(), SQLite::OPEN_READWRITE);
    SQLite::Statement forge(raw, "UPDATE projects SET unit = '别家公司' WHERE city = ? AND id = ?");
    forge.bind(1, city_.value);
    forge.bind(2, id.value);
    ASSERT_EQ(forge.exec(), 1);
  }
  open();
  const auto report = verify_journal(*app_, request().acting);
  ASSERT_TRUE(report);
  EXPECT_FALSE(report->ok);
  EXPECT_NE(report->reason.find("projects " + std::to_string(id.value)), std::string::npos);
  EXPECT_GT(report->first_bad_sequence, 0);
}

TEST_F(AppTest, ScopeHidesOtherProjects) {
  init("demo-city");
  Query county = query();
  county.acting.scope.kind = model::ScopeKind::county;
  county.acting.scope.county = state().projects.front()->project.county;
  const auto list = list_projects(*app_, county, {});
  ASSERT_TRUE(list);
  ASSERT_GT(list->total, 0);
  ASSERT_LT(list->total, static_cast<std::int64_t>(state().projects.size()));
  for (const ProjectRow& row : list->projects) EXPECT_EQ(row.county, county.acting.scope.county);
  const auto hidden = std::ranges::find_if(state().projects, [&](const auto& f) {
    return f->project.county != county.acting.scope.county;
  });
  EXPECT_EQ(project_page(*app_, county, (*hidden)->project.id).error().rule, "project.unknown");
  EXPECT_EQ(project_journal(*app_, county, (*hidden)->project.id).error().rule, "project.unknown");
  const auto sheet = dispatch(*app_, county, 0);
  for (const Decision& decision : sheet->decisions) {
    EXPECT_EQ(model::find_project(state(), model::ProjectId{decision.project_id})->project.county,
              county.acting.scope.county);
  }
}

TEST_F(AppTest, ManyWritersLoseNothing) {
  init("demo-city");
  constexpr int kThreads = 4;
  constexpr int kEach = 10;
  const std::size_t before = state().orders.size();
  std::vector<std::jthread> threads;
  for (int t = 0; t < kThreads; ++t) {
    threads.emplace_back([this, t] {
      for (int i = 0; i < kEach; ++i) {
        const auto given = give_order(*app_, request(),
                                      {.project_id = {},
                                       .activity_id = {},
                                       .blocker_id = {},
                                       .addressee = "示例部门",
                                       .text = std::to_string(t * kEach + i),
                                       .due = std::nullopt});
        EXPECT_TRUE(given) << to_line(given.error());
      }
    });
  }
  threads.clear();
  EXPECT_EQ(state().orders.size(), before + kThreads * kEach);
  EXPECT_TRUE(app_->store().verify(city_)->ok);
}

}  // namespace
}  // namespace tc::app::testing
