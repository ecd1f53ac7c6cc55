// What outlooks of the programme are asked about: a project with all that links join to it.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/outlook_model.h"
#include "app/why_project.h"

namespace tc::app {

/// `schedule` holds its early dates; all three must outlive the subject.
[[nodiscard]] OutlookSubject subject_of(const LinkedPlan& plan, const engine::Schedule& schedule,
                                        const Library& library);

}  // namespace tc::app
