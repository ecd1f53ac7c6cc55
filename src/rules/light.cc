// SPDX-License-Identifier: Apache-2.0
#include "rules/light.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace tc::rules {
namespace {

/// Bounds are compared in millionths: 0.4 − 0.5 is −10 points exactly, as the rule's author meant.
std::int64_t millionths(double value) { return std::llround(value * 1e6); }

bool holds(const LightRow& row, double value) {
  const std::int64_t x = millionths(value);
  if (row.low) {
    const std::int64_t low = millionths(*row.low);
    if (x < low || (x == low && !row.low_inclusive)) return false;
  }
  if (row.high) {
    const std::int64_t high = millionths(*row.high);
    if (x > high || (x == high && !row.high_inclusive)) return false;
  }
  return true;
}

std::string slot_text(std::string_view name, MeasureKind kind, double value,
                      const Measures& measures) {
  if (name == "value") return number_text(kind, value);
  if (name == "size") return number_text(kind, std::abs(value));
  for (const MeasureRow& row : measure_table()) {
    if (row.name != name) continue;
    const std::optional<double> other = value_of(measures, row.kind);
    return other ? number_text(row.kind, *other) : "?";
  }
  return std::string(name);
}

std::string fill(std::string_view text, MeasureKind kind, double value, const Measures& measures) {
  std::string out;
  while (!text.empty()) {
    const std::size_t open = text.find('{');
    out += text.substr(0, open);
    if (open == std::string_view::npos) break;
    const std::size_t close = text.find('}', open);
    if (close == std::string_view::npos) break;
    out += slot_text(text.substr(open + 1, close - open - 1), kind, value, measures);
    text.remove_prefix(close + 1);
  }
  return out;
}

void add_silence(const LightPack& pack, const Measures& m, LightResult& out) {
  if (!pack.silence_days || !m.building) return;
  const MeasureKind kind = MeasureKind::days_since_last_return;
  if (!m.days_since_last_return) {
    out.marks.push_back(
        {"silence", kind, Light::none, "在建但从未填报", "building, never reported"});
  } else if (*m.days_since_last_return > *pack.silence_days) {
    const std::string days = number_text(kind, *m.days_since_last_return);
    out.marks.push_back({"silence", kind, Light::none, fmt::format("已{}天未填报", days),
                         fmt::format("no return for {} days", days)});
  }
}

}  // namespace

std::string number_text(MeasureKind kind, double value) {
  const double shown = std::abs(value) < 5e-7 ? 0 : value;
  switch (measure_table()[static_cast<std::size_t>(kind)].unit) {
    case MeasureUnit::share:
      return fmt::format("{:.1f}%", shown * 100);
    case MeasureUnit::ratio:
      return fmt::format("{:.2f}", shown);
    case MeasureUnit::points:
    case MeasureUnit::months:
      return fmt::format("{:.1f}", shown);
    case MeasureUnit::days:
      return fmt::format("{:.0f}", shown);
  }
  return {};
}

LightResult evaluate(const LightPack& pack, const Measures& measures) {
  LightResult out;
  out.pack = pack.key;
  std::vector<MeasureKind> spoken;  // measures whose row was found
  for (const LightRow& row : pack.rows) {
    const std::optional<double> value = value_of(measures, row.measure);
    if (!value) continue;
    const auto same = [&](const LightNumber& n) { return n.measure == row.measure; };
    if (std::none_of(out.numbers.begin(), out.numbers.end(), same)) {
      out.numbers.push_back({row.measure, *value});
    }
    if (std::ranges::find(spoken, row.measure) != spoken.end() || !holds(row, *value)) continue;
    spoken.push_back(row.measure);
    LightFinding finding{row.id, row.measure, row.light,
                         fill(row.zh, row.measure, *value, measures),
                         fill(row.en, row.measure, *value, measures)};
    if (row.mark) out.marks.push_back(finding);
    out.findings.push_back(std::move(finding));
  }
  std::stable_sort(out.findings.begin(), out.findings.end(),
                   [](const LightFinding& a, const LightFinding& b) { return a.light > b.light; });
  if (!out.findings.empty()) {
    const LightFinding& worst = out.findings.front();
    out.light = worst.light;
    out.row = worst.row;
    out.zh = worst.zh;
    out.en = worst.en;
  } else if (!out.numbers.empty()) {
    out.light = pack.otherwise;
    out.row = "otherwise";
    out.zh = "未触发本套规则的任何一条";
    out.en = "no row of this pack holds";
  } else {
    out.row = "no-data";
    out.zh = "无数据：本套规则所用的数据一项也没有";
    out.en = "no data: none of the numbers this pack uses is known";
  }
  add_silence(pack, measures, out);
  return out;
}

}  // namespace tc::rules
