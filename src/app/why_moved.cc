// SPDX-License-Identifier: Apache-2.0
#include "app/why_moved.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>

namespace tc::app {
namespace {

using engine::ChangeKind;
using engine::MoveCause;
using engine::PlanChange;
using engine::PlanMove;

/// "「A」的最早开始" / "the early start of “A”".
Said say_date_of(const MoveScene& scene) {
  if (!scene.target.activity) return {"项目完成", "the project's finish"};
  const Said who = say_activity(scene.activity);
  switch (scene.target.field) {
    case engine::DateField::early_start:
      return {who.zh + "的最早开始", "the early start of " + who.en};
    case engine::DateField::early_finish:
      return {who.zh + "的最早完成", "the early finish of " + who.en};
    case engine::DateField::late_start:
      return {who.zh + "的最迟开始", "the late start of " + who.en};
    case engine::DateField::late_finish:
      break;
  }
  return {who.zh + "的最迟完成", "the late finish of " + who.en};
}

/// "…：10 天 → 15 天，推迟 5 天。"
void say_cause(WhyCause& cause, const ChangeSaid& said) {
  const Said move = say_move(cause.minutes);
  cause.before = said.before.zh;
  cause.before_en = said.before.en;
  cause.after = said.after.zh;
  cause.after_en = said.after.en;
  const bool values = !said.before.zh.empty() || !said.after.zh.empty();
  const auto shown = [](const std::string& value, const char* none) {
    return value.empty() ? std::string(none) : value;
  };
  cause.text = said.about.zh;
  cause.text_en = said.about.en;
  if (values) {
    cause.text += fmt::format("：{} → {}", shown(said.before.zh, "无"), shown(said.after.zh, "无"));
    cause.text_en +=
        fmt::format(": {} → {}", shown(said.before.en, "none"), shown(said.after.en, "none"));
  }
  cause.text += fmt::format("，{}。", move.zh);
  cause.text_en += fmt::format("; {}.", move.en);
}

class Moves {
 public:
  Moves(const MoveScene& scene, const PlanMove& move) : scene_(scene), move_(move) {}

  WhyMove run() {
    WhyMove out;
    out.since = scene_.since;
    out.project_finish = !scene_.target.activity;
    out.from = move_.from;
    out.to = move_.to;
    out.minutes = move_.to - move_.from;
    for (const engine::MoveGroup& group : move_.groups) out.groups.push_back(view_of(group));
    headline(out);
    return out;
  }

 private:
  [[nodiscard]] WhyMoveGroup view_of(const engine::MoveGroup& group) const {
    WhyMoveGroup out;
    out.group = group.group;
    out.changes = static_cast<std::int64_t>(group.changes);
    out.to = group.to;
    out.minutes = group.minutes;
    for (const MoveCause& cause : group.causes) out.causes.push_back(view_of(cause));
    const Said name = say_group(group.group);
    const Said move = say_move(group.minutes);
    out.text = fmt::format("{}：{} 处变化，{}。", name.zh, group.changes, move.zh);
    out.text_en = fmt::format("{}: {} change{}; {}.", name.en, group.changes,
                              group.changes == 1 ? "" : "s", move.en);
    return out;
  }

  [[nodiscard]] WhyCause view_of(const MoveCause& cause) const {
    WhyCause out;
    out.minutes = cause.minutes;
    if (!cause.change) {
      out.changes = static_cast<std::int64_t>(cause.together);
      say_cause(out, {.about = {fmt::format("其余 {} 处变化合在一起", cause.together),
                                fmt::format("{} other changes together", cause.together)},
                      .before = {},
                      .after = {}});
      return out;
    }
    const PlanChange& change = move_.changes[*cause.change];
    out.kind = change.kind;
    const model::Activity* about =
        change.activity_after != nullptr ? change.activity_after : change.activity_before;
    if (about != nullptr) out.activity = name_of(*about, change.activity_after == nullptr);
    take_link(change, out);
    const engine::Hold* hold =
        change.hold_after != nullptr ? change.hold_after : change.hold_before;
    if (hold != nullptr) out.blocker_id = hold->blocker.value;
    say_cause(out, say_change(change, scene_));
    return out;
  }

  void take_link(const PlanChange& change, WhyCause& out) const {
    const model::Link* link = change.link_after != nullptr ? change.link_after : change.link_before;
    if (link == nullptr) return;
    for (const engine::PlanVersion* version : {&scene_.versions->after, &scene_.versions->before}) {
      for (const model::ProjectFile& file : version->projects) {
        const auto at =
            std::ranges::find(file.activities, link->predecessor_id, &model::Activity::id);
        if (at != file.activities.end() && !out.other) out.other = name_of(*at, false);
      }
    }
  }

  /// The move, and the one change that does most of it in its direction.
  void headline(WhyMove& out) const {
    const Said date = say_date_of(scene_);
    if (out.minutes == 0) {
      out.text =
          fmt::format("与 {} 相比，{}没有变，仍是 {}。", out.since, date.zh, say_date(out.to));
      out.text_en = fmt::format("Since {}, {} has not moved: it is still {}.", out.since, date.en,
                                say_date(out.to));
      return;
    }
    const Said move = say_move(out.minutes);
    out.text = fmt::format("与 {} 相比，{}从 {} 变到 {}，{}", out.since, date.zh,
                           say_date(out.from), say_date(out.to), move.zh);
    out.text_en = fmt::format("Since {}, {} moved from {} to {}: {}", out.since, date.en,
                              say_date(out.from), say_date(out.to), move.en);
    const WhyCause* most = nullptr;
    for (const WhyMoveGroup& group : out.groups) {
      for (const WhyCause& cause : group.causes) {
        if ((cause.minutes > 0) != (out.minutes > 0)) continue;
        if (most == nullptr || std::llabs(cause.minutes) > std::llabs(most->minutes)) most = &cause;
      }
    }
    out.text += most == nullptr ? "。" : "；最大的一项：" + most->text;
    out.text_en += most == nullptr ? "." : "; the largest change: " + most->text_en;
  }

  const MoveScene& scene_;
  const PlanMove& move_;
};

bool knows(const engine::PlanVersion& version, model::ActivityId id) {
  return std::ranges::any_of(version.projects, [&](const model::ProjectFile& file) {
    return std::ranges::find(file.activities, id, &model::Activity::id) != file.activities.end();
  });
}

}  // namespace

Result<WhyMove> why_moved(const MoveScene& scene) {
  const auto& asked = scene.target.activity;
  if (asked && !knows(scene.versions->before, *asked)) {
    return fail(Code::bad_input, "why.since",
                fmt::format("{} is not there on {}", say_activity(scene.activity).en, scene.since),
                "since", "ask since a later version, or about another activity");
  }
  TC_TRY(const PlanMove move,
         engine::explain_move(scene.versions->before, scene.versions->after, scene.target));
  return Moves(scene, move).run();
}

}  // namespace tc::app
