// Writing: unchanged files byte for byte, changed ones in the changed cells, new ones from nothing.
// SPDX-License-Identifier: Apache-2.0
#include "unit/formats/xer/builder.h"

namespace tc::formats::xer_test {
namespace {

XerText sample() {
  XerText text;
  text.add("SCHEDOPTIONS",
           {{"schedoptions_id", "1"}, {"proj_id", "7"}, {"sched_float_type", "FT_FF"}});
  text.add("PROJWBS", {{"wbs_id", "71"},
                       {"proj_id", "7"},
                       {"parent_wbs_id", "70"},
                       {"wbs_short_name", "A"},
                       {"wbs_name", "Earth"}});
  text.add(
      "RSRC",
      {{"rsrc_id", "30"}, {"rsrc_name", "Crew"}, {"rsrc_type", "RT_Labor"}, {"clndr_id", "3"}});
  text.task("1", {{"cstr_type", ""},
                  {"cstr_date", ""},
                  {"act_start_date", ""},
                  {"late_end_date", "2026-02-02 17:00"}});
  text.task("2", {{"wbs_id", "71"}});
  text.task("3");
  text.add("TASKPRED", {{"task_pred_id", "9"},
                        {"task_id", "2"},
                        {"pred_task_id", "1"},
                        {"proj_id", "7"},
                        {"pred_proj_id", "7"},
                        {"pred_type", "PR_FS"},
                        {"lag_hr_cnt", "0"},
                        {"comments", "kept"}});
  text.add("TASKPRED", {{"task_pred_id", "10"},
                        {"task_id", "3"},
                        {"pred_task_id", "2"},
                        {"proj_id", "7"},
                        {"pred_proj_id", "7"},
                        {"pred_type", "PR_FF"},
                        {"lag_hr_cnt", "4.5"}});
  text.add("TASKRSRC", {{"taskrsrc_id", "50"},
                        {"task_id", "2"},
                        {"rsrc_id", "30"},
                        {"target_qty", "8"},
                        {"remain_qty", "8"}});
  text.add("TASKACTV", {{"task_id", "2"}, {"actv_code_id", "5"}});
  text.add("TASKACTV", {{"task_id", "3"}, {"actv_code_id", "5"}});
  return text;
}

ActivityFacts facts(const std::string& id, std::int64_t duration) {
  ActivityFacts out;
  out.file_id = id;
  out.original_duration = duration;
  return out;
}

WbsElement element(const char* path, const char* parent, const char* code, const char* name) {
  WbsElement out;
  out.path = path;
  out.parent = parent;
  out.code = code;
  out.name = name;
  return out;
}

std::string written(const ScheduleFile& file) {
  const auto out = write_xer(file);
  EXPECT_TRUE(out) << (out ? "" : to_line(out.error()));
  return out ? out->bytes : std::string();
}

/// The lines of one text that the other lacks.
std::vector<std::string> new_lines(const std::string& before, const std::string& after) {
  const auto cut = [](const std::string& text) {
    std::vector<std::string> lines;
    for (std::size_t at = 0; at < text.size();) {
      const std::size_t end = std::min(text.find("\r\n", at), text.size());
      lines.push_back(text.substr(at, end - at));
      at = end + 2;
    }
    return lines;
  };
  const auto old = cut(before);
  std::vector<std::string> fresh;
  for (const std::string& line : cut(after)) {
    if (std::find(old.begin(), old.end(), line) == old.end()) fresh.push_back(line);
  }
  return fresh;
}

model::Activity& task(ScheduleFile& file, std::size_t index) {
  return file.projects.at(0).file.activities.at(index);
}

TEST(XerWrite, UnchangedIsTheSameBytesInEveryPage) {
  const std::string text = sample().task("4", {{"task_name", "Задача基坑"}}).text();
  for (const char* page : {"UTF-8", "GB18030", "UTF-16LE", "UTF-16BE"}) {
    const std::string bytes = in_page(page, text);
    EXPECT_EQ(written(read(bytes)), bytes) << page;
  }
  const std::string marked = "\xEF\xBB\xBF" + text;
  EXPECT_EQ(written(read(marked)), marked);
  EXPECT_TRUE(write_xer(read(text))->dropped.empty());
}

/// Elements without ids and tables that stand twice, as in files joined by hand.
TEST(XerWrite, OddTablesGoBackUnchangedToo) {
  const std::string head = "ERMHDR\t8.0\r\n%T\tPROJECT\r\n%F\tproj_id\r\n%R\t7\r\n";
  const std::string nameless =
      "%T\tPROJWBS\r\n%F\tproj_id\twbs_short_name\r\n%R\t7\tA\r\n%R\t7\tA\r\n%R\t8\tB\r\n"
      "%R\t7\t\r\n%R\t7\r\n";
  const std::string named =
      "%T\tPROJWBS\r\n%F\twbs_id\tproj_id\twbs_short_name\tproj_node_flag\r\n"
      "%R\t1\t7\tA\tN\r\n%R\t1\t7\tB\tN\r\n%R\t2\t7\tP\tY\r\n%R\t3\t7\tQ\tY\r\n";
  const std::string longer = nameless + "%R\t7\tC\tbeyond the fields\r\n";
  const std::string tasks = "%T\tTASK\r\n%F\ttask_id\tproj_id\r\n%R\t1\t7\r\n%R\t\t7\r\n";
  for (const std::string& text :
       {head + nameless + tasks, head + longer + tasks, head + named + tasks,
        head + nameless + named + tasks + tasks, head + tasks + named + head + nameless + "%E"}) {
    EXPECT_EQ(written(read(text)), text);
  }
}

TEST(XerWrite, AChangeIsWrittenInItsCellsAlone) {
  const std::string text = sample().text();
  ScheduleFile file = read(text);
  task(file, 0).constraint_kind = model::ConstraintKind::start_not_earlier;
  task(file, 0).constraint_at = at("2026-03-01T08:00");
  file.projects[0].file.links[1].lag = -90;
  const std::string out = written(file);
  const auto lines = new_lines(text, out);
  ASSERT_EQ(lines.size(), 2u);
  EXPECT_NE(lines[0].find("\tCS_MSOA\t2026-03-01 08:00\t"), std::string::npos);
  EXPECT_NE(lines[1].find("\tPR_FF\t-1.5\t"), std::string::npos);
  const ScheduleFile again = read(out);
  EXPECT_EQ(again.projects, file.projects);
}

TEST(XerWrite, AFieldThatTheTableLacksIsAdded) {
  ScheduleFile file = read(sample().text());
  task(file, 1).suspended_at = at("2026-01-07T12:00");
  const std::string out = written(file);
  EXPECT_NE(out.find("\tsuspend_date\r\n"), std::string::npos);
  EXPECT_EQ(read(out).projects, file.projects);
}

TEST(XerWrite, RowsComeAndGo) {
  ScheduleFile file = read(sample().text());
  ScheduleProject& project = file.projects[0];
  model::Activity fresh = project.file.activities[0];
  fresh.id.value = 77;
  fresh.code = "A77";
  fresh.name = "new";
  fresh.wbs = "A.N";
  project.file.activities.erase(project.file.activities.begin() + 1);
  project.facts.erase(project.facts.begin() + 1);
  project.file.activities.push_back(fresh);
  project.facts.push_back(facts("77", 960));
  project.wbs.push_back(element("A.N", "A", "N", "New"));
  project.file.links = {{.id = {11},
                         .project_id = {7},
                         .predecessor_id = {77},
                         .successor_id = {3},
                         .lag = 60,
                         .lag_calendar_id = {3}}};
  file.assignments.clear();
  const std::string out = written(file);
  const ScheduleFile again = read(out);
  ASSERT_EQ(again.projects.size(), 1u);
  EXPECT_EQ(again.projects[0].file.links, project.file.links);
  ASSERT_EQ(again.projects[0].file.activities.size(), 3u);
  EXPECT_EQ(again.projects[0].file.activities[2].wbs, "A.N");
  EXPECT_EQ(again.projects[0].file.activities[2].name, "new");
  EXPECT_TRUE(again.assignments.empty());
  // What hung on the activity that went is gone in all tables, what hung on others is not.
  EXPECT_EQ(out.find("%R\t2\t5"), std::string::npos);
  EXPECT_NE(out.find("%R\t3\t5"), std::string::npos);
}

TEST(XerWrite, ProjectsOptionsElementsCalendarsAndResourcesArePatched) {
  ScheduleFile file = read(sample().text());
  ScheduleProject& project = file.projects[0];
  project.data_date = at("2026-02-01T08:00");
  project.must_finish_by = at("2026-12-01T17:00");
  project.code = "P2";
  project.file.project.name = "Renamed";
  project.rules.total_float = model::FloatRule::least;
  project.rules.critical = model::CriticalRule::longest_path;
  project.wbs[0].name = "Earthworks";
  file.calendars[0].week = "mon-sat 07:00-12:00";
  file.calendars[0].exceptions = "2026-05-01..2026-05-05 off\n";
  file.resources[0].name = "Gang";
  file.assignments[0].work = 600;
  const ScheduleFile again = read(written(file));
  EXPECT_EQ(again.projects, file.projects);
  EXPECT_EQ(again.calendars, file.calendars);
  EXPECT_EQ(again.resources, file.resources);
  EXPECT_EQ(again.assignments, file.assignments);
}

TEST(XerWrite, NamesGoInThePageOfTheFile) {
  const std::string page =
      in_page("GB18030", sample().task("4", {{"task_name", "基坑开挖"}}).text());
  ScheduleFile file = read(page);
  task(file, 0).name = "主体结构";
  const auto out = write_xer(file);
  EXPECT_TRUE(out->dropped.empty());
  EXPECT_EQ(read(out->bytes).encoding, "GB18030");
  EXPECT_EQ(read(out->bytes).projects, file.projects);

  const std::string western =
      in_page("windows-1252",
              sample().task("4", {{"task_name", "Béton armé"}, {"task_code", "Gründung"}}).text());
  ScheduleFile french = read(western);
  ASSERT_EQ(french.encoding, "windows-1252");
  task(french, 0).name = "桩";
  const auto lost = write_xer(french);
  ASSERT_EQ(lost->dropped.size(), 1u);
  EXPECT_EQ(lost->dropped[0].rule, "xer.no_character");
  // Another page by wish.
  french.encoding = "UTF-16LE";
  EXPECT_EQ(read(write_xer(french)->bytes).projects, french.projects);
  // Plain ASCII has no page yet: Chinese names go in the page of Chinese offices.
  ScheduleFile plain = read(sample().text());
  task(plain, 0).name = "主体结构施工";
  EXPECT_EQ(read(written(plain)).encoding, "GB18030");
  EXPECT_EQ(read(written(plain)).projects, plain.projects);
}

TEST(XerWrite, DecimalCommasStay) {
  std::string text = sample().text();
  text.replace(text.find("4.5"), 3, "4,5");
  ScheduleFile file = read(text);
  EXPECT_EQ(file.projects[0].file.links[1].lag, 270);
  file.projects[0].file.links[0].lag = 30;
  EXPECT_NE(written(file).find("PR_FS\t0,5"), std::string::npos);
  text.replace(text.find("4,5"), 3, "1,004.5");
  file = read(text);
  EXPECT_EQ(file.projects[0].file.links[1].lag, 60'270);
  file.projects[0].file.links[0].lag = 30;
  EXPECT_NE(written(file).find("PR_FS\t0.5"), std::string::npos);
}

TEST(XerWrite, CellsHoldNoTabsOrLineEnds) {
  ScheduleFile file = read(sample().text());
  task(file, 0).name = "a\tb\r\nc";
  const ScheduleFile again = read(written(file));
  EXPECT_EQ(again.projects[0].file.activities.size(), 3u);
  EXPECT_EQ(again.projects[0].file.activities[0].name, "a b  c");
}

TEST(XerWrite, ANewFileReadsBackEqual) {
  ScheduleFile file = read(sample().text());
  file.source = nullptr;
  const std::string out = written(file);
  const ScheduleFile again = read(out);
  EXPECT_EQ(again.projects, file.projects);
  EXPECT_EQ(again.calendars, file.calendars);
  EXPECT_EQ(again.resources, file.resources);
  EXPECT_EQ(again.assignments, file.assignments);
  for (const char* table : {"CURRTYPE", "OBS", "PROJECT", "CALENDAR", "SCHEDOPTIONS", "PROJWBS",
                            "RSRC", "TASK", "TASKPRED", "TASKRSRC"}) {
    EXPECT_NE(out.find(std::string("%T\t") + table + "\r\n"), std::string::npos) << table;
  }
  EXPECT_TRUE(out.starts_with("ERMHDR\t"));
  EXPECT_TRUE(out.ends_with("%E\r\n"));
}

/// A schedule of another tool, with everything P6 does not know.
ScheduleFile foreign() {
  ScheduleFile file;
  file.format = ScheduleFormat::mspdi;
  model::Calendar calendar;
  calendar.id.value = 1;
  calendar.name = "标准";
  calendar.week = "mon-fri 08:00-17:00";
  file.calendars.push_back(calendar);
  file.calendar_facts.emplace_back();
  ScheduleProject project;
  project.file.project.id.value = 1;
  project.file.project.name = "地铁";
  project.calendar_id.value = 1;
  project.data_date = at("2026-01-05T08:00");
  project.rules = model::project_rules();
  const auto add = [&project](std::int64_t id, model::ActivityKind kind,
                              const char* wbs) -> model::Activity& {
    model::Activity activity;
    activity.id.value = id;
    activity.project_id.value = 1;
    activity.name = "活动" + std::to_string(id);
    activity.kind = kind;
    activity.wbs = wbs;
    activity.calendar_id.value = 1;
    activity.duration_low = activity.duration_likely = activity.duration_high = 480;
    project.file.activities.push_back(activity);
    project.facts.push_back(facts(std::to_string(id), 480));
    return project.file.activities.back();
  };
  add(1, model::ActivityKind::summary, "1");
  add(2, model::ActivityKind::task, "1").deadline = at("2026-02-02T17:00");
  model::Activity& elapsed = add(3, model::ActivityKind::task, "1.2");
  elapsed.calendar_id = {};
  elapsed.interruption = 60;
  project.facts.back().elapsed = true;
  model::Activity& gate = add(4, model::ActivityKind::milestone, "");
  gate.duration_low = gate.duration_likely = gate.duration_high = 0;
  gate.constraint_kind = model::ConstraintKind::set_by_hand;
  gate.constraint_at = at("2026-02-02T17:00");
  project.wbs.push_back(element("1", "", "1", "土建"));
  const auto link = [&project](std::int64_t id, std::int64_t from, std::int64_t to,
                               std::int64_t lag, std::int64_t lag_calendar) {
    project.file.links.push_back({.id = {id},
                                  .project_id = {1},
                                  .predecessor_id = {from},
                                  .successor_id = {to},
                                  .lag = lag,
                                  .lag_calendar_id = {lag_calendar}});
  };
  link(1, 2, 3, 0, 0);
  link(2, 1, 4, 0, 1);   // on a heading
  link(3, 2, 4, 60, 0);  // elapsed lag
  link(4, 2, 99, 0, 1);  // out of the file
  file.projects.push_back(std::move(project));
  return file;
}

TEST(XerWrite, AnotherToolsScheduleBecomesWhatP6CanHold) {
  const auto out = write_xer(foreign());
  ASSERT_TRUE(out) << to_line(out.error());
  const auto dropped = [&](const char* rule) {
    return std::any_of(out->dropped.begin(), out->dropped.end(),
                       [rule](const Note& note) { return note.rule == rule; });
  };
  for (const char* rule :
       {"xer.dropped_deadline", "xer.dropped_interruption", "xer.dropped_elapsed",
        "xer.dropped_manual", "xer.dropped_edge", "xer.dropped_summary_link",
        "xer.dropped_lag_calendar", "xer.dropped_link", "xer.dropped_rules", "xer.dropped_code"}) {
    EXPECT_TRUE(dropped(rule)) << rule;
  }
  const ScheduleFile file = read(out->bytes);
  EXPECT_EQ(file.encoding, "GB18030");
  const ScheduleProject& project = file.projects.at(0);
  ASSERT_EQ(project.file.activities.size(), 3u);  // the heading is an element now
  EXPECT_EQ(project.file.activities[0].wbs, "1");
  EXPECT_EQ(project.file.activities[0].code, "A2");
  EXPECT_EQ(project.file.activities[1].wbs, "1.2");
  EXPECT_EQ(project.file.activities[2].kind, model::ActivityKind::finish_milestone);
  EXPECT_EQ(project.file.activities[2].constraint_kind, model::ConstraintKind::mandatory_start);
  ASSERT_EQ(file.calendars.size(), 2u);
  EXPECT_EQ(file.calendars[1].week, "mon-sun 00:00-24:00");
  EXPECT_EQ(project.file.activities[1].calendar_id, file.calendars[1].id);
  EXPECT_EQ(project.file.links.size(), 2u);
  ASSERT_EQ(project.wbs.size(), 2u);
  EXPECT_EQ(project.wbs[0].name, "土建");
  EXPECT_EQ(project.file.project.name, "地铁");
}

TEST(XerWrite, BadCalendarTextIsRefused) {
  ScheduleFile file = foreign();
  file.calendars[0].week = "sometimes";
  EXPECT_EQ(write_xer(file).error().rule, "calendar.week");
}

}  // namespace
}  // namespace tc::formats::xer_test
