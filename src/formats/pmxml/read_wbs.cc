// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "formats/pmxml/reading.h"

namespace tc::formats::pmxml {
namespace {

constexpr std::size_t kLongestPath = 400;  ///< bytes; bounds what a hostile chain may allocate

struct WbsNode {
  pugi::xml_node node;
  std::string id;
  std::string parent;
};

/// Parents first, without recursion. An element whose parent is not in the file, or that is its own
/// ancestor, stands at the top.
class ElementReader {
 public:
  ElementReader(ReadState& state, ScheduleProject& project, const Nodes& nodes)
      : state_(state), project_(project) {
    for (const pugi::xml_node& node : nodes) {
      const Element element(node);
      elements_.push_back({node, std::string(element.text("ObjectId")),
                           std::string(element.text("ParentObjectId"))});
      ids_.insert(elements_.back().id);
    }
    for (std::size_t i = elements_.size(); i-- > 0;) {
      const WbsNode& one = elements_[i];
      const bool top = one.parent.empty() || one.parent == one.id || !ids_.contains(one.parent);
      if (top) waiting_.push_back(i);
      if (!top) children_[one.parent].push_back(i);
    }
  }

  void read() {
    std::vector<bool> seen(elements_.size(), false);
    for (std::size_t next = 0; true;) {
      while (!waiting_.empty()) {
        const std::size_t i = waiting_.back();
        waiting_.pop_back();
        if (seen[i]) continue;
        seen[i] = true;
        add(elements_[i]);
        const auto below = children_.find(elements_[i].id);
        if (below == children_.end()) continue;
        waiting_.insert(waiting_.end(), below->second.begin(), below->second.end());
      }
      while (next < elements_.size() && seen[next]) ++next;
      if (next == elements_.size()) return;
      // Only members of a loop are left: the first of them is taken for the top.
      waiting_.push_back(next);
    }
  }

 private:
  void add(const WbsNode& one) {
    const Element element(one.node);
    WbsElement made;
    made.code = element.text("Code");
    made.name = element.text("Name");
    made.guid = element.text("GUID");
    made.file_id = one.id;
    const auto above = state_.wbs_paths.find(one.parent);
    if (above != state_.wbs_paths.end() && one.parent != one.id) made.parent = above->second;
    const std::string& code = made.code.empty() ? made.file_id : made.code;
    made.path = made.parent.empty() ? code : made.parent + "." + code;
    if (made.path.size() > kLongestPath) {
      made.parent.clear();
      made.path = made.file_id.substr(0, 40);
    }
    // Two elements of one code under one parent, or a code with a point, may give one path twice.
    const std::string base = made.path;
    std::size_t& count = paths_[base];
    for (++count; count > 1 && paths_.contains(made.path); ++count) {
      made.path = fmt::format("{}~{}", base, count);
    }
    if (made.path != base) paths_[made.path] = 1;
    state_.wbs_paths.try_emplace(one.id, made.path);
    if (const auto id = parse_id(one.id)) state_.places.wbs.try_emplace(*id, one.node);
    project_.wbs.push_back(std::move(made));
  }

  ReadState& state_;
  ScheduleProject& project_;
  std::vector<WbsNode> elements_;
  std::unordered_set<std::string> ids_;
  std::unordered_map<std::string, std::vector<std::size_t>> children_;
  std::vector<std::size_t> waiting_;
  std::unordered_map<std::string, std::size_t> paths_;
};

}  // namespace

void read_wbs(ReadState& state, const Nodes& nodes, ScheduleProject& project) {
  ElementReader(state, project, nodes).read();
}

}  // namespace tc::formats::pmxml
