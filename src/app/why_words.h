// The words of explanations in both languages: dates, durations, and what each kind of step says.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "app/picture.h"
#include "app/views/why.h"
#include "engine/explain/idle.h"

namespace tc::app {

/// A phrase in both languages.
struct Said {
  std::string zh;
  std::string en;
};

/// The day alone where the time is midnight.
[[nodiscard]] std::string say_date(Minute at);
/// Working time: in days of `minutes_per_day` where it comes out to a tenth, else in hours.
[[nodiscard]] Said say_work(std::int64_t minutes, std::int64_t minutes_per_day);
[[nodiscard]] Said say_activity(const WhyActivity& activity);
[[nodiscard]] std::string_view short_name(model::LinkType type);  ///< FS, SS, FF, SF
/// "不早于 D 开始" / "start no earlier than D"; without a date the kind alone.
[[nodiscard]] Said say_constraint(model::ConstraintKind kind, std::optional<Minute> at);
/// "(weekend)", "(2026-10-01 to 2026-10-07 are days off)"; empty when nothing is known.
[[nodiscard]] Said say_idle(const std::optional<engine::Idle>& idle);
/// "「A」最早 D 开始" / "“A” starts on D at the earliest".
[[nodiscard]] Said say_what(const WhyDate& date);

}  // namespace tc::app
