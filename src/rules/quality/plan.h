// The schedule as the checks see it: which activities count, which links, and how long a working
// day is. Built once for all checks; inside this folder only.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "rules/quality/quality.h"

namespace tc::rules::quality {

inline constexpr std::uint32_t kOutside = 0xFFFF'FFFF;

/// A link of the files; an end outside the set is kOutside.
struct PlanLink {
  const model::Link* link = nullptr;
  std::uint32_t from = kOutside;
  std::uint32_t to = kOutside;
};

/// What an activity's links say of its two ends, whatever they lead to.
struct Ties {
  bool before = false;         ///< some predecessor
  bool drives_start = false;   ///< one by FS or SS
  bool after = false;          ///< some successor
  bool finish_drives = false;  ///< one by FS or FF
};

class Plan {
 public:
  explicit Plan(const QualityInput& input);

  const QualityInput& input;
  const engine::Network& network;
  const engine::Schedule& schedule;

  /// Nodes in file order, of the projects that are judged: without levels of effort and summaries.
  std::vector<std::uint32_t> counted;
  std::vector<std::uint32_t> incomplete;  ///< those of them not finished
  std::vector<PlanLink> links;            ///< that touch a judged project, in file order
  std::vector<Ties> ties;                 ///< by node

  [[nodiscard]] bool judged(std::uint32_t node) const {
    return judged_[network.project[node]] != 0;
  }
  [[nodiscard]] bool judged_project(std::size_t project) const { return judged_[project] != 0; }
  [[nodiscard]] bool has_loops() const { return !input.loops.empty(); }
  [[nodiscard]] Minute data_date(std::size_t node) const {
    return schedule.terms[network.project[node]].data_date;
  }
  [[nodiscard]] std::int64_t day_minutes(std::size_t node) const { return day_minutes_[node]; }
  /// Working day of the calendar a lag counts in; a day of 24 hours for none.
  [[nodiscard]] std::int64_t day_minutes(model::CalendarId calendar) const;
  [[nodiscard]] double days(std::size_t node, std::int64_t minutes) const {
    return static_cast<double>(minutes) / static_cast<double>(day_minutes_[node]);
  }
  [[nodiscard]] const engine::WorkingCalendar& calendar(std::size_t node) const {
    return network.calendars[network.calendar[node]];
  }
  /// A link between two activities with work or a moment of their own.
  [[nodiscard]] bool joins_counted(const PlanLink& link) const {
    return (link.from == kOutside || !network.is_span(link.from)) &&
           (link.to == kOutside || !network.is_span(link.to));
  }
  [[nodiscard]] bool is_incomplete(std::uint32_t node) const {
    return !network.is_span(node) && network.progress[node] != engine::Progress::finished;
  }
  /// The links that the link checks look at: into an incomplete activity of a judged project.
  [[nodiscard]] bool is_checked(const PlanLink& link) const {
    return link.to != kOutside && judged(link.to) && is_incomplete(link.to) && joins_counted(link);
  }
  /// Forecast dates: as stated, else as calculated; meaningful for what is not finished.
  [[nodiscard]] Minute forecast_start(std::size_t node) const;
  [[nodiscard]] Minute forecast_finish(std::size_t node) const;

  [[nodiscard]] Offender offender(std::uint32_t node, double value, Sentence text) const;
  [[nodiscard]] Offender offender(const PlanLink& link, double value, Sentence text) const;
  /// Counts one and keeps it while there is room; the text is made only when it is kept.
  template <class Make>
  void add(std::size_t& count, std::vector<Offender>& kept, Make make) const {
    ++count;
    if (input.most_listed == 0 || kept.size() < input.most_listed) kept.push_back(make());
  }

 private:
  void choose_projects();
  void take_activities();
  void take_links();
  void take_days();
  [[nodiscard]] const StatedDates* stated(std::size_t node) const;

  std::vector<std::uint8_t> judged_;  ///< by project of the network
  std::vector<std::int64_t> day_minutes_;
  std::vector<std::pair<model::CalendarId, std::int64_t>> measured_;  ///< sorted
};

/// Working minutes of a usual working day: the commonest of the 400 days from `from` on.
[[nodiscard]] std::int64_t usual_day(const engine::WorkingCalendar& calendar, Minute from);

/// "A1010 浇筑基础": code (else number) and name.
[[nodiscard]] std::string name_of(const model::Activity& activity);
[[nodiscard]] std::string_view short_name(model::LinkType type);  ///< FS SS FF SF
/// Days without a needless decimal: "44", "12.5".
[[nodiscard]] std::string number(double value);

}  // namespace tc::rules::quality
