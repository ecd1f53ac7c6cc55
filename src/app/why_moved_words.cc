// What single changes of a plan say.
// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <set>
#include <string>
#include <vector>

#include "app/why_moved.h"
#include "base/text.h"
#include "model/scheduling_rules.h"

namespace tc::app {
namespace {

using engine::ChangeGroup;
using engine::ChangeKind;
using engine::PlanChange;
using model::Activity;
using model::Link;

constexpr std::size_t kMostLines = 3;  ///< of a calendar's exceptions

Said plain(std::string text) { return {text, text}; }

Said say_at(const std::optional<Minute>& at) { return at ? plain(say_date(*at)) : Said{}; }

Said say_at(const std::optional<Minute>& at, model::ConstraintKind kind) {
  if (kind == model::ConstraintKind::none) return {};
  return say_constraint(kind, at);
}

Said say_stop(const Activity& one) {
  if (!one.suspended_at && !one.resumed_at) return {};
  const std::string from = one.suspended_at ? say_date(*one.suspended_at) : "…";
  const std::string to = one.resumed_at ? say_date(*one.resumed_at) : "…";
  return plain(from + " – " + to);
}

Said say_kind(model::ActivityKind kind) {
  switch (kind) {
    case model::ActivityKind::task:
      return {"工作", "task"};
    case model::ActivityKind::gate:
      return {"审批", "gate"};
    case model::ActivityKind::milestone:
      return {"里程碑", "milestone"};
    case model::ActivityKind::level_of_effort:
      return {"配合工作", "level of effort"};
    case model::ActivityKind::start_milestone:
      return {"开始里程碑", "start milestone"};
    case model::ActivityKind::finish_milestone:
      return {"完成里程碑", "finish milestone"};
    case model::ActivityKind::summary:
      return {"汇总", "summary"};
    case model::ActivityKind::resource_dependent:
      break;
  }
  return {"随资源的工作", "resource dependent"};
}

/// The lines that only one of the texts has.
std::string lines_of_one(const std::string& text, const std::string& other) {
  const auto lines = [](const std::string& all) {
    std::vector<std::string> out;
    std::size_t begin = 0;
    while (begin < all.size()) {
      const std::size_t end = std::min(all.find('\n', begin), all.size());
      out.push_back(all.substr(begin, end - begin));
      begin = end + 1;
    }
    return out;
  };
  const std::vector<std::string> known = lines(other);
  const std::set<std::string> had(known.begin(), known.end());
  std::string out;
  std::size_t count = 0;
  for (const std::string& line : lines(text)) {
    if (line.empty() || had.contains(line)) continue;
    if (++count <= kMostLines) out += (out.empty() ? "" : "; ") + line;
  }
  return count > kMostLines ? fmt::format("{} … +{}", out, count - kMostLines) : out;
}

class Saying {
 public:
  Saying(const PlanChange& change, const MoveScene& scene) : change_(change), scene_(scene) {}

  ChangeSaid run() const {
    switch (engine::group_of(change_.kind)) {
      case ChangeGroup::links:
        return link();
      case ChangeGroup::calendars:
        return change_.kind == ChangeKind::working_time ? working_time() : other_calendar();
      case ChangeGroup::activities:
        return presence();
      case ChangeGroup::holds:
        return hold();
      case ChangeGroup::data_date:
      case ChangeGroup::rules:
        return of_project();
      default:
        break;
    }
    return field();
  }

 private:
  [[nodiscard]] Said work(std::int64_t minutes) const {
    return say_work(minutes, scene_.minutes_per_day);
  }
  [[nodiscard]] Said work(const std::optional<std::int64_t>& minutes) const {
    return minutes ? work(*minutes) : Said{};
  }

  [[nodiscard]] Said who() const {
    const bool gone = change_.activity_after == nullptr;
    const Activity* one = gone ? change_.activity_before : change_.activity_after;
    return one == nullptr ? Said{} : say_activity(name_of(*one, gone));
  }

