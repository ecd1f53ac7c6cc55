// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <unordered_set>

#include "formats/pmxml/writing.h"

namespace tc::formats::pmxml {
namespace {

/// Behind the last element of its kind; one of a new kind goes before the first `otherwise`.
pugi::xml_node settled(pugi::xml_node node, std::string_view otherwise) {
  const std::string_view name = node.name();
  pugi::xml_node parent = node.parent();
  for (pugi::xml_node other = node.previous_sibling(); other; other = other.previous_sibling()) {
    if (name == other.name()) return parent.insert_move_after(node, other);
  }
  for (const pugi::xml_node& other : parent.children()) {
    if (!otherwise.empty() && xml::local_name(other) == otherwise) {
      return parent.insert_move_before(node, other);
    }
  }
  return node;
}

template <class Things, class Key>
auto by_key(const Things& things, Key key) {
  std::unordered_map<std::int64_t, const typename Things::value_type*> found;
  for (const auto& thing : things) found.emplace(key(thing), &thing);
  return found;
}

class Changes {
 public:
  Changes(const ScheduleFile& file, const ReadState& read, pugi::xml_node root, Notes& dropped)
      : file_(file),
        read_(read),
        root_(root),
        dropped_(dropped),
        before_(read.file, true),
        after_(file, true),
        referred_before_(read.file),
        referred_after_(file) {}

  Result<void> write() {
    TC_TRY_VOID(write_calendars());
    write_resources();
    const auto old = by_key(read_.file.projects,
                            [](const ScheduleProject& p) { return p.file.project.id.value; });
    std::unordered_set<std::int64_t> kept;
    for (const ScheduleProject& project : file_.projects) {
      const std::int64_t id = project.file.project.id.value;
      kept.insert(id);
      const auto found = old.find(id);
      if (found == old.end()) {
        add_project(root_, after_, referred_after_, project);
      } else {
        write_project(*found->second, project);
      }
    }
    for (const auto& [id, node] : read_.places.projects) {
      if (!kept.contains(id)) root_.remove_child(node);
    }
    write_assignments(kept);
    sweep(kept);
    return {};
  }

 private:
  Result<void> write_calendars() {
    std::unordered_map<std::int64_t, std::size_t> old;
    for (std::size_t i = 0; i < read_.file.calendars.size(); ++i) {
      old.emplace(read_.file.calendars[i].id.value, i);
    }
    for (std::size_t i = 0; i < file_.calendars.size(); ++i) {
      const CalendarView view{file_.calendars[i], file_.calendar_facts[i]};
      const auto found = old.find(view.calendar.id.value);
      if (found == old.end()) {
        const auto node = settled(add(root_, "Calendar", calendar_rows(), after_, view), "Project");
        TC_TRY_VOID(write_working_time(node, view.calendar, read_.finish_inclusive));
        continue;
      }
      const CalendarView was{read_.file.calendars[found->second],
                             read_.file.calendar_facts[found->second]};
      const pugi::xml_node node = read_.places.calendars.at(view.calendar.id.value);
      patch_rows(node, calendar_rows(), {before_, was}, {after_, view});
      const bool same = was.calendar.week == view.calendar.week &&
                        was.calendar.exceptions == view.calendar.exceptions;
      if (!same) TC_TRY_VOID(write_working_time(node, view.calendar, read_.finish_inclusive));
    }
    return {};
  }

  void write_resources() {
    const auto old = by_key(read_.file.resources, [](const FileResource& r) { return r.id; });
    for (const FileResource& resource : file_.resources) {
      const auto found = old.find(resource.id);
      if (found == old.end()) {
        settled(add(root_, "Resource", resource_rows(), after_, resource), "Project");
      } else {
        patch_rows(read_.places.resources.at(resource.id), resource_rows(),
                   {before_, *found->second}, {after_, resource});
      }
    }
  }

  void write_project(const ScheduleProject& was, const ScheduleProject& project) {
    const std::int64_t id = project.file.project.id.value;
    pugi::xml_node node = read_.places.projects.at(id);
    patch_rows(node, project_rows(), {before_, was}, {after_, project});
    const auto options = read_.places.options.find(id);
    if (options != read_.places.options.end()) {
      patch_rows(options->second, option_rows(), {before_, was}, {after_, project});
    } else if (was.rules != project.rules) {
      settled(add(node, "ScheduleOptions", option_rows(), after_, project), {});
    }
    write_elements(node, was, project);
    write_activities(node, was, project);
    write_links(node, was, project);
  }

  /// Elements are the same when their ObjectId is: the path of one may change.
  void write_elements(pugi::xml_node node, const ScheduleProject& was,
                      const ScheduleProject& project) {
    const model::ProjectId id = project.file.project.id;
    const auto number = [](const WbsElement& element) {
      return parse_id(element.file_id).value_or(0);
    };
    const auto old = by_key(was.wbs, number);
    std::unordered_set<std::int64_t> kept;
    for (const WbsElement& element : project.wbs) {
      const std::int64_t own = number(element);
      const auto found = old.find(own);
      if (own != 0 && found != old.end()) {
        kept.insert(own);
        patch_rows(read_.places.wbs.at(own), element_rows(),
                   {before_, ElementView{*found->second, id}}, {after_, ElementView{element, id}});
      } else if (own != 0 || element.file_id.empty()) {
        settled(add(node, "WBS", element_rows(), after_, ElementView{element, id}), "Activity");
      }
    }
    for (const auto& [own, element] : old) {
      if (own != 0 && !kept.contains(own)) node.remove_child(read_.places.wbs.at(own));
    }
  }

