// A calendar of the model as a Calendar element: its week and each run of equal exceptional days.
// Includes pugixml.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "formats/mspdi/fields.h"
#include "formats/schedule/working_time.h"

namespace tc::formats::mspdi {

/// Replaces week, exceptions and work weeks of the element.
void write_working_time(pugi::xml_node calendar, const WorkingTime& time);

/// Says that days are usual ones where the base has an exception and the derived calendar has none,
/// so that the base's do not shine through.
[[nodiscard]] WorkingTime over_base(WorkingTime time, const WorkingTime& base);

}  // namespace tc::formats::mspdi
