// SPDX-License-Identifier: Apache-2.0
#include "formats/mspdi/compose.h"
#include "formats/mspdi/document.h"
#include "formats/mspdi/mspdi.h"
#include "formats/mspdi/patch.h"

namespace tc::formats {

Result<WrittenSchedule> write_mspdi(const ScheduleFile& file) {
  mspdi::Dropped dropped;
  const auto* own = dynamic_cast<const mspdi::MspdiDocument*>(file.source.get());
  if (own != nullptr && file.projects.size() == 1) {
    TC_TRY(std::string bytes, mspdi::patch(*own, file, dropped));
    return WrittenSchedule{std::move(bytes), dropped.take()};
  }
  pugi::xml_document tree;
  TC_TRY_VOID(mspdi::compose(file, tree, dropped));
  return WrittenSchedule{xml::to_bytes(tree), dropped.take()};
}

}  // namespace tc::formats
