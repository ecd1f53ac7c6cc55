// Inner parts of writing a P6 document: a new one from the type alone, or the changes of one that
// was read. SPDX-License-Identifier: Apache-2.0
#pragma once

#include <pugixml.hpp>
#include <unordered_map>

#include "formats/pmxml/reading.h"
#include "formats/pmxml/rows.h"

namespace tc::formats::pmxml {

/// What assignments refer to, by id.
struct Referred {
  explicit Referred(const ScheduleFile& file);
  [[nodiscard]] AssignmentView view(const FileAssignment& assignment) const;

  std::unordered_map<std::int64_t, const FileResource*> resources;
  std::unordered_map<std::int64_t, const model::Activity*> activities;
  /// By project id; those of activities that the file lacks are in none.
  std::unordered_map<std::int64_t, std::vector<const FileAssignment*>> of_project;
};

/// A new element with all its rows, behind the last of its kind or else at the parent's end.
template <class View>
pugi::xml_node add(pugi::xml_node parent, std::string_view name, std::span<const RowOf<View>> rows,
                   const Naming& naming, const View& view) {
  const pugi::xml_node node = append(parent, name);
  write_rows(node, rows, naming, view);
  return node;
}
/// A project with all that belongs to it.
void add_project(pugi::xml_node root, const Naming& naming, const Referred& referred,
                 const ScheduleProject& project);

/// Rules: calendar.*.
[[nodiscard]] Result<void> write_new(const ScheduleFile& file, const Naming& naming,
                                     pugi::xml_document& tree);
/// `read` is what the tree says before. Rules: calendar.*.
[[nodiscard]] Result<void> write_changes(const ScheduleFile& file, const ReadState& read,
                                         pugi::xml_document& tree, Notes& dropped);
/// The file as P6 can hold it: what it has no place for is put as near as it goes, or out.
[[nodiscard]] ScheduleFile fitted(const ScheduleFile& file, Notes& dropped);

}  // namespace tc::formats::pmxml
