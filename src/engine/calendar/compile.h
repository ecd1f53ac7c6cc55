// From the calendars of the model to compiled working time, one for each weather class, and the
// table of those that a network uses. Compiling one costs about half a millisecond and one
// megabyte, so a city compiles its table once and lends it to every network.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "base/result.h"
#include "engine/calendar/working_calendar.h"
#include "model/calendar.h"

namespace tc::engine {

/// `weather` 0 works through the winter regime, 1 at half speed, 2 not at all (see
/// model::Activity). Rules: calendar.week, calendar.exception, calendar.winter (text forms),
/// calendar.weather (not 0–2), calendar.empty (no work at all from 1990 to 2119).
[[nodiscard]] Result<WorkingCalendar> compile_calendar(const model::Calendar& calendar,
                                                       int weather);

/// Compiled calendars by number; number 0 is elapsed time. Two ways of use: a network fills a table
/// of its own as it meets pairs (`number_of`), or a city compiles all pairs once and lends the
/// table (`compile_all`, then `find` only, which changes nothing).
class CalendarTable {
 public:
  CalendarTable() : compiled_(1) {}
  explicit CalendarTable(std::span<const model::Calendar> source);

  /// Number of the compiled pair, compiling it when new. Id 0 is elapsed time. A calendar without
  /// winter has one number for all weathers. Rules: network.calendar (unknown id), network.limit,
  /// and those of `compile_calendar`.
  [[nodiscard]] Result<std::uint16_t> number_of(model::CalendarId id, int weather);
  /// Compiles every calendar under every weather. A weather that leaves no work is passed over; who
  /// asks for it gets the error.
  [[nodiscard]] Result<void> compile_all();
  /// As `number_of`, for pairs compiled before.
  [[nodiscard]] Result<std::uint16_t> find(model::CalendarId id, int weather) const;

  [[nodiscard]] const std::vector<WorkingCalendar>& calendars() const { return compiled_; }

 private:
  static constexpr std::uint16_t kNotYet = 0xFFFF;
  struct Row {
    model::Calendar source;
    std::array<std::uint16_t, 3> number{kNotYet, kNotYet, kNotYet};
  };
  [[nodiscard]] Result<std::size_t> row_of(model::CalendarId id, int weather) const;

  std::vector<Row> rows_;  ///< sorted by id
  std::vector<WorkingCalendar> compiled_;
};

}  // namespace tc::engine
