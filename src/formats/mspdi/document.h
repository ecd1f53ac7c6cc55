// The document that a ScheduleFile was read from, and reading it again: the writer compares what
// it says with what the model says now. Includes pugixml.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <vector>

#include "formats/mspdi/tasks.h"
#include "formats/schedule/schedule_file.h"
#include "formats/xml/xml_tree.h"

namespace tc::formats::mspdi {

struct MspdiDocument final : SourceDocument {
  explicit MspdiDocument(std::unique_ptr<xml::Document> given) : xml(std::move(given)) {}
  std::unique_ptr<xml::Document> xml;
};

/// Where the rows of a ScheduleFile stand, each list beside the file's own.
struct Nodes {
  std::vector<pugi::xml_node> calendars;  ///< fewer than the file's: combined ones have no element
  std::vector<pugi::xml_node> tasks;      ///< by activity of the only project
  std::vector<pugi::xml_node> links;
  std::vector<pugi::xml_node> resources;
  std::vector<pugi::xml_node> assignments;
};

/// What `document` says, without `source`. Rule: mspdi.shape.
[[nodiscard]] Result<ScheduleFile> read_document(const xml::Document& document, Nodes& nodes);

}  // namespace tc::formats::mspdi
