// Stage words against a small template: which row wins, and what is a note.
// SPDX-License-Identifier: Apache-2.0
#include "engine/placement/position.h"

#include <gtest/gtest.h>

#include "engine/placement/nominal.h"
#include "engine/placement/placement.h"

namespace tc::engine {
namespace {

using model::Position;
using model::ProjectTemplate;
using model::Relation;
using model::StageRule;
using model::StageRules;

model::TemplateActivity step(const char* code, const char* phase, double months,
                             std::vector<std::string> after, std::vector<std::string> tags) {
  model::TemplateActivity out;
  out.code = code;
  out.phase = phase;
  out.months_low = out.months_likely = out.months_high = months;
  out.after = std::move(after);
  out.tags = std::move(tags);
  return out;
}

/// permit 1 → civil 2, 3 → install 4 → trial 5 → accept 6; equipment 7 beside the civil works.
ProjectTemplate small_template() {
  ProjectTemplate out;
  out.key = "small";
  out.activities = {step("1", "S1", 4, {}, {"permit", "land"}),
                    step("2", "C", 4, {"1"}, {"start", "civil"}),
                    step("3", "C", 2, {"2"}, {"civil", "structure"}),
                    step("4", "C", 3, {"3", "7"}, {"install"}),
                    step("5", "T", 2, {"4"}, {"trial"}),
                    step("6", "S4", 1, {"5"}, {"accept"}),
                    step("7", "E", 5, {"1"}, {"equipment"})};
  return out;
}

StageRules small_rules() {
  StageRules out;
  out.rules = {{{"规划"}, {{"start"}}, Relation::before, 0.5, false, {}},
               {{"征迁"}, {{"land"}}, Relation::during, 0.5, false, {}},
               {{"施工", "建设"}, {{"civil"}}, Relation::during, 0.5, false, {}},
               {{"规划建设"}, {{"start"}}, Relation::before, 0.5, false, {}},
               {{"封顶"}, {{"structure"}}, Relation::after, 1.0, false, {}},
               {{"设备安装"}, {{"install"}}, Relation::during, 0.5, false, {}},
               {{"冲刺"}, {{"commission"}, {"install"}}, Relation::during, 0.8, false, {}},
               {{"并网"}, {{"grid"}}, Relation::after, 1.0, false, {}},
               {{"投产"}, {{"trial"}}, Relation::after, 1.0, false, {}},
               {{"停工"}, {}, Relation::during, 0.5, false, model::SideState::paused},
               {{"现场"}, {{"civil"}}, Relation::during, 0.4, true, {}}};
  out.not_yet = {"力争", "尚未", "没有"};
  out.done = {"完成"};
  return out;
}

PositionReading read(std::vector<std::string> words) {
  return position_of(small_rules(), words, small_template());
}

TEST(PositionOf, TakesTheLongestWord) {
  const PositionReading reading = read({"察看项目规划建设"});
  ASSERT_TRUE(reading.position);
  EXPECT_EQ(*reading.position, (Position{Relation::before, {"2"}, 0.5, "察看项目规划建设"}));
  EXPECT_TRUE(reading.notes.empty());
}

TEST(PositionOf, TakesTheMostAdvancedOfConsistentWords) {
  const PositionReading reading = read({"正在施工", "设备安装", "进入冲刺阶段", "主体已封顶"});
  ASSERT_TRUE(reading.position);
  EXPECT_EQ(reading.position->words, "进入冲刺阶段");
  EXPECT_EQ(reading.position->anchors, std::vector<std::string>{"4"});
}

TEST(PositionOf, NotesAContradiction) {
  const PositionReading reading = read({"项目规划", "站点建设"});
  ASSERT_TRUE(reading.position);
  EXPECT_EQ(reading.position->words, "站点建设");
  ASSERT_EQ(reading.notes.size(), 1U);
  EXPECT_EQ(reading.notes[0].rule, "stage.contradiction");
  EXPECT_NE(reading.notes[0].message.find("项目规划"), std::string::npos);
}

TEST(PositionOf, WeakWordsCountOnlyAlone) {
  EXPECT_EQ(read({"现场"}).position->fraction, 0.4);
  EXPECT_EQ(read({"现场", "规划"}).position->relation, Relation::before);
}

TEST(PositionOf, GuessesNothing) {
  for (const char* words : {"并网发电", "蒸蒸日上", ""}) {
    const PositionReading reading = read({words});
    EXPECT_FALSE(reading.position) << words;
    ASSERT_EQ(reading.notes.size(), 1U) << words;
    EXPECT_EQ(reading.notes[0].rule, "stage.unknown");
  }
  EXPECT_FALSE(read({}).position);
  const PositionReading wish = read({"力争年底投产"});
  EXPECT_FALSE(wish.position);
  EXPECT_EQ(wish.notes.at(0).rule, "stage.wish");
}

TEST(PositionOf, AWishEndsWithItsClause) {
  const PositionReading reading = read({"主体封顶，力争年底投产"});
  ASSERT_TRUE(reading.position);
  EXPECT_EQ(reading.position->relation, Relation::after);
  EXPECT_EQ(reading.position->anchors, std::vector<std::string>{"3"});
}

TEST(PositionOf, DoneTurnsDuringIntoAfter) {
  EXPECT_EQ(read({"征迁已完成"}).position->relation, Relation::after);
  EXPECT_EQ(read({"完成设备安装"}).position->relation, Relation::after);
  EXPECT_EQ(read({"征迁还没有完成"}).position->relation, Relation::during);
  EXPECT_EQ(read({"设备安装完成80%"}).position->relation, Relation::during);
  EXPECT_EQ(read({"完成设备安装的80%"}).position->relation, Relation::during);
}

TEST(PositionOf, KnowsSideStates) {
  const PositionReading reading = read({"已停工"});
  EXPECT_FALSE(reading.position);
  EXPECT_EQ(reading.side, model::SideState::paused);
  EXPECT_EQ(reading.side_words, "已停工");
}

TEST(Nominal, GivesTimesAndWhatLiesAhead) {
  const ProjectTemplate network = small_template();
  const Nominal nominal = nominal_times(network);
  EXPECT_EQ(nominal.finish[5], 16.0);
  EXPECT_EQ(nominal.start[6], 4.0);
  EXPECT_EQ(ahead_of(nominal, {3}), (std::vector<std::size_t>{0, 1, 2, 6}));
}

/// The small template as a project in elapsed time.
model::ProjectFile small_file(const ProjectTemplate& network) {
  model::ProjectFile out;
  out.project.id = {1};
  std::int64_t link = 0;
  for (const model::TemplateActivity& from : network.activities) {
    model::Activity activity;
    activity.id = {std::stoll(from.code)};
    activity.project_id = {1};
    activity.code = from.code;
    activity.duration_likely = model::minutes_of_months(from.months_likely);
    out.activities.push_back(activity);
    for (const std::string& before : from.after) {
      model::Link made;
      made.id = {++link};
      made.predecessor_id = {std::stoll(before)};
      made.successor_id = activity.id;
      out.links.push_back(made);
    }
  }
  return out;
}

TEST(Place, FindsTheLatestStart) {
  const ProjectTemplate network = small_template();
  const model::ProjectFile file = small_file(network);
  const Day day = to_day({2025, 7, 15});
  const PlacementInput input{network, file, {}, day, "report"};
  const auto half = place(input, {Relation::during, {"4"}, 0.5, "设备安装"});
  ASSERT_TRUE(half) << to_line(half.error());
  // Ten months to the installation and half of its three: 11.5 months of 30.4375 days, rounded up.
  EXPECT_EQ(day - half->start, 351);
  const model::Activity& install = half->file.activities[3];
  EXPECT_TRUE(install.actual_start && !install.actual_finish);
  EXPECT_NEAR(static_cast<double>(*install.remaining), 1.5 * model::kMinutesPerMonth, 1440.0);
  EXPECT_EQ(install.source_note, "模板 small; 设备安装; report");
  EXPECT_EQ(half->file.project.stage, model::Stage::building);
}

/// Winter stops the first step, so that one day's difference of the start is four months of the
/// second: no start day gives "half of the second" in these weeks.
TEST(Place, BridgesTheGapThatWinterLeaves) {
  ProjectTemplate network = small_template();
  network.activities = {step("1", "C", 3, {}, {"civil"}), step("2", "C", 2, {"1"}, {"install"})};
  model::ProjectFile file = small_file(network);
  model::Calendar daily;
  daily.id = {5};
  daily.week = "mon-sun 00:00-24:00";
  daily.winter = "11-15..03-14";
  daily.whole_days = true;
  for (model::Activity& activity : file.activities) activity.calendar_id = daily.id;
  file.activities[0].weather = 2;
  const std::vector<model::Calendar> calendars{daily};
  for (const Day day : {to_day({2025, 3, 15}), to_day({2025, 3, 16}), to_day({2025, 3, 18})}) {
    SCOPED_TRACE(to_text(day));
    const PlacementInput input{network, file, calendars, day, ""};
    const auto placed = place(input, {Relation::during, {"2"}, 0.5, "设备安装"});
    ASSERT_TRUE(placed) << to_line(placed.error());
    const model::Activity& civil = placed->file.activities[0];
    const model::Activity& install = placed->file.activities[1];
    ASSERT_TRUE(civil.actual_finish && install.actual_start && install.remaining);
    EXPECT_LE(*civil.actual_finish, *install.actual_start);
    EXPECT_LT(*install.actual_start, start_of(day));
    EXPECT_FALSE(install.actual_finish);
  }
}

TEST(Place, RefusesAnchorsOfAnotherTemplate) {
  const ProjectTemplate network = small_template();
  const model::ProjectFile file = small_file(network);
  const PlacementInput input{network, file, {}, to_day({2025, 7, 15}), ""};
  EXPECT_EQ(place(input, {Relation::after, {"99"}, 1.0, "x"}).error().rule, "placement.anchors");
}

TEST(Place, AnInstantStepCanBeHeldAheadOfTheDay) {
  ProjectTemplate network = small_template();
  network.activities[1].months_likely = 0.0;
  const model::ProjectFile file = small_file(network);
  const PlacementInput input{network, file, {}, to_day({2025, 7, 15}), ""};
  const auto placed = place(input, {Relation::before, {"2"}, 1.0, "即将开工"});
  ASSERT_TRUE(placed);
  EXPECT_TRUE(placed->file.activities[0].actual_finish);
  EXPECT_FALSE(placed->file.activities[1].actual_start);
  EXPECT_EQ(placed->file.project.stage, model::Stage::ready);
}

}  // namespace
}  // namespace tc::engine
