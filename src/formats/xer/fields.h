// The model as cells of XER rows: one function for each kind of row, used for new rows and, applied
// to what was read and to what is to be written, to find the cells that changed.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/result.h"
#include "formats/schedule/schedule_file.h"

namespace tc::formats::xer {

struct Field {
  std::string_view name;
  std::string value;        ///< UTF-8, without tabs and line ends
  bool number = false;      ///< written with the file's decimal mark
  bool if_present = false;  ///< no reason to give the table this column
  friend bool operator==(const Field&, const Field&) = default;
};
using Fields = std::vector<Field>;

/// Ids in a file's own words for one kind of row. What is new gets its own number if that is free.
class IdTexts {
 public:
  /// Sets the word of an id; later `take` calls avoid it.
  void set(std::int64_t id, const std::string& text);
  /// The word of the id; when it has none, `wish` if that is a free number, the id, or a fresh one.
  const std::string& take(std::int64_t id, std::string_view wish = {});
  /// A fresh word, for rows that the model does not number.
  [[nodiscard]] std::string fresh(std::string_view wish = {});
  /// Empty when the id is not known.
  [[nodiscard]] std::string of(std::int64_t id) const;

 private:
  std::unordered_map<std::int64_t, std::string> texts_;
  std::set<std::string, std::less<>> used_;
  std::int64_t next_ = 1;
};

/// The ids of all rows, shared by what was read and what is to be written.
struct RowIds {
  IdTexts projects, calendars, tasks, links, resources, assignments, elements;
};

/// wbs_id by project id and path, of one file; the project's own node stands at the empty path.
using ElementIds = std::unordered_map<std::string, std::string>;
[[nodiscard]] std::string element_key(model::ProjectId project, std::string_view path);

/// What the functions below look up of one file.
struct FieldContext {
  const ScheduleFile& file;
  RowIds& ids;
  ElementIds elements;
  std::unordered_map<std::int64_t, ResourceKind> kinds;          ///< of resources
  std::unordered_map<std::int64_t, std::int64_t> task_projects;  ///< project of each activity
};
/// All but the elements.
[[nodiscard]] FieldContext make_context(const ScheduleFile& file, RowIds& ids);

/// Rules: calendar.week, calendar.exception.
[[nodiscard]] Result<Fields> calendar_fields(const FieldContext& context, std::size_t index);
[[nodiscard]] Fields project_fields(const FieldContext& context, const ScheduleProject& project);
[[nodiscard]] Fields option_fields(const FieldContext& context, const ScheduleProject& project);
[[nodiscard]] Fields root_fields(const FieldContext& context, const ScheduleProject& project);
[[nodiscard]] Fields element_fields(const FieldContext& context, const ScheduleProject& project,
                                    const WbsElement& element);
[[nodiscard]] Fields resource_fields(const FieldContext& context, const FileResource& resource);
[[nodiscard]] Fields task_fields(const FieldContext& context, const ScheduleProject& project,
                                 const model::Activity& activity, const ActivityFacts& facts);
[[nodiscard]] Fields assignment_fields(const FieldContext& context,
                                       const FileAssignment& assignment);
[[nodiscard]] Fields link_fields(const FieldContext& context, const model::Link& link);

/// What P6 wants in a new row beside the fields above: every column of the table in P6's order.
struct Default {
  std::string_view column;
  std::string_view value;
};
[[nodiscard]] std::span<const Default> defaults_of(std::string_view table);

}  // namespace tc::formats::xer
