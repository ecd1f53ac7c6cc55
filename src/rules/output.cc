// SPDX-License-Identifier: Apache-2.0
#include "rules/output.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <map>

namespace tc::rules {

std::optional<int> month_index(std::string_view text) {
  int year = 0, month = 0;
  if (text.size() != 7 || text[4] != '-') return std::nullopt;
  const char* begin = text.data();
  const auto y = std::from_chars(begin, begin + 4, year);
  const auto m = std::from_chars(begin + 5, begin + 7, month);
  if (y.ptr != begin + 4 || m.ptr != begin + 7 || month < 1 || month > 12) return std::nullopt;
  return year * 12 + month - 1;
}

std::optional<LastOutputs> last_outputs(const model::ProjectFile& file, std::optional<Day> date) {
  std::map<int, double> months;
  std::optional<int> now;
  if (date) {
    const CivilDay next = to_civil(*date + 1);  // a month has ended when its last day has
    now = next.year * 12 + next.month - 1;
  }
  for (const model::Output& row : file.outputs) {
    const std::optional<int> index = month_index(row.month);
    if (index && (!now || *index < *now)) months[*index] = row.quantity;
  }
  for (auto it = months.rbegin(); it != months.rend(); ++it) {
    const int last = it->first;
    if (now && *now - last > kStaleMonths + 1) return std::nullopt;
    if (!months.contains(last - 1) || !months.contains(last - 2)) continue;
    return LastOutputs{last, {months[last - 2], months[last - 1], it->second}};
  }
  return std::nullopt;
}

std::optional<std::int64_t> output_permille(const model::ProjectFile& file, Day date) {
  const std::optional<double> design = file.project.design_output;
  const std::optional<LastOutputs> last = last_outputs(file, date);
  if (!design || !(*design > 0) || !last) return std::nullopt;
  const double mean = (last->quantity[0] + last->quantity[1] + last->quantity[2]) / 3;
  return std::llround(mean / *design * 1000);
}

bool output_reached(const model::ProjectFile& file, double share) {
  const std::optional<double> design = file.project.design_output;
  const std::optional<LastOutputs> last = last_outputs(file, std::nullopt);
  if (!design || !(*design > 0) || !last) return false;
  return std::ranges::all_of(last->quantity,
                             [&](double quantity) { return quantity >= share * *design; });
}

}  // namespace tc::rules
