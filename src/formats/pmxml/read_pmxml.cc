// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "formats/pmxml/pmxml.h"
#include "formats/pmxml/reading.h"
#include "formats/schedule/order.h"

namespace tc::formats {
namespace pmxml {
namespace {

constexpr std::string_view kRoot = "APIBusinessObjects";
constexpr std::size_t kMostNotes = 200;

/// ".../Primavera/P6Professional/V15.2/API/..." as tool and version.
void read_version(std::string_view name_space, ScheduleFile& file) {
  file.tool = name_space.find("P6Professional") != std::string_view::npos
                  ? "Primavera P6 Professional"
                  : "Primavera P6";
  for (std::size_t at = 0; at < name_space.size();) {
    const std::size_t slash = std::min(name_space.find('/', at), name_space.size());
    const std::string_view part = name_space.substr(at, slash - at);
    const bool version = part.size() > 1 && (part[0] == 'V' || part[0] == 'v') &&
                         part.find_first_not_of("0123456789._", 1) == std::string_view::npos;
    if (version) file.version = part.substr(1);
    at = slash + 1;
  }
}

std::string_view name_space_of(pugi::xml_node root) {
  for (const pugi::xml_attribute& attribute : root.attributes()) {
    const std::string_view name = attribute.name();
    const std::string_view value = attribute.value();
    if (name.substr(0, 5) == "xmlns" && value.find("BusinessObjects") != std::string_view::npos) {
      return value;
    }
  }
  return {};
}

/// Gives ids to what the file gave none, and enters all places.
void settle_ids(ReadState& state, const Nodes& projects, FileIds& ids) {
  for (std::size_t p = 0; p < state.file.projects.size(); ++p) {
    ScheduleProject& project = state.file.projects[p];
    if (!project.file.project.id) {
      project.file.project.id = {ids.projects.fresh()};
      state.note("pmxml.id",
                 fmt::format("project '{}' has no ObjectId of its own; it is number {} here",
                             project.code, project.file.project.id.value),
                 projects[p]);
    }
    state.places.projects.emplace(project.file.project.id.value, projects[p]);
    std::size_t next = 0;
    for (const pugi::xml_node& node : projects[p].children()) {
      if (xml::local_name(node) != "Activity") continue;
      model::Activity& activity = project.file.activities[next++];
      activity.project_id = project.file.project.id;
      if (!activity.id) {
        activity.id = {ids.activities.fresh()};
        state.note("pmxml.id",
                   fmt::format("activity '{}' has no ObjectId of its own; it is number {} here",
                               activity.code, activity.id.value),
                   node);
      }
      state.places.activities.emplace(activity.id.value, node);
    }
  }
}

/// A project that P6 names only as the far end of links: it has no dates at all.
bool is_external(pugi::xml_node project) {
  const Element fields(project);
  return !fields.child("DataDate") && !fields.child("PlannedStartDate") &&
         !fields.child("ActivityDefaultCalendarObjectId");
}

/// External projects take no part in the schedule, and share its data date.
void settle_externals(ReadState& state, const Nodes& projects) {
  std::optional<Minute> first;
  for (std::size_t p = 0; p < projects.size(); ++p) {
    const Minute date = state.file.projects[p].data_date;
    if (!is_external(projects[p]) && (!first || date < *first)) first = date;
  }
  if (!first) return;
  for (std::size_t p = 0; p < projects.size(); ++p) {
    if (!is_external(projects[p])) continue;
    ScheduleProject& project = state.file.projects[p];
    project.data_date = *first;
    for (ActivityFacts& facts : project.facts) facts.inactive = true;
    state.note("pmxml.external",
               fmt::format("project '{}' is not in the file beyond {} activities that links name; "
                           "they are inactive",
                           project.code, project.facts.size()),
               projects[p]);
  }
}

void note_kept(ReadState& state) {
  for (const auto& [name, count] : state.kept) {
    state.file.notes.push_back(
        {"pmxml.kept", fmt::format("{} × {}: kept in the file, not used", count, name), {}});
  }
}

}  // namespace

std::optional<std::int64_t> Ids::take(std::string_view text) {
  const std::optional<std::int64_t> id = parse_id(text);
  if (!id || !taken_.insert(*id).second) return std::nullopt;
  highest_ = std::max(highest_, *id);
  return id;
}

void ReadState::note(std::string_view rule, std::string message, pugi::xml_node at) {
  const auto entry = noted.try_emplace(std::string(rule), 0).first;
  if (++entry->second > kMostNotes) return;
  if (entry->second == kMostNotes) message = "and more of this kind, which are not listed";
  file.notes.push_back({std::string(rule), std::move(message),
                        document != nullptr && at ? xml::place(*document, at) : std::string()});
}

std::optional<Minute> ReadState::stamp(const Element& element, std::string_view name) {
  const std::string_view text = element.text(name);
  if (text.empty()) return std::nullopt;
  const std::optional<Minute> value = parse_stamp(text);
  if (!value) {
    note("pmxml.value", fmt::format("{} '{}' is no date", name, text.substr(0, 60)),
         element.child(name));
  }
  return value;
}

std::optional<std::int64_t> ReadState::hours(const Element& element, std::string_view name) {
  const std::string_view text = element.text(name);
  if (text.empty()) return std::nullopt;
  const std::optional<std::int64_t> value = parse_hours(text);
  if (!value) {
    note("pmxml.value",
         fmt::format("{} '{}' is no number of hours within 200 years", name, text.substr(0, 60)),
         element.child(name));
  }
  return value;
}

bool ReadState::flag(const Element& element, std::string_view name, bool otherwise) {
  return parse_bool(element.text(name)).value_or(otherwise);
}

std::map<std::string_view, Nodes> group_children(ReadState& state, pugi::xml_node parent) {
  constexpr std::array<std::string_view, 9> kUsed{
      "Activity", "BaselineProject",    "Calendar",        "Project", "Relationship",
      "Resource", "ResourceAssignment", "ScheduleOptions", "WBS"};
  std::map<std::string_view, Nodes> groups;
  for (const pugi::xml_node& child : parent.children()) {
    if (child.type() != pugi::node_element) continue;
    const std::string_view name = xml::local_name(child);
    if (std::ranges::find(kUsed, name) != kUsed.end()) {
      groups[name].push_back(child);
      continue;
    }
    const bool complex = child.first_child().type() == pugi::node_element;
    if (complex) ++state.kept.try_emplace(std::string(name), 0).first->second;
  }
  return groups;
}

Result<ReadState> read_tree(const xml::Document* document, const pugi::xml_document& tree) {
  const pugi::xml_node root = tree.document_element();
  if (xml::local_name(root) != kRoot) {
    return fail(Code::bad_input, "pmxml.root",
                fmt::format("the root element is '{}', not {}", root.name(), kRoot), {},
                "export the project as Primavera P6 XML");
  }
  ReadState state;
  state.document = document;
  state.file.format = ScheduleFormat::pmxml;
  read_version(name_space_of(root), state.file);
  auto groups = group_children(state, root);
  const Nodes projects = groups["Project"];
  if (projects.empty()) {
    return fail(Code::bad_input, "pmxml.project", "the document holds no project");
  }
  Nodes calendars = groups["Calendar"];
  Nodes relationships = groups["Relationship"];
  Nodes assignments = groups["ResourceAssignment"];
  for (const pugi::xml_node& project : projects) {
    for (const pugi::xml_node& child : project.children()) {
      const std::string_view name = xml::local_name(child);
      if (name == "Calendar") calendars.push_back(child);
      if (name == "Relationship") relationships.push_back(child);
      if (name == "ResourceAssignment") assignments.push_back(child);
    }
  }
  read_calendars(state, calendars);
  FileIds ids;
  for (const pugi::xml_node& project : projects) read_project(state, project, ids);
  settle_ids(state, projects, ids);
  std::unordered_map<std::int64_t, model::SchedulingRules*> rules;
  for (std::size_t p = 0; p < projects.size(); ++p) {
    const std::int64_t id = state.file.projects[p].file.project.id.value;
    rules.emplace(id, &state.file.projects[p].rules);
    for (const pugi::xml_node& child : projects[p].children()) {
      if (xml::local_name(child) == "ScheduleOptions") state.places.options.emplace(id, child);
    }
  }
  for (const pugi::xml_node& options : groups["ScheduleOptions"]) {
    const Element element(options);
    const auto own = rules.find(parse_id(element.text("ProjectObjectId")).value_or(0));
    if (own == rules.end()) continue;
    read_options(state, element, *own->second);
    state.places.options.insert_or_assign(own->first, options);
  }
  settle_externals(state, projects);
  read_resources(state, groups["Resource"]);
  read_assignments(state, assignments);
  read_links(state, relationships);
  read_baselines(state, groups["BaselineProject"]);
  for (ScheduleProject& project : state.file.projects) sort_by_id(project);
  note_kept(state);
  return state;
}

}  // namespace pmxml

bool looks_like_pmxml(std::string_view bytes) {
  return xml::sniff_root(bytes) == "APIBusinessObjects";
}

Result<ScheduleFile> read_pmxml(std::string_view bytes) {
  auto source = std::make_shared<pmxml::PmxmlDocument>();
  TC_TRY(source->document, xml::parse_xml(bytes));
  TC_TRY(pmxml::ReadState state, pmxml::read_tree(source->document.get(), source->document->tree));
  state.file.encoding = source->document->encoding;
  state.file.source = std::move(source);
  return std::move(state.file);
}

}  // namespace tc::formats
