// What a model must keep before it is run.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/outlook/outlook.h"

namespace tc::engine {

/// The rules of run_outlook, outlook.cancelled apart.
[[nodiscard]] Result<void> check_model(const Network& network, const CpmInput& input,
                                       const OutlookModel& model);

}  // namespace tc::engine