  [[nodiscard]] ChangeSaid named(const char* zh, const char* en, Said before, Said after) const {
    const Said one = who();
    return {{one.zh + zh, one.en + ": " + en}, std::move(before), std::move(after)};
  }

  [[nodiscard]] ChangeSaid field() const {
    if (change_.kind == ChangeKind::work_parts) {
      return {{"资源的工时变了", "the work of resources changed"}, {}, {}};
    }
    const Activity& a = *change_.activity_before;
    const Activity& b = *change_.activity_after;
    switch (change_.kind) {
      case ChangeKind::actual_start:
        return named("实际开始", "actual start", say_at(a.actual_start), say_at(b.actual_start));
      case ChangeKind::actual_finish:
        return named("实际完成", "actual finish", say_at(a.actual_finish), say_at(b.actual_finish));
      case ChangeKind::suspension:
        return named("停工与复工", "suspended and resumed", say_stop(a), say_stop(b));
      case ChangeKind::remaining:
        return named("剩余工期", "remaining duration",
                     work(a.remaining.value_or(a.duration_likely)),
                     work(b.remaining.value_or(b.duration_likely)));
      case ChangeKind::duration:
        return named("计划工期", "planned duration", work(a.duration_likely),
                     work(b.duration_likely));
      case ChangeKind::interruption:
        return named("中断", "breaks", work(a.interruption), work(b.interruption));
      case ChangeKind::expected_finish:
        return named("预计完成日期", "expected finish", say_at(a.expected_finish),
                     say_at(b.expected_finish));
      default:
        break;
    }
    return constraint(a, b);
  }

  [[nodiscard]] ChangeSaid constraint(const Activity& a, const Activity& b) const {
    switch (change_.kind) {
      case ChangeKind::secondary_constraint:
        return named("第二约束", "second constraint", say_at(a.secondary_at, a.secondary_kind),
                     say_at(b.secondary_at, b.secondary_kind));
      case ChangeKind::deadline:
        return named("截止日期", "deadline", say_at(a.deadline), say_at(b.deadline));
      case ChangeKind::planned_finish:
        return named("手工排定的完成", "finish set by hand", say_at(a.planned_finish),
                     say_at(b.planned_finish));
      case ChangeKind::external_start:
        return named("外部项目定的开始", "start set by an outside project",
                     say_at(a.external_start), say_at(b.external_start));
      case ChangeKind::external_finish:
        return named("外部项目定的完成", "finish set by an outside project",
                     say_at(a.external_finish), say_at(b.external_finish));
      case ChangeKind::leveling_delay:
        return named("资源平衡推迟", "leveling delay", say_elapsed(a.leveling_delay),
                     say_elapsed(b.leveling_delay));
      default:
        break;
    }
    return named("约束", "constraint", say_at(a.constraint_at, a.constraint_kind),
                 say_at(b.constraint_at, b.constraint_kind));
  }

  [[nodiscard]] const Activity* activity(model::ActivityId id) const {
    for (const engine::PlanVersion* version : {&scene_.versions->after, &scene_.versions->before}) {
      for (const model::ProjectFile& file : version->projects) {
        const auto at = std::ranges::find(file.activities, id, &Activity::id);
        if (at != file.activities.end()) return &*at;
      }
    }
    return nullptr;
  }

  [[nodiscard]] std::string calendar_name(model::CalendarId id) const {
    for (const engine::PlanVersion* version : {&scene_.versions->after, &scene_.versions->before}) {
      const auto at = std::ranges::find(version->calendars, id, &model::Calendar::id);
      if (at != version->calendars.end()) return at->name;
    }
    return {};
  }

