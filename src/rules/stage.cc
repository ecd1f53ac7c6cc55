// SPDX-License-Identifier: Apache-2.0
#include "rules/stage.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <unordered_map>
#include <unordered_set>

#include "rules/output.h"

namespace tc::rules {
namespace {

using model::Activity;
using model::ProjectFile;
using model::SideState;
using model::Stage;

constexpr std::array kGates{
    StageGate{Stage::conceived, Stage::preparing, Proof::unit_named, "明确业主或牵头部门",
              "owner or lead department named"},
    StageGate{Stage::conceived, Stage::preparing, Proof::scale_stated, "明确建设规模",
              "scale stated"},
    StageGate{Stage::conceived, Stage::preparing, Proof::place_stated, "明确建设地点",
              "place stated"},
    StageGate{Stage::conceived, Stage::preparing, Proof::investment_stated, "有投资估算",
              "first investment estimate"},
    StageGate{Stage::preparing, Stage::ready, Proof::code_given, "已赋项目代码",
              "national project code given"},
    StageGate{Stage::preparing, Stage::ready, Proof::permits_finished, "前期手续全部办结",
              "all steps of phases S1 and S2 that lead to the building work finished"},
    StageGate{Stage::preparing, Stage::ready, Proof::factors_allotted, "土地能耗等要素全部落实",
              "every factor needed is allotted"},
    StageGate{Stage::ready, Stage::building, Proof::first_work_dated, "有开工日期（首个永久工程）",
              "first permanent work dated"},
    StageGate{Stage::building, Stage::completed, Proof::in_register, "已入库纳统", "in statistics"},
    StageGate{Stage::building, Stage::completed, Proof::works_finished, "土建和设备工程全部完成",
              "all civil and equipment work before the trial and acceptance finished"},
    StageGate{Stage::building, Stage::completed, Proof::no_major_hazard, "无未销号重大隐患",
              "no open major hazard"},
    StageGate{Stage::completed, Stage::trial, Proof::trial_started, "试运行已开始或已有产出",
              "trial run started or first output"},
    StageGate{Stage::trial, Stage::producing, Proof::acceptance_finished, "竣工各项验收全部办结",
              "all acceptance gates (phase S4) finished"},
    StageGate{Stage::trial, Stage::producing, Proof::output_reached, "连续三个月达到设计产出的90%",
              "three months at 90 % of design output"},
};

constexpr std::array kSides{
    SideStateRow{SideState::none, false, false, 0, true, "正常", "none"},
    SideStateRow{SideState::paused, true, true, 92, true, "暂停（每季度复核）",
                 "paused, renewed every quarter"},
    SideStateRow{SideState::deferred, true, true, 0, true, "延期（经批准，有期限）",
                 "deferred with approval, to a date"},
    SideStateRow{SideState::withdrawn, true, false, 0, true, "调出计划", "withdrawn from the plan"},
    SideStateRow{SideState::terminated, true, false, 0, false, "终止（留存历史）",
                 "terminated, kept in history"},
};
constexpr bool every_side_state() {
  for (std::size_t i = 0; i < kSides.size(); ++i) {
    if (static_cast<std::size_t>(kSides[i].state) != i) return false;
  }
  return kSides.size() == model::kEnumNames<SideState>.size();
}
static_assert(every_side_state(), "one row for each SideState, in its order");

using Phases = std::initializer_list<std::string_view>;

/// The activities of a project with the ways between them.
class Reach {
 public:
  explicit Reach(const ProjectFile& file) : file_(file) {
    for (const model::Link& link : file.links) {
      after_[link.predecessor_id.value].push_back(link.successor_id.value);
      before_[link.successor_id.value].push_back(link.predecessor_id.value);
    }
  }
  /// Ids of all activities after (before) those of `phases`.
  [[nodiscard]] std::unordered_set<std::int64_t> after(Phases phases) const {
    return walk(of(phases), after_);
  }
  [[nodiscard]] std::unordered_set<std::int64_t> before(Phases phases) const {
    return walk(of(phases), before_);
  }
  static bool is_of(const Activity& activity, Phases phases) {
    return std::ranges::find(phases, std::string_view(activity.phase)) != phases.end();
  }

