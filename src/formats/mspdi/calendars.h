// The calendars of an MSPDI document, flattened: what a derived calendar does not say comes from
// its base, and exceptions win over work weeks, which win over the week. Includes pugixml.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "formats/mspdi/record.h"
#include "formats/mspdi/work_counter.h"
#include "formats/schedule/schedule_file.h"

namespace tc::formats::mspdi {

struct CalendarSource;

class Calendars {
 public:
  /// Reads `Project/Calendars`. A file without calendars gets Microsoft Project's own standard one
  /// (Monday to Friday, 8–12 and 13–17).
  Calendars(pugi::xml_node project, Remarks& remarks);

  /// The model's calendar of a UID; unset when there is none.
  [[nodiscard]] std::optional<model::CalendarId> find(std::optional<std::int64_t> uid) const;
  /// Among calendars with the same working time the one that was asked for first, so that a
  /// resource without hours of its own works in the calendar of the project.
  [[nodiscard]] model::CalendarId first_like(model::CalendarId id);
  /// Working time of both; a new calendar unless one with that time is known. `a` alone when the
  /// file has made too many.
  [[nodiscard]] model::CalendarId both(model::CalendarId a, model::CalendarId b);
  [[nodiscard]] const WorkCounter& counter(model::CalendarId id);
  [[nodiscard]] bool is_base(model::CalendarId id) const;

  void set_default(model::CalendarId id, std::int64_t minutes_per_day);
  [[nodiscard]] model::CalendarId first() const;
  void move_into(ScheduleFile& file);
  /// The elements, beside the calendars that were read.
  [[nodiscard]] const std::vector<pugi::xml_node>& nodes() const { return nodes_; }

 private:
  void add(model::Calendar calendar, CalendarFacts facts);
  [[nodiscard]] std::size_t at(model::CalendarId id) const;
  void flatten_all(std::vector<CalendarSource>& sources, Remarks& remarks);

  std::vector<model::Calendar> calendars_;
  std::vector<CalendarFacts> facts_;
  std::vector<pugi::xml_node> nodes_;
  std::map<std::int64_t, std::size_t> by_uid_;
  std::map<std::int64_t, std::size_t> by_id_;
  std::map<std::pair<std::string, std::string>, model::CalendarId> by_time_;
  std::map<std::pair<std::int64_t, std::int64_t>, model::CalendarId> combined_;
  std::map<std::int64_t, WorkCounter> counters_;
  std::int64_t next_id_ = 1;
  std::size_t days_left_;  ///< dated days that may still be laid over one another
};

}  // namespace tc::formats::mspdi
