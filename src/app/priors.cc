// SPDX-License-Identifier: Apache-2.0
#include "app/priors.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "app/encode.h"
#include "app/rows.h"
#include "engine/calendar/compile.h"
#include "formats/noun/noun_json.h"

namespace tc::app {
namespace {

constexpr std::size_t kJournalPage = 2000;
/// 80th percentile of the standard normal distribution.
constexpr double kZ80 = 0.8416212335729143;

using Levels = std::map<model::BlockerId, std::vector<rules::LevelSince>>;

/// The level of each blocker after each of its journal entries.
Result<Levels> levels_in_journal(store::Store& store, model::CityCode city, Day data_date) {
  Levels levels;
  store::JournalQuery ask;
  ask.noun = model::Blocker::kNoun;
  ask.up_to_day = data_date;
  ask.limit = kJournalPage;
  while (true) {
    TC_TRY(const std::vector<model::JournalEntry> entries, store.journal(city, ask));
    for (const model::JournalEntry& entry : entries) {
      if (entry.after.empty()) continue;
      TC_TRY(const model::Row row, formats::row_from_json(entry.noun, entry.after));
      const auto& blocker = std::get<model::Blocker>(row);
      levels[blocker.id].push_back({entry.day, blocker.level});
    }
    if (entries.size() < kJournalPage) return levels;
    ask.from_sequence = entries.back().sequence + 1;
  }
}

std::vector<rules::BlockerRecord> blocker_records(const model::CityState& state,
                                                  const Levels& levels) {
  std::vector<rules::BlockerRecord> records;
  for (const auto& file : state.projects) {
    for (const model::Blocker& blocker : file->blockers) {
      records.push_back(rules::record_of(blocker));
      if (const auto at = levels.find(blocker.id); at != levels.end()) {
        records.back().levels = at->second;
      }
    }
  }
  return records;
}

/// Working time taken over likely working time; nothing of what has not begun, or whose calendar
/// gives no work at all in the time it took.
std::optional<rules::RatioRecord> ratio_of(const model::Activity& activity,
                                           const engine::CalendarTable& calendars, Day data_date) {
  const Minute now = start_of(data_date);
  if (!activity.actual_start || *activity.actual_start >= now) return std::nullopt;
  const bool finished = activity.actual_finish && *activity.actual_finish <= now;
  const Minute end = finished ? *activity.actual_finish : now;
  const Result<std::uint16_t> number = calendars.find(activity.calendar_id, activity.weather);
  if (!number || end < *activity.actual_start) return std::nullopt;
  const std::int64_t work =
      calendars.calendars()[*number].work_between(*activity.actual_start, end);
  if (work <= 0) return std::nullopt;
  return rules::RatioRecord{
      static_cast<double>(work) / static_cast<double>(activity.duration_likely), finished};
}

std::vector<rules::DurationRecord> duration_records(const model::CityState& state,
                                                    const engine::CalendarTable& calendars,
                                                    Day data_date) {
  std::vector<rules::DurationRecord> records;
  for (const auto& file : state.projects) {
    for (const model::Activity& activity : file->activities) {
      const auto of = rules::class_of(activity, file->project);
      if (!of) continue;
      if (const auto ratio = ratio_of(activity, calendars, data_date)) {
        records.push_back({*of, *ratio});
      }
    }
  }
  return records;
}

KindPrior kind_view(const rules::BlockerPrior& prior, const rules::KindHazard& hazard,
                    model::BlockerKind kind) {
  KindPrior view{.kind = kind,
                 .letter = prior.letter,
                 .name_zh = prior.zh,
                 .name_en = prior.en,
                 .released = hazard.released,
                 .open = hazard.open,
                 .expected = hazard.expected,
                 .factor = hazard.factor,
                 .factor_low = hazard.factor_low,
                 .factor_high = hazard.factor_high,
                 .levels = {}};
  for (std::size_t level = 0; level < rules::kBlockerLevels; ++level) {
    view.levels.push_back({.level = static_cast<model::BlockerLevel>(level),
                           .before_days = hazard.prior_mean[level],
                           .after_days = hazard.mean[level],
                           .observed_days = hazard.observed[level]});
  }
  return view;
}

double p80(double median, double spread) { return median * std::exp(kZ80 * spread); }

DurationPrior duration_view(const rules::DurationClass& of, const rules::RatioEstimate& estimate,
                            const rules::RatioPrior& prior, const Library& library) {
  DurationPrior view{.kind = of.kind,
                     .key = of.key,
                     .name_zh = of.key,
                     .name_en = of.key,
                     .finished = estimate.finished,
                     .running = estimate.running,
                     .before_median = prior.median,
                     .before_p80 = p80(prior.median, prior.spread),
                     .after_median = estimate.median,
                     .after_p80 = p80(estimate.median, estimate.spread),
                     .after_spread = estimate.spread};
  if (of.kind == rules::DurationKind::gate) return view;
  if (const auto* type = formats::find_template(library.templates, of.key)) {
    view.name_zh = type->name;
    view.name_en = type->name_en;
  }
  return view;
}

}  // namespace

Result<rules::Learned> learn_city(App& app, const model::CityState& state, Day data_date) {
  TC_TRY(const Levels levels, levels_in_journal(app.store(), state.city.code, data_date));
  engine::CalendarTable calendars(state.calendars);
  TC_TRY_VOID(calendars.compile_all());
  const auto blockers = blocker_records(state, levels);
  const auto durations = duration_records(state, calendars, data_date);
  return rules::learn(app.library().priors, app.library().learning,
                      {.blockers = blockers, .durations = durations, .data_date = data_date});
}

Result<PriorsView> priors_of(App& app, const Query& query) {
  TC_TRY(const StatePtr present, app.state(query.acting.city));
  TC_TRY(const StatePtr state, app.state_at(query.acting.city, query.as_of));
  const Day today = data_date_of(app, *present);
  const Day as_of = query.as_of ? std::min(*query.as_of, today) : today;
  TC_TRY(const rules::Learned learned, learn_city(app, *state, as_of));
  const Library& library = app.library();
  PriorsView view{.city = view_of(state->city, as_of, state->projects.size()),
                  .as_of = as_of,
                  .strength = library.learning.closures,
                  .source = library.priors.source,
                  .settings_source = library.learning.source,
                  .blockers = {},
                  .durations = {}};
  for (std::size_t kind = 0; kind < rules::kBlockerKinds; ++kind) {
    view.blockers.push_back(kind_view(library.priors.kinds[kind], learned.hazards[kind],
                                      static_cast<model::BlockerKind>(kind)));
  }
  for (const auto& [of, estimate] : learned.durations) {
    const bool gate = of.kind == rules::DurationKind::gate;
    view.durations.push_back(
        duration_view(of, estimate, gate ? learned.gate_prior : learned.work_prior, library));
  }
  return view;
}

std::string to_json(const PriorsView& view) { return encode(view).dump(); }

}  // namespace tc::app
