// SPDX-License-Identifier: Apache-2.0
#include "formats/mspdi/patch_tasks.h"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "formats/mspdi/outline.h"
#include "formats/mspdi/record.h"
#include "formats/mspdi/values.h"

namespace tc::formats::mspdi {
namespace {

std::string whole(std::int64_t value) { return fmt::format("{}", value); }

bool same_progress(const model::Activity& a, const model::Activity& b) {
  return a.actual_start == b.actual_start && a.actual_finish == b.actual_finish &&
         a.remaining == b.remaining && a.duration_likely == b.duration_likely;
}

bool same_link(const model::Link& a, const model::Link& b) {
  return a.predecessor_id == b.predecessor_id && a.type == b.type && a.lag == b.lag &&
         a.lag_calendar_id == b.lag_calendar_id;
}

/// Links of one successor with their elements.
struct OldLink {
  const model::Link* link;
  pugi::xml_node node;
  bool used = false;
};

struct TaskPatcher {
  const TaskPatch& given;
  const ScheduleProject& before;
  const ScheduleProject& now;
  Uids uids{};
  std::unordered_map<std::int64_t, std::size_t> old_places{};   ///< by activity id
  std::unordered_map<std::int64_t, pugi::xml_node> elements{};  ///< by activity id, new ones too
  std::int64_t largest_uid = 0;

  void number() {
    for (std::size_t i = 0; i < before.file.activities.size(); ++i) {
      const std::int64_t id = before.file.activities[i].id.value;
      const std::int64_t uid = parse_whole(before.facts[i].file_id).value_or(id);
      old_places.emplace(id, i);
      elements.emplace(id, given.nodes.tasks[i]);
      uids.emplace(id, uid);
      largest_uid = std::max({largest_uid, uid, id});
    }
    std::unordered_set<std::int64_t> present;
    for (const model::Activity& activity : now.file.activities) {
      present.insert(activity.id.value);
      if (!old_places.contains(activity.id.value)) uids.emplace(activity.id.value, ++largest_uid);
    }
    std::erase_if(uids, [&](const auto& entry) { return !present.contains(entry.first); });
  }

  static const ActivityFacts& facts_of(const ScheduleProject& project, std::size_t i) {
    static const ActivityFacts kNone;
    return i < project.facts.size() ? project.facts[i] : kNone;
  }

  void patch_row(std::size_t old_place, std::size_t place) {
    const model::Activity& was = before.file.activities[old_place];
    const model::Activity& is = now.file.activities[place];
    pugi::xml_node node = given.nodes.tasks[old_place];
    ActivityFacts facts = facts_of(now, place);
    if (!same_progress(was, is) &&
        facts.percent_complete == before.facts[old_place].percent_complete) {
      facts.percent_complete.reset();
    }
    put_changes(node, task_fields(was, before.facts[old_place], given.calendars),
                task_fields(is, facts, given.calendars), task_order());
    if (is.code != was.code) put(node, {"WBS", is.code}, task_order());
    if (baseline_fields(is) != baseline_fields(was)) write_baseline(node, is);
    if (is != was) note_losses(is, facts.file_id, given.dropped);
  }

  /// A new Task element for an activity or for a WBS element of this name.
  pugi::xml_node add_row(std::size_t place, const std::string& name, std::int64_t uid) {
    pugi::xml_node node = append_child(list(), "Task");
    Fields fields{{"UID", whole(uid)}, {"IsNull", "0"}, {"Name", name}};
    if (place != kNone) {
      const model::Activity& activity = now.file.activities[place];
      fields = task_fields(activity, facts_of(now, place), given.calendars);
      fields.push_back({"UID", whole(uid)});
      fields.push_back({"IsNull", "0"});
      if (!activity.code.empty()) fields.push_back({"WBS", activity.code});
      note_losses(activity, whole(uid), given.dropped);
    }
    append_fields(node, std::move(fields), task_order());
    if (place != kNone) write_baseline(node, now.file.activities[place]);
    return node;
  }

  pugi::xml_node list() {
    const pugi::xml_node tasks = child_of(given.root, "Tasks");
    return tasks ? tasks : insert_child(given.root, "Tasks", project_order());
  }

  /// Activity and level of each row: what has to be equal for the list to keep its shape.
  static std::vector<std::pair<std::int64_t, std::int64_t>> shape_of(const ScheduleProject& project,
                                                                     const Outline& outline) {
    std::vector<std::pair<std::int64_t, std::int64_t>> shape;
    for (const OutlineRow& row : outline.rows) {
      const std::int64_t id =
          row.activity == kNone ? 0 : project.file.activities[row.activity].id.value;
      shape.emplace_back(id, row.level);
    }
    return shape;
  }

  pugi::xml_node element_of(const OutlineRow& row) {
    if (row.activity != kNone) {
      const model::Activity& activity = now.file.activities[row.activity];
      const auto known = elements.find(activity.id.value);
      if (known != elements.end()) return known->second;
      const pugi::xml_node added = add_row(row.activity, activity.name, uids.at(activity.id.value));
      elements.emplace(activity.id.value, added);
      return added;
    }
    return add_row(kNone, now.wbs[row.element].name, ++largest_uid);
  }

  /// Puts all rows into their order and numbers them again.
  void rebuild(const Outline& outline) {
    pugi::xml_node tasks = list();
    std::int64_t id = 0;
    for (const OutlineRow& row : outline.rows) {
      pugi::xml_node node = element_of(row);
      node = tasks.append_move(node);
      const std::string_view wbs = child_of(node, "WBS").child_value();
      const bool counted = wbs == std::string_view(child_of(node, "OutlineNumber").child_value());
      for (const Field& field : outline_fields(++id, row.level, row.number)) {
        put(node, field, task_order());
      }
      if (counted && !wbs.empty()) put(node, {"WBS", row.number}, task_order());
      put(node, {"Summary", row.summary ? "1" : "0"}, task_order());
    }
    drop_blank_rows(tasks);
  }

