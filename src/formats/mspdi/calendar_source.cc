// SPDX-License-Identifier: Apache-2.0
#include "formats/mspdi/calendar_source.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>
#include <vector>

#include "formats/mspdi/recurrence.h"
#include "formats/mspdi/values.h"

namespace tc::formats::mspdi {
namespace {

constexpr std::array<std::string_view, 8> kCalendarNames{"BaseCalendarUID", "Exceptions", "GUID",
                                                         "IsBaseCalendar",  "Name",       "UID",
                                                         "WeekDays",        "WorkWeeks"};
constexpr std::array<std::string_view, 4> kWeekDayNames{"DayType", "DayWorking", "TimePeriod",
                                                        "WorkingTimes"};
constexpr std::array<std::string_view, 12> kExceptionNames{
    "DayWorking", "DaysOfWeek",    "EnteredByOccurrences", "Month",  "MonthDay",
    "MonthItem",  "MonthPosition", "Occurrences",          "Period", "TimePeriod",
    "Type",       "WorkingTimes"};
constexpr std::array<std::string_view, 2> kWorkWeekNames{"TimePeriod", "WeekDays"};

struct Period {
  Day first;
  Day last;
};

struct CalendarReader {
  Remarks& remarks;
  std::size_t& budget;
  CalendarSource out{};

  /// The shifts of a day; a span that ends at or before its start runs to midnight.
  model::DayShifts shifts_of(const Record& day) {
    model::DayShifts shifts;
    if (!day.flag("DayWorking", false)) return shifts;
    each_child(day.child("WorkingTimes"), "WorkingTime", [&](pugi::xml_node node) {
      const std::string_view from_text = child_of(node, "FromTime").child_value();
      const std::string_view to_text = child_of(node, "ToTime").child_value();
      if (from_text.empty() && to_text.empty()) return;
      const auto from = parse_clock(from_text);
      const auto to = parse_clock(to_text);
      if (!from || !to) {
        remarks.add("mspdi.value",
                    fmt::format("'{:.20}' to '{:.20}' is no span of hours", from_text, to_text),
                    node);
        return;
      }
      shifts.push_back({*from, *to <= *from ? static_cast<std::int32_t>(kMinutesPerDay) : *to});
    });
    return tidy(std::move(shifts));
  }

  std::optional<Period> period_of(const Record& record) {
    const pugi::xml_node node = record.child("TimePeriod");
    const auto first = parse_moment(child_of(node, "FromDate").child_value());
    const auto last = parse_moment(child_of(node, "ToDate").child_value());
    if (!first || !last || day_of(*last) < day_of(*first)) {
      remarks.add("mspdi.calendar", "a period without its two dates has no effect", record.node());
      return std::nullopt;
    }
    return Period{day_of(*first), day_of(*last)};
  }

  void put(std::map<Day, model::DayShifts>& days, Day day, const model::DayShifts& shifts,
           pugi::xml_node node) {
    if (budget == 0) {
      remarks.add(
          "mspdi.limit",
          fmt::format("calendars name more than {} days; the rest is left out", kMostNamedDays),
          node);
      return;
    }
    --budget;
    days.emplace(day, shifts);
  }

  void put_period(std::map<Day, model::DayShifts>& days, const Period& period,
                  const model::DayShifts& shifts, pugi::xml_node node) {
    for (Day day = period.first; day <= period.last; day = day + 1) {
      put(days, day, shifts, node);
      if (budget == 0) return;
    }
  }

  /// DayType 1 (Sunday) … 7 are the week; 0 with a period is the exception of the older dialects,
  /// which later ones repeat for old readers.
  void read_week(pugi::xml_node week_days, OwnWeek& week, bool read_dated) {
    each_child(week_days, "WeekDay", [&](pugi::xml_node node) {
      const Record day(node, "WeekDay", kWeekDayNames, remarks);
      const auto type = day.whole("DayType").value_or(-1);
      if (type >= 1 && type <= 7) {
        week[static_cast<std::size_t>((type + 5) % 7)] = shifts_of(day);
      } else if (type == 0 && read_dated) {
        if (const auto period = period_of(day)) {
          put_period(out.exceptions, *period, shifts_of(day), node);
        }
      } else if (type != 0) {
        remarks.add("mspdi.calendar", fmt::format("a weekday of type {} is unknown", type), node);
      }
    });
  }

  void read_exceptions(pugi::xml_node exceptions) {
    struct Dated {
      ExceptionRule rule;
      model::DayShifts shifts;
      pugi::xml_node node;
    };
    std::vector<Dated> all;
    each_child(exceptions, "Exception", [&](pugi::xml_node node) {
      const Record record(node, "Exception", kExceptionNames, remarks);
      const auto period = period_of(record);
      if (!period) return;
      const auto whole = [&](std::string_view name, std::int64_t otherwise) {
        return record.whole(name).value_or(otherwise);
      };
      const bool counted = record.flag("EnteredByOccurrences", false);
      const ExceptionRule rule{.kind = recurrence_of(whole("Type", 1)),
                               .first = period->first,
                               .last = period->last,
                               .period = whole("Period", 1),
                               .days_of_week = whole("DaysOfWeek", 0),
                               .month = whole("Month", 0),
                               .month_day = whole("MonthDay", 1),
                               .item = whole("MonthItem", 0),
                               .position = whole("MonthPosition", 0),
                               .occurrences = counted ? whole("Occurrences", 0) : 0};
      all.push_back({rule, shifts_of(record), node});
    });
    std::ranges::stable_sort(all, {}, [](const Dated& one) { return rank_of(one.rule.kind); });
    for (const Dated& one : all) {
      if (budget == 0) return;
      for (const Day day : days_of(one.rule)) put(out.exceptions, day, one.shifts, one.node);
    }
  }

  void read_work_weeks(pugi::xml_node work_weeks) {
    each_child(work_weeks, "WorkWeek", [&](pugi::xml_node node) {
      const Record record(node, "WorkWeek", kWorkWeekNames, remarks);
      OwnWeek week;
      read_week(record.child("WeekDays"), week, false);
      const auto period = period_of(record);
      if (!period) return;
      for (Day day = period->first; day <= period->last && budget > 0; day = day + 1) {
        const auto& shifts = week[static_cast<std::size_t>(weekday(day))];
        if (shifts) put(out.week_days, day, *shifts, node);
      }
    });
  }
};

}  // namespace

CalendarSource read_calendar(pugi::xml_node node, Remarks& remarks, std::size_t& budget) {
  const Record record(node, "Calendar", kCalendarNames, remarks);
  CalendarReader reader{remarks, budget};
  reader.out.node = node;
  reader.out.uid = record.whole("UID");
  reader.out.base_uid = record.whole("BaseCalendarUID");
  reader.out.name = record.text("Name");
  reader.out.guid = record.text("GUID");
  reader.out.is_base = record.flag("IsBaseCalendar", true);
  const pugi::xml_node exceptions = record.child("Exceptions");
  const bool has_exceptions = static_cast<bool>(child_of(exceptions, "Exception"));
  reader.read_week(record.child("WeekDays"), reader.out.week, !has_exceptions);
  reader.read_exceptions(exceptions);
  reader.read_work_weeks(record.child("WorkWeeks"));
  return std::move(reader.out);
}

}  // namespace tc::formats::mspdi
