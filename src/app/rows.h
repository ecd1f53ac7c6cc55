// From pictures to the lines that lists and sheets show.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "app/library.h"
#include "app/picture.h"
#include "app/views/page.h"
#include "app/views/sheet.h"
#include "rules/worth.h"

namespace tc::app {

struct RowContext {
  const Library& library;
  const model::City& city;
  rules::WorthSources worth;  ///< what the days of the city's projects are valued by
};
[[nodiscard]] RowContext row_context(const Library& library, const model::CityState& state,
                                     Day data_date);

[[nodiscard]] CityView view_of(const model::City& city, Day data_date, std::size_t projects);
[[nodiscard]] ProjectRow row_of(const ProjectPicture& picture, const RowContext& context);
void count(LightCounts& counts, std::string_view color);

[[nodiscard]] ActivityView activity_view(const model::Activity& activity,
                                         const ActivityDates& dates, bool driving);

/// The project page without its city, date and read-only mark.
[[nodiscard]] ProjectPage page_of(const ProjectPicture& picture, const model::CityState& state,
                                  const RowContext& context);

/// The unfinished part of the driving chain in words: "备案 → 节能审查〔发改〕 → …".
/// `most` steps at most, 0 for all.
[[nodiscard]] std::string chain_text(const ProjectPicture& picture, std::size_t most,
                                     Language language);
[[nodiscard]] std::vector<std::int64_t> open_chain(const ProjectPicture& picture);

/// The decisions of these projects, ranked; `top` at most, 0 for all.
[[nodiscard]] std::vector<Decision> decisions_of(const std::vector<PicturePtr>& pictures,
                                                 const RowContext& context, std::size_t top);

}  // namespace tc::app
