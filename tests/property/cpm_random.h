// Random calendars and networks for the property tests: small, hostile, and from a seed alone.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "base/time.h"
#include "engine/cpm/cpm.h"
#include "model/calendar.h"
#include "model/state.h"

namespace tc::random {

/// SplitMix64 (Steele, Lea, Flood 2014).
class Source {
 public:
  explicit Source(std::uint64_t seed) : state_(seed) {}
  std::uint64_t next() {
    std::uint64_t z = state_ += 0x9E3779B97F4A7C15U;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9U;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBU;
    return z ^ (z >> 31);
  }
  /// From `low` to `high`, both included.
  std::int64_t between(std::int64_t low, std::int64_t high) {
    return low + static_cast<std::int64_t>(next() % static_cast<std::uint64_t>(high - low + 1));
  }
  bool chance(int percent) { return between(1, 100) <= percent; }

 private:
  std::uint64_t state_;
};

using Spans = std::vector<std::pair<int, int>>;  ///< minutes of a day, ascending

/// A calendar as values, so that the text form and the naive reading are both made from it.
struct CalendarSpec {
  std::array<Spans, 7> week;
  struct Exception {
    Day first, last;
    Spans spans;
  };
  std::vector<Exception> exceptions;
  std::optional<std::array<int, 4>> winter;  ///< month, day .. month, day
  bool whole_days = false;
};

/// The dates of every case lie in this window; its first day is a random 20 September.
inline constexpr int kWindowDays = 260;

CalendarSpec make_calendar(Source& source, Day window);
model::Calendar to_model(const CalendarSpec& spec, std::int64_t id);

struct CaseShape {
  bool only_starts = false;  ///< links FS and SS only
  bool only_finish_start = false;
  bool negative_lags = true;
  bool late_constraints = true;  ///< not-later and must
  bool progress = true;
  bool whole_days = true;
};

struct Case {
  std::vector<model::ProjectFile> files;
  std::vector<engine::Hold> holds;
  engine::CpmInput input;  ///< its holds are empty: set them to `holds` where the case stands
};

/// Up to 14 activities in one or two projects on calendars 1 to `calendars` and elapsed time.
Case make_case(Source& source, Day window, int calendars, const CaseShape& shape);

/// Adds kinds, wishes and dates that the house's cases do not have: milestones, levels of effort,
/// as late as possible, deadlines, expected finishes.
void enrich(Source& source, Case& given);
/// Terms by project with every date rule, progress rule and float rule.
std::vector<engine::ProjectTerms> make_terms(Source& source, const Case& given);

}  // namespace tc::random
