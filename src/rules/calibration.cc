// SPDX-License-Identifier: Apache-2.0
#include "rules/calibration.h"

#include <algorithm>
#include <cmath>

namespace tc::rules {
namespace {

constexpr std::array<double, 5> kCells{0.15, 0.2, 0.3, 0.2, 0.15};
constexpr std::string_view kRampUpPhase = "R";
constexpr std::size_t kMiddle = 2;

bool done_by(const ForecastCase& one, double date) { return one.actual && *one.actual <= date; }

void take_chance(const ForecastCase& one, Score& out) {
  if (!one.chance || !one.promise || *one.promise > one.now) return;
  const bool came_true = done_by(one, *one.promise);
  const double chance = std::clamp(*one.chance, 0.0, 1.0);
  const auto place = static_cast<std::size_t>(chance * kReliabilityBins);
  ReliabilityBin& bin = out.reliability[std::min(place, kReliabilityBins - 1)];
  ++bin.count;
  bin.came_true += came_true ? 1 : 0;
  bin.stated_sum += chance;
  ++out.chances;
  const double off = chance - (came_true ? 1 : 0);
  out.brier += off * off;
}

void take(const ForecastCase& one, Score& out) {
  ++out.forecasts;
  for (std::size_t level = 0; level < one.quantiles.size(); ++level) {
    if (one.quantiles[level] > one.now) continue;
    ++out.levels[level].due;
    out.levels[level].kept += done_by(one, one.quantiles[level]) ? 1 : 0;
  }
  take_chance(one, out);
  if (!one.actual) {
    ++out.open;
    return;
  }
  ++out.finished;
  out.crps += crps(one.quantiles, *one.actual);
  out.p50_error += std::abs(*one.actual - one.quantiles[kMiddle]);
}

double days_between(Day from, Minute to) {
  return static_cast<double>(to - start_of(from)) / static_cast<double>(kMinutesPerDay);
}

}  // namespace

double crps(const Quantiles& quantiles, double actual) {
  double sum = 0;
  for (std::size_t i = 0; i < quantiles.size(); ++i) {
    const double off = actual - quantiles[i];
    const double loss = off >= 0 ? kForecastLevels[i] * off : (kForecastLevels[i] - 1) * off;
    sum += kCells[i] * loss;
  }
  return 2 * sum;
}

Score score(std::span<const ForecastCase> cases) {
  Score out;
  for (const ForecastCase& one : cases) take(one, out);
  if (out.chances > 0) {
    const double count = static_cast<double>(out.chances);
    double came_true = 0;
    for (const ReliabilityBin& bin : out.reliability) {
      came_true += static_cast<double>(bin.came_true);
    }
    out.brier /= count;
    out.brier_of_base_rate = came_true / count * (1 - came_true / count);
  }
  if (out.finished > 0) {
    out.crps /= static_cast<double>(out.finished);
    out.p50_error /= static_cast<double>(out.finished);
  }
  return out;
}

std::optional<Minute> actual_finish_of(const model::ProjectFile& file, model::ActivityId activity,
                                       Day data_date) {
  const Minute now = start_of(data_date + 1);
  std::optional<Minute> finish;
  for (const model::Activity& one : file.activities) {
    if (activity ? one.id != activity : one.phase == kRampUpPhase || model::is_spanning(one.kind)) {
      continue;
    }
    if (!one.actual_finish || *one.actual_finish > now) return std::nullopt;
    finish = std::max(finish.value_or(*one.actual_finish), *one.actual_finish);
  }
  return finish;
}

ForecastCase case_of(const model::Forecast& forecast, const model::ProjectFile& file,
                     Day data_date) {
  const Day from = forecast.data_date;
  ForecastCase out{.quantiles = {days_between(from, forecast.p10), days_between(from, forecast.p20),
                                 days_between(from, forecast.p50), days_between(from, forecast.p80),
                                 days_between(from, forecast.p90)},
                   .now = days_between(from, start_of(data_date + 1)),
                   .actual = std::nullopt,
                   .chance = forecast.chance_of_baseline,
                   .promise = std::nullopt};
  if (forecast.approved_finish) out.promise = days_between(from, *forecast.approved_finish);
  if (const auto actual = actual_finish_of(file, forecast.activity_id, data_date)) {
    out.actual = days_between(from, *actual);
  }
  return out;
}

}  // namespace tc::rules
