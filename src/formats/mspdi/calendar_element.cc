// SPDX-License-Identifier: Apache-2.0
#include "formats/mspdi/calendar_element.h"

#include <fmt/format.h>

#include "formats/mspdi/record.h"
#include "formats/mspdi/values.h"

namespace tc::formats::mspdi {
namespace {

void write_shifts(pugi::xml_node day, const model::DayShifts& shifts) {
  append_text(day, "DayWorking", shifts.empty() ? "0" : "1");
  if (shifts.empty()) return;
  pugi::xml_node times = append_child(day, "WorkingTimes");
  for (const model::Shift& shift : shifts) {
    pugi::xml_node time = append_child(times, "WorkingTime");
    append_text(time, "FromTime", clock_text(shift.from));
    append_text(time, "ToTime", clock_text(shift.to));
  }
}

void write_exception(pugi::xml_node list, Day first, Day last, const model::DayShifts& shifts) {
  pugi::xml_node exception = append_child(list, "Exception");
  append_text(exception, "EnteredByOccurrences", "0");
  pugi::xml_node period = append_child(exception, "TimePeriod");
  append_text(period, "FromDate", to_text(first) + "T00:00:00");
  append_text(period, "ToDate", to_text(last) + "T23:59:00");
  append_text(exception, "Occurrences", fmt::format("{}", last - first + 1));
  append_text(exception, "Name",
              first == last ? to_text(first) : to_text(first) + ".." + to_text(last));
  append_text(exception, "Type", "1");
  write_shifts(exception, shifts);
}

}  // namespace

void write_working_time(pugi::xml_node calendar, const WorkingTime& time) {
  for (const std::string_view name : {"WeekDays", "Exceptions", "WorkWeeks"}) {
    if (pugi::xml_node old = child_of(calendar, name)) calendar.remove_child(old);
  }
  pugi::xml_node week = insert_child(calendar, "WeekDays", calendar_order());
  for (std::size_t type = 1; type <= 7; ++type) {
    pugi::xml_node day = append_child(week, "WeekDay");
    append_text(day, "DayType", fmt::format("{}", type));
    write_shifts(day, time.week[(type + 5) % 7]);
  }
  if (time.exceptions.empty()) return;
  pugi::xml_node list = insert_child(calendar, "Exceptions", calendar_order());
  for (auto at = time.exceptions.begin(); at != time.exceptions.end();) {
    const auto first = at;
    Day last = first->first;
    for (++at; at != time.exceptions.end() && at->first - last == 1 && at->second == first->second;
         ++at) {
      last = at->first;
    }
    write_exception(list, first->first, last, first->second);
  }
}

WorkingTime over_base(WorkingTime time, const WorkingTime& base) {
  for (const auto& entry : base.exceptions) {
    const auto day = static_cast<std::size_t>(weekday(entry.first));
    time.exceptions.try_emplace(entry.first, time.week[day]);
  }
  return time;
}

}  // namespace tc::formats::mspdi
