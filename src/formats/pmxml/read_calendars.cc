// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "formats/pmxml/reading.h"
#include "formats/pmxml/words.h"
#include "formats/schedule/working_time.h"

namespace tc::formats::pmxml {
namespace {

constexpr std::array<std::string_view, 7> kDays{"Monday", "Tuesday",  "Wednesday", "Thursday",
                                                "Friday", "Saturday", "Sunday"};
/// Exceptions that calendars take over from their bases, in all calendars of a file.
constexpr std::size_t kMostInherited = 2'000'000;

/// All WorkTime elements below a node, in document order.
Nodes work_times(pugi::xml_node node) {
  Nodes found;
  for (const pugi::xml_node& child : node.children()) {
    if (xml::local_name(child) == "WorkTime" && child.first_child()) found.push_back(child);
  }
  return found;
}

/// P6 names a shift's last minute, 15:59. Other writers give the instant after it, 16:00; in their
/// files every finish is a multiple of five minutes.
bool finishes_are_inclusive(const Nodes& calendars) {
  bool any = false;
  for (const pugi::xml_node& calendar : calendars) {
    const auto off_five = [&any](const pugi::xml_node& node) {
      if (xml::local_name(node) != "Finish") return false;
      const std::optional<std::int32_t> minutes = parse_clock(node.child_value());
      any = any || minutes;
      return minutes && *minutes % 5 != 0;
    };
    if (calendar.find_node(off_five)) return true;
  }
  return !any;
}

struct DayAndRest {
  model::DayShifts shifts;
  model::DayShifts after_midnight;  ///< of a shift that runs over midnight
};

DayAndRest read_day(ReadState& state, pugi::xml_node node) {
  DayAndRest day;
  for (const pugi::xml_node& work : work_times(node)) {
    const Element times(work);
    const std::optional<std::int32_t> from = parse_clock(times.text("Start"));
    std::optional<std::int32_t> to = parse_clock(times.text("Finish"));
    if (!from || !to) {
      state.note("pmxml.value",
                 fmt::format("the shift '{}' to '{}' is left out", times.text("Start"),
                             times.text("Finish")),
                 work);
      continue;
    }
    if (state.finish_inclusive) to = *to + 1;
    const NightSplit split = split_at_midnight(*from, std::min(*to, 1440));
    day.shifts.push_back(split.today);
    if (split.tomorrow.to > 0) day.after_midnight.push_back(split.tomorrow);
  }
  return day;
}

void read_week(ReadState& state, const Element& calendar, WorkingTime& time) {
  const pugi::xml_node week = calendar.child("StandardWorkWeek");
  if (!week.first_child()) {
    state.note("pmxml.calendar",
               fmt::format("calendar '{}' has no week; Monday to Friday 08:00-16:00 is taken",
                           calendar.text("Name")),
               calendar.node());
    for (std::size_t day = 0; day < 5; ++day) time.week[day] = {{.from = 480, .to = 960}};
    return;
  }
  for (const pugi::xml_node& hours : week.children()) {
    const std::string_view name = Element(hours).text("DayOfWeek");
    const auto found = std::ranges::find(kDays, name);
    if (found == kDays.end()) continue;
    const auto day = static_cast<std::size_t>(found - kDays.begin());
    const DayAndRest read = read_day(state, hours);
    const auto add = [&time](std::size_t at, const model::DayShifts& shifts) {
      time.week[at].insert(time.week[at].end(), shifts.begin(), shifts.end());
    };
    add(day, read.shifts);
    add((day + 1) % 7, read.after_midnight);
  }
  for (model::DayShifts& shifts : time.week) shifts = tidy(std::move(shifts));
}

void read_exceptions(ReadState& state, const Element& calendar, WorkingTime& time) {
  for (const pugi::xml_node& exception : calendar.child("HolidayOrExceptions").children()) {
    const std::optional<Minute> date = parse_stamp(Element(exception).text("Date"));
    if (!date) {
      state.note("pmxml.value", "an exception of a calendar has no date and is left out",
                 exception);
      continue;
    }
    DayAndRest day = read_day(state, exception);
    time.exceptions[day_of(*date)] = tidy(std::move(day.shifts));
    if (!day.after_midnight.empty()) {
      state.note("pmxml.calendar", "a shift of an exception is cut at midnight", exception);
    }
  }
}

/// P6 calendars keep their own week and take over the exceptions of the calendar they derive from.
class Inheritance {
 public:
  Inheritance(ReadState& state, std::vector<WorkingTime>& times, std::vector<std::size_t> bases)
      : state_(state), times_(times), bases_(std::move(bases)), done_(times.size(), false) {}

