// What the blockers and gates of an outlook cost its finish, expected over its own trials.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "app/outlook.h"
#include "app/outlook_model.h"
#include "engine/drag/causes.h"

namespace tc::app {

/// What could be switched off.
struct OutlookCause {
  OutlookDragKind kind{};
  const model::Blocker* blocker = nullptr;
  const model::Activity* activity = nullptr;  ///< held, or the gate itself
  engine::Cause cause;
};

/// Every blocker that holds open work, and the open gates that drive the finish in a twentieth of
/// the trials or more; a gate's cost is what it takes beyond its shortest.
[[nodiscard]] std::vector<OutlookCause> causes_of(const OutlookSubject& subject,
                                                  const OutlookScene& scene,
                                                  const engine::TargetOutlook& finish);

/// Changes the scene as if this were gone: the same draws, so that the outlook moves by the drag.
void switch_off(const OutlookSubject& subject, const OutlookCause& cause, OutlookScene& scene);

/// Finds a blocker by id, else an activity by id or code; a unique one. Rule: outlook.without.
[[nodiscard]] Result<OutlookCause> find_cause(const OutlookSubject& subject,
                                              const OutlookScene& scene, const std::string& word);

/// The blocker or the activity with this id. Rule: outlook.without.
[[nodiscard]] Result<OutlookCause> cause_of(const OutlookSubject& subject,
                                            const OutlookScene& scene, OutlookDragKind kind,
                                            std::int64_t id);

struct DragAsk {
  const rules::BlockerPriors& priors;
  const OutlookAsk& outlook;
  std::size_t finish{};  ///< position of the target whose days count
};
/// Dearest first. Rules: those of engine::expected_drags.
[[nodiscard]] Result<std::vector<OutlookDrag>> outlook_drags(const OutlookSubject& subject,
                                                             const OutlookScene& scene,
                                                             const engine::Outlook& outlook,
                                                             const DragAsk& ask);

}  // namespace tc::app
