// The decisions of the day, greedily the best next one by expected 万元 saved for each hour of the
// decider's time, valued by the outlook and valued anew after each choice for the same project.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "app/picture.h"
#include "app/request.h"
#include "app/rows.h"

namespace tc::app {

struct AgendaAsk {
  const Query& query;
  const RowContext& context;
  const std::vector<PicturePtr>& pictures;
  std::size_t top = 0;  ///< 0: all
};

/// Ranked; those whose plan cannot be drawn keep the days that the plan's dates give. Rules: those
/// of linked_plan, of the journal and of engine::run_outlook.
[[nodiscard]] Result<std::vector<Decision>> agenda(App& app, const AgendaAsk& ask);

[[nodiscard]] Agenda agenda_view(const rules::AgendaSettings& settings);

}  // namespace tc::app
