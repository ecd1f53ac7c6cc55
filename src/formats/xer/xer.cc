// SPDX-License-Identifier: Apache-2.0
#include "formats/xer/xer.h"

#include "formats/xer/reading.h"

namespace tc::formats {

bool looks_like_xer(std::string_view bytes) { return xer::begins_as_xer(bytes); }

Result<ScheduleFile> read_xer(std::string_view bytes) {
  TC_TRY(auto document, xer::Document::parse(bytes));
  TC_TRY(xer::Reading reading, xer::read_document(std::move(document)));
  return std::move(reading.file);
}

}  // namespace tc::formats
