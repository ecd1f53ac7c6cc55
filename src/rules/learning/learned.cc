// SPDX-License-Identifier: Apache-2.0
#include "rules/learning/learned.h"

#include <fmt/format.h>

#include <toml++/toml.h>

#include "base/text.h"

namespace tc::rules {
namespace {

constexpr std::string_view kRampUpPhase = "R";
constexpr double kLeastNumber = 0.01;
constexpr double kMostNumber = 1000;

tl::unexpected<Error> bad(std::string rule, std::string message, std::string where) {
  return fail(Code::bad_input, std::move(rule), std::move(message), std::move(where));
}

Result<double> number(const toml::table& table, std::string_view key, const std::string& where) {
  const auto value = table[key].value<double>();
  if (!value) return bad("prior.field", fmt::format("'{}' must be a number", key), where);
  if (*value >= kLeastNumber && *value <= kMostNumber) return *value;
  return bad("prior.number",
             fmt::format("'{}' is {}, not in {} … {}", key, *value, kLeastNumber, kMostNumber),
             where);
}

Result<RatioPrior> ratio_prior(const toml::table& root, std::string_view key,
                               const std::string& where) {
  const toml::table* table = root[key].as_table();
  if (table == nullptr) return bad("prior.field", fmt::format("no table [{}]", key), where);
  RatioPrior prior;
  TC_TRY(prior.median, number(*table, "median", where));
  TC_TRY(prior.spread, number(*table, "spread", where));
  TC_TRY(prior.strength, number(*table, "strength", where));
  if (table->size() != 3) {
    return bad("prior.field", fmt::format("[{}] has more than median, spread, strength", key),
               where);
  }
  return prior;
}

Result<LearningPrior> parse_root(const toml::table& root, const std::string& where) {
  LearningPrior out;
  out.source = root["source"].value_or(std::string());
  if (out.source.empty() || root.size() != 4) {
    return bad("prior.field", "'source', 'closures', [gates] and [works] are needed, and no more",
               where);
  }
  TC_TRY(out.closures, number(root, "closures", where));
  TC_TRY(out.gates, ratio_prior(root, "gates", where));
  TC_TRY(out.works, ratio_prior(root, "works", where));
  return out;
}

}  // namespace

Result<LearningPrior> parse_learning_prior(std::string_view toml, std::string_view where) {
  if (text::first_bad_utf8(toml) != std::string_view::npos) {
    return bad("prior.syntax", "the file is not UTF-8", std::string(where));
  }
  try {
    return parse_root(toml::parse(toml), std::string(where));
  } catch (const toml::parse_error& error) {
    return bad("prior.syntax", std::string(error.description()),
               fmt::format("{}: line {}", where, error.source().begin.line));
  }
}

std::optional<DurationClass> class_of(const model::Activity& activity,
                                      const model::Project& project) {
  if (activity.duration_likely <= 0) return std::nullopt;
  if (activity.kind == model::ActivityKind::gate) {
    if (activity.owner.empty()) return std::nullopt;
    return DurationClass{DurationKind::gate, activity.owner};
  }
  const bool task = activity.kind == model::ActivityKind::task ||
                    activity.kind == model::ActivityKind::resource_dependent;
  if (!task || project.type.empty() || activity.phase.starts_with('S') ||
      activity.phase == kRampUpPhase) {
    return std::nullopt;
  }
  return DurationClass{DurationKind::work, project.type};
}

Learned learn(const BlockerPriors& priors, const LearningPrior& settings,
              const LearningRecords& records) {
  Learned out;
  out.gate_prior = settings.gates;
  out.work_prior = settings.works;
  out.hazards = learn_hazards(priors, records.blockers, records.data_date, settings.closures);
  std::map<DurationClass, std::vector<RatioRecord>> by_class;
  for (const DurationRecord& record : records.durations) {
    by_class[record.of].push_back(record.record);
  }
  for (const auto& [of, list] : by_class) {
    const bool gate = of.kind == DurationKind::gate;
    out.durations.emplace(of, learn_ratio(gate ? settings.gates : settings.works, list));
  }
  return out;
}

ResidualEstimate residual_of(const Learned& learned, const model::Blocker& blocker) {
  const KindHazard& hazard = learned.hazards[static_cast<std::size_t>(blocker.kind)];
  return {
      .mean_days = hazard.mean[static_cast<std::size_t>(blocker.level)],
      .released = hazard.released,
      .open = hazard.open,
      .provenance = hazard.released > 0 ? model::Provenance::inferred : model::Provenance::assumed};
}

RatioEstimate ratio_of(const Learned& learned, const DurationClass& of) {
  if (const auto at = learned.durations.find(of); at != learned.durations.end()) return at->second;
  const RatioPrior& prior = of.kind == DurationKind::gate ? learned.gate_prior : learned.work_prior;
  return {.median = prior.median, .spread = prior.spread};
}

}  // namespace tc::rules
