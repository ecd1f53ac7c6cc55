// The template's own time table in months, without calendar or start date: earliest start and
// finish of each activity at likely durations. It orders positions; real dates come from CPM.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <vector>

#include "model/template.h"

namespace tc::engine {

struct Nominal {
  std::vector<double> start;   ///< months from the template's start, by activity
  std::vector<double> finish;  ///< months
  std::vector<std::vector<std::size_t>> predecessors;
};

/// The template has no loops and all predecessors (formats/template checked it).
[[nodiscard]] Nominal nominal_times(const model::ProjectTemplate& network);

/// Positions of the activities named by `codes`.
[[nodiscard]] std::vector<std::size_t> indices_of(const model::ProjectTemplate& network,
                                                  const std::vector<std::string>& codes);

/// Everything that must be done before any of `anchors` can begin, the anchors left out.
[[nodiscard]] std::vector<std::size_t> ahead_of(const Nominal& nominal,
                                                const std::vector<std::size_t>& anchors);

}  // namespace tc::engine
