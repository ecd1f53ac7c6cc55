// Why a date moved between two versions of a plan, in words: the engine's causes with the names of
// activities, old and new values, and one sentence a row in both languages.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "app/views/why_move.h"
#include "app/why.h"
#include "app/why_versions.h"
#include "app/why_words.h"
#include "engine/explain/moved.h"

namespace tc::app {

/// What is compared, and what its parts are called.
struct MoveScene {
  const PlanVersions* versions = nullptr;
  engine::MoveTarget target;
  std::string since;                    ///< the day or file name of the earlier version
  WhyActivity activity;                 ///< the one asked about; unused for the project's finish
  std::int64_t minutes_per_day = 1440;  ///< of working time
  std::function<std::string(model::BlockerId)> blocker;  ///< its text
};

/// Rules: why.since (the activity is not in the earlier version), and those of explain_move.
[[nodiscard]] Result<WhyMove> why_moved(const MoveScene& scene);

/// What a change is about, and its old and new value; `after` empty where nothing stays.
struct ChangeSaid {
  Said about;
  Said before;
  Said after;
};
[[nodiscard]] ChangeSaid say_change(const engine::PlanChange& change, const MoveScene& scene);
/// Elapsed minutes: "5 天 4 小时" / "5 days 4 h", without a sign.
[[nodiscard]] Said say_elapsed(std::int64_t minutes);
/// "推迟 5 天" / "5 days later".
[[nodiscard]] Said say_move(std::int64_t minutes);
[[nodiscard]] Said say_group(engine::ChangeGroup group);
/// An activity of either version.
[[nodiscard]] WhyActivity name_of(const model::Activity& activity, bool earlier_only);

}  // namespace tc::app
