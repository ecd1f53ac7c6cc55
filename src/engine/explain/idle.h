// Why a calendar does not work between two instants: the reason a planner would name for a date
// that moved on to the next working time. SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>

#include "base/time.h"
#include "model/calendar.h"

namespace tc::engine {

/// The strongest reason first: a dated exception says more than a weekend, a weekend more than the
/// night.
enum class IdleKind : std::uint8_t { exception, winter, rest_day, off_hours };

struct Idle {
  IdleKind kind{};
  Day first;  ///< of the days off for this reason, between the two instants
  Day last;
  friend bool operator==(const Idle&, const Idle&) = default;
};

/// Between `from` and `to`, at most ten years; unset when they are equal or the calendar cannot be
/// read. `weather` as model::Activity's.
[[nodiscard]] std::optional<Idle> idle_between(const model::Calendar& calendar, int weather,
                                               Minute from, Minute to);

}  // namespace tc::engine
