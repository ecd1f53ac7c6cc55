// Prints every table of the rules and fails when docs/rules.gen.md says something else.
// TC_UPDATE_GOLDEN=1 writes the file anew.
// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <cstdlib>
#include <limits>

#include "rules/crash_options.h"
#include "rules/escalation.h"
#include "rules/kpi.h"
#include "rules/permission.h"
#include "rules/quality/pack.h"
#include "rules/quality/phrases.h"
#include "rules/stage.h"
#include "unit/rules/support.h"

namespace tc::rules {
namespace {

using model::to_name;

std::string bounds(const LightRow& row) {
  std::string text;
  if (row.low) text += fmt::format("{} {:g}", row.low_inclusive ? "≥" : ">", *row.low);
  if (row.low && row.high) text += ", ";
  if (row.high) text += fmt::format("{} {:g}", row.high_inclusive ? "≤" : "<", *row.high);
  return text;
}

std::string lights() {
  std::string out =
      "## Light packs\n\nThe first row of a measure that holds speaks for it; the worst "
      "colour wins.\n";
  for (const LightPack& pack : shipped_packs()) {
    out += fmt::format("\n### {} · {} · {}\n\nSource: {}\n\nMoney curve: {}.", pack.key, pack.zh,
                       pack.en, pack.source, to_name(pack.baseline));
    if (pack.silence_days) out += fmt::format(" Silence: over {} days.", *pack.silence_days);
    if (pack.otherwise != Light::none) {
      out += fmt::format(" When no row holds: {}.", to_name(pack.otherwise));
    }
    out +=
        "\n\n| row | measure | holds when | light | sentence |\n| --- | --- | --- | --- | --- |\n";
    for (const LightRow& row : pack.rows) {
      out += fmt::format("| {} | {} | {} | {}{} | {} |\n", row.id,
                         measure_table()[static_cast<std::size_t>(row.measure)].name, bounds(row),
                         to_name(row.light), row.mark ? ", marked" : "", row.zh);
    }
  }
  return out;
}

std::string measures() {
  std::string out =
      "## Measures\n\n| measure | 中文 | English | unit |\n| --- | --- | --- | --- |\n";
  constexpr std::array<std::string_view, 5> kUnits{"share", "ratio", "points", "months", "days"};
  for (const MeasureRow& row : measure_table()) {
    out += fmt::format("| {} | {} | {} | {} |\n", row.name, row.zh, row.en,
                       kUnits[static_cast<std::size_t>(row.unit)]);
  }
  return out;
}

std::string stages() {
  std::string out =
      "## Stages and gates\n\n| from | to | proof | 中文 | English |\n| --- | --- | --- | --- | "
      "--- |\n";
  for (const StageGate& g : stage_gates()) {
    out += fmt::format("| {} | {} | {} | {} | {} |\n", to_name(g.from), to_name(g.to),
                       to_name(g.proof), g.zh, g.en);
  }
  out +=
      "\n## Side states\n\n| state | reason | review day | may return | 中文 | English |\n"
      "| --- | --- | --- | --- | --- | --- |\n";
  for (const SideStateRow& s : side_states()) {
    const std::string review = !s.needs_review_day ? "–"
                               : s.review_within_days > 0
                                   ? fmt::format("within {} days", s.review_within_days)
                                   : "needed";
    out += fmt::format("| {} | {} | {} | {} | {} | {} |\n", to_name(s.state),
                       s.needs_reason ? "needed" : "–", review, s.may_return ? "yes" : "no", s.zh,
                       s.en);
  }
  return out;
}

std::string clocks() {
  std::string out =
      "## Escalation of blockers\n\nDays past the limit (past the raising when there is "
      "no limit). Up by itself, never down.\n\n| from day | level | 中文 | English |\n"
      "| --- | --- | --- | --- |\n";
  for (const EscalationRow& row : escalation_table()) {
    out += fmt::format("| {} | {} | {} | {} |\n", row.overdue_days, to_name(row.level), row.zh,
                       row.en);
  }
  out +=
      "\n## Moves of a blocker\n\n| from | to | evidence | by someone else | 中文 |\n"
      "| --- | --- | --- | --- | --- |\n";
  for (const BlockerMove& m : blocker_moves()) {
    out += fmt::format("| {} | {} | {} | {} | {} |\n", to_name(m.from), to_name(m.to),
                       m.needs_evidence ? "needed" : "–", m.needs_other_person ? "yes" : "–", m.zh);
  }
  out +=
      "\n## Clock of an order\n\n| days past due, from | state | 中文 | English |\n"
      "| --- | --- | --- | --- |\n";
  for (const OrderClockRow& row : order_clock_table()) {
    const bool first = row.days_past_due == std::numeric_limits<int>::min();
    out += fmt::format("| {} | {} | {} | {} |\n",
                       first ? "before" : fmt::format("{}", row.days_past_due), to_name(row.state),
                       row.zh, row.en);
  }
  return out;
}

std::string permissions() {
  std::string out =
      "## Permissions\n\nWhat no row grants is refused. local_operator may do "
      "everything, anonymous nothing.\n\n| role | area | deed | on | condition |\n"
      "| --- | --- | --- | --- | --- |\n";
  for (const Grant& g : grants()) {
    out += fmt::format("| {} | {} | {} | {} | {} |\n", to_name(g.role), to_name(g.area),
                       to_name(g.deed), to_name(g.reach), to_name(g.condition));
  }
  return out;
}

std::string figures() {
  std::string out =
      "## Key figures\n\n| figure | 中文 | English | counted in | formula |\n"
      "| --- | --- | --- | --- | --- |\n";
  for (const KpiRow& row : kpi_table()) {
    out += fmt::format("| {} | {} | {} | {} | {} |\n", to_name(row.kind), row.zh, row.en,
                       to_name(row.unit), row.formula);
  }
  return out;
}

std::string priors() {
  const BlockerPriors priors = shipped_priors();
  std::string out = fmt::format(
      "## Assumed days until a blocker is released\n\nSource: {}\n\n| | kind |", priors.source);
  std::string line = "| --- | --- |";
  for (const std::string_view level : model::kEnumNames<model::BlockerLevel>) {
    out += fmt::format(" {} |", level);
    line += " --- |";
  }
  out += "\n" + line + "\n";
  for (std::size_t i = 0; i < kBlockerKinds; ++i) {
    out += fmt::format("| {} | {} {} |", priors.kinds[i].letter,
                       model::kEnumNames<model::BlockerKind>[i], priors.kinds[i].zh);
    for (const ResidualDays& d : priors.kinds[i].days) {
      out += fmt::format(" {}/{}/{} |", d.low, d.likely, d.high);
    }
    out += "\n";
  }
  return out;
}

std::string threshold(const CheckRow& row) {
  std::string text;
  if (row.at_least) text += fmt::format("≥ {:g} ", *row.at_least);
  if (row.at_most) text += fmt::format("≤ {:g} ", *row.at_most);
  if (text.empty()) text = "reported ";
  if (row.days > 0) text += fmt::format("({:g} days) ", row.days);
  text.pop_back();
  return text;
}

std::string schedule_quality() {
  std::string out = "## Schedule quality\n";
  for (const EmbeddedFile& file : data::templates()) {
    if (!file.path.starts_with("quality/")) continue;
    const std::string_view key = file.path.substr(8, file.path.size() - 8 - 5);
    const QualityPack pack = parse_quality_pack(file.bytes, key).value();
    out += fmt::format("\n### {} · {} · {}\n\nSource: {}\n\n", pack.key, pack.zh, pack.en,
                       pack.source);
    out += "| # | check | 中文 | passes | whose rule |\n| --- | --- | --- | --- | --- |\n";
    for (const CheckRow& row : pack.checks) {
      out += fmt::format("| {} | {} | {} | {} | {} |\n", row.number, to_name(row.kind), row.zh,
                         threshold(row), row.source);
    }
    out += "\n| fault | 中文 | severity | 怎么改 |\n| --- | --- | --- | --- |\n";
    for (std::size_t i = 0; i < kFaultKinds; ++i) {
      const auto kind = static_cast<FaultKind>(i);
      out += fmt::format("| quality.{} | {} | {} | {} |\n", to_name(kind),
                         quality::fault_name(kind).zh, to_name(pack.faults[i]),
                         quality::fault_advice(kind).zh);
    }
  }
  return out;
}

std::string crash_options() {
  const EmbeddedFile* file = find_file(data::templates(), "crash/options.toml");
  const CrashOptions options = parse_crash_options(file->bytes, file->path).value();
  std::string out = fmt::format(
      "## Ways to do an activity faster\n\nSource: {}\n\nFrom {} working days left. Without an "
      "investment a working day costs {:g} 万元.\n\n| way | 中文 | saves at most | price of a day "
      "saved, in day costs | phases |\n| --- | --- | --- | --- | --- |\n",
      options.source, options.least_days, to_wan(options.day_cost));
  for (const CrashOption& one : options.options) {
    std::string phases;
    for (const std::string& phase : one.phases) {
      phases += (phases.empty() ? "" : ", ") + (phase.empty() ? "none stated" : phase);
    }
    out += fmt::format("| {} | {} | {:g}{} | {:g} | {} |\n", to_name(one.way), one.zh,
                       one.most_share, one.linear ? ", by the day" : ", all of it", one.price_share,
                       phases.empty() ? "all" : phases);
  }
  if (!options.enclosure) return out;
  return out + fmt::format(
                   "| winter enclosure | {} | the winter regime | {:g} for each day left | "
                   "weather class above 0 |\n",
                   options.enclosure->zh, options.enclosure->price_share);
}

TEST(RulesDoc, IsWhatTheTablesSay) {
  const std::string path = TC_SOURCE_DIR "/docs/rules.gen.md";
  std::string text =
      "# The rules in force\n\nPrinted by tests/unit/rules/rules_doc_test.cc from the "
      "tables in src/rules and templates/.\n";
  for (const std::string& part : {lights(), measures(), stages(), clocks(), permissions(),
                                  figures(), priors(), crash_options(), schedule_quality()}) {
    text += "\n" + part;
  }
  if (std::getenv("TC_UPDATE_GOLDEN") != nullptr) std::ofstream(path, std::ios::binary) << text;
  EXPECT_TRUE(read_all(path) == text)
      << "docs/rules.gen.md is stale; TC_UPDATE_GOLDEN=1 writes it anew";
}

}  // namespace
}  // namespace tc::rules
