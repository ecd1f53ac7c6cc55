// Links, resources and assignments in their places in the model.
// SPDX-License-Identifier: Apache-2.0
#include "unit/formats/xer/builder.h"

namespace tc::formats::xer_test {
namespace {

const ScheduleProject& only(const ScheduleFile& file) { return file.projects.at(0); }
const model::Activity& first(const ScheduleFile& file) { return only(file).file.activities.at(0); }

TEST(XerReadNetwork, LinksCountLagsAsTheProjectSays) {
  const auto link = [](const char* rule, const char* type, const char* lag) {
    XerText text;
    text.add("SCHEDOPTIONS", {{"proj_id", "7"}, {"sched_calendar_on_relationship_lag", rule}});
    text.add("CALENDAR",
             {{"clndr_id", "4"}, {"clndr_name", "b"}, {"clndr_data", XerText::five_days()}});
    text.add("CALENDAR",
             {{"clndr_id", "5"}, {"clndr_name", "c"}, {"clndr_data", XerText::five_days()}});
    text.task("1", {{"clndr_id", "4"}}).task("2", {{"clndr_id", "5"}});
    text.add("TASKPRED", {{"task_pred_id", "9"},
                          {"task_id", "2"},
                          {"pred_task_id", "1"},
                          {"proj_id", "7"},
                          {"pred_proj_id", "7"},
                          {"pred_type", type},
                          {"lag_hr_cnt", lag}});
    return only(read(text.text())).file.links.at(0);
  };
  const model::Link one = link("rcal_Predecessor", "PR_SS", "-2.5");
  EXPECT_EQ(one.id.value, 9);
  EXPECT_EQ(one.predecessor_id.value, 1);
  EXPECT_EQ(one.successor_id.value, 2);
  EXPECT_EQ(one.type, model::LinkType::start_start);
  EXPECT_EQ(one.lag, -150);
  EXPECT_EQ(one.lag_calendar_id.value, 4);
  EXPECT_EQ(link("rcal_Successor", "PR_FF", "8").lag_calendar_id.value, 5);
  EXPECT_EQ(link("rcal_24Hour", "PR_SF", "8").lag_calendar_id.value, 0);
  EXPECT_EQ(link("rcal_ProjDefault", "FS", "8").lag_calendar_id.value, 3);
  EXPECT_EQ(link("", "PR_FF", "8").type, model::LinkType::finish_finish);
  EXPECT_EQ(link("", "PR_SF", "8").type, model::LinkType::start_finish);
  EXPECT_EQ(link("", "PR_FS", "8").type, model::LinkType::finish_start);
}

TEST(XerReadNetwork, LinksAcrossAndOutOfTheFile) {
  XerText text;
  text.add("PROJECT", {{"proj_id", "8"}, {"proj_short_name", "Q"}, {"export_flag", "N"}});
  text.task("1").task("2", {{"proj_id", "8"}});
  text.add("TASKPRED", {{"task_pred_id", "1"}, {"task_id", "2"}, {"pred_task_id", "1"}});
  text.add("TASKPRED", {{"task_pred_id", "2"}, {"task_id", "2"}, {"pred_task_id", "99"}});
  const ScheduleFile file = read(text.text());
  EXPECT_TRUE(noted(file, "xer.not_exported", "PROJECT line 5"));
  EXPECT_TRUE(noted(file, "xer.external_link", "field pred_task_id"));
  ASSERT_EQ(file.projects.size(), 2u);
  ASSERT_EQ(file.projects[1].file.links.size(), 1u);  // with the successor
  EXPECT_EQ(file.projects[1].file.links[0].project_id.value, 8);
  EXPECT_TRUE(file.projects[0].file.links.empty());
}

TEST(XerReadNetwork, ResourcesAndAssignments) {
  XerText text;
  text.add("CALENDAR",
           {{"clndr_id", "4"}, {"clndr_name", "crew"}, {"clndr_data", XerText::five_days()}});
  text.add("RSRC", {{"rsrc_id", "30"},
                    {"rsrc_short_name", "R"},
                    {"rsrc_name", "Crew"},
                    {"rsrc_type", "RT_Labor"},
                    {"clndr_id", "4"},
                    {"guid", "g"}});
  text.add("RSRC",
           {{"rsrc_id", "31"}, {"rsrc_name", "Sand"}, {"rsrc_type", "RT_Mat"}, {"clndr_id", "3"}});
  text.add(
      "RSRC",
      {{"rsrc_id", "32"}, {"rsrc_name", "Crane"}, {"rsrc_type", "RT_Equip"}, {"clndr_id", "3"}});
  text.task("1", {{"task_type", "TT_Rsrc"}}).task("2", {{"task_type", "TT_Rsrc"}}).task("3");
  const auto assign = [&text](const char* id, const char* task, const char* resource) {
    text.add("TASKRSRC", {{"taskrsrc_id", id},
                          {"task_id", task},
                          {"rsrc_id", resource},
                          {"target_qty", "2.5"},
                          {"remain_qty", "1"},
                          {"target_qty_per_hr", "0.5"},
                          {"remain_qty_per_hr", "0.25"},
                          {"target_cost", "99.5"}});
  };
  assign("1", "1", "31");
  assign("2", "1", "30");
  assign("3", "2", "32");
  assign("4", "2", "30");
  assign("5", "3", "30");
  text.add("TASKRSRC", {{"taskrsrc_id", "6"}, {"task_id", "3"}, {"role_id", "5"}});
  const ScheduleFile file = read(text.text());
  ASSERT_EQ(file.resources.size(), 3u);
  EXPECT_EQ(file.resources[0], (FileResource{.id = 30,
                                             .code = "R",
                                             .name = "Crew",
                                             .guid = "g",
                                             .kind = ResourceKind::labour,
                                             .calendar_id = {4}}));
  EXPECT_EQ(file.resources[1].kind, ResourceKind::material);
  EXPECT_EQ(file.resources[2].kind, ResourceKind::equipment);
  ASSERT_EQ(file.assignments.size(), 5u);
  EXPECT_EQ(file.assignments[0].work, 2500);  // material in thousandths
  EXPECT_EQ(file.assignments[1].work, 150);   // hours in minutes
  EXPECT_EQ(file.assignments[1].remaining_work, 60);
  EXPECT_EQ(file.assignments[1].units, 0.5);
  EXPECT_EQ(file.assignments[1].cost, 99.5);
  // One resource with working time: the activity works in its calendar.
  EXPECT_EQ(first(file).calendar_id.value, 4);
  EXPECT_FALSE(file.assignments[1].drives_in);
  // Two of different calendars: each assignment keeps its own, for the hours it still takes.
  EXPECT_EQ(file.assignments[2].drives_in.value, 3);
  EXPECT_EQ(file.assignments[3].drives_in.value, 4);
  EXPECT_EQ(file.assignments[3].span, 240);
  EXPECT_TRUE(noted(file, "xer.resource_calendars", "TASKRSRC"));
  // Others keep the activity's calendar.
  EXPECT_EQ(only(file).file.activities[2].calendar_id.value, 3);
  EXPECT_TRUE(noted(file, "xer.role", "TASKRSRC"));
}

}  // namespace
}  // namespace tc::formats::xer_test
