// SPDX-License-Identifier: Apache-2.0
#include "engine/outlook/check.h"

#include <cmath>
#include <string>

#include "engine/outlook/draws.h"

namespace tc::engine {
namespace {

constexpr std::int64_t kMostTrials = 1'000'000;
constexpr std::size_t kMostFinishes = std::size_t{1} << 28;  ///< targets × trials
constexpr std::size_t kMostSums = std::size_t{1} << 24;      ///< targets with causes × activities
constexpr double kMostWork = 1'073'741'824;                  ///< minutes, about 2,000 years
constexpr double kMostMeanDays = 100'000;
constexpr int kMostTries = 100;
constexpr double kMostFactor = 1000;
constexpr Minute kFarDate{std::int64_t{1} << 40};

std::string name_of(const Network& network, std::size_t node) {
  return "activity " + std::to_string(network.activity[node]->id.value);
}

bool within(double value, double low, double high) {  // false for what is no number
  return value >= low && value <= high;
}

Result<void> check_node(const Network& network, std::uint32_t node, const std::string& where) {
  if (node < network.size()) return {};
  return fail(Code::bad_input, "outlook.node",
              "node " + std::to_string(node) + " is not one of " + std::to_string(network.size()),
              where);
}

Result<void> check_length(std::size_t given, std::size_t wanted, const std::string& rule) {
  if (given == 0 || given == wanted) return {};
  return fail(Code::bad_input, rule,
              std::to_string(given) + " are given where there are " + std::to_string(wanted), {},
              "give one for each, or none at all");
}

Result<void> check_work(const Network& network, const OutlookModel& model) {
  TC_TRY_VOID(check_length(model.work.size(), network.size(), "outlook.duration"));
  for (std::size_t i = 0; i < model.work.size(); ++i) {
    const WorkSpread& spread = model.work[i];
    const bool fixed = spread.shape == SpreadShape::fixed;
    const bool ordered =
        fixed || (0 <= spread.low && spread.low <= spread.likely && spread.likely <= spread.high);
    const std::int64_t most = fixed ? spread.likely : spread.high;
    if (ordered && spread.likely >= 0 && static_cast<double>(most) <= kMostWork) continue;
    return fail(Code::bad_input, "outlook.duration",
                std::to_string(spread.low) + ", " + std::to_string(spread.likely) + ", " +
                    std::to_string(spread.high) + " minutes are no low, likely and high duration",
                name_of(network, i), "give 0 <= low <= likely <= high, at most 2,000 years");
  }
  return {};
}

Result<void> check_releases(const CpmInput& input, const OutlookModel& model) {
  TC_TRY_VOID(check_length(model.releases.size(), input.holds.size(), "outlook.release"));
  for (std::size_t h = 0; h < model.releases.size(); ++h) {
    const ReleaseSpread& spread = model.releases[h];
    bool good = true;
    if (spread.shape == ReleaseShape::triangular || spread.shape == ReleaseShape::pert) {
      good = Minute{-kFarDate.count} <= spread.low && spread.low <= spread.likely &&
             spread.likely <= spread.high && spread.high <= kFarDate;
    } else if (spread.shape == ReleaseShape::exponential) {
      good = within(spread.mean_days, 0, kMostMeanDays) && spread.low <= kFarDate &&
             Minute{-kFarDate.count} <= spread.low;
    }
    if (good) continue;
    return fail(Code::bad_input, "outlook.release",
                "release " + std::to_string(h + 1) + " has " + std::to_string(spread.low.count) +
                    ", " + std::to_string(spread.likely.count) + ", " +
                    std::to_string(spread.high.count) + " and mean " +
                    std::to_string(spread.mean_days) + " days",
                "blocker " + std::to_string(input.holds[h].blocker.value),
                "give low <= likely <= high, or a mean of 0 to 100,000 days");
  }
  return {};
}

Result<void> check_redos(const Network& network, const OutlookModel& model) {
  std::vector<std::uint8_t> seen(network.size(), 0);
  for (const Redo& redo : model.redos) {
    TC_TRY_VOID(check_node(network, redo.node, "redo"));
    const bool good = within(redo.chance, 0, 1) && within(redo.share, 0, kMostFactor) &&
                      redo.most_tries >= 1 && redo.most_tries <= kMostTries && seen[redo.node] == 0;
    if (!good) {
      return fail(Code::bad_input, "outlook.redo",
                  "chance " + std::to_string(redo.chance) + ", share " +
                      std::to_string(redo.share) + ", tries " + std::to_string(redo.most_tries) +
                      (seen[redo.node] != 0 ? " for the second time" : ""),
                  name_of(network, redo.node),
                  "give a chance of 0 to 1, a share of at least 0, 1 to 100 tries, once a node");
    }
    seen[redo.node] = 1;
  }
  return {};
}

Result<void> check_risks(const Network& network, const OutlookModel& model) {
  for (const RiskDriver& risk : model.risks) {
    for (const std::uint32_t node : risk.nodes) {
      TC_TRY_VOID(check_node(network, node, "risk " + risk.name));
    }
    const bool good = within(risk.chance, 0, 1) && within(risk.low, 0, risk.likely) &&
                      within(risk.likely, risk.low, risk.high) && within(risk.high, 0, kMostFactor);
    if (good) continue;
    return fail(Code::bad_input, "outlook.risk",
                "chance " + std::to_string(risk.chance) + ", factors " + std::to_string(risk.low) +
                    ", " + std::to_string(risk.likely) + ", " + std::to_string(risk.high),
                risk.name, "give a chance of 0 to 1 and 0 <= low <= likely <= high <= 1000");
  }
  return {};
}

Result<void> check_targets(const Network& network, const OutlookModel& model) {
  if (model.targets.empty()) {
    return fail(Code::bad_input, "outlook.targets", "nothing is asked for", {},
                "name at least one key node");
  }
  for (const OutlookTarget& target : model.targets) {
    if (target.nodes.empty()) {
      return fail(Code::bad_input, "outlook.targets", "a target without activity", target.name);
    }
    for (const std::uint32_t node : target.nodes) {
      TC_TRY_VOID(check_node(network, node, "target " + target.name));
    }
  }
  for (const int percentile : model.percentiles) {
    if (percentile >= 1 && percentile <= 99) continue;
    return fail(Code::bad_input, "outlook.percentile",
                std::to_string(percentile) + " is no percentile from 1 to 99");
  }
  return {};
}

Result<void> check_memory(const Network& network, const OutlookModel& model) {
  if (model.targets.size() > kMostFinishes / static_cast<std::size_t>(model.trials)) {
    return fail(Code::limit, "outlook.memory",
                std::to_string(model.targets.size()) + " targets in " +
                    std::to_string(model.trials) + " trials each are too many dates to keep",
                {}, "ask for fewer targets or trials");
  }
  std::size_t causes = 0;
  for (const OutlookTarget& target : model.targets) causes += target.causes ? 1 : 0;
  if (causes > 0 && network.size() > kMostSums / causes) {
    return fail(Code::limit, "outlook.memory",
                "the causes of " + std::to_string(causes) + " targets among " +
                    std::to_string(network.size()) + " activities are too many sums to keep",
                {}, "ask for the causes of fewer targets at a time");
  }
  return {};
}

}  // namespace

Result<void> check_model(const Network& network, const CpmInput& input, const OutlookModel& model) {
  if (model.trials < 1 || model.trials > kMostTrials) {
    return fail(Code::bad_input, "outlook.trials", std::to_string(model.trials) + " trials", {},
                "ask for 1 to 1,000,000");
  }
  TC_TRY_VOID(check_targets(network, model));
  TC_TRY_VOID(check_memory(network, model));
  TC_TRY_VOID(check_work(network, model));
  TC_TRY_VOID(check_releases(input, model));
  TC_TRY_VOID(check_redos(network, model));
  TC_TRY_VOID(check_risks(network, model));
  const Draws draws(network, input, model);
  for (std::size_t i = 0; i < network.size(); ++i) {
    const double most = most_work(draws.work[i], draws, model);
    if (!within(most, 0, kMostWork)) {
      return fail(Code::bad_input, "outlook.duration",
                  "with repeats and risks it could last " + std::to_string(most) + " minutes",
                  name_of(network, i), "lower its high duration, repeats or factors");
    }
  }
  return {};
}

}  // namespace tc::engine
