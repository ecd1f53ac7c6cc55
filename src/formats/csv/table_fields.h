// Which column holds which date of an activity; reader and writer walk the same rows.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <optional>

#include "formats/csv/columns.h"
#include "formats/csv/values.h"
#include "formats/schedule/schedule_file.h"

namespace tc::formats::csv {

struct DateField {
  Column column;
  std::optional<Minute> model::Activity::*field;
  Edge edge;
};
inline constexpr std::array kDateFields{
    DateField{Column::deadline, &model::Activity::deadline, Edge::finish},
    DateField{Column::expected_finish, &model::Activity::expected_finish, Edge::finish},
    DateField{Column::external_start, &model::Activity::external_start, Edge::start},
    DateField{Column::external_finish, &model::Activity::external_finish, Edge::finish},
    DateField{Column::suspended, &model::Activity::suspended_at, Edge::start},
    DateField{Column::resumed, &model::Activity::resumed_at, Edge::start},
    DateField{Column::actual_start, &model::Activity::actual_start, Edge::start},
    DateField{Column::actual_finish, &model::Activity::actual_finish, Edge::finish},
    DateField{Column::planned_start, &model::Activity::planned_start, Edge::start},
    DateField{Column::planned_finish, &model::Activity::planned_finish, Edge::finish},
    DateField{Column::approved_start, &model::Activity::approved_start, Edge::start},
    DateField{Column::approved_finish, &model::Activity::approved_finish, Edge::finish},
};

struct StoredField {
  Column column;
  std::optional<Minute> StoredDates::*field;
  Edge edge;
};
inline constexpr std::array kStoredFields{
    StoredField{Column::early_start, &StoredDates::early_start, Edge::start},
    StoredField{Column::early_finish, &StoredDates::early_finish, Edge::finish},
    StoredField{Column::late_start, &StoredDates::late_start, Edge::start},
    StoredField{Column::late_finish, &StoredDates::late_finish, Edge::finish},
};

}  // namespace tc::formats::csv
