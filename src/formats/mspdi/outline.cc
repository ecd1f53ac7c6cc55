// SPDX-License-Identifier: Apache-2.0
#include "formats/mspdi/outline.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <string_view>
#include <unordered_set>
#include <utility>

namespace tc::formats::mspdi {
namespace {

constexpr std::int64_t kLargestUid = 2'147'483'647;
constexpr std::size_t kDeepestElement = 64;

/// What lies directly in an element: activities and elements by their place in the file.
struct Item {
  std::size_t place{};
  std::size_t activity = kNone;
  std::size_t element = kNone;
};

struct ProjectOutline {
  const ScheduleProject& project;
  std::size_t index;
  Outline& out;
  std::map<std::string_view, std::size_t> elements{};  ///< by path
  std::vector<std::size_t> parents{};                  ///< by element
  std::vector<std::size_t> own{};                      ///< summary activity of each element
  std::vector<std::vector<Item>> items{};  ///< by element; the last one is the top level
  std::vector<bool> used{};

  std::size_t top() const { return project.wbs.size(); }

  /// The element of a path, or the nearest one around it.
  std::size_t element_of(std::string_view path) const {
    while (!path.empty()) {
      if (const auto found = elements.find(path); found != elements.end()) return found->second;
      const std::size_t dot = path.rfind('.');
      path = dot == std::string_view::npos ? std::string_view() : path.substr(0, dot);
    }
    return top();
  }

  /// The element around each one. One that names no earlier element as its parent lies on top, so
  /// that no circle can arise; so does one that would lie too deep.
  void find_parents() {
    std::vector<std::size_t> depth;
    for (std::size_t e = 0; e < project.wbs.size(); ++e) {
      const std::string& path = project.wbs[e].parent;
      const auto found = path.empty() ? elements.end() : elements.find(path);
      const bool inner =
          found != elements.end() && found->second < e && depth[found->second] < kDeepestElement;
      parents.push_back(inner ? found->second : top());
      depth.push_back(inner ? depth[found->second] + 1 : 1);
    }
  }

  void collect() {
    const auto& activities = project.file.activities;
    for (std::size_t e = 0; e < project.wbs.size(); ++e) {
      elements.emplace(project.wbs[e].path, e);
    }
    find_parents();
    own.assign(project.wbs.size(), kNone);
    items.resize(project.wbs.size() + 1);
    used.assign(project.wbs.size(), false);
    for (std::size_t a = 0; a < activities.size(); ++a) {
      const bool summary = activities[a].kind == model::ActivityKind::summary;
      const auto found = summary ? elements.find(activities[a].wbs) : elements.end();
      if (found != elements.end() && own[found->second] == kNone) {
        own[found->second] = a;
        use(found->second);
        continue;
      }
      const std::size_t element = element_of(activities[a].wbs);
      items[element].push_back({.place = a, .activity = a});
      if (element != top()) use(element);
    }
    for (std::size_t e = 0; e < project.wbs.size(); ++e) {
      if (!used[e]) {
        out.empty_elements.push_back(project.wbs[e].path);
        continue;
      }
      const std::size_t place = own[e] == kNone ? activities.size() + e : own[e];
      items[parents[e]].push_back({.place = place, .activity = own[e], .element = e});
    }
    for (auto& list : items) std::ranges::stable_sort(list, {}, &Item::place);
  }

  void use(std::size_t element) {
    for (; element != top() && !used[element]; element = parents[element]) used[element] = true;
  }

  /// Walks without recursion: WBS depth comes from the file.
  void walk(std::int64_t level, const std::string& prefix) {
    struct Frame {
      std::size_t element;
      std::size_t next = 0;
      std::string prefix;
    };
    std::vector<Frame> open;
    open.push_back({top(), 0, prefix});
    while (!open.empty()) {
      Frame& frame = open.back();
      if (frame.next == items[frame.element].size()) {
        open.pop_back();
        continue;
      }
      const Item& item = items[frame.element][frame.next++];
      OutlineRow row;
      row.project = index;
      row.activity = item.activity;
      row.element = item.element;
      row.level = level + static_cast<std::int64_t>(open.size()) - 1;
      row.number = fmt::format("{}{}", frame.prefix, frame.next);
      row.summary = item.element != kNone;
      out.rows.push_back(row);
      if (item.element != kNone) open.push_back({item.element, 0, row.number + "."});
    }
  }
};

void give_uids(const ScheduleFile& file, Outline& out) {
  std::unordered_set<std::int64_t> taken;
  std::int64_t largest = 0;
  bool keep = true;
  for (const OutlineRow& row : out.rows) {
    if (row.activity == kNone) continue;
    const std::int64_t id = file.projects[row.project].file.activities[row.activity].id.value;
    keep = keep && id > 0 && id < kLargestUid - 10'000'000 && taken.insert(id).second;
    largest = std::max(largest, id);
  }
  std::int64_t next = keep ? largest : 0;
  for (OutlineRow& row : out.rows) {
    if (row.activity == kNone) {
      row.uid = ++next;
      continue;
    }
    const std::int64_t id = file.projects[row.project].file.activities[row.activity].id.value;
    row.uid = keep ? id : ++next;
    out.uids.emplace(id, row.uid);
  }
}

}  // namespace

Outline outline_of(const ScheduleFile& file, bool several) {
  Outline out;
  for (std::size_t p = 0; p < file.projects.size(); ++p) {
    std::string prefix;
    if (several) {
      OutlineRow row;
      row.project = p;
      row.number = fmt::format("{}", p + 1);
      row.summary = true;
      prefix = row.number + ".";
      out.rows.push_back(std::move(row));
    }
    ProjectOutline project{file.projects[p], p, out};
    project.collect();
    project.walk(several ? 2 : 1, prefix);
  }
  give_uids(file, out);
  return out;
}

}  // namespace tc::formats::mspdi
