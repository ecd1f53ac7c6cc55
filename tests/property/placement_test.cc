// Every shipped template at every position of the stage table, in twelve report months: the
// position holds on the day, the dates are possible, and the schedule run again keeps both.
// SPDX-License-Identifier: Apache-2.0
#include "engine/placement/placement.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>

#include "base/data.h"
#include "engine/cpm/cpm.h"
#include "engine/placement/nominal.h"
#include "engine/placement/position.h"
#include "formats/template/template_set.h"

namespace tc {
namespace {

using model::Activity;
using model::ProjectFile;
using model::ProjectTemplate;
using model::Relation;

const formats::TemplateSet& shipped() {
  static const formats::TemplateSet kSet = *formats::parse_templates(data::templates());
  return kSet;
}

std::vector<model::Calendar> calendars() {
  std::vector<model::Calendar> out;
  for (const model::CalendarTemplate& calendar : shipped().calendars) {
    out.push_back(calendar.calendar);
    out.back().id = {static_cast<std::int64_t>(out.size())};
  }
  return out;
}

/// Compiled once: half a millisecond for each pair, thousands of networks.
const engine::CalendarTable& compiled() {
  static const std::vector<model::Calendar> kCalendars = calendars();
  static const engine::CalendarTable kTable = [] {
    engine::CalendarTable table(kCalendars);
    const auto done = table.compile_all();
    if (!done) ADD_FAILURE() << to_line(done.error());
    return table;
  }();
  return kTable;
}

engine::PlacementInput input_of(const ProjectTemplate& network, const ProjectFile& file, Day day) {
  return {network, file, {}, day, "test", &compiled()};
}

ProjectFile file_of(const ProjectTemplate& network, model::CalendarId calendar) {
  model::Project project;
  project.id = {1};
  project.name = network.name;
  formats::NextIds next;
  return formats::instantiate(network, project, next, calendar);
}

const Activity* by_id(const ProjectFile& file, model::ActivityId id) {
  return model::find_activity(file, id);
}

void expect_possible(const ProjectFile& file, Minute now) {
  for (const Activity& activity : file.activities) {
    EXPECT_TRUE(!activity.actual_start || *activity.actual_start <= now);
    EXPECT_TRUE(!activity.actual_finish || *activity.actual_finish <= now);
    EXPECT_TRUE(!activity.actual_finish || activity.actual_start);
    EXPECT_TRUE(activity.planned_start && activity.planned_finish);
    EXPECT_FALSE(activity.approved_start || activity.approved_finish);
    EXPECT_EQ(activity.provenance, model::Provenance::inferred);
    EXPECT_EQ(activity.remaining.has_value(), activity.actual_start && !activity.actual_finish);
  }
  for (const model::Link& link : file.links) {
    const Activity* before = by_id(file, link.predecessor_id);
    const Activity* after = by_id(file, link.successor_id);
    if (!after->actual_start) continue;
    ASSERT_TRUE(before->actual_finish) << before->code << " → " << after->code;
    EXPECT_LE(*before->actual_finish, *after->actual_start);
  }
}

void expect_position(const ProjectTemplate& network, const ProjectFile& file,
                     const model::Position& position) {
  const auto anchors = engine::indices_of(network, position.anchors);
  const auto begun = [&](std::size_t i) { return file.activities[i].actual_start.has_value(); };
  const auto finished = [&](std::size_t i) { return file.activities[i].actual_finish.has_value(); };
  switch (position.relation) {
    case Relation::before:
      EXPECT_TRUE(std::ranges::none_of(anchors, begun));
      if (position.fraction < 1.0) break;
      for (const std::size_t i : engine::ahead_of(engine::nominal_times(network), anchors)) {
        EXPECT_TRUE(finished(i)) << network.activities[i].code;
      }
      break;
    case Relation::during:
      EXPECT_TRUE(std::ranges::any_of(anchors, begun));
      EXPECT_FALSE(std::ranges::all_of(anchors, finished));
      break;
    case Relation::after:
      EXPECT_TRUE(std::ranges::all_of(anchors, finished));
      break;
  }
}

/// Runs the network from the report day: what is open must go on as the plan says, or sooner by the
/// rounding of days and winter speed, never start before the day.
void expect_schedule_agrees(const ProjectFile& file, Minute now) {
  const ProjectFile* one = &file;
  const auto network = engine::build_network(
      {.projects = std::span(&one, 1), .calendars = {}, .compiled = &compiled()});
  ASSERT_TRUE(network) << to_line(network.error());
  engine::CpmInput input;
  input.data_date = now;
  const engine::Schedule schedule = engine::run_cpm(*network, input);
  for (std::size_t node = 0; node < network->size(); ++node) {
    const Activity& activity = *network->activity[node];
    if (activity.actual_finish) continue;
    EXPECT_GE(schedule.early_start[node], now) << activity.code;
    const std::int64_t shift = schedule.early_finish[node] - *activity.planned_finish;
    EXPECT_EQ(shift, 0) << activity.code << " " << to_text(now);
  }
}

TEST(Placement, HoldsForEveryTemplatePositionAndMonth) {
  int placed = 0;
  for (const ProjectTemplate& network : shipped().networks) {
    const ProjectFile file = file_of(network, {1});
    for (const model::StageRule& rule : shipped().stages.rules) {
      const std::vector<std::string> words{rule.words.front()};
      const auto reading = engine::position_of(shipped().stages, words, network);
      if (!reading.position) continue;
      for (int month = 1; month <= 12; ++month) {
        SCOPED_TRACE(network.key + " " + words.front() + " month " + std::to_string(month));
        const Day day = to_day({2025, month, 15});
        const auto result = engine::place(input_of(network, file, day), *reading.position);
        ASSERT_TRUE(result) << to_line(result.error());
        expect_possible(result->file, start_of(day));
        expect_position(network, result->file, *reading.position);
        expect_schedule_agrees(result->file, start_of(day));
        if (HasFailure()) return;
        ++placed;
      }
    }
  }
  EXPECT_GT(placed, 2000);
}

struct Words {
  const char* type;
  std::vector<std::string> words;
  const char* relation;
  const char* anchors;  ///< codes joined by a blank
  const char* notes;    ///< rules joined by a blank
};

TEST(Placement, ShippedTableReadsWhatReportsSay) {
  const std::vector<Words> cases{
      {"lime", {"项目规划建设"}, "before", "11", ""},
      {"finechem", {"进入冲刺阶段", "设备安装调试"}, "during", "15 16 17 19 21", ""},
      {"finechem", {"设备安装、调试"}, "during", "15 16 17 19 21", ""},
      {"anode", {"项目工地"}, "during", "9 10", ""},
      {"railfreight", {"项目规划", "站点建设"}, "during", "11 12 16 17 20", "stage.contradiction"},
      {"machinery", {"项目工地奋战正酣"}, "during", "7 8", ""},
      {"pv", {"已实现全容量并网发电"}, "after", "21", ""},
      {"pv", {"首批机组并网发电"}, "after", "20", ""},
      {"factory", {"去年动工", "主厂房和生活办公区已经封顶", "正在施工"}, "after", "12", ""},
      {"wwtp", {"征迁还没有完成"}, "during", "4", ""},
      {"wwtp", {"征迁工作已全部完成"}, "after", "4", ""},
      {"wwtp", {"尚未开工"}, "before", "12", ""},
      {"wwtp", {"并网"}, "", "", "stage.unknown"},
      {"wwtp", {"力争年底前通水"}, "", "", "stage.wish"},
      {"pipenet", {"已经进入收尾阶段"}, "during", "13 14 17 18", ""},
      {"machinery", {"建成投产"}, "after", "14", ""},
      {"anode", {"达产达效"}, "after", "24", ""},
      {"anode", {"现场", "进入试生产"}, "during", "21", ""}};
  for (const Words& one : cases) {
    SCOPED_TRACE(std::string(one.type) + " " + one.words.front());
    const ProjectTemplate& network = *formats::find_template(shipped(), one.type);
    const auto reading = engine::position_of(shipped().stages, one.words, network);
    std::string anchors;
    std::string notes;
    if (reading.position) {
      for (const std::string& code : reading.position->anchors) {
        anchors += (anchors.empty() ? "" : " ") + code;
      }
    }
    for (const Note& note : reading.notes) notes += (notes.empty() ? "" : " ") + note.rule;
    EXPECT_EQ(reading.position ? model::to_name(reading.position->relation) : "", one.relation);
    EXPECT_EQ(anchors, one.anchors);
    EXPECT_EQ(notes, one.notes);
  }
}

TEST(Placement, ALaterStartIsTooLate) {
  const ProjectTemplate& network = *formats::find_template(shipped(), "pv");
  const ProjectFile file = file_of(network, {1});
  const Day day = to_day({2025, 7, 15});
  const engine::PlacementInput input = input_of(network, file, day);
  const model::Position grid{Relation::after, {"21"}, 1.0, "全容量并网"};
  const auto placed = engine::place(input, grid);
  ASSERT_TRUE(placed);
  const auto later = engine::place_from_start(input, placed->start + 1);
  ASSERT_TRUE(later);
  EXPECT_TRUE(placed->file.activities[20].actual_finish);
  EXPECT_FALSE(later->file.activities[20].actual_finish);
}

TEST(Placement, StagesFollowThePlan) {
  for (const ProjectTemplate& network : shipped().networks) {
    SCOPED_TRACE(network.key);
    const ProjectFile file = file_of(network, {1});
    const Day start = to_day({2020, 1, 1});
    auto last = model::Stage::conceived;
    for (int days = 0; days <= 12 * 366; days += 15) {
      const auto placed = engine::place_from_start(input_of(network, file, start + days), start);
      ASSERT_TRUE(placed);
      // 竣工 and 试产 may come in either order; nothing else goes back.
      const auto stage = placed->file.project.stage;
      EXPECT_TRUE(stage >= last || stage == model::Stage::completed) << model::to_name(stage);
      last = stage;
    }
    EXPECT_EQ(last, model::Stage::producing);
  }
}

}  // namespace
}  // namespace tc
