// A naive critical-path method to hold the engine against: working time as one array of minutes,
// each rule from its definition (searches, no prefix algebra), links swept again and again in input
// order until nothing moves. Shares only the model's structs with the engine.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <stdexcept>
#include <vector>

#include "property/cpm_random.h"

namespace tc::naive {

/// A date left the window that the reference can see.
struct OutOfWindow : std::runtime_error {
  OutOfWindow() : std::runtime_error("a date left the window") {}
};

/// Minutes count from the window's first midnight.
class Calendar {
 public:
  Calendar() = default;
  Calendar(const random::CalendarSpec& spec, int weather, Day window);

  [[nodiscard]] std::int64_t done(std::int64_t t) const;  ///< half-minutes of work before t
  [[nodiscard]] std::int64_t add(std::int64_t t, std::int64_t work) const;
  [[nodiscard]] std::int64_t next_start(std::int64_t t) const;
  [[nodiscard]] std::int64_t previous_finish(std::int64_t t) const;
  [[nodiscard]] std::int64_t undo_lag(std::int64_t t, std::int64_t lag) const;
  struct Span {
    std::int64_t start, finish;
  };
  [[nodiscard]] Span early(std::int64_t bound, std::int64_t work) const;
  [[nodiscard]] Span late(std::int64_t bound, std::int64_t work) const;
  [[nodiscard]] std::int64_t start_reaching(std::int64_t finish, std::int64_t work) const;
  [[nodiscard]] std::int64_t latest_start(std::int64_t bound, std::int64_t work) const;

 private:
  template <class Holds>
  std::int64_t first_where(Holds holds) const;
  [[nodiscard]] bool day_works(std::int64_t midnight) const;

  std::vector<std::int8_t> speed_{};  ///< half-minutes in each minute
  std::vector<std::int32_t> done_{};
  bool whole_days_ = false;
};

struct Dates {
  std::int64_t early_start{}, early_finish{}, late_start{}, late_finish{};
  std::int64_t total_float{}, free_float{};
  /// Where each link that still holds this activity back would let it start, were it alone.
  std::map<const model::Link*, std::int64_t> allowed{};
  friend bool operator==(const Dates&, const Dates&) = default;
};

struct World {
  std::map<std::pair<std::int64_t, int>, Calendar> calendars;  ///< by id and weather
  Day window;
};

/// Dates by activity id, in minutes of the window.
std::map<std::int64_t, Dates> schedule(const World& world, const random::Case& given);

}  // namespace tc::naive
