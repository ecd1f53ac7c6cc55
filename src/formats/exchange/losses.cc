// SPDX-License-Identifier: Apache-2.0
#include "formats/exchange/losses.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <string>
#include <tuple>
#include <unordered_map>

#include "formats/schedule/working_time.h"

namespace tc::formats {
namespace {

/// Who lost what; written out once all is known.
class Gathered {
 public:
  void add(std::string_view what, const std::string& who) {
    Entry& entry = entries_[std::string(what)];
    if (entry.count++ < kNamed) entry.names += (entry.names.empty() ? "" : ", ") + who;
  }
  void put(std::string_view rule, Notes& out) const {
    for (const auto& [what, entry] : entries_) {
      out.push_back({std::string(rule),
                     fmt::format("{} × {}: {}{}", entry.count, what, entry.names,
                                 entry.count > kNamed ? " …" : ""),
                     {}});
    }
  }

 private:
  static constexpr std::size_t kNamed = 6;
  struct Entry {
    std::size_t count{};
    std::string names;
  };
  std::map<std::string, Entry> entries_;
};

/// Visits the fields of two nouns at once: the first visit remembers, the second compares.
class FieldAddresses {
 public:
  template <class T>
  void operator()(std::string_view /*name*/, const T& value) {
    addresses.push_back(&value);
  }
  std::vector<const void*> addresses;
};

template <class Differs>
class FieldComparison {
 public:
  FieldComparison(const std::vector<const void*>& before, Differs differs)
      : before_(before), differs_(std::move(differs)) {}
  template <class T>
  void operator()(std::string_view name, const T& value) {
    const T& was = *static_cast<const T*>(before_[next_++]);
    if (was == value) return;
    differs_(name, was == T{});
  }

 private:
  const std::vector<const void*>& before_;
  Differs differs_;
  std::size_t next_ = 0;
};

template <class Noun, class Differs>
void compare_fields(const Noun& before, const Noun& after, Differs differs) {
  FieldAddresses addresses;
  visit_fields(before, addresses);
  FieldComparison<Differs> comparison(addresses.addresses, std::move(differs));
  visit_fields(after, comparison);
}

struct Found {
  const ScheduleProject* project = nullptr;
  const model::Activity* activity = nullptr;
  const ActivityFacts* facts = nullptr;
};

/// A file by the names that survive a change of format.
struct Index {
  explicit Index(const ScheduleFile& file) {
    for (const model::Calendar& calendar : file.calendars) {
      calendar_names.emplace(calendar.id.value, calendar.name);
    }
    for (const ScheduleProject& project : file.projects) {
      for (std::size_t i = 0; i < project.file.activities.size(); ++i) {
        const model::Activity& activity = project.file.activities[i];
        activities.emplace(activity.id.value, Found{&project, &activity, &project.facts[i]});
      }
    }
  }

  [[nodiscard]] std::string calendar(model::CalendarId id) const {
    const auto found = calendar_names.find(id.value);
    return found == calendar_names.end() ? std::string() : found->second;
  }

  std::unordered_map<std::int64_t, std::string> calendar_names;
  std::unordered_map<std::int64_t, Found> activities;
};

std::string who(const model::Activity& activity) {
  return activity.code.empty() ? std::to_string(activity.id.value) : activity.code;
}

std::int64_t remaining_of(const model::Activity& activity) {
  return activity.remaining.value_or(activity.actual_finish ? 0 : activity.duration_likely);
}

/// Without exceptions that say what the week says.
WorkingTime effective(WorkingTime time) {
  std::erase_if(time.exceptions, [&time](const auto& one) {
    return one.second == time.week[static_cast<std::size_t>(weekday(one.first))];
  });
  return time;
}

class Comparison {
 public:
  Comparison(const ScheduleFile& wanted, const ScheduleFile& got)
      : wanted_(wanted), got_(got), before_(wanted), after_(got) {}

  void run(Notes& out) {
    for (const auto& project : wanted_.projects) compare_project(project);
    for (const auto& project : got_.projects) list_new(project);
    compare_calendars();
    compare_resources();
    compare_assignments();
    lost_.put("schedule.lost", out);
    added_.put("schedule.added", out);
  }

