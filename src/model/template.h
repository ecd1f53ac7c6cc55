// Activity networks per project type, and what a text says of a project's stage, as plain values.
// Read from templates/ by formats/template; used by engine/placement. Activities are named by their
// code (number in the template); months are of 30.4375 days of 1440 minutes.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cmath>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/activity.h"
#include "model/calendar.h"
#include "model/project.h"

namespace tc::model {

inline constexpr double kMinutesPerMonth = 30.4375 * 1440.0;

[[nodiscard]] inline std::int64_t minutes_of_months(double months) {
  return std::llround(months * kMinutesPerMonth);
}

/// How a project's name shows its type: every word of `all`, one of `any`, none of `unless`.
struct TypeRule {
  std::vector<std::string> all;
  std::vector<std::string> any;
  std::vector<std::string> unless;
  std::int32_t priority{};  ///< the highest matching rule of all templates decides
  friend bool operator==(const TypeRule&, const TypeRule&) = default;
};

struct TemplateActivity {
  std::string code;  ///< number within the template
  std::string name;
  std::string name_en;
  ActivityKind kind{};
  std::string phase;  ///< S1 S2 S3 C E T S4 R, as Activity::phase
  std::string owner;
  std::string resource;
  double months_low{};
  double months_likely{};
  double months_high{};
  std::vector<std::string> after;  ///< codes of finish-start predecessors
  std::int32_t weather{};          ///< 0 none, 1 half speed, 2 stops in the winter regime
  std::vector<std::string> tags;   ///< handles for stage words: land permit start civil …
  bool key_node = false;
  std::optional<std::int32_t> statutory_days;  ///< calendar days
  friend bool operator==(const TemplateActivity&, const TemplateActivity&) = default;
};

/// The activity network of one project type; no loops, predecessors exist.
struct ProjectTemplate {
  std::string key;  ///< Project::type
  std::string name;
  std::string name_en;
  std::string calendar;  ///< key of a standard calendar
  std::vector<TypeRule> recognise;
  std::vector<TemplateActivity> activities;  ///< in file order
  friend bool operator==(const ProjectTemplate&, const ProjectTemplate&) = default;
};

/// A standard calendar; `calendar.id` is unset.
struct CalendarTemplate {
  std::string key;
  Calendar calendar;
  friend bool operator==(const CalendarTemplate&, const CalendarTemplate&) = default;
};

/// Where a project stands against a group of activities, its anchors.
enum class Relation : std::uint8_t { before, during, after };
template <>
inline constexpr auto kEnumNames<Relation> = std::to_array<std::string_view>({"before", "during",
                                                                              "after"});

/// One row of the stage word table: any of `words` in a stage phrase puts the project there.
struct StageRule {
  std::vector<std::string> words;
  std::vector<std::vector<std::string>> at;  ///< groups of tags; the first group the template has
  Relation relation{};
  double
      fraction{};  ///< during: share of the anchors' work done; before: of the work ahead of them
  bool weak = false;  ///< counts only when no other rule speaks
  SideState side{};   ///< 停工 and the like; such a rule may have no `at`
  friend bool operator==(const StageRule&, const StageRule&) = default;
};

struct StageRules {
  std::vector<StageRule> rules;
  std::vector<std::string> not_yet;  ///< before a stage word: a wish or a denial, 力争 尚未 …
  std::vector<std::string> done;     ///< beside a stage word: `during` becomes `after`, 完成 …
  friend bool operator==(const StageRules&, const StageRules&) = default;
};

/// A place on a template, with the words that put the project there.
struct Position {
  Relation relation{};
  std::vector<std::string> anchors;  ///< activity codes
  double fraction{};                 ///< as in StageRule
  std::string words;
  friend bool operator==(const Position&, const Position&) = default;
};

}  // namespace tc::model
