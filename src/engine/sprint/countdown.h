// 倒排工期: from a date backward, the latest safe start of everything still to be done, and how the
// work goes down day by day as planned.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "engine/cpm/cpm.h"
#include "engine/network/network.h"

namespace tc::engine {

/// Working minutes of a usual working day of the calendar: the most of any of the 60 days from
/// `near`; 1440 when it does not work then.
[[nodiscard]] std::int64_t day_minutes(const WorkingCalendar& calendar, Minute near);

struct CountdownRow {
  std::uint32_t node{};
  Minute planned_start;  ///< of what is left
  Minute planned_finish;
  Minute latest_start;  ///< so that the date is still met
  Minute latest_finish;
};

/// Rows of `nodes` that are not finished, by latest start, then latest finish, then node.
/// `schedule` holds early dates as planned and late dates against the date.
[[nodiscard]] std::vector<CountdownRow> countdown_of(const Network& network,
                                                     const Schedule& schedule,
                                                     std::span<const std::uint32_t> nodes);

/// Working days left at the end of each of `days` days from `from`: of each row the days on which
/// its calendar works between planned start and finish. `calendars` by row.
[[nodiscard]] std::vector<std::int64_t> burn_down(const Network& network,
                                                  std::span<const CountdownRow> rows,
                                                  std::span<const std::uint16_t> calendars,
                                                  Day from, int days);

}  // namespace tc::engine