 private:
  void compare_project(const ScheduleProject& project) {
    for (std::size_t i = 0; i < project.file.activities.size(); ++i) {
      const model::Activity& activity = project.file.activities[i];
      const auto found = after_.activities.find(activity.id.value);
      if (found == after_.activities.end()) {
        lost_.add("activity", who(activity));
        continue;
      }
      compare_activity(activity, *found->second.activity);
      compare_facts(activity, project.facts[i], *found->second.facts);
    }
    compare_links(project);
    const ScheduleProject* other = counterpart(project);
    if (other == nullptr) {
      lost_.add("project", project.code);
      return;
    }
    compare_terms(project, *other);
    compare_elements(project, *other);
  }

  void list_new(const ScheduleProject& project) {
    for (const model::Activity& activity : project.file.activities) {
      if (!before_.activities.contains(activity.id.value)) added_.add("activity", who(activity));
    }
  }

  /// The project that holds its activities now, or the one of its code.
  [[nodiscard]] const ScheduleProject* counterpart(const ScheduleProject& project) const {
    for (const model::Activity& activity : project.file.activities) {
      const auto found = after_.activities.find(activity.id.value);
      if (found != after_.activities.end()) return found->second.project;
    }
    const auto same = std::ranges::find(got_.projects, project.code, &ScheduleProject::code);
    return same == got_.projects.end() ? nullptr : &*same;
  }

  void compare_activity(model::Activity wanted, model::Activity got) {
    if (before_.calendar(wanted.calendar_id) != after_.calendar(got.calendar_id)) {
      lost_.add("calendar", who(wanted));
    }
    if (remaining_of(wanted) != remaining_of(got)) lost_.add("remaining", who(wanted));
    got.calendar_id = wanted.calendar_id;
    got.remaining = wanted.remaining;
    settle_range(wanted);
    settle_range(got);
    got.revision = wanted.revision;
    got.project_id = wanted.project_id;
    if (wanted == got) return;
    compare_fields(wanted, got, [&](std::string_view name, bool was_empty) {
      (was_empty ? added_ : lost_).add(name, who(wanted));
    });
  }

  /// A range that was never stated is its likely value.
  static void settle_range(model::Activity& activity) {
    if (activity.duration_low == 0) activity.duration_low = activity.duration_likely;
    if (activity.duration_high == 0) activity.duration_high = activity.duration_likely;
  }

  void compare_facts(const model::Activity& activity, const ActivityFacts& wanted,
                     const ActivityFacts& got) {
    const auto check = [&](std::string_view what, bool same) {
      if (!same) lost_.add(what, who(activity));
    };
    check("guid", wanted.guid == got.guid);
    check("inactive", wanted.inactive == got.inactive);
    check("manual", wanted.manual == got.manual);
    check("elapsed", wanted.elapsed == got.elapsed);
    const double percent = wanted.percent_complete.value_or(0) - got.percent_complete.value_or(0);
    check("percent_complete", percent < 0.01 && percent > -0.01);
    const StoredDates& then = wanted.stored;
    const StoredDates& now = got.stored;
    check("stored early dates",
          then.early_start == now.early_start && then.early_finish == now.early_finish);
    check("stored late dates",
          then.late_start == now.late_start && then.late_finish == now.late_finish);
    check("stored float", then.total_float == now.total_float && then.free_float == now.free_float);
    check("stored criticality",
          then.critical == now.critical && then.longest_path == now.longest_path);
  }

  using Likeness = std::tuple<std::int64_t, std::int64_t, model::LinkType, std::int64_t>;
  static Likeness likeness(const model::Link& link) {
    return {link.predecessor_id.value, link.successor_id.value, link.type, link.lag};
  }

  void index_links() {
    for (const ScheduleProject& project : got_.projects) {
      for (const model::Link& link : project.file.links) links_[likeness(link)].push_back(&link);
    }
    links_indexed_ = true;
  }

  void compare_links(const ScheduleProject& project) {
    if (!links_indexed_) index_links();
    for (const model::Link& link : project.file.links) {
      const std::string ends =
          fmt::format("{}→{}", name_of(link.predecessor_id), name_of(link.successor_id));
      const auto found = links_.find(likeness(link));
      if (found == links_.end() || found->second.empty()) {
        lost_.add("link", ends);
        continue;
      }
      const model::Link* other = found->second.back();
      found->second.pop_back();
      const bool same_calendar =
          before_.calendar(link.lag_calendar_id) == after_.calendar(other->lag_calendar_id);
      if (link.lag != 0 && !same_calendar) lost_.add("lag calendar", ends);
    }
  }

