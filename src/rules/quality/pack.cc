// Reads a quality pack from TOML and checks it row by row.
// SPDX-License-Identifier: Apache-2.0
#include "rules/quality/pack.h"

#include <fmt/format.h>

#include <algorithm>

#include "rules/pack_entry.h"

namespace tc::rules {
namespace {

constexpr double kMostDays = 100'000;
constexpr double kMostFigure = 1e9;
constexpr double kMostTrials = 1000;

/// What a row of this kind may and must say beside its names and thresholds.
struct Allowed {
  bool days = false;
  bool trial = false;
  bool constraints = false;
};

Allowed allowed_for(CheckKind kind) {
  switch (kind) {
    case CheckKind::high_float:
    case CheckKind::high_duration:
    case CheckKind::resources:
      return {.days = true};
    case CheckKind::critical_path_test:
      return {.days = true, .trial = true};
    case CheckKind::hard_constraints:
      return {.constraints = true};
    default:
      return {};
  }
}

Result<double> needed_number(const Entry& entry, std::string_view key, double least, double most) {
  TC_TRY(const std::optional<double> value, number_of(entry, key, least, most));
  if (value) return *value;
  return bad("pack.field", fmt::format("'{}' is missing", key), entry);
}

Result<std::vector<model::ConstraintKind>> constraints_of(const Entry& entry) {
  const toml::array* names = entry.table["constraints"].as_array();
  if (names == nullptr || names->empty()) {
    return bad("pack.constraint", "'constraints' must list at least one kind", entry);
  }
  std::vector<model::ConstraintKind> kinds;
  for (const toml::node& node : *names) {
    const std::string name = node.value_or(std::string());
    const auto kind = model::from_name<model::ConstraintKind>(name);
    if (!kind || *kind == model::ConstraintKind::none) {
      return bad("pack.constraint", fmt::format("'{}' is no kind of constraint", name), entry,
                 did_you_mean(name, names_of<model::ConstraintKind>()));
    }
    kinds.push_back(*kind);
  }
  return kinds;
}

Result<void> take_thresholds(const Entry& entry, CheckRow& row) {
  TC_TRY(row.at_most, number_of(entry, "at_most", 0, kMostFigure));
  TC_TRY(row.at_least, number_of(entry, "at_least", 0, kMostFigure));
  if (row.at_most && row.at_least && *row.at_least > *row.at_most) {
    return bad("pack.bounds",
               fmt::format("nothing lies between {} and {}", *row.at_least, *row.at_most), entry);
  }
  return {};
}

Result<CheckRow> parse_row(const Entry& entry) {
  CheckRow row;
  TC_TRY(row.kind, (enum_of<CheckKind>(entry, "check", "pack.check")));
  const Allowed allowed = allowed_for(row.kind);
  Names known{"check", "number", "zh", "en", "source", "at_most", "at_least"};
  if (allowed.days) known.emplace_back("days");
  if (allowed.trial) known.insert(known.end(), {"tolerance", "trials"});
  if (allowed.constraints) known.emplace_back("constraints");
  TC_TRY_VOID(check_keys(entry, known));
  TC_TRY(const double number, needed_number(entry, "number", 1, 999));
  row.number = static_cast<int>(number);
  TC_TRY(row.zh, text_of(entry, "zh"));
  TC_TRY(row.en, text_of(entry, "en"));
  TC_TRY(row.source, text_of(entry, "source"));
  TC_TRY_VOID(take_thresholds(entry, row));
  if (allowed.days) {
    TC_TRY(row.days, needed_number(entry, "days", 0, kMostDays));
  }
  if (allowed.trial) {
    TC_TRY(row.tolerance, needed_number(entry, "tolerance", 0, 1));
    TC_TRY(const double trials, needed_number(entry, "trials", 1, kMostTrials));
    row.trials = static_cast<int>(trials);
  }
  if (allowed.constraints) {
    TC_TRY(row.constraints, constraints_of(entry));
  }
  return row;
}

Result<void> parse_rows(const toml::table& root, QualityPack& pack) {
  const toml::array* rows = root["check"].as_array();
  if (rows == nullptr || rows->empty()) {
    return fail(Code::bad_input, "pack.empty", "no [[check]] in the pack", pack.key);
  }
  for (const toml::node& node : *rows) {
    const std::string where = fmt::format("{}: check {}, line {}", pack.key, pack.checks.size() + 1,
                                          node.source().begin.line);
    if (!node.is_table()) {
      return fail(Code::bad_input, "pack.field", "'check' must be a list of tables", where);
    }
    const Entry entry{*node.as_table(), where};
    TC_TRY(CheckRow row, parse_row(entry));
    if (std::ranges::find(pack.checks, row.kind, &CheckRow::kind) != pack.checks.end()) {
      return bad("pack.check", fmt::format("'{}' stands twice", model::to_name(row.kind)), entry);
    }
    pack.checks.push_back(std::move(row));
  }
  return {};
}

Result<void> parse_faults(const toml::table& root, QualityPack& pack) {
  const toml::table* faults = root["faults"].as_table();
  if (faults == nullptr) return {};
  const Entry entry{*faults,
                    fmt::format("{}: [faults], line {}", pack.key, faults->source().begin.line)};
  for (const auto& [key, value] : *faults) {
    const auto kind = model::from_name<FaultKind>(key.str());
    if (!kind) {
      return bad("pack.fault", fmt::format("'{}' is no fault", key.str()), entry,
                 did_you_mean(key.str(), names_of<FaultKind>()));
    }
    TC_TRY(pack.faults[static_cast<std::size_t>(*kind)],
           (enum_of<Severity>(entry, key.str(), "pack.severity")));
  }
  return {};
}

Result<QualityPack> parse_root(const toml::table& root, std::string_view key) {
  const Entry entry{root, std::string(key)};
  QualityPack pack;
  pack.key = key;
  TC_TRY_VOID(check_keys(entry, {"zh", "en", "source", "check", "faults"}));
  TC_TRY(pack.zh, text_of(entry, "zh"));
  TC_TRY(pack.en, text_of(entry, "en"));
  TC_TRY(pack.source, text_of(entry, "source"));
  TC_TRY_VOID(parse_rows(root, pack));
  TC_TRY_VOID(parse_faults(root, pack));
  return pack;
}

}  // namespace

Result<QualityPack> parse_quality_pack(std::string_view toml, std::string_view key) {
  TC_TRY(const toml::table root, parse_pack(toml, key));
  return parse_root(root, key);
}

}  // namespace tc::rules
