// SPDX-License-Identifier: Apache-2.0
#include "app/rows.h"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>

namespace tc::app {
namespace {

using model::ProjectFile;
using model::Provenance;

std::string_view unit_name(rules::MeasureUnit unit) {
  switch (unit) {
    case rules::MeasureUnit::share:
      return "share";
    case rules::MeasureUnit::ratio:
      return "ratio";
    case rules::MeasureUnit::points:
      return "points";
    case rules::MeasureUnit::months:
      return "months";
    case rules::MeasureUnit::days:
      return "days";
  }
  return "";
}

LightView light_view(const rules::LightResult& light, const Library& library) {
  const rules::LightPack& pack = pack_of(library, light.pack);
  LightView view{.color = std::string(model::to_name(light.light)),
                 .pack = light.pack,
                 .pack_name_zh = pack.zh,
                 .pack_name_en = pack.en,
                 .rule = light.row,
                 .reason_zh = light.zh,
                 .reason_en = light.en,
                 .numbers = {},
                 .provenance = Provenance::reported};
  for (const rules::LightFinding& mark : light.marks) {
    if (mark.row == light.row) continue;
    view.reason_zh += "；" + mark.zh;
    view.reason_en += "; " + mark.en;
  }
  const auto table = rules::measure_table();
  for (const rules::LightNumber& number : light.numbers) {
    const rules::MeasureRow& row = table[static_cast<std::size_t>(number.measure)];
    view.numbers.push_back({std::string(row.name), number.value, std::string(unit_name(row.unit))});
  }
  return view;
}

/// Whether every step of the plan was inferred, none reported.
bool plan_inferred(const ProjectFile& file) {
  return !file.activities.empty() &&
         std::ranges::all_of(file.activities, [](const model::Activity& activity) {
           return activity.provenance == Provenance::inferred;
         });
}

bool in_work(const model::Activity& activity) { return !activity.actual_finish; }

/// The key node that comes next: the earliest unfinished one.
std::optional<NextNode> next_node(const ProjectPicture& picture) {
  const model::Activity* next = nullptr;
  Minute finish;
  for (std::size_t i = 0; i < picture.dates.size(); ++i) {
    const model::Activity& activity = picture.file->activities[i];
    if (!activity.key_node || !in_work(activity) || !picture.dates[i].in_network) continue;
    if (next == nullptr || picture.dates[i].early_finish < finish) {
      next = &activity;
      finish = picture.dates[i].early_finish;
    }
  }
  if (next == nullptr) return std::nullopt;
  return NextNode{.activity_id = next->id.value,
                  .name = next->name,
                  .owner = next->owner,
                  .approved_finish = next->approved_finish,
                  .planned_finish = next->planned_finish,
                  .forecast_finish = finish};
}

/// The open blocker that costs most.
std::optional<Cause> top_cause(const ProjectPicture& picture) {
  const auto worst = std::ranges::max_element(picture.drags, {}, &BlockerDrag::days);
  if (worst == picture.drags.end() || worst->days <= 0) return std::nullopt;
  const auto blocker = std::ranges::find(picture.file->blockers, worst->id, &model::Blocker::id);
  return Cause{.text = blocker->text, .days = worst->days, .blocker_id = worst->id.value};
}

template <class Rows, class Open>
int count_open(const Rows& rows, const Open& open) {
  return static_cast<int>(std::ranges::count_if(rows, open));
}

std::int64_t newest_revision(const ProjectFile& file) {
  std::int64_t newest = file.project.revision;
  const auto take = [&newest](const auto& rows) {
    for (const auto& row : rows) newest = std::max(newest, row.revision);
  };
  take(file.activities);
  take(file.links);
  take(file.blockers);
  take(file.orders);
  take(file.promises);
  take(file.returns);
  take(file.hazards);
  take(file.outputs);
  return newest;
}

/// Latest finish of one kind outside ramp-up.
std::optional<Minute> latest(const ProjectFile& file,
                             std::optional<Minute> model::Activity::*field) {
  std::optional<Minute> finish;
  for (const model::Activity& activity : file.activities) {
    const std::optional<Minute>& value = activity.*field;
    if (activity.phase == "R" || !value) continue;
    if (!finish || *value > *finish) finish = value;
  }
  return finish;
}

void take_plan(const ProjectPicture& picture, ProjectRow& row) {
  const ProjectFile& file = *picture.file;
  row.approved_finish = latest(file, &model::Activity::approved_finish);
  row.planned_finish = latest(file, &model::Activity::planned_finish);
  row.forecast_finish = picture.finish;
  row.days_late = picture.days_late;
  row.late_against = Against::none;
  if (picture.days_late) {
    const bool approved = picture.baseline.basis == rules::PlanBasis::approved ||
                          picture.baseline.basis == rules::PlanBasis::mixed;
    row.late_against = approved ? Against::approved : Against::planned;
  }
  row.next_node = next_node(picture);
  row.top_cause = top_cause(picture);
  if (picture.measures.done_share) row.done_percent = *picture.measures.done_share * 100.0;
}

void take_counts(const ProjectFile& file, ProjectRow& row) {
  row.open_blockers = count_open(file.blockers, [](const model::Blocker& b) {
    return b.state < model::BlockerState::resolved;
  });
  row.open_orders = count_open(
      file.orders, [](const model::Order& o) { return o.state <= model::OrderState::replied; });
  row.open_promises = count_open(
      file.promises, [](const model::Promise& p) { return p.state == model::PromiseState::open; });
  for (const model::UnitReturn& unit_return : file.returns) {
    if (!row.last_return_day || unit_return.day > *row.last_return_day) {
      row.last_return_day = unit_return.day;
    }
  }
}

}  // namespace

CityView view_of(const model::City& city, Day data_date, std::size_t projects) {
  return {.code = city.code.value,
          .name = city.name,
          .synthetic = city.synthetic,
          .data_date = data_date,
          .light_pack = city.light_pack,
          .projects = static_cast<std::int64_t>(projects)};
}

RowContext row_context(const Library& library, const model::CityState& state, Day data_date) {
  return {.library = library,
          .city = state.city,
          .worth = rules::worth_sources(state.city, state.projects, data_date)};
}

void count(LightCounts& counts, std::string_view color) {
  if (color == "green") ++counts.green;
  if (color == "yellow") ++counts.yellow;
  if (color == "orange") ++counts.orange;
  if (color == "red") ++counts.red;
  if (color == "none") ++counts.none;
}

ProjectRow row_of(const ProjectPicture& picture, const RowContext& context) {
  const model::Project& project = picture.file->project;
  ProjectRow row;
  row.id = project.id.value;
  row.name = project.name;
  row.initials = picture.initials;
  row.unit = project.unit;
  row.county = project.county;
  row.sector = project.sector;
  row.type = project.type;
  if (const auto* type = formats::find_template(context.library.templates, project.type)) {
    row.type_zh = type->name;
    row.type_en = type->name_en;
  }
  row.stage = project.stage;
  row.side_state = project.side_state;
  row.level = project.level;
  if (project.investment) row.investment = to_wan(*project.investment);
  const rules::Worth worth = rules::worth_of(*picture.file, context.worth);
  if (worth.per_day) row.worth_per_day = to_wan(*worth.per_day);
  row.worth_provenance = worth.provenance;
  row.worth_basis = worth.basis;
  row.worth_text = worth.zh;
  row.worth_text_en = worth.en;
  row.light = light_view(picture.light, context.library);
  take_plan(picture, row);
  take_counts(*picture.file, row);
  row.provenance = plan_inferred(*picture.file) ? Provenance::inferred : project.provenance;
  // A light that rests on nothing but an inferred plan says no more than the inference.
  const bool measured = row.last_return_day.has_value() || row.approved_finish.has_value();
  row.light.provenance =
      row.provenance == Provenance::inferred && !measured && row.light.color != "none"
          ? Provenance::inferred
          : Provenance::reported;
  row.revision = newest_revision(*picture.file);
  return row;
}

std::vector<std::int64_t> open_chain(const ProjectPicture& picture) {
  std::vector<std::int64_t> chain;
  for (const model::ActivityId id : picture.chain) {
    const model::Activity* activity = model::find_activity(*picture.file, id);
    if (activity == nullptr || in_work(*activity)) chain.push_back(id.value);
  }
  return chain;
}

namespace {

std::string step_text(const ProjectPicture& picture, const model::Activity& activity,
                      Language language) {
  const bool english = language == Language::en && !activity.name_en.empty();
  std::string step = english ? activity.name_en : activity.name;
  if (activity.kind == model::ActivityKind::gate) step += "〔" + activity.owner + "〕";
  for (const model::Blocker& blocker : picture.file->blockers) {
    if (blocker.activity_id == activity.id && blocker.state < model::BlockerState::resolved) {
      return step +
             (english ? " (blocker: " + blocker.text + ")" : "（堵点：" + blocker.text + "）");
    }
  }
  return step;
}

}  // namespace

std::string chain_text(const ProjectPicture& picture, std::size_t most, Language language) {
  const bool english = language == Language::en;
  std::vector<std::string> steps;
  for (const model::ActivityId id : picture.chain) {
    const model::Activity* activity = model::find_activity(*picture.file, id);
    if (activity == nullptr) {
      steps.emplace_back(english ? "(work of another project)" : "（另一项目的工作）");
    } else if (in_work(*activity)) {
      steps.push_back(step_text(picture, *activity, language));
    }
  }
  std::string text;
  for (std::size_t i = 0; i < steps.size(); ++i) {
    // A long chain shows its near end and its last step: what is next, and where it leads.
    if (most > 0 && steps.size() > most && i >= most - 1 && i + 1 < steps.size()) {
      const std::size_t left_out = steps.size() - most;
      if (i == most - 1) {
        text += english ? fmt::format(" → … ({} steps)", left_out)
                        : fmt::format(" → …（{} 步）", left_out);
      }
      continue;
    }
    text += (i == 0 ? "" : " → ") + steps[i];
  }
  return text;
}

namespace {

/// The open order that already asks for what the candidate asks.
std::int64_t standing_order(const ProjectFile& file, const rules::Candidate& candidate) {
  for (const model::Order& order : file.orders) {
    if (order.state > model::OrderState::replied) continue;
    const bool same = candidate.kind == rules::DecisionKind::release_blocker
                          ? order.blocker_id.value == candidate.noun_id
                          : order.activity_id.value == candidate.noun_id && !order.blocker_id;
    if (same) return order.id.value;
  }
  return 0;
}

void take_object(const ProjectFile& file, const rules::Candidate& candidate, Decision& decision) {
  model::ActivityId activity_id{candidate.noun_id};
  if (candidate.kind == rules::DecisionKind::release_blocker) {
    const auto& blocker =
        *std::ranges::find(file.blockers, model::BlockerId{candidate.noun_id}, &model::Blocker::id);
    decision.blocker_id = blocker.id.value;
    activity_id = blocker.activity_id;
    decision.provenance = blocker.provenance;
    if (candidate.release) {
      decision.basis_en = blocker_basis(blocker, *candidate.release, Language::en);
      // The days saved run to the release: they are no better known than it.
      if (candidate.release->assumed) decision.provenance = Provenance::assumed;
    }
    const bool sentence = blocker.source_note.find("句") != std::string::npos;
    decision.basis_kind = sentence ? BasisKind::sentence : BasisKind::record;
    if (!blocker.owner_person.empty()) decision.who += " " + blocker.owner_person;
  }
  decision.activity_id = activity_id.value;
  if (const model::Activity* activity = model::find_activity(file, activity_id)) {
    decision.activity_name = activity->name;
    if (candidate.kind == rules::DecisionKind::finish_gate) {
      if (!activity->name_en.empty()) decision.what_en = "finish \"" + activity->name_en + "\"";
      decision.basis_en = gate_basis(*activity, Language::en);
      decision.provenance = activity->provenance;
      decision.basis_kind = activity->provenance == Provenance::inferred ? BasisKind::template_file
                                                                         : BasisKind::record;
    }
  }
}

}  // namespace

namespace {

void take_worth(const rules::Worth& worth, Decision& decision) {
  if (worth.per_day) decision.worth_per_day = to_wan(*worth.per_day);
  decision.worth_provenance = worth.provenance;
  decision.worth_basis = worth.basis;
  decision.worth_text = worth.zh;
  decision.worth_text_en = worth.en;
}

}  // namespace

std::vector<Decision> decisions_of(const std::vector<PicturePtr>& pictures,
                                   const RowContext& context, std::size_t top) {
  std::vector<rules::Candidate> candidates;
  std::unordered_map<std::int64_t, const ProjectFile*> files;
  std::unordered_map<std::int64_t, rules::Worth> worths;
  for (const PicturePtr& picture : pictures) {
    files.emplace(picture->file->project.id.value, picture->file.get());
    const rules::Worth worth = rules::worth_of(*picture->file, context.worth);
    for (rules::Candidate candidate : picture->candidates) {
      candidate.worth_per_day = worth.per_day;
      candidate.worth_basis = worth.basis;
      candidates.push_back(std::move(candidate));
    }
    worths.emplace(picture->file->project.id.value, worth);
  }
  const auto ranked = rules::rank(candidates, context.city.default_worth_per_day);
  std::vector<Decision> decisions;
  for (const rules::RankedDecision& entry : ranked) {
    if (top != 0 && decisions.size() == top) break;
    const rules::Candidate& candidate = entry.candidate;
    const ProjectFile& file = *files.at(candidate.project_id.value);
    Decision decision;
    decision.rank = static_cast<int>(decisions.size()) + 1;
    decision.kind = candidate.kind;
    decision.project_id = candidate.project_id.value;
    decision.project_name = file.project.name;
    decision.who = candidate.decider;
    decision.what = candidate.ask;
    decision.what_en = candidate.ask;
    decision.basis_en = candidate.source;
    decision.by = candidate.by.value_or(Day{});
    decision.days_saved = candidate.days_saved;
    take_worth(worths.at(candidate.project_id.value), decision);
    if (entry.value) decision.value = to_wan(*entry.value);
    decision.basis = candidate.source;
    decision.order_id = standing_order(file, candidate);
    take_object(file, candidate, decision);
    decisions.push_back(std::move(decision));
  }
  return decisions;
}

}  // namespace tc::app
