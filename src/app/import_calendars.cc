// City calendars for the calendars of a planning file.
// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <unordered_set>

#include "app/import_plan.h"
#include "formats/schedule/working_time.h"

namespace tc::app {
namespace {

using formats::WorkingTime;
using model::Calendar;
using model::CalendarId;

/// Equal values mean equal work on every day: exceptions that repeat the week are left out.
Result<WorkingTime> plain_time(const Calendar& calendar) {
  TC_TRY(WorkingTime time, formats::from_model(calendar));
  for (model::DayShifts& shifts : time.week) shifts = formats::tidy(std::move(shifts));
  for (auto at = time.exceptions.begin(); at != time.exceptions.end();) {
    at->second = formats::tidy(std::move(at->second));
    const auto day = static_cast<std::size_t>(weekday(at->first));
    at = at->second == time.week[day] ? time.exceptions.erase(at) : std::next(at);
  }
  return time;
}

class CalendarMatching {
 public:
  CalendarMatching(const ImportSource& source, IdSource& ids) : source_(source), ids_(ids) {
    for (const Calendar& calendar : source.state.calendars) {
      names_.insert(calendar.name);
      if (!calendar.winter.empty() || calendar.whole_days) continue;
      Result<WorkingTime> time = plain_time(calendar);
      if (time) known_.push_back({&calendar, std::move(*time)});
    }
    read_uses();
  }

  /// A city calendar of the same working time.
  Result<std::optional<CalendarImport>> find(const Calendar& calendar) {
    TC_TRY(const WorkingTime time, plain_time(calendar));
    const Calendar* equal = of_equal_time(calendar, time);
    if (equal == nullptr) return std::nullopt;
    taken_.insert(equal->id.value);
    return CalendarImport{&calendar, *equal, CalendarOrigin::matched};
  }

  /// For those that `find` knows nothing of, once it has been asked for all.
  CalendarImport make(const Calendar& calendar) {
    CalendarImport made{&calendar, calendar, CalendarOrigin::added};
    if (const Calendar* earlier = of_earlier_import(calendar)) {
      taken_.insert(earlier->id.value);
      made.origin = CalendarOrigin::changed;
      made.after.id = earlier->id;
      made.after.revision = earlier->revision;
      made.after.name = earlier->name;
      return made;
    }
    made.after.id = ids_.next<Calendar>();
    made.after.revision = 0;
    made.after.name = free_name(calendar.name);
    names_.insert(made.after.name);
    return made;
  }

 private:
  struct Known {
    const Calendar* calendar;
    WorkingTime time;
  };

  void read_uses() {
    for (const auto& file : source_.state.projects) {
      const bool own = file->project.id == source_.into;
      auto& used = own ? used_here_ : used_elsewhere_;
      for (const model::Activity& activity : file->activities) {
        used.insert(activity.calendar_id.value);
        if (own && !activity.file_id.empty()) imported_.insert(activity.calendar_id.value);
      }
      for (const model::Link& link : file->links) used.insert(link.lag_calendar_id.value);
    }
  }

  /// Of several with this working time: the one of the same name, then one that the project has.
  [[nodiscard]] const Calendar* of_equal_time(const Calendar& wanted, const WorkingTime& time) {
    const Calendar* best = nullptr;
    int best_rank = -1;
    for (const Known& known : known_) {
      if (known.time != time) continue;
      const int rank = (known.calendar->name == wanted.name ? 2 : 0) +
                       (used_here_.contains(known.calendar->id.value) ? 1 : 0);
      if (rank > best_rank) best = known.calendar;
      best_rank = std::max(best_rank, rank);
    }
    return best;
  }

  /// A calendar of this name that an earlier import gave this project, and no other project uses.
  [[nodiscard]] const Calendar* of_earlier_import(const Calendar& wanted) const {
    for (const Calendar& calendar : source_.state.calendars) {
      const bool named =
          calendar.name == wanted.name || calendar.name.starts_with(wanted.name + " (");
      const std::int64_t id = calendar.id.value;
      if (named && imported_.contains(id) && !used_elsewhere_.contains(id) &&
          !taken_.contains(id) && !is_standard(calendar)) {
        return &calendar;
      }
    }
    return nullptr;
  }

  [[nodiscard]] bool is_standard(const Calendar& calendar) const {
    return std::ranges::any_of(source_.library.templates.calendars, [&](const auto& standard) {
      return standard.calendar.name == calendar.name;
    });
  }

  [[nodiscard]] std::string free_name(const std::string& wanted) const {
    std::string name = wanted.empty() ? source_.file_name : wanted;
    for (int number = 2; names_.contains(name); ++number) {
      name = fmt::format("{} ({})", wanted.empty() ? source_.file_name : wanted, number);
    }
    return name;
  }

  const ImportSource& source_;
  IdSource& ids_;
  std::vector<Known> known_;
  std::unordered_set<std::string> names_;
  std::unordered_set<std::int64_t> used_here_, imported_, used_elsewhere_, taken_;
};

}  // namespace

Result<std::vector<CalendarImport>> match_calendars(const ImportSource& source,
                                                    std::span<const CalendarId> used,
                                                    IdSource& ids) {
  CalendarMatching matching(source, ids);
  std::vector<CalendarImport> out;
  std::vector<const Calendar*> unknown;
  for (const Calendar& calendar : source.file.calendars) {
    if (std::ranges::find(used, calendar.id) == used.end()) continue;
    TC_TRY(std::optional<CalendarImport> found, matching.find(calendar));
    if (found) {
      out.push_back(std::move(*found));
    } else {
      unknown.push_back(&calendar);
    }
  }
  for (const Calendar* calendar : unknown) out.push_back(matching.make(*calendar));
  return out;
}

}  // namespace tc::app
