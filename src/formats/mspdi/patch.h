// Writing a changed model into the document that it was read from: only what changed is touched,
// so that unknown elements and their order stay. Includes pugixml.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "formats/mspdi/document.h"
#include "formats/mspdi/fields.h"
#include "formats/schedule/schedule_file.h"

namespace tc::formats::mspdi {

/// `file` has one project. Rules: those of the calendar texts.
[[nodiscard]] Result<std::string> patch(const MspdiDocument& document, const ScheduleFile& file,
                                        Dropped& dropped);

}  // namespace tc::formats::mspdi
