// Small networks whose answer is known in closed form, each within three standard errors.
// SPDX-License-Identifier: Apache-2.0
#include "engine/outlook/outlook.h"

#include <cmath>

#include "unit/engine/builder.h"

namespace tc::engine {
namespace {

constexpr std::int64_t kTrials = 40'000;

/// Finishes in days since the data date.
struct Days {
  std::vector<double> all;
  double mean{};
  double spread{};  ///< standard deviation

  explicit Days(const TargetOutlook& target) {
    for (const Minute finish : target.ordered) {
      all.push_back(static_cast<double>(finish - at("2026-01-01")) / kDay);
    }
    for (const double day : all) mean += day;
    mean /= static_cast<double>(all.size());
    for (const double day : all) spread += (day - mean) * (day - mean);
    spread = std::sqrt(spread / static_cast<double>(all.size()));
  }
  [[nodiscard]] double three_errors() const {
    return 3 * spread / std::sqrt(static_cast<double>(all.size()));
  }
};

struct Case {
  Plan plan;
  CpmInput input;
  OutlookModel model;
  std::vector<Hold> holds;

  Case() {
    input.data_date = at("2026-01-01");
    model.trials = kTrials;
  }
  /// Activities 1 … n without links.
  void add(int n) {
    for (std::int64_t id = 1; id <= n; ++id) plan.add(id, 10 * kDay);
  }
  /// Everything lasts `spread`; the target is what ends last.
  Result<Outlook> try_run(const WorkSpread& spread, const ForEachIndex& loop = for_each_in_turn) {
    const Network network = plan.network();
    if (model.work.empty()) model.work.assign(network.size(), spread);
    if (model.targets.empty()) {
      OutlookTarget& target = model.targets.emplace_back();
      for (std::uint32_t i = 0; i < network.size(); ++i) target.nodes.push_back(i);
    }
    input.holds = holds;
    return run_outlook(network, input, model, loop);
  }
  TargetOutlook run(const WorkSpread& spread) {
    const auto outlook = try_run(spread);
    EXPECT_TRUE(outlook) << to_line(outlook.error());
    return outlook->targets.front();
  }
};

const WorkSpread kTriangle{SpreadShape::triangular, 5 * kDay, 8 * kDay, 20 * kDay};
const WorkSpread kPert{SpreadShape::pert, 5 * kDay, 8 * kDay, 20 * kDay};
constexpr double kTriangleMean = 11;
const double kTriangleSpread = std::sqrt((25 + 64 + 400 - 40 - 100 - 160) / 18.0);

TEST(Outlook, OneTriangularActivity) {
  Case given;
  given.add(1);
  const TargetOutlook target = given.run(kTriangle);
  const Days days(target);
  EXPECT_NEAR(days.mean, kTriangleMean, days.three_errors());
  EXPECT_NEAR(days.spread, kTriangleSpread, 0.03);
  // F(x) = 1 - (20 - x)^2 / (15 × 12) above the mode.
  for (const double x : {9.0, 11.0, 14.0, 18.0}) {
    const double share = 1 - (20 - x) * (20 - x) / 180;
    const double error = std::sqrt(share * (1 - share) / kTrials);
    EXPECT_NEAR(chance_by(target, at("2026-01-01") + static_cast<std::int64_t>(x * kDay)), share,
                3 * error);
  }
}

TEST(Outlook, OnePertActivity) {
  Case given;
  given.add(1);
  const Days days(given.run(kPert));
  EXPECT_NEAR(days.mean, (5 + 4 * 8 + 20) / 6.0, days.three_errors());
  const double alpha = 1 + 4 * 3 / 15.0;
  const double beta = 6 - alpha;
  EXPECT_NEAR(days.spread, 15 * std::sqrt(alpha * beta / (36 * 7)), 0.03);
}

TEST(Outlook, ASeriesAddsMeansAndVariances) {
  Case given;
  given.add(6);
  for (std::int64_t id = 1; id < 6; ++id) given.plan.link(id, id + 1);
  const Days days(given.run(kTriangle));
  EXPECT_NEAR(days.mean, 6 * kTriangleMean, days.three_errors());
  EXPECT_NEAR(days.spread, std::sqrt(6.0) * kTriangleSpread, 0.09);
}

TEST(Outlook, TheLatestOfIndependentOnesMultipliesTheirChances) {
  Case given;
  given.add(4);
  const TargetOutlook target = given.run(kTriangle);
  for (const double x : {11.0, 14.0, 18.0}) {
    const double share = std::pow(1 - (20 - x) * (20 - x) / 180, 4);
    const double error = std::sqrt(share * (1 - share) / kTrials);
    EXPECT_NEAR(chance_by(target, at("2026-01-01") + static_cast<std::int64_t>(x * kDay)), share,
                3 * error);
  }
  double shares = 0;
  for (const ActivityIndex& index : target.activities) {
    EXPECT_NEAR(index.criticality, 0.25, 3 * std::sqrt(0.25 * 0.75 / kTrials));
    EXPECT_GT(index.cruciality, 0.3);
    shares += index.criticality;
  }
  EXPECT_NEAR(shares, 1, 1e-9);
}

TEST(Outlook, AConstantHazardReleasesExponentially) {
  Case given;
  given.add(1);
  given.holds.push_back({.activity = {1}, .until = {}, .delay_minutes = 0, .blocker = {7}});
  given.model.releases.push_back({.shape = ReleaseShape::exponential,
                                  .low = at("2026-01-01"),
                                  .likely = {},
                                  .high = {},
                                  .mean_days = 30});
  const TargetOutlook target = given.run({SpreadShape::fixed, 0, 10 * kDay, 0});
  const Days days(target);
  EXPECT_NEAR(days.mean, 40, days.three_errors());
  EXPECT_NEAR(days.spread, 30, 0.6);
  const double median = 10 + 30 * std::log(2.0);
  EXPECT_NEAR(days.all[kTrials / 2], median, 3 * 30 / std::sqrt(static_cast<double>(kTrials)));
  ASSERT_EQ(target.causes.size(), 1U);
  EXPECT_EQ(target.causes[0].kind, CauseKind::hold);
  EXPECT_NEAR(target.causes[0].cruciality, 1, 1e-6);
  EXPECT_NEAR(target.causes[0].criticality, 1, 1e-9);
}

TEST(Outlook, ARefusalRepeatsAShareOfTheWork) {
  Case given;
  given.add(1);
  given.model.redos.push_back({.node = 0, .chance = 0.4, .share = 0.5, .most_tries = 3});
  const Days days(given.run({SpreadShape::fixed, 0, 10 * kDay, 0}));
  // 10 with 0.6, 15 with 0.24, 20 with 0.16.
  EXPECT_NEAR(days.mean, 10 + 5 * (0.4 + 0.16), days.three_errors());
  EXPECT_EQ(days.all.front(), 10);
  EXPECT_EQ(days.all.back(), 20);
}

TEST(Outlook, ASharedRiskTiesActivitiesTogether) {
  Case given;
  given.add(2);
  given.plan.link(1, 2);
  given.model.risks.push_back(
      {.name = "rain", .chance = 0.5, .low = 1, .likely = 1.5, .high = 2, .nodes = {0, 1}});
  const TargetOutlook target = given.run({SpreadShape::fixed, 0, 10 * kDay, 0});
  const Days days(target);
  EXPECT_NEAR(days.mean, 25, days.three_errors());
  // Both by one factor f: Var(20 f), where f is 1 or triangular(1, 1.5, 2) with E f^2 = 2.25 +
  // 1/24.
  const double variance = 0.5 + 0.5 * (2.25 + 1 / 24.0) - 1.25 * 1.25;
  EXPECT_NEAR(days.spread, 20 * std::sqrt(variance), 0.05);
  EXPECT_NEAR(target.activities[0].cruciality, 1, 1e-3);
  EXPECT_NEAR(target.activities[1].cruciality, 1, 1e-3);
  ASSERT_FALSE(target.causes.empty());
  EXPECT_EQ(target.causes[0].kind, CauseKind::risk);
  EXPECT_EQ(target.causes[0].p50_at_low, at("2026-01-21"));
}

TEST(Outlook, ChancesAndMoneyAgainstTheDates) {
  Case given;
  given.add(1);
  OutlookTarget& target = given.model.targets.emplace_back();
  target.nodes = {0};
  target.approved = at("2026-01-12");
  target.current = at("2026-01-21");
  target.winter = day_of(at("2026-01-06"));
  target.worth_per_day = from_wan(20);
  const TargetOutlook got = given.run(kTriangle);
  EXPECT_NEAR(*got.chance_approved, 1 - 81 / 180.0, 0.01);
  EXPECT_EQ(*got.chance_current, 1);
  EXPECT_EQ(*got.chance_before_winter, 0);
  // E max(0, X - 11) = (20 - 11)^3 / (3 × 180).
  EXPECT_NEAR(*got.days_late, 729 / 540.0, 0.04);
  EXPECT_NEAR(*got.wan_late, 20 * *got.days_late, 1e-9);
  std::int64_t counted = 0;
  for (const std::int64_t count : got.histogram.count) counted += count;
  EXPECT_EQ(counted, kTrials);
  EXPECT_EQ(got.histogram.first, day_of(got.ordered.front()));
}

// The density at the 80th percentile of the triangle is 2 (20 - x) / 180 with (20 - x)^2 = 36.
TEST(Outlook, TheErrorOfP80IsThatOfTheory) {
  Case given;
  given.add(1);
  const TargetOutlook got = given.run(kTriangle);
  const double error = std::sqrt(0.8 * 0.2 / kTrials) / (2 * 6 / 180.0);
  EXPECT_NEAR(got.p80_error_days, error, error / 3);
  EXPECT_NEAR(static_cast<double>(got.percentiles[3] - at("2026-01-01")) / kDay, 14, 3 * error);
}

TEST(Outlook, RefusesWhatItCannotUse) {
  const auto rule_of = [](const auto& change) {
    Case given;
    given.add(2);
    const Network network = given.plan.network();
    given.model.work.assign(2, kTriangle);
    given.model.targets.push_back({});
    given.model.targets[0].nodes = {1};
    change(given);
    const auto outlook = given.try_run(kTriangle);
    return outlook ? std::string() : outlook.error().rule;
  };
  EXPECT_EQ(rule_of([](Case& c) { c.model.trials = 0; }), "outlook.trials");
  EXPECT_EQ(rule_of([](Case& c) { c.model.trials = 1'000'001; }), "outlook.trials");
  EXPECT_EQ(rule_of([](Case& c) { c.model.targets[0].nodes.clear(); }), "outlook.targets");
  EXPECT_EQ(rule_of([](Case& c) { c.model.targets[0].nodes = {2}; }), "outlook.node");
  EXPECT_EQ(rule_of([](Case& c) { c.model.work.pop_back(); }), "outlook.duration");
  EXPECT_EQ(rule_of([](Case& c) { c.model.work[0].low = -1; }), "outlook.duration");
  EXPECT_EQ(rule_of([](Case& c) { c.model.work[0].high = kDay; }), "outlook.duration");
  EXPECT_EQ(rule_of([](Case& c) { c.model.work[0].high = std::int64_t{1} << 60; }),
            "outlook.duration");
  EXPECT_EQ(rule_of([](Case& c) { c.model.redos.push_back({0, 0.5, -1, 3}); }), "outlook.redo");
  EXPECT_EQ(rule_of([](Case& c) {
              c.model.redos.push_back({0, std::nan(""), 1, 3});
            }),
            "outlook.redo");
  EXPECT_EQ(rule_of([](Case& c) {
              c.model.risks.push_back({"r", 2, 1, 1, 1, {0}});
            }),
            "outlook.risk");
  EXPECT_EQ(rule_of([](Case& c) {
              c.model.risks.push_back({"r", 1, 1, 1, 1, {9}});
            }),
            "outlook.node");
  EXPECT_EQ(rule_of([](Case& c) { c.model.percentiles = {100}; }), "outlook.percentile");
  EXPECT_EQ(rule_of([](Case& c) { c.model.releases.resize(1); }), "outlook.release");
  EXPECT_EQ(rule_of([](Case& c) {
              c.model.trials = 1'000'000;
              c.model.targets.resize(300, c.model.targets[0]);
            }),
            "outlook.memory");
}

TEST(Outlook, StopsWhenToldTo) {
  Case given;
  given.add(1);
  const Network network = given.plan.network();
  given.model.targets.push_back({});
  given.model.targets[0].nodes = {0};
  std::atomic<bool> cancel = false;
  std::int64_t told = 0;
  const OutlookWatch watch{&cancel, [&](std::int64_t done, std::int64_t) {
                             told = done;
                             if (done >= 160) cancel = true;
                           }};
  const auto outlook = run_outlook(network, given.input, given.model, for_each_in_turn, watch);
  ASSERT_FALSE(outlook);
  EXPECT_EQ(outlook.error().rule, "outlook.cancelled");
  EXPECT_EQ(told, 160);
}

}  // namespace
}  // namespace tc::engine
