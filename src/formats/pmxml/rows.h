// Which element holds which value when a document is written: one row an element, in the schema's
// order. A new document writes all rows; a document that was read is changed where the row's text
// for what was read differs from its text for what is to be written. Rows marked `fresh` are
// written into new elements only. SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <unordered_map>

#include "formats/pmxml/element.h"
#include "formats/schedule/schedule_file.h"

namespace tc::formats::pmxml {

/// The numbers by which the elements of one document name each other.
class Naming {
 public:
  /// `as_read`: ObjectIds are the file ids of a P6 document; else the ids of the model.
  Naming(const ScheduleFile& file, bool as_read);

  [[nodiscard]] std::string activity(model::ActivityId id) const;
  [[nodiscard]] std::string project(model::ProjectId id) const;
  [[nodiscard]] std::string project_of(model::ActivityId id) const;
  [[nodiscard]] std::string calendar(model::CalendarId id) const;
  /// Nothing for the top and for paths that no element has.
  [[nodiscard]] Text element(model::ProjectId project, const std::string& path) const;
  /// The activity's code, made when it has none and made unique in its project in a new document.
  [[nodiscard]] std::string code(const model::Activity& activity) const;
  [[nodiscard]] const Notes& made() const { return made_; }

 private:
  void name_elements(const ScheduleFile& file);
  void name_activities(const ScheduleProject& project, bool as_read);

  using ById = std::unordered_map<std::int64_t, std::string>;
  ById activities_, activity_projects_, projects_, calendars_, codes_;
  std::unordered_map<std::string, std::string> elements_;  ///< by project id and path
  Notes made_;
};

struct ActivityView {
  const model::Activity& activity;
  const ActivityFacts& facts;
};
struct ElementView {
  const WbsElement& element;
  model::ProjectId project;
};
struct CalendarView {
  const model::Calendar& calendar;
  const CalendarFacts& facts;
};
struct AssignmentView {
  const FileAssignment& assignment;
  const FileResource* resource;  ///< null when the file lacks it
  const model::Activity* activity;
};

template <class View>
struct RowOf {
  std::string_view element;
  Text (*text)(const Naming& naming, const View& view);
  bool fresh = false;
  bool approved = false;  ///< stands in the baseline's activity where there is one
};

[[nodiscard]] std::span<const RowOf<ActivityView>> activity_rows();
[[nodiscard]] std::span<const RowOf<ElementView>> element_rows();
[[nodiscard]] std::span<const RowOf<ScheduleProject>> project_rows();
[[nodiscard]] std::span<const RowOf<ScheduleProject>> option_rows();
[[nodiscard]] std::span<const RowOf<model::Link>> link_rows();
[[nodiscard]] std::span<const RowOf<CalendarView>> calendar_rows();
[[nodiscard]] std::span<const RowOf<FileResource>> resource_rows();
[[nodiscard]] std::span<const RowOf<AssignmentView>> assignment_rows();

/// Every row as a child of a new element.
template <class View>
void write_rows(pugi::xml_node node, std::span<const RowOf<View>> rows, const Naming& naming,
                const View& view) {
  for (const RowOf<View>& row : rows) append(node, row.element, row.text(naming, view));
}

/// What one side of a comparison says.
template <class View>
struct Side {
  const Naming& naming;
  const View& view;
};
/// The rows whose text differs.
template <class View>
void patch_rows(pugi::xml_node node, std::span<const RowOf<View>> rows, const Side<View>& before,
                const Side<View>& after) {
  for (const RowOf<View>& row : rows) {
    if (row.fresh || row.approved) continue;
    const Text text = row.text(after.naming, after.view);
    if (row.text(before.naming, before.view) != text) set(node, row.element, text);
  }
}

/// Week and exceptions of the calendar into its element, in place of those it has. A shift's finish
/// is its last minute unless `inclusive` is false. Rules: calendar.*.
[[nodiscard]] Result<void> write_working_time(pugi::xml_node node, const model::Calendar& calendar,
                                              bool inclusive);

}  // namespace tc::formats::pmxml