  [[nodiscard]] std::string name_of(model::ActivityId id) const {
    const auto found = before_.activities.find(id.value);
    return found == before_.activities.end() ? std::to_string(id.value)
                                             : who(*found->second.activity);
  }

  void compare_terms(const ScheduleProject& wanted, const ScheduleProject& got) {
    const auto check = [&](std::string_view what, bool same) {
      if (!same) lost_.add(what, wanted.code.empty() ? wanted.file.project.name : wanted.code);
    };
    check("project code", wanted.code == got.code);
    check("project name", wanted.file.project.name == got.file.project.name);
    check("project id", wanted.file.project.id == got.file.project.id);
    check("data date", wanted.data_date == got.data_date);
    check("project start", wanted.start == got.start);
    check("must finish by", wanted.must_finish_by == got.must_finish_by);
    check("project finish", wanted.finish == got.finish);
    check("project calendar",
          before_.calendar(wanted.calendar_id) == after_.calendar(got.calendar_id));
    check("rules", wanted.rules == got.rules);
  }

  void compare_elements(const ScheduleProject& wanted, const ScheduleProject& got) {
    std::unordered_map<std::string, const WbsElement*> elements;
    for (const WbsElement& element : got.wbs) elements.emplace(element.path, &element);
    for (const WbsElement& element : wanted.wbs) {
      const auto found = elements.find(element.path);
      if (found == elements.end()) {
        lost_.add("WBS element", element.path);
      } else if (found->second->name != element.name) {
        lost_.add("WBS name", element.path);
      }
    }
  }

  void compare_calendars() {
    std::unordered_multimap<std::string, const model::Calendar*> calendars;
    for (const model::Calendar& calendar : got_.calendars) {
      calendars.emplace(calendar.name, &calendar);
    }
    for (const model::Calendar& calendar : wanted_.calendars) {
      const auto [from, to] = calendars.equal_range(calendar.name);
      if (from == to) {
        lost_.add("calendar left out", calendar.name);
        continue;
      }
      const auto then = from_model(calendar);
      const bool same = then && std::any_of(from, to, [&](const auto& other) {
                          const auto now = from_model(*other.second);
                          return now && effective(*then) == effective(*now);
                        });
      if (!same) lost_.add("working time", calendar.name);
    }
  }

  void compare_resources() {
    std::unordered_map<std::int64_t, const FileResource*> resources;
    for (const FileResource& resource : got_.resources) resources.emplace(resource.id, &resource);
    for (const FileResource& resource : wanted_.resources) {
      const auto found = resources.find(resource.id);
      if (found == resources.end()) {
        lost_.add("resource", resource.name);
        continue;
      }
      const FileResource& other = *found->second;
      if (other.name != resource.name) lost_.add("resource name", resource.name);
      if (other.kind != resource.kind) lost_.add("resource kind", resource.name);
      if (before_.calendar(resource.calendar_id) != after_.calendar(other.calendar_id)) {
        lost_.add("resource calendar", resource.name);
      }
    }
  }

  void compare_assignments() {
    std::map<std::pair<std::int64_t, std::int64_t>, std::vector<const FileAssignment*>> assignments;
    for (const FileAssignment& one : got_.assignments) {
      assignments[{one.activity_id.value, one.resource_id}].push_back(&one);
    }
    for (const FileAssignment& one : wanted_.assignments) {
      const std::string name = name_of(one.activity_id);
      auto& others = assignments[{one.activity_id.value, one.resource_id}];
      if (others.empty()) {
        lost_.add("assignment", name);
        continue;
      }
      const FileAssignment& other = *others.back();
      others.pop_back();
      const bool same = other.work == one.work && other.remaining_work == one.remaining_work;
      if (!same) lost_.add("assignment work", name);
      if (other.units != one.units) lost_.add("assignment units", name);
      if (other.cost != one.cost) lost_.add("assignment cost", name);
    }
  }

  const ScheduleFile& wanted_;
  const ScheduleFile& got_;
  Index before_;
  Index after_;
  Gathered lost_;
  Gathered added_;  ///< where the written file says what was not said
  std::map<Likeness, std::vector<const model::Link*>> links_;
  bool links_indexed_ = false;
};

}  // namespace

void list_losses(const ScheduleFile& wanted, const ScheduleFile& got, Notes& out) {
  Comparison(wanted, got).run(out);
}

}  // namespace tc::formats