  /// "FS + 2 天"; with its calendar where that is what changed.
  [[nodiscard]] Said link_value(const Link* link) const {
    if (link == nullptr) return {};
    Said said = plain(std::string(short_name(link->type)));
    if (link->lag != 0) {
      const Said lag = link->lag_calendar_id ? work(std::llabs(link->lag)) : say_elapsed(link->lag);
      const char* sign = link->lag > 0 ? " + " : " − ";
      said = {said.zh + sign + lag.zh, said.en + sign + lag.en};
    }
    const Link* a = change_.link_before;
    const Link* b = change_.link_after;
    if (link->lag != 0 && a != nullptr && b != nullptr &&
        a->lag_calendar_id != b->lag_calendar_id) {
      const std::string name = calendar_name(link->lag_calendar_id);
      said = {said.zh + "（" + (name.empty() ? "连续时间" : name) + "）",
              said.en + " (" + (name.empty() ? "elapsed" : name) + ")"};
    }
    return said;
  }

  [[nodiscard]] ChangeSaid link() const {
    const Link* one = change_.link_after != nullptr ? change_.link_after : change_.link_before;
    const Activity* before = activity(one->predecessor_id);
    const Said from = before == nullptr ? Said{} : say_activity(name_of(*before, false));
    const Said to = who();
    Said about{fmt::format("{}到{}的搭接", from.zh, to.zh),
               fmt::format("the link from {} to {}", from.en, to.en)};
    if (change_.link_before == nullptr) about = {"新增" + about.zh, "new: " + about.en};
    if (change_.link_after == nullptr) about = {"取消" + about.zh, "gone: " + about.en};
    return {about, link_value(change_.link_before), link_value(change_.link_after)};
  }

  [[nodiscard]] ChangeSaid working_time() const {
    const model::Calendar& a = *change_.calendar_before;
    const model::Calendar& b = *change_.calendar_after;
    const Said about{fmt::format("日历“{}”的工作时间", b.name),
                     fmt::format("working time of the calendar \"{}\"", b.name)};
    if (a.week != b.week) return {about, plain(a.week), plain(b.week)};
    if (a.exceptions != b.exceptions) {
      return {about, plain(lines_of_one(a.exceptions, b.exceptions)),
              plain(lines_of_one(b.exceptions, a.exceptions))};
    }
    return {about, plain(a.winter), plain(b.winter)};
  }

  [[nodiscard]] ChangeSaid other_calendar() const {
    const Activity& a = *change_.activity_before;
    const Activity& b = *change_.activity_after;
    if (a.calendar_id != b.calendar_id) {
      return named("日历", "calendar", plain(calendar_name(a.calendar_id)),
                   plain(calendar_name(b.calendar_id)));
    }
    return named("冬季施工类别", "winter class", plain(std::to_string(a.weather)),
                 plain(std::to_string(b.weather)));
  }

  [[nodiscard]] ChangeSaid presence() const {
    const bool added = change_.kind == ChangeKind::activity_added;
    const Activity& one = added ? *change_.activity_after : *change_.activity_before;
    const Said name = who();
    if (added) {
      return {{fmt::format("新增工作{}", name.zh), fmt::format("new: {}", name.en)},
              {},
              work(one.remaining.value_or(one.duration_likely))};
    }
    return {{fmt::format("取消工作{}", name.zh), fmt::format("gone: {}", name.en)},
            work(one.remaining.value_or(one.duration_likely)),
            {}};
  }

  [[nodiscard]] static Said until(const engine::Hold* hold) {
    if (hold == nullptr) return {};
    if (hold->until) return say_at(hold->until);
    return say_elapsed(hold->delay_minutes);
  }

  [[nodiscard]] ChangeSaid hold() const {
    const engine::Hold& one =
        change_.hold_after != nullptr ? *change_.hold_after : *change_.hold_before;
    const std::string text = one.blocker && scene_.blocker ? scene_.blocker(one.blocker) : "";
    const Said name = who();
    const std::string zh = text.empty() ? "受阻" : "堵点「" + text + "」";
    const std::string en = text.empty() ? "a hold" : "the blocker \"" + text + "\"";
    Said about{fmt::format("{}压住{}，预计解除", zh, name.zh),
               fmt::format("{} on {}, expected release", en, name.en)};
    if (change_.hold_before == nullptr) about = {"新增" + about.zh, "new: " + about.en};
    if (change_.hold_after == nullptr) {
      about = {fmt::format("{}不再压住{}", zh, name.zh),
               fmt::format("{} no longer holds {}", en, name.en)};
    }
    return {about, until(change_.hold_before), until(change_.hold_after)};
  }