  /// Ids of what follows building work that itself follows the trial: a later phase's.
  [[nodiscard]] std::unordered_set<std::int64_t> after_later_building() const {
    const auto past_trial = after({"T"});
    return walk(seeds([&](const Activity& a) {
                  return is_of(a, {"C", "E"}) && past_trial.contains(a.id.value);
                }),
                after_);
  }

 private:
  using Ways = std::unordered_map<std::int64_t, std::vector<std::int64_t>>;
  template <class Wanted>
  [[nodiscard]] std::vector<std::int64_t> seeds(const Wanted& wanted) const {
    std::vector<std::int64_t> ids;
    for (const Activity& activity : file_.activities) {
      if (wanted(activity)) ids.push_back(activity.id.value);
    }
    return ids;
  }
  [[nodiscard]] std::vector<std::int64_t> of(Phases phases) const {
    return seeds([&](const Activity& a) { return is_of(a, phases); });
  }
  static std::unordered_set<std::int64_t> walk(std::vector<std::int64_t> open, const Ways& ways) {
    std::unordered_set<std::int64_t> seen;
    while (!open.empty()) {
      const auto way = ways.find(open.back());
      open.pop_back();
      if (way == ways.end()) continue;
      for (const std::int64_t id : way->second) {
        if (seen.insert(id).second) open.push_back(id);
      }
    }
    return seen;
  }

