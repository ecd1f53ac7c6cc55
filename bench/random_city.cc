// SPDX-License-Identifier: Apache-2.0
#include "bench/random_city.h"

#include <algorithm>
#include <string>

namespace tc::bench {
namespace {

constexpr std::int64_t kPerProject = 200;

class Source {
 public:
  /// From 0 to `count` - 1 (SplitMix64).
  std::int64_t below(std::int64_t count) {
    std::uint64_t z = state_ += 0x9E3779B97F4A7C15U;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9U;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBU;
    return static_cast<std::int64_t>((z ^ (z >> 31)) % static_cast<std::uint64_t>(count));
  }

 private:
  std::uint64_t state_ = 642;
};

std::vector<model::Calendar> make_calendars() {
  std::vector<model::Calendar> calendars(3);
  calendars[0].week = "mon-fri 08:00-12:00 14:00-18:00";
  for (int year = 2020; year < 2040; ++year) {
    const std::string y = std::to_string(year);
    calendars[0].exceptions +=
        y + "-10-01.." + y + "-10-07 off\n" + y + "-05-01.." + y + "-05-05 off\n";
  }
  calendars[1].week = "mon-sun 07:00-11:30 13:00-19:00";
  calendars[2].week = "mon-sun 00:00-24:00";
  calendars[2].whole_days = true;
  for (std::size_t i = 0; i < calendars.size(); ++i) {
    calendars[i].id.value = static_cast<std::int64_t>(i) + 1;
    calendars[i].winter = "11-15..03-14";
  }
  return calendars;
}

model::Activity make_activity(Source& source, std::int64_t id, std::int64_t in_project,
                              Minute data_date) {
  model::Activity activity;
  activity.id.value = id;
  activity.code = std::to_string(in_project + 1);
  activity.name = "activity " + activity.code;
  activity.calendar_id.value = 1 + source.below(3);
  activity.weather = static_cast<std::int32_t>(source.below(3));
  activity.duration_likely = 60 * (8 + source.below(200));
  if (in_project < kPerProject / 3) {
    activity.actual_start = data_date - 60 * (200 + source.below(4000));
    if (source.below(4) > 0) activity.actual_finish = *activity.actual_start + 6000;
  }
  if (source.below(20) == 0) {
    activity.constraint_kind = model::ConstraintKind::start_not_earlier;
    activity.constraint_at = data_date + 60 * source.below(8000);
  }
  return activity;
}

}  // namespace

City make_city(std::size_t activities) {
  Source source;
  City city;
  city.calendars = make_calendars();
  city.data_date = start_of(to_day({2025, 7, 15}));
  const auto total = static_cast<std::int64_t>(activities);
  for (std::int64_t first = 1; first <= total; first += kPerProject) {
    auto file = std::make_unique<model::ProjectFile>();
    const std::int64_t project = static_cast<std::int64_t>(city.files.size()) + 1;
    file->project.id.value = project;
    const std::int64_t here = std::min<std::int64_t>(kPerProject, total - first + 1);
    for (std::int64_t i = 0; i < here; ++i) {
      file->activities.push_back(make_activity(source, first + i, i, city.data_date));
      for (std::int64_t links = i == 0 ? 0 : 2; links > 0; --links) {
        model::Link link;
        const std::int64_t reach = std::min<std::int64_t>(i, 12);
        link.predecessor_id.value = first + i - 1 - source.below(reach);
        if (first > 1 && source.below(100) == 0)
          link.predecessor_id.value = 1 + source.below(first - 1);
        link.successor_id.value = first + i;
        const std::int64_t type = source.below(10);
        if (type > 7) link.type = static_cast<model::LinkType>(type - 7);
        if (source.below(5) == 0) {
          link.lag = 60 * source.below(80);
          link.lag_calendar_id.value = source.below(4);
        }
        file->links.push_back(link);
      }
    }
    city.projects.push_back(file.get());
    city.files.push_back(std::move(file));
  }
  return city;
}

}  // namespace tc::bench
