// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <unordered_set>

#include "formats/pmxml/pmxml.h"
#include "formats/pmxml/writing.h"

namespace tc::formats {
namespace pmxml {
namespace {

/// One remark for many activities, naming the first of them.
class Gathered {
 public:
  void add(std::string_view what, const model::Activity& activity) {
    auto& names = found_[std::string(what)];
    names.push_back(activity.code.empty() ? std::to_string(activity.id.value) : activity.code);
  }
  void put(Notes& dropped) const {
    constexpr std::size_t kNamed = 8;
    for (const auto& [what, names] : found_) {
      std::string list;
      for (std::size_t i = 0; i < std::min(names.size(), kNamed); ++i) {
        list += (i == 0 ? "" : ", ") + names[i];
      }
      if (names.size() > kNamed) list += " …";
      dropped.push_back(
          {"pmxml.activity", fmt::format("{} × {}: {}", names.size(), what, list), {}});
    }
  }

 private:
  std::map<std::string, std::vector<std::string>> found_;
};

class Fitter {
 public:
  Fitter(const ScheduleFile& file, Notes& dropped) : file_(file), dropped_(dropped) {
    file_.source = nullptr;
  }

  ScheduleFile fit() {
    for (ScheduleProject& project : file_.projects) fit_project(project);
    for (model::Calendar& calendar : file_.calendars) {
      if (calendar.winter.empty()) continue;
      dropped_.push_back(
          {"pmxml.calendar", fmt::format("the winter of calendar '{}'", calendar.name), {}});
      calendar.winter.clear();
    }
    std::erase_if(file_.assignments, [this](const FileAssignment& assignment) {
      return gone_.contains(assignment.activity_id.value);
    });
    gathered_.put(dropped_);
    return std::move(file_);
  }

 private:
  void fit_project(ScheduleProject& project) {
    std::vector<model::Activity> activities;
    std::vector<ActivityFacts> facts;
    std::unordered_set<std::int64_t> summaries;
    for (std::size_t i = 0; i < project.file.activities.size(); ++i) {
      model::Activity& activity = project.file.activities[i];
      if (project.facts[i].inactive) {
        gathered_.add("inactive activity, left out with its links", activity);
        gone_.insert(activity.id.value);
        continue;
      }
      fit_activity(activity, project.facts[i]);
      if (activity.kind == model::ActivityKind::summary) summaries.insert(activity.id.value);
      activities.push_back(std::move(activity));
      facts.push_back(std::move(project.facts[i]));
    }
    project.file.activities = std::move(activities);
    project.facts = std::move(facts);
    fit_links(project, summaries);
    fit_rules(project);
  }

  void fit_activity(model::Activity& activity, const ActivityFacts& facts) {
    using model::ActivityKind;
    if (activity.kind == ActivityKind::milestone) {
      gathered_.add("milestone of no stated edge, written as a finish milestone", activity);
    }
    if (activity.kind == ActivityKind::gate) gathered_.add("gate, written as a task", activity);
    const bool second = activity.secondary_kind != model::ConstraintKind::none;
    if (activity.deadline && !second) {
      gathered_.add("deadline, written as a second constraint 'Finish On or Before'", activity);
    } else if (activity.deadline) {
      gathered_.add("deadline beside a second constraint, left out", activity);
    }
    if (activity.constraint_kind == model::ConstraintKind::set_by_hand) {
      gathered_.add("dates set by hand, written as a mandatory start", activity);
    }
    if (facts.elapsed) {
      gathered_.add("elapsed duration, written in a calendar of 24 hours", activity);
      activity.calendar_id = around_the_clock();
    }
    if (activity.leveling_delay != 0) gathered_.add("leveling delay, left out", activity);
    if (activity.interruption != 0)
      gathered_.add("break in the remaining work, left out", activity);
  }

  /// The calendar of 24 hours that the file has, or a new one.
  model::CalendarId around_the_clock() {
    constexpr std::string_view kWeek = "mon-sun 00:00-24:00";
    std::int64_t highest = 0;
    for (const model::Calendar& calendar : file_.calendars) {
      highest = std::max(highest, calendar.id.value);
      if (calendar.week == kWeek && calendar.exceptions.empty()) return calendar.id;
    }
    model::Calendar made;
    made.id = {highest + 1};
    made.name = "24 Hours";
    made.week = kWeek;
    file_.calendars.push_back(made);
    file_.calendar_facts.emplace_back().minutes_per_day = kMinutesPerDay;
    return made.id;
  }

  void fit_links(ScheduleProject& project, const std::unordered_set<std::int64_t>& summaries) {
    std::size_t hanging = 0;
    std::size_t on_summaries = 0;
    std::erase_if(project.file.links, [&](const model::Link& link) {
      const bool lost =
          gone_.contains(link.predecessor_id.value) || gone_.contains(link.successor_id.value);
      const bool summary = summaries.contains(link.predecessor_id.value) ||
                           summaries.contains(link.successor_id.value);
      hanging += lost ? 1u : 0u;
      on_summaries += !lost && summary ? 1u : 0u;
      return lost || summary;
    });
    const auto drop = [&](std::size_t count, std::string_view what) {
      if (count == 0) return;
      dropped_.push_back({"pmxml.link", fmt::format("{} × link {}", count, what),
                          fmt::format("project {}", project.code)});
    };
    drop(hanging, "of an inactive activity");
    drop(on_summaries, "of a summary, which P6 forbids");
  }

  void fit_rules(const ScheduleProject& project) {
    model::SchedulingRules kept = model::p6_rules();
    const model::SchedulingRules& rules = project.rules;
    kept.progress = rules.progress;
    kept.total_float = rules.total_float;
    kept.float_basis = rules.float_basis;
    kept.critical = rules.critical;
    kept.critical_minutes = rules.critical_minutes;
    kept.lag_calendar = rules.lag_calendar;
    kept.lag_from_actual_start = rules.lag_from_actual_start;
    kept.use_expected_finish = rules.use_expected_finish;
    kept.own_open_ends = rules.own_open_ends;
    if (kept == rules) return;
    dropped_.push_back({"pmxml.rules",
                        "scheduling rules that P6 does not have: P6 will compute by its own",
                        fmt::format("project {}", project.code)});
  }

  ScheduleFile file_;
  Notes& dropped_;
  Gathered gathered_;
  std::unordered_set<std::int64_t> gone_;
};

}  // namespace

ScheduleFile fitted(const ScheduleFile& file, Notes& dropped) {
  return Fitter(file, dropped).fit();
}

}  // namespace pmxml

Result<WrittenSchedule> write_pmxml(const ScheduleFile& file) {
  using namespace pmxml;
  WrittenSchedule written;
  pugi::xml_document tree;
  if (const auto* source = dynamic_cast<const PmxmlDocument*>(file.source.get())) {
    tree.reset(source->document->tree);
    TC_TRY(const ReadState read, read_tree(nullptr, tree));
    TC_TRY_VOID(write_changes(file, read, tree, written.dropped));
  } else {
    const ScheduleFile fit = fitted(file, written.dropped);
    const Naming naming(fit, false);
    TC_TRY_VOID(write_new(fit, naming, tree));
    written.dropped.insert(written.dropped.end(), naming.made().begin(), naming.made().end());
  }
  written.bytes = xml::to_bytes(tree);
  return written;
}

}  // namespace tc::formats
