// Schedule quality as a use case: of a planning tool's file, without a database, or of a project of
// the programme with the dates that its page shows.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "app/request.h"
#include "app/views/quality.h"

namespace tc::app {

struct QualityAsk {
  const rules::QualityPack& pack;
  std::size_t most_listed = 0;  ///< offenders told of each finding; 0: all
};

/// A loop is a finding, not an error: what needs no dates is checked all the same. Rules: those of
/// formats::read_schedule, of the calendars, network.* but network.loop.
[[nodiscard]] Result<QualityView> check_file(std::string_view bytes, std::string_view file_name,
                                             const QualityAsk& ask);
/// Calculated together with the projects that links join to it. Rules: city.unknown, as_of.empty,
/// project.unknown, network.*.
[[nodiscard]] Result<QualityView> check_project(App& app, const Query& query, model::ProjectId id,
                                                const QualityAsk& ask);

[[nodiscard]] std::string to_json(const QualityView& view);
/// Header and one line a check, fault, practice and offender, as docs/operations.md describes it.
[[nodiscard]] std::string to_csv(const QualityView& view);

}  // namespace tc::app
