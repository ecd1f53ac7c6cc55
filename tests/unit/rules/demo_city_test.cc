// The synthetic city is what its script makes, says that it is synthetic, and stands where it says;
// the Yangquan example is the report itself, byte for byte.
// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <cstdio>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "rules/curve.h"
#include "unit/rules/support.h"

namespace tc::rules {
namespace {

using Json = nlohmann::json;

const std::string kCity = TC_SOURCE_DIR "/examples/demo-city/programme.json";

/// Standard output of a command; empty when it failed.
std::string output_of(const std::string& command) {
  std::string out;
  FILE* pipe = popen(command.c_str(), "r");
  if (pipe == nullptr) return out;
  std::array<char, 65536> part{};
  for (std::size_t n = 0; (n = fread(part.data(), 1, part.size(), pipe)) > 0;) {
    out.append(part.data(), n);
  }
  return pclose(pipe) == 0 ? out : std::string();
}

std::string made(const std::string& options) {
  return output_of("python3 -B " TC_SOURCE_DIR "/tools/make_demo_city.py --out - " + options);
}

const Json& city() {
  static const Json kJson = Json::parse(read_all(kCity));
  return kJson;
}

TEST(DemoCity, IsWhatItsScriptMakes) {
  const std::string file = read_all(kCity);
  EXPECT_LT(file.size(), 4U * 1024 * 1024);
  EXPECT_TRUE(made("--seed 20260315") == file)
      << "tools/make_demo_city.py makes another city; run it and commit the result";
  EXPECT_FALSE(made("--seed 1") == file);
}

TEST(DemoCity, SaysThatItIsSynthetic) {
  EXPECT_TRUE(city().at("city").at("synthetic").get<bool>());
  EXPECT_EQ(city().at("city").at("code"), 990100);
  for (const Json& project : city().at("projects")) {
    for (const char* field : {"name", "unit", "county", "lead_leader", "contact", "source_note"}) {
      const std::string text = project.at(field);
      EXPECT_TRUE(text.find("示例") != std::string::npos) << field << " " << text;
    }
  }
  for (const Json& row : city().at("organizations")) {
    EXPECT_TRUE(row.at("name").get<std::string>().starts_with("示例")) << row.dump();
  }
}

TEST(DemoCity, HoldsEveryTypeStageAndKind) {
  std::map<std::string, std::set<std::string>> seen;
  std::map<std::string, std::size_t> rows;
  for (const Json& project : city().at("projects")) {
    seen["type"].insert(project.at("type"));
    seen["stage"].insert(project.at("stage"));
    seen["county"].insert(project.at("county"));
    if (project.contains("side_state")) seen["side"].insert(project.at("side_state"));
    for (const auto& [list, values] : project.items()) {
      if (list == "stage_words" || !values.is_array()) continue;
      rows[list] += values.size();
      for (const Json& row : values) {
        if (list == "blockers") {
          seen["kind"].insert(row.at("kind"));
          seen["level"].insert(row.at("level"));
        }
        if (row.contains("state")) seen[list].insert(row.at("state"));
      }
    }
  }
  EXPECT_EQ(city().at("projects").size(), 120U);
  EXPECT_EQ(seen["type"].size(), 10U);
  EXPECT_EQ(seen["stage"].size(), model::kEnumNames<model::Stage>.size());
  EXPECT_EQ(seen["county"].size(), 6U);
  EXPECT_EQ(seen["side"].size(), 4U);
  EXPECT_EQ(seen["kind"].size(), kBlockerKinds);
  EXPECT_EQ(seen["level"].size(), kBlockerLevels);
  EXPECT_EQ(seen["blockers"].size(), model::kEnumNames<model::BlockerState>.size());
  EXPECT_EQ(seen["promises"].size(), model::kEnumNames<model::PromiseState>.size());
  EXPECT_GE(rows["blockers"], 70U);
  for (const char* list :
       {"orders", "returns", "fund_lines", "factor_needs", "hazards", "outputs"}) {
    EXPECT_GT(rows[list], 20U) << list;
  }
}

/// Facts lie before the data date, no field work of class 2 begins in winter, what has started has
/// its predecessors finished (links between projects too), what goes on says what remains.
TEST(DemoCity, FactsFitTheDataDateAndTheCalendar) {
  const std::string today = city().at("city").at("data_date");
  std::map<std::int64_t, const Json*> activities;
  for (const Json& project : city().at("projects")) {
    for (const Json& row : project.at("activities")) activities[row.at("id")] = &row;
  }
  for (const auto& [id, row] : activities) {
    for (const char* field : {"actual_start", "actual_finish"}) {
      if (row->contains(field)) {
        EXPECT_LE(row->at(field).get<std::string>(), today);
      }
    }
    const bool going_on = row->contains("actual_start") && !row->contains("actual_finish");
    EXPECT_EQ(row->contains("remaining"), going_on) << row->dump();
    if (row->contains("actual_start") && row->value("weather", 0) == 2) {
      const CivilDay start = to_civil(day(row->at("actual_start").get<std::string>()));
      const int month_day = start.month * 100 + start.day;
      EXPECT_TRUE(month_day >= 315 && month_day < 1115) << row->dump();
    }
  }
  std::size_t between = 0;
  for (const Json& project : city().at("projects")) {
    for (const Json& link : project.at("links")) {
      const Json& before = *activities.at(link.at("predecessor_id"));
      const Json& after = *activities.at(link.at("successor_id"));
      bool own = false;
      for (const Json& row : project.at("activities")) own = own || row.at("id") == before.at("id");
      between += own ? 0 : 1;
      if (!after.contains("actual_start")) continue;
      ASSERT_TRUE(before.contains("actual_finish")) << link.dump();
      EXPECT_LE(before.at("actual_finish").get<std::string>(),
                after.at("actual_start").get<std::string>());
    }
  }
  EXPECT_GE(between, 10U);
}

TEST(DemoCity, LargeCitiesHaveTheSizesAskedFor) {
  const auto count = [](const std::string& options) {
    const std::string text = made(options);
    if (text.empty()) return std::pair<std::size_t, std::size_t>{};
    const Json json = Json::parse(text);
    std::size_t activities = 0;
    for (const Json& project : json.at("projects")) activities += project.at("activities").size();
    return std::pair(json.at("projects").size(), activities);
  };
  EXPECT_EQ(count("--projects 20 --activities 60"), std::pair(std::size_t{20}, std::size_t{1200}));
  EXPECT_EQ(count("--activities-total 2005"), std::pair(std::size_t{10}, std::size_t{2005}));
}

TEST(Yangquan, IsTheReportItself) {
  const std::string report = TC_SOURCE_DIR "/examples/yangquan/report.txt";
  const std::string sum = output_of("sha256sum < '" + report + "'");
  EXPECT_EQ(sum.substr(0, 64), "dd7dc43d315d218da087a531f34cc60c951ee46d6bd31edbb633316071eca61b");
}

}  // namespace
}  // namespace tc::rules
