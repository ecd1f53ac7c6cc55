// Working time as an official would write it. Text forms, parsed by calendar_text.h:
// week "mon-fri 08:00-12:00 14:00-18:00; sat 08:00-12:00"; exceptions one a line,
// "2025-10-01..2025-10-08 off" or "2025-09-28 08:00-12:00 14:00-18:00"; winter "11-15..03-14" or
// "". SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/money.h"
#include "base/time.h"
#include "model/fields.h"
#include "model/ids.h"
#include "model/provenance.h"

namespace tc::model {

/// A working calendar of a city.
struct Calendar {
  static constexpr std::string_view kNoun = "calendars";
  CalendarId id;
  std::int64_t revision{};
  std::string name;
  std::string week;
  std::string exceptions;
  std::string winter;        ///< both ends inclusive; weather 1 runs at half speed, weather 2 stops
  bool whole_days = false;   ///< activities start and finish at midnight (planning in days)
  bool provisional = false;  ///< holds years whose holidays are not announced
  friend bool operator==(const Calendar&, const Calendar&) = default;
};

template <class P, class V>
requires Is<P, Calendar>
void visit_fields(P& p, V&& v) {
  v("id", p.id);
  v("revision", p.revision);
  v("name", p.name);
  v("week", p.week);
  v("exceptions", p.exceptions);
  v("winter", p.winter);
  v("whole_days", p.whole_days);
  v("provisional", p.provisional);
}

}  // namespace tc::model
