// SPDX-License-Identifier: Apache-2.0
#include "app/csv_text.h"

#include <fmt/format.h>

namespace tc::app {

std::string csv_cell(std::string_view text) {
  if (text.find_first_of(",\"\r\n") == std::string_view::npos) return std::string(text);
  std::string cell = "\"";
  for (const char c : text) {
    if (c == '"') cell += '"';
    cell += c;
  }
  return cell + '"';
}

std::string csv_hours(double hours) {
  std::string text = fmt::format("{:.4f}", hours);
  text.erase(text.find_last_not_of('0') + 1);
  if (text.back() == '.') text.pop_back();
  return text == "-0" ? "0" : text;
}

}  // namespace tc::app
