// Every field of the tables in its place in the model.
// SPDX-License-Identifier: Apache-2.0
#include "unit/formats/xer/builder.h"

namespace tc::formats::xer_test {
namespace {

using model::ActivityKind;
using model::ConstraintKind;

const ScheduleProject& only(const ScheduleFile& file) { return file.projects.at(0); }
const model::Activity& first(const ScheduleFile& file) { return only(file).file.activities.at(0); }

ScheduleFile with_task(Cells cells) { return read(XerText().task("1", std::move(cells)).text()); }

TEST(XerRead, HeaderAndProject) {
  const ScheduleFile file = read(XerText()
                                     .set("PROJECT", "plan_end_date", "2026-12-31 17:00")
                                     .set("PROJECT", "scd_end_date", "2026-11-30 17:00")
                                     .set("PROJECT", "guid", "g+/==")
                                     .set("PROJECT", "critical_drtn_hr_cnt", "16")
                                     .task("1")
                                     .text());
  EXPECT_EQ(file.format, ScheduleFormat::xer);
  EXPECT_EQ(file.version, "19.12");
  EXPECT_EQ(file.encoding, "UTF-8");
  ASSERT_EQ(file.projects.size(), 1u);
  const ScheduleProject& project = only(file);
  EXPECT_EQ(project.file.project.id.value, 7);
  EXPECT_EQ(project.file.project.name, "Project");
  EXPECT_EQ(project.code, "P");
  EXPECT_EQ(project.file_id, "7");
  EXPECT_EQ(project.guid, "g+/==");
  EXPECT_EQ(project.data_date, at("2026-01-05T08:00"));
  EXPECT_EQ(project.start, at("2026-01-05T08:00"));
  EXPECT_EQ(project.must_finish_by, at("2026-12-31T17:00"));
  EXPECT_EQ(project.finish, at("2026-11-30T17:00"));
  EXPECT_EQ(project.calendar_id.value, 3);
  EXPECT_EQ(project.minutes_per_day, 480);
  EXPECT_EQ(project.rules.critical, model::CriticalRule::total_float);
  EXPECT_EQ(project.rules.critical_minutes, 960);
  EXPECT_EQ(file.calendars[0].week, "mon-fri 08:00-12:00 13:00-17:00");
}

TEST(XerRead, ScheduleOptions) {
  const auto rules = [](Cells cells) {
    cells.insert(cells.begin(), {"proj_id", "7"});
    return only(read(XerText().add("SCHEDOPTIONS", cells).task("1").text())).rules;
  };
  EXPECT_EQ(rules({}), model::p6_rules());
  const std::vector<std::pair<const char*, model::LagCalendar>> lags{
      {"rcal_Predecessor", model::LagCalendar::predecessor},
      {"rcal_Successor", model::LagCalendar::successor},
      {"rcal_24Hour", model::LagCalendar::elapsed},
      {"rcal_ProjDefault", model::LagCalendar::project}};
  for (const auto& [word, calendar] : lags) {
    EXPECT_EQ(rules({{"sched_calendar_on_relationship_lag", word}}).lag_calendar, calendar);
  }
  using enum model::ProgressRule;
  const auto progress = [&](const char* retained, const char* override_logic) {
    return rules({{"sched_retained_logic", retained}, {"sched_progress_override", override_logic}})
        .progress;
  };
  EXPECT_EQ(progress("Y", "N"), retained_logic);
  EXPECT_EQ(progress("N", "Y"), progress_override);
  EXPECT_EQ(progress("N", "N"), actual_dates);
  EXPECT_EQ(rules({{"sched_float_type", "FT_FF"}}).total_float, model::FloatRule::finish);
  EXPECT_EQ(rules({{"sched_float_type", "FT_SS"}}).total_float, model::FloatRule::start);
  EXPECT_EQ(rules({{"sched_float_type", "FT_Min"}}).total_float, model::FloatRule::least);
  EXPECT_FALSE(rules({{"sched_use_expect_end_flag", "N"}}).use_expected_finish);
  EXPECT_EQ(rules({{"sched_use_project_end_date_for_float", "N"}}).float_basis,
            model::FloatBasis::batch);
  EXPECT_EQ(rules({{"sched_use_project_end_date_for_float", "Y"}}).float_basis,
            model::FloatBasis::own_project);
  EXPECT_FALSE(rules({{"sched_lag_early_start_flag", "Y"}}).lag_from_actual_start);
  EXPECT_TRUE(rules({{"sched_lag_early_start_flag", "N"}}).lag_from_actual_start);
  EXPECT_TRUE(rules({{"sched_open_critical_flag", "Y"}}).own_open_ends);
  EXPECT_EQ(rules({{"sched_float_type", "FT_?"}}).total_float, model::FloatRule::finish);
}

TEST(XerRead, LongestPathIsTheProjectsChoice) {
  const ScheduleFile file =
      read(XerText()
               .set("PROJECT", "critical_path_type", "CT_DrivPath")
               .add("SCHEDOPTIONS", {{"proj_id", "7"}})
               .task("1", {{"driving_path_flag", "Y"}, {"total_float_hr_cnt", "80"}})
               .text());
  EXPECT_EQ(only(file).rules.critical, model::CriticalRule::longest_path);
  EXPECT_EQ(only(file).facts[0].stored.critical, true);
  EXPECT_EQ(only(file).facts[0].stored.longest_path, true);
}

TEST(XerRead, KindsOfActivity) {
  const std::vector<std::pair<const char*, ActivityKind>> kinds{
      {"TT_Task", ActivityKind::task},
      {"TT_Rsrc", ActivityKind::resource_dependent},
      {"TT_LOE", ActivityKind::level_of_effort},
      {"TT_Mile", ActivityKind::start_milestone},
      {"TT_FinMile", ActivityKind::finish_milestone},
      {"TT_WBS", ActivityKind::summary}};
  for (const auto& [word, kind] : kinds) {
    const ScheduleFile file = with_task({{"task_type", word}});
    EXPECT_EQ(first(file).kind, kind) << word;
    EXPECT_FALSE(noted(file, "xer.code"));
    EXPECT_EQ(first(file).duration_likely, model::is_milestone(kind) ? 0 : 960);
  }
  EXPECT_TRUE(
      noted(with_task({{"task_type", "TT_New"}}), "xer.code", "TASK line 13 field task_type"));
}

TEST(XerRead, EveryConstraint) {
  const std::vector<std::pair<const char*, ConstraintKind>> kinds{
      {"CS_MSOA", ConstraintKind::start_not_earlier},
      {"CS_MSOB", ConstraintKind::start_not_later},
      {"CS_MEOA", ConstraintKind::finish_not_earlier},
      {"CS_MEOB", ConstraintKind::finish_not_later},
      {"CS_MSO", ConstraintKind::must_start},
      {"CS_MEO", ConstraintKind::must_finish},
      {"CS_MANDSTART", ConstraintKind::mandatory_start},
      {"CS_MANDFIN", ConstraintKind::mandatory_finish}};
  for (const auto& [word, kind] : kinds) {
    const ScheduleFile file = with_task({{"cstr_type", word},
                                         {"cstr_date", "2026-02-02 08:00"},
                                         {"cstr_type2", word},
                                         {"cstr_date2", "2026-03-03 17:00"}});
    EXPECT_EQ(first(file).constraint_kind, kind);
    EXPECT_EQ(first(file).constraint_at, at("2026-02-02T08:00"));
    EXPECT_EQ(first(file).secondary_kind, kind);
    EXPECT_EQ(first(file).secondary_at, at("2026-03-03T17:00"));
    const ScheduleFile undated = with_task({{"cstr_type", word}});
    EXPECT_EQ(first(undated).constraint_kind, ConstraintKind::none);
    EXPECT_TRUE(noted(undated, "xer.constraint_date", "TASK line 13 field cstr_type"));
  }
  const ScheduleFile late = with_task({{"cstr_type", "CS_ALAP"}});
  EXPECT_EQ(first(late).constraint_kind, ConstraintKind::as_late_as_possible);
  EXPECT_FALSE(first(late).constraint_at);
  EXPECT_TRUE(noted(with_task({{"cstr_type", "CS_X"}, {"cstr_date", "2026-02-02"}}), "xer.code"));
}

TEST(XerRead, DatesOfWorkNotStarted) {
  const ScheduleFile file = with_task({{"early_start_date", "2026-01-05 08:00"},
                                       {"early_end_date", "2026-01-06 17:00"},
                                       {"late_start_date", "2026-01-07 08:00"},
                                       {"late_end_date", "2026-01-08 17:00"},
                                       {"restart_date", "2026-01-06 08:00"},
                                       {"reend_date", "2026-01-07 17:00"},
                                       {"target_start_date", "2026-01-01 08:00"},
                                       {"target_end_date", "2026-01-02 17:00"},
                                       {"total_float_hr_cnt", "16"},
                                       {"free_float_hr_cnt", "0.5"},
                                       {"expect_end_date", "2026-01-09 17:00"},
                                       {"external_early_start_date", "2026-01-04 08:00"},
                                       {"external_late_end_date", "2026-01-30 17:00"},
                                       {"guid", "abc"}});
  const model::Activity& activity = first(file);
  const ActivityFacts& facts = only(file).facts[0];
  EXPECT_EQ(facts.stored.early_start, at("2026-01-05T08:00"));
  EXPECT_EQ(facts.stored.early_finish, at("2026-01-06T17:00"));
  EXPECT_EQ(facts.stored.late_start, at("2026-01-07T08:00"));
  EXPECT_EQ(facts.stored.late_finish, at("2026-01-08T17:00"));
  EXPECT_EQ(facts.stored.start, at("2026-01-06T08:00"));
  EXPECT_EQ(facts.stored.finish, at("2026-01-07T17:00"));
  EXPECT_EQ(facts.stored.total_float, 960);
  EXPECT_EQ(facts.stored.free_float, 30);
  EXPECT_EQ(facts.stored.critical, false);
  EXPECT_EQ(facts.percent_complete, 0);
  EXPECT_EQ(facts.original_duration, 960);
  EXPECT_EQ(facts.file_id, "1");
  EXPECT_EQ(facts.guid, "abc");
  EXPECT_EQ(activity.planned_start, at("2026-01-06T08:00"));
  EXPECT_EQ(activity.planned_finish, at("2026-01-07T17:00"));
  EXPECT_EQ(activity.approved_start, at("2026-01-01T08:00"));
  EXPECT_EQ(activity.approved_finish, at("2026-01-02T17:00"));
  EXPECT_EQ(activity.expected_finish, at("2026-01-09T17:00"));
  EXPECT_EQ(activity.external_start, at("2026-01-04T08:00"));
  EXPECT_EQ(activity.external_finish, at("2026-01-30T17:00"));
  EXPECT_EQ(activity.duration_likely, 960);
  EXPECT_FALSE(activity.remaining);
  EXPECT_FALSE(activity.actual_start);
}

TEST(XerRead, Progress) {
  const ScheduleFile going = with_task({{"status_code", "TK_Active"},
                                        {"act_start_date", "2026-01-05 08:00"},
                                        {"remain_drtn_hr_cnt", "4"},
                                        {"restart_date", "2026-01-06 13:00"},
                                        {"reend_date", "2026-01-06 17:00"},
                                        {"suspend_date", "2026-01-05 12:00"},
                                        {"resume_date", "2026-01-06 13:00"}});
  EXPECT_EQ(first(going).actual_start, at("2026-01-05T08:00"));
  EXPECT_EQ(first(going).remaining, 240);
  EXPECT_EQ(first(going).suspended_at, at("2026-01-05T12:00"));
  EXPECT_EQ(first(going).resumed_at, at("2026-01-06T13:00"));
  EXPECT_EQ(first(going).planned_start, at("2026-01-05T08:00"));
  EXPECT_EQ(first(going).planned_finish, at("2026-01-06T17:00"));
  EXPECT_EQ(only(going).facts[0].percent_complete, 75);

  const ScheduleFile done = with_task({{"status_code", "TK_Complete"},
                                       {"act_start_date", "2026-01-05 08:00"},
                                       {"act_end_date", "2026-01-06 17:00"},
                                       {"remain_drtn_hr_cnt", "0"}});
  EXPECT_EQ(first(done).actual_finish, at("2026-01-06T17:00"));
  EXPECT_FALSE(first(done).remaining);
  EXPECT_EQ(only(done).facts[0].percent_complete, 100);
  EXPECT_FALSE(only(done).facts[0].stored.critical);

  // Remaining is said where it differs from the whole, also before the start.
  EXPECT_EQ(first(with_task({{"remain_drtn_hr_cnt", "8"}})).remaining, 480);
  EXPECT_TRUE(noted(with_task({{"status_code", "TK_Complete"}}), "xer.progress"));
  EXPECT_TRUE(noted(with_task({{"act_end_date", "2026-01-06 17:00"}}), "xer.progress"));
}

TEST(XerRead, WbsPathsBelowTheProject) {
  XerText text;
  text.add("PROJWBS", {{"wbs_id", "73"},
                       {"proj_id", "7"},
                       {"parent_wbs_id", "72"},
                       {"wbs_short_name", "B"},
                       {"wbs_name", "Beams"}});
  text.add("PROJWBS",
           {{"wbs_id", "72"}, {"proj_id", "7"}, {"parent_wbs_id", "70"}, {"wbs_short_name", "A"}});
  text.add("PROJWBS",
           {{"wbs_id", "74"}, {"proj_id", "7"}, {"parent_wbs_id", "70"}, {"wbs_short_name", "A"}});
  text.add("PROJWBS",
           {{"wbs_id", "75"}, {"proj_id", "7"}, {"parent_wbs_id", "76"}, {"wbs_short_name", "L"}});
  text.add("PROJWBS",
           {{"wbs_id", "76"}, {"proj_id", "7"}, {"parent_wbs_id", "75"}, {"wbs_short_name", "M"}});
  text.task("1", {{"wbs_id", "73"}}).task("2").task("3", {{"wbs_id", "74"}});
  const ScheduleFile file = read(text.text());
  const auto& wbs = only(file).wbs;
  ASSERT_EQ(wbs.size(), 5u);
  EXPECT_EQ(wbs[0].path, "A");  // parents before children
  EXPECT_EQ(wbs[1].path, "A.B");
  EXPECT_EQ(wbs[1].parent, "A");
  EXPECT_EQ(wbs[1].name, "Beams");
  EXPECT_EQ(wbs[1].file_id, "73");
  EXPECT_EQ(wbs[2].path, "A~2");  // one path names one element
  EXPECT_EQ(first(file).wbs, "A.B");
  EXPECT_EQ(only(file).file.activities[1].wbs, "");
  EXPECT_EQ(only(file).file.activities[2].wbs, "A~2");
}

TEST(XerRead, IdsThatAreNoNumbersBecomeRowNumbers) {
  XerText text;
  text.task("x1").task("x2");
  text.add("TASKPRED", {{"task_pred_id", "p"}, {"task_id", "x2"}, {"pred_task_id", "x1"}});
  const ScheduleFile file = read(text.text());
  EXPECT_EQ(first(file).id.value, 1);
  EXPECT_EQ(only(file).facts[1].file_id, "x2");
  EXPECT_EQ(only(file).file.links[0].successor_id.value, 2);
  const ScheduleFile twice = read(XerText().task("5").task("5").text());
  EXPECT_TRUE(noted(twice, "xer.same_id", "TASK line"));
  EXPECT_EQ(only(twice).file.activities[1].id.value, 2);
}

TEST(XerRead, ActivitiesAreSortedByIdWithTheirFacts) {
  const ScheduleFile file = read(XerText().task("20").task("3").text());
  EXPECT_EQ(first(file).id.value, 3);
  EXPECT_EQ(only(file).facts[0].file_id, "3");
}

TEST(XerRead, NamesOfFieldsCountNotTheirPlaces) {
  const std::string shuffled =
      "ermhdr\t3.5\n%t\ttask\n%f\tTASK_NAME\tProj_Id\ttask_id\tTARGET_DRTN_HR_CNT\n"
      "%r\tDig\t7\t1\t8,5\n%T\tPROJECT\n%F\tproj_short_name\tproj_id\n%R\tP\t7\n";
  const ScheduleFile file = read(shuffled);
  EXPECT_EQ(file.version, "3.5");
  EXPECT_EQ(first(file).name, "Dig");
  EXPECT_EQ(first(file).duration_likely, 510);
  EXPECT_TRUE(noted(file, "xer.data_date"));
}

TEST(XerRead, WithoutADataDateTheFirstActivityBegins) {
  const ScheduleFile file = read(XerText()
                                     .set("PROJECT", "last_recalc_date", "")
                                     .set("PROJECT", "plan_start_date", "")
                                     .task("1", {{"early_start_date", "2026-03-02 08:00"}})
                                     .task("2", {{"early_start_date", "2026-02-02 08:00"}})
                                     .text());
  EXPECT_EQ(only(file).data_date, at("2026-02-02T08:00"));
}

TEST(XerRead, WhatTheModelDoesNotUseIsListedOncePerTable) {
  XerText text;
  for (int i = 1; i < 50; ++i)
    text.task(std::to_string(i), {{"est_wt", "1"}, {"color_of_bar", "red"}});
  text.add("UDFVALUE", {{"udf_type_id", "1"}}).add("UDFVALUE", {{"udf_type_id", "2"}});
  const ScheduleFile file = read(text.text());
  const auto kept = std::count_if(file.notes.begin(), file.notes.end(), [](const Note& note) {
    return note.rule == "xer.kept" && note.where == "TASK";
  });
  EXPECT_EQ(kept, 1);
  EXPECT_TRUE(noted(file, "xer.kept", "UDFVALUE"));
  const auto at = std::find_if(file.notes.begin(), file.notes.end(), [](const Note& note) {
    return note.rule == "xer.kept" && note.where == "TASK";
  });
  EXPECT_NE(at->message.find("est_wt, color_of_bar"), std::string::npos);
}

}  // namespace
}  // namespace tc::formats::xer_test
