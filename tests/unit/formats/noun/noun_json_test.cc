// Every noun goes to JSON and back unchanged; every fault is named with its place.
// SPDX-License-Identifier: Apache-2.0
#include "formats/noun/noun_json.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <limits>
#include <nlohmann/json.hpp>
#include <sstream>

#include "formats/noun/json_text.h"
#include "unit/formats/noun/random_rows.h"

namespace tc::formats {
namespace {

TEST(NounJson, EveryNounRoundTrips) {
  RandomFields random(20250715);
  for (int round = 0; round < 300; ++round) {
    for (const std::string& noun : noun_names()) {
      model::Row row = *row_from_json(noun, "{}");
      std::visit([&](auto& out) { model::visit_fields(out, random); }, row);
      const std::string text = to_json_text(row);
      const auto back = row_from_json(noun, text);
      ASSERT_TRUE(back) << to_line(back.error()) << text;
      ASSERT_EQ(*back, row) << text;
      ASSERT_EQ(to_json_text(*back), text);
    }
  }
}

TEST(NounJson, MoneyIsExactToTheFen) {
  for (const std::int64_t fen : {1LL, 99LL, 123'456'789'012'345LL, 999'999'999'999'999LL, -7LL}) {
    model::FundLine line;
    line.asked = Money{fen};
    const auto back = row_from_json("fund_lines", to_json_text(line));
    ASSERT_TRUE(back);
    EXPECT_EQ(std::get<model::FundLine>(*back).asked.fen, fen);
  }
}

TEST(NounJson, LeavesOutWhatIsNotStated) {
  model::Organization row;
  row.id = {3};
  row.revision = 9;
  row.name = "市发改委";
  row.kind = model::OrganizationKind::department;
  EXPECT_EQ(to_json_text(row), R"({"id":3,"revision":9,"name":"市发改委","kind":"department"})");
  EXPECT_EQ(to_json_text(row, Revisions::leave_out),
            R"({"id":3,"name":"市发改委","kind":"department"})");
}

struct Fault {
  const char* noun;
  const char* text;
  const char* rule;
  const char* where;
};

TEST(NounJson, NamesEachFaultWithItsPlace) {
  const std::vector<Fault> faults{
      {"project", "{}", "json.noun", ""},
      {"projects", "[]", "json.type", ""},
      {"projects", R"({"nmae":"x"})", "json.unknown_field", "/nmae"},
      {"projects", R"({"a/b~c":1})", "json.unknown_field", "/a~1b~0c"},
      {"projects", R"({"name":3})", "json.type", "/name"},
      {"projects", R"({"id":"3"})", "json.type", "/id"},
      {"projects", R"({"id":-3})", "json.type", "/id"},
      {"projects", R"({"id":1.5})", "json.type", "/id"},
      {"projects", R"({"id":9223372036854775808})", "json.type", "/id"},
      {"projects", R"({"stage":"bulding"})", "json.enum", "/stage"},
      {"projects", R"({"due_start_day":"2025-02-30"})", "day.range", "/due_start_day"},
      {"projects", R"({"due_start_day":"soon"})", "day.shape", "/due_start_day"},
      {"projects", R"({"due_start_day":20250101})", "json.type", "/due_start_day"},
      {"projects", R"({"investment":0.0000001})", "money.shape", "/investment"},
      {"projects", R"({"investment":1e300})", "money.range", "/investment"},
      {"projects", R"({"investment":"12"})", "json.type", "/investment"},
      {"projects", R"({"longitude":1e999})", "json.number", ""},
      {"projects", R"({"stage_words":["a",2]})", "json.type", "/stage_words/1"},
      {"projects", R"({"name":"a","name":"b"})", "json.duplicate", "/name"},
      {"activities", R"({"weather":3000000000})", "json.type", "/weather"},
      {"activities", R"({"actual_start":"15 July"})", "minute.shape", "/actual_start"},
      {"activities", R"({"key_node":1})", "json.type", "/key_node"}};
  for (const Fault& fault : faults) {
    const auto result = row_from_json(fault.noun, fault.text);
    ASSERT_FALSE(result) << fault.text;
    EXPECT_EQ(result.error().rule, fault.rule) << fault.text << to_line(result.error());
    if (result.error().rule != "json.number") {
      EXPECT_EQ(result.error().where, fault.where) << fault.text;
    }
  }
  const auto near = row_from_json("projects", R"({"nmae":"x"})");
  EXPECT_EQ(near.error().advice, "did you mean 'name'?");
  const auto allowed = row_from_json("projects", R"({"stage":"bulding"})");
  EXPECT_NE(allowed.error().message.find("building, completed"), std::string::npos);
}

TEST(NounJson, PatchesOnlyWhatIsGiven) {
  model::Activity row;
  row.id = {4};
  row.project_id = {2};
  row.revision = 7;
  row.name = "池体结构";
  row.remaining = 60;
  const auto changed =
      patched(row, R"({"actual_start":"2025-07-01","remaining":null,"revision":7})");
  ASSERT_TRUE(changed) << to_line(changed.error());
  model::Activity expected = row;
  expected.actual_start = start_of(to_day({2025, 7, 1}));
  expected.remaining.reset();
  EXPECT_EQ(std::get<model::Activity>(*changed), expected);
  EXPECT_EQ(patched(row, R"({"id":5})").error().rule, "json.fixed");
  EXPECT_EQ(patched(row, R"({"project_id":null})").error().rule, "json.fixed");
  EXPECT_EQ(patched(row, R"({"name":"x","nom":"y"})").error().rule, "json.unknown_field");
}

TEST(JsonText, BoundsNestingMemoryAndSize) {
  for (const char open : {'[', '{'}) {
    std::string deep;
    for (int i = 0; i < 100'000; ++i) deep += open == '[' ? "[" : "{\"a\":";
    EXPECT_EQ(parse_json(deep).error().rule, "json.depth");
  }
  EXPECT_TRUE(parse_json(std::string(64, '[') + std::string(64, ']')));
  EXPECT_EQ(parse_json(std::string(65, '[') + std::string(65, ']')).error().rule, "json.depth");
  EXPECT_EQ(parse_json("[1,2,3,4]", {.memory = 223}).error().rule, "json.memory");
  EXPECT_TRUE(parse_json("[1,2,3,4]", {.memory = 224}));
  EXPECT_EQ(parse_json("[1,2,3,4]", {.bytes = 8}).error().rule, "json.size");
  EXPECT_EQ(parse_json("[1,2,3,4]", {.bytes = 8}).error().code, Code::limit);
}

TEST(JsonText, SaysWhere) {
  EXPECT_EQ(parse_json("{\n \"a\": tru }").error().where, "2:10");
  EXPECT_EQ(parse_json("").error().rule, "json.syntax");
  EXPECT_EQ(parse_json("[\"\xff\"]").error().rule, "json.utf8");
  EXPECT_EQ(parse_json(R"({"a":[{"b":1,"b":2}]})").error().where, "/a/0/b");
  EXPECT_EQ(parse_json("[1e400]").error().rule, "json.number");
}

TEST(JsonText, JudgesTheHostileFilesRight) {
  const std::filesystem::path folder = std::filesystem::path(TC_SHARED_DIR) / "data/badinput/json";
  if (!std::filesystem::exists(folder)) GTEST_SKIP() << "no hostile files at " << folder;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    std::ifstream in(entry.path(), std::ios::binary);
    std::ostringstream bytes;
    bytes << in.rdbuf();
    const std::string name = entry.path().filename().string();
    const auto result = parse_json(bytes.str());
    if (name.starts_with("n_")) {
      EXPECT_FALSE(result) << name;
    }
    if (name.starts_with("y_")) {
      EXPECT_TRUE(result) << name << to_line(result.error());
    }
    if (!result) {
      EXPECT_FALSE(result.error().rule.empty()) << name;
      EXPECT_FALSE(result.error().message.empty()) << name;
    }
  }
}

}  // namespace
}  // namespace tc::formats
