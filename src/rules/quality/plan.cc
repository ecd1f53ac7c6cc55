// SPDX-License-Identifier: Apache-2.0
#include "rules/quality/plan.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

namespace tc::rules::quality {
namespace {

using model::LinkType;

constexpr int kDaysMeasured = 400;
constexpr std::int64_t kEightHours = 480;

}  // namespace

std::int64_t usual_day(const engine::WorkingCalendar& calendar, Minute from) {
  if (calendar.continuous()) return kMinutesPerDay;
  std::map<std::int64_t, int> seen;
  const Minute midnight = start_of(day_of(from));
  for (int day = 0; day < kDaysMeasured; ++day) {
    const Minute begin = midnight + day * kMinutesPerDay;
    const std::int64_t work = calendar.work_between(begin, begin + kMinutesPerDay);
    if (work > 0) ++seen[work];
  }
  const auto most = std::ranges::max_element(
      seen, [](const auto& a, const auto& b) { return a.second < b.second; });
  return most == seen.end() ? kEightHours : most->first;
}

std::string name_of(const model::Activity& activity) {
  const std::string number =
      activity.code.empty() ? fmt::format("#{}", activity.id.value) : activity.code;
  return activity.name.empty() ? number : number + " " + activity.name;
}

std::string_view short_name(LinkType type) {
  constexpr std::array<std::string_view, 4> kNames{"FS", "SS", "FF", "SF"};
  return kNames[static_cast<std::size_t>(type)];
}

std::string number(double value) {
  const double tenths = std::round(value * 10) / 10;
  return std::floor(tenths) == tenths ? fmt::format("{:.0f}", tenths)
                                      : fmt::format("{:.1f}", tenths);
}

Plan::Plan(const QualityInput& given)
    : input(given), network(given.network), schedule(given.schedule) {
  choose_projects();
  take_days();
  take_activities();
  take_links();
}

void Plan::choose_projects() {
  for (const model::ProjectFile* file : network.projects) {
    judged_.push_back(!input.only || file->project.id == *input.only ? 1 : 0);
  }
}

void Plan::take_days() {
  Minute from = schedule.finish;
  for (const engine::ProjectTerms& terms : schedule.terms) from = std::min(from, terms.data_date);
  std::vector<std::int64_t> by_number(network.calendars.size(), 0);
  day_minutes_.reserve(network.size());
  std::map<model::CalendarId, std::int64_t> by_id;
  for (const DayLength& length : input.day_lengths) {
    if (length.minutes > 0) by_id[length.calendar] = length.minutes;
  }
  for (std::size_t node = 0; node < network.size(); ++node) {
    const model::CalendarId id = network.activity[node]->calendar_id;
    const auto said = by_id.find(id);
    if (said != by_id.end()) {
      day_minutes_.push_back(said->second);
      continue;
    }
    std::int64_t& usual = by_number[network.calendar[node]];
    if (usual == 0) usual = usual_day(calendar(node), from);
    day_minutes_.push_back(usual);
  }
  for (std::size_t node = 0; node < network.size(); ++node) {
    by_id.try_emplace(network.activity[node]->calendar_id, day_minutes_[node]);
  }
  measured_.assign(by_id.begin(), by_id.end());
}

std::int64_t Plan::day_minutes(model::CalendarId calendar) const {
  if (!calendar) return kMinutesPerDay;
  const auto at = std::ranges::lower_bound(measured_, calendar, {},
                                           [](const auto& pair) { return pair.first; });
  return at != measured_.end() && at->first == calendar ? at->second : kEightHours;
}

void Plan::take_activities() {
  for (std::size_t p = 0; p < network.projects.size(); ++p) {
    if (judged_[p] == 0) continue;
    for (const model::Activity& activity : network.projects[p]->activities) {
      const auto found = network.find(activity.id);
      if (!found || network.is_span(*found)) continue;
      const auto node = static_cast<std::uint32_t>(*found);
      counted.push_back(node);
      if (is_incomplete(node)) incomplete.push_back(node);
    }
  }
}

void Plan::take_links() {
  ties.resize(network.size());
  const auto take = [this](const model::Link& link) {
    const auto from = network.find(link.predecessor_id);
    const auto to = network.find(link.successor_id);
    const bool known = (from && judged(static_cast<std::uint32_t>(*from))) ||
                       (to && judged(static_cast<std::uint32_t>(*to)));
    if (!known) return;
    links.push_back({&link, from ? static_cast<std::uint32_t>(*from) : kOutside,
                     to ? static_cast<std::uint32_t>(*to) : kOutside});
    if (to) {
      ties[*to].before = true;
      ties[*to].drives_start |=
          link.type == LinkType::finish_start || link.type == LinkType::start_start;
    }
    if (from) {
      ties[*from].after = true;
      ties[*from].finish_drives |=
          link.type == LinkType::finish_start || link.type == LinkType::finish_finish;
    }
  };
  for (const model::ProjectFile* file : network.projects) {
    for (const model::Link& link : file->links) take(link);
  }
  for (const model::Link* link : input.left_out) take(*link);
}

const StatedDates* Plan::stated(std::size_t node) const {
  const model::ActivityId id = network.activity[node]->id;
  const auto at = std::ranges::lower_bound(input.stated, id, {}, &StatedDates::activity);
  return at != input.stated.end() && at->activity == id ? &*at : nullptr;
}

Minute Plan::forecast_start(std::size_t node) const {
  const StatedDates* dates = stated(node);
  return dates != nullptr && dates->start ? *dates->start : schedule.early_start[node];
}

Minute Plan::forecast_finish(std::size_t node) const {
  const StatedDates* dates = stated(node);
  return dates != nullptr && dates->finish ? *dates->finish : schedule.early_finish[node];
}

Offender Plan::offender(std::uint32_t node, double value, Sentence text) const {
  return {.project = network.projects[network.project[node]]->project.id,
          .activity = network.activity[node]->id,
          .predecessor = {},
          .link = {},
          .value = value,
          .text = std::move(text)};
}

Offender Plan::offender(const PlanLink& link, double value, Sentence text) const {
  return {.project = link.link->project_id,
          .activity = link.link->successor_id,
          .predecessor = link.link->predecessor_id,
          .link = link.link->id,
          .value = value,
          .text = std::move(text)};
}

}  // namespace tc::rules::quality
