// Learned durations against their laws, and against a likelihood searched by brute force.
// SPDX-License-Identifier: Apache-2.0
#include "rules/learning/ratio.h"

#include <algorithm>
#include <cmath>
#include <random>

#include "rules/learning/learned.h"
#include "unit/rules/support.h"

namespace tc::rules {
namespace {

double uniform(std::mt19937_64& random) {
  return (static_cast<double>(random() >> 11) + 0.5) * 0x1p-53;
}
/// Box and Muller.
double normal(std::mt19937_64& random) {
  return std::sqrt(-2 * std::log(uniform(random))) * std::cos(6.283185307179586 * uniform(random));
}

std::vector<RatioRecord> random_records(std::mt19937_64& random, int count) {
  std::vector<RatioRecord> out;
  for (int i = 0; i < count; ++i) {
    const double ratio = 1.6 * std::exp(0.5 * normal(random));
    const double seen = 0.3 + 3 * uniform(random);
    out.push_back({std::min(ratio, seen), ratio <= seen});
  }
  return out;
}

/// Log of prior × likelihood at a log median, the spread being given.
double log_posterior(const RatioPrior& prior, const std::vector<RatioRecord>& records,
                     double middle, double spread) {
  const double off = middle - std::log(prior.median);
  double sum = -prior.strength * off * off / (2 * spread * spread);
  for (const RatioRecord& record : records) {
    const double z = (std::log(record.ratio) - middle) / spread;
    sum += record.finished ? -z * z / 2 : std::log(std::erfc(z / std::sqrt(2.0)));
  }
  return sum;
}

TEST(Ratio, NothingRecordedIsThePriorToTheBit) {
  const RatioPrior prior{.median = 1.1, .spread = 0.45, .strength = 8};
  EXPECT_EQ(learn_ratio(prior, {}), (RatioEstimate{.median = 1.1, .spread = 0.45}));
}

TEST(Ratio, MuchDataGivesItsOwn) {
  std::mt19937_64 random(3);
  std::vector<RatioRecord> records;
  for (int i = 0; i < 40'000; ++i) records.push_back({1.8 * std::exp(0.3 * normal(random)), true});
  const RatioEstimate one = learn_ratio({.median = 1, .spread = 0.45, .strength = 8}, records);
  EXPECT_NEAR(one.median, 1.8, 0.01);
  EXPECT_NEAR(one.spread, 0.3, 0.005);
}

TEST(Ratio, IsTheTopOfThePosterior) {
  std::mt19937_64 random(5);
  const RatioPrior prior{.median = 1, .spread = 0.4, .strength = 8};
  for (int round = 0; round < 30; ++round) {
    const std::vector<RatioRecord> records = random_records(random, 25);
    const RatioEstimate one = learn_ratio(prior, records);
    const double at = std::log(one.median);
    const double best = log_posterior(prior, records, at, one.spread);
    for (double step = 1e-3; step < 1; step *= 3) {
      EXPECT_GE(best, log_posterior(prior, records, at + step, one.spread));
      EXPECT_GE(best, log_posterior(prior, records, at - step, one.spread));
    }
  }
}

TEST(Ratio, OrderDoesNotMatter) {
  std::mt19937_64 random(17);
  for (int round = 0; round < 50; ++round) {
    std::vector<RatioRecord> records = random_records(random, 30);
    const RatioEstimate before = learn_ratio({}, records);
    std::ranges::shuffle(records, random);
    EXPECT_EQ(learn_ratio({}, records), before);
  }
}

TEST(Ratio, CensoringOnlyLengthens) {
  std::mt19937_64 random(19);
  for (int round = 0; round < 100; ++round) {
    std::vector<RatioRecord> records = random_records(random, 20);
    const double before = learn_ratio({}, records).median;
    records.push_back({3 * uniform(random), false});
    EXPECT_GE(learn_ratio({}, records).median, before * (1 - 1e-10));
  }
}

TEST(Ratio, WildRatiosStayFinite) {
  for (const double wild : {0.0, -1.0, 1e300, std::numeric_limits<double>::infinity(),
                            std::numeric_limits<double>::quiet_NaN()}) {
    for (const bool finished : {true, false}) {
      const RatioEstimate one = learn_ratio({}, std::vector<RatioRecord>(3, {wild, finished}));
      EXPECT_TRUE(std::isfinite(one.median)) << wild;
      EXPECT_TRUE(std::isfinite(one.spread)) << wild;
      EXPECT_GT(one.median, 0);
    }
  }
  EXPECT_NEAR(inverse_mills(24.999), inverse_mills(25.001), 0.01);
}

TEST(Learned, GatesGoByOwnerAndWorksByType) {
  model::Project project;
  project.type = "lime";
  model::Activity activity;
  activity.duration_likely = 1440;
  activity.kind = model::ActivityKind::gate;
  activity.owner = "发改";
  EXPECT_EQ(class_of(activity, project), (DurationClass{DurationKind::gate, "发改"}));
  activity.kind = model::ActivityKind::task;
  activity.phase = "C";
  EXPECT_EQ(class_of(activity, project), (DurationClass{DurationKind::work, "lime"}));
  for (const char* phase : {"S1", "R"}) {
    activity.phase = phase;
    EXPECT_FALSE(class_of(activity, project));
  }
  activity.kind = model::ActivityKind::milestone;
  EXPECT_FALSE(class_of(activity, project));
}

TEST(Learned, TheShippedSettingsRead) {
  const EmbeddedFile* file = find_file(data::templates(), "priors/learning.toml");
  ASSERT_NE(file, nullptr);
  const auto settings = parse_learning_prior(file->bytes, file->path);
  ASSERT_TRUE(settings) << to_line(settings.error());
  const Learned learned = learn(shipped_priors(), *settings,
                                {.blockers = {}, .durations = {}, .data_date = day("2026-01-01")});
  EXPECT_EQ(ratio_of(learned, {DurationKind::gate, "x"}).spread, settings->gates.spread);
  const model::Blocker blocker;
  EXPECT_EQ(residual_of(learned, blocker).provenance, model::Provenance::assumed);
}

TEST(Learned, BadSettingsAreRefused) {
  const auto rule = [](std::string_view toml) {
    const auto settings = parse_learning_prior(toml, "x.toml");
    return settings ? std::string() : settings.error().rule;
  };
  EXPECT_EQ(rule("source ="), "prior.syntax");
  EXPECT_EQ(rule("\xff"), "prior.syntax");
  EXPECT_EQ(rule("source = 'x'"), "prior.field");
  const std::string table = "\nmedian = 1\nspread = 1\nstrength = 1\n";
  EXPECT_EQ(rule("source = 'x'\nclosures = 0\n[gates]" + table + "[works]" + table),
            "prior.number");
  EXPECT_EQ(rule("source = 'x'\nclosures = nan\n[gates]" + table + "[works]" + table),
            "prior.number");
  EXPECT_EQ(rule("source = 'x'\nclosures = 1\n[gates]" + table + "[works]" + table), "");
}

}  // namespace
}  // namespace tc::rules
