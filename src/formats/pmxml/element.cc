// SPDX-License-Identifier: Apache-2.0
#include "formats/pmxml/element.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>

#include "formats/xml/xml_tree.h"

namespace tc::formats::pmxml {
namespace {

constexpr std::int64_t kMaxSpan = 105'192'000;  ///< minutes of two hundred years

std::string_view trimmed(std::string_view text) {
  const std::size_t from = text.find_first_not_of(" \t\r\n");
  if (from == std::string_view::npos) return {};
  return text.substr(from, text.find_last_not_of(" \t\r\n") - from + 1);
}

/// "ns2:Name" when the parent is "ns2:Parent".
std::string qualified(pugi::xml_node parent, std::string_view name) {
  const std::string_view own = parent.name();
  const std::size_t colon = own.rfind(':');
  return std::string(own.substr(0, colon == std::string_view::npos ? 0 : colon + 1)) +
         std::string(name);
}

/// The prefix of XML Schema instances, e.g. "xsi:nil"; empty when the root declares none.
std::string nil_name(pugi::xml_node node) {
  for (const pugi::xml_node& child : node.root().children()) {
    for (const pugi::xml_attribute& attribute : child.attributes()) {
      const std::string_view name = attribute.name();
      const std::string_view value = attribute.value();
      if (value == "http://www.w3.org/2001/XMLSchema-instance" && name.substr(0, 6) == "xmlns:") {
        return std::string(name.substr(6)) + ":nil";
      }
    }
  }
  return {};
}

void fill(pugi::xml_node node, const Text& text) {
  for (pugi::xml_attribute attribute = node.first_attribute(); attribute;) {
    const pugi::xml_attribute next = attribute.next_attribute();
    if (std::string_view(attribute.name()).ends_with(":nil")) node.remove_attribute(attribute);
    attribute = next;
  }
  if (text) {
    node.text().set(text->c_str());
    return;
  }
  node.text().set("");
  while (node.first_child()) node.remove_child(node.first_child());
  if (const std::string nil = nil_name(node); !nil.empty()) {
    node.append_attribute(nil.c_str()).set_value("true");
  }
}

bool is_simple(pugi::xml_node node) {
  return node.type() == pugi::node_element &&
         !node.find_child([](pugi::xml_node child) { return child.type() == pugi::node_element; });
}

}  // namespace

Element::Element(pugi::xml_node node) : node_(node) {
  for (const pugi::xml_node& child : node.children()) {
    if (child.type() == pugi::node_element) children_.emplace_back(xml::local_name(child), child);
  }
  const auto by_name = [](const auto& a, const auto& b) { return a.first < b.first; };
  std::ranges::stable_sort(children_, by_name);
}

pugi::xml_node Element::child(std::string_view name) const {
  const auto found =
      std::ranges::lower_bound(children_, name, {}, [](const auto& child) { return child.first; });
  return found != children_.end() && found->first == name ? found->second : pugi::xml_node();
}

std::string_view Element::text(std::string_view name) const {
  return trimmed(child(name).child_value());
}

std::optional<double> parse_number(std::string_view text) {
  std::string digits(trimmed(text));
  std::ranges::replace(digits, ',', '.');
  double value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (error != std::errc() || end != digits.data() + digits.size() || !std::isfinite(value)) {
    return std::nullopt;
  }
  return value;
}

std::optional<std::int64_t> parse_hours(std::string_view text) {
  const std::optional<double> hours = parse_number(text);
  if (!hours || std::abs(*hours) * 60 > static_cast<double>(kMaxSpan)) return std::nullopt;
  return static_cast<std::int64_t>(std::round(*hours * 60));
}

std::optional<Minute> parse_stamp(std::string_view text) {
  std::string stamp(trimmed(text).substr(0, 16));
  if (stamp.size() > 10 && stamp[10] == ' ') stamp[10] = 'T';
  const Result<Minute> minute = parse_minute(stamp);
  if (!minute) return std::nullopt;
  return *minute;
}

std::optional<std::int32_t> parse_clock(std::string_view text) {
  text = trimmed(text);
  // Some writers give the time with a date in front.
  if (const std::size_t t = text.find('T'); t != std::string_view::npos) text.remove_prefix(t + 1);
  if (text.size() < 5 || text[2] != ':') return std::nullopt;
  int hour = 0;
  int minute = 0;
  const bool fine =
      std::from_chars(text.data(), text.data() + 2, hour).ptr == text.data() + 2 &&
      std::from_chars(text.data() + 3, text.data() + 5, minute).ptr == text.data() + 5;
  if (!fine || hour < 0 || minute < 0 || minute > 59 || hour * 60 + minute > kMinutesPerDay) {
    return std::nullopt;
  }
  return hour * 60 + minute;
}

std::optional<bool> parse_bool(std::string_view text) {
  text = trimmed(text);
  if (text == "1" || text == "true" || text == "True" || text == "Y") return true;
  if (text == "0" || text == "false" || text == "False" || text == "N") return false;
  return std::nullopt;
}

std::optional<std::int64_t> parse_id(std::string_view text) {
  text = trimmed(text);
  constexpr std::int64_t kMaxId = 9'007'199'254'740'992;
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value >= 1 && value <= kMaxId ? std::optional(value) : std::nullopt;
}

std::string hours_text(std::int64_t minutes) {
  std::string text = fmt::format("{:.6f}", static_cast<double>(minutes) / 60);
  text.erase(text.find_last_not_of('0') + 1);
  if (text.ends_with('.')) text.pop_back();
  return text == "-0" ? "0" : text;
}

std::string stamp_text(Minute minute) { return to_text(minute) + ":00"; }

std::string clock_text(std::int32_t minutes) {
  return fmt::format("{:02}:{:02}:00", minutes / 60, minutes % 60);
}

pugi::xml_node append(pugi::xml_node parent, std::string_view name, const Text& text) {
  pugi::xml_node node = append(parent, name);
  fill(node, text);
  return node;
}

pugi::xml_node append(pugi::xml_node parent, std::string_view name) {
  return parent.append_child(qualified(parent, name).c_str());
}

pugi::xml_node place_of(pugi::xml_node parent, std::string_view name) {
  for (const pugi::xml_node& child : parent.children()) {
    if (child.type() != pugi::node_element) continue;
    if (!is_simple(child) || xml::local_name(child) > name) return child;
  }
  return {};
}

void set(pugi::xml_node parent, std::string_view name, const Text& text) {
  for (pugi::xml_node child : parent.children()) {
    if (child.type() == pugi::node_element && xml::local_name(child) == name) {
      fill(child, text);
      return;
    }
  }
  if (!text) return;
  const pugi::xml_node after = place_of(parent, name);
  const std::string full = qualified(parent, name);
  fill(after ? parent.insert_child_before(full.c_str(), after) : parent.append_child(full.c_str()),
       text);
}

}  // namespace tc::formats::pmxml