  void write_activities(pugi::xml_node node, const ScheduleProject& was,
                        const ScheduleProject& project) {
    std::unordered_map<std::int64_t, std::size_t> old;
    for (std::size_t i = 0; i < was.file.activities.size(); ++i) {
      old.emplace(was.file.activities[i].id.value, i);
    }
    for (std::size_t i = 0; i < project.file.activities.size(); ++i) {
      const ActivityView view{project.file.activities[i], project.facts[i]};
      const auto found = old.find(view.activity.id.value);
      if (found == old.end()) {
        settled(add(node, "Activity", activity_rows(), after_, view), {});
        continue;
      }
      const ActivityView then{was.file.activities[found->second], was.facts[found->second]};
      old.erase(found);
      if (then.activity == view.activity && then.facts == view.facts) continue;
      const pugi::xml_node own = read_.places.activities.at(view.activity.id.value);
      patch_rows(own, activity_rows(), {before_, then}, {after_, view});
      write_approved(own, then.activity, view.activity);
    }
    for (const auto& [id, index] : old) {
      removed_.insert(before_.activity({id}));
      node.remove_child(read_.places.activities.at(id));
    }
  }

  void write_approved(pugi::xml_node node, const model::Activity& was,
                      const model::Activity& activity) {
    if (was.approved_start == activity.approved_start &&
        was.approved_finish == activity.approved_finish) {
      return;
    }
    if (read_.places.baselined.contains(activity.project_id.value)) {
      const auto found = read_.places.baseline_activities.find(activity.id.value);
      if (found == read_.places.baseline_activities.end()) {
        dropped_.push_back({"pmxml.baseline",
                            "the approved dates: the baseline does not hold the activity",
                            fmt::format("activity {}", activity.id.value)});
        return;
      }
      node = found->second;
    }
    const auto put = [&](std::string_view name, const std::optional<Minute>& then,
                         const std::optional<Minute>& now) {
      if (then != now) set(node, name, now ? Text(stamp_text(*now)) : Text());
    };
    put("PlannedStartDate", was.approved_start, activity.approved_start);
    put("PlannedFinishDate", was.approved_finish, activity.approved_finish);
  }

  void write_links(pugi::xml_node node, const ScheduleProject& was,
                   const ScheduleProject& project) {
    auto old = by_key(was.file.links, [](const model::Link& link) { return link.id.value; });
    for (const model::Link& link : project.file.links) {
      const auto found = old.find(link.id.value);
      const auto [from, to] = read_.places.links.equal_range(link.id.value);
      if (found == old.end() || from == to) {
        // Links that the document numbers in no way of ours are matched by what they say.
        const bool said = found != old.end() && *found->second == link;
        if (!said) settled(add(node, "Relationship", link_rows(), after_, link), {});
      }
      for (auto place = from; found != old.end() && place != to; ++place) {
        patch_rows(place->second, link_rows(), {before_, *found->second}, {after_, link});
      }
      if (found != old.end()) old.erase(found);
    }
    for (const auto& [id, link] : old) {
      const auto [from, to] = read_.places.links.equal_range(id);
      for (auto place = from; place != to; ++place) {
        pugi::xml_node gone = place->second;
        gone.parent().remove_child(gone);
      }
    }
  }

  void write_assignments(const std::unordered_set<std::int64_t>& projects) {
    auto old = by_key(read_.file.assignments, [](const FileAssignment& a) { return a.id; });
    for (const FileAssignment& assignment : file_.assignments) {
      const AssignmentView view = referred_after_.view(assignment);
      const auto found = old.find(assignment.id);
      const auto place = read_.places.assignments.find(assignment.id);
      if (found == old.end() && view.activity != nullptr) {
        const auto project = read_.places.projects.find(view.activity->project_id.value);
        const bool here =
            project != read_.places.projects.end() && projects.contains(project->first);
        if (here) {
          settled(add(project->second, "ResourceAssignment", assignment_rows(), after_, view), {});
        }
      } else if (found != old.end() && place != read_.places.assignments.end()) {
        patch_rows(place->second, assignment_rows(),
                   {before_, referred_before_.view(*found->second)}, {after_, view});
      }
      if (found != old.end()) old.erase(found);
    }
    for (const auto& [id, assignment] : old) {
      const auto place = read_.places.assignments.find(id);
      const AssignmentView view = referred_before_.view(*assignment);
      const bool here =
          view.activity != nullptr && projects.contains(view.activity->project_id.value);
      if (place == read_.places.assignments.end() || !here) continue;
      pugi::xml_node gone = place->second;
      gone.parent().remove_child(gone);
    }
  }

  /// Whatever names an activity that is gone goes too.
  void sweep(const std::unordered_set<std::int64_t>& projects) {
    if (removed_.empty()) return;
    for (const auto& [id, project] : read_.places.projects) {
      if (!projects.contains(id)) continue;
      for (pugi::xml_node child = project.first_child(); child;) {
        const pugi::xml_node next = child.next_sibling();
        const Element element(child);
        for (const std::string_view name :
             {"ActivityObjectId", "PredecessorActivityObjectId", "SuccessorActivityObjectId"}) {
          if (!removed_.contains(std::string(element.text(name)))) continue;
          child.parent().remove_child(child);
          break;
        }
        child = next;
      }
    }
  }

  const ScheduleFile& file_;
  const ReadState& read_;
  pugi::xml_node root_;
  Notes& dropped_;
  Naming before_;
  Naming after_;
  Referred referred_before_;
  Referred referred_after_;
  std::unordered_set<std::string> removed_;  ///< ObjectIds of activities
};

}  // namespace

Result<void> write_changes(const ScheduleFile& file, const ReadState& read,
                           pugi::xml_document& tree, Notes& dropped) {
  return Changes(file, read, tree.document_element(), dropped).write();
}

}  // namespace tc::formats::pmxml
