// RSRC, TASKRSRC and TASKPRED: resources, who works on what, and what follows what.
// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <unordered_map>
#include <unordered_set>

#include "formats/xer/codes.h"
#include "formats/xer/reading.h"

namespace tc::formats::xer {
namespace {

using model::Activity;

constexpr double kMostQuantity = 1e12;

Activity* activity_of(Reading& reading, std::optional<std::size_t> row) {
  if (!row || reading.task_places[*row].project < 0) return nullptr;
  const TaskPlace place = reading.task_places[*row];
  return &reading.file.projects[static_cast<std::size_t>(place.project)]
              .file.activities[place.index];
}

struct AssignmentColumns {
  Cells& cells;
  Column task = cells.column("task_id");
  Column resource = cells.column("rsrc_id");
  Column role = cells.column("role_id");
  Column units = cells.column("target_qty_per_hr");
  Column work = cells.column("target_qty", "plan_qty");
  Column remaining = cells.column("remain_qty");
  Column rate = cells.column("remain_qty_per_hr");
  Column cost = cells.column("target_cost", "plan_cost");
  Column drives = cells.column("rollup_dates_flag");
};

/// Hours of people and machines as minutes; of material the quantity in thousandths.
std::int64_t amount(Cells& cells, Column column, bool material) {
  const auto quantity = cells.number(column);
  if (!quantity) return 0;
  if (std::abs(*quantity) > kMostQuantity) {
    cells.remark("xer.number", column, "is no quantity within 10^12 and is left out");
    return 0;
  }
  return static_cast<std::int64_t>(std::round(*quantity * (material ? 1000 : 60)));
}

class AssignmentReader {
 public:
  explicit AssignmentReader(Reading& reading) : reading_(reading) {}
  void read(const Table& table);
  void settle_calendars();

 private:
  void read_row(Cells& cells, const AssignmentColumns& columns);
  void take_driver(Cells& cells, const AssignmentColumns& columns, std::size_t task,
                   const FileResource& resource);

