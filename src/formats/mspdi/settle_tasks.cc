// Whose working time a task's duration counts, where its work breaks, and what stands fixed.
// Source: Microsoft's articles on task and resource calendars, splits and manual scheduling.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include "formats/mspdi/tasks.h"

namespace tc::formats::mspdi {
namespace {

constexpr std::int64_t kFixedDuration = 1;

struct Settler {
  TaskContext& context;
  ScheduleProject& out;

  /// The calendar in which the resource works on the task.
  model::CalendarId calendar_of(const Row& row, const Work& work) {
    const model::CalendarId base = row.lag_calendar;
    if (!work.calendar || (row.calendar && row.ignores_resources)) return base;
    const model::CalendarId own = context.calendars.first_like(*work.calendar);
    if (own == context.calendars.first_like(base)) return base;
    return row.calendar ? context.calendars.both(base, own) : own;
  }

  std::int64_t span_of(const Work& work, model::CalendarId calendar, bool started) {
    const std::int64_t minutes = started ? work.remaining : work.work;
    constexpr double kMost = 1e12;
    if (work.units > 0 && minutes > 0 && (work.contour == 0 || started)) {
      return static_cast<std::int64_t>(
          std::llround(std::min(kMost, static_cast<double>(minutes) / work.units)));
    }
    if (started || !work.start || !work.finish) return 0;
    return std::max<std::int64_t>(
        0, context.calendars.counter(calendar).between(*work.start, *work.finish));
  }

  /// Several resources with different hours: each works its own span, together they set the dates.
  void share(const Row& row, const std::vector<Work>& works, model::Activity& activity) {
    activity.kind = model::ActivityKind::resource_dependent;
    for (const Work& work : works) {
      FileAssignment& assignment = context.assignments[work.assignment];
      assignment.drives_in = calendar_of(row, work);
      assignment.span = span_of(work, assignment.drives_in, activity.actual_start.has_value());
    }
  }

  /// True when the task's resources share it.
  bool choose_calendar(const Row& row, const ActivityFacts& facts, model::Activity& activity) {
    activity.calendar_id = row.lag_calendar;
    if (facts.elapsed) {
      activity.calendar_id = {};
      return false;
    }
    const auto found = context.assigned.work.find(row.uid);
    if (found == context.assigned.work.end() || found->second.works.empty() ||
        row.type == kFixedDuration || facts.manual) {
      return false;
    }
    const std::vector<Work>& works = found->second.works;
    const model::CalendarId first = calendar_of(row, works.front());
    const bool same = std::ranges::all_of(
        works, [&](const Work& work) { return calendar_of(row, work) == first; });
    if (same) {
      activity.calendar_id = first;
    } else if (facts.original_duration > 0 && !activity.actual_finish) {
      share(row, works, activity);
      return true;
    }
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
    } else if (row.resume && row.remaining > 0) {
      activity.interruption =
          std::max<std::int64_t>(0, counter.between(*row.resume, *stored.finish) - row.remaining);
    }
    if (activity.interruption > 0) {
      context.remarks.add("mspdi.split", "a break of the work is taken from the stored dates",
                          row.node);
    }
  }

  /// The remainder of a started task goes on where it resumes, whatever its links say.
  void settle_progress(const Row& row, model::Activity& activity) {
    if (!activity.actual_start || activity.actual_finish) return;
    activity.resumed_at = row.resume ? row.resume : row.stop;
    if (!activity.calendar_id) return;
    const WorkCounter& counter = context.calendars.counter(activity.calendar_id);
    if (!activity.resumed_at) {
      activity.resumed_at = counter.after(*activity.actual_start, row.actual_duration);
    }
    if (row.stop && row.resume && counter.between(*row.stop, *row.resume) > 0) {
      activity.suspended_at = row.stop;
    }
  }

  /// Dates set by hand: the duration is made to reach the finish, in elapsed time where the task
  /// lies in time off.
  void fix_dates(model::Activity& activity) {
    if (!activity.planned_start || activity.actual_finish) return;
    activity.constraint_kind = model::ConstraintKind::set_by_hand;
    activity.constraint_at = activity.planned_start;
    if (!activity.planned_finish) return;
    const Minute finish = *activity.planned_finish;
    const bool started = activity.actual_start.has_value();
    const Minute from =
        std::min(finish, started ? *activity.actual_start : *activity.planned_start);
    std::int64_t span = finish - from;
    if (activity.calendar_id) {
      const std::int64_t work =
          context.calendars.counter(activity.calendar_id).between(from, finish);
      if (work > 0 || span == 0) {
        span = work;
      } else {
        activity.calendar_id = {};
      }
    }
    if (started) {
      const std::int64_t done = activity.duration_likely - activity.remaining.value_or(0);
      activity.remaining = std::max<std::int64_t>(0, span - std::max<std::int64_t>(0, done));
    }
    activity.duration_likely = span;
  }

  void settle(const Row& row, std::size_t i) {
    model::Activity& activity = out.file.activities[i];
    ActivityFacts& facts = out.facts[i];
    if (row.children > 0) {
      activity.calendar_id = row.lag_calendar;
      return;
    }
    if (row.fixed_dates) {
      facts.manual = true;
      if (facts.stored.early_start) activity.planned_start = facts.stored.early_start;
      if (facts.stored.early_finish) activity.planned_finish = facts.stored.early_finish;
      context.remarks.add("mspdi.task", "a task of another project keeps its stored dates",
                          row.node);
    }
    const bool shared = choose_calendar(row, facts, activity);
    settle_progress(row, activity);
    if (facts.manual) {
      fix_dates(activity);
    } else if (!shared && !facts.elapsed) {
      find_breaks(row, facts.stored, activity);
    }
    if (activity.duration_likely == 0 && !shared) activity.kind = model::ActivityKind::milestone;
  }
};

}  // namespace

void settle_tasks(const Tasks& tasks, TaskContext& context, ScheduleProject& out) {
  // The project's calendar is asked for first, so that resources like it share its id.
  (void)context.calendars.first_like(context.default_calendar);
  Settler settler{context, out};
  for (std::size_t i = 0; i < tasks.rows.size(); ++i) settler.settle(tasks.rows[i], i);
}

}  // namespace tc::formats::mspdi