  [[nodiscard]] ChangeSaid of_project() const {
    const engine::ProjectTerms& a = scene_.versions->before.terms[change_.project];
    const engine::ProjectTerms& b = scene_.versions->after.terms[change_.project];
    switch (change_.kind) {
      case ChangeKind::data_date:
        return {{"数据日期（没有报完成的工作随它移动）",
                 "the data date (what is not reported as done moves with it)"},
                plain(say_date(a.data_date)),
                plain(say_date(b.data_date))};
      case ChangeKind::project_start:
        return {{"项目计划开始", "planned start of the project"},
                say_at(a.project_start),
                say_at(b.project_start)};
      case ChangeKind::must_finish_by:
        return {{"项目须完成日期", "the project must finish by"},
                say_at(a.must_finish_by),
                say_at(b.must_finish_by)};
      case ChangeKind::rules:
        return {{"计算规则", "scheduling rules"},
                plain(model::to_text(a.rules)),
                plain(model::to_text(b.rules))};
      case ChangeKind::activity_kind:
        return named("类型", "kind", say_kind(change_.activity_before->kind),
                     say_kind(change_.activity_after->kind));
      default:
        break;
    }
    return named("WBS 位置", "place in the WBS", plain(change_.activity_before->wbs),
                 plain(change_.activity_after->wbs));
  }

  const PlanChange& change_;
  const MoveScene& scene_;
};

}  // namespace

WhyActivity name_of(const Activity& activity, bool earlier_only) {
  return {.id = earlier_only ? 0 : activity.id.value,
          .file_id = activity.file_id,
          .code = activity.code,
          .name = activity.name,
          .name_en = activity.name_en,
          .project_id = activity.project_id.value};
}

Said say_elapsed(std::int64_t minutes) {
  const std::int64_t all = std::llabs(minutes);
  const std::int64_t days = all / kMinutesPerDay;
  const std::int64_t hours = all % kMinutesPerDay / 60;
  const std::int64_t rest = all % 60;
  Said said;
  const auto add = [&](std::int64_t count, const char* zh, const char* en) {
    if (count == 0) return;
    said.zh += fmt::format("{}{} {}", said.zh.empty() ? "" : " ", count, zh);
    said.en += fmt::format("{}{} {}", said.en.empty() ? "" : " ", count, en);
  };
  add(days, "天", days == 1 ? "day" : "days");
  add(hours, "小时", "h");
  add(rest, "分钟", "min");
  return said.zh.empty() ? Said{"0 天", "0 days"} : said;
}

Said say_move(std::int64_t minutes) {
  if (minutes == 0) return {"日期不变", "the date stays"};
  const Said length = say_elapsed(minutes);
  return minutes > 0 ? Said{"推迟 " + length.zh, length.en + " later"}
                     : Said{"提前 " + length.zh, length.en + " earlier"};
}

Said say_group(ChangeGroup group) {
  switch (group) {
    case ChangeGroup::data_date:
      return {"数据日期", "Data date"};
    case ChangeGroup::progress:
      return {"实际进展", "Actual progress"};
    case ChangeGroup::work:
      return {"工期", "Durations"};
    case ChangeGroup::links:
      return {"逻辑关系", "Links and lags"};
    case ChangeGroup::constraints:
      return {"约束日期", "Constraints"};
    case ChangeGroup::calendars:
      return {"日历", "Calendars"};
    case ChangeGroup::activities:
      return {"增减工作", "Added and removed activities"};
    case ChangeGroup::holds:
      return {"堵点", "Blockers"};
    case ChangeGroup::rules:
      break;
  }
  return {"计算规则", "Rules"};
}

ChangeSaid say_change(const PlanChange& change, const MoveScene& scene) {
  return Saying(change, scene).run();
}

}  // namespace tc::app
