// A plan with its dates, read as short text. Every case stands in July 2025, where 07-07 is a
// Monday, on the calendars below.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <initializer_list>
#include <string>
#include <vector>

#include "unit/engine/builder.h"

namespace tc::engine {

inline constexpr std::int64_t kHour = 60;
inline constexpr std::int64_t kOffice = 1;  ///< 8 hours, Monday to Friday, lunch at noon
inline constexpr std::int64_t kSixDays = 2;
inline constexpr std::int64_t kShift = 3;   ///< 08:00 to 16:00 without lunch, Monday to Friday
inline constexpr std::int64_t kMidday = 4;  ///< 10:00 to 14:00, every day

inline model::Calendar week_of(std::int64_t id, const char* week, const char* exceptions = "") {
  model::Calendar calendar;
  calendar.id.value = id;
  calendar.week = week;
  calendar.exceptions = exceptions;
  return calendar;
}

/// "07-16 10:00" of 2025.
inline Minute on(const std::string& text) {
  return parse_minute("2025-" + text.substr(0, 5) + "T" + text.substr(6)).value();
}
inline std::string shown(Minute t) {
  const std::string text = to_text(t);
  return text.substr(5, 5) + " " + text.substr(11);
}

/// Terms with the data date 07-07 08:00.
inline CpmInput terms_of(const SchedulingRules& rules) {
  CpmInput input;
  input.rules = rules;
  input.data_date = on("07-07 08:00");
  return input;
}

struct Dated : Plan {
  CpmInput input;
  std::vector<WorkPart> parts{};
  std::vector<const model::ProjectFile*> more{};  ///< other projects beside `file`
  Network net{};
  Schedule dates{};

  explicit Dated(const SchedulingRules& rules) : input(terms_of(rules)) {
    calendars = {week_of(kOffice, "mon-fri 08:00-12:00 13:00-17:00"),
                 week_of(kSixDays, "mon-sat 08:00-12:00 13:00-17:00"),
                 week_of(kShift, "mon-fri 08:00-16:00"), week_of(kMidday, "mon-sun 10:00-14:00")};
  }

  /// Hours of work on the office calendar unless said otherwise.
  model::Activity& task(std::int64_t id, std::int64_t hours, std::int64_t calendar = kOffice) {
    return add(id, hours * kHour, calendar);
  }
  model::Activity& milestone(std::int64_t id, model::ActivityKind kind) {
    model::Activity& activity = add(id, 0, kOffice);
    activity.kind = kind;
    return activity;
  }
  /// A link whose lag counts on the office calendar, in hours.
  model::Link& tie(std::int64_t from, std::int64_t to,
                   model::LinkType type = model::LinkType::finish_start, std::int64_t hours = 0,
                   std::int64_t calendar = kOffice) {
    model::Link& made = link(from, to, type, hours * kHour);
    made.lag_calendar_id.value = calendar;
    return made;
  }

  void run() {
    std::vector<const model::ProjectFile*> projects{&file};
    projects.insert(projects.end(), more.begin(), more.end());
    auto built = build_network({.projects = projects, .calendars = calendars, .parts = parts});
    ASSERT_TRUE(built) << to_line(built.error());
    net = std::move(built).value();
    run_cpm(net, input, dates);
  }
  [[nodiscard]] std::size_t node(std::int64_t id) const { return net.find({id}).value(); }
  [[nodiscard]] std::string early(std::int64_t id) const {
    return shown(dates.early_start[node(id)]) + " .. " + shown(dates.early_finish[node(id)]);
  }
  [[nodiscard]] std::string late(std::int64_t id) const {
    return shown(dates.late_start[node(id)]) + " .. " + shown(dates.late_finish[node(id)]);
  }
  /// Hours, which all cases come out at.
  [[nodiscard]] double total(std::int64_t id) const {
    return static_cast<double>(dates.total_float[node(id)]) / kHour;
  }
  [[nodiscard]] double free(std::int64_t id) const {
    return static_cast<double>(dates.free_float[node(id)]) / kHour;
  }
  [[nodiscard]] bool critical(std::int64_t id) const { return dates.critical[node(id)] != 0; }
  [[nodiscard]] bool longest(std::int64_t id) const { return dates.longest_path[node(id)] != 0; }
};

}  // namespace tc::engine
