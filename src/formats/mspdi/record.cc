// SPDX-License-Identifier: Apache-2.0
#include "formats/mspdi/record.h"

#include <fmt/format.h>

#include <algorithm>

#include "formats/mspdi/values.h"

namespace tc::formats::mspdi {
namespace {

constexpr std::size_t kMostOfARule = 100;
constexpr std::size_t kMostKinds = 1000;  ///< of one record kind; more are made up
constexpr std::size_t kNowhere = static_cast<std::size_t>(-1);

std::size_t position(Names names, std::string_view name) {
  const auto found = std::ranges::lower_bound(names, name);
  return found != names.end() && *found == name ? static_cast<std::size_t>(found - names.begin())
                                                : kNowhere;
}

}  // namespace

void Remarks::keep(std::string_view kind, pugi::xml_node node) {
  auto& kinds = kept_[kind];
  const std::string_view name = xml::local_name(node);
  auto found = kinds.find(name);
  if (found == kinds.end()) {
    if (kinds.size() >= kMostKinds) return;
    found = kinds.emplace(name, Kept{.first = node}).first;
  }
  ++found->second.count;
}

void Remarks::add(std::string_view rule, std::string message, pugi::xml_node node) {
  auto found = counts_.find(rule);
  if (found == counts_.end()) found = counts_.emplace(rule, 0).first;
  if (++found->second > kMostOfARule) return;
  notes_.push_back({std::string(rule), std::move(message), xml::place(*document_, node)});
}

Notes Remarks::take() {
  for (const auto& [rule, count] : counts_) {
    if (count <= kMostOfARule) continue;
    notes_.push_back({rule, fmt::format("and {} more of this rule", count - kMostOfARule), {}});
  }
  for (const auto& [kind, kinds] : kept_) {
    std::vector<std::string_view> names;
    names.reserve(kinds.size());
    for (const auto& entry : kinds) names.push_back(entry.first);
    std::ranges::sort(names);
    for (const std::string_view name : names) {
      const Kept& kept = kinds.at(name);
      notes_.push_back(
          {"mspdi.kept",
           fmt::format("{}/{} is kept but not used ({} times)", kind, name, kept.count),
           xml::place(*document_, kept.first)});
    }
  }
  return std::move(notes_);
}

Record::Record(pugi::xml_node node, std::string_view kind, Names names, Remarks& remarks)
    : node_(node), names_(names), children_(names.size()), remarks_(&remarks) {
  for (pugi::xml_node child = node.first_child(); child; child = child.next_sibling()) {
    if (child.type() != pugi::node_element) continue;
    const std::size_t at = position(names, xml::local_name(child));
    if (at == kNowhere) {
      remarks.keep(kind, child);
    } else if (!children_[at]) {
      children_[at] = child;
    }
  }
}

pugi::xml_node Record::child(std::string_view name) const {
  const std::size_t at = position(names_, name);
  return at == kNowhere ? pugi::xml_node() : children_[at];
}

std::string_view Record::text(std::string_view name) const { return child(name).child_value(); }

template <class T>
std::optional<T> Record::value(std::string_view name, std::optional<T> (*parse)(std::string_view),
                               std::string_view form) const {
  const std::string_view seen = text(name);
  if (seen.empty()) return std::nullopt;
  std::optional<T> result = parse(seen);
  if (!result) {
    remarks_->add("mspdi.value", fmt::format("{} '{:.40}' is no {}", name, seen, form),
                  child(name));
  }
  return result;
}

std::optional<std::int64_t> Record::whole(std::string_view name) const {
  return value(name, &parse_whole, "whole number");
}
std::optional<double> Record::number(std::string_view name) const {
  return value(name, &parse_number, "number");
}
std::optional<Minute> Record::moment(std::string_view name) const {
  return value(name, &parse_moment, "date of 1900 to 2199");
}
std::optional<std::int64_t> Record::duration(std::string_view name) const {
  return value(name, &parse_duration, "duration");
}
bool Record::flag(std::string_view name, bool otherwise) const {
  return value(name, &parse_flag, "flag").value_or(otherwise);
}

pugi::xml_node child_of(pugi::xml_node node, std::string_view name) {
  for (pugi::xml_node child = node.first_child(); child; child = child.next_sibling()) {
    if (child.type() == pugi::node_element && xml::local_name(child) == name) return child;
  }
  return {};
}

}  // namespace tc::formats::mspdi
