// A working calendar for many trials side by side: within a window of years the work done by a
// minute is read from its day and the pattern of that day, and back again, without search or loop.
// Minutes count from the window's first midnight, work in half-minutes. Outside the window the
// calendar itself is asked, so the answers are always its own.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <vector>

#include "engine/calendar/working_calendar.h"

namespace tc::engine {

inline constexpr std::size_t kCalendarLanes = 16;
inline constexpr std::int32_t kDayMinutes = 1440;

class LaneCalendar {
 public:
  /// `calendar` must outlive this. The window: `days` from `first` on, cut to the horizon.
  LaneCalendar(const WorkingCalendar& calendar, Day first, int days);

  /// As WorkingCalendar::place_early for each lane; `start` null: not wanted.
  void place(const std::int32_t* bound, const std::int32_t* work, std::int32_t* start,
             std::int32_t* finish) const;
  /// As WorkingCalendar::add for each lane.
  void add(const std::int32_t* t, std::int64_t work, std::int32_t* sum) const;
  /// As WorkingCalendar::start_reaching, one lane.
  [[nodiscard]] std::int32_t start_reaching(std::int32_t finish, std::int64_t work) const;
  [[nodiscard]] bool whole_days() const { return calendar_->whole_days(); }

 private:
  /// `asked`: too many kinds of days for tables; the calendar itself answers.
  enum class Kind : std::uint8_t { plain, plain_days, minutes, days, asked };
  struct DayRow {
    std::int32_t units;    ///< work done before its midnight
    std::int32_t pattern;  ///< where its pattern stands in `done_`
  };
  struct WorkedDay {
    std::int32_t units;
    std::int32_t midnight;
    std::int32_t pattern;  ///< in `first_at_` and `last_at_`
    std::int32_t unused;
  };
  struct Pattern {
    std::int32_t done{};  ///< in `done_`
    std::int32_t at{};    ///< in `first_at_`, `last_at_`
    std::int32_t units{};
  };
  struct Piece {
    std::int32_t start, end, rate;
    friend auto operator<=>(const Piece&, const Piece&) = default;
  };
  using Pieces = std::vector<Piece>;

  [[nodiscard]] Pattern paint(const Pieces& pieces);
  [[nodiscard]] Pieces pieces_of(std::int32_t day, std::size_t& k) const;
  [[nodiscard]] bool fill_days(int days);
  void fill_buckets();
  [[nodiscard]] bool inside(const std::int32_t* t) const;
  [[nodiscard]] std::int32_t units_at(std::int32_t t) const {
    const std::int32_t day = t / kDayMinutes;
    const DayRow& row = days_[static_cast<std::size_t>(day)];
    return row.units + done_[static_cast<std::size_t>(row.pattern + (t - day * kDayMinutes))];
  }
  /// The last worked day with fewer than or just `units` before it. `kMore`: some bucket needs more
  /// than one step.
  template <bool kMore>
  [[nodiscard]] const WorkedDay& day_below(std::int32_t units) const {
    auto k = static_cast<std::size_t>(buckets_[static_cast<std::size_t>(units >> shift_)]);
    k += worked_[k + 1].units <= units ? 1U : 0U;
    if constexpr (kMore) {
      for (int step = 1; step < steps_; ++step) k += worked_[k + 1].units <= units ? 1U : 0U;
    }
    return worked_[k];
  }
  template <bool kMore>
  [[nodiscard]] std::int32_t first_at(std::int32_t units) const {  // 0 < units <= total_
    const WorkedDay& day = day_below<kMore>(units - 1);
    return day.midnight + first_at_[static_cast<std::size_t>(day.pattern + (units - day.units))];
  }
  template <bool kMore>
  [[nodiscard]] std::int32_t last_at(std::int32_t units) const {  // 0 <= units < total_
    const WorkedDay& day = day_below<kMore>(units);
    return day.midnight + last_at_[static_cast<std::size_t>(day.pattern + (units - day.units))];
  }
  void place_plain(const std::int32_t* bound, const std::int32_t* work, std::int32_t* start,
                   std::int32_t* finish) const;
  template <bool kMore>
  void place_minutes(const std::int32_t* bound, const std::int32_t* work, std::int32_t* start,
                     std::int32_t* finish) const;
  template <bool kMore>
  void place_days(const std::int32_t* bound, const std::int32_t* work, std::int32_t* start,
                  std::int32_t* finish) const;
  void place_slowly(const std::int32_t* bound, const std::int32_t* work, std::int32_t* start,
                    std::int32_t* finish) const;

  const WorkingCalendar* calendar_;
  std::int64_t origin_{};  ///< minute of the window's first midnight
  Kind kind_{};
  int shift_{};
  int steps_{};
  std::int32_t end_{};    ///< minutes of the window
  std::int32_t total_{};  ///< work in it
  std::vector<DayRow> days_;
  std::vector<std::uint16_t> done_;  ///< by pattern and minute of the day, 0 … 1440
  std::vector<WorkedDay> worked_;    ///< ends with two beyond all work
  std::vector<std::int32_t> buckets_;
  std::vector<std::uint16_t> first_at_;  ///< by pattern and work of the day
  std::vector<std::uint16_t> last_at_;
  std::map<Pieces, Pattern> patterns_;  ///< while it is built
};

}  // namespace tc::engine
