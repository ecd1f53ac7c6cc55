// The words that the findings share, in both languages. Inside this folder only.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "model/activity.h"
#include "model/scheduling_rules.h"
#include "rules/quality/quality.h"

namespace tc::rules::quality {

[[nodiscard]] Sentence link_type_name(model::LinkType type);
[[nodiscard]] Sentence constraint_name(model::ConstraintKind kind);
[[nodiscard]] Sentence progress_rule_name(model::ProgressRule rule);
/// "1 day", "44 days", "-2.5 days".
[[nodiscard]] std::string counted_days(double days);
[[nodiscard]] Sentence fault_name(FaultKind kind);
[[nodiscard]] Sentence fault_advice(FaultKind kind);

}  // namespace tc::rules::quality
