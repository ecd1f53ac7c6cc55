// What single dates of an activity say against the data date: shared by the checks and the faults.
// Inside this folder only.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "rules/quality/plan.h"

namespace tc::rules::quality {

struct DateFinding {
  double days{};  ///< calendar days from the data date, positive
  Sentence text;
};

/// An actual start or finish after the data date.
[[nodiscard]] std::optional<DateFinding> late_actual(const Plan& plan, std::uint32_t node);
/// A start or finish still to come that lies before the data date.
[[nodiscard]] std::optional<DateFinding> early_forecast(const Plan& plan, std::uint32_t node);
/// Working minutes still to be done, without breaks.
[[nodiscard]] std::int64_t remaining_minutes(const Plan& plan, std::uint32_t node);

}  // namespace tc::rules::quality
