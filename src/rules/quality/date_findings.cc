// SPDX-License-Identifier: Apache-2.0
#include "rules/quality/date_findings.h"

#include <fmt/format.h>

namespace tc::rules::quality {
namespace {

using engine::Progress;

std::optional<DateFinding> finding(Minute at, Minute data_date, const char* zh, const char* en) {
  const std::int64_t minutes = at < data_date ? data_date - at : at - data_date;
  return DateFinding{
      .days = static_cast<double>(minutes) / kMinutesPerDay,
      .text = {fmt::format("{} {}，数据日期 {}", zh, to_text(at), to_text(data_date)),
               fmt::format("{} {}, data date {}", en, to_text(at), to_text(data_date))}};
}

}  // namespace

std::optional<DateFinding> late_actual(const Plan& plan, std::uint32_t node) {
  const model::Activity& activity = *plan.network.activity[node];
  const Minute data_date = plan.data_date(node);
  if (activity.actual_start && *activity.actual_start > data_date) {
    return finding(*activity.actual_start, data_date, "实际开始", "actual start");
  }
  if (activity.actual_finish && *activity.actual_finish > data_date) {
    return finding(*activity.actual_finish, data_date, "实际完成", "actual finish");
  }
  return std::nullopt;
}

std::optional<DateFinding> early_forecast(const Plan& plan, std::uint32_t node) {
  const Progress progress = plan.network.progress[node];
  const Minute data_date = plan.data_date(node);
  if (progress == Progress::finished) return std::nullopt;
  if (progress == Progress::not_started) {
    const Minute start = plan.forecast_start(node);
    if (start < data_date)
      return finding(start, data_date, "未开工，预测开始", "not started, forecast start");
  }
  const Minute finish = plan.forecast_finish(node);
  if (finish < data_date)
    return finding(finish, data_date, "未完成，预测完成", "not finished, forecast finish");
  return std::nullopt;
}

std::int64_t remaining_minutes(const Plan& plan, std::uint32_t node) {
  const model::Activity& activity = *plan.network.activity[node];
  if (plan.network.progress[node] == Progress::not_started) return activity.duration_likely;
  return activity.remaining.value_or(activity.duration_likely);
}

}  // namespace tc::rules::quality
