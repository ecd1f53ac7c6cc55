// SPDX-License-Identifier: Apache-2.0
#include "rules/light.h"

#include <cmath>
#include <limits>
#include <map>
#include <nlohmann/json.hpp>

#include "unit/rules/support.h"

namespace tc::rules {
namespace {

Measures investment(double done, double planned) {
  Measures m;
  m.investment_done_share = done;
  m.investment_planned_share = planned;
  m.investment_gap_points = (done - planned) * 100;
  m.investment_ratio = done / planned;
  return m;
}

Light light_of(const LightPack& pack, const Measures& m) { return evaluate(pack, m).light; }

/// Puts a reference case into the measures it speaks of.
Measures of_case(const nlohmann::json& row) {
  if (row.at("rule") == "progress") return investment(row.at("done"), row.at("planned"));
  Measures m;
  if (row.at("rule") == "start") m.months_start_late = row.at("months_late").get<double>();
  if (row.at("rule") == "stats") {
    m.months_since_start = row.at("months_since_start").get<double>();
    m.in_register = row.at("in_register").get<bool>();
  }
  return m;
}

TEST(Light, ReferenceCases) {
  const std::string text = read_all(TC_SHARED_DIR "/data/domain/params/rules_lights.json");
  if (text.empty()) GTEST_SKIP() << "reference data not beside the repository";
  const nlohmann::json cases = nlohmann::json::parse(text).at("cases");
  for (const std::string_view key : {"yinchuan-2025", "seasonal", "linear"}) {
    const LightPack pack = shipped_pack(key);
    for (const auto& row : cases) {
      const LightResult result = evaluate(pack, of_case(row));
      EXPECT_EQ(model::to_name(result.light), row.at("light").get<std::string>())
          << key << " " << row.dump();
      EXPECT_EQ(result.pack, key);
      EXPECT_FALSE(result.zh.empty());
    }
  }
}

struct GapCase {
  double done, planned;
  std::map<std::string, Light> lights;
};

// Same data, different packs, different colours; bounds are hit exactly.
TEST(Light, GoldenTableOfInvestment) {
  using enum Light;
  const std::vector<GapCase> table{
      {0.50, 0.50, {{"linear", green}, {"sanya-2022", green}, {"wuhan", green}}},
      {0.4000001, 0.50, {{"linear", green}, {"sanya-2022", yellow}, {"wuhan", green}}},
      {0.40, 0.50, {{"linear", yellow}, {"sanya-2022", yellow}, {"wuhan", green}}},
      {0.39, 0.50, {{"linear", yellow}, {"sanya-2022", yellow}, {"wuhan", yellow}}},
      {0.30, 0.50, {{"linear", yellow}, {"sanya-2022", yellow}, {"wuhan", yellow}}},
      {0.29, 0.50, {{"linear", yellow}, {"sanya-2022", yellow}, {"wuhan", red}}},
      {0.25, 0.50, {{"linear", yellow}, {"sanya-2022", yellow}, {"wuhan", red}}},
      {0.24, 0.50, {{"linear", yellow}, {"sanya-2022", red}, {"wuhan", red}}},
      {0.20, 0.50, {{"linear", yellow}, {"sanya-2022", red}, {"wuhan", red}}},
      {0.19, 0.50, {{"linear", red}, {"sanya-2022", red}, {"wuhan", red}}},
      {0.10, 0.05, {{"linear", green}, {"sanya-2022", green}, {"wuhan", green}}},
  };
  for (const GapCase& row : table) {
    for (const auto& [key, light] : row.lights) {
      EXPECT_EQ(light_of(shipped_pack(key), investment(row.done, row.planned)), light)
          << key << " " << row.done << " of " << row.planned;
    }
  }
}

TEST(Light, FourColoursOfDays) {
  using enum Light;
  const LightPack pack = shipped_pack("builder-days");
  const std::vector<std::pair<double, Light>> table{{-5, green}, {0, green},  {1, yellow},
                                                    {7, yellow}, {8, orange}, {14, orange},
                                                    {15, red},   {400, red}};
  for (const auto& [days, light] : table) {
    Measures late;
    late.forecast_days_late = days;
    EXPECT_EQ(light_of(pack, late), light) << days;
    Measures node;
    node.overdue_node_days = days;
    EXPECT_EQ(light_of(pack, node), light) << days;
  }
}

TEST(Light, BondsAndMonthTasks) {
  using enum Light;
  Measures m;
  m.bond_use_ratio = 0.7;
  EXPECT_EQ(light_of(shipped_pack("tianjin-2022-bonds"), m), yellow);
  m.bond_use_ratio = 0.699;
  EXPECT_EQ(light_of(shipped_pack("tianjin-2022-bonds"), m), red);
  m.month_task_share = 0.6;
  const LightResult watch = evaluate(shipped_pack("xinhuang-2015"), m);
  EXPECT_EQ(watch.light, green);
  ASSERT_EQ(watch.marks.size(), 1U);
  EXPECT_EQ(watch.marks[0].row, "month-watch");
  m.month_task_share = 0.59;
  EXPECT_EQ(light_of(shipped_pack("xinhuang-2015"), m), yellow);
}

TEST(Light, NothingKnownIsNoData) {
  for (const LightPack& pack : shipped_packs()) {
    const LightResult result = evaluate(pack, Measures{});
    EXPECT_EQ(result.light, Light::none) << pack.key;
    EXPECT_EQ(result.row, "no-data");
    EXPECT_NE(result.zh.find("无数据"), std::string::npos);
    EXPECT_TRUE(result.numbers.empty());
  }
}

TEST(Light, WorstRowWinsAndSaysWhich) {
  Measures m = investment(0.6, 0.5);
  m.months_start_late = 0;
  m.months_since_start = 3;
  m.in_register = false;
  const LightResult result = evaluate(shipped_pack("yinchuan-2025"), m);
  EXPECT_EQ(result.light, Light::red);
  EXPECT_EQ(result.row, "register-red");
  EXPECT_EQ(result.zh, "开工3.0个月未入库纳统");
  EXPECT_EQ(result.findings.size(), 3U);
  EXPECT_EQ(result.numbers.size(), 3U);
  m.in_register = true;
  EXPECT_EQ(light_of(shipped_pack("yinchuan-2025"), m), Light::green);
}

TEST(Light, SilenceIsVisible) {
  const LightPack pack = shipped_pack("seasonal");
  Measures m = investment(0.5, 0.5);
  m.building = true;
  m.days_since_last_return = 45;
  EXPECT_TRUE(evaluate(pack, m).marks.empty());
  m.days_since_last_return = 46;
  ASSERT_EQ(evaluate(pack, m).marks.size(), 1U);
  EXPECT_EQ(evaluate(pack, m).marks[0].zh, "已46天未填报");
  m.days_since_last_return.reset();
  EXPECT_EQ(evaluate(pack, m).marks[0].row, "silence");
  m.building = false;
  EXPECT_TRUE(evaluate(pack, m).marks.empty());
}

// Every shipped pack gives exactly one opinion for each value of each measure it judges by.
TEST(Light, ShippedRowsLeaveNoGap) {
  for (const LightPack& pack : shipped_packs()) {
    if (pack.otherwise != Light::none) continue;
    for (const LightRow& row : pack.rows) {
      for (double x = -60; x <= 60; x += 0.25) {
        Measures m;
        m.gap_points = m.investment_gap_points = m.investment_ratio = m.month_task_share = x;
        m.months_start_late = m.months_since_start = m.forecast_days_late = x;
        m.overdue_node_days = m.bond_use_ratio = x;
        m.in_register = false;
        const LightResult result = evaluate(pack, m);
        EXPECT_EQ(result.findings.size(), result.numbers.size()) << pack.key << row.id << " " << x;
      }
    }
  }
}

constexpr std::string_view kHead = R"(zh = "x"
en = "x"
source = "s"
baseline = "linear"
)";
std::string row(std::string_view body) {
  return "[[row]]\nid = \"a\"\nmeasure = \"ratio\"\nlight = \"red\"\nzh = \"z\"\nen = \"e\"\n" +
         std::string(body);
}

struct BadPack {
  std::string text;
  std::string rule;
  std::string advice;
};

TEST(Light, BadPacksAreRefusedWithTheirRule) {
  const std::string head(kHead);
  const std::string good = head + row("below = 1\n");
  ASSERT_TRUE(parse_light_pack(good, "t"));
  const auto change = [&](std::string_view from, std::string_view to) {
    std::string text = good;
    text.replace(text.find(from), from.size(), to);
    return text;
  };
  const std::vector<BadPack> table{
      {"zh = ", "pack.syntax", ""},
      {"\xff\xfe", "pack.syntax", ""},
      {head, "pack.empty", ""},
      {head + "row = 3\n", "pack.empty", ""},
      {head + "row = [3]\n", "pack.field", ""},
      {change("\"ratio\"", "\"ratoi\""), "pack.measure", "ratio"},
      {change("\"red\"", "\"rde\""), "pack.light", "red"},
      {change("\"linear\"", "\"liner\""), "pack.baseline", "linear"},
      {change("below", "belov"), "pack.field", "below"},
      {change("\"z\"", "\"{vaule}\""), "pack.slot", "value"},
      {change("\"z\"", "\"{value\""), "pack.slot", ""},
      {change("\"z\"", "\"\""), "pack.field", ""},
      {change("below = 1", "below = \"1\""), "pack.bounds", ""},
      {change("below = 1", "below = inf"), "pack.bounds", ""},
      {change("below = 1", "below = nan"), "pack.bounds", ""},
      {change("below = 1", "below = 1\nat_most = 1"), "pack.bounds", "keep one"},
      {change("below = 1", "below = 1\nabove = 1"), "pack.bounds", ""},
      {good + row("below = 0\n"), "pack.id", ""},
      {good + change("\"a\"", "\"b\"").substr(head.size()), "pack.order", "narrower"},
      {"silence_days = 0\n" + good, "pack.field", ""},
  };
  for (const BadPack& bad : table) {
    const Result<LightPack> pack = parse_light_pack(bad.text, "t");
    ASSERT_FALSE(pack) << bad.text;
    EXPECT_EQ(pack.error().rule, bad.rule) << bad.text;
    EXPECT_NE(pack.error().advice.find(bad.advice), std::string::npos) << pack.error().advice;
    EXPECT_EQ(pack.error().where.substr(0, 1), "t");
  }
}

TEST(Light, NumbersAreWrittenByUnit) {
  EXPECT_EQ(number_text(MeasureKind::gap_points, -11.3), "-11.3");
  EXPECT_EQ(number_text(MeasureKind::gap_points, -1e-9), "0.0");
  EXPECT_EQ(number_text(MeasureKind::done_share, 0.22), "22.0%");
  EXPECT_EQ(number_text(MeasureKind::ratio, 0.8), "0.80");
  EXPECT_EQ(number_text(MeasureKind::forecast_days_late, 12), "12");
}

}  // namespace
}  // namespace tc::rules
