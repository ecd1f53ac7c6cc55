// SPDX-License-Identifier: Apache-2.0
#include "formats/programme/check.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <map>
#include <string>
#include <unordered_set>

#include "formats/programme/parts.h"
#include "model/scheduling_rules.h"

namespace tc::formats {
namespace {

using Ids = std::unordered_set<std::int64_t>;

constexpr std::int64_t kLongestWork = 200LL * 366 * kMinutesPerDay;  ///< two hundred years
constexpr std::int32_t kFirstCode = 100'000;
constexpr std::int32_t kLastCode = 999'999;

/// Keeps the first fault; the checks go on past it without effect.
class Checker {
 public:
  void fault(std::string rule, std::string message, std::string where) {
    if (!result_) return;
    result_ = fail(Code::bad_input, std::move(rule), std::move(message), std::move(where));
  }
  [[nodiscard]] bool ok() const { return result_.has_value(); }
  [[nodiscard]] Result<void> take() { return std::move(result_); }

  /// `id` is 0 or among `known`.
  template <class Tag>
  void refers(Id<Tag> id, const Ids& known, std::string_view row, std::string_view field) {
    if (!id || known.contains(id.value)) return;
    fault("programme.reference", fmt::format("{} {} is not in the file", field, id.value),
          fmt::format("{}/{}", row, field));
  }
  void needs(bool holds, std::string_view message, std::string_view row, std::string_view field) {
    if (!holds) fault("programme.range", std::string(message), fmt::format("{}/{}", row, field));
  }

