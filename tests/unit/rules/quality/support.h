// Small schedules written out by hand for the tests of schedule quality: one project on a calendar
// of five days with eight hours, data date Monday 2025-06-02 08:00.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/data.h"
#include "rules/quality/quality.h"

namespace tc::rules {

inline Minute when(const char* text) { return parse_minute(text).value(); }

inline const QualityPack& dcma() {
  static const QualityPack pack = [] {
    const EmbeddedFile* file = find_file(data::templates(), "quality/dcma14.toml");
    auto read = parse_quality_pack(file->bytes, "dcma14");
    EXPECT_TRUE(read) << to_line(read.error());
    return std::move(*read);
  }();
  return pack;
}

struct Sample {
  static constexpr std::int64_t kDay = 480;
  std::vector<model::ProjectFile> files{1};
  std::vector<model::Calendar> calendars;
  engine::ProjectTerms terms;
  std::vector<Loop> loops;
  std::vector<const model::Link*> left_out;
  std::optional<std::vector<model::ActivityId>> loaded;
  std::vector<StatedDates> stated;
  std::vector<DayLength> day_lengths;
  std::optional<model::ProjectId> only;
  std::size_t most_listed = 0;

  Sample() {
    files[0].project.id.value = 1;
    model::Calendar calendar;
    calendar.id.value = 1;
    calendar.week = "mon-fri 08:00-12:00 13:00-17:00";
    calendars.push_back(calendar);
    terms.data_date = when("2025-06-02T08:00");
  }

  model::Activity& add(std::int64_t id, double days, std::size_t project = 0) {
    model::Activity activity;
    activity.id.value = id;
    activity.code = "A" + std::to_string(id);
    activity.duration_likely = static_cast<std::int64_t>(days * kDay);
    activity.duration_low = activity.duration_high = activity.duration_likely;
    activity.calendar_id.value = 1;
    activity.project_id = files[project].project.id;
    files[project].activities.push_back(activity);
    return files[project].activities.back();
  }
  model::Link& link(std::int64_t from, std::int64_t to,
                    model::LinkType type = model::LinkType::finish_start, double lag_days = 0,
                    std::size_t project = 0) {
    model::Link link;
    link.id.value = static_cast<std::int64_t>(files[project].links.size()) + 1 +
                    1000 * static_cast<std::int64_t>(project);
    link.project_id = files[project].project.id;
    link.predecessor_id.value = from;
    link.successor_id.value = to;
    link.type = type;
    link.lag = static_cast<std::int64_t>(lag_days * kDay);
    link.lag_calendar_id.value = 1;
    files[project].links.push_back(link);
    return files[project].links.back();
  }
  /// Activities `first` … `last` of a day each, in a row.
  void chain(std::int64_t first, std::int64_t last) {
    for (std::int64_t id = first; id <= last; ++id) {
      add(id, 1);
      if (id > first) link(id - 1, id);
    }
  }
  model::Activity& operator[](std::int64_t id) {
    for (model::ProjectFile& file : files) {
      for (model::Activity& activity : file.activities) {
        if (activity.id.value == id) return activity;
      }
    }
    ADD_FAILURE() << "no activity " << id;
    return files[0].activities[0];
  }

  [[nodiscard]] QualityReport report(const QualityPack& pack = dcma()) const {
    std::vector<const model::ProjectFile*> projects;
    for (const model::ProjectFile& file : files) projects.push_back(&file);
    const auto network = engine::build_network({.projects = projects, .calendars = calendars});
    if (!network) {
      ADD_FAILURE() << to_line(network.error());
      return {};
    }
    const std::vector<engine::ProjectTerms> by_project(files.size(), terms);
    engine::CpmInput cpm;
    cpm.by_project = by_project;
    const engine::Schedule schedule = engine::run_cpm(*network, cpm);
    QualityInput input{.network = *network,
                       .schedule = schedule,
                       .input = cpm,
                       .only = only,
                       .loaded = std::nullopt};
    input.loops = loops;
    input.left_out = left_out;
    if (loaded) input.loaded = *loaded;
    input.day_lengths = day_lengths;
    input.stated = stated;
    input.most_listed = most_listed;
    return check_quality(input, pack);
  }
  [[nodiscard]] CheckResult check(CheckKind kind) const { return *report().find(kind); }
  [[nodiscard]] FaultResult fault(FaultKind kind) const { return *report().find(kind); }
};

/// "3>4" for a link, "4" for an activity, "p1" for a project.
inline std::vector<std::string> named(const std::vector<Offender>& offenders) {
  std::vector<std::string> out;
  for (const Offender& offender : offenders) {
    const std::string activity = std::to_string(offender.activity.value);
    out.push_back(!offender.activity ? "p" + std::to_string(offender.project.value)
                  : offender.predecessor
                      ? std::to_string(offender.predecessor.value) + ">" + activity
                      : activity);
    EXPECT_FALSE(offender.text.zh.empty());
    EXPECT_FALSE(offender.text.en.empty());
  }
  return out;
}

using Strings = std::vector<std::string>;

}  // namespace tc::rules
