// The cell CALENDAR.clndr_data: a tree in parentheses with the shifts of the week and of single
// days. Days of the week are 1 (Sunday) … 7; days are counted from 1899-12-30; a shift that ends at
// 00:00 ends the day, one that ends before it starts runs into the next day.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "formats/schedule/working_time.h"

namespace tc::formats::xer {

struct ClndrData {
  WorkingTime time;
  bool has_week = false;            ///< some day of the week is given
  std::vector<std::string> faults;  ///< what was not understood, at most a few
};

/// Reads as much as is sound.
[[nodiscard]] ClndrData parse_clndr_data(std::string_view text);

/// The cell in the form P6 writes, its line breaks left out.
[[nodiscard]] std::string print_clndr_data(const WorkingTime& time);

}  // namespace tc::formats::xer
