// Whose working time a task's duration counts, where its work breaks, and what stands fixed.
// Source: Microsoft's articles on task and resource calendars, splits and manual scheduling.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <utility>

#include "formats/mspdi/tasks.h"

namespace tc::formats::mspdi {
namespace {

constexpr std::int64_t kFixedDuration = 1;

struct Settler {
  const Tasks& tasks;
  TaskContext& context;
  ScheduleProject& out;

  bool works(model::CalendarId calendar) {
    const WorkCounter& counter = context.calendars.counter(calendar);
    constexpr std::int64_t kYears = std::int64_t{10} * 366 * kMinutesPerDay;
    const Minute from = out.start.value_or(Minute{});
    return counter.between(from - kYears, from + kYears) > 0;
  }

  /// The calendar in which the resource works on the task. One that never works is not believed.
  model::CalendarId calendar_of(const Row& row, const Work& work) {
    const model::CalendarId base = row.lag_calendar;
    if (!work.calendar || (row.calendar && row.ignores_resources)) return base;
    const model::CalendarId own = context.calendars.first_like(*work.calendar);
    if (own == context.calendars.first_like(base)) return base;
    const model::CalendarId joint = row.calendar ? context.calendars.both(base, own) : own;
    return works(joint) ? joint : base;
  }

  static std::int64_t at_units(std::int64_t minutes, double units) {
    constexpr double kMost = 1e12;
    if (units <= 0 || minutes <= 0) return 0;
    return static_cast<std::int64_t>(
        std::llround(std::min(kMost, static_cast<double>(minutes) / units)));
  }

  /// What is left of a started task's assignment: work at its units, unless the stored dates
  /// contradict.
  std::int64_t left_of(const Work& work, const WorkCounter& counter, std::optional<Minute> resume) {
    const std::int64_t left = at_units(work.remaining, work.units);
    if (!resume || left == 0 || !work.finish || *work.finish <= *resume) return left;
    const std::int64_t held = counter.between(*resume, *work.finish);
    return std::abs(left - held) > 1 ? held : left;
  }

  /// Working time from the task's start to the end of the assignment: its work at its units when
  /// that explains its dates, else (contours, breaks) what lies between them.
  std::int64_t span_of(const Work& work, const WorkCounter& counter, std::optional<Minute> start) {
    const std::int64_t flat = at_units(work.work, work.units);
    const bool dated = work.start && work.finish;
    const std::int64_t held = dated ? counter.between(*work.start, *work.finish) : 0;
    const bool fits = held <= 0 || (work.contour == 0 && std::abs(flat - held) <= 1);
    const std::int64_t span = flat > 0 && fits ? flat : held > 0 ? held : flat;
    const bool delayed = span > 0 && start && work.start && *work.start > *start;
    return delayed ? span + counter.between(*start, *work.start) : span;
  }

  /// Several resources with different hours: each works its own span, together they set the dates.
  /// False when none of them has work.
  bool share(const Row& row, const ActivityFacts& facts, const std::vector<Work>& works_on,
             const model::Activity& activity) {
    bool any = false;
    for (const Work& work : works_on) {
      FileAssignment& assignment = context.assignments[work.assignment];
      const model::CalendarId calendar = calendar_of(row, work);
      const WorkCounter& counter = context.calendars.counter(calendar);
      assignment.span = activity.actual_start ? left_of(work, counter, row.resume)
                                              : span_of(work, counter, facts.stored.start);
      if (assignment.span > 0) assignment.drives_in = calendar;
      any = any || assignment.span > 0;
    }
    return any;
  }

