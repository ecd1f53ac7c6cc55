// SPDX-License-Identifier: Apache-2.0
#include "unit/formats/exchange/random_schedule.h"

#include <random>

namespace tc::formats {
namespace {

class Maker {
 public:
  explicit Maker(std::uint32_t seed) : engine_(seed) {}

  ScheduleFile make() {
    add_calendar(11, "五天工作制", "mon-fri 08:00-12:00 13:00-17:00",
                 "2025-10-01..2025-10-08 off\n2025-10-11 08:00-12:00\n");
    add_calendar(12, "Round the \"clock\"", "mon-sun 00:00-24:00", "");
    add_calendar(15, "夜班", "mon-thu 00:00-06:00 22:00-24:00; sat 00:00-06:00", "");
    const std::int64_t projects = 2 + below(2);
    for (std::int64_t p = 0; p < projects; ++p) add_project(p);
    return std::move(file_);
  }

 private:
  std::int64_t below(std::int64_t bound) {
    return static_cast<std::int64_t>(engine_() % static_cast<std::uint64_t>(bound));
  }
  bool chance(int percent) { return below(100) < percent; }

  Minute date() {
    constexpr std::int64_t kFirst = 28'927'440;  // 2025-01-01
    return {kFirst + below(500) * kMinutesPerDay + 480 + below(5) * 120};
  }
  std::optional<Minute> maybe_date(int percent) {
    return chance(percent) ? std::optional(date()) : std::nullopt;
  }
  std::string text() {
    static constexpr std::array<std::string_view, 9> kWords{
        "土建施工",  "Steel, roof", "a \"quoted\" name", "<b>&amp;", "=1+1", "'plain",
        "电气;安装", "日本語",      "line\nbreak"};
    return std::string(kWords[static_cast<std::size_t>(below(9))]);
  }

  void add_calendar(std::int64_t id, const char* name, const char* week, const char* exceptions) {
    model::Calendar calendar;
    calendar.id = {id};
    calendar.name = name;
    calendar.week = week;
    calendar.exceptions = exceptions;
    file_.calendars.push_back(std::move(calendar));
    CalendarFacts& facts = file_.calendar_facts.emplace_back();
    facts.file_id = std::to_string(id);
    facts.is_default = file_.calendars.size() == 1;
  }
  model::CalendarId calendar() { return file_.calendars[static_cast<std::size_t>(below(3))].id; }

  void add_project(std::int64_t p) {
    ScheduleProject& project = file_.projects.emplace_back();
    project.code = "P" + std::to_string(p + 1);
    project.file.project.id = {500 + p};
    project.file.project.name = text() + std::to_string(p);
    project.file_id = std::to_string(500 + p);
    project.data_date = date();
    project.start = date();
    project.must_finish_by = maybe_date(30);
    project.calendar_id = calendar();
    project.rules = model::p6_rules();
    project.wbs = {
        {.path = "W1", .parent = "", .code = "W1", .name = "主体", .file_id = "", .guid = ""},
        {.path = "W1.2", .parent = "W1", .code = "2", .name = "A & B", .file_id = "", .guid = ""}};
    const std::int64_t count = 1 + below(12);
    for (std::int64_t a = 0; a < count; ++a) add_activity(project, 1000 * (p + 1) + a);
    for (std::size_t a = 0; a < project.file.activities.size(); ++a) add_links(project, a);
  }

  void add_activity(ScheduleProject& project, std::int64_t id) {
    model::Activity activity;
    activity.id = {id};
    activity.project_id = project.file.project.id;
    activity.code = chance(50) ? "A-" + std::to_string(id % 1000) : "FS" + std::to_string(id);
    activity.name = text();
    activity.kind = static_cast<model::ActivityKind>(below(8));
    activity.wbs = chance(50) ? "W1" : "W1.2";
    activity.calendar_id = calendar();
    const bool milestone = activity.kind == model::ActivityKind::milestone ||
                           activity.kind == model::ActivityKind::start_milestone ||
                           activity.kind == model::ActivityKind::finish_milestone;
    const std::int64_t duration = milestone ? 0 : below(20'000);
    activity.duration_low = activity.duration_likely = activity.duration_high = duration;
    add_progress(activity);
    activity.constraint_kind = static_cast<model::ConstraintKind>(below(10));
    if (dated(activity.constraint_kind)) activity.constraint_at = date();
    if (chance(20)) {
      activity.secondary_kind = model::ConstraintKind::finish_not_later;
      activity.secondary_at = date();
    }
    activity.deadline = maybe_date(20);
    activity.planned_start = maybe_date(80);
    activity.planned_finish = maybe_date(80);
    ActivityFacts facts;
    facts.file_id = std::to_string(id);
    facts.original_duration = duration;
    project.file.activities.push_back(std::move(activity));
    project.facts.push_back(std::move(facts));
  }

  static bool dated(model::ConstraintKind kind) {
    return kind != model::ConstraintKind::none &&
           kind != model::ConstraintKind::as_late_as_possible;
  }

  void add_progress(model::Activity& activity) {
    activity.remaining = activity.duration_likely;
    if (chance(50)) return;
    activity.actual_start = date();
    activity.remaining = activity.duration_likely / 3;
    if (chance(50)) return;
    activity.actual_finish = *activity.actual_start + activity.duration_likely;
    activity.remaining = 0;
  }

  void add_links(ScheduleProject& project, std::size_t successor) {
    for (std::int64_t n = below(4); n > 0; --n) {
      const bool across = file_.projects.size() > 1 && chance(25);
      const auto& from = across ? file_.projects.front() : project;
      const std::size_t most = across ? from.file.activities.size() : successor;
      if (most == 0) continue;
      const auto a = static_cast<std::size_t>(below(static_cast<std::int64_t>(most)));
      const model::Activity& predecessor = from.file.activities[a];
      model::Link link;
      link.id = {next_link_++};
      link.project_id = project.file.project.id;
      link.predecessor_id = predecessor.id;
      link.successor_id = project.file.activities[successor].id;
      link.type = static_cast<model::LinkType>(below(4));
      link.lag = chance(50) ? 0 : below(8000) - 3000;
      link.lag_calendar_id = predecessor.calendar_id;
      project.file.links.push_back(link);
    }
  }

  std::mt19937 engine_;
  ScheduleFile file_;
  std::int64_t next_link_ = 1;
};

}  // namespace

ScheduleFile random_schedule(std::uint32_t seed) { return Maker(seed).make(); }

}  // namespace tc::formats
