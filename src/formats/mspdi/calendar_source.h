// One Calendar element as it stands, before its base is laid under it. Includes pugixml.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>

#include "formats/mspdi/record.h"
#include "formats/schedule/working_time.h"

namespace tc::formats::mspdi {

using OwnWeek = std::array<std::optional<model::DayShifts>, 7>;  ///< Monday 0; unset: the base's

/// Days that exceptions and work weeks name, over all calendars: beyond it they are left out.
inline constexpr std::size_t kMostNamedDays = 2'000'000;

struct CalendarSource {
  pugi::xml_node node;
  std::optional<std::int64_t> uid;
  std::optional<std::int64_t> base_uid;
  std::string name;
  std::string guid;
  bool is_base = true;
  OwnWeek week;
  std::map<Day, model::DayShifts> week_days;  ///< by work weeks
  std::map<Day, model::DayShifts> exceptions;
};

/// `budget` is what is left of kMostNamedDays. Remarks: mspdi.calendar, mspdi.limit.
[[nodiscard]] CalendarSource read_calendar(pugi::xml_node node, Remarks& remarks,
                                           std::size_t& budget);

}  // namespace tc::formats::mspdi
