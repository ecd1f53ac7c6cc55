// SPDX-License-Identifier: Apache-2.0
#include <array>

#include "formats/pmxml/rows.h"
#include "formats/schedule/working_time.h"
#include "formats/xml/xml_tree.h"

namespace tc::formats::pmxml {
namespace {

/// P6 writes the week from Sunday.
struct DayName {
  std::string_view name;
  std::size_t day;  ///< Monday 0
};
constexpr std::array kDays{DayName{"Sunday", 6},    DayName{"Monday", 0},   DayName{"Tuesday", 1},
                           DayName{"Wednesday", 2}, DayName{"Thursday", 3}, DayName{"Friday", 4},
                           DayName{"Saturday", 5}};

void write_shifts(pugi::xml_node node, const model::DayShifts& shifts, bool inclusive) {
  if (shifts.empty()) append(node, "WorkTime", std::nullopt);
  for (const model::Shift& shift : shifts) {
    const pugi::xml_node work = append(node, "WorkTime");
    append(work, "Start", clock_text(shift.from));
    append(work, "Finish", clock_text(inclusive ? shift.to - 1 : shift.to % 1440));
  }
}

void remove_all(pugi::xml_node node, std::string_view name) {
  for (pugi::xml_node child = node.first_child(); child;) {
    const pugi::xml_node next = child.next_sibling();
    if (xml::local_name(child) == name) node.remove_child(child);
    child = next;
  }
}

}  // namespace

Result<void> write_working_time(pugi::xml_node node, const model::Calendar& calendar,
                                bool inclusive) {
  TC_TRY(const WorkingTime time, from_model(calendar));
  remove_all(node, "StandardWorkWeek");
  remove_all(node, "HolidayOrExceptions");
  const pugi::xml_node week = append(node, "StandardWorkWeek");
  for (const DayName& day : kDays) {
    const pugi::xml_node hours = append(week, "StandardWorkHours");
    append(hours, "DayOfWeek", std::string(day.name));
    write_shifts(hours, time.week[day.day], inclusive);
  }
  const pugi::xml_node exceptions = append(node, "HolidayOrExceptions");
  for (const auto& [day, shifts] : time.exceptions) {
    const pugi::xml_node exception = append(exceptions, "HolidayOrException");
    append(exception, "Date", stamp_text(start_of(day)));
    write_shifts(exception, shifts, inclusive);
  }
  return {};
}

}  // namespace tc::formats::pmxml