  /// The stored dates tell when another of the calendars in question was used (a task type that
  /// was changed after assigning, hours that were changed later).
  void check_calendar(const Row& row, const ActivityFacts& facts, const std::vector<Work>& works_on,
                      model::Activity& activity) {
    const std::optional<Minute>& start = facts.stored.start;
    const std::optional<Minute>& finish = facts.stored.finish;
    if (!start || !finish || facts.original_duration <= 0 || activity.actual_start) return;
    const auto fits = [&](model::CalendarId calendar) {
      const WorkCounter& counter = context.calendars.counter(calendar);
      return counter.between(*start, *finish) == facts.original_duration &&
             counter.between(*start, *start + 1) == 1;
    };
    if (fits(activity.calendar_id)) return;
    std::vector<model::CalendarId> others{row.lag_calendar};
    for (const Work& work : works_on) others.push_back(calendar_of(row, work));
    const auto other = std::ranges::find_if(others, fits);
    if (other == others.end()) return;
    activity.calendar_id = *other;
    context.remarks.add("mspdi.task", "the stored dates tell which calendar was used", row.node);
  }

  /// True when the task's resources share it.
  bool choose_calendar(const Row& row, const ActivityFacts& facts, model::Activity& activity) {
    activity.calendar_id = row.lag_calendar;
    if (facts.elapsed) {
      activity.calendar_id = {};
      return false;
    }
    const auto found = context.assigned.work.find(row.uid);
    if (found == context.assigned.work.end() || found->second.works.empty() || facts.manual) {
      return false;
    }
    const std::vector<Work>& works_on = found->second.works;
    if (row.type != kFixedDuration) {
      const model::CalendarId first = calendar_of(row, works_on.front());
      const bool same = std::ranges::all_of(
          works_on, [&](const Work& work) { return calendar_of(row, work) == first; });
      if (same) {
        activity.calendar_id = first;
      } else if (facts.original_duration > 0 && !activity.actual_finish &&
                 share(row, facts, works_on, activity)) {
        activity.kind = model::ActivityKind::resource_dependent;
        return true;
      }
    }
    check_calendar(row, facts, works_on, activity);
    return false;
  }

  struct Breaks {
    std::int64_t all{};
    std::int64_t after_resume{};
  };

  /// Working time between the stretches in which timephased data has work.
  static Breaks breaks_in(std::vector<Stretch>& busy, const WorkCounter& counter,
                          std::optional<Minute> resume) {
    std::ranges::sort(busy, {}, &Stretch::from);
    Breaks breaks;
    Minute end = busy.front().from;
    for (const Stretch& stretch : busy) {
      const std::int64_t gap = stretch.from > end ? counter.between(end, stretch.from) : 0;
      breaks.all += gap;
      if (resume && stretch.from > *resume && end >= *resume) breaks.after_resume += gap;
      end = std::max(end, stretch.to);
    }
    return breaks;
  }

  /// Timephased data that agrees with the task's dates says where work breaks; else what lies
  /// between the stored dates beyond the duration does.
  void find_breaks(const Row& row, const StoredDates& stored, model::Activity& activity) {
    if (activity.duration_likely <= 0 || activity.actual_finish || !stored.start ||
        !stored.finish) {
      return;
    }
    const WorkCounter& counter = context.calendars.counter(activity.calendar_id);
    const std::int64_t whole = counter.between(*stored.start, *stored.finish);
    const bool started = activity.actual_start.has_value();
    const auto found = context.assigned.work.find(row.uid);
    if (found != context.assigned.work.end() && !found->second.busy.empty()) {
      const Breaks breaks = breaks_in(found->second.busy, counter, row.resume);
      if (whole == activity.duration_likely + breaks.all) {
        activity.interruption = started ? breaks.after_resume : breaks.all;
        return;
      }
    }
    if (!started) {
      activity.interruption = std::max<std::int64_t>(0, whole - activity.duration_likely);
    } else if (row.resume && row.remaining > 0 && activity.resumed_at == row.resume) {
      activity.interruption =
          std::max<std::int64_t>(0, counter.between(*row.resume, *stored.finish) - row.remaining);
    }
    if (activity.interruption > 0) {
      context.remarks.add("mspdi.split", "a break of the work is taken from the stored dates",
                          row.node);
    }
  }

