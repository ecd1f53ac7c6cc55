// What outlooks of the programme are asked about: a project with all that links join to it.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/outlook_model.h"
#include "app/why_project.h"

namespace tc::app {

/// `schedule` holds its early dates, `learned` is what the city's record says; all three must
/// outlive the subject.
[[nodiscard]] OutlookSubject subject_of(const LinkedPlan& plan, const engine::Schedule& schedule,
                                        const rules::Learned& learned);

}  // namespace tc::app
