// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <cmath>

#include "formats/csv/predecessors.h"
#include "formats/csv/reading.h"

namespace tc::formats::csv {
namespace {

constexpr std::int64_t kWorkDay = 480;

/// The lag in minutes; what its text left open is settled here and noted.
std::int64_t lag_minutes(const Predecessor& item, const model::Activity& predecessor,
                         const std::string& where, Notes& notes) {
  const Span& lag = item.lag;
  if (lag.percent) {
    const double minutes = static_cast<double>(predecessor.duration_likely) * *lag.percent / 100;
    const double bounded =
        std::clamp(minutes, -static_cast<double>(kMaxSpan), static_cast<double>(kMaxSpan));
    notes.push_back({"csv.lag",
                     fmt::format("the lag {}% of '{}' is taken as {:.0f} minutes", *lag.percent,
                                 item.reference, bounded),
                     where});
    return static_cast<std::int64_t>(std::round(bounded));
  }
  if (lag.bare && lag.minutes != 0 && std::abs(lag.minutes) <= kMaxSpan / kWorkDay) {
    notes.push_back({"csv.lag",
                     fmt::format("the lag {} after '{}' has no unit; days are meant", lag.minutes,
                                 item.reference),
                     where});
    return lag.minutes * kWorkDay;
  }
  return lag.minutes;
}

}  // namespace

References::References(const ScheduleFile& file) {
  const auto add = [](auto& index, Key key, Place place) {
    const auto [entry, fresh] = index.emplace(std::move(key), place);
    if (!fresh) entry->second = std::nullopt;
  };
  for (std::size_t p = 0; p < file.projects.size(); ++p) {
    projects_.emplace(file.projects[p].code, p);
    const auto& activities = file.projects[p].file.activities;
    for (std::size_t a = 0; a < activities.size(); ++a) {
      const std::string& file_id = file.projects[p].facts[a].file_id;
      const std::string id = file_id.empty() ? std::to_string(activities[a].id.value) : file_id;
      for (const std::size_t scope : {p, kAnywhere}) {
        add(ids_, {scope, id}, {p, a});
        if (!activities[a].code.empty()) add(codes_, {scope, activities[a].code}, {p, a});
      }
    }
  }
}

std::optional<References::Place> References::find_in(std::size_t project,
                                                     const std::string& text) const {
  for (const auto* index : {&codes_, &ids_}) {
    const auto found = index->find({project, text});
    if (found != index->end() && found->second) return found->second;
  }
  return std::nullopt;
}

std::optional<References::Place> References::find(std::size_t project,
                                                  std::string_view reference) const {
  const std::string text(reference);
  if (const std::optional<Place> own = find_in(project, text)) return own;
  if (reference.starts_with('#')) {
    const auto found = ids_.find({kAnywhere, text.substr(1)});
    if (found != ids_.end()) return found->second;
  }
  if (const std::size_t slash = reference.rfind('\\'); slash != std::string_view::npos) {
    const auto named = projects_.find(reference.substr(0, slash));
    if (named != projects_.end()) return find_in(named->second, text.substr(slash + 1));
  }
  return find_in(kAnywhere, text);
}

Result<void> read_links(const std::vector<PendingLinks>& pending, ScheduleFile& file) {
  const References references(file);
  std::int64_t next_id = 1;
  for (const PendingLinks& one : pending) {
    ScheduleProject& project = file.projects[one.project];
    const model::Activity& successor = project.file.activities[one.activity];
    auto items = parse_predecessors(one.cell, [&](std::string_view reference) {
      return references.find(one.project, reference).has_value();
    });
    if (!items) {
      items.error().where = one.where;
      return tl::unexpected(std::move(items).error());
    }
    for (const Predecessor& item : *items) {
      const auto place = references.find(one.project, item.reference);
      if (!place) {
        file.notes.push_back(
            {"csv.predecessor",
             fmt::format("no activity '{}' stands in the file, so its link to '{}' "
                         "is left out",
                         item.reference, successor.name),
             one.where});
        continue;
      }
      const model::Activity& predecessor =
          file.projects[place->project].file.activities[place->activity];
      model::Link link;
      link.id = {next_id++};
      link.project_id = project.file.project.id;
      link.predecessor_id = predecessor.id;
      link.successor_id = successor.id;
      link.type = item.type;
      link.lag = lag_minutes(item, predecessor, one.where, file.notes);
      link.lag_calendar_id = item.lag.elapsed ? model::CalendarId{} : successor.calendar_id;
      project.file.links.push_back(link);
    }
  }
  return {};
}

}  // namespace tc::formats::csv
