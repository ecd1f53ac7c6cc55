// The completion of a template's field work and what holds cost it (`tongchou drag`): activities of
// the phases C, E, T and S4 with their likely durations, from one start day, every day a working
// day except as weather and winter say, in whole days.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "engine/cpm/cpm.h"
#include "model/activity.h"

namespace tc::engine {

/// Minutes in a month of the templates: 30.4375 days.
inline constexpr std::int64_t kMinutesPerMonth = 43'830;

struct FieldCase {
  /// Of one template instance; phases outside the field and links that leave it are passed over.
  /// `duration_likely` is in minutes of a day of 24 hours (months × kMinutesPerMonth).
  std::span<const model::Activity> activities;
  std::span<const model::Link> links;
  Day start;
  std::span<const Hold> holds;  ///< `delay_minutes` = days × 1440
  std::string_view winter = "11-15..03-14";
};

struct FieldFinish {
  model::ActivityId activity;
  Day finish;  ///< first free day
  friend bool operator==(const FieldFinish&, const FieldFinish&) = default;
};

struct TemplateDrag {
  Day completion;          ///< with the holds, first free day
  Day completion_without;  ///< without any
  int drag_days{};
  std::vector<FieldFinish> finishes;  ///< with the holds, in the order of `activities`
};

/// Rules: drag.empty (no field activity), drag.hold (a hold on none of them), those of
/// build_network.
[[nodiscard]] Result<TemplateDrag> drag_on_field(const FieldCase& field);

}  // namespace tc::engine
