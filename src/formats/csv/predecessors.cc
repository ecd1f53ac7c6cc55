// SPDX-License-Identifier: Apache-2.0
#include "formats/csv/predecessors.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace tc::formats::csv {
namespace {

using model::LinkType;
constexpr std::array<std::string_view, 4> kTypes{"FS", "SS", "FF", "SF"};
/// Trying all ends of an item costs the square of its length, so a longer one is none.
constexpr std::size_t kLongestItem = 400;

std::optional<LinkType> type_of(std::string_view text) {
  std::string upper(text);
  for (char& c : upper) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  const auto found = std::ranges::find(kTypes, upper);
  if (found == kTypes.end()) return std::nullopt;
  return static_cast<LinkType>(found - kTypes.begin());
}

/// The item read with its reference ending at `end`, when what follows is a type, a lag or both.
std::optional<Predecessor> read_at(std::string_view item, std::size_t end) {
  Predecessor result{.reference = std::string(trimmed(item.substr(0, end))), .type = {}, .lag = {}};
  if (result.reference.empty()) return std::nullopt;
  std::string_view rest = trimmed(item.substr(end));
  if (rest.empty()) return result;
  if (const std::optional<LinkType> type = type_of(rest.substr(0, 2))) {
    result.type = *type;
    rest = trimmed(rest.substr(2));
    if (rest.empty()) return result;
  }
  if (rest.front() != '+' && rest.front() != '-') return std::nullopt;
  const std::optional<Span> lag = parse_span(rest);
  // Without a unit a comma parts two items, it does not stand for the point of one number.
  if (!lag || (lag->bare && rest.find(',') != std::string_view::npos)) return std::nullopt;
  result.lag = *lag;
  return result;
}

bool may_end_reference(std::string_view item, std::size_t at) {
  if (at == item.size()) return true;
  const char c = item[at];
  return c == '+' || c == '-' || type_of(item.substr(at, 2)).has_value();
}

std::optional<Predecessor> parse_item(std::string_view item, const IsKnown& is_known) {
  std::optional<Predecessor> shortest;
  if (item.size() > kLongestItem) return std::nullopt;
  for (std::size_t end = item.size(); end > 0; --end) {
    if (!may_end_reference(item, end)) continue;
    std::optional<Predecessor> found = read_at(item, end);
    if (!found && is_known(trimmed(item.substr(0, end)))) return std::nullopt;
    if (!found) continue;
    if (is_known(found->reference)) return found;
    shortest = std::move(found);
  }
  return shortest;
}

/// Where the item that begins the text ends. A cell's separator may also stand inside a code or, as
/// a comma, inside a number; the longest item that names a known activity wins.
std::size_t item_end(std::string_view text, const IsKnown& is_known) {
  std::optional<std::size_t> first;
  std::optional<std::size_t> known;
  constexpr int kMostSeparators = 4;
  std::size_t at = 0;
  for (int i = 0; i < kMostSeparators; ++i) {
    at = std::min(text.find_first_of(";,\n", at), text.size());
    if (!first) first = at;
    if (at > kLongestItem) break;
    const std::optional<Predecessor> item = parse_item(trimmed(text.substr(0, at)), is_known);
    if (item && is_known(item->reference)) known = at;
    if (at == text.size()) break;
    ++at;
  }
  return known.value_or(*first);
}

}  // namespace

Result<std::vector<Predecessor>> parse_predecessors(std::string_view cell,
                                                    const IsKnown& is_known) {
  std::vector<Predecessor> result;
  while (!cell.empty()) {
    const std::size_t end = item_end(cell, is_known);
    const std::string_view item = trimmed(cell.substr(0, end));
    cell.remove_prefix(std::min(end + 1, cell.size()));
    if (item.empty()) continue;
    std::optional<Predecessor> predecessor = parse_item(item, is_known);
    if (!predecessor) {
      return fail(Code::bad_input, "csv.value",
                  fmt::format("'{}' is no predecessor", item.substr(0, 80)), {},
                  "write it like A100FS+2d");
    }
    result.push_back(std::move(*predecessor));
  }
  return result;
}

std::string predecessor_text(const Predecessor& predecessor) {
  std::string text = predecessor.reference;
  const bool lagged = predecessor.lag.minutes != 0;
  if (lagged || predecessor.type != LinkType::finish_start) {
    text += kTypes[static_cast<std::size_t>(predecessor.type)];
  }
  if (!lagged) return text;
  if (predecessor.lag.minutes > 0) text += '+';
  return text + span_text(predecessor.lag.minutes, predecessor.lag.elapsed);
}

}  // namespace tc::formats::csv