  /// Blank rows have no place in a list that changed its shape.
  void drop_blank_rows(pugi::xml_node tasks) {
    std::vector<pugi::xml_node> blank;
    each_child(tasks, "Task", [&](pugi::xml_node node) {
      if (parse_flag(child_of(node, "IsNull").child_value()).value_or(false)) blank.push_back(node);
    });
    for (const pugi::xml_node node : blank) {
      tasks.remove_child(node);
      given.dropped.add("mspdi.outline", "a blank row is left out");
    }
  }

  void remove_gone() {
    std::unordered_set<std::string> gone;
    for (const auto& [id, place] : old_places) {
      if (uids.contains(id)) continue;
      gone.insert(before.facts[place].file_id);
      pugi::xml_node node = given.nodes.tasks[place];
      node.parent().remove_child(node);
      elements.erase(id);
    }
    if (gone.empty()) return;
    // Assignments of no resource are not in the model, so they go here.
    std::vector<pugi::xml_node> orphans;
    pugi::xml_node assignments = child_of(given.root, "Assignments");
    each_child(assignments, "Assignment", [&](pugi::xml_node node) {
      const auto resource = parse_whole(child_of(node, "ResourceUID").child_value());
      if (resource.value_or(-1) <= 0 && gone.contains(child_of(node, "TaskUID").child_value())) {
        orphans.push_back(node);
      }
    });
    for (const pugi::xml_node node : orphans) assignments.remove_child(node);
  }

  void patch_links() {
    std::unordered_map<std::int64_t, std::vector<OldLink>> old;
    std::unordered_map<std::int64_t, std::vector<const model::Link*>> wanted;
    for (std::size_t i = 0; i < before.file.links.size(); ++i) {
      const model::Link& link = before.file.links[i];
      if (uids.contains(link.successor_id.value)) {
        old[link.successor_id.value].push_back({&link, given.nodes.links[i]});
      }
    }
    for (const model::Link& link : now.file.links) {
      if (uids.contains(link.predecessor_id.value) && uids.contains(link.successor_id.value)) {
        wanted[link.successor_id.value].push_back(&link);
      } else {
        given.dropped.add("mspdi.link", "a link to a task that is not in the file is left out");
      }
    }
    static const std::vector<const model::Link*> kNoLinks;
    for (const model::Activity& activity : now.file.activities) {
      const auto found = wanted.find(activity.id.value);
      patch_links_of(activity, old[activity.id.value],
                     found == wanted.end() ? kNoLinks : found->second);
    }
  }

  void patch_links_of(const model::Activity& activity, std::vector<OldLink>& old,
                      const std::vector<const model::Link*>& wanted) {
    std::vector<const model::Link*> changed;
    for (const model::Link* link : wanted) {
      const auto same = std::ranges::find_if(
          old, [&](const OldLink& one) { return !one.used && same_link(*one.link, *link); });
      if (same == old.end()) {
        changed.push_back(link);
      } else {
        same->used = true;
      }
    }
    for (const model::Link* link : changed) {
      const std::int64_t uid = uids.at(link->predecessor_id.value);
      const auto near = std::ranges::find_if(old, [&](const OldLink& one) {
        return !one.used && one.link->predecessor_id == link->predecessor_id;
      });
      if (near != old.end()) {
        near->used = true;
        put_changes(near->node, link_fields(*near->link, uid), link_fields(*link, uid),
                    link_order());
      } else {
        pugi::xml_node task = elements.at(activity.id.value);
        pugi::xml_node node = insert_child(task, "PredecessorLink", task_order());
        append_fields(node, link_fields(*link, uid), link_order());
      }
    }
    for (const OldLink& one : old) {
      if (!one.used) one.node.parent().remove_child(one.node);
    }
  }

  void run() {
    number();
    for (std::size_t i = 0; i < now.file.activities.size(); ++i) {
      const auto old = old_places.find(now.file.activities[i].id.value);
      if (old != old_places.end()) patch_row(old->second, i);
    }
    const Outline outline = outline_of(given.now, false);
    const bool same_shape =
        shape_of(now, outline) == shape_of(before, outline_of(given.before, false));
    remove_gone();
    if (!same_shape) rebuild(outline);
    patch_links();
    if (same_shape) rename_elements();
  }

  /// An element's name is its summary's.
  void rename_elements() {
    std::unordered_map<std::string, std::string> names;
    for (const WbsElement& element : before.wbs) names.emplace(element.path, element.name);
    std::unordered_map<std::string, std::int64_t> summaries;
    for (const model::Activity& activity : now.file.activities) {
      if (activity.kind == model::ActivityKind::summary) {
        summaries.emplace(activity.wbs, activity.id.value);
      }
    }
    for (const WbsElement& element : now.wbs) {
      const auto old = names.find(element.path);
      const auto summary = summaries.find(element.path);
      if (old == names.end() || summary == summaries.end() || old->second == element.name) continue;
      put(elements.at(summary->second), {"Name", element.name}, task_order());
    }
  }
};

}  // namespace

Uids patch_tasks(const TaskPatch& given) {
  TaskPatcher patcher{given, given.before.projects.front(), given.now.projects.front()};
  patcher.run();
  return std::move(patcher.uids);
}

}  // namespace tc::formats::mspdi
