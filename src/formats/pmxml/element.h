// One element of a document as named fields, and the text forms of its values: decimal hours (point
// or comma), dates with seconds, flags 0 and 1, xsi:nil for nothing. SPDX-License-Identifier:
// Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <pugixml.hpp>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/time.h"

namespace tc::formats::pmxml {

/// The child elements by local name, the first of each name found in logarithmic time.
class Element {
 public:
  explicit Element(pugi::xml_node node);
  [[nodiscard]] pugi::xml_node node() const { return node_; }
  [[nodiscard]] pugi::xml_node child(std::string_view name) const;
  /// Trimmed text; empty when absent or nil.
  [[nodiscard]] std::string_view text(std::string_view name) const;

 private:
  pugi::xml_node node_;
  std::vector<std::pair<std::string_view, pugi::xml_node>> children_;
};

/// Decimal number with point or comma.
[[nodiscard]] std::optional<double> parse_number(std::string_view text);
/// Hours as minutes, at most two hundred years either way.
[[nodiscard]] std::optional<std::int64_t> parse_hours(std::string_view text);
/// "2012-01-02T08:00:00", seconds and zone ignored.
[[nodiscard]] std::optional<Minute> parse_stamp(std::string_view text);
/// "15:59:00" as minutes of the day, 0-1440.
[[nodiscard]] std::optional<std::int32_t> parse_clock(std::string_view text);
/// 1, true, Y; 0, false, N.
[[nodiscard]] std::optional<bool> parse_bool(std::string_view text);
/// A whole number from 1 to 2^53.
[[nodiscard]] std::optional<std::int64_t> parse_id(std::string_view text);

[[nodiscard]] std::string hours_text(std::int64_t minutes);  ///< "70.583333", "8"
[[nodiscard]] std::string stamp_text(Minute minute);
[[nodiscard]] std::string clock_text(std::int32_t minutes);

/// Text of an element, or nothing.
using Text = std::optional<std::string>;
/// Appends a child of this name, in the parent's namespace; nil for nothing.
pugi::xml_node append(pugi::xml_node parent, std::string_view name, const Text& text);
/// Appends a child that will hold elements.
pugi::xml_node append(pugi::xml_node parent, std::string_view name);
/// Changes the child of this name, or puts it in its alphabetic place among the simple ones, which
/// is the schema's order. Nothing makes it nil.
void set(pugi::xml_node parent, std::string_view name, const Text& text);
/// Before which child an element of this name belongs.
[[nodiscard]] pugi::xml_node place_of(pugi::xml_node parent, std::string_view name);

}  // namespace tc::formats::pmxml