  void settle_all() {
    for (std::size_t i = 0; i < times_.size(); ++i) settle(i);
  }

 private:
  void settle(std::size_t start) {
    // Up to a calendar that is settled or stands alone, then back down; a loop ends at its start.
    std::vector<std::size_t> chain;
    for (std::size_t at = start; at < times_.size() && !done_[at]; at = bases_[at]) {
      done_[at] = true;
      chain.push_back(at);
    }
    for (auto at = chain.rbegin(); at != chain.rend(); ++at) {
      const std::size_t base = bases_[*at];
      if (base >= times_.size() || base == *at) continue;
      inherited_ += times_[base].exceptions.size();
      if (inherited_ > kMostInherited) {
        state_.note("pmxml.calendar",
                    fmt::format("calendar '{}' takes over no exceptions: there are too many",
                                state_.file.calendars[*at].name),
                    {});
        continue;
      }
      times_[*at].exceptions.insert(times_[base].exceptions.begin(), times_[base].exceptions.end());
    }
  }

  ReadState& state_;
  std::vector<WorkingTime>& times_;
  std::vector<std::size_t> bases_;
  std::vector<bool> done_;
  std::size_t inherited_ = 0;
};

CalendarFacts read_facts(ReadState& state, const Element& element) {
  CalendarFacts facts;
  facts.file_id = element.text("ObjectId");
  facts.guid = element.text("GUID");
  facts.scope = scope_of(element.text("Type")).value_or(CalendarScope::global);
  facts.is_default = state.flag(element, "IsDefault", false);
  const std::optional<std::int64_t> day = state.hours(element, "HoursPerDay");
  if (day && *day > 0 && *day <= kMinutesPerDay) facts.minutes_per_day = *day;
  return facts;
}

}  // namespace

void read_calendars(ReadState& state, const Nodes& calendars) {
  state.finish_inclusive = finishes_are_inclusive(calendars);
  Ids ids;
  std::vector<WorkingTime> times;
  std::vector<std::string> base_ids;
  for (const pugi::xml_node& node : calendars) {
    const Element element(node);
    model::Calendar calendar;
    calendar.id = {ids.take(element.text("ObjectId")).value_or(0)};
    calendar.name = element.text("Name");
    WorkingTime& time = times.emplace_back();
    read_week(state, element, time);
    read_exceptions(state, element, time);
    base_ids.emplace_back(element.text("BaseCalendarObjectId"));
    state.file.calendars.push_back(std::move(calendar));
    state.file.calendar_facts.push_back(read_facts(state, element));
  }
  std::unordered_map<std::string, std::size_t> index;
  bool default_found = false;
  for (std::size_t i = 0; i < times.size(); ++i) {
    model::Calendar& calendar = state.file.calendars[i];
    if (!calendar.id) {
      calendar.id = {ids.fresh()};
      state.note("pmxml.id",
                 fmt::format("calendar '{}' has no ObjectId of its own; it is number {} here",
                             calendar.name, calendar.id.value),
                 calendars[i]);
    }
    state.places.calendars.emplace(calendar.id.value, calendars[i]);
    const CalendarFacts& facts = state.file.calendar_facts[i];
    state.minutes_per_day.emplace(calendar.id.value, facts.minutes_per_day);
    if (facts.is_default && !default_found) state.default_calendar = calendar.id;
    default_found = default_found || facts.is_default;
    const std::string& file_id = facts.file_id;
    state.calendars.emplace(file_id, calendar.id);
    index.emplace(file_id, i);
  }
  if (!default_found && !state.file.calendars.empty()) {
    state.default_calendar = state.file.calendars.front().id;
  }
  std::vector<std::size_t> bases;
  for (std::size_t i = 0; i < times.size(); ++i) {
    const auto found = index.find(base_ids[i]);
    const bool known = !base_ids[i].empty() && found != index.end();
    bases.push_back(known ? found->second : times.size());
    if (known) state.file.calendar_facts[i].base = state.file.calendars[found->second].id;
  }
  Inheritance(state, times, std::move(bases)).settle_all();
  for (std::size_t i = 0; i < times.size(); ++i) to_model(times[i], state.file.calendars[i]);
}

}  // namespace tc::formats::pmxml