 private:
  Result<void> result_;
};

/// Everything a row of the city may refer to: ids by list name, over the whole city.
struct Known {
  std::map<std::string, Ids, std::less<>> lists;
  [[nodiscard]] const Ids& of(std::string_view list) const {
    static const Ids kNone;
    const auto found = lists.find(list);
    return found == lists.end() ? kNone : found->second;
  }
};

template <class T>
void collect(Checker& check, Known& known, std::string_view list, const std::vector<T>& rows,
             std::string_view where) {
  const auto at = known.lists.try_emplace(std::string(list)).first;
  for (std::size_t i = 0; i < rows.size() && check.ok(); ++i) {
    if (at->second.insert(rows[i].id.value).second) continue;
    check.fault("programme.duplicate_id",
                fmt::format("the id {} stands twice among {}", rows[i].id.value, list),
                fmt::format("{}/{}/{}/id", where, list, i));
  }
}

void check_activity(Checker& check, const model::Activity& row, const Known& known,
                    const std::string& at) {
  check.refers(row.calendar_id, known.of("calendars"), at, "calendar_id");
  check.needs(row.weather >= 0 && row.weather <= 2, "weather is 0, 1 or 2", at, "weather");
  const std::int64_t shortest = std::min(row.duration_low, row.duration_likely);
  const std::int64_t longest = std::max(row.duration_high, row.duration_likely);
  check.needs(shortest >= 0 && row.duration_high >= 0 && longest <= kLongestWork,
              "durations are 0 to 200 years, in minutes", at, "duration_likely");
  const bool stated = row.duration_low != 0 || row.duration_high != 0;
  check.needs(!stated || (row.duration_low <= row.duration_likely &&
                          row.duration_likely <= row.duration_high),
              "durations grow: low, likely, high", at, "duration_likely");
  check.needs(!row.remaining || (*row.remaining >= 0 && *row.remaining <= kLongestWork),
              "remaining is 0 to 200 years, in minutes", at, "remaining");
  check.needs(row.leveling_delay >= 0 && row.leveling_delay <= kLongestWork,
              "a leveling delay is 0 to 200 years, in minutes", at, "leveling_delay");
  check.needs(row.interruption >= 0 && row.interruption <= kLongestWork,
              "an interruption is 0 to 200 years, in minutes", at, "interruption");
  check.needs(!row.actual_finish || (row.actual_start && *row.actual_start <= *row.actual_finish),
              "an actual finish needs an actual start before it", at, "actual_finish");
  check.needs(row.weight >= 0.0, "a weight is not negative", at, "weight");
}

void check_link(Checker& check, const model::Link& row, const Known& known, const Ids& own,
                const std::string& at) {
  check.refers(row.predecessor_id, known.of("activities"), at, "predecessor_id");
  check.refers(row.successor_id, own, at, "successor_id");
  check.refers(row.lag_calendar_id, known.of("calendars"), at, "lag_calendar_id");
  check.needs(static_cast<bool>(row.predecessor_id), "a link needs a predecessor", at,
              "predecessor_id");
  check.needs(static_cast<bool>(row.successor_id), "a link needs a successor", at, "successor_id");
  check.needs(row.predecessor_id != row.successor_id, "a link joins two activities", at,
              "successor_id");
  check.needs(row.lag >= -kLongestWork && row.lag <= kLongestWork,
              "a lag is at most 200 years, in minutes", at, "lag");
}

bool is_month(const std::string& text) {
  return text.size() == 7 && parse_day(text + "-01").has_value();
}

/// References of one row of any part of a project.
template <class T>
void check_part(Checker& check, const T& row, const Known& known, const Ids& own,
                const std::string& at) {
  if constexpr (std::same_as<T, model::Activity>) {
    check_activity(check, row, known, at);
  } else if constexpr (std::same_as<T, model::Link>) {
    check_link(check, row, known, own, at);
  } else if constexpr (requires { row.activity_id; }) {
    check.refers(row.activity_id, own, at, "activity_id");
  }
  if constexpr (requires { row.visit_id; }) {
    check.refers(row.visit_id, known.of("visits"), at, "visit_id");
  }
  if constexpr (requires { row.blocker_id; }) {
    check.refers(row.blocker_id, known.of("blockers"), at, "blocker_id");
  }
  if constexpr (std::same_as<T, model::UnitReturn>) {
    check.needs(is_month(row.period), "a period is written 2025-07", at, "period");
    check.needs(!row.progress || (*row.progress >= 0.0 && *row.progress <= 1.0),
                "progress is 0 to 1", at, "progress");
  }
  if constexpr (std::same_as<T, model::Output>) {
    check.needs(is_month(row.month), "a month is written 2025-07", at, "month");
  }
}

void check_project(Checker& check, const model::ProjectFile& file, const Known& known,
                   const std::string& where) {
  if (file.project.name.empty()) {
    check.fault("programme.missing", "a project needs a name", where + "/name");
  }
  if (const auto rules = model::rules_from_text(file.project.scheduling); !rules) {
    check.fault(rules.error().rule, rules.error().message, where + "/scheduling");
  }
  Ids own;
  for (const model::Activity& activity : file.activities) own.insert(activity.id.value);
  for_each_part(file, [&](std::string_view list, const auto& rows) {
    for (std::size_t i = 0; i < rows.size() && check.ok(); ++i) {
      check_part(check, rows[i], known, own, fmt::format("{}/{}/{}", where, list, i));
    }
  });
}

}  // namespace

Result<void> check_city(const DraftCity& city, std::string_view pointer) {
  Checker check;
  Known known;
  const std::int32_t code = city.state.city.code.value;
  if (code < kFirstCode || code > kLastCode) {
    check.fault("programme.missing", fmt::format("the city's code {} is no six-digit number", code),
                fmt::format("{}/city/code", pointer));
  }
  for_each_city_list(city.state, [&](std::string_view list, const auto& rows) {
    collect(check, known, list, rows, pointer);
  });
  Ids& projects = known.lists["projects"];
  for (std::size_t i = 0; i < city.projects.size(); ++i) {
    const std::string where = fmt::format("{}/projects/{}", pointer, i);
    if (!projects.insert(city.projects[i].project.id.value).second) {
      check.fault(
          "programme.duplicate_id",
          fmt::format("the id {} stands twice among projects", city.projects[i].project.id.value),
          where + "/id");
    }
    for_each_part(city.projects[i], [&](std::string_view list, const auto& rows) {
      collect(check, known, list, rows, where);
    });
  }
  for (std::size_t i = 0; i < city.projects.size() && check.ok(); ++i) {
    check_project(check, city.projects[i], known, fmt::format("{}/projects/{}", pointer, i));
  }
  for (std::size_t i = 0; i < city.state.orders.size() && check.ok(); ++i) {
    check_part(check, city.state.orders[i], known, Ids{}, fmt::format("{}/orders/{}", pointer, i));
  }
  return check.take();
}

}  // namespace tc::formats