  const ProjectFile& file_;
  Ways after_, before_;
};

/// Which activities a gate asks for: those of `phases` that lead into `into` and do not follow
/// `past`, so that a later construction phase or a right needed only for full output does not hold
/// up the first one. Without links nothing leads anywhere, and all of `phases` count.
struct Work {
  Phases phases, into, past;
};

/// Whether there is such an activity, and each is finished.
bool all_finished(const ProjectFile& file, const Work& work) {
  const Reach reach(file);
  const auto leading = reach.before(work.into);
  // Acceptance stands after the trial by nature: only that of a later phase is left out.
  const auto following =
      work.past.size() > 0 ? reach.after(work.past) : reach.after_later_building();
  bool any = false;
  for (const Activity& activity : file.activities) {
    const bool asked = Reach::is_of(activity, work.phases) && !model::is_spanning(activity.kind) &&
                       (leading.empty() || leading.contains(activity.id.value)) &&
                       !following.contains(activity.id.value);
    if (!asked) continue;
    if (!activity.actual_finish) return false;
    any = true;
  }
  return any;
}

bool trial_started(const ProjectFile& file) {
  const auto begun = [](const Activity& a) { return a.phase == "T" && a.actual_start; };
  return std::ranges::any_of(file.activities, begun) || !file.outputs.empty();
}

bool factors_allotted(const ProjectFile& file) {
  return std::ranges::all_of(file.factor_needs,
                             [](const model::FactorNeed& n) { return n.allotted >= n.amount; });
}

bool open_major_hazard(const ProjectFile& file) {
  return std::ranges::any_of(file.hazards, [](const model::Hazard& h) {
    return h.level == model::HazardLevel::major && !h.closed_day;
  });
}

bool proven(const ProjectFile& file, Proof proof) {
  const model::Project& p = file.project;
  switch (proof) {
    case Proof::unit_named:
      return !p.unit.empty() || !p.lead_department.empty();
    case Proof::scale_stated:
      return p.capacity_value || !p.capacity_text.empty();
    case Proof::place_stated:
      return !p.place.empty() || !p.county.empty() || p.longitude;
    case Proof::investment_stated:
      return p.investment.has_value();
    case Proof::code_given:
      return !p.national_code.empty();
    case Proof::permits_finished:
      return all_finished(file, {{"S1", "S2"}, {"C"}, {"T"}});
    case Proof::factors_allotted:
      return factors_allotted(file);
    case Proof::first_work_dated:
      return p.started_day.has_value();
    case Proof::in_register:
      return p.in_register_day.has_value();
    case Proof::works_finished:
      return all_finished(file, {{"C", "E"}, {"T", "S4"}, {"T"}});
    case Proof::no_major_hazard:
      return !open_major_hazard(file);
    case Proof::trial_started:
      return trial_started(file);
    case Proof::acceptance_finished:
      return all_finished(file, {{"S4"}, {}, {}});
    case Proof::output_reached:
      return output_reached(file, kReachedShare);
  }
  return false;
}

}  // namespace

std::span<const StageGate> stage_gates() { return kGates; }
std::span<const SideStateRow> side_states() { return kSides; }

std::vector<StageGate> missing_proofs(const ProjectFile& file, Stage to) {
  std::vector<StageGate> out;
  for (const StageGate& gate : kGates) {
    if (gate.from == file.project.stage && gate.to == to && !proven(file, gate.proof)) {
      out.push_back(gate);
    }
  }
  return out;
}

Result<void> may_move(const ProjectFile& file, Stage to) {
  const Stage from = file.project.stage;
  if (from == to) {
    return fail(Code::conflict, "stage.same",
                fmt::format("the project is at stage '{}' already", model::to_name(to)), "stage");
  }
  if (static_cast<int>(to) != static_cast<int>(from) + 1) {
    return fail(Code::conflict, "stage.step",
                fmt::format("'{}' does not follow '{}'", model::to_name(to), model::to_name(from)),
                "stage", "a stage moves one step forward at a time");
  }
  if (file.project.side_state != SideState::none) {
    return fail(Code::conflict, "stage.side",
                fmt::format("the project is {}", model::to_name(file.project.side_state)),
                "side_state", "end the side state first");
  }
  const std::vector<StageGate> missing = missing_proofs(file, to);
  if (missing.empty()) return {};
  std::string list;
  for (const StageGate& gate : missing) {
    list += fmt::format("{}{}: {} ({})", list.empty() ? "" : "; ", model::to_name(gate.proof),
                        gate.zh, gate.en);
  }
  return fail(Code::conflict, "stage.proof",
              fmt::format("from '{}' to '{}' is missing {}", model::to_name(from),
                          model::to_name(to), list),
              "stage", "record the missing proof");
}

Result<void> may_set_side_state(const model::Project& project, const SideChange& change,
                                Day today) {
  const SideStateRow& now = kSides[static_cast<std::size_t>(project.side_state)];
  const SideStateRow& next = kSides[static_cast<std::size_t>(change.to)];
  if (!now.may_return && change.to != project.side_state) {
    return fail(Code::conflict, "side.final",
                fmt::format("a project once {} stays so", model::to_name(project.side_state)),
                "side_state");
  }
  if (next.needs_reason && change.reason.empty()) {
    return fail(Code::bad_input, "side.reason",
                fmt::format("'{}' needs a reason", model::to_name(change.to)), "side_reason");
  }
  if (next.needs_review_day && !change.review_day) {
    return fail(Code::bad_input, "side.review",
                fmt::format("'{}' needs the day it is looked at again", model::to_name(change.to)),
                "side_review_day");
  }
  if (!next.needs_review_day) return {};
  const int days = *change.review_day - today;
  if (days > 0 && (next.review_within_days == 0 || days <= next.review_within_days)) return {};
  return fail(Code::bad_input, "side.review",
              fmt::format("review day {} is {} days from today", to_text(*change.review_day), days),
              "side_review_day",
              next.review_within_days > 0
                  ? fmt::format("1 to {} days from today", next.review_within_days)
                  : "a day after today");
}

}  // namespace tc::rules
