// The ten scheduling best practices of the US Government Accountability Office (GAO-16-89G,
// Schedule Assessment Guide, 2015), each answered by the checks and faults that speak to it. What a
// schedule cannot show is said to be not assessable.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "rules/quality/plan.h"

namespace tc::rules::quality {

[[nodiscard]] std::vector<PracticeResult> judge_practices(const Plan& plan,
                                                          const QualityReport& report);

}  // namespace tc::rules::quality
