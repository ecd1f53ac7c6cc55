// Damaged, absurd and hostile files: a rule id and a place, never a crash, memory within bounds.
// SPDX-License-Identifier: Apache-2.0
#include "formats/xer/document.h"

#include "unit/formats/xer/builder.h"

namespace tc::formats::xer_test {
namespace {

std::string rule_of(const std::string& text) {
  const auto file = read_xer(text);
  return file ? "none" : file.error().rule;
}

TEST(XerHostile, WhatIsNoScheduleIsRefused) {
  EXPECT_EQ(rule_of(""), "xer.empty");
  EXPECT_EQ(rule_of("   \r\n"), "xer.empty");
  EXPECT_EQ(rule_of("hello"), "xer.not_xer");
  EXPECT_EQ(rule_of("PK\x03\x04"), "xer.not_xer");
  EXPECT_EQ(rule_of("ERMHDR\t8.0\r\n"), "xer.no_tables");
  EXPECT_EQ(rule_of("ERMHDR\t8.0\r\n%T\tCURRTYPE\r\n%E\r\n"), "xer.no_project");
  EXPECT_EQ(rule_of("%T\tPROJECT\n%F\tproj_id\n"), "xer.no_project");
}

TEST(XerHostile, AbsurdValuesAreNotedWithTheirPlaceAndLeftOut) {
  const auto expect = [](const char* field, const char* value, const char* rule) {
    const ScheduleFile file = read(XerText().task("1", {{field, value}}).task("2").text());
    EXPECT_TRUE(noted(file, rule, std::string("TASK line 13 field ") + field)) << field << value;
    EXPECT_EQ(file.projects[0].file.activities.size(), 2u);
    return file.projects[0].file.activities[0];
  };
  EXPECT_EQ(expect("target_drtn_hr_cnt", "1e300", "xer.hours").duration_likely, 0);
  EXPECT_EQ(expect("target_drtn_hr_cnt", "NaN", "xer.hours").duration_likely, 0);
  EXPECT_EQ(expect("target_drtn_hr_cnt", "-8", "xer.negative").duration_likely, 0);
  EXPECT_FALSE(expect("remain_drtn_hr_cnt", "-1e18", "xer.hours").remaining);
  EXPECT_FALSE(expect("act_start_date", "99999-01-01 08:00", "xer.date").actual_start);
  EXPECT_FALSE(expect("act_start_date", "yesterday", "xer.date").actual_start);
  (void)expect("total_float_hr_cnt", "inf", "xer.hours");
  (void)expect("target_drtn_hr_cnt", "0.001", "xer.part_minute");
  EXPECT_EQ(expect("clndr_id", "77", "xer.no_calendar").calendar_id.value, 3);
  XerText text;
  text.task("1").task("2").add(
      "TASKPRED",
      {{"task_pred_id", "1"}, {"task_id", "1"}, {"pred_task_id", "2"}, {"lag_hr_cnt", "1e18"}});
  const ScheduleFile lag = read(text.text());
  EXPECT_TRUE(noted(lag, "xer.hours", "TASKPRED line 17 field lag_hr_cnt"));
  EXPECT_EQ(lag.projects[0].file.links[0].lag, 0);
}

TEST(XerHostile, ManyFaultsMakeFewNotes) {
  XerText text;
  for (int i = 1; i <= 3000; ++i) text.task(std::to_string(i), {{"target_drtn_hr_cnt", "x"}});
  const ScheduleFile file = read(text.text());
  EXPECT_LT(file.notes.size(), 30u);
  EXPECT_TRUE(noted(file, "xer.hours", "TASK field target_drtn_hr_cnt"));
}

TEST(XerHostile, RowsShorterAndLongerThanTheirFields) {
  const std::string head =
      "ERMHDR\t8.0\n%T\tPROJECT\n%F\tproj_id\n%R\t7\n%T\tTASK\n%F\ttask_id\tproj_id\ttask_name\n";
  const ScheduleFile file = read(head + "%R\t1\t7\tlong\tmore\n%R\t2\t7\n%R\n%R\t4\t7\tlast");
  ASSERT_EQ(file.projects.at(0).file.activities.size(), 4u);
  EXPECT_TRUE(noted(file, "xer.long_row", "TASK line 7"));
  EXPECT_EQ(file.projects[0].file.activities.back().name, "last");
  EXPECT_EQ(write_xer(file)->bytes, head + "%R\t1\t7\tlong\tmore\n%R\t2\t7\n%R\n%R\t4\t7\tlast");
}

TEST(XerHostile, RowsBrokenOverLinesAreOneRow) {
  const std::string head =
      "ERMHDR\t8.0\r\n%T\tPROJECT\r\n%F\tproj_id\r\n%R\t7\r\n%T\tTASK\r\n%F\ttask_id\ttask_"
      "name\tproj_id\r\n";
  const ScheduleFile file = read(head + "%R\t1\tfirst\r\nsecond\t7\r\n%R\t2\tnext\t7\r\n%E\r\n");
  ASSERT_EQ(file.projects.at(0).file.activities.size(), 2u);
  EXPECT_EQ(file.projects[0].file.activities[0].name, "first\r\nsecond");
  EXPECT_TRUE(noted(file, "xer.broken_row", "line 8"));
}

TEST(XerHostile, LineEndsOfAllKinds) {
  for (const char* end : {"\r\n", "\n", "\r"}) {
    const std::string text = XerText().task("1").task("2").text(end);
    const ScheduleFile file = read(text);
    EXPECT_EQ(file.projects.at(0).file.activities.size(), 2u);
    EXPECT_EQ(write_xer(file)->bytes, text);
  }
}

TEST(XerHostile, EveryTruncationIsReadOrRefused) {
  XerText made;
  made.task("1", {{"task_name", "基坑开挖"}}).task("2");
  made.add("TASKPRED", {{"task_pred_id", "1"}, {"task_id", "2"}, {"pred_task_id", "1"}});
  for (const char* page : {"UTF-8", "GB18030", "UTF-16LE"}) {
    const std::string whole = in_page(page, made.text());
    for (std::size_t size = 0; size < whole.size(); ++size) {
      const std::string part = whole.substr(0, size);
      const auto file = read_xer(part);
      if (!file) continue;
      const auto written = write_xer(*file);
      ASSERT_TRUE(written);
      const bool whole_characters = std::string_view(page) != "UTF-16LE" || size % 2 == 0;
      ASSERT_TRUE(!whole_characters || written->bytes == part) << page << " " << size;
    }
  }
}

TEST(XerHostile, RowsThatFillTheMemoryAreRefused) {
  std::string text = "ERMHDR\t8.0\n%T\tPROJECT\n%F\tproj_id\n";
  for (int i = 0; i < 2000; ++i) text += "%R\t1\n";
  EXPECT_EQ(rule_of(text), "xer.too_many_rows");
  std::string tables = "ERMHDR\t8.0\n";
  for (int i = 0; i < 20'000; ++i) tables += "%T\tX\n";
  EXPECT_EQ(rule_of(tables), "xer.too_many_tables");
  EXPECT_EQ(rule_of("ERMHDR\t8\n%T\tTASK\n%F" + std::string(5000, '\t') + "\n"),
            "xer.too_many_fields");
}

TEST(XerHostile, DeepChainsOfElementsStayShort) {
  XerText text;
  for (int i = 100; i < 5100; ++i) {
    text.add("PROJWBS", {{"wbs_id", std::to_string(i)},
                         {"proj_id", "7"},
                         {"parent_wbs_id", i == 100 ? "70" : std::to_string(i - 1)},
                         {"wbs_short_name", "element"}});
  }
  const ScheduleFile file = read(text.task("1").text());
  EXPECT_EQ(file.projects.at(0).wbs.size(), 5000u);
  EXPECT_TRUE(noted(file, "xer.wbs_depth"));
  for (const WbsElement& element : file.projects[0].wbs) EXPECT_LE(element.path.size(), 1000u);
}

/// The document costs eight bytes a row beside its text, give or take the vector's growth.
TEST(XerHostile, ThirtyMegabytesKeepSmallTables) {
  XerText row;
  row.task("1", {{"early_start_date", "2026-01-05 08:00"}, {"early_end_date", "2026-01-06 17:00"}});
  const std::string sample = row.text();
  const std::size_t begin = sample.find("%R", sample.find("%T\tTASK"));
  const std::string line = sample.substr(begin, sample.find("%E") - begin);
  std::string text = sample.substr(0, begin);
  while (text.size() < 30'000'000) text += line;
  const auto document = xer::Document::parse(text);
  ASSERT_TRUE(document) << to_line(document.error());
  const std::size_t rows = (*document)->sections("TASK").at(0)->rows.size();
  EXPECT_GT(rows, 200'000u);
  EXPECT_LE((*document)->overhead(), rows * 16 + 100'000);
  EXPECT_LT((*document)->overhead(), text.size() / 5);
}

}  // namespace
}  // namespace tc::formats::xer_test
