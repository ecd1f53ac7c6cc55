// SPDX-License-Identifier: Apache-2.0
#include "model/scheduling_rules.h"

#include <algorithm>
#include <charconv>
#include <concepts>
#include <vector>

#include "base/text.h"

namespace tc::model {
namespace {

constexpr std::string_view kSpace = " \t\r\n";
constexpr std::size_t kMostShown = 40;  ///< bytes of a wrong text in its message

template <NamedEnum E>
std::string written(E value) {
  return std::string(to_name(value));
}
std::string written(bool value) { return value ? "true" : "false"; }
template <std::integral I>
std::string written(I value) {
  return std::to_string(value);
}

template <NamedEnum E>
bool take(std::string_view text, E& value) {
  const std::optional<E> found = from_name<E>(text);
  value = found.value_or(value);
  return found.has_value();
}
bool take(std::string_view text, bool& value) {
  value = text == "true";
  return value || text == "false";
}
template <std::integral I>
bool take(std::string_view text, I& value) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc() && end == text.data() + text.size();
}

tl::unexpected<Error> refuse(std::string_view what, std::string_view seen, std::string advice) {
  std::string shown(seen.substr(0, kMostShown));
  while (text::first_bad_utf8(shown) != std::string_view::npos) shown.pop_back();
  return fail(Code::bad_input, "project.scheduling", std::string(what) + " '" + shown + "'", {},
              std::move(advice));
}

tl::unexpected<Error> refuse_name(std::string_view name) {
  std::vector<std::string> known;
  const SchedulingRules rules;
  visit_fields(rules, [&known](std::string_view field, const auto&) { known.emplace_back(field); });
  const std::string near = text::nearest(name.substr(0, kMostShown), known);
  return refuse("no scheduling rule has the name", name,
                near.empty() ? std::string() : "perhaps '" + near + "' is meant");
}

/// One `name=value` into its field.
Result<void> take_pair(std::string_view pair, SchedulingRules& rules,
                       std::vector<std::string_view>& named) {
  const std::size_t equals = pair.find('=');
  if (equals == std::string_view::npos) {
    return refuse("a scheduling rule is written name=value, not", pair, {});
  }
  const std::string_view name = pair.substr(0, equals);
  const std::string_view value = pair.substr(equals + 1);
  if (std::ranges::find(named, name) != named.end()) {
    return refuse("a scheduling rule stands twice:", name, {});
  }
  bool known = false, fits = false;
  visit_fields(rules, [&](std::string_view field, auto& member) {
    if (field != name) return;
    known = true;
    fits = take(value, member);
  });
  if (!known) return refuse_name(name);
  if (!fits) return refuse("a scheduling rule cannot have this value:", pair, {});
  named.push_back(name);
  return {};
}

}  // namespace

std::string to_text(const SchedulingRules& rules) {
  std::vector<std::string> house;
  const SchedulingRules defaults;
  visit_fields(defaults, [&house](std::string_view, const auto& member) {
    house.push_back(written(member));
  });
  std::string out;
  std::size_t at = 0;
  visit_fields(rules, [&](std::string_view name, const auto& member) {
    const std::string value = written(member);
    if (value == house[at++]) return;
    if (!out.empty()) out += ' ';
    out.append(name).append("=").append(value);
  });
  return out;
}

Result<SchedulingRules> rules_from_text(std::string_view text) {
  SchedulingRules rules;
  std::vector<std::string_view> named;
  for (std::size_t at = text.find_first_not_of(kSpace); at != std::string_view::npos;) {
    const std::size_t end = std::min(text.find_first_of(kSpace, at), text.size());
    TC_TRY_VOID(take_pair(text.substr(at, end - at), rules, named));
    at = text.find_first_not_of(kSpace, end);
  }
  return rules;
}

}  // namespace tc::model