  Reading& reading_;
  /// An assignment that sets dates of a resource-dependent task, by place and by row of TASK.
  struct Driver {
    std::size_t assignment{};
    std::size_t task{};
  };
  std::vector<Driver> drivers_;
  std::unordered_map<std::size_t, model::CalendarId> first_;  ///< calendar by row of TASK
  std::unordered_set<std::size_t> differ_;                    ///< tasks with several calendars
  std::size_t row_ = 0;
};

/// A resource-dependent activity works when the resources do that drive its dates. The assignment
/// just read takes its remaining quantity at its hourly rate.
void AssignmentReader::take_driver(Cells& cells, const AssignmentColumns& columns, std::size_t task,
                                   const FileResource& resource) {
  const Activity& activity = *activity_of(reading_, task);
  if (activity.kind != model::ActivityKind::resource_dependent || !resource.calendar_id ||
      resource.kind == ResourceKind::material || !cells.yes(columns.drives, true)) {
    return;
  }
  FileAssignment& own = reading_.file.assignments.back();
  const double rate = cells.number(columns.rate).value_or(0);
  const double left = cells.number(columns.remaining).value_or(0);
  const double minutes = rate > 0 ? left / rate * 60 : 0;
  own.drives_in = resource.calendar_id;
  own.span =
      minutes > 0 && minutes < kMostQuantity
          ? static_cast<std::int64_t>(std::round(minutes))
          : activity.remaining.value_or(activity.actual_finish ? 0 : activity.duration_likely);
  drivers_.push_back({.assignment = reading_.file.assignments.size() - 1, .task = task});
  const auto [first, fresh] = first_.try_emplace(task, own.drives_in);
  if (!fresh && first->second != own.drives_in && differ_.insert(task).second) {
    cells.remark("xer.resource_calendars", columns.resource,
                 "adds another calendar to a resource-dependent activity");
  }
}

/// One calendar is the activity's own; of several each stays with its assignment.
void AssignmentReader::settle_calendars() {
  for (const Driver& driver : drivers_) {
    activity_of(reading_, driver.task)->calendar_id = first_.at(driver.task);
    if (differ_.contains(driver.task)) continue;
    FileAssignment& own = reading_.file.assignments[driver.assignment];
    own.drives_in = {};
    own.span = 0;
  }
}

void AssignmentReader::read_row(Cells& cells, const AssignmentColumns& columns) {
  const auto task = reading_.tasks.find(cells.raw(columns.task));
  const Activity* activity = activity_of(reading_, task);
  if (activity == nullptr) {
    return cells.remark("xer.no_task", columns.task, "names no task of the file; the row is kept");
  }
  const std::string_view id = cells.raw(columns.resource);
  const auto resource = reading_.resources.find(id);
  if (!resource) {
    return id.empty() ? cells.remark("xer.role", columns.role,
                                     "assigns a role without a resource; the row is kept")
                      : cells.remark("xer.no_resource", columns.resource,
                                     "names no resource of the file; the row is kept");
  }
  const FileResource& named = reading_.file.resources[*resource];
  const bool material = named.kind == ResourceKind::material;
  FileAssignment assignment;
  assignment.id = reading_.assignments.of_row(row_);
  assignment.activity_id = activity->id;
  assignment.resource_id = named.id;
  assignment.units = cells.number(columns.units).value_or(0);
  assignment.work = amount(cells, columns.work, material);
  assignment.remaining_work = amount(cells, columns.remaining, material);
  assignment.cost = cells.number(columns.cost).value_or(0);
  reading_.file.assignments.push_back(assignment);
  take_driver(cells, columns, *task, named);
}

void AssignmentReader::read(const Table& table) {
  Cells cells(reading_.source, table);
  const AssignmentColumns columns{cells};
  for (; cells.next(); ++row_) read_row(cells, columns);
  cells.remark_kept();
}

struct LinkColumns {
  Cells& cells;
  Column predecessor = cells.column("pred_task_id");
  Column successor = cells.column("task_id");
  Column type = cells.column("pred_type");
  Column lag = cells.column("lag_hr_cnt");
};

model::CalendarId lag_calendar(const ScheduleProject& project, const Activity& predecessor,
                               const Activity& successor) {
  switch (project.rules.lag_calendar) {
    case model::LagCalendar::predecessor:
      return predecessor.calendar_id;
    case model::LagCalendar::successor:
      return successor.calendar_id;
    case model::LagCalendar::elapsed:
      return {};
    case model::LagCalendar::project:
      return project.calendar_id;
  }
  return {};
}

void read_link(Reading& reading, Cells& cells, const LinkColumns& columns, std::int64_t id) {
  const auto before = reading.tasks.find(cells.raw(columns.predecessor));
  const auto after = reading.tasks.find(cells.raw(columns.successor));
  const Activity* predecessor = activity_of(reading, before);
  const Activity* successor = activity_of(reading, after);
  if (predecessor == nullptr || successor == nullptr) {
    return cells.remark("xer.external_link",
                        predecessor == nullptr ? columns.predecessor : columns.successor,
                        "names no task of the file; the link is kept but not read");
  }
  ScheduleProject& project =
      reading.file.projects[static_cast<std::size_t>(reading.task_places[*after].project)];
  const std::string_view word = cells.raw(columns.type);
  const auto type = value_of(kLinkTypes, word);
  if (!type && !word.empty()) {
    cells.remark("xer.code", columns.type, "is no type of link known; taken as finish to start");
  }
  project.file.links.push_back(
      {.id = {id},
       .project_id = project.file.project.id,
       .predecessor_id = predecessor->id,
       .successor_id = successor->id,
       .type = type.value_or(model::LinkType::finish_start),
       .lag = cells.minutes(columns.lag).value_or(0),
       .lag_calendar_id = lag_calendar(project, *predecessor, *successor)});
}

}  // namespace

void read_resources(Reading& reading) {
  reading.resources.build(reading.source, "RSRC", "rsrc_id");
  for (const Table* table : reading.source.document.sections("RSRC")) {
    Cells cells(reading.source, *table);
    const Column code = cells.column("rsrc_short_name");
    const Column name = cells.column("rsrc_name");
    const Column guid = cells.column("guid");
    const Column kind = cells.column("rsrc_type");
    const Column calendar = cells.column("clndr_id");
    (void)cells.column("rsrc_id");
    while (cells.next()) {
      FileResource resource;
      resource.id = reading.resources.of_row(reading.file.resources.size());
      resource.code = cells.text(code);
      resource.name = cells.text(name);
      resource.guid = cells.text(guid);
      const std::string_view word = cells.raw(kind);
      resource.kind = value_of(kResourceKinds, word).value_or(ResourceKind::labour);
      if (!word.empty() && !value_of(kResourceKinds, word)) {
        cells.remark("xer.code", kind, "is no kind of resource known; taken as labour");
      }
      resource.calendar_id = reading.calendar_of(cells.raw(calendar));
      reading.file.resources.push_back(std::move(resource));
    }
    cells.remark_kept();
  }
}

void read_assignments(Reading& reading) {
  reading.assignments.build(reading.source, "TASKRSRC", "taskrsrc_id");
  AssignmentReader reader(reading);
  for (const Table* table : reading.source.document.sections("TASKRSRC")) reader.read(*table);
  reader.settle_calendars();
}

void read_links(Reading& reading) {
  reading.links.build(reading.source, "TASKPRED", "task_pred_id");
  std::size_t row = 0;
  for (const Table* table : reading.source.document.sections("TASKPRED")) {
    Cells cells(reading.source, *table);
    const LinkColumns columns{cells};
    (void)cells.column("task_pred_id");
    (void)cells.column("proj_id");
    (void)cells.column("pred_proj_id");
    for (; cells.next(); ++row) read_link(reading, cells, columns, reading.links.of_row(row));
    cells.remark_kept();
  }
}

}  // namespace tc::formats::xer
