// Puts an instantiated template on the calendar so that what a text says of its stage holds on the
// report's day: simulate it at likely durations from a start day, take the latest such day, and
// read actual dates, remaining work and plan off the simulation. All of it is inferred and marked
// so; approved dates stay unset, no text gave them.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <span>
#include <string>

#include "base/result.h"
#include "base/time.h"
#include "engine/calendar/compile.h"
#include "model/state.h"
#include "model/template.h"

namespace tc::engine {

struct PlacementInput {
  const model::ProjectTemplate& network;
  const model::ProjectFile& file;  ///< made from it by formats::instantiate; dates are ignored
  std::span<const model::Calendar> calendars;  ///< those of its activities, at least
  Day report_day;                              ///< the state is that of its first instant
  std::string source;                          ///< e.g. "report of 2025-07-15, sentence 10"
  const CalendarTable* compiled = nullptr;     ///< as in NetworkInput
};

struct Placement {
  model::ProjectFile file;  ///< actual, remaining and planned dates set; project.stage derived
  Day start;                ///< first day of the simulated plan
};

/// So that `position` holds on the report day. `before`: none of the anchors has begun and the
/// fraction of the work ahead of them is done; `during`: they have begun, not all have finished,
/// and the fraction of their work is done as nearly as days and winter allow; `after`: all have
/// finished. Rules: placement.anchors, placement.impossible, and those of build_network.
[[nodiscard]] Result<Placement> place(const PlacementInput& input, const model::Position& position);

/// As it stands on the report day when it began on `start` and ran as planned. A start after the
/// report day gives a plan without actual dates.
[[nodiscard]] Result<Placement> place_from_start(const PlacementInput& input, Day start);

/// The stage that the actual dates of a template's activities show.
[[nodiscard]] model::Stage stage_of(const model::ProjectTemplate& network,
                                    std::span<const model::Activity> activities);

}  // namespace tc::engine
