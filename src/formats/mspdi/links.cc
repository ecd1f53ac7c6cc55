// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "formats/mspdi/tasks.h"
#include "formats/mspdi/values.h"

namespace tc::formats::mspdi {
namespace {

constexpr std::array<std::string_view, 6> kLinkNames{
    "CrossProject", "CrossProjectName", "LagFormat", "LinkLag", "PredecessorUID", "Type"};
constexpr std::array kTypes{model::LinkType::finish_finish, model::LinkType::finish_start,
                            model::LinkType::start_finish, model::LinkType::start_start};

struct LinkReader {
  const Tasks& tasks;
  Remarks& remarks;
  ScheduleProject& out;
  std::vector<pugi::xml_node> nodes;

  void set_lag(const Record& record, std::size_t from, std::size_t to, model::Link& link) {
    const std::int64_t unit = record.whole("LagFormat").value_or(kDays);
    const std::int64_t lag = record.whole("LinkLag").value_or(0);
    bool elapsed = is_elapsed_unit(unit);
    if (is_percent_unit(unit)) {
      const ActivityFacts& predecessor = out.facts[from];
      const double minutes =
          static_cast<double>(predecessor.original_duration) * static_cast<double>(lag) / 100;
      constexpr double kMost = 1e15;
      link.lag = static_cast<std::int64_t>(std::llround(std::clamp(minutes, -kMost, kMost)));
      elapsed = elapsed || predecessor.elapsed;
    } else {
      link.lag = from_tenths(lag);
      if (lag % 10 != 0) {
        remarks.add("mspdi.link", fmt::format("a lag of {} tenths of a minute is rounded", lag),
                    record.node());
      }
    }
    if (!elapsed) link.lag_calendar_id = tasks.rows[to].lag_calendar;
  }

  void read(pugi::xml_node node, std::size_t to) {
    const Record record(node, "PredecessorLink", kLinkNames, remarks);
    const auto uid = record.whole("PredecessorUID");
    const auto found = uid ? tasks.by_uid.find(*uid) : tasks.by_uid.end();
    const bool cross = record.flag("CrossProject", false);
    if (found == tasks.by_uid.end() || found->second == to ||
        (cross && !tasks.rows[found->second].fixed_dates)) {
      remarks.add(
          "mspdi.link",
          fmt::format("the predecessor '{:.80}' is not in this file",
                      cross ? record.text("CrossProjectName") : record.text("PredecessorUID")),
          node);
      return;
    }
    const std::int64_t type = record.whole("Type").value_or(1);
    if (type < 0 || type > 3) {
      remarks.add("mspdi.value", fmt::format("link type {} is unknown", type), node);
      return;
    }
    auto& links = out.file.links;
    model::Link link;
    link.id = {static_cast<std::int64_t>(links.size()) + 1};
    link.project_id = out.file.project.id;
    link.predecessor_id = out.file.activities[found->second].id;
    link.successor_id = out.file.activities[to].id;
    link.type = kTypes[static_cast<std::size_t>(type)];
    set_lag(record, found->second, to, link);
    links.push_back(link);
    nodes.push_back(node);
  }
};

}  // namespace

std::vector<pugi::xml_node> read_links(const Tasks& tasks, Remarks& remarks, ScheduleProject& out) {
  LinkReader reader{tasks, remarks, out, {}};
  for (std::size_t i = 0; i < tasks.rows.size(); ++i) {
    each_child(tasks.rows[i].node, "PredecessorLink",
               [&](pugi::xml_node node) { reader.read(node, i); });
  }
  return std::move(reader.nodes);
}

}  // namespace tc::formats::mspdi