  /// The remainder of a started task goes on where it resumes, whatever its links say. Where only
  /// start and duration explain the finish, the resources have not progressed alike, and Resume is
  /// that of one of them.
  void settle_progress(const Row& row, const StoredDates& stored, model::Activity& activity) {
    if (!activity.actual_start || activity.actual_finish) return;
    activity.resumed_at = row.resume ? row.resume : row.stop;
    if (!activity.calendar_id) return;
    const WorkCounter& counter = context.calendars.counter(activity.calendar_id);
    if (activity.resumed_at && stored.finish && row.remaining > 0 &&
        counter.after(*activity.resumed_at, row.remaining) != stored.finish &&
        counter.after(*activity.actual_start, activity.duration_likely) == stored.finish) {
      activity.resumed_at.reset();
    }
    if (!activity.resumed_at) {
      activity.resumed_at = counter.after(*activity.actual_start, row.actual_duration);
    } else if (row.stop && row.resume && counter.between(*row.stop, *row.resume) > 0) {
      activity.suspended_at = row.stop;
    }
  }

  /// Work runs in the resource's hours while slack counts in the task's: the first such assignment
  /// drives the dates, and the activity keeps the task's calendar.
  void let_resource_drive(const Row& row, model::Activity& activity) {
    const auto found = context.assigned.work.find(row.uid);
    const bool finished = activity.actual_finish.has_value();
    if (found == context.assigned.work.end() || finished || !activity.calendar_id ||
        activity.calendar_id == row.lag_calendar || activity.duration_likely <= 0) {
      return;
    }
    const std::vector<Work>& works_on = found->second.works;
    const auto driver = std::ranges::find_if(
        works_on, [&](const Work& work) { return calendar_of(row, work) == activity.calendar_id; });
    if (driver == works_on.end()) return;
    const std::int64_t work =
        activity.actual_start ? activity.remaining.value_or(0) : activity.duration_likely;
    FileAssignment& assignment = context.assignments[driver->assignment];
    assignment.drives_in = activity.calendar_id;
    assignment.span = work + activity.interruption;
    activity.calendar_id = row.lag_calendar;
    activity.kind = model::ActivityKind::resource_dependent;
  }

  /// Dates set by hand stay, whatever links and calendars say. Without any the task stands where
  /// the project starts.
  void fix_dates(model::Activity& activity) const {
    const auto start = activity.planned_start ? activity.planned_start : out.start;
    if (!start || activity.actual_finish) return;
    activity.constraint_kind = model::ConstraintKind::set_by_hand;
    activity.constraint_at = start;
  }

  void settle(const Row& row, std::size_t i) {
    model::Activity& activity = out.file.activities[i];
    ActivityFacts& facts = out.facts[i];
    if (row.children > 0) {
      activity.calendar_id = row.lag_calendar;
      if (facts.manual && activity.constraint_kind == model::ConstraintKind::none) {
        fix_dates(activity);
      }
      return;
    }
    if (row.fixed_dates) {
      facts.manual = true;
      if (facts.stored.early_start) activity.planned_start = facts.stored.early_start;
      if (facts.stored.early_finish) activity.planned_finish = facts.stored.early_finish;
      context.remarks.add("mspdi.task", "a task of another project keeps its stored dates",
                          row.node);
    }
    // In a file that says the dates set by hand, a task without them waits for the user to set
    // some.
    const bool by_hand =
        facts.manual && (row.fixed_dates || row.manual_dates || !tasks.manual_dates);
    const bool shared = choose_calendar(row, facts, activity);
    settle_progress(row, facts.stored, activity);
    if (by_hand) {
      fix_dates(activity);
    } else if (!shared && !facts.elapsed) {
      find_breaks(row, facts.stored, activity);
      let_resource_drive(row, activity);
    }
    if (activity.duration_likely == 0 && !shared) activity.kind = model::ActivityKind::milestone;
  }
};

}  // namespace

void settle_tasks(const Tasks& tasks, TaskContext& context, ScheduleProject& out) {
  // The project's calendar is asked for first, so that resources like it share its id.
  (void)context.calendars.first_like(context.default_calendar);
  Settler settler{tasks, context, out};
  for (std::size_t i = 0; i < tasks.rows.size(); ++i) settler.settle(tasks.rows[i], i);
}

}  // namespace tc::formats::mspdi
