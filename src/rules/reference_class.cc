// SPDX-License-Identifier: Apache-2.0
#include "rules/reference_class.h"

#include <fmt/format.h>

#include <toml++/toml.h>
#include <algorithm>
#include <array>

#include "base/text.h"

namespace tc::rules {
namespace {

constexpr double kLeast = -1000;
constexpr double kMost = 10'000;
constexpr double kNearMonths = 6;
constexpr std::array<std::string_view, 13> kKeys{"key", "zh",     "en",    "measure", "types",
                                                 "n",   "mean",   "sd",    "p50",     "p80",
                                                 "p90", "status", "source"};

tl::unexpected<Error> bad(std::string rule, std::string message, std::string where) {
  return fail(Code::bad_input, std::move(rule), std::move(message), std::move(where));
}

Result<std::string> text_of(const toml::table& table, std::string_view key,
                            const std::string& where) {
  const auto value = table[key].value<std::string>();
  if (value && !value->empty()) return *value;
  return bad("class.field", fmt::format("'{}' must be a text", key), where);
}

Result<std::optional<double>> number_of(const toml::table& table, std::string_view key,
                                        const std::string& where) {
  if (!table.contains(key)) return std::optional<double>();
  const auto value = table[key].value<double>();
  if (!value) return bad("class.field", fmt::format("'{}' must be a number", key), where);
  if (*value >= kLeast && *value <= kMost) return std::optional(*value);
  return bad("class.number", fmt::format("'{}' is {}", key, *value), where);
}

template <class E>
Result<E> name_of(const toml::table& table, std::string_view key, const std::string& where) {
  TC_TRY(const std::string name, text_of(table, key, where));
  if (const auto value = model::from_name<E>(name)) return *value;
  return bad("class.field", fmt::format("'{}' cannot be '{}'", key, name), where);
}

Result<std::vector<std::string>> types_of(const toml::table& table, const std::string& where) {
  const toml::array* list = table["types"].as_array();
  if (list == nullptr) return bad("class.field", "'types' must be a list", where);
  std::vector<std::string> types;
  for (const toml::node& node : *list) {
    const auto type = node.value<std::string>();
    if (!type) return bad("class.field", "'types' must be texts", where);
    types.push_back(*type);
  }
  return types;
}

Result<ReferenceClass> parse_class(const toml::table& table, const std::string& where) {
  for (const auto& [key, value] : table) {
    if (std::ranges::find(kKeys, key.str()) != kKeys.end()) continue;
    return bad("class.field", fmt::format("unknown key '{}'", key.str()), where);
  }
  ReferenceClass out;
  TC_TRY(out.key, text_of(table, "key", where));
  TC_TRY(out.zh, text_of(table, "zh", where));
  TC_TRY(out.en, text_of(table, "en", where));
  TC_TRY(out.source, text_of(table, "source", where));
  TC_TRY(out.measure, name_of<ClassMeasure>(table, "measure", where));
  TC_TRY(out.status, name_of<ClassStatus>(table, "status", where));
  TC_TRY(out.types, types_of(table, where));
  TC_TRY(out.mean, number_of(table, "mean", where));
  TC_TRY(out.sd, number_of(table, "sd", where));
  TC_TRY(out.p50, number_of(table, "p50", where));
  TC_TRY(out.p80, number_of(table, "p80", where));
  TC_TRY(out.p90, number_of(table, "p90", where));
  TC_TRY(const std::optional<double> n, number_of(table, "n", where));
  if (n) out.n = static_cast<std::int64_t>(*n);
  const bool broken =
      (out.p50 && out.p80 && *out.p50 > *out.p80) || (out.p80 && out.p90 && *out.p80 > *out.p90);
  if (broken) return bad("class.order", "P50, P80 and P90 do not rise", where);
  return out;
}

Result<std::vector<ReferenceClass>> parse_root(const toml::table& root, const std::string& where) {
  const toml::array* rows = root["class"].as_array();
  if (rows == nullptr || root["source"].value_or(std::string()).empty() || root.size() != 2) {
    return bad("class.field", "'source' and [[class]] rows are needed, and no more", where);
  }
  std::vector<ReferenceClass> out;
  for (const toml::node& node : *rows) {
    const std::string line = fmt::format("{}: line {}", where, node.source().begin.line);
    if (!node.is_table()) return bad("class.field", "'class' must be a list of tables", line);
    TC_TRY(ReferenceClass one, parse_class(*node.as_table(), line));
    if (std::ranges::find(out, one.key, &ReferenceClass::key) != out.end()) {
      return bad("class.twice", fmt::format("'{}' stands twice", one.key), line);
    }
    out.push_back(std::move(one));
  }
  return out;
}

std::string_view verdict_zh(ClassVerdict verdict) {
  switch (verdict) {
    case ClassVerdict::bolder:
      return "比同类一年的记录还乐观，宜放宽";
    case ClassVerdict::wider:
      return "比同类九成项目还晚";
    case ClassVerdict::too_near:
      return "不足半年，同类记录不适用";
    case ClassVerdict::in_line:
      break;
  }
  return "与同类记录相称";
}

std::string_view verdict_en(ClassVerdict verdict) {
  switch (verdict) {
    case ClassVerdict::bolder:
      return "bolder than what its class kept in one year; widen it";
    case ClassVerdict::wider:
      return "later than nine in ten of its class";
    case ClassVerdict::too_near:
      return "less than half a year to go, the record does not speak";
    case ClassVerdict::in_line:
      break;
  }
  return "in line with its class";
}

ClassVerdict judge(const ReferenceClass& reference, const OwnRange& own) {
  if (own.months_left < kNearMonths) return ClassVerdict::too_near;
  if (own.p80 < *reference.p80) return ClassVerdict::bolder;
  if (reference.p90 && own.p80 > *reference.p90) return ClassVerdict::wider;
  return ClassVerdict::in_line;
}

}  // namespace

Result<std::vector<ReferenceClass>> parse_reference_classes(std::string_view toml,
                                                            std::string_view where) {
  if (text::first_bad_utf8(toml) != std::string_view::npos) {
    return bad("class.syntax", "the file is not UTF-8", std::string(where));
  }
  try {
    return parse_root(toml::parse(toml), std::string(where));
  } catch (const toml::parse_error& error) {
    return bad("class.syntax", std::string(error.description()),
               fmt::format("{}: line {}", where, error.source().begin.line));
  }
}

const ReferenceClass* class_for(std::span<const ReferenceClass> classes, std::string_view type,
                                ClassMeasure measure) {
  const ReferenceClass* general = nullptr;
  for (const ReferenceClass& one : classes) {
    if (one.measure != measure) continue;
    if (std::ranges::find(one.types, type) != one.types.end()) return &one;
    if (general == nullptr && one.types.empty()) general = &one;
  }
  return general;
}

std::optional<ClassCheck> check_against_class(std::span<const ReferenceClass> classes,
                                              std::string_view type, const OwnRange& own) {
  const ReferenceClass* reference = class_for(classes, type, ClassMeasure::slip_months);
  if (reference == nullptr || !reference->p80) return std::nullopt;
  const ClassVerdict verdict = judge(*reference, own);
  return ClassCheck{
      .reference = reference,
      .verdict = verdict,
      .zh = fmt::format("本项目八成把握晚 {:.1f} 个月；{}：八成在 {:g} 个月内。{}", own.p80,
                        reference->zh, *reference->p80, verdict_zh(verdict)),
      .en = fmt::format("its P80 is {:.1f} months late; {}: P80 {:g}. It is {}", own.p80,
                        reference->en, *reference->p80, verdict_en(verdict))};
}

}  // namespace tc::rules
