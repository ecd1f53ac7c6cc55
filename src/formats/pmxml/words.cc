// SPDX-License-Identifier: Apache-2.0
#include "formats/pmxml/words.h"

#include <algorithm>
#include <array>

namespace tc::formats::pmxml {
namespace {

/// For each enumerator in order its word.
template <class E, std::size_t N>
using Words = std::array<std::string_view, N>;

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool same(std::string_view a, std::string_view b) {
  return std::ranges::equal(a, b, {}, lower, lower);
}

template <class E, std::size_t N>
std::optional<E> find(const std::array<std::string_view, N>& words, std::string_view word) {
  for (std::size_t i = 0; i < N; ++i) {
    if (!words[i].empty() && same(words[i], word)) return static_cast<E>(i);
  }
  return std::nullopt;
}

template <class E, std::size_t N>
std::string_view at(const std::array<std::string_view, N>& words, E value) {
  return words[static_cast<std::size_t>(value)];
}

constexpr std::array<std::string_view, 8> kKinds{"Task Dependent",
                                                 "",
                                                 "",
                                                 "Level of Effort",
                                                 "Start Milestone",
                                                 "Finish Milestone",
                                                 "WBS Summary",
                                                 "Resource Dependent"};
constexpr std::array<std::string_view, 11> kConstraints{"",
                                                        "Start On or After",
                                                        "Start On or Before",
                                                        "Finish On or After",
                                                        "Finish On or Before",
                                                        "Start On",
                                                        "Finish On",
                                                        "As Late As Possible",
                                                        "Mandatory Start",
                                                        "Mandatory Finish",
                                                        ""};
constexpr std::array<std::string_view, 4> kLinks{"Finish to Start", "Start to Start",
                                                 "Finish to Finish", "Start to Finish"};
constexpr std::array<std::string_view, 4> kLagCalendars{
    "Predecessor Activity Calendar", "Successor Activity Calendar", "24 Hour Calendar",
    "Project Default Calendar"};
constexpr std::array<std::string_view, 3> kProgress{"Retained Logic", "Progress Override",
                                                    "Actual Dates"};
constexpr std::array<std::string_view, 3> kFloats{"Start Float = Late Start - Early Start",
                                                  "Finish Float = Late Finish - Early Finish",
                                                  "Smallest of Start Float and Finish Float"};
constexpr std::array<std::string_view, 2> kCritical{"Longest Path", "Critical Float"};
constexpr std::array<std::string_view, 3> kScopes{"Global", "Project", "Resource"};
constexpr std::array<std::string_view, 4> kResources{"Labor", "Nonlabor", "Material", ""};

}  // namespace

using namespace model;

std::optional<ActivityKind> kind_of(std::string_view word) {
  return find<ActivityKind>(kKinds, word);
}
std::string_view word_of(ActivityKind kind) {
  if (kind == ActivityKind::gate) kind = ActivityKind::task;
  if (kind == ActivityKind::milestone) kind = ActivityKind::finish_milestone;
  return at(kKinds, kind);
}
std::optional<ConstraintKind> constraint_of(std::string_view word) {
  return find<ConstraintKind>(kConstraints, word);
}
std::string_view word_of(ConstraintKind kind) {
  if (kind == ConstraintKind::set_by_hand) kind = ConstraintKind::mandatory_start;
  return at(kConstraints, kind);
}
std::optional<LinkType> link_of(std::string_view word) { return find<LinkType>(kLinks, word); }
std::string_view word_of(LinkType type) { return at(kLinks, type); }
std::optional<LagCalendar> lag_calendar_of(std::string_view word) {
  return find<LagCalendar>(kLagCalendars, word);
}
std::string_view word_of(LagCalendar lag) { return at(kLagCalendars, lag); }
std::optional<ProgressRule> progress_of(std::string_view word) {
  return find<ProgressRule>(kProgress, word);
}
std::string_view word_of(ProgressRule rule) { return at(kProgress, rule); }
std::optional<FloatRule> float_of(std::string_view word) { return find<FloatRule>(kFloats, word); }
std::string_view word_of(FloatRule rule) { return at(kFloats, rule); }
std::optional<CriticalRule> critical_of(std::string_view word) {
  return find<CriticalRule>(kCritical, word);
}
std::string_view word_of(CriticalRule rule) { return at(kCritical, rule); }
std::optional<CalendarScope> scope_of(std::string_view word) {
  return find<CalendarScope>(kScopes, word);
}
std::string_view word_of(CalendarScope scope) { return at(kScopes, scope); }
std::optional<ResourceKind> resource_of(std::string_view word) {
  return find<ResourceKind>(kResources, word);
}
std::string_view word_of(ResourceKind kind) {
  return at(kResources, kind == ResourceKind::cost ? ResourceKind::equipment : kind);
}

}  // namespace tc::formats::pmxml
