// SPDX-License-Identifier: Apache-2.0
#include "rules/backtest.h"

#include <algorithm>
#include <limits>
#include <map>
#include <set>

#include "base/result.h"

namespace tc::rules {
namespace {

struct Weighed {
  double value;
  double weight;
};

std::vector<Weighed> weighed(std::span<const double> own, std::span<const double> pool,
                             double strength) {
  std::vector<Weighed> out;
  for (const double value : own) out.push_back({value, 1});
  const double each = pool.empty() ? 0 : strength / static_cast<double>(pool.size());
  for (const double value : pool) out.push_back({value, each});
  std::ranges::sort(out, [](const Weighed& a, const Weighed& b) {
    return a.value != b.value ? a.value < b.value : a.weight < b.weight;
  });
  return out;
}

double total_of(const std::vector<Weighed>& values) {
  double total = 0;
  for (const Weighed& one : values) total += one.weight;
  return total;
}

using Groups = std::map<std::string, std::vector<double>, std::less<>>;

/// What is known before the test: outcomes of all, by class and by rating.
struct Fitted {
  std::vector<double> pool;
  Groups by_category, by_rating;
};

Fitted fit(std::span<const Outcome> outcomes) {
  Fitted out;
  for (const Outcome& one : outcomes) {
    out.pool.push_back(one.value);
    out.by_category[one.category].push_back(one.value);
    if (!one.rating.empty()) out.by_rating[one.rating].push_back(one.value);
  }
  return out;
}

std::span<const double> group(const Groups& groups, std::string_view key) {
  const auto at = groups.find(key);
  return at == groups.end() ? std::span<const double>() : std::span<const double>(at->second);
}

/// How likely delivery is by the words of the five steps; only their order is given by the source,
/// the numbers are ours.
std::optional<double> chance_by_word(std::string_view rating) {
  if (rating == "green") return 0.9;
  if (rating == "amber_green") return 0.7;
  if (rating == "amber") return 0.5;
  if (rating == "amber_red") return 0.3;
  if (rating == "red") return 0.1;
  return std::nullopt;
}

/// One method's forecast of one project; unset where it has nothing to say.
std::optional<ForecastCase> forecast(Method method, const Fitted& fitted, const Outcome& one,
                                     const BacktestRule& rule) {
  ForecastCase out{.quantiles = {},
                   .now = std::numeric_limits<double>::infinity(),
                   .actual = one.value,
                   .chance = std::nullopt,
                   .promise = rule.on_time};
  std::span<const double> own;
  switch (method) {
    case Method::promise:
      if (!rule.promise) return std::nullopt;
      out.quantiles.fill(*rule.promise);
      out.chance = 1;
      return out;
    case Method::rating_word:
      out.chance = chance_by_word(one.rating);
      return out.chance ? std::optional(out) : std::nullopt;
    case Method::rating_range:
      if (one.rating.empty()) return std::nullopt;
      own = group(fitted.by_rating, one.rating);
      break;
    case Method::reference_class:
      own = group(fitted.by_category, one.category);
      break;
    case Method::one_range:
      break;
  }
  out.quantiles = class_range(own, fitted.pool, rule.strength);
  if (rule.on_time) out.chance = class_chance(own, fitted.pool, rule.strength, *rule.on_time);
  return out;
}

MethodScore score_of(Method method, const std::vector<ForecastCase>& cases,
                     const BacktestRule& rule) {
  const Score all = score(cases);
  MethodScore out{.method = method, .tested = all.forecasts};
  if (method != Method::rating_word) {
    constexpr std::size_t kP50 = 2;
    constexpr std::size_t kP80 = 3;
    out.p50 = all.levels[kP50];
    out.p80 = all.levels[kP80];
    out.crps = all.crps;
  }
  if (rule.on_time) out.brier = all.brier;
  return out;
}

std::optional<double> mean(const std::optional<double>& a, std::int64_t n,
                           const std::optional<double>& b, std::int64_t m) {
  if (!a || !b || n + m == 0) return std::nullopt;
  return (*a * static_cast<double>(n) + *b * static_cast<double>(m)) / static_cast<double>(n + m);
}

std::optional<Share> sum(const std::optional<Share>& a, const std::optional<Share>& b) {
  if (!a || !b) return std::nullopt;
  return Share{a->kept + b->kept, a->due + b->due};
}

}  // namespace

Quantiles class_range(std::span<const double> own, std::span<const double> pool, double strength) {
  const std::vector<Weighed> values = weighed(own, pool, strength);
  Quantiles out{};
  if (values.empty()) return out;
  const double total = total_of(values);
  for (std::size_t level = 0; level < out.size(); ++level) {
    double reached = 0;
    out[level] = values.back().value;
    for (const Weighed& one : values) {
      reached += one.weight;
      if (reached < kForecastLevels[level] * total * (1 - 1e-12)) continue;
      out[level] = one.value;
      break;
    }
  }
  return out;
}

double class_chance(std::span<const double> own, std::span<const double> pool, double strength,
                    double limit) {
  const std::vector<Weighed> values = weighed(own, pool, strength);
  double kept = 0;
  for (const Weighed& one : values) {
    if (one.value <= limit) kept += one.weight;
  }
  return values.empty() ? 0 : kept / total_of(values);
}

std::vector<MethodScore> backtest(std::span<const Outcome> fitted, std::span<const Outcome> tested,
                                  const BacktestRule& rule) {
  std::set<std::string_view> known;
  for (const Outcome& one : fitted) known.insert(one.id);
  for (const Outcome& one : tested)
    TC_CHECK(!known.contains(one.id), "tested on itself: " + one.id);
  const Fitted prior = fit(fitted);
  std::vector<MethodScore> out;
  for (const std::string_view name : model::kEnumNames<Method>) {
    const Method method = *model::from_name<Method>(name);
    std::vector<ForecastCase> cases;
    for (const Outcome& one : tested) {
      if (const auto made = forecast(method, prior, one, rule)) cases.push_back(*made);
    }
    if (!cases.empty()) out.push_back(score_of(method, cases, rule));
  }
  return out;
}

std::vector<MethodScore> joined(std::span<const MethodScore> a, std::span<const MethodScore> b) {
  std::vector<MethodScore> out(a.begin(), a.end());
  for (const MethodScore& more : b) {
    const auto at = std::ranges::find(out, more.method, &MethodScore::method);
    if (at == out.end()) {
      out.push_back(more);
      continue;
    }
    at->crps = mean(at->crps, at->tested, more.crps, more.tested);
    at->brier = mean(at->brier, at->tested, more.brier, more.tested);
    at->p50 = sum(at->p50, more.p50);
    at->p80 = sum(at->p80, more.p80);
    at->tested += more.tested;
  }
  std::ranges::sort(out, {}, &MethodScore::method);
  return out;
}

int half_of(std::string_view id, std::uint64_t seed) {
  std::uint64_t hash = 0xCBF29CE484222325ULL ^ seed;
  for (const char c : id) {
    hash ^= static_cast<unsigned char>(c);
    hash *= 0x100000001B3ULL;
  }
  hash ^= hash >> 32U;
  return static_cast<int>(hash >> 7U & 1U);
}

}  // namespace tc::rules
