// The published expectations of the template networks: completion by start month, and the drag of
// every field activity, all equal. They come from a day-stepping calculation of another program.
// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <cmath>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>
#include <vector>

#include "engine/drag/field.h"

namespace tc::engine {
namespace {

const std::string kFolder = TC_SHARED_DIR "/data/domain/templates/";

struct Template {
  std::vector<model::Activity> activities;
  std::vector<model::Link> links;
};

std::vector<std::string> cells(const std::string& line) {
  std::vector<std::string> out(1);
  bool quoted = false;
  for (const char c : line) {
    if (c == '"') {
      quoted = !quoted;
    } else if (c == ',' && !quoted) {
      out.emplace_back();
    } else if (c != '\r') {
      out.back() += c;
    }
  }
  return out;
}

Template read_template(const std::string& type) {
  Template result;
  std::ifstream file(kFolder + type + ".csv");
  std::string line;
  std::getline(file, line);
  while (std::getline(file, line)) {
    const auto cell = cells(line);
    model::Activity activity;
    activity.id.value = std::stoll(cell.at(0));
    activity.code = cell.at(0);
    activity.phase = cell.at(3);
    activity.weather = std::stoi(cell.at(9));
    activity.duration_likely = std::llround(std::stod(cell.at(6)) * kMinutesPerMonth);
    std::istringstream predecessors(cell.at(8));
    for (std::int64_t id = 0; predecessors >> id;) {
      model::Link link;
      link.predecessor_id.value = id;
      link.successor_id = activity.id;
      result.links.push_back(link);
    }
    result.activities.push_back(activity);
  }
  return result;
}

nlohmann::json read_json(const std::string& name) {
  std::ifstream file(kFolder + name);
  return file ? nlohmann::json::parse(file) : nlohmann::json();
}

TemplateDrag run(const Template& type, Day start, std::span<const Hold> holds = {},
                 std::string_view winter = "11-15..03-14") {
  auto result = drag_on_field({.activities = type.activities,
                               .links = type.links,
                               .start = start,
                               .holds = holds,
                               .winter = winter});
  EXPECT_TRUE(result) << to_line(result.error());
  return result.value_or(TemplateDrag{});
}

double months(int days) { return std::round(days / 30.4375 * 10) / 10; }

TEST(Templates, WinterMonthsAreThoseExpected) {
  const auto expected = read_json("winter_expected.json");
  if (expected.is_null()) GTEST_SKIP() << "no " << kFolder << "winter_expected.json";
  int cases = 0;
  for (const auto& [type, want] : expected["types"].items()) {
    const Template activities = read_template(type);
    const Day march = to_day({2025, 3, 1});
    const auto dry = run(activities, march, {}, "");
    EXPECT_DOUBLE_EQ(months(dry.completion - march), want["no_winter_months"].get<double>())
        << type;
    for (const auto& [month, value] : want["by_start_month"].items()) {
      const Day start = to_day({2025, std::stoi(month), 1});
      const auto got = run(activities, start);
      EXPECT_DOUBLE_EQ(months(got.completion - start), value.get<double>()) << type << " " << month;
      ++cases;
    }
  }
  EXPECT_GE(cases, 12);
}

void expect_drags(const Template& type, Day start, const nlohmann::json& want,
                  const std::string& name) {
  for (const auto& [id, by_days] : want["drag_days"].items()) {
    for (const auto& [days, drag] : by_days.items()) {
      const Hold hold{.activity = {std::stoll(id)},
                      .until = {},
                      .delay_minutes = std::stoll(days) * kMinutesPerDay,
                      .blocker = {}};
      const auto got = run(type, start, std::span(&hold, 1));
      EXPECT_EQ(got.drag_days, drag.get<int>()) << name << " activity " << id << " held " << days;
    }
  }
}

TEST(Templates, CompletionsFinishesAndDragsAreThoseExpected) {
  const auto expected = read_json("drag_expected.json");
  if (expected.is_null()) GTEST_SKIP() << "no " << kFolder << "drag_expected.json";
  for (const auto& [name, want] : expected["cases"].items()) {
    const Template type = read_template(name.substr(0, name.find('@')));
    const Day start = parse_day(want["start"].get<std::string>()).value();
    const auto got = run(type, start);
    EXPECT_EQ(to_text(got.completion), want["completion"].get<std::string>()) << name;
    std::map<std::string, std::string> finishes;
    for (const FieldFinish& finish : got.finishes) {
      finishes[std::to_string(finish.activity.value)] = to_text(finish.finish);
    }
    EXPECT_EQ(finishes, (want["finish"].get<std::map<std::string, std::string>>())) << name;
    expect_drags(type, start, want, name);
  }
}

}  // namespace
}  // namespace tc::engine
