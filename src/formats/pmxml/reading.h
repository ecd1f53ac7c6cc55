// Inner parts of reading a P6 document: the state all parts share, and the parts in the order in
// which read_tree calls them. Also the writer reads, to know where things stand and what they said.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "formats/pmxml/element.h"
#include "formats/schedule/schedule_file.h"
#include "formats/xml/xml_tree.h"

namespace tc::formats::pmxml {

struct PmxmlDocument final : SourceDocument {
  std::unique_ptr<xml::Document> document;
};

/// The element of each thing read, by its id in the model: WBS elements by ObjectId, options by
/// project, baseline activities by the activity whose approved dates they hold.
struct Places {
  using ById = std::unordered_map<std::int64_t, pugi::xml_node>;
  ById projects, calendars, activities, resources, assignments, wbs, options, baseline_activities;
  std::unordered_multimap<std::int64_t, pugi::xml_node> links;  ///< P6 may store one twice
  std::unordered_set<std::int64_t> baselined;                   ///< projects
};

/// Ids that are whole numbers and not yet taken; others get numbers above all of them later.
class Ids {
 public:
  [[nodiscard]] std::optional<std::int64_t> take(std::string_view text);
  [[nodiscard]] std::int64_t fresh() { return ++highest_; }

 private:
  std::unordered_set<std::int64_t> taken_;
  std::int64_t highest_ = 0;
};

struct FileIds {
  Ids projects, activities;
};

struct ActivityPlace {
  std::size_t project{};
  std::size_t activity{};
};

struct ReadState {
  const xml::Document* document = nullptr;  ///< for lines and columns; null for a copied tree
  ScheduleFile file;
  Places places;
  bool finish_inclusive = true;  ///< a shift's finish names its last minute, not the one after it
  std::unordered_map<std::string, model::CalendarId> calendars;  ///< by ObjectId
  model::CalendarId default_calendar;
  std::unordered_map<std::int64_t, std::int64_t> minutes_per_day;  ///< by calendar id
  std::unordered_map<std::string, ActivityPlace> activities;       ///< by ObjectId
  std::unordered_map<std::string, std::string> wbs_paths;          ///< by ObjectId
  std::map<std::string, std::size_t, std::less<>> kept;  ///< how many elements of no use here
  std::map<std::string, std::size_t, std::less<>> noted;

  /// A remark; at most 200 of each rule, so that a broken file cannot fill memory with them.
  void note(std::string_view rule, std::string message, pugi::xml_node at);
  /// The value of a field, or nothing and a remark.
  [[nodiscard]] std::optional<Minute> stamp(const Element& element, std::string_view name);
  [[nodiscard]] std::optional<std::int64_t> hours(const Element& element, std::string_view name);
  [[nodiscard]] bool flag(const Element& element, std::string_view name, bool otherwise);
};

/// The whole document. Rules: pmxml.root, pmxml.project.
[[nodiscard]] Result<ReadState> read_tree(const xml::Document* document,
                                          const pugi::xml_document& tree);

using Nodes = std::vector<pugi::xml_node>;
/// Children by local name; names that no part reads are counted in `kept`.
[[nodiscard]] std::map<std::string_view, Nodes> group_children(ReadState& state,
                                                               pugi::xml_node parent);

void read_calendars(ReadState& state, const Nodes& calendars);
/// Fields, WBS and activities of one Project element; its index in the file. Ids that the file does
/// not give stay 0 until all are known.
std::size_t read_project(ReadState& state, pugi::xml_node project, FileIds& ids);
/// The elements of one project and their paths.
void read_wbs(ReadState& state, const Nodes& nodes, ScheduleProject& project);
/// Lag calendars follow the rules of the successor's project.
void read_links(ReadState& state, const Nodes& relationships);
/// The approved dates of the projects that name one of these as their current baseline.
void read_baselines(ReadState& state, const Nodes& baselines);
void read_resources(ReadState& state, const Nodes& resources);
void read_assignments(ReadState& state, const Nodes& assignments);
/// ScheduleOptions over the project's own fields.
void read_options(ReadState& state, const Element& options, model::SchedulingRules& rules);

}  // namespace tc::formats::pmxml
