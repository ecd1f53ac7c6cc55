// The document that a ScheduleFile was read from, and reading it again: the writer compares what
// it says with what the model says now. Includes pugixml.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>

#include "formats/mspdi/tasks.h"
#include "formats/schedule/schedule_file.h"
#include "formats/xml/xml_tree.h"

namespace tc::formats::mspdi {

struct MspdiDocument final : SourceDocument {
  explicit MspdiDocument(std::unique_ptr<xml::Document> given) : xml(std::move(given)) {}
  std::unique_ptr<xml::Document> xml;
};

/// What `document` says, without `source`. Rule: mspdi.shape.
[[nodiscard]] Result<ScheduleFile> read_document(const xml::Document& document);

}  // namespace tc::formats::mspdi
