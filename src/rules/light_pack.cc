// Reads a light pack from TOML and checks it row by row.
// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "rules/light.h"
#include "rules/pack_entry.h"

namespace tc::rules {
namespace {

Names measure_names() {
  Names names;
  for (const MeasureRow& row : measure_table()) names.emplace_back(row.name);
  return names;
}

Result<MeasureKind> measure_of(const Entry& entry) {
  TC_TRY(const std::string name, text_of(entry, "measure"));
  for (const MeasureRow& row : measure_table()) {
    if (row.name == name) return row.kind;
  }
  return bad("pack.measure", fmt::format("unknown measure '{}'", name), entry,
             did_you_mean(name, measure_names()));
}

struct Bound {
  std::optional<double> value;
  bool inclusive = false;
};
Result<Bound> bound_of(const Entry& entry, std::string_view inclusive, std::string_view exclusive) {
  const bool has_inclusive = entry.table.contains(inclusive);
  const bool has_exclusive = entry.table.contains(exclusive);
  if (has_inclusive && has_exclusive) {
    return bad("pack.bounds", fmt::format("both '{}' and '{}'", inclusive, exclusive), entry,
               "keep one of the two");
  }
  if (!has_inclusive && !has_exclusive) return Bound{};
  const std::string_view key = has_inclusive ? inclusive : exclusive;
  const auto value = entry.table[key].value<double>();
  if (!value || !std::isfinite(*value) || std::abs(*value) > 1e6) {
    return bad("pack.bounds", fmt::format("'{}' must be a number within ±1000000", key), entry);
  }
  return Bound{*value, has_inclusive};
}

Result<void> check_slots(const Entry& entry, std::string_view text) {
  Names known = measure_names();
  known.insert(known.end(), {"value", "size"});
  for (std::size_t open = text.find('{'); open != std::string_view::npos;
       open = text.find('{', open + 1)) {
    const std::size_t close = text.find('}', open);
    const std::string name(text.substr(open + 1, close - open - 1));
    if (close != std::string_view::npos && std::ranges::find(known, name) != known.end()) continue;
    return bad("pack.slot", fmt::format("unknown slot '{{{}}}'", name), entry,
               did_you_mean(name, known));
  }
  return {};
}

Result<LightRow> parse_row(const Entry& entry) {
  TC_TRY_VOID(check_keys(entry, {"id", "measure", "above", "at_least", "below", "at_most", "light",
                                 "mark", "zh", "en"}));
  LightRow row;
  TC_TRY(row.id, text_of(entry, "id"));
  TC_TRY(row.measure, measure_of(entry));
  TC_TRY(const Bound low, bound_of(entry, "at_least", "above"));
  TC_TRY(const Bound high, bound_of(entry, "at_most", "below"));
  row.low = low.value;
  row.low_inclusive = low.inclusive;
  row.high = high.value;
  row.high_inclusive = high.inclusive;
  if (row.low && row.high &&
      (*row.low > *row.high || (*row.low == *row.high && !(low.inclusive && high.inclusive)))) {
    return bad("pack.bounds", fmt::format("nothing lies between {} and {}", *row.low, *row.high),
               entry);
  }
  TC_TRY(row.light, (enum_of<Light>(entry, "light", "pack.light")));
  row.mark = entry.table["mark"].value_or(false);
  TC_TRY(row.zh, text_of(entry, "zh"));
  TC_TRY(row.en, text_of(entry, "en"));
  TC_TRY_VOID(check_slots(entry, row.zh));
  TC_TRY_VOID(check_slots(entry, row.en));
  return row;
}

/// Whether every value that `later` takes is taken by `earlier` already.
bool covers(const LightRow& earlier, const LightRow& later) {
  if (earlier.measure != later.measure) return false;
  const bool low =
      !earlier.low ||
      (later.low &&
       (*later.low > *earlier.low ||
        (*later.low == *earlier.low && (earlier.low_inclusive || !later.low_inclusive))));
  const bool high =
      !earlier.high ||
      (later.high &&
       (*later.high < *earlier.high ||
        (*later.high == *earlier.high && (earlier.high_inclusive || !later.high_inclusive))));
  return low && high;
}

Result<void> check_against(const std::vector<LightRow>& rows, const LightRow& row,
                           const Entry& entry) {
  for (const LightRow& earlier : rows) {
    if (earlier.id == row.id) {
      return bad("pack.id", fmt::format("id '{}' stands twice", row.id), entry);
    }
    if (covers(earlier, row)) {
      return bad("pack.order",
                 fmt::format("row '{}' can never be reached: '{}' before it takes all its values",
                             row.id, earlier.id),
                 entry, "put the narrower row first");
    }
  }
  return {};
}

Result<void> parse_rows(const toml::table& root, LightPack& pack) {
  const toml::array* rows = root["row"].as_array();
  if (rows == nullptr || rows->empty()) {
    return fail(Code::bad_input, "pack.empty", "no [[row]] in the pack", pack.key);
  }
  for (const toml::node& node : *rows) {
    const std::string where = fmt::format("{}: row {}, line {}", pack.key, pack.rows.size() + 1,
                                          node.source().begin.line);
    if (!node.is_table()) {
      return fail(Code::bad_input, "pack.field", "'row' must be a list of tables", where);
    }
    const Entry entry{*node.as_table(), where};
    TC_TRY(LightRow row, parse_row(entry));
    TC_TRY_VOID(check_against(pack.rows, row, entry));
    pack.rows.push_back(std::move(row));
  }
  return {};
}

Result<LightPack> parse_root(const toml::table& root, std::string_view key) {
  const Entry entry{root, std::string(key)};
  LightPack pack;
  pack.key = key;
  TC_TRY_VOID(
      check_keys(entry, {"zh", "en", "source", "baseline", "silence_days", "otherwise", "row"}));
  TC_TRY(pack.zh, text_of(entry, "zh"));
  TC_TRY(pack.en, text_of(entry, "en"));
  TC_TRY(pack.source, text_of(entry, "source"));
  TC_TRY(pack.baseline, (enum_of<Baseline>(entry, "baseline", "pack.baseline")));
  if (root.contains("otherwise")) {
    TC_TRY(pack.otherwise, (enum_of<Light>(entry, "otherwise", "pack.light")));
  }
  if (root.contains("silence_days")) {
    const auto days = root["silence_days"].value<int>();
    if (!days || *days < 1 || *days > 3660) {
      return bad("pack.field", "'silence_days' must be whole days, 1 to 3660", entry);
    }
    pack.silence_days = *days;
  }
  TC_TRY_VOID(parse_rows(root, pack));
  return pack;
}

}  // namespace

Result<LightPack> parse_light_pack(std::string_view toml, std::string_view key) {
  TC_TRY(const toml::table root, parse_pack(toml, key));
  return parse_root(root, key);
}

}  // namespace tc::rules
