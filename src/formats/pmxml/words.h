// The words of P6's enumerations. Reading ignores case: versions differ in "On or After".
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string_view>

#include "formats/schedule/schedule_file.h"
#include "model/activity.h"
#include "model/scheduling_rules.h"

namespace tc::formats::pmxml {

[[nodiscard]] std::optional<model::ActivityKind> kind_of(std::string_view word);
/// A gate is a task to P6, and a milestone of no stated edge a finish milestone.
[[nodiscard]] std::string_view word_of(model::ActivityKind kind);
[[nodiscard]] std::optional<model::ConstraintKind> constraint_of(std::string_view word);
/// Empty for none. Dates set by hand are a mandatory start to P6: links do not move them.
[[nodiscard]] std::string_view word_of(model::ConstraintKind kind);
[[nodiscard]] std::optional<model::LinkType> link_of(std::string_view word);
[[nodiscard]] std::string_view word_of(model::LinkType type);
[[nodiscard]] std::optional<model::LagCalendar> lag_calendar_of(std::string_view word);
[[nodiscard]] std::string_view word_of(model::LagCalendar lag);
[[nodiscard]] std::optional<model::ProgressRule> progress_of(std::string_view word);
[[nodiscard]] std::string_view word_of(model::ProgressRule rule);
[[nodiscard]] std::optional<model::FloatRule> float_of(std::string_view word);
[[nodiscard]] std::string_view word_of(model::FloatRule rule);
[[nodiscard]] std::optional<model::CriticalRule> critical_of(std::string_view word);
[[nodiscard]] std::string_view word_of(model::CriticalRule rule);
[[nodiscard]] std::optional<CalendarScope> scope_of(std::string_view word);
[[nodiscard]] std::string_view word_of(CalendarScope scope);
[[nodiscard]] std::optional<ResourceKind> resource_of(std::string_view word);
[[nodiscard]] std::string_view word_of(ResourceKind kind);

}  // namespace tc::formats::pmxml
